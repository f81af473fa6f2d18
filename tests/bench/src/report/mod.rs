//! The comparison: figures of both servers, their targets, and what failed.

mod figure;
mod table;

use std::{collections::BTreeMap, fs, path::Path, process::ExitCode};

use serde_json::{Value, json};

use crate::{
    fault::{Fault, Result, While},
    options::{Measure, Scenario},
    target::Kind,
};

pub(crate) use self::figure::Figure;
use self::figure::Target;

#[derive(Debug)]
pub(crate) struct Report {
    settings: String,
    rows: BTreeMap<Figure, Row>,
    /// Deliveries that were checked, of both servers.
    checked: f64,
    failures: Vec<Failure>,
}

/// The samples of one figure, in the order of the rounds.
#[derive(Debug, Default)]
struct Row {
    yardstick: Vec<f64>,
    rostra: Vec<f64>,
}

#[derive(Debug)]
struct Failure {
    kind: Kind,
    scenario: Scenario,
    fault: Fault,
}

impl Report {
    pub(crate) fn new(measure: &Measure) -> Self {
        Self {
            settings: settings(measure),
            rows: BTreeMap::new(),
            checked: 0.0,
            failures: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, kind: Kind, samples: &[(Figure, f64)]) {
        for &(figure, value) in samples {
            if figure == Figure::Checked {
                self.checked += value;
                continue;
            }
            let row = self.rows.entry(figure).or_default();
            match kind {
                Kind::Yardstick => row.yardstick.push(value),
                Kind::Rostra => row.rostra.push(value),
            }
        }
    }

    pub(crate) fn fail(&mut self, kind: Kind, scenario: Scenario, fault: Fault) {
        eprintln!("  failed: {fault}");
        self.failures.push(Failure {
            kind,
            scenario,
            fault,
        });
    }

    /// A scenario that failed once is not tried again in the next round.
    pub(crate) fn has_failed(&self, kind: Kind, scenario: Scenario) -> bool {
        self.failures
            .iter()
            .any(|failure| (failure.kind, failure.scenario) == (kind, scenario))
    }

    /// 1 for any broken delivery, 2 for any other failure; a missed target is no failure.
    pub(crate) fn verdict(&self) -> ExitCode {
        let is_broken = |failure: &Failure| matches!(failure.fault, Fault::Delivery(_));
        match (
            self.failures.iter().any(is_broken),
            self.failures.is_empty(),
        ) {
            (true, _) => ExitCode::from(1),
            (false, false) => ExitCode::from(2),
            (false, true) => ExitCode::SUCCESS,
        }
    }

    pub(crate) fn write_json(&self, file: &Path) -> Result<()> {
        let figures: Vec<_> = self
            .rows
            .iter()
            .map(|(figure, row)| row.to_json(*figure))
            .collect();
        let failures: Vec<_> = self.failures.iter().map(Failure::to_json).collect();
        let all = json!({
            "settings": self.settings,
            "deliveries_checked": self.checked,
            "figures": figures,
            "failures": failures,
        });
        fs::write(file, format!("{all:#}\n")).during("write the JSON report")
    }
}

impl Row {
    /// The median over the rounds of one round's ratio: what slows the machine slows both of a round.
    fn ratio(&self) -> Option<f64> {
        median(
            self.rostra
                .iter()
                .zip(&self.yardstick)
                .map(|(rostra, bare)| rostra / bare)
                .collect(),
        )
    }

    fn is_reached(&self, figure: Figure) -> Option<bool> {
        let value = median(self.rostra.clone());
        match figure.target() {
            Target::None => None,
            Target::OfYardstick(share) => self.ratio().map(|ratio| ratio >= share),
            Target::AtLeast(limit) => value.map(|value| value >= limit),
            Target::AtMost(limit) => value.map(|value| value <= limit),
        }
    }

    fn to_json(&self, figure: Figure) -> Value {
        json!({
            "figure": figure,
            "title": figure.title(),
            "unit": figure.unit(),
            "yardstick": {"median": median(self.yardstick.clone()), "rounds": self.yardstick},
            "rostra": {"median": median(self.rostra.clone()), "rounds": self.rostra},
            "ratio": self.ratio(),
            "target": figure.target().to_string(),
            "reached": self.is_reached(figure),
        })
    }
}

impl Failure {
    fn to_json(&self) -> Value {
        json!({
            "server": self.kind,
            "scenario": self.scenario.to_string(),
            "delivery": matches!(self.fault, Fault::Delivery(_)),
            "fault": self.fault.to_string(),
        })
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    match values.len() % 2 {
        0 => values
            .get(values.len() / 2 - 1)
            .map(|lower| f64::midpoint(*lower, upper)),
        _ => Some(upper),
    }
}

fn settings(measure: &Measure) -> String {
    let store = measure.database.as_deref().map_or("SQLite", |url| {
        url.split_once(':')
            .map_or("another database", |(scheme, _)| scheme)
    });
    format!(
        "{store}; medians of {} rounds of {} s; {} receivers, {} in flight ({:?}); paced {} msg/s x {}; \
         {} senders in {} rooms; {} REST clients; {} idle sockets; {} generator threads",
        measure.rounds,
        measure.seconds,
        measure.receivers,
        measure.in_flight,
        measure.pace,
        measure.rate,
        measure.paced_receivers,
        measure.senders,
        measure.send_rooms,
        measure.clients,
        measure.idle_sockets,
        measure.threads,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_compares_the_servers_of_one_round() {
        let row = Row {
            yardstick: vec![100.0, 10.0, 50.0],
            rostra: vec![80.0, 9.0, 30.0],
        };
        assert_eq!(row.ratio(), Some(0.8));
        assert_eq!(row.is_reached(Figure::FanoutOne), Some(true));
    }

    #[test]
    fn a_median_lies_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![4.0, 1.0]), Some(2.5));
        assert_eq!(median(Vec::new()), None);
    }
}
