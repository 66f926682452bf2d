//! Dates as they stand in feeds and tables, read leniently: a date that cannot be read is no date, never an error.

mod loose;
mod names;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// Weekdays are often wrong where the rest of the date is right.
static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// The moment that `text` names: RFC 3339, RFC 2822, `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS]`, or Unix time in
/// seconds or milliseconds, or any of them with the usual slips. Where no offset is given, UTC is meant; a day means its first moment.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    unix_time(text)
        .or_else(|| text.parse().ok())
        .or_else(|| RFC_2822.parse_timestamp(text).ok())
        .or_else(|| civil_time(text))
        .or_else(|| loose::parse(text))
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

    // The offsets of the named zones are those of RFC 2822 and of the tz database.
    #[test]
    fn the_usual_slips_are_forgiven() {
        assert_moment("Mon, 6 May 2024 7:08:09 EST", "2024-05-06T12:08:09Z");
        assert_moment("6 May 2024", "2024-05-06T00:00:00Z");
        assert_moment("Monday, May 6, 2024 7:08 pm", "2024-05-06T19:08:00Z");
        assert_moment("May 6th, 2024 at 12:08 AM PDT", "2024-05-06T07:08:00Z");
        assert_moment("06-May-24 07:08:09", "2024-05-06T07:08:09Z");
        assert_moment("Mon May  6 07:08:09 2024", "2024-05-06T07:08:09Z");
        assert_moment("Mon May 06 2024 07:08:09 GMT+0200 (CEST)", "2024-05-06T05:08:09Z");
        assert_moment("Mon, 06 May 2024 24:00:00 +0000", "2024-05-06T00:00:00Z");
        assert_moment("Mon, 06 May 2024 07:08:60 +0000", "2024-05-06T07:08:59Z");
        assert_moment("Mo, 06 Mai 2024 07:08:09 +0200", "2024-05-06T05:08:09Z");
        assert_moment("mardi 6 août 2024 07:08:09 +0200", "2024-08-06T05:08:09Z");
        assert_moment("2024-05-06T07:08:09+0200", "2024-05-06T05:08:09Z");
        assert_moment("2024-05-06T07:08:09.123456-08:00", "2024-05-06T15:08:09.123456Z");
        assert_moment("2024-05-06 07:08:09 +0200", "2024-05-06T05:08:09Z");
        assert_moment("2024-05-06T07:08Z", "2024-05-06T07:08:00Z");
        assert_moment("2024/05/06 07:08", "2024-05-06T07:08:00Z");
        assert_moment("03.11.2026", "2026-11-03T00:00:00Z");
        assert_moment("31.12.2024 07:08", "2024-12-31T07:08:00Z");
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "yesterday",
            "2024",
            "2024-13-01",
            "99999999999999999999",
            "06/05/2024",
            ".",
            "May",
            "12:30",
            "6 May",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
