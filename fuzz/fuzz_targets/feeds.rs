//! Feeds: RSS, Atom and JSON Feed, whole, damaged or packed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline::ingest::{Columns, Format};
use slugline_fuzz::articles;

fuzz_target!(|bytes: &[u8]| {
    slugline_fuzz::let_caught_panics_pass();
    let columns = Columns::default();
    let found = articles("feed.xml", bytes, Some(Format::Feed), &columns);
    let again = articles("feed.xml", bytes, Some(Format::Feed), &columns);
    assert_eq!(found, again, "the same feed, other articles");
    let _ = articles("feed", bytes, None, &columns);
    if let Some(long) = str::from_utf8(bytes).ok().and_then(slugline_fuzz::lengthened) {
        let _ = articles("feed.xml", long.as_bytes(), Some(Format::Feed), &columns);
    }
});
