//! The least that any reader of words does: every byte of a file looked at, every word of ASCII letters and digits hashed and counted.
//! `cargo run --release --example floor -- FILE [THREADS]` says how fast that goes, as a yardstick for everything that does more.

use std::fs;
use std::io::Write;
use std::thread;
use std::time::Instant;

/// The offset basis and the prime of FNV-1a, 64 bits (RFC 9923).
const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;
/// Counters, by the highest bits of the hash.
const N_COUNTERS: usize = 1 << 20;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, n_threads) = match arguments.as_slice() {
        [file] => (file, 1),
        [file, threads] => (file, threads.parse()?),
        _ => return Err("usage: floor FILE [THREADS]".into()),
    };
    let start = Instant::now();
    let bytes = fs::read(file)?;
    let read = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let part_len = bytes.len().div_ceil(n_threads).max(1);
    let n_words: usize = thread::scope(|scope| {
        let parts: Vec<_> = bytes.chunks(part_len).map(|part| scope.spawn(|| count(part))).collect();
        parts.into_iter().map(|part| part.join().unwrap_or(0)).sum()
    });
    let hashed = start.elapsed().as_secs_f64();
    let megabytes = bytes.len() as f64 / 1e6;
    writeln!(
        std::io::stdout(),
        "{n_words} words, {megabytes:.1} MB: read in {read:.3} s, words hashed in {hashed:.3} s ({:.0} MB a second), {n_threads} threads",
        megabytes / hashed
    )?;
    Ok(())
}

/// The number of words in `bytes`, all of them counted.
fn count(bytes: &[u8]) -> usize {
    let mut counters = vec![0_u32; N_COUNTERS];
    let (mut hash, mut is_word) = (FNV_BASIS, false);
    for &byte in bytes {
        let lower = byte | 0x20;
        if lower.is_ascii_lowercase() || byte.is_ascii_digit() {
            hash = (hash ^ u64::from(lower)).wrapping_mul(FNV_PRIME);
            is_word = true;
        } else if is_word {
            if let Some(counter) = counters.get_mut(place(hash)) {
                *counter += 1;
            }
            (hash, is_word) = (FNV_BASIS, false);
        }
    }
    counters.into_iter().map(|count| count as usize).sum::<usize>() + usize::from(is_word)
}

#[expect(clippy::cast_possible_truncation, reason = "only so many bits are left")]
const fn place(hash: u64) -> usize {
    (hash >> (64 - N_COUNTERS.ilog2())) as usize
}
