//! Lists of texts or dicts as the events that every command reads: what stands in a list goes through the same doors as what stands in a file.

use std::sync::{Arc, Mutex};
use std::vec::IntoIter;

use pyo3::exceptions::PyUnicodeEncodeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::{Map, Value};
use slugline::article::{Article, Row};
use slugline::ingest::{Columns, Event, JsonArticles};
use slugline::parallel;
use slugline::text::clean;

use crate::errors::SluglineTypeError;
use crate::tables::{TableRows, table_rows};

/// What rows without an id go by, with their number.
const NAME: &str = "list";
/// So many items are taken from Python at once, which takes the interpreter …
const ITEMS_AT_ONCE: usize = 1024;
/// … and a worker makes articles of so many, which does not.
const CHUNK_ITEMS: usize = 32;
/// Lists within lists are followed so deep: an article holds lists of texts, and nothing deeper.
const MAX_DEPTH: usize = 4;

/// An item as Python had it.
enum Item {
    Text(String),
    Fields { json: Vec<u8>, page: Option<Arc<str>> },
    Missing,
}

/// Where an exception is put that ends the rows early; whoever reads them asks for it in the end.
pub(crate) type Exception = Arc<Mutex<Option<PyErr>>>;

/// The rows of a list, taken as they are asked for.
pub(crate) struct ListRows {
    items: Py<PyList>,
    articles: JsonArticles,
    /// The item to take next.
    next: usize,
    at_hand: IntoIter<Row>,
    exception: Exception,
}

impl ListRows {
    /// The rows of `items`, and where an exception goes over one that is neither a text nor a dict.
    pub(crate) fn new(items: &Bound<'_, PyList>) -> (Self, Exception) {
        let exception = Exception::default();
        let rows = Self {
            items: items.clone().unbind(),
            articles: JsonArticles::new(&Columns::default(), NAME),
            next: 0,
            at_hand: Vec::new().into_iter(),
            exception: Arc::clone(&exception),
        };
        (rows, exception)
    }

    /// The next few items.
    fn take_items(&self, py: Python<'_>) -> PyResult<Vec<Item>> {
        let items = self.items.bind(py);
        let end = items.len().min(self.next + ITEMS_AT_ONCE);
        (self.next..end).map(|place| item(&items.get_item(place)?, place)).collect()
    }
}

impl Iterator for ListRows {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        if let Some(row) = self.at_hand.next() {
            return Some(Event::Row(row));
        }
        let items = match Python::try_attach(|py| self.take_items(py))? {
            Ok(items) => items,
            Err(exception) => {
                if let Ok(mut slot) = self.exception.lock() {
                    *slot = Some(exception);
                }
                return None;
            }
        };
        let first = self.next as u64 + 1;
        self.next += items.len();
        let numbered: Vec<(u64, Item)> = (first..).zip(items).collect();
        let rows = parallel::map_chunks(&numbered, CHUNK_ITEMS, |chunk| {
            chunk.iter().map(|(number, item)| self.row(*number, item)).collect::<Vec<Row>>()
        });
        self.at_hand = rows.into_iter().flatten().collect::<Vec<Row>>().into_iter();
        self.at_hand.next().map(Event::Row)
    }
}

impl ListRows {
    fn row(&self, number: u64, item: &Item) -> Row {
        let text = match item {
            Item::Fields { json, page } => {
                let mut row = self.articles.row(json, number);
                if let Row::Article(article) = &mut row {
                    article.page.clone_from(page);
                }
                return row;
            }
            Item::Text(text) => clean(text).into_owned(),
            Item::Missing => String::new(),
        };
        Row::Article(Article { id: format!("{NAME}#{number}"), text, ..Article::default() })
    }
}

/// What is read: a list, or a table that speaks Arrow.
pub(crate) enum Rows {
    List(Box<ListRows>),
    Table(Box<TableRows>),
}

impl Rows {
    /// The rows of `x`, and where the exception is put that ends them early.
    ///
    /// # Errors
    /// Where it is a table whose columns do not do.
    pub(crate) fn of(x: &Bound<'_, PyAny>) -> PyResult<(Self, Exception)> {
        if let Ok(items) = x.cast::<PyList>() {
            let (rows, exception) = ListRows::new(items);
            return Ok((Self::List(Box::new(rows)), exception));
        }
        Ok((Self::Table(Box::new(table_rows(x, &Columns::default(), NAME)?)), Exception::default()))
    }
}

impl Iterator for Rows {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        match self {
            Self::List(rows) => rows.next(),
            Self::Table(rows) => rows.next(),
        }
    }
}

/// The exception that ended the rows early, where one did.
pub(crate) fn check(exception: &Exception) -> PyResult<()> {
    match exception.lock().ok().and_then(|mut slot| slot.take()) {
        Some(exception) => Err(exception),
        None => Ok(()),
    }
}

fn item(item: &Bound<'_, PyAny>, place: usize) -> PyResult<Item> {
    if let Ok(text) = item.cast::<PyString>() {
        return Ok(Item::Text(text_of(text)?));
    }
    if is_missing(item) {
        return Ok(Item::Missing);
    }
    let Ok(fields) = item.cast::<PyDict>() else {
        let kind = item.get_type().name()?;
        return Err(SluglineTypeError::new_err(format!(
            "X[{place}] is of the type {kind}; an article is a str, or a dict with a text or a title"
        )));
    };
    let (mut object, mut page) = (Map::new(), None);
    for (key, value) in fields.iter() {
        let Ok(key) = key.cast::<PyString>() else { continue };
        let key = text_of(key)?;
        let value = json(&value, MAX_DEPTH)?;
        if key == "page" {
            page = value.as_str().map(Arc::from);
        }
        object.insert(key, value);
    }
    let json = serde_json::to_vec(&object).unwrap_or_default();
    Ok(Item::Fields { json, page })
}

/// The text; half of a pair of surrogates, which is no character, becomes U+FFFD.
fn text_of(text: &Bound<'_, PyString>) -> PyResult<String> {
    match text.to_str() {
        Ok(text) => Ok(text.to_owned()),
        Err(error) if error.is_instance_of::<PyUnicodeEncodeError>(text.py()) => {
            Ok(text.to_string_lossy().into_owned())
        }
        Err(error) => Err(error),
    }
}

/// None, and not a number, which is how pandas has it.
fn is_missing(value: &Bound<'_, PyAny>) -> bool {
    value.is_none()
        || value.cast::<PyFloat>().is_ok_and(|value| value.value().is_nan())
        || value.get_type().name().is_ok_and(|name| name == "NAType" || name == "NaTType")
}

/// The value as JSON has it; what JSON has no form for becomes its text, such as a date.
fn json(value: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Value::String(text_of(text)?));
    }
    if is_missing(value) {
        return Ok(Value::Null);
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Value::Bool(truth.is_true()));
    }
    if value.is_instance_of::<PyInt>()
        && let Ok(number) = value.extract::<i64>()
    {
        return Ok(number.into());
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(number.value().into());
    }
    if value.is_instance_of::<PyDict>() {
        return Ok(Value::Object(Map::new()));
    }
    if depth > 0 && (value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>()) {
        return value
            .try_iter()?
            .map(|item| json(&item?, depth - 1))
            .collect::<PyResult<_>>()
            .map(Value::Array);
    }
    if let Ok(date) = value.call_method0("isoformat") {
        return Ok(Value::String(date.str()?.to_string_lossy().into_owned()));
    }
    Ok(Value::String(value.str()?.to_string_lossy().into_owned()))
}
