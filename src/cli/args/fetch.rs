//! What can be typed after `slugline fetch`.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::OutputArguments;
use crate::fetch::Options;

#[derive(Debug, Args)]
#[command(
    after_help = "Prints a line for each feed, in the order of the lists: new; updated; unchanged; moved, where its server said that it has done so for good, \
    and it will be asked at the new address from now on; waits, where its server asked for patience or failed shortly before; gone, \
    where its server said so for good; failed, with the reason, and its file stays as it was.\n\n\
    Nothing is transferred that has not changed, as far as servers can tell. What they said is kept in DIR/.slugline-fetch.json, which other commands \
    pass over. No file is ever deleted for a feed that is no longer listed.\n\n\
    Exit status: 0 no feed failed, though some may wait or be gone; 1 some failed; 2 all did, or nothing could be done.\n\n\
    The environment names a proxy (HTTPS_PROXY, ALL_PROXY, NO_PROXY); names are resolved there then, and only addresses in numbers, and localhost, are \
    known to be private.\n\n\
    Examples:\n  \
    slugline fetch subscriptions.opml --into feeds && slugline digest feeds\n  \
    slugline fetch https://harbour-dispatch.example/rss https://northern-ledger.example/atom.xml --into feeds\n  \
    slugline fetch feeds.txt --into feeds --json | jq -r 'select(.changed) | .file'\n  \
    list-feeds | slugline fetch - --into feeds --quiet"
)]
pub(in crate::cli) struct FetchArguments {
    /// Addresses of feeds, files that list them (OPML, or an address a line), or - for such a list on standard input
    #[arg(value_name = "FEEDS", required = true)]
    pub(in crate::cli) feeds: Vec<OsString>,

    /// The folder for the feeds, a file each; made where it is missing
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) into: PathBuf,

    #[command(flatten)]
    pub(in crate::cli) output: OutputArguments,

    /// Print one JSON object per feed
    #[arg(long)]
    pub(in crate::cli) json: bool,

    /// Ask all feeds, those that are to wait or gone too, and where they are listed instead of where they have moved; a host that asks for
    /// patience in this run still gets it
    #[arg(long, help_heading = "Manners")]
    pub(in crate::cli) force: bool,

    /// Pause between two requests to one host
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = parse_delay, help_heading = "Manners")]
    pub(in crate::cli) delay: Duration,

    /// How many hosts are asked at the same time; each of them one request at a time
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=64), help_heading = "Manners")]
    pub(in crate::cli) hosts: u16,

    /// Also ask addresses of this machine and of private networks, which a list from elsewhere should not lead to
    #[arg(long, help_heading = "Bounds")]
    pub(in crate::cli) allow_private: bool,

    /// How long a request may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = parse_timeout, help_heading = "Bounds")]
    pub(in crate::cli) timeout: Duration,

    /// How large a feed may be, as it is transferred and as it unpacks: bytes, or with k, M or G behind (of 1024 each)
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = parse_size, help_heading = "Bounds")]
    pub(in crate::cli) max_bytes: u64,
}

impl FetchArguments {
    /// What that means.
    pub(in crate::cli) fn options(&self) -> Options {
        Options {
            timeout: self.timeout,
            max_bytes: self.max_bytes,
            delay: self.delay,
            n_hosts: usize::from(self.hosts),
            allow_private: self.allow_private,
            force: self.force,
        }
    }
}

fn parse_delay(text: &str) -> Result<Duration, String> {
    seconds(text, 0.0).ok_or_else(|| "a pause is 0 to 3600 seconds".to_owned())
}

fn parse_timeout(text: &str) -> Result<Duration, String> {
    seconds(text, 0.1).ok_or_else(|| "a timeout is 0.1 to 3600 seconds".to_owned())
}

fn seconds(text: &str, least: f64) -> Option<Duration> {
    let seconds = text.parse().ok().filter(|seconds| (least..=3600.0).contains(seconds))?;
    Duration::try_from_secs_f64(seconds).ok()
}

fn parse_size(text: &str) -> Result<u64, String> {
    let unit = text.to_ascii_lowercase().chars().last().and_then(|unit| "kmg".find(unit));
    let digits = if unit.is_some() { text.get(..text.len() - 1).unwrap_or_default() } else { text };
    let scale = unit.map_or(1, |unit| 1024_u64.pow(u32::try_from(unit).unwrap_or_default() + 1));
    let size = digits.parse::<u64>().ok().and_then(|size| size.checked_mul(scale));
    size.filter(|size| (1..=1 << 30).contains(size))
        .ok_or_else(|| "a size is 1 to 1G, such as 500k or 16M".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_units() {
        let sizes = ["1", "500k", "16M", "1G"].map(|text| parse_size(text).unwrap());
        assert_eq!(sizes, [1, 512_000, 16_777_216, 1_073_741_824]);
        for wrong in ["", "0", "M", "-1", "2G", "1T", "1.5M", "16 M", "é"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn times_are_bounded() {
        assert_eq!(parse_timeout("2.5"), Ok(Duration::from_millis(2500)));
        assert_eq!(parse_delay("0"), Ok(Duration::ZERO));
        for wrong in ["0", "-1", "NaN", "inf", "1e9", "soon"] {
            assert!(parse_timeout(wrong).is_err(), "{wrong}");
        }
    }
}
