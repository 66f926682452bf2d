//! The word lists of the shortening rules, and nothing else: lower-case, sorted, one table for each role a word can have.

use super::table::Table;

/// Whether a table holds the word.
#[inline]
pub(super) fn has(table: &Table, word: &str) -> bool {
    table.has(word)
}

/// Words and phrases that only tie a sentence to the one before it; they open a sentence and a comma follows.
#[rustfmt::skip]
pub(super) const CONNECTIVES: &Table = &Table::new(&[
    "accordingly", "actually", "additionally", "after all", "again", "all in all", "also", "and", "anyway",
    "as a consequence", "as a result", "as always", "as i said", "as i say", "as such", "as you can see", "as you know",
    "as you point out", "as you said", "at the same time", "basically", "besides", "but", "by comparison", "by contrast",
    "by the way", "consequently", "conversely", "elsewhere", "equally", "even so", "eventually", "excuse me", "finally",
    "first", "firstly", "for example", "for instance", "for its part", "for now", "for the moment", "fortunately",
    "frankly", "furthermore", "hence", "however", "i mean", "in addition", "in any case", "in brief", "in conclusion",
    "in contrast", "in fact", "in other words", "in particular", "in short", "in sum", "in summary", "in the end",
    "in the meantime", "in turn", "incidentally", "indeed", "instead", "interestingly", "last but not least", "later",
    "likewise", "look", "meantime", "meanwhile", "more importantly", "moreover", "namely", "nevertheless", "nonetheless",
    "now", "of course", "oh", "ok", "okay", "on the contrary", "on the one hand", "on the other hand", "once again", "or",
    "otherwise", "overall", "plus", "right", "secondly", "similarly", "so", "still", "sure", "surely", "that is",
    "that said", "then", "therefore", "though", "thus", "to be sure", "to begin with", "to this end", "uh", "ultimately",
    "um", "unfortunately", "well", "well actually", "what is more", "yeah", "yes", "yet", "you know", "you see",
]);

/// Connectives that stand between two commas inside a sentence without a say in what it claims.
#[rustfmt::skip]
pub(super) const MIDWAY_CONNECTIVES: &Table = &Table::new(&[
    "after all", "again", "as always", "as i said", "as i say", "as we know", "as you can see", "as you know", "by the way",
    "excuse me", "for example", "for instance", "for its part", "for their part", "furthermore", "however", "i believe",
    "i guess", "i mean", "i think", "in addition", "in fact", "in turn", "incidentally", "indeed", "meanwhile", "moreover",
    "nevertheless", "nonetheless", "of course", "on the other hand", "once again", "that is", "therefore", "though", "too",
    "uh", "um", "well", "you know", "you see",
]);

/// Words that strengthen and say nothing.
#[rustfmt::skip]
pub(super) const FILLERS: &Table = &Table::new(&[
    "absolutely", "actually", "already", "also", "basically", "certainly", "clearly", "completely", "definitely",
    "extremely", "frankly", "indeed", "literally", "obviously", "quite", "really", "simply", "totally", "truly", "very",
]);

/// Verbs of saying, in the forms that carry an attribution.
#[rustfmt::skip]
pub(super) const REPORTING_VERBS: &Table = &Table::new(&[
    "acknowledged", "acknowledges", "added", "adds", "admitted", "announced", "announces", "argued", "argues", "claimed",
    "claims", "commented", "concluded", "confirmed", "confirms", "declared", "disclosed", "explained", "explains",
    "insisted", "insists", "noted", "notes", "observed", "recalled", "remarked", "replied", "report", "reported", "reports",
    "revealed", "said", "say", "saying", "says", "stated", "stressed", "suggested", "told", "tweeted", "warned", "warns",
    "wrote",
]);

/// Verbs of saying that leave open whether it is so: who says it is part of the claim.
#[rustfmt::skip]
pub(super) const CLAIMING_VERBS: &Table = &Table::new(&[
    "argued", "argues", "claimed", "claims", "insisted", "insists", "suggested",
]);

/// Those who speak for one side, or of what they have not done themselves: what they say is news only together with them.
#[rustfmt::skip]
pub(super) const PARTIES: &Table = &Table::new(&[
    "accuser", "accusers", "activist", "activists", "campaigners", "critics", "defence", "defense", "gunman", "gunmen", "lawyer",
    "lawyers", "militants", "opponents", "opposition", "plaintiff", "plaintiffs", "prosecution", "prosecutor", "prosecutors",
    "rebel", "rebels", "relatives", "residents", "rivals", "rumors", "rumours", "separatists", "sources", "supporters",
    "suspect", "victim", "victims", "witness", "witnesses",
]);

/// Verbs of saying whose object may stand alone: the source vouches for it, and news one-liners leave it out.
#[rustfmt::skip]
pub(super) const VOUCHING_VERBS: &Table = &Table::new(&[
    "announced", "announces", "confirmed", "confirms", "reported", "reports", "revealed", "said", "say", "says", "showed",
    "shows", "stated",
]);

/// Those whose word is a matter of record; without the attribution their statement is still news.
#[rustfmt::skip]
pub(super) const OFFICIAL_SOURCES: &Table = &Table::new(&[
    "administration", "agency", "army", "association", "authorities", "authority", "bank", "board", "bureau", "center",
    "central", "centre", "chairman", "chief", "coastguard", "commission", "committee", "company", "corp", "council",
    "court", "department", "directorate", "doctors", "figures", "firefighters", "government", "governor", "group",
    "hospital", "inc", "institute", "media", "military", "minister", "ministry", "newspaper", "office", "official",
    "officials", "organisers", "organizers", "police", "premier", "president", "radio", "regulator",
    "regulators", "report", "reports", "research", "researchers", "scientists", "secretary", "service",
    "spokesman", "spokesperson", "spokeswoman", "state", "statement", "study", "survey", "television", "tv", "union",
]);

/// Forms of *to be*.
pub(super) const BE: &Table =
    &Table::new(&["'m", "'re", "am", "are", "be", "been", "being", "is", "was", "were"]);

/// Auxiliaries and modals: whatever follows, a clause has its verb.
#[rustfmt::skip]
pub(super) const AUXILIARIES: &Table = &Table::new(&[
    "'d", "'ll", "'m", "'re", "'ve", "ain't", "am", "are", "aren't", "can", "can't", "cannot", "could", "couldn't", "did",
    "didn't", "do", "does", "doesn't", "don't", "had", "hadn't", "has", "hasn't", "have", "haven't", "is", "isn't", "may",
    "might", "must", "mustn't", "shall", "should", "shouldn't", "was", "wasn't", "were", "weren't", "will", "won't",
    "would", "wouldn't",
]);

/// Irregular pasts and common present forms of news verbs that are seldom anything else.
#[rustfmt::skip]
pub(super) const FINITE_VERBS: &Table = &Table::new(&[
    "agree", "agrees", "allow", "allows", "appear", "appears", "argue", "asks", "ate", "became", "becomes", "began",
    "begin", "begins", "believe", "believes", "bent", "blew", "bought", "bring", "brings", "broke", "brought", "built",
    "came", "caught", "chose", "clung", "come", "comes", "contains", "continue", "continues", "creates", "crept", "dealt",
    "denies", "describes", "died", "drank", "drew", "drove", "erupted", "exist", "expects", "fails", "fear", "fears",
    "fell", "felt", "finds", "fled", "flew", "flung", "follows", "forbade", "forgot", "fought", "found", "froze", "gave",
    "get", "gets", "give", "gives", "go", "goes", "got", "grew", "happen", "happens", "heard", "held", "helps", "hid",
    "hit", "holds", "hung", "include", "includes", "intends", "joins", "keep", "keeps", "kept", "knew", "know", "knows",
    "lacks", "laid", "leapt", "leave", "led", "left", "lent", "lets", "loses", "lost", "made", "make", "makes", "meant",
    "met", "overcame", "overthrew", "owns", "paid", "provide", "provides", "puts", "ran", "rang", "reaches", "reads",
    "receives", "refuse", "refuses", "rely", "remain", "remains", "require", "requires", "rode", "rose", "said", "sang",
    "sank", "sat", "saw", "say", "says", "see", "seek", "seeks", "seem", "seems", "sees", "sells", "sent", "serves",
    "shone", "shook", "shot", "shrank", "shut", "slept", "slid", "sold", "sought", "speaks", "sped", "spent", "spoke",
    "sprang", "spun", "stole", "stood", "strode", "strove", "struck", "stuck", "suggest", "swam", "swept", "swore",
    "swung", "take", "takes", "taught", "tells", "tend", "tends", "think", "thinks", "thought", "threw", "told", "took",
    "tore", "tries", "understood", "undertook", "upheld", "want", "wants", "warns", "went", "wept", "withdrew", "withheld",
    "woke", "won", "wore", "wove", "wrote",
]);

/// Forms that are verbs only in front of an object, and nouns elsewhere.
#[rustfmt::skip]
pub(super) const NOUN_LIKE_VERBS: &Table = &Table::new(&[
    "aims", "cost", "costs", "covers", "ends", "face", "faces", "hope", "hopes", "lies", "lives", "looks", "means", "moves",
    "need", "needs", "offers", "opens", "plan", "plans", "plays", "returns", "rises", "runs", "shows", "stands", "starts",
    "stays", "turns", "uses", "want", "works",
]);

/// Words in *-ed* or *-ing* that are no verbs.
#[rustfmt::skip]
pub(super) const NO_VERBS: &Table = &Table::new(&[
    "according", "agreed-upon", "alleged", "anything", "bed", "beijing", "bleed", "breed", "ceiling", "concerned", "creed",
    "deed", "during", "embed", "evening", "everything", "exceed", "feed", "following", "greed", "hundred", "indeed", "king",
    "morning", "naked", "need", "nothing", "opening", "proceed", "red", "reed", "sacred", "seed", "shed", "something",
    "speed", "spring", "string", "succeed", "talented", "thing", "united", "unprecedented", "weed", "wing",
]);

/// Words that open a clause which hangs on the main one and may go; conditions are left out on purpose.
#[rustfmt::skip]
pub(super) const SUBORDINATORS: &Table = &Table::new(&[
    "after", "although", "amid", "as", "because", "before", "despite", "following", "given", "since", "though", "when",
    "where", "whereas", "while", "with",
]);

/// Those that open such a clause without a comma before it.
#[rustfmt::skip]
pub(super) const BARE_SUBORDINATORS: &Table = &Table::new(&[
    "after", "although", "amid", "because", "despite", "following", "though", "when", "whereas", "while",
]);

/// Words that open a phrase in front of the subject.
#[rustfmt::skip]
pub(super) const OPENERS: &Table = &Table::new(&[
    "after", "although", "amid", "among", "around", "as", "at", "because", "before", "by", "citing", "despite", "during",
    "even", "following", "for", "from", "given", "in", "inside", "just", "late", "on", "over", "since", "speaking",
    "though", "through", "throughout", "to", "under", "when", "where", "while", "with", "within",
]);

/// Words after which something is claimed only on a condition, or not at all.
#[rustfmt::skip]
pub(super) const CONDITIONS: &Table = &Table::new(&[
    "barring", "except", "if", "like", "once", "only", "provided", "rather", "should", "unless", "unlike", "until",
    "whether", "without",
]);

/// Words that turn a claim round.
#[rustfmt::skip]
pub(super) const NEGATIONS: &Table = &Table::new(&[
    "aren't", "barely", "can't", "cannot", "couldn't", "didn't", "doesn't", "don't", "hadn't", "hardly", "hasn't",
    "haven't", "isn't", "n't", "neither", "never", "no", "nobody", "none", "nor", "not", "scarcely", "shouldn't", "wasn't",
    "weren't", "won't", "wouldn't",
]);

/// Words that open a relative clause behind a comma.
pub(super) const RELATIVES: &Table = &Table::new(&["which", "who", "whom", "whose"]);

/// Words that open a description behind a comma.
#[rustfmt::skip]
pub(super) const DESCRIPTION_OPENERS: &Table = &Table::new(&[
    "a", "aged", "along", "also", "an", "based", "born", "especially", "formerly", "her", "herself", "himself", "his",
    "including", "its", "itself", "known", "one", "particularly", "such", "the", "their", "together",
]);

/// Words that stand for someone named before: a line that opens with one hangs in the air.
#[rustfmt::skip]
pub(super) const PRONOUNS: &Table = &Table::new(&[
    "he", "her", "his", "it", "its", "she", "that", "their", "them", "these", "they", "this", "those",
]);

/// Articles and other words that open a noun phrase.
#[rustfmt::skip]
pub(super) const DETERMINERS: &Table = &Table::new(&[
    "a", "all", "an", "another", "any", "both", "each", "every", "her", "his", "its", "my", "one", "our", "several", "some",
    "that", "the", "their", "these", "this", "those", "two", "your",
]);

/// Short words that tie others together: the end of a bare time phrase is safe in front of one.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: &Table = &Table::new(&[
    "a", "about", "after", "against", "ahead", "along", "amid", "an", "and", "are", "as", "at", "because", "before", "but",
    "by", "during", "following", "for", "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it",
    "its", "more", "near", "of", "off", "on", "or", "out", "over", "she", "since", "so", "some", "than", "that", "the",
    "their", "them", "there", "they", "this", "to", "toward", "towards", "under", "until", "up", "was", "we", "were",
    "when", "where", "which", "while", "who", "whose", "will", "with", "would",
]);

/// Prepositions, for which a phrase before them is not a subject.
#[rustfmt::skip]
pub(super) const PREPOSITIONS: &Table = &Table::new(&[
    "about", "above", "across", "after", "against", "along", "amid", "among", "around", "as", "at", "before", "behind",
    "below", "between", "beyond", "by", "despite", "during", "for", "from", "in", "inside", "into", "near", "of", "off",
    "on", "onto", "out", "outside", "over", "past", "per", "since", "than", "through", "throughout", "to", "toward",
    "towards", "under", "until", "upon", "via", "with", "within", "without",
]);

/// Verbs of saying that stand in front of their subject.
pub(super) const INVERTED_VERBS: &Table = &Table::new(&["explained", "explains", "said", "say", "says"]);

/// Adverbs in *-ly* that bear on the truth or the measure of a claim, and words in *-ly* that are no adverbs.
#[rustfmt::skip]
pub(super) const BEARING_WORDS: &Table = &Table::new(&[
    "absolutely", "accidentally", "actually", "allegedly", "ally", "anomaly", "apparently", "apply", "approximately",
    "arguably", "assembly", "automatically", "badly", "barely", "basically", "beastly", "belly", "billy", "bodily",
    "brotherly", "bubbly", "bully", "burly", "certainly", "chilly", "clearly", "closely", "completely", "comply",
    "conditionally", "costly", "cowardly", "curly", "currently", "daily", "dally", "deadly", "definitely", "deliberately",
    "differently", "directly", "early", "elderly", "emily", "entirely", "environmentally", "equally", "especially",
    "evenly", "evidently", "exactly", "extremely", "fairly", "falsely", "family", "fatally", "federally", "financially",
    "fly", "folly", "forcibly", "formerly", "frankly", "frequently", "friendly", "fully", "generally", "ghastly", "ghostly",
    "grisly", "gully", "hardly", "heavenly", "highly", "hilly", "holy", "homely", "homily", "hopefully", "hourly",
    "illegally", "illicitly", "imply", "increasingly", "indirectly", "individually", "initially", "intentionally", "italy",
    "jelly", "jointly", "jolly", "july", "kelly", "largely", "lawfully", "legally", "leisurely", "likely", "lily",
    "literally", "lively", "lonely", "lovely", "mainly", "melancholy", "mentally", "merely", "mistakenly", "molly",
    "monopoly", "monthly", "mostly", "motherly", "multiply", "narrowly", "nearly", "neighborly", "newly", "nominally",
    "obviously", "occasionally", "officially", "oily", "only", "orderly", "originally", "ostensibly", "partially",
    "particularly", "partly", "permanently", "physically", "ply", "politically", "poorly", "portly", "possibly",
    "potentially", "presumably", "previously", "primarily", "privately", "probably", "properly", "provisionally",
    "publicly", "purportedly", "quarterly", "quietly", "rally", "rarely", "really", "recently", "regularly", "relatively",
    "rely", "reply", "reportedly", "roughly", "sally", "scarcely", "scholarly", "secretly", "seemingly", "seldom",
    "separately", "sexually", "shapely", "sicily", "sickly", "silly", "simply", "slightly", "sly", "smelly", "socially",
    "solely", "specifically", "stately", "supply", "supposedly", "surly", "tally", "technically", "temporarily",
    "tentatively", "theoretically", "timely", "totally", "truly", "ugly", "unanimously", "unfriendly", "unlawfully",
    "unlikely", "unruly", "untimely", "usually", "virtually", "voluntarily", "weekly", "well", "wholly", "widely", "wily",
    "woolly", "worldly", "wrongfully", "wrongly", "yearly",
]);

/// Prepositions that open an adjunct of place or circumstance.
#[rustfmt::skip]
pub(super) const ADJUNCT_PREPOSITIONS: &Table = &Table::new(&[
    "across", "at", "during", "in", "inside", "near", "outside", "throughout",
]);

/// Words that ask for the adjunct behind them.
#[rustfmt::skip]
pub(super) const NEEDS_ADJUNCT: &Table = &Table::new(&[
    "able", "afraid", "aimed", "angry", "anyone", "arrive", "arrived", "available", "aware", "bad", "belief", "believe",
    "bound", "capable", "change", "changes", "confidence", "confident", "critical", "days", "decline", "difference",
    "difficult", "drop", "due", "easy", "engage", "engaged", "enshrined", "everyone", "experience", "faith", "fall",
    "famous", "first", "found", "free", "full", "good", "guilty", "hard", "held", "herself", "himself", "increase",
    "interest", "interested", "invest", "invested", "investment", "involved", "involvement", "itself", "key", "live",
    "lived", "lives", "located", "member", "members", "months", "ones", "open", "optimistic", "part", "participate",
    "participated", "participation", "people", "place", "popular", "present", "pride", "proud", "put", "ready", "remain",
    "remained", "remains", "responsible", "result", "resulted", "resulting", "rich", "rise", "role", "rooted", "safe",
    "second", "share", "short", "similar", "someone", "specialises", "specializes", "stake", "step", "subject", "succeed",
    "succeeded", "success", "sure", "take", "taking", "themselves", "third", "those", "took", "true", "trust", "up",
    "vulnerable", "weeks", "years",
]);

/// Days of the week, with the wires' short forms.
#[rustfmt::skip]
pub(super) const WEEKDAYS: &Table = &Table::new(&[
    "fri", "friday", "mon", "monday", "sat", "saturday", "sun", "sunday", "thu", "thurs", "thursday", "tue", "tues",
    "tuesday", "wed", "wednesday",
]);

/// Months, with the short forms that take a full stop.
#[rustfmt::skip]
pub(super) const MONTHS: &Table = &Table::new(&[
    "apr.", "april", "aug.", "august", "dec.", "december", "feb.", "february", "jan.", "january", "july", "june", "mar.",
    "march", "may", "nov.", "november", "oct.", "october", "sep.", "sept.", "september",
]);

/// What a day has.
pub(super) const DAY_PARTS: &Table = &Table::new(&["afternoon", "evening", "morning", "night"]);

/// Stretches of time that *last*, *this* and *next* point to.
#[rustfmt::skip]
pub(super) const PERIODS: &Table = &Table::new(&[
    "afternoon", "autumn", "evening", "fall", "month", "morning", "night", "quarter", "spring", "summer", "week", "weekend",
    "winter", "year",
]);

/// Units that *ago* and *earlier* count in.
pub(super) const TIME_UNITS: &Table = &Table::new(&[
    "day", "days", "decade", "decades", "hour", "hours", "minutes", "month", "months", "week", "weeks",
    "year", "years",
]);

/// A time behind one of these is what the sentence is about, or a bound it cannot lose.
#[rustfmt::skip]
pub(super) const TIME_GUARDS: &Table = &Table::new(&[
    "about", "and", "as", "back", "before", "begin", "beginning", "begins", "between", "by", "due", "during", "effective", "ending",
    "every", "except", "expected", "expire", "expires", "for", "from", "like", "not", "of", "only", "or", "past", "planned",
    "scheduled", "set", "since", "start", "starting", "starts", "than", "the", "through", "throughout", "till", "to",
    "until",
]);

/// Words that join a time to another one behind it.
pub(super) const TIME_JOINERS: &Table = &Table::new(&["and", "or", "through", "to", "until"]);

/// News agencies and papers that stand in a dateline's brackets.
#[rustfmt::skip]
pub(super) const AGENCIES: &Table = &Table::new(&[
    "adn", "afp", "ani", "ansa", "ap", "bbc", "bloomberg", "cnn", "dpa", "efe", "ians", "interfax", "itar-tass", "kyodo",
    "pti", "reuters", "rianovosti", "tass", "upi", "xinhua", "yonhap",
]);

/// Places that stand in commas behind a town: states of the US and a few countries whose names are one word.
#[rustfmt::skip]
pub(super) const REGIONS: &Table = &Table::new(&[
    "alabama", "alaska", "ariz.", "arizona", "arkansas", "australia", "austria", "belgium", "brazil", "calif.",
    "california", "canada", "chile", "china", "colo.", "colorado", "conn.", "connecticut", "d.c.", "delaware", "denmark",
    "egypt", "england", "fla.", "florida", "france", "ga.", "georgia", "germany", "greece", "hawaii", "hungary", "idaho",
    "ill.", "illinois", "india", "indiana", "iowa", "ireland", "israel", "italy", "japan", "kansas", "kentucky", "kenya",
    "louisiana", "maine", "maryland", "mass.", "massachusetts", "mexico", "mich.", "michigan", "minn.", "minnesota",
    "mississippi", "missouri", "montana", "n.j.", "n.y.", "nebraska", "netherlands", "nevada", "nigeria", "norway", "ohio",
    "oklahoma", "ontario", "ore.", "oregon", "pakistan", "pennsylvania", "poland", "portugal", "quebec", "russia",
    "scotland", "spain", "sweden", "switzerland", "tenn.", "tennessee", "texas", "thailand", "turkey", "ukraine", "utah",
    "va.", "vermont", "vietnam", "virginia", "wales", "wash.", "washington", "wis.", "wisconsin", "wyoming",
]);

/// Words that no sentence ends with.
#[rustfmt::skip]
pub(super) const LOOSE_ENDS: &Table = &Table::new(&[
    "'s", "a", "an", "and", "are", "as", "at", "because", "but", "by", "for", "from", "his", "if", "into", "is", "its",
    "of", "or", "such", "than", "that", "the", "their", "to", "was", "were", "when", "where", "whether", "which", "while",
    "who", "whose", "with", "yet",
]);

/// Words that are common enough to cost little.
#[rustfmt::skip]
pub(super) const COMMON_WORDS: &Table = &Table::new(&[
    "'s", "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "for", "from", "had", "has", "have", "he", "her",
    "his", "in", "is", "it", "its", "of", "on", "or", "she", "that", "the", "their", "they", "this", "to", "was", "were",
    "which", "who", "will", "with", "would",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_lower_case() {
        let tables = [
            FILLERS,
            REPORTING_VERBS,
            VOUCHING_VERBS,
            OFFICIAL_SOURCES,
            BE,
            AUXILIARIES,
            FINITE_VERBS,
            NO_VERBS,
            SUBORDINATORS,
            BARE_SUBORDINATORS,
            OPENERS,
            CONDITIONS,
            NEGATIONS,
            RELATIVES,
            PRONOUNS,
            DETERMINERS,
            FUNCTION_WORDS,
            PREPOSITIONS,
            ADJUNCT_PREPOSITIONS,
            NEEDS_ADJUNCT,
            INVERTED_VERBS,
            NOUN_LIKE_VERBS,
            BEARING_WORDS,
            LOOSE_ENDS,
            WEEKDAYS,
            MONTHS,
            DAY_PARTS,
            PERIODS,
            TIME_UNITS,
            TIME_GUARDS,
            TIME_JOINERS,
            AGENCIES,
            REGIONS,
            COMMON_WORDS,
            CONNECTIVES,
            MIDWAY_CONNECTIVES,
        ];
        for table in tables {
            assert!(table.entries().is_sorted(), "{table:?}");
            assert!(table.entries().iter().all(|word| !word.bytes().any(|byte| byte.is_ascii_uppercase())));
        }
    }
}
