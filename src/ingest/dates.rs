//! Dates as they stand in feeds and tables, read leniently: a date that cannot be read is no date, never an error.

mod loose;
mod names;

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

/// Weekdays are often wrong where the rest of the date is right.
static RFC_2822: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);

/// Zones by name, all of which are read as that RFC has them.
const ZONES_OF_RFC: [&str; 11] = ["UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT", "UTC"];
/// The years of news.
const YEARS: RangeInclusive<i16> = 1900..=2199;

/// The moment that `text` names: RFC 3339, RFC 2822, `YYYY-MM-DD`, `YYYY-MM-DD HH:MM[:SS]`, or Unix time in
/// seconds or milliseconds, or any of them with the usual slips. Where no offset is given, UTC is meant; a day means its first moment.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let moment = digits(text)
        .or_else(|| text.parse().ok())
        .or_else(|| RFC_2822.parse_timestamp(text).ok().filter(|_| has_zone_of_rfc(text)))
        .or_else(|| civil_time(text))
        .or_else(|| loose::parse(text))?;
    // What is further off is a placeholder, or in another calendar.
    let year = moment.to_zoned(TimeZone::UTC).year();
    YEARS.contains(&year).then_some(moment)
}

/// Whether the zone is one that RFC 2822 knows: its parser takes any other for UTC.
fn has_zone_of_rfc(text: &str) -> bool {
    let zone = text.split_whitespace().next_back().unwrap_or_default();
    let is_offset = zone.starts_with(['+', '-', '(']);
    is_offset || ZONES_OF_RFC.iter().any(|known| zone.eq_ignore_ascii_case(known))
}

/// Nine to eleven digits are seconds since 1970 (of a day since 1973), twelve to thirteen milliseconds, and fourteen, or twelve that begin with
/// a century of ours, the parts of a date; a fraction is dropped.
fn digits(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_of_ours = whole.starts_with("19") || whole.starts_with("20");
    match whole.len() {
        12 | 14 if is_of_ours => {
            let (day, time) = whole.split_at_checked(8)?;
            let (hour, rest) = time.split_at_checked(2)?;
            let (minute, second) = rest.split_at_checked(2)?;
            let second = if second.is_empty() { "00" } else { second };
            civil_time(&format!("{day}T{hour}:{minute}:{second}"))
        }
        9..=11 => Timestamp::from_second(whole.parse().ok()?).ok(),
        12..=13 => Timestamp::from_millisecond(whole.parse().ok()?).ok(),
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
        assert_moment("Mon, 06 May 2024 07:08:09 CET", "2024-05-06T06:08:09Z");
        assert_moment("Mon, 06 May 2024 07:08:09 JST", "2024-05-05T22:08:09Z");
        assert_moment("20240506070809", "2024-05-06T07:08:09Z");
        assert_moment("202405060708", "2024-05-06T07:08:00Z");
        assert_moment("May 6, 2024 7:08 p.m. EDT", "2024-05-06T23:08:00Z");
        assert_moment("6 May 2024 13:30 AM", "2024-05-06T13:30:00Z");
        assert_moment("2024-05-06T07:08:09\u{2212}04:00", "2024-05-06T11:08:09Z");
        assert_moment("mar., 9 juil. 2024", "2024-07-09T00:00:00Z");
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
