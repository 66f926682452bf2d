//! How many instructions the parts take, which no neighbour on the machine changes: `cargo bench --bench instructions`, with valgrind.
//!
//! The program runs itself once for each part, under callgrind, which counts only while [`measured`] runs: what the part is prepared with
//! does not count. Callgrind counts only the thread that is in `measured`; rayon's pool is that one thread, so that what is shared out
//! counts too. As a test it does each part once, on the ordinary pool, without counting.

#![allow(clippy::print_stdout, reason = "what is counted is printed")]

mod work;

use std::env;
use std::process::{Command, Stdio};

use rayon::ThreadPoolBuilder;
use slugline::features::Scratch;

/// A part by its name: prepared, and ready to be done, which says whether its answer is right.
type Part = (&'static str, fn() -> Box<dyn FnOnce() -> bool>);

const PARTS: [Part; 12] = [
    ("words", || {
        work::articles();
        Box::new(|| work::find_words() > 0)
    }),
    ("sentences", || {
        work::articles();
        Box::new(|| work::find_sentences() > 0)
    }),
    ("vocabulary", || {
        work::model();
        Box::new(|| work::make_vocabulary().is_some())
    }),
    ("transform", || {
        let mut scratch = warm();
        Box::new(move || work::transform(&mut scratch) > 0.0)
    }),
    ("train", || {
        work::articles();
        Box::new(|| work::learn() == 10)
    }),
    ("classify", || {
        let mut scratch = warm();
        Box::new(move || work::classify(&mut scratch) > 0)
    }),
    ("rank", || {
        let mut scratch = warm();
        Box::new(move || work::summarise(&mut scratch, 0) == work::articles().len())
    }),
    ("summarise", || {
        let mut scratch = warm();
        Box::new(move || work::summarise(&mut scratch, 160) == work::articles().len())
    }),
    ("near_copies", || {
        let sets = work::twofold_sets();
        Box::new(move || work::find_near_copies(&sets) >= work::articles().len())
    }),
    ("stories", || {
        let cards = work::twofold_cards();
        Box::new(|| work::find_all_stories(cards) == work::articles().len())
    }),
    ("feed", || {
        let feed = work::feed();
        Box::new(|| work::read_feed(feed) == work::articles().len())
    }),
    ("load", || {
        let bytes = work::model_bytes();
        Box::new(move || work::load(&bytes) == 10)
    }),
];

/// A scratch that has seen all words, and lines made once, so that nothing is made for the first time.
fn warm() -> Scratch {
    let mut scratch = Scratch::default();
    work::classify(&mut scratch);
    work::summarise(&mut scratch, 160);
    scratch
}

/// All that callgrind counts.
#[inline(never)]
fn measured(work: Box<dyn FnOnce() -> bool>) -> bool {
    work()
}

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let named = |name: &str| PARTS.iter().find(|(part, _)| *part == name);
    match arguments.first().map(String::as_str) {
        Some(name) if named(name).is_some() => {
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global();
            assert!(pool.is_ok(), "no pool of this thread alone: {pool:?}");
            let is_right = named(name).is_some_and(|(_, prepare)| measured(prepare()));
            assert!(is_right, "{name} gives another answer");
        }
        Some("--bench") => {
            for (name, _) in &PARTS {
                println!("{name:12} {}", count(name));
            }
        }
        _ => {
            for (name, prepare) in &PARTS {
                assert!(measured(prepare()), "{name} gives another answer");
            }
        }
    }
}

/// The instructions of a part, or why they could not be counted.
fn count(name: &str) -> String {
    let Ok(program) = env::current_exe() else { return "cannot find itself".to_owned() };
    let run = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--toggle-collect=instructions::measured",
        ])
        .arg(program)
        .arg(name)
        .stdout(Stdio::null())
        .output();
    match run {
        Err(error) => format!("cannot run valgrind: {error}"),
        Ok(output) if !output.status.success() => {
            format!("failed: {}", String::from_utf8_lossy(&output.stderr))
        }
        Ok(output) => {
            // "==123== Collected : 456"
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let collected = said.lines().find_map(|line| line.split_once("Collected :"));
            collected.map_or("no count".to_owned(), |(_, count)| format!("{:>15} instructions", count.trim()))
        }
    }
}
