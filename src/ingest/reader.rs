//! The reader: opens one input after another and hands out its rows.

use std::collections::{HashMap, VecDeque};
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::vec;

use encoding_rs::UTF_8;
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::article::Row;
use crate::error::Result;
use crate::parallel;

use super::csv::CsvRows;
use super::detect::{Guess, detect, is_web_page, skip_blank, skip_mark};
use super::inputs::io_error;
use super::json_document::DocumentRows;
use super::mail::MailRows;
use super::packed::{inner_name, is_packed, unpacked};
#[cfg(feature = "parquet")]
use super::parquet;
use super::{
    Columns, Event, Failure, Format, Input, Origin, ReadOptions, Repair, charset, fasttext, feed,
    format_error, jsonl, plain, web_page,
};

/// So much of an input is looked at to tell its format.
const HEAD_BYTES: u64 = 64 << 10;
/// No feed or text is longer than this.
const MAX_WHOLE_BYTES: u64 = 256 << 20;
const BUFFER_BYTES: usize = 256 << 10;
/// So many bytes tell whether an input is packed.
const MAX_MAGIC_BYTES: u64 = 4;
/// Inputs up to this size are opened several at once …
const MAX_AHEAD_BYTES: u64 = 1 << 20;
/// … as long as they hold no more than this together …
const MAX_ALL_AHEAD_BYTES: u64 = 4 << 20;
/// … and are no more than these.
const MAX_AHEAD: usize = 64;

#[cfg(not(feature = "parquet"))]
const NO_PARQUET: &str = "is Parquet, which this program was built without; build it with \
    `cargo install --path . --features parquet`, or convert the file to JSONL or CSV";

pub(super) type Rows = Box<dyn Iterator<Item = Result<Row>> + Send>;

/// An iterator over the rows of several inputs; see [`super::read`].
pub struct Reader {
    inputs: vec::IntoIter<Input>,
    /// The next inputs, and what came of opening them; `None` of those that wait until it is their turn.
    ahead: VecDeque<(Input, Option<Result<Opened>>)>,
    opener: Opener,
    /// The name and the rows of the input under way.
    current: Option<(String, Rows)>,
}

impl Reader {
    pub(super) fn new(inputs: Vec<Input>, options: ReadOptions) -> Self {
        let mut n_namesakes = HashMap::new();
        for input in &inputs {
            *n_namesakes.entry(input.file_name().to_owned()).or_default() += 1;
        }
        let inputs = inputs.into_iter();
        let opener = Opener { n_namesakes, options, n_bytes_read: Arc::default() };
        Self { inputs, ahead: VecDeque::new(), opener, current: None }
    }

    /// The next input, and what came of opening it where that is done.
    ///
    /// Small ones are opened several at once, side by side, as feeds and pages are read whole then; their rows still come in order.
    fn next_input(&mut self) -> Option<(Input, Option<Result<Opened>>)> {
        if self.ahead.is_empty() {
            let mut n_bytes = 0;
            let is_small = |input: &&Input| {
                n_bytes += input.n_bytes();
                (1..=MAX_AHEAD_BYTES).contains(&input.n_bytes()) && n_bytes <= MAX_ALL_AHEAD_BYTES
            };
            let n_small = self.inputs.as_slice().iter().take(MAX_AHEAD).take_while(is_small).count();
            let inputs: Vec<Input> = self.inputs.by_ref().take(n_small).collect();
            let opener = &self.opener;
            let results = parallel::map(&inputs, |input| opener.open(input, true).transpose());
            self.ahead = inputs.into_iter().zip(results).collect();
        }
        self.ahead.pop_front().or_else(|| Some((self.inputs.next()?, None)))
    }

    /// The bytes read so far, from all inputs; what is buffered counts as read.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.opener.n_bytes_read.load(Ordering::Relaxed)
    }

    /// The bytes that `inputs` hold together, as far as that is known: standard input and pipes count as none.
    #[must_use]
    pub fn total_bytes(inputs: &[Input]) -> u64 {
        inputs.iter().map(Input::n_bytes).sum()
    }
}

impl Iterator for Reader {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        loop {
            let Some((name, rows)) = &mut self.current else {
                let (input, opened) = self.next_input()?;
                let name = input.name().to_owned();
                return Some(match opened.or_else(|| self.opener.open(&input, false).transpose())? {
                    Ok(Opened { rows, format, charset, repairs }) => {
                        self.current = Some((name.clone(), rows));
                        Event::Origin(Origin { name, format, charset, repairs })
                    }
                    Err(error) => Event::Failure(Failure { name, error }),
                });
            };
            match rows.next() {
                Some(Ok(row)) => return Some(Event::Row(row)),
                Some(Err(error)) => {
                    let name = std::mem::take(name);
                    self.current = None;
                    return Some(Event::Failure(Failure { name, error }));
                }
                None => self.current = None,
            }
        }
    }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("inputs", &self.inputs)
            .field("options", &self.opener.options)
            .field("current", &self.current.as_ref().map(|(name, _)| name))
            .finish_non_exhaustive()
    }
}

/// What an input goes by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name<'a> {
    /// Its path as the user gave it; no two inputs of a run share it.
    pub(super) full: &'a str,
    /// The same without folders, unless another input of the run has that name too; ids are made of it.
    pub(super) short: &'a str,
}

/// An input whose rows are ready to be read.
struct Opened {
    rows: Rows,
    format: Format,
    charset: &'static str,
    repairs: Vec<Repair>,
}

/// What inputs are opened with.
struct Opener {
    /// How many of the inputs have the same name without folders.
    n_namesakes: HashMap<String, usize>,
    options: ReadOptions,
    n_bytes_read: Arc<AtomicU64>,
}

impl Opener {
    /// Opens an input; `None` where it `is_ahead` of its turn and packed, as it may unpack to hundreds of times its size.
    fn open(&self, input: &Input, is_ahead: bool) -> Result<Option<Opened>> {
        let is_only_one = self.n_namesakes.get(input.file_name()).is_none_or(|count| *count < 2);
        let short = if is_only_one { input.file_name() } else { input.name() };
        let name = Name { full: input.name(), short };
        #[cfg(feature = "parquet")]
        if let Some(file) = parquet::plain_file(input, self.options.from) {
            let source = parquet::Source::file(file, Arc::clone(&self.n_bytes_read))?;
            return parquet_table(source, name, &self.options.columns).map(Some);
        }
        let mut source = input.open()?;
        let mut first = Vec::new();
        if is_ahead {
            source.by_ref().take(MAX_MAGIC_BYTES).read_to_end(&mut first).map_err(io_error)?;
            if is_packed(&first) {
                return Ok(None);
            }
        }
        let source = Counted::new(Cursor::new(first).chain(source), Arc::clone(&self.n_bytes_read));
        let source = unpacked(source).map_err(io_error)?;
        rows_of(Content::new(source)?, name, input.class(), &self.options).map(Some)
    }
}

/// The rows of an input whose beginning has been read; its texts are of the `class` that their folder names.
fn rows_of(content: Content, name: Name<'_>, class: Option<&str>, options: &ReadOptions) -> Result<Opened> {
    if skip_blank(&content.head).is_empty() && (content.head.len() as u64) < HEAD_BYTES {
        return Err(format_error("is empty"));
    }
    let guess = match options.from {
        Some(format) => {
            if format == Format::Feed && is_web_page(&content.head) {
                return Err(format_error("is a web page (HTML), not a feed; leave --format out to read it"));
            }
            Guess::Format(format)
        }
        None => detect(&content.head, inner_name(name.full), &options.columns)?,
    };
    let columns = &options.columns;
    let content_charset = content.charset;
    let utf8 = content_charset.unwrap_or(UTF_8.name());
    let opened = |format, charset, rows| Opened { rows, format, charset, repairs: Vec::new() };
    Ok(match guess {
        Guess::Format(format @ Format::Jsonl) => {
            opened(format, utf8, Box::new(jsonl::rows(content.into_lines(), name.short, columns)))
        }
        Guess::Format(format @ Format::FastText) => {
            opened(format, utf8, Box::new(fasttext::rows(content.into_lines(), name.short)))
        }
        Guess::Format(format @ Format::Json) => {
            let document = read_bounded(content.into_reader())?;
            opened(format, utf8, Box::new(DocumentRows::new(document, name.short, columns)))
        }
        Guess::Format(format @ Format::Html) => {
            let (article, charset) = web_page::read(&read_bounded(content.into_reader())?, name);
            opened(format, content_charset.unwrap_or(charset), all(vec![Row::Article(article)]))
        }
        Guess::Format(format @ Format::Mail) => {
            let mail = MailRows::new(read_bounded(content.into_reader())?, name.short);
            let repairs = if mail.is_cut_off() { vec![Repair::Cut] } else { Vec::new() };
            let class = class.map(str::to_owned);
            let rows = Box::new(mail.map(move |row| Ok(of_class(row, class.as_deref()))));
            Opened { rows, format, charset: utf8, repairs }
        }
        Guess::Format(format @ Format::Csv) => {
            let (rows, charset) = csv_rows(content, name, columns)?;
            opened(format, charset, rows)
        }
        Guess::Format(format @ Format::Feed) => {
            let feed = feed::read(read_bounded(content.into_reader())?, name)?;
            let charset = content_charset.unwrap_or(feed.charset);
            Opened { rows: feed.rows, format, charset, repairs: feed.repairs }
        }
        #[cfg(feature = "parquet")]
        Guess::Format(Format::Parquet) => {
            let source = parquet::Source::bytes(read_bounded(content.into_reader())?);
            parquet_table(source, name, columns)?
        }
        #[cfg(not(feature = "parquet"))]
        Guess::Format(Format::Parquet) => return Err(format_error(NO_PARQUET)),
        Guess::Format(Format::Text) => texts(content, name, plain::Layout::Article, class)?,
        Guess::Format(Format::Page) => texts(content, name, plain::Layout::Page, class)?,
        Guess::PlainText => texts(content, name, plain::Layout::Either, class)?,
    })
}

#[cfg(feature = "parquet")]
fn parquet_table(source: parquet::Source, name: Name<'_>, columns: &Columns) -> Result<Opened> {
    let rows = parquet::rows(source, name.short, columns)?;
    Ok(Opened { rows, format: Format::Parquet, charset: UTF_8.name(), repairs: Vec::new() })
}

/// The rows of a table, brought to UTF-8 as they are read where it is plainly in another encoding.
fn csv_rows(content: Content, name: Name<'_>, columns: &Columns) -> Result<(Rows, &'static str)> {
    let sample = skip_mark(&content.head).to_owned();
    let Some(encoding) = charset::plainly_other(&sample) else {
        let charset = content.charset.unwrap_or(UTF_8.name());
        let rows = CsvRows::new(content.into_reader(), &sample, name.short, columns)?;
        return Ok((Box::new(rows), charset));
    };
    let sample = encoding.decode_without_bom_handling(&sample).0.into_owned();
    let reader = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(content.into_reader());
    let rows = CsvRows::new(reader, sample.as_bytes(), name.short, columns)?;
    Ok((Box::new(rows), encoding.name()))
}

fn all(rows: Vec<Row>) -> Rows {
    Box::new(rows.into_iter().map(Ok))
}

/// The articles of a plain text.
fn texts(content: Content, name: Name<'_>, layout: plain::Layout, class: Option<&str>) -> Result<Opened> {
    let (text, charset) = content.into_text()?;
    let rows = plain::read(&text, name, layout);
    let is_page = layout == plain::Layout::Page || rows.len() > 1;
    let format = if is_page { Format::Page } else { Format::Text };
    let rows = rows.into_iter().map(|row| of_class(row, class)).collect();
    Ok(Opened { rows: all(rows), format, charset, repairs: Vec::new() })
}

/// An article that is a file of its own, or of a file of such, labelled with the folder that it lies in.
fn of_class(mut row: Row, class: Option<&str>) -> Row {
    if let (Row::Article(article), Some(class)) = (&mut row, class) {
        article.labels = vec![class.to_owned()];
    }
    row
}

/// An input of which the beginning has been read.
struct Content {
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// The encoding that it was in, where it has been decoded already.
    charset: Option<&'static str>,
}

impl Content {
    /// Reads the beginning; a text of wide characters is read whole and decoded.
    fn new(mut source: impl Read + Send + 'static) -> Result<Self> {
        let mut head = Vec::new();
        source.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(io_error)?;
        if charset::wide(&head).is_none() {
            return Ok(Self { head, rest: Box::new(source), charset: None });
        }
        let bytes = read_bounded(Cursor::new(head).chain(source))?;
        let (text, charset) = charset::wide(&bytes).unwrap_or_default();
        let n_unknown = text.chars().filter(|character| *character == char::REPLACEMENT_CHARACTER).count();
        if 2 * n_unknown > text.chars().count() {
            return Err(format_error("is neither UTF-8 nor UTF-16 text"));
        }
        let head = without_xml_declaration(&text).as_bytes().to_owned();
        Ok(Self { head, rest: Box::new(io::empty()), charset: Some(charset) })
    }

    /// The text from its beginning, without its byte-order mark.
    fn into_reader(mut self) -> impl Read + Send + 'static {
        let n_mark = self.head.len() - skip_mark(&self.head).len();
        self.head.drain(..n_mark);
        Cursor::new(self.head).chain(self.rest)
    }

    fn into_lines(self) -> BufReader<impl Read + Send + 'static> {
        BufReader::with_capacity(BUFFER_BYTES, self.into_reader())
    }

    /// All of it as text, and the name of the encoding that it was in.
    fn into_text(self) -> Result<(String, &'static str)> {
        let charset = self.charset;
        let bytes = read_bounded(self.into_reader())?;
        if charset::is_binary(&bytes) {
            return Err(format_error("is not text (binary)"));
        }
        let (text, decoded) = charset::decode(&bytes, None);
        Ok((text, charset.unwrap_or(decoded)))
    }
}

/// The declaration names the encoding that the text was in before it was decoded.
fn without_xml_declaration(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}');
    let declaration = text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    declaration.map_or(text, |(_, rest)| rest)
}

fn read_bounded(source: impl Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_WHOLE_BYTES + 1).read_to_end(&mut bytes).map_err(io_error)?;
    if bytes.len() as u64 > MAX_WHOLE_BYTES {
        return Err(format_error(format!(
            "is larger than {} MiB; only JSONL, CSV, fastText and Parquet that is not packed may be",
            MAX_WHOLE_BYTES >> 20
        )));
    }
    Ok(bytes)
}

/// Counts what is read through it.
pub(super) struct Counted<R> {
    inner: R,
    n_bytes_read: Arc<AtomicU64>,
}

impl<R> Counted<R> {
    pub(super) const fn new(inner: R, n_bytes_read: Arc<AtomicU64>) -> Self {
        Self { inner, n_bytes_read }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_bytes_read.fetch_add(n_read as u64, Ordering::Relaxed);
        Ok(n_read)
    }
}

#[cfg(test)]
mod tests;
