//! What the targets share: how panics are taken, how bytes are read, what is asked of whatever was read, and texts that are long.

use std::collections::BTreeSet;
use std::panic;
use std::sync::{Mutex, Once};

use slugline::article::{Article, Row};
use slugline::ingest::{Columns, Event, Format, Input, ReadOptions, read};
use slugline::text::clean;
use xxhash_rust::xxh3::xxh3_64;

/// So long becomes what is made long.
const LONG_BYTES: usize = 128 << 10;
/// One short input in so many is made long as well.
const RARENESS: u64 = 128;

/// Lets a panic pass that Slugline catches, as those of other crates are; any other still ends the run.
///
/// libFuzzer's hook ends the process at the panic, before anyone can catch it. Without that hook the panic unwinds, and ends the
/// process where nobody did. Every place is reported once, as some crates panic often.
pub fn let_caught_panics_pass() {
    static ONCE: Once = Once::new();
    static REPORTED: Mutex<BTreeSet<(String, u32)>> = Mutex::new(BTreeSet::new());
    ONCE.call_once(|| {
        drop(panic::take_hook());
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            let place = panic.location().map(|place| (place.file().to_owned(), place.line()));
            let is_new = REPORTED.lock().is_ok_and(|mut reported| reported.insert(place.unwrap_or_default()));
            if is_new {
                report(panic);
            }
        }));
    });
}

/// The articles that reading `bytes` brings forth, each checked; `name` and `from` say in which format they are.
#[must_use]
pub fn articles(name: &str, bytes: &[u8], from: Option<Format>, columns: &Columns) -> Vec<Article> {
    let options = ReadOptions { from, columns: columns.clone() };
    let mut articles = Vec::new();
    for event in read(vec![Input::bytes(name, bytes)], options) {
        match event {
            Event::Row(Row::Article(article)) => {
                check_article(&article);
                articles.push(article);
            }
            Event::Origin(origin) => assert_eq!(origin.name, name),
            Event::Row(Row::Damaged(row)) => assert!(!row.id.is_empty() && !row.error.is_empty()),
            Event::Failure(failure) => {
                assert_eq!(failure.name, name);
                assert!(!failure.error.to_string().is_empty());
            }
        }
    }
    articles
}

/// What [`Article`] says of its fields.
fn check_article(article: &Article) {
    assert!(!article.id.is_empty(), "an article without a name");
    assert_eq!(clean(&article.text), article.text, "the text was not cleaned");
    assert_eq!(clean(&article.title), article.title, "the title was not cleaned");
    assert!(!article.title.contains(['\n', '\t']), "the title stands on several lines: {:?}", article.title);
}

/// For some short texts the same many times over: what takes the square of a length shows there first, as libFuzzer seldom comes to long
/// inputs. Whether it does depends on the text alone.
#[must_use]
pub fn lengthened(text: &str) -> Option<String> {
    let is_chosen = xxh3_64(text.as_bytes()).is_multiple_of(RARENESS);
    (is_chosen && !text.is_empty() && text.len() < LONG_BYTES).then(|| text.repeat(LONG_BYTES / text.len()))
}
