//! The report for reading.

use std::fmt;

use super::{Figure, Report, Row, median};

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "\n{}\n", self.settings)?;
        let head = ["", "yardstick", "rostra", "", "ratio", "target", "reached"];
        line(out, &head.map(str::to_owned))?;
        for (&figure, row) in &self.rows {
            line(out, &cells(figure, row))?;
        }
        for failure in &self.failures {
            let (kind, scenario) = (failure.kind, failure.scenario);
            writeln!(out, "\nFAILED {scenario}, {kind:?}: {}", failure.fault)?;
        }
        if self.failures.is_empty() {
            let checked = plain(self.checked);
            writeln!(
                out,
                "\n{checked} deliveries: none lost, doubled or out of order."
            )?;
        }
        Ok(())
    }
}

fn cells(figure: Figure, row: &Row) -> [String; 7] {
    let shown = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), plain);
    let reached = row
        .is_reached(figure)
        .map(|yes| if yes { "yes" } else { "NO" });
    [
        figure.title().to_owned(),
        shown(median(row.yardstick.clone())),
        shown(median(row.rostra.clone())),
        figure.unit().to_owned(),
        row.ratio()
            .map(|ratio| format!("{ratio:.2}"))
            .unwrap_or_default(),
        figure.target().to_string(),
        reached.unwrap_or_default().to_owned(),
    ]
}

fn line(out: &mut fmt::Formatter<'_>, cells: &[String; 7]) -> fmt::Result {
    let [title, yardstick, rostra, unit, ratio, target, reached] = cells;
    writeln!(
        out,
        "{title:<28} {yardstick:>11} {rostra:>11} {unit:<12} {ratio:>6} {target:>14} {reached:>8}"
    )
}

/// Three digits that matter, thousands set apart.
fn plain(value: f64) -> String {
    if value < 100.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
