//! A generator that never complains proves nothing: here the yardstick is told to break its deliveries.

use std::{
    io,
    process::{Command, Output},
};

fn run(arguments: &[&str]) -> io::Result<Output> {
    let scenario = [
        "--yardstick-only",
        "--rounds",
        "1",
        "--seconds",
        "0.2",
        "--paced-receivers",
        "20",
    ];
    Command::new(env!("CARGO_BIN_EXE_rostra-bench"))
        .args(scenario)
        .args(arguments)
        .output()
}

fn is_noticed(sabotage: &str) -> io::Result<()> {
    let output = run(&["--only", "paced", "--sabotage", sabotage])?;
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{report}");
    assert!(report.contains("delivery broken"), "{report}");
    Ok(())
}

#[test]
fn a_lost_delivery_fails_the_run() -> io::Result<()> {
    is_noticed("lose")
}

#[test]
fn a_doubled_delivery_fails_the_run() -> io::Result<()> {
    is_noticed("double")
}

#[test]
fn deliveries_out_of_order_fail_the_run() -> io::Result<()> {
    is_noticed("swap")
}

#[test]
fn sound_deliveries_are_measured_and_pass() -> io::Result<()> {
    let few = [
        "--receivers",
        "20",
        "--senders",
        "8",
        "--send-rooms",
        "4",
        "--idle-sockets",
        "20",
    ];
    let output = run(&few)?;
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(0), "{report}");
    assert!(
        report.contains("none lost, doubled or out of order"),
        "{report}"
    );
    Ok(())
}
