//! Dates as they stand in tables, read leniently: a date that cannot be read is no date, never an error.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// Weekdays are often wrong where the rest of the date is right.
static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// The moment that `text` names: RFC 3339, RFC 2822, `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS]`, or Unix time in
/// seconds or milliseconds. Where no offset is given, UTC is meant; a day means its first moment.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    unix_time(text)
        .or_else(|| text.parse().ok())
        .or_else(|| RFC_2822.parse_timestamp(text).ok())
        .or_else(|| civil_time(text))
}

/// Nine to eleven digits are seconds (since 1973), twelve to fourteen milliseconds; a fraction is dropped.
fn unix_time(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = whole.parse().ok()?;
    match whole.len() {
        9..=11 => Timestamp::from_second(number).ok(),
        12..=14 => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

fn civil_time(text: &str) -> Option<Timestamp> {
    let moment: DateTime = text.parse().ok()?;
    moment.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_moment(text: &str, expected: &str) {
        assert_eq!(parse(text).map(|moment| moment.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn the_usual_spellings_are_read() {
        assert_moment("2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z");
        assert_moment("2024-05-06T07:08:09+02:00", "2024-05-06T05:08:09Z");
        assert_moment("Mon, 06 May 2024 07:08:09 GMT", "2024-05-06T07:08:09Z");
        assert_moment("Sun, 06 May 2024 07:08:09 +0200", "2024-05-06T05:08:09Z");
        assert_moment(" 2024-05-06 ", "2024-05-06T00:00:00Z");
        assert_moment("20240506", "2024-05-06T00:00:00Z");
        assert_moment("2024-05-06 07:08", "2024-05-06T07:08:00Z");
        assert_moment("2024-05-06 07:08:09", "2024-05-06T07:08:09Z");
        assert_moment("1714979289", "2024-05-06T07:08:09Z");
        assert_moment("1714979289.5", "2024-05-06T07:08:09Z");
        assert_moment("1714979289000", "2024-05-06T07:08:09Z");
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in ["", "yesterday", "2024", "2024-13-01", "99999999999999999999", "06/05/2024", "."] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
