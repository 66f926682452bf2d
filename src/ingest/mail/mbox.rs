//! The messages of an mbox (RFC 4155), which a line that begins with "From " parts from each other.
//!
//! A text may have such a line too: writers should put `>` before it, and many do not. So it takes two of three: an empty line before it, an
//! envelope in it (a time of day and a year stand behind the sender), and headers behind it that messages have. Behind it stands a
//! header in any case.

use std::borrow::Cow;

use super::{begins_with_headers, header_name};

/// How the line begins that stands before every message.
pub(super) const MARK: &[u8] = b"From ";

/// The message at `position`, as it was before it was put into an mbox, and `position` behind it; what is no mbox is one message.
pub(super) fn message_at<'b>(mail: &'b [u8], position: &mut usize) -> Option<Cow<'b, [u8]>> {
    let rest = mail.get(*position..).filter(|rest| !rest.is_empty())?;
    if !mail.starts_with(MARK) {
        *position = mail.len();
        return Some(Cow::Borrowed(rest));
    }
    let mut end = *position;
    loop {
        end += mail.get(end..).map_or(0, line_length);
        if end >= mail.len() || is_separator(mail, end) {
            break;
        }
    }
    let message = behind_line(mail.get(*position..end).unwrap_or_default());
    *position = end;
    Some(unquoted(message))
}

/// The last message, or what is no mbox.
pub(super) fn last_message(mail: &[u8]) -> &[u8] {
    let is_start = |&place: &usize| mail.get(place..).is_some_and(|rest| rest.starts_with(b"\nFrom "));
    let places = (0..mail.len()).rev().filter(is_start).map(|place| place + 1);
    let start = places.filter(|_| mail.starts_with(MARK)).find(|&place| is_separator(mail, place));
    mail.get(start.unwrap_or(0)..)
        .map_or(mail, |rest| if rest.starts_with(MARK) { behind_line(rest) } else { rest })
}

/// Whether the line at `place` stands before a message.
fn is_separator(mail: &[u8], place: usize) -> bool {
    let rest = mail.get(place..).unwrap_or_default();
    if !rest.starts_with(MARK) {
        return false;
    }
    let line = rest.get(..line_length(rest)).unwrap_or_default();
    let behind = behind_line(rest);
    let next = behind.get(..line_length(behind)).unwrap_or_default();
    let before = mail.get(..place).unwrap_or_default();
    let evidence = [
        before.ends_with(b"\n\n") || before.ends_with(b"\n\r\n"),
        is_envelope(line),
        begins_with_headers(behind),
    ];
    header_name(next).is_some() && evidence.iter().filter(|holds| **holds).count() >= 2
}

/// Whether a time of day and a year stand in a line behind its first two words, as in `From desk@gauge.example Mon Nov  2 09:00:00 2026`.
fn is_envelope(line: &[u8]) -> bool {
    let is_digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    let is_year = |word: &[u8]| word.len() == 4 && is_digits(word);
    let is_time = |word: &[u8]| {
        let mut parts = word.split(|byte| *byte == b':');
        (2..=3).contains(&parts.clone().count()) && parts.all(|part| part.len() == 2 && is_digits(part))
    };
    let words = || line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).skip(2);
    words().any(is_year) && words().any(is_time)
}

/// Takes the `>` away that was put before lines that begin with "From ", or with such a mark already.
fn unquoted(message: &[u8]) -> Cow<'_, [u8]> {
    let is_quoted = |line: &[u8]| {
        let n_marks = line.iter().take_while(|byte| **byte == b'>').count();
        n_marks > 0 && line.get(n_marks..).is_some_and(|rest| rest.starts_with(MARK))
    };
    let lines = || message.split_inclusive(|byte| *byte == b'\n');
    if !lines().any(is_quoted) {
        return Cow::Borrowed(message);
    }
    let without = |line| if is_quoted(line) { line.get(1..).unwrap_or_default() } else { line };
    Cow::Owned(lines().flat_map(without).copied().collect())
}

/// What stands behind the first line.
pub(super) fn behind_line(text: &[u8]) -> &[u8] {
    text.get(line_length(text)..).unwrap_or_default()
}

/// The length of the first line, its end included.
fn line_length(text: &[u8]) -> usize {
    text.iter().position(|byte| *byte == b'\n').map_or(text.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The messages of an mbox.
    fn messages(mbox: &str) -> Vec<String> {
        let mut position = 0;
        let next = || message_at(mbox.as_bytes(), &mut position);
        let all: Vec<String> = std::iter::from_fn(next)
            .map(|message| String::from_utf8(message.into_owned()).unwrap())
            .collect();
        // What is told of the last message goes by the same.
        if mbox.starts_with("From ") {
            assert_eq!(unquoted(last_message(mbox.as_bytes())), all.last().unwrap().as_bytes());
        }
        all
    }

    const ONE: &str = "From desk@gauge.example Mon Nov  2 09:00:00 2026\nSubject: One\n\n";

    #[test]
    fn a_line_of_a_text_parts_no_messages() {
        for line in [
            "From the sea came fog.",
            "From the sea came fog at 09:00 in 2026.",
            "From the sea came fog.\nSubject to rain, it lifted.",
            "From the minutes:\nDate: Monday",
            "From noon on 09:00 ships sailed in 2026\nagain",
        ] {
            for gap in ["", "\n"] {
                let mbox = format!("{ONE}It rained.\n{gap}{line}\n\nIt blew.\n");
                assert_eq!(messages(&mbox).len(), 1, "{mbox}");
            }
        }
    }

    #[test]
    fn separators_of_many_writers_part_messages() {
        for separator in [
            "From desk@gauge.example Mon Nov  2 10:00:00 2026",
            "From - Mon Nov 02 10:00:00 2026",
            "From 1790000000000000001@xxx Mon Nov 02 10:00:00 +0000 2026",
            "From desk at gauge.example  Mon Nov  2 10:00 2026",
            "From MAILER-DAEMON Mon Nov 2 10:00:00 CET 2026\r",
        ] {
            let found = messages(&format!("{ONE}It rained.\n\n{separator}\nX-Nr: 2\n\nIt blew.\n"));
            assert_eq!(found.len(), 2, "{separator}");
            assert_eq!(found[1], "X-Nr: 2\n\nIt blew.\n");
        }
        // The message before broke off; the writer gives no date.
        let headers = "Subject: Two\nDate: Mon, 2 Nov 2026 09:00:00 +0100\n\nIt blew.\n";
        assert_eq!(messages(&format!("{ONE}It rai\nFrom - Mon Nov 02 10:00:00 2026\n{headers}")).len(), 2);
        assert_eq!(messages(&format!("From desk\n{headers}\nFrom desk\n{headers}")).len(), 2);
    }

    // The variant of mbox called mboxrd, in which every `>` that was put there can be taken away.
    #[test]
    fn marks_before_lines_are_taken_away() {
        let found = messages(&format!("{ONE}>From the sea.\n>>From the land.\n> From x\n"));
        assert_eq!(found, ["Subject: One\n\nFrom the sea.\n>From the land.\n> From x\n"]);
        assert_eq!(messages("Subject: One\n\n>From the sea.\n"), ["Subject: One\n\n>From the sea.\n"]);
    }
}
