//! What a link leads to, whatever it carries along: trackers, fragments, `www.` and the scheme tell no pages apart.

use url::Url;
use xxhash_rust::xxh3::xxh3_64;

/// Parameters that say where a reader came from, by the beginning of their name.
const TRACKERS: [&str; 21] = [
    "utm_",
    "mtm_",
    "pk_",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "yclid",
    "igshid",
    "mc_cid",
    "mc_eid",
    "cmpid",
    "ncid",
    "ref",
    "_hs",
    "hsa_",
    "at_",
    "spm",
    "guccounter",
    "xtor",
    "wt_mc",
];

/// A number for the page behind a link; `None` for what is no page of its own: another scheme, or the front page of a site.
pub(super) fn page(link: &str) -> Option<u64> {
    let url = Url::parse(link.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path().trim_end_matches('/');
    let mut parameters: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracker(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    parameters.sort_unstable();
    if path.is_empty() && parameters.is_empty() {
        return None;
    }
    let mut page = format!("{host}{path}");
    for (name, value) in parameters {
        page.extend(["&", &name, "=", &value]);
    }
    Some(xxh3_64(page.as_bytes()))
}

fn is_tracker(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    // Short names must fit whole, so that `reference` is no `ref`.
    TRACKERS
        .iter()
        .any(|tracker| if tracker.ends_with('_') { name.starts_with(tracker) } else { name == *tracker })
        || name.starts_with("_hs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_carries_along_tells_no_pages_apart() {
        let plain = page("https://gauge.example/2026/ferries");
        assert!(plain.is_some());
        for link in [
            "http://www.gauge.example/2026/ferries/",
            "https://gauge.example/2026/ferries?utm_source=rss&utm_medium=feed#top",
            "https://GAUGE.example/2026/ferries?fbclid=x&ref=home",
        ] {
            assert_eq!(page(link), plain, "{link}");
        }
        assert_ne!(page("https://gauge.example/2026/Ferries"), plain);
        assert_ne!(page("https://gauge.example/2026/ferries?page=2"), plain);
        assert_eq!(page("https://gauge.example/?id=7&a=1"), page("https://gauge.example?a=1&id=7"));
    }

    #[test]
    fn a_front_page_and_what_is_no_link_are_no_pages() {
        for link in [
            "https://gauge.example/",
            "https://gauge.example?utm_source=x",
            "mailto:a@b.example",
            "ferries",
            "",
        ] {
            assert_eq!(page(link), None, "{link}");
        }
    }
}
