//! `--stats`: how much a run did, how fast, and in how much memory.

use std::fmt;
use std::fs;
use std::time::{Duration, Instant};

use crate::pipeline::StageTimes;
use crate::publish::counted;

/// What is known of a run under way.
pub(super) struct Measure {
    start: Instant,
    /// How many rows were read, where not all that were are written.
    pub(super) n_read: Option<usize>,
    /// When the last stage ended.
    last: Instant,
    stages: Stages,
}

/// How long the stages of a run took.
enum Stages {
    /// They went on at once, so that they may add up to more than the run.
    SideBySide(StageTimes),
    OneByOne(Vec<(&'static str, Duration)>),
}

impl Measure {
    pub(super) fn begin() -> Self {
        let start = Instant::now();
        Self { start, n_read: None, last: start, stages: Stages::OneByOne(Vec::new()) }
    }

    /// A stage has ended, and the next begins.
    pub(super) fn end_stage(&mut self, name: &'static str) {
        let now = Instant::now();
        let took = now.duration_since(std::mem::replace(&mut self.last, now));
        self.add_stage(name, took);
    }

    /// A stage took so long, between others.
    pub(super) fn add_stage(&mut self, name: &'static str, took: Duration) {
        if let Stages::OneByOne(stages) = &mut self.stages {
            stages.push((name, took));
        }
    }

    /// The stages went on at once, and took so long.
    pub(super) fn note_times(&mut self, times: StageTimes) {
        self.stages = Stages::SideBySide(times);
    }

    /// One line for a run that wrote `n_rows` and read `n_bytes`.
    pub(super) fn report(&self, n_rows: usize, n_bytes: u64) -> String {
        let n_rows = self.n_read.unwrap_or(n_rows);
        report(self.start.elapsed(), &self.stages, (n_rows, n_bytes), peak_memory())
    }
}

/// Bytes in a megabyte, as disks and networks count them.
const MEGABYTE: f64 = 1e6;

fn report(
    took: Duration,
    stages: &Stages,
    (n_rows, n_bytes): (usize, u64),
    peak_bytes: Option<u64>,
) -> String {
    let seconds = took.as_secs_f64().max(1e-9);
    let megabytes = n_bytes as f64 / MEGABYTE;
    let memory = peak_bytes
        .map_or_else(String::new, |bytes| format!("; {:.0} MB of memory at most", bytes as f64 / MEGABYTE));
    format!(
        "slugline: {}, {megabytes:.1} MB in {seconds:.2} s: {:.0} rows and {:.1} MB a second; {stages}{memory}",
        counted(n_rows, "row"),
        n_rows as f64 / seconds,
        megabytes / seconds,
    )
}

impl fmt::Display for Stages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (how, stages) = match self {
            Self::SideBySide(StageTimes { read, compute, write }) => {
                ("side by side", &[("reading", *read), ("computing", *compute), ("writing", *write)][..])
            }
            Self::OneByOne(stages) => ("one by one", stages.as_slice()),
        };
        f.write_str(how)?;
        for (place, (name, took)) in stages.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma} {name} {:.2} s", took.as_secs_f64())?;
        }
        Ok(())
    }
}

/// The most memory that the process has held so far, in bytes, where the system says so (Linux does).
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 3,000 rows and 6 MB in 2 seconds.
    #[test]
    fn figures_are_those_of_the_run() {
        let [read, compute, write] = [500, 1500, 20].map(Duration::from_millis);
        let said = report(
            Duration::from_secs(2),
            &Stages::SideBySide(StageTimes { read, compute, write }),
            (3000, 6_000_000),
            Some(40_000_000),
        );
        assert_eq!(
            said,
            "slugline: 3000 rows, 6.0 MB in 2.00 s: 1500 rows and 3.0 MB a second; side by side reading 0.50 s, \
             computing 1.50 s, writing 0.02 s; 40 MB of memory at most"
        );
        let stages = Stages::OneByOne(vec![("reading", read), ("learning", compute)]);
        let said = report(Duration::from_secs(2), &stages, (1, 1_000_000), None);
        assert_eq!(
            said,
            "slugline: 1 row, 1.0 MB in 2.00 s: 0 rows and 0.5 MB a second; one by one reading 0.50 s, learning 1.50 s"
        );
    }
}
