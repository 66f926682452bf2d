//! Words that say what a sentence is for, by language. Tables only; [`super::wording`] counts them.
//!
//! What a language lacks is not counted there. Words are in lower case, with straight apostrophes.

use crate::text::Language;

/// What a word may be a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// The writer alone speaks.
    FirstSingular,
    /// The writers speak, or a speaker for many.
    FirstPlural,
    /// The reader is spoken to, or a listener.
    Second,
    /// Someone or something that was named before.
    Third,
    /// Something that was said before.
    Demonstrative,
    /// Something that the reader is taken to know: the definite article.
    Definite,
    /// Ties the sentence to the one before.
    Connective,
    /// Somebody says something.
    Speech,
    /// A paper says what it does.
    Contribution,
    /// Something happens, or has been decided.
    Event,
    /// Something is not so.
    Negation,
    /// A day, a month, or another word for a time.
    Time,
    /// Asks, at the start of a sentence.
    Interrogative,
}

/// The cues of a language and their words; empty for a language without.
pub(super) const fn cue_words(language: Language) -> &'static [(Cue, &'static [&'static str])] {
    match language {
        Language::English => ENGLISH,
        Language::German => GERMAN,
        Language::French => FRENCH,
        Language::Spanish => SPANISH,
        _ => &[],
    }
}

#[rustfmt::skip]
const ENGLISH: &[(Cue, &[&str])] = &[
    (Cue::FirstSingular, &["i", "me", "my", "mine", "myself", "i'm", "i've", "i'd", "i'll"]),
    (Cue::FirstPlural, &["we", "us", "our", "ours", "ourselves", "we're", "we've", "we'd", "we'll"]),
    (Cue::Second, &["you", "your", "yours", "yourself", "yourselves", "you're", "you've", "you'd", "you'll"]),
    (Cue::Third, &[
        "he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "he's", "she's", "it's",
        "they're", "they've", "himself", "herself", "itself", "themselves",
    ]),
    (Cue::Demonstrative, &["this", "that", "these", "those", "such", "that's", "here", "there"]),
    (Cue::Definite, &["the"]),
    (Cue::Connective, &[
        "but", "and", "or", "so", "yet", "however", "meanwhile", "moreover", "furthermore", "also", "still", "then", "thus",
        "therefore", "nevertheless", "nonetheless", "instead", "besides", "additionally", "similarly", "finally", "indeed",
        "hence", "consequently", "likewise", "otherwise", "afterwards", "later", "unfortunately", "specifically", "further",
        "elsewhere", "although", "though", "while", "because", "since",
    ]),
    (Cue::Speech, &[
        "said", "says", "say", "saying", "told", "tells", "added", "adds", "according", "tweeted", "wrote", "writes", "asked",
        "explained", "explains", "noted", "notes", "insisted", "argued", "claimed", "commented", "stated", "spoke", "replied",
        "recalled", "joked",
    ]),
    (Cue::Contribution, &[
        "propose", "proposes", "proposed", "present", "presents", "introduce", "introduces", "show", "shows", "demonstrate",
        "demonstrates", "develop", "study", "investigate", "investigates", "explore", "describe", "describes", "analyze",
        "analyse", "provide", "provides", "prove", "achieve", "achieves", "paper", "novel", "method", "approach", "framework",
        "algorithm", "results", "model",
    ]),
    (Cue::Event, &[
        "announced", "announces", "revealed", "launched", "launches", "approved", "agreed", "ruled", "voted", "won", "wins",
        "beat", "killed", "died", "dies", "injured", "charged", "arrested", "jailed", "sentenced", "convicted", "signed",
        "signs", "appointed", "resigned", "elected", "banned", "warned", "warns", "confirmed", "accused", "found", "sold",
        "bought", "opened", "closed", "rejected", "cut", "raised", "fell", "rose", "named", "become", "became", "face", "faces",
        "plans", "unveiled", "ordered", "released", "joined", "returned", "lost", "left", "called", "denied", "admitted",
    ]),
    (Cue::Negation, &[
        "not", "no", "never", "nor", "neither", "cannot", "can't", "don't", "doesn't", "didn't", "won't", "wasn't", "isn't",
        "aren't", "weren't", "hasn't", "haven't", "wouldn't", "couldn't", "nothing", "nobody",
    ]),
    (Cue::Time, &[
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
        "june", "july", "august", "september", "october", "november", "december", "today", "yesterday", "tonight", "tomorrow",
        "week", "month", "year", "morning", "afternoon", "evening", "night", "earlier", "ago",
    ]),
    (Cue::Interrogative, &["what", "why", "how", "who", "where", "when", "which", "whether"]),
];

#[rustfmt::skip]
const GERMAN: &[(Cue, &[&str])] = &[
    (Cue::FirstSingular, &["ich", "mir", "mich", "mein", "meine", "meinen", "meiner"]),
    (Cue::FirstPlural, &["wir", "uns", "unser", "unsere", "unseren", "unserer"]),
    (Cue::Second, &["du", "dir", "dich", "dein", "deine", "ihnen", "euch", "euer"]),
    (Cue::Third, &["er", "sie", "es", "ihn", "ihm", "ihr", "ihre", "ihren", "ihrer", "sein", "seine", "seinen", "seiner"]),
    (Cue::Demonstrative, &["dies", "diese", "dieser", "dieses", "diesem", "diesen", "das", "solche", "hier", "dort"]),
    (Cue::Definite, &["der", "die", "das", "dem", "den"]),
    (Cue::Connective, &[
        "aber", "und", "oder", "doch", "jedoch", "auch", "zudem", "außerdem", "dann", "daher", "deshalb", "darum", "trotzdem",
        "dennoch", "allerdings", "unterdessen", "ferner", "schließlich", "stattdessen", "denn", "dabei", "dazu", "dafür",
    ]),
    (Cue::Speech, &["sagte", "sagt", "sagten", "erklärte", "teilte", "zufolge", "laut", "betonte", "ergänzte", "fügte", "meinte"]),
    (Cue::Event, &[
        "beschloss", "beschlossen", "kündigte", "angekündigt", "starb", "gestorben", "getötet", "verletzt", "verurteilt",
        "festgenommen", "gewann", "gewonnen", "gewählt", "unterzeichnet", "gestartet", "verboten", "genehmigt", "abgelehnt",
    ]),
    (Cue::Negation, &["nicht", "kein", "keine", "keinen", "keiner", "nie", "niemals", "nichts", "niemand"]),
    (Cue::Time, &[
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar", "februar", "märz", "april",
        "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "heute", "gestern", "morgen", "woche",
        "monat", "jahr",
    ]),
    (Cue::Interrogative, &["was", "warum", "wie", "wer", "wo", "wann", "welche", "ob"]),
];

#[rustfmt::skip]
const FRENCH: &[(Cue, &[&str])] = &[
    (Cue::FirstSingular, &["je", "me", "moi", "mon", "ma", "mes"]),
    (Cue::FirstPlural, &["nous", "notre", "nos"]),
    (Cue::Second, &["tu", "te", "toi", "vous", "votre", "vos", "ton", "tes"]),
    (Cue::Third, &["il", "elle", "ils", "elles", "lui", "leur", "leurs", "son", "sa", "ses", "eux"]),
    (Cue::Demonstrative, &["ce", "cet", "cette", "ces", "cela", "ceci", "ici", "là"]),
    (Cue::Definite, &["le", "la", "les", "l'"]),
    (Cue::Connective, &[
        "mais", "et", "ou", "donc", "or", "car", "cependant", "toutefois", "pourtant", "aussi", "puis", "ainsi", "ensuite",
        "enfin", "néanmoins", "outre", "ailleurs", "parallèlement",
    ]),
    (Cue::Speech, &["dit", "affirmé", "déclaré", "expliqué", "ajouté", "selon", "estime", "indiqué", "précisé", "souligné"]),
    (Cue::Event, &[
        "annoncé", "annonce", "approuvé", "adopté", "tué", "tués", "mort", "blessé", "condamné", "arrêté", "gagné", "remporté",
        "élu", "signé", "lancé", "interdit", "rejeté", "démissionné", "nommé",
    ]),
    (Cue::Negation, &["ne", "pas", "jamais", "rien", "aucun", "aucune", "personne"]),
    (Cue::Time, &[
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "janvier", "février", "mars", "avril", "mai",
        "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "hier", "demain", "semaine", "mois", "année",
    ]),
    (Cue::Interrogative, &["que", "quoi", "pourquoi", "comment", "qui", "où", "quand", "quel", "quelle"]),
];

#[rustfmt::skip]
const SPANISH: &[(Cue, &[&str])] = &[
    (Cue::FirstSingular, &["yo", "me", "mí", "mi", "mis"]),
    (Cue::FirstPlural, &["nosotros", "nos", "nuestro", "nuestra", "nuestros", "nuestras"]),
    (Cue::Second, &["tú", "te", "ti", "tu", "tus", "usted", "ustedes"]),
    (Cue::Third, &["él", "ella", "ellos", "ellas", "le", "les", "su", "sus", "lo"]),
    (Cue::Demonstrative, &["este", "esta", "estos", "estas", "esto", "ese", "esa", "eso", "aquí", "allí"]),
    (Cue::Definite, &["el", "la", "los", "las"]),
    (Cue::Connective, &[
        "pero", "y", "o", "aunque", "sin", "también", "además", "luego", "entonces", "así", "finalmente", "mientras", "asimismo",
        "no obstante", "tampoco", "pues",
    ]),
    (Cue::Speech, &["dijo", "afirmó", "declaró", "explicó", "añadió", "según", "señaló", "aseguró", "indicó", "agregó"]),
    (Cue::Event, &[
        "anunció", "aprobó", "murió", "muertos", "heridos", "condenado", "detenido", "detuvo", "ganó", "elegido", "firmó",
        "lanzó", "prohibió", "rechazó", "dimitió", "nombró", "ordenó",
    ]),
    (Cue::Negation, &["no", "nunca", "jamás", "nada", "nadie", "ningún", "ninguna", "ni"]),
    (Cue::Time, &[
        "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "enero", "febrero", "marzo", "abril", "mayo",
        "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "hoy", "ayer", "mañana", "semana", "mes",
        "año",
    ]),
    (Cue::Interrogative, &["qué", "por", "cómo", "quién", "dónde", "cuándo", "cuál"]),
];
