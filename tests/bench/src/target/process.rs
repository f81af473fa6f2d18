//! What a process uses, as the kernel counts it.

use std::{fs, time::Duration};

use rustix::param::clock_ticks_per_second;

use crate::fault::{Fault, Result, While};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Usage {
    /// Processor time of all threads, in user and kernel mode.
    pub(crate) cpu: Duration,
    /// Resident memory in bytes.
    pub(crate) memory: u64,
}

impl Usage {
    /// Of the process with this id, or `self`.
    pub(crate) fn of(process: &str) -> Result<Self> {
        Ok(Self {
            cpu: cpu(process)?,
            memory: memory(process)?,
        })
    }

    /// Processor time since `before`, in microseconds for each of so many deeds.
    pub(crate) fn cpu_since(&self, before: Self, deeds: u64) -> f64 {
        self.cpu.saturating_sub(before.cpu).as_secs_f64() * 1e6 / deeds as f64
    }
}

fn cpu(process: &str) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).during("read CPU time")?;
    // The name, in parentheses, may hold anything; user and system ticks are fields 14 and 15 of the line.
    let fields = stat
        .rsplit_once(')')
        .map_or("", |(_, fields)| fields)
        .split_whitespace();
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Ok(Duration::from_secs_f64(
        ticks as f64 / clock_ticks_per_second() as f64,
    ))
}

fn memory(process: &str) -> Result<u64> {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup"));
    let rollup = rollup.during("read resident memory")?;
    let resident = rollup.lines().find_map(|line| line.strip_prefix("Rss:"));
    let kilobytes = resident.and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes
        .map(|kilobytes| kilobytes * 1_024)
        .ok_or_else(|| Fault::Answer("no resident memory in smaps_rollup".to_owned()))
}
