//! Markup: a web page as it was fetched, and the same markup as the content of a feed's item.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline::ingest::{Columns, Format};
use slugline_fuzz::articles;

fuzz_target!(|bytes: &[u8]| {
    slugline_fuzz::let_caught_panics_pass();
    let columns = Columns::default();
    let pages = articles("page.html", bytes, Some(Format::Html), &columns);
    assert!(pages.len() <= 1, "a page is one article");
    let _ = articles("page.html", bytes, None, &columns);
    let markup = String::from_utf8_lossy(bytes);
    check_fragment(&markup);
    if let Some(long) = slugline_fuzz::lengthened(&markup) {
        let _ = articles("page.html", long.as_bytes(), Some(Format::Html), &columns);
        check_fragment(&long);
    }
});

fn check_fragment(markup: &str) {
    let feed = serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Fragments",
        "items": [{"id": "1", "title": markup, "content_html": markup}, {"id": "2", "content_text": "It sails."}],
    });
    let found =
        articles("fragments.json", feed.to_string().as_bytes(), Some(Format::Feed), &Columns::default());
    assert_eq!(found.len(), 2, "an item is lost");
}
