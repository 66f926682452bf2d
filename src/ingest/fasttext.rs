//! Lines as fastText learns from them: `__label__topic`, once or several times, then the text.

use std::io::BufRead;

use crate::article::{Article, Row};

use super::lines::{LineRows, damaged_row, fallback_id};
use super::one_line;

/// What stands before a label (fastText's default; underscores in a label stay as they are).
pub(super) const LABEL_PREFIX: &str = "__label__";
/// The rows of such a file, read as they are asked for.
pub(super) fn rows<R: BufRead>(reader: R, name: &str) -> LineRows<R> {
    LineRows::new(reader, name, row_of_line)
}

fn row_of_line(line: &[u8], name: &str, row: u64) -> Row {
    let text = match str::from_utf8(line) {
        Ok(text) => text,
        Err(error) => {
            let reason = format!("is not UTF-8 text (its byte {})", error.valid_up_to() + 1);
            return damaged_row(None, name, row, &reason);
        }
    };
    let (labels, text) = labels_and_text(text);
    Row::Article(Article {
        id: fallback_id(name, row),
        text: one_line(text),
        labels: labels.into_iter().map(ToOwned::to_owned).collect(),
        ..Article::default()
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_first_and_the_rest_is_text() {
        let lines = b"__label__trade __label__diplomacy Talks open.\n\n  __label__trade\tGrain  ships sail.\nNo label here: __label__x\n__label__\n__label__a \xff\n";
        let rows: Vec<Row> = super::rows(&lines[..], "train.txt").map(Result::unwrap).collect();
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
