//! Lines as fastText learns from them: `__label__topic`, once or several times, then the text.

use std::io::BufRead;

use crate::article::{Article, Row};
use crate::error::Result;

use super::inputs::io_error;
use super::jsonl::{damaged_row, fallback_id};
use super::lines::{Line, read_line};
use super::one_line;

/// What stands before a label (fastText's default; underscores in a label stay as they are).
pub(super) const LABEL_PREFIX: &str = "__label__";
/// No article is longer than this.
const MAX_LINE_BYTES: usize = 64 << 20;

/// The rows of such a file, read as they are asked for.
pub(super) struct FastTextRows<R> {
    reader: R,
    /// The name that rows go by.
    name: String,
    line: Vec<u8>,
    /// The number of the row under way, from 1; blank lines are not counted.
    row: u64,
    is_done: bool,
}

impl<R: BufRead> FastTextRows<R> {
    pub(super) fn new(reader: R, name: &str) -> Self {
        Self { reader, name: name.to_owned(), line: Vec::new(), row: 0, is_done: false }
    }

    /// The row in `self.line`; `None` for a blank line.
    fn row_of_line(&mut self) -> Option<Row> {
        let line = self.line.trim_ascii();
        if line.is_empty() {
            return None;
        }
        self.row += 1;
        let text = match str::from_utf8(line) {
            Ok(text) => text,
            Err(error) => {
                let reason = format!("is not UTF-8 text (its byte {})", error.valid_up_to() + 1);
                return Some(damaged_row(None, &self.name, self.row, &reason));
            }
        };
        let (labels, text) = labels_and_text(text);
        Some(Row::Article(Article {
            id: fallback_id(&self.name, self.row),
            text: one_line(text),
            labels: labels.into_iter().map(ToOwned::to_owned).collect(),
            ..Article::default()
        }))
    }
}

/// The labels at the start of a line, and what stands behind them.
fn labels_and_text(line: &str) -> (Vec<&str>, &str) {
    let (mut labels, mut rest) = (Vec::new(), line.trim_start());
    while let Some(behind) = rest.strip_prefix(LABEL_PREFIX) {
        let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
        let (label, behind) = behind.split_at(end);
        labels.extend((!label.is_empty()).then_some(label));
        rest = behind.trim_start();
    }
    (labels, rest)
}

impl<R: BufRead> Iterator for FastTextRows<R> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            match read_line(&mut self.reader, &mut self.line, MAX_LINE_BYTES) {
                Ok(Line::Whole) => {
                    if let Some(row) = self.row_of_line() {
                        return Some(Ok(row));
                    }
                }
                Ok(Line::TooLong) => {
                    self.row += 1;
                    let reason = format!("is longer than {} MiB", MAX_LINE_BYTES >> 20);
                    return Some(Ok(damaged_row(None, &self.name, self.row, &reason)));
                }
                Ok(Line::End) => self.is_done = true,
                Err(error) => {
                    self.is_done = true;
                    return Some(Err(io_error(error)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_first_and_the_rest_is_text() {
        let lines = b"__label__trade __label__diplomacy Talks open.\n\n  __label__trade\tGrain  ships sail.\nNo label here: __label__x\n__label__\n__label__a \xff\n";
        let rows: Vec<Row> = FastTextRows::new(&lines[..], "train.txt").map(Result::unwrap).collect();
        let article = |row: &Row| match row {
            Row::Article(article) => (article.id.clone(), article.labels.join("+"), article.text.clone()),
            Row::Damaged(row) => (row.id.clone(), String::new(), row.error.clone()),
        };
        let found: Vec<(String, String, String)> = rows.iter().map(article).collect();
        let expected = [
            ("train.txt#1", "trade+diplomacy", "Talks open."),
            ("train.txt#2", "trade", "Grain  ships sail."),
            ("train.txt#3", "", "No label here: __label__x"),
            ("train.txt#4", "", ""),
            ("train.txt#5", "", "row 5 is not UTF-8 text (its byte 12)"),
        ];
        for (found, (id, labels, text)) in found.iter().zip(expected) {
            assert_eq!((found.0.as_str(), found.1.as_str(), found.2.as_str()), (id, labels, text));
        }
        assert_eq!(found.len(), expected.len());
    }
}
