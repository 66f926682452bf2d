//! A JSON Feed made anew, for one that its parser refuses: a version that is missing, ids that are numbers, values of other types than the
//! specification has, items that are no JSON, an end that never came.

use std::ops::Range;

use serde_json::{Map, Value, json};

use super::super::json_document::{Element, Elements, Ending, UNCLOSED, list_in, value_of};

/// The version that a feed made anew is of.
pub(super) const VERSION: &str = "https://jsonfeed.org/version/1.1";
/// The keys of a feed that hold a string.
const FEED_KEYS: [&str; 4] = ["title", "home_page_url", "feed_url", "language"];
/// The keys of an item that hold a string.
const ITEM_KEYS: [&str; 10] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
    "language",
];

/// A JSON Feed that has been made anew.
pub(super) struct Rebuilt {
    /// Its JSON.
    pub(super) json: Vec<u8>,
    /// The places among its items of those that could not be read, in order, with what is wrong with them.
    pub(super) damaged: Vec<(usize, String)>,
    /// Whether it breaks off before its end.
    pub(super) is_cut: bool,
}

/// The feed made anew; `None` where it is no JSON object, or holds items none of which can be read.
pub(super) fn rebuild(feed: &[u8]) -> Option<Rebuilt> {
    let list = list_in(feed)?;
    let (items, damaged, is_cut) = items(feed, Elements::of(&list), list.end, usize::MAX);
    if items.is_empty() {
        return None;
    }
    rebuilt(head(&without_items(feed, &list)), items, damaged, is_cut)
}

/// The feed made anew without its items.
pub(super) fn rebuild_head(feed: &[u8]) -> Option<Rebuilt> {
    rebuilt(head(feed), Vec::new(), Vec::new(), false)
}

/// A feed of those items alone that begin before `end`; those with more bytes are damaged.
pub(super) fn rebuild_items(
    feed: &[u8],
    elements: Elements,
    end: usize,
    n_item_bytes: usize,
) -> Option<Rebuilt> {
    let (items, damaged, is_cut) = items(feed, elements, end, n_item_bytes);
    rebuilt(Map::new(), items, damaged, is_cut)
}

/// The feed with an empty list in the place of that of its items.
pub(super) fn without_items(feed: &[u8], list: &Range<usize>) -> Vec<u8> {
    let side = |side: Option<&'_ [u8]>| side.unwrap_or_default().to_owned();
    [side(feed.get(..list.start)), b"[]".to_vec(), side(feed.get(list.end..))].concat()
}

/// What the feed says of itself.
fn head(feed: &[u8]) -> Map<String, Value> {
    let mut object = Map::new();
    for key in FEED_KEYS {
        let value = value_of(feed, key).and_then(|value| serde_json::from_slice(value).ok());
        object.extend(value.as_ref().and_then(scalar).map(|value| (key.to_owned(), value)));
    }
    object
}

fn rebuilt(
    mut object: Map<String, Value>,
    items: Vec<Value>,
    damaged: Vec<(usize, String)>,
    is_cut: bool,
) -> Option<Rebuilt> {
    object.entry("title").or_insert_with(|| json!(""));
    object.insert("version".to_owned(), json!(VERSION));
    object.insert("items".to_owned(), Value::Array(items));
    let json = serde_json::to_vec(&object).ok()?;
    Some(Rebuilt { json, damaged, is_cut })
}

/// The items of a list that begin before `end`, those that could not be read, and whether the list breaks off.
fn items(
    feed: &[u8],
    mut elements: Elements,
    end: usize,
    n_item_bytes: usize,
) -> (Vec<Value>, Vec<(usize, String)>, bool) {
    let (mut items, mut damaged) = (Vec::new(), Vec::new());
    let next = || elements.next(feed).filter(|element| element.range.start < end);
    for (place, Element { range, ending }) in std::iter::from_fn(next).enumerate() {
        let element = feed.get(range).unwrap_or_default();
        match ending {
            Ending::CutOff => return (items, damaged, true),
            Ending::Unclosed => {
                damaged.push((place, UNCLOSED.to_owned()));
                continue;
            }
            Ending::Closed => {}
        }
        if element.len() > n_item_bytes {
            damaged.push((place, format!("is longer than {} MiB", n_item_bytes >> 20)));
            continue;
        }
        match serde_json::from_str(&String::from_utf8_lossy(element)) {
            Ok(Value::Object(found)) => items.push(item(&found)),
            Ok(_) => damaged.push((place, "is no JSON object".to_owned())),
            Err(error) => damaged.push((place, format!("is not JSON: {error}"))),
        }
    }
    (items, damaged, false)
}

/// An item with the keys that are known, if they hold what they should.
fn item(found: &Map<String, Value>) -> Value {
    let mut item = Map::new();
    for key in ITEM_KEYS {
        let value = found.get(key).and_then(scalar).filter(|value| !is_blank(value));
        item.extend(value.map(|value| (key.to_owned(), value)));
    }
    item.entry("id").or_insert_with(|| json!(""));
    let strings =
        |value: &Value| value.as_array().map(|list| list.iter().filter_map(scalar).collect::<Vec<_>>());
    item.extend(found.get("tags").and_then(strings).map(|tags| ("tags".to_owned(), Value::Array(tags))));
    let authors = found.get("authors").and_then(Value::as_array).cloned();
    let authors =
        authors.or_else(|| found.get("author").map(|author| vec![author.clone()])).unwrap_or_default();
    let name = |author: &Value| author.get("name").or(Some(author)).and_then(scalar);
    let authors: Vec<Value> = authors.iter().filter_map(name).map(|name| json!({ "name": name })).collect();
    item.insert("authors".to_owned(), Value::Array(authors));
    Value::Object(item)
}

fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(|value| value.trim().is_empty())
}

/// A string, or a number as one.
fn scalar(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(json!(number.to_string())),
        _ => None,
    }
}
