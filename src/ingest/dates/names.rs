//! The names of months and time zones, as dates in feeds have them.

/// The names of months from January to December, whole and short, in English, German, French, Spanish, Italian, Portuguese and Dutch.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "jän", "jänner", "janv", "janvier", "ene", "enero", "gen", "gennaio",
        "janeiro", "januari",
    ],
    &[
        "feb",
        "february",
        "februar",
        "fév",
        "févr",
        "février",
        "febrero",
        "febbraio",
        "fev",
        "fevereiro",
        "februari",
    ],
    &["mar", "march", "mär", "märz", "mars", "marzo", "março", "mrt", "maart"],
    &["apr", "april", "avr", "avril", "abr", "abril", "aprile"],
    &["may", "mai", "mayo", "mag", "maggio", "maio", "mei"],
    &["jun", "june", "juni", "juin", "junio", "giu", "giugno", "junho"],
    &["jul", "july", "juli", "juil", "juillet", "julio", "lug", "luglio", "julho"],
    &["aug", "august", "aoû", "août", "ago", "agosto", "augustus"],
    &["sep", "sept", "september", "septembre", "septiembre", "set", "settembre", "setembro"],
    &["oct", "october", "okt", "oktober", "octobre", "octubre", "ott", "ottobre", "out", "outubro"],
    &["nov", "november", "novembre", "noviembre", "novembro"],
    &["dec", "december", "dez", "dezember", "déc", "décembre", "dic", "diciembre", "dicembre", "dezembro"],
];

/// How weekdays begin in these languages, where they are not the beginning of a month too.
const WEEKDAYS: [&str; 38] = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "mo", "di", "mi", "do", "fr", "sa", "so", "lun",
    "mardi", "martes", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom", "gio", "sab",
    "seg", "ter", "qua", "qui", "sex", "maa", "woe", "vri", "zat",
];
/// Longer words are no weekdays.
const MAX_WEEKDAY_CHARS: usize = 13;

/// Words between the parts of a date.
const FILLERS: [&str; 9] = ["at", "of", "de", "del", "um", "uhr", "le", "the", "à"];

/// Hours east of Greenwich, in minutes; names that mean several zones have the one that feeds use most (RFC 2822, section 4.3, first).
const ZONES: [(&str, i32); 38] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("eest", 180),
    ("msk", 180),
    ("eat", 180),
    ("gst", 240),
    ("pkt", 300),
    ("ist", 330),
    ("wib", 420),
    ("ict", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
];

/// The number of the month of that name, in lower case.
pub(super) fn month(word: &str) -> Option<i8> {
    let place = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(place + 1).ok()
}

/// Whether a word in lower case says nothing about the date: a weekday, or one that only joins.
pub(super) fn is_filler(word: &str) -> bool {
    let is_weekday = || WEEKDAYS.iter().any(|beginning| word.starts_with(beginning));
    FILLERS.contains(&word) || word.chars().count() <= MAX_WEEKDAY_CHARS && is_weekday()
}

/// The minutes east of Greenwich of the zone of that name, in lower case.
pub(super) fn zone_minutes(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| *minutes)
}
