//! What the Content-Type headers of a message let its parser do, looked at before it: how often it calls itself, and how long a boundary is
//! that it compares with every place of a body.
//!
//! A line that begins with `Content-Type:` is taken for such a header wherever it stands, since where headers end is for the parser to tell.

use std::borrow::Cow;
use std::ops::Range;

const NAME: &[u8] = b"content-type";
/// What lets parts of a message hold parts, in lower case.
const NESTING_TYPES: [&[u8]; 2] = [b"multipart", b"message"];
/// No Content-Type header is longer that an honest writer made: a line has no more than 998 characters (RFC 5322, 2.1.1).
const MAX_BYTES: usize = 1024;

/// How many headers of a message tell of parts that hold parts.
pub(super) fn n_nesting(message: &[u8]) -> usize {
    let nests = |header: Range<usize>| {
        let header = message.get(header).unwrap_or_default();
        let holds = |name: &[u8]| header.windows(name.len()).any(|window| window.eq_ignore_ascii_case(name));
        NESTING_TYPES.iter().any(|name| holds(name))
    };
    headers(message).filter(|header| nests(header.clone())).count()
}

/// The message, whose Content-Type headers go by a name that says nothing where they are too long to be any.
pub(super) fn without_long_ones(message: &[u8]) -> Cow<'_, [u8]> {
    let mut found = Cow::Borrowed(message);
    for header in headers(message).filter(|header| header.len() > MAX_BYTES) {
        if let Some(first) = found.to_mut().get_mut(header.start) {
            *first = b'X';
        }
    }
    found
}

/// Where Content-Type headers stand, each with the lines that continue it.
fn headers(message: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut lines = message.split_inclusive(|byte| *byte == b'\n').peekable();
    let mut position = 0;
    std::iter::from_fn(move || {
        loop {
            let line = lines.next()?;
            let start = position + line.len() - line.trim_ascii_start().len();
            position += line.len();
            if is_content_type(line.trim_ascii_start()) {
                while let Some(more) = lines.next_if(|line| matches!(line, [b' ' | b'\t', ..])) {
                    position += more.len();
                }
                return Some(start..position);
            }
        }
    })
}

fn is_content_type(line: &[u8]) -> bool {
    let behind = line.get(NAME.len()..).map(<[u8]>::trim_ascii_start);
    line.get(..NAME.len()).is_some_and(|name| name.eq_ignore_ascii_case(NAME))
        && behind.is_some_and(|behind| behind.starts_with(b":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_by_headers_alone() {
        for (message, n) in [
            ("Content-Type: multipart/mixed\n\n", 1),
            ("content-type:\r\n MESSAGE/rfc822\r\n\r\nx", 1),
            ("Content-Type: text/plain\n\nmultipart/mixed\nsee message/1\n", 0),
            ("Subject: Content-Type: message/rfc822\n", 0),
            ("A: b\nContent-Type: multipart/mixed;\n\tboundary=b\n\n--b\nContent-Type: message/rfc822\n", 2),
        ] {
            assert_eq!(n_nesting(message.as_bytes()), n, "{message}");
        }
    }

    #[test]
    fn a_header_that_is_too_long_is_taken_out() {
        let message = |n: usize| format!("A: b\nContent-Type: a/b;\n c={}\nD: e\n\n", "x".repeat(n));
        let short = message(900);
        assert_eq!(without_long_ones(short.as_bytes()), short.as_bytes());
        let long = message(MAX_BYTES);
        assert_eq!(without_long_ones(long.as_bytes()), long.replace("Content", "Xontent").as_bytes());
    }
}
