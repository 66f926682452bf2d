//! Lines of bounded length: a line too long to be a row is passed over without being held in memory.

use std::io::{self, BufRead};

/// What a read of one line found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line; the buffer holds it without its line end.
    Whole,
    /// A line of more than the allowed length; it has been passed over.
    TooLong,
    /// No further line.
    End,
}

/// Reads the next line into `line`, holding at most `max_len` bytes of it.
pub(super) fn read_line(reader: &mut impl BufRead, line: &mut Vec<u8>, max_len: usize) -> io::Result<Line> {
    line.clear();
    let (mut found_any, mut too_long) = (false, false);
    loop {
        let available = match reader.fill_buf() {
            Ok(available) => available,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if available.is_empty() {
            break;
        }
        found_any = true;
        let (part, n_used, is_end) = match available.iter().position(|&byte| byte == b'\n') {
            Some(position) => (available.get(..position).unwrap_or_default(), position + 1, true),
            None => (available, available.len(), false),
        };
        too_long |= line.len() + part.len() > max_len;
        if too_long {
            *line = Vec::new();
        } else {
            line.extend_from_slice(part);
        }
        reader.consume(n_used);
        if is_end {
            break;
        }
    }
    Ok(match (found_any, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => Line::Whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_too_long_is_passed_over() {
        // A small buffer, so that lines span several reads.
        let mut reader = io::BufReader::with_capacity(3, "first\n\nmuch too long\nlast".as_bytes());
        let mut line = Vec::new();
        let mut found = Vec::new();
        loop {
            match read_line(&mut reader, &mut line, 5).unwrap() {
                Line::Whole => found.push(String::from_utf8(line.clone()).unwrap()),
                Line::TooLong => found.push("(too long)".to_owned()),
                Line::End => break,
            }
        }
        assert_eq!(found, ["first", "", "(too long)", "last"]);
    }
}
