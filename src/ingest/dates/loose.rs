//! Dates as people and their programs write them, word by word: whatever order, month names of several languages, zones by name.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::names::{is_filler, month, zone_minutes};

/// Longer texts are no dates.
const MAX_BYTES: usize = 80;
/// RFC 2822, section 4.3: years of two digits from here on are of the last century.
const FIRST_SHORT_YEAR: i16 = 50;

/// The moment that `text` names; UTC is meant where no zone is given, and midnight where no time is.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    if text.len() > MAX_BYTES {
        return None;
    }
    let mut found = Found::default();
    let text = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    for word in text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')')) {
        found.take(word)?;
    }
    found.timestamp()
}

/// What the words said so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8)>,
    is_afternoon: Option<bool>,
    zone_minutes: Option<i32>,
}

impl Found {
    /// Takes a word; `None` where it contradicts the others.
    fn take(&mut self, word: &str) -> Option<()> {
        if word.contains(':') && self.time.is_none() {
            return self.take_time(word);
        }
        if let Some(minutes) = offset_minutes(word).filter(|_| self.time.is_some()) {
            self.zone_minutes = Some(minutes);
            return Some(());
        }
        let parts: Vec<&str> = word.split(['-', '/', '.']).filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            // A lone mark stands for something, such as a sign that was parted from its offset.
            [] => word.is_empty().then_some(()),
            [part] => self.take_part(part),
            // "2024-05-06T1430" has no colon, but a time.
            [year, month, rest] if rest.contains('t') && year.len() == 4 => {
                let (day, time) = rest.split_once('t')?;
                self.take_numbers(year, month, day, false)?;
                let (hours, minutes) = time.split_at_checked(2)?;
                self.take_time(&format!("{hours}:{}", minutes.get(..2)?))
            }
            [first, second, third] => self.take_numbers(first, second, third, word.contains('.')),
            _ => parts.iter().try_for_each(|part| self.take_part(part)),
        }
    }

    /// Three parts joined by a mark: a year first or last, or a month by name in the middle. Where dots join them, the day comes before the
    /// month; slashes are used for either order.
    fn take_numbers(
        &mut self,
        first: &str,
        second: &str,
        third: &str,
        are_joined_by_dots: bool,
    ) -> Option<()> {
        let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
        let number = |text: &str| text.parse::<i8>().ok();
        let month_number = month(second).or_else(|| number(second))?;
        let day_number = number(day)?;
        let is_named = month(second).is_some();
        let is_ambiguous = first.len() != 4 && !is_named && !are_joined_by_dots && day_number <= 12;
        if is_ambiguous {
            return None;
        }
        // Of two digits it could be any of the three, unless the month is named; and there is one date only.
        if (year.len() != 4 && !is_named) || self.day.is_some() || self.month.is_some() {
            return None;
        }
        self.year = Some(full_year(year)?);
        (self.month, self.day) = (Some(month_number), Some(day_number));
        Some(())
    }

    fn take_part(&mut self, part: &str) -> Option<()> {
        if let Some((number, n_digits)) = day_number(part) {
            match (n_digits, self.day) {
                (4, _) if self.year.is_none() => self.year = Some(i16::try_from(number).ok()?),
                (1..=2, None) => self.day = i8::try_from(number).ok(),
                (2, Some(_)) if self.year.is_none() => self.year = Some(full_year(part)?),
                _ => return None,
            }
        } else if let Some(minutes) = zone_minutes(part).filter(|_| self.time.is_some()) {
            self.zone_minutes = self.zone_minutes.or(Some(minutes));
        } else if matches!(part, "am" | "pm") {
            self.is_afternoon = Some(part == "pm");
        } else if let Some(number) = month(part) {
            // The last counts: weekdays come first, and one of them is "mar" in three languages.
            self.month = Some(number);
        } else if !is_filler(part) {
            // What is not understood may be what matters, as the month of another language.
            return None;
        }
        Some(())
    }

    /// A time, with whatever is written up to it: a date before a `t`, a zone or half of the day behind.
    fn take_time(&mut self, word: &str) -> Option<()> {
        if let Some((date, time)) =
            word.split_once('t').filter(|(date, _)| date.starts_with(|first: char| first.is_ascii_digit()))
        {
            self.take(date)?;
            return self.take_time(time);
        }
        let is_of_time = |letter: char| letter.is_ascii_digit() || matches!(letter, ':' | '.');
        let end = word.find(|letter| !is_of_time(letter)).unwrap_or(word.len());
        let (time, behind) = word.split_at_checked(end)?;
        let mut parts = time.split(':').map(|part| part.split('.').next().unwrap_or_default().parse::<i8>());
        let hour = parts.next()?.ok()?;
        let minute = parts.next()?.ok()?;
        let second = parts.next().and_then(Result::ok).unwrap_or(0);
        self.time = Some((hour, minute, second));
        match offset_minutes(behind) {
            Some(minutes) => self.zone_minutes = Some(minutes),
            None if !behind.is_empty() => self.take_part(behind)?,
            None => {}
        }
        Some(())
    }

    fn timestamp(&self) -> Option<Timestamp> {
        let (hour, minute, second) = self.time.unwrap_or((0, 0, 0));
        let hour = match self.is_afternoon {
            Some(is_afternoon) if hour <= 12 => hour % 12 + if is_afternoon { 12 } else { 0 },
            // Midnight by another name, of the day that is written.
            _ if hour == 24 => 0,
            _ => hour,
        };
        // A leap second is the second before it.
        let moment =
            DateTime::new(self.year?, self.month?, self.day?, hour, minute, second.min(59), 0).ok()?;
        let offset = Offset::from_seconds(self.zone_minutes.unwrap_or(0) * 60).ok()?;
        Some(moment.to_zoned(TimeZone::fixed(offset)).ok()?.timestamp())
    }
}

/// The number of `5`, `5th` or `2005`, and how many digits it has.
fn day_number(part: &str) -> Option<(u16, usize)> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number).map(|number| (number, digits.len()))
}

fn full_year(text: &str) -> Option<i16> {
    let year: i16 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < FIRST_SHORT_YEAR => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// The minutes east of Greenwich of `+0200`, `-08:00`, `+2`, and of these behind `gmt` or `utc`.
fn offset_minutes(word: &str) -> Option<i32> {
    let word = ["gmt", "utc"].iter().find_map(|name| word.strip_prefix(name)).unwrap_or(word);
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let number: i32 = digits.parse().ok()?;
    let minutes = match digits.len() {
        1 | 2 => number * 60,
        3 | 4 => number / 100 * 60 + number % 100,
        _ => return None,
    };
    (minutes <= 14 * 60 && word.chars().count() <= 7).then_some(sign * minutes)
}
