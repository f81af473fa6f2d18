//! From OpenMetrics, which the library writes, to the older text format, which everything reads.

use std::fmt::Write as _;

/// The same figures in version 0.0.4 of the text format: a counter is described by the name that
/// its sample has, and there is no mark at the end.
pub(super) fn plain(open_metrics: &str) -> String {
    let mut text = String::with_capacity(open_metrics.len());
    let mut help = None;
    for line in open_metrics.lines() {
        if let Some(described) = line.strip_prefix("# HELP ") {
            help = described.split_once(' ');
        } else if let Some(typed) = line.strip_prefix("# TYPE ") {
            let (name, kind) = typed.split_once(' ').unwrap_or((typed, "untyped"));
            let suffix = if kind == "counter" { "_total" } else { "" };
            if let Some((_, words)) = help.take() {
                // Writing to a string does not fail.
                let _ = writeln!(text, "# HELP {name}{suffix} {words}");
            }
            let _ = writeln!(text, "# TYPE {name}{suffix} {kind}");
        } else if !line.starts_with('#') {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_counter_is_described_by_the_name_of_its_sample() {
        let open = "# HELP sends Sent.\n# TYPE sends counter\nsends_total{outcome=\"stored\"} 3\n\
                    # HELP open Open.\n# TYPE open gauge\nopen 2\n# EOF\n";
        let expected = "# HELP sends_total Sent.\n# TYPE sends_total counter\n\
                        sends_total{outcome=\"stored\"} 3\n\
                        # HELP open Open.\n# TYPE open gauge\nopen 2\n";
        assert_eq!(plain(open), expected);
    }
}
