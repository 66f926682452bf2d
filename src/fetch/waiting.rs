//! When a feed may be asked again: what its server said, or else longer after each failure. All of it arithmetic on a clock that is passed in.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The pause after the first failure of a server; it doubles with each that follows …
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(5);
/// … up to this.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(24);
/// No server is waited for longer, whatever it says.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// When a server wants to be asked again: the value of `Retry-After` (RFC 9110, section 10.2.3), seconds or a date.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    let latest = later(now, LONGEST_WAIT);
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number has are a long time too.
        let seconds = value.parse().unwrap_or(i64::MAX);
        return Some(later(now, SignedDuration::from_secs(seconds)).min(latest));
    }
    http_date(value).map(|date| date.clamp(now, latest))
}

/// When a server that failed so many times in a row is asked again.
pub(super) fn back_off(n_failures: u32, now: Timestamp) -> Timestamp {
    let doublings = n_failures.saturating_sub(1).min(16);
    later(now, (FIRST_PAUSE * (1_i32 << doublings)).min(LONGEST_PAUSE))
}

/// `now` to the second, as it is written down.
pub(super) fn to_second(now: Timestamp) -> Timestamp {
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn later(now: Timestamp, wait: SignedDuration) -> Timestamp {
    now.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

/// A date of HTTP in any of its three forms (RFC 9110, section 5.6.7), all of them in UTC.
fn http_date(text: &str) -> Option<Timestamp> {
    if let Ok(date) = rfc2822::parse(text) {
        return Some(date.timestamp());
    }
    let of = |format: &str| DateTime::strptime(format, text).ok();
    let date = of("%A, %d-%b-%y %H:%M:%S GMT").or_else(|| of("%a %b %e %H:%M:%S %Y"))?;
    Some(date.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// The three forms of one moment in RFC 9110, section 5.6.7.
    #[test]
    fn dates_of_http_are_read_in_all_forms() {
        for form in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(http_date(form), Some(at("1994-11-06T08:49:37Z")), "{form}");
        }
        assert_eq!(http_date("tomorrow"), None);
    }

    /// The values of RFC 9110, section 10.2.3: a date, and 120 seconds.
    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = at("1999-12-31T23:00:00Z");
        assert_eq!(retry_after("120", now), Some(at("1999-12-31T23:02:00Z")));
        assert_eq!(retry_after("Fri, 31 Dec 1999 23:59:59 GMT", now), Some(at("1999-12-31T23:59:59Z")));
        assert_eq!(retry_after("Fri, 31 Dec 1999 22:00:00 GMT", now), Some(now), "what is past is now");
        for nonsense in ["", "-5", "soon", "1.5"] {
            assert_eq!(retry_after(nonsense, now), None, "{nonsense}");
        }
    }

    #[test]
    fn no_server_is_waited_for_for_ever() {
        let now = at("2026-01-01T00:00:00Z");
        let latest = Some(at("2026-01-31T00:00:00Z"));
        for value in ["999999999", "99999999999999999999999", "Fri, 31 Dec 2100 23:59:59 GMT"] {
            assert_eq!(retry_after(value, now), latest, "{value}");
        }
    }

    /// 5 minutes, doubled: 5, 10, 20 … 1280, and then a day.
    #[test]
    fn pauses_double_up_to_a_day() {
        let now = at("2026-01-01T00:00:00Z");
        let minutes = |n| (back_off(n, now).as_second() - now.as_second()) / 60;
        assert_eq!([1, 2, 3, 9, 10, 4_000_000_000].map(minutes), [5, 10, 20, 1280, 1440, 1440]);
    }
}
