//! Words that say what a full stop means. Tables only, each row with the language that it comes from; what a language
//! shares with one above it is not repeated. [`super::abbreviations`] reads them.

/// One row per language: its ISO 639-1 code and its words, in lower case and without the last stop. A word with a capital
/// is an abbreviation only if it is written so: English "Det. Moe", but Danish "Det er det."
pub(super) type Rows = &'static [(&'static str, &'static [&'static str])];

/// Never the end of a sentence: what they shorten goes on (`Dr. Okafor`, `vs. Portugal`).
#[rustfmt::skip]
pub(super) const OPEN: Rows = &[
    ("en", &[
        "Adm", "Col", "Det", "Exec", "Fr", "Gen", "Hon", "Maj", "Matt", "Ms", "Mx", "Pres", "Rep", "Reps", "Rev", "Rs", "Sen",
        "Sr", "approx", "asst", "atty", "bldg", "brig", "bros", "capt", "cf", "cmdr", "cpl", "dr", "drs", "e.g", "eds", "esp", "gov",
        "govs", "i.e", "insp", "lt", "messrs", "mlle", "mme", "mr", "mrs", "p.s", "prof", "profs", "ps", "pvt", "sens", "sgt",
        "supt", "v", "viz", "vs",
    ]),
    ("bg", &["бул", "вкл", "г", "др", "инж", "напр", "пл", "проф", "ул"]),
    ("cs", &["Ing", "mgr", "mudr", "např", "tzv"]),
    ("da", &["bl", "f. eks", "fx", "ifm", "inkl", "skt"]),
    ("de", &[
        "bzw", "chr", "dipl", "evtl", "frl", "ggf", "insb", "kath", "lfd", "sog", "stellv", "vgl", "zzgl",
    ]),
    ("el", &["δρ", "κ", "π.χ"]),
    ("es", &[
        "Arq", "Ud", "Uds", "admón", "dra", "dras", "dres", "dña", "ee", "excmo", "ilmo", "lic", "p. ej", "profa", "sra", "sras",
        "sres", "srta", "srtas",
    ]),
    ("fr", &["mlles", "mmes", "p. ex", "par ex", "vve"]),
    ("it", &[
        "Amm", "Arch", "On", "Rag", "Sig", "ad es", "avv", "dott", "dott.ssa", "dr.ssa", "egr", "geom", "prof.ssa", "psicol",
        "sig.na", "sig.ra", "sigg", "spett",
    ]),
    ("nl", &["aanw", "bijv", "dhr", "mevr", "vnw"]),
    ("pl", &["bałt", "inż", "ks", "np", "tj", "tzw"]),
    ("pt", &["exmo", "por ex"]),
    ("ru", &["акад", "гг", "гр", "им", "пгт", "пр", "просп", "т.е"]),
    ("sk", &["judr", "napr", "tzn"]),
    ("sv", &["bl.a", "d.v.s", "t.ex"]),
    ("tr", &["bkz", "doç", "yrd"]),
];

/// Belong to the number behind them (`No. 7`, `p. 55`, `S. 225`); elsewhere the stop ends a sentence.
#[rustfmt::skip]
pub(super) const NUMBERED: Rows = &[
    ("en", &[
        "apt", "c", "ca", "ch", "chap", "cor", "ex", "ext", "fig", "figs", "no", "nos", "nr", "n°", "p", "para", "pp", "rs", "rt",
        "sec", "tel", "vol", "vols",
    ]),
    ("bg", &["кв", "стр", "чл"]),
    ("de", &["abb", "abs", "anm", "art", "bd", "hrsg", "kap", "rn", "str", "tab", "ziff"]),
    ("es", &[
        "abr", "ago", "cra", "dic", "ene", "lun", "mar", "mié", "nº", "núm", "núms", "pág", "págs", "párr", "párrf",
    ]),
    ("it", &["pag"]),
    ("pl", &["ust", "zob"]),
    ("ru", &["д", "рис", "табл"]),
];

/// May end a sentence or not; what follows decides (`Acme Inc. said`, `at 5 p.m. The vote`, `Flint, Mich. (AP)`).
#[rustfmt::skip]
pub(super) const EITHER: Rows = &[
    ("en", &[
        "Ala", "Ark", "Colo", "Conn", "Del", "Fla", "Fri", "Ft", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich",
        "Miss", "Mo", "Mon", "Mont", "Mt", "Neb", "Nev", "Ont", "Ore", "Pa", "Sat", "Ste", "Sun", "Tex", "Va", "Vt", "Wash", "Wed",
        "Wis", "al", "apr", "ariz", "assn", "assoc", "aug", "ave", "blvd", "calif", "co", "corp", "dec", "dept", "dir", "dist", "ed",
        "est", "etc", "feb", "inc", "jan", "jr", "jul", "jun", "llc", "ltd", "minn", "nov", "oct", "okla", "op", "ph.d", "plc", "rd",
        "sep", "sept", "st", "tenn", "thu", "tue", "univ", "wyo",
    ]),
    ("da", &["hr"]),
    ("de", &["dez", "med", "mio", "mrd", "okt", "tsd", "usf", "usw"]),
    ("es", &["cía", "uu"]),
    ("fr", &["févr", "juil"]),
    ("it", &["ecc"]),
    ("pt", &["fev", "ltda"]),
    ("ru", &["долл", "млн", "млрд", "руб", "тыс"]),
];

/// What often opens a sentence, and seldom follows an abbreviation inside one.
#[rustfmt::skip]
pub(super) const OPENERS: Rows = &[
    ("en", &[
        "A", "After", "Also", "An", "And", "Another", "Are", "As", "At", "Because", "Before", "Both", "But", "By", "Can",
        "Critics", "Did", "Do", "Does", "During", "Each", "Earlier", "Even", "Every", "Experts", "First", "For", "From", "Further", "Given",
        "Have", "He", "Her", "His", "How", "However", "I", "If", "In", "Instead", "Is", "It", "Its", "Last", "Later", "Let",
        "Like", "Many", "Meanwhile", "More", "Most", "Much", "My", "Neither", "Nevertheless", "New", "No", "None",
        "Nor", "Not", "Now", "Of", "Officials", "On", "Once", "One", "Only", "Or", "Other", "Others", "Our",
        "Over", "Please", "Police", "Several", "She", "Should", "Since", "So", "Some", "Still", "Such", "Thanks", "That", "The",
        "Their", "Then", "There", "These", "They", "This", "Those", "Though", "Three", "Through", "To", "Today", "Two",
        "Under", "Until", "Was", "We", "Were", "What", "When", "Where", "Whether", "While", "Who", "Why", "Will", "With",
        "Without", "Would", "Yesterday", "Yet", "You", "Your",
    ]),
    ("da", &["De", "Det", "Han", "Hun", "Hvad", "Hvem", "Hvor"]),
    ("de", &[
        "Aber", "Am", "Auch", "Bei", "Das", "Dem", "Den", "Der", "Die", "Dies", "Diese", "Dieser", "Doch", "Ein", "Eine",
        "Er", "Es", "Für", "Im", "Mit", "Nach", "Nun", "Seit", "Sie", "So", "Und", "Von", "Was", "Wer", "Wir", "Zum",
    ]),
    ("es", &["Además", "Con", "Cuando", "El", "Ella", "Ellos", "En", "Esta", "Este", "Esto", "Para", "Pero", "Según", "Una"]),
    ("fr", &["Avec", "Cette", "Dans", "Elle", "Elles", "Il", "Ils", "Les", "Mais", "Nous", "Pour", "Selon", "Une", "Vous"]),
    ("it", &["Gli", "Il", "Ma", "Nel", "Nella", "Per"]),
    ("ru", &["Но", "Он", "Она", "Они", "Это"]),
];

/// Open a sentence even where its writer uses no capitals.
pub(super) const LOWER_OPENERS: Rows = &[(
    "en",
    &[
        "he", "http", "https", "i", "if", "it", "its", "please", "she", "that", "there", "they", "this",
        "we", "what", "why", "www", "you",
    ],
)];

/// Nouns that an ordinal stands before, in languages that write it as a number with a stop (`3. Oktober`, `19. Jahrhundert`);
/// only those that are written with a capital at times, as lower case ends no sentence anyhow.
#[rustfmt::skip]
pub(super) const ORDINAL_NOUNS: Rows = &[
    ("de", &[
        "april", "august", "bundesliga", "dezember", "februar", "jahrestag", "jahrhundert", "jahrhunderts", "jahrtausend", "januar",
        "juli", "juni", "jänner", "liga", "mai", "märz", "november", "oktober", "september", "weltkrieg", "weltkriegs",
    ]),
    ("sk", &[
        "apríla", "augusta", "decembra", "februára", "januára", "júla", "júna", "marca", "mája", "novembra", "októbra", "septembra",
    ]),
];

/// Words behind which a number with a stop is an ordinal (`der 2. Senat`, `im 3. Stock`).
pub(super) const ORDINAL_LEADS: Rows = &[(
    "de",
    &[
        "am", "beim", "das", "dem", "den", "der", "des", "die", "ihr", "im", "sein", "seine", "seinen",
        "vom", "zum", "zur",
    ],
)];

/// Words that name a time zone or a part of the date behind an hour (`5 p.m. Eastern`, `9 a.m. Monday`).
#[rustfmt::skip]
pub(super) const AFTER_HOUR: Rows = &[("en", &[
    "april", "atlantic", "august", "bst", "cest", "cet", "central", "cst", "cdt", "december", "east", "eastern", "edt", "est", "et",
    "february", "friday", "gmt", "ist", "january", "july", "june", "london", "march", "may", "mdt", "monday", "mountain",
    "mst", "november", "october", "pacific", "pdt", "pst", "pt", "saturday", "september", "sunday", "thursday",
    "tuesday", "utc", "wednesday",
])];

/// Verbs of saying behind the name of who spoke (`"Yes!" Smith said.`).
#[rustfmt::skip]
pub(super) const SPEECH: Rows = &[("en", &[
    "added", "adds", "admitted", "announced", "answered", "argued", "asked", "asks", "cried", "declared", "exclaimed", "explained", "insisted",
    "joked", "noted", "quipped", "recalled", "replied", "said", "says", "shouted", "told", "tweeted", "urged", "wondered", "writes",
    "wrote", "yelled",
])];
