//! What a rule means, by articles short enough to match by hand; and every mistake that can be made in writing one.

use proptest::prelude::*;

use super::*;
use crate::article::Span;
use crate::error::ErrorKind;

fn rules(text: &str) -> Rules {
    Rules::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

/// A rule with these lines and a topic.
fn rule(lines: &str) -> Rules {
    rules(&format!("[[rule]]\ntopic = \"T\"\n{lines}"))
}

fn document<'a>(title: &'a str, text: &'a str) -> Document<'a> {
    Document { title, ..Document::of_text(text) }
}

#[track_caller]
fn assert_matches(lines: &str, articles: &[(&str, &str, bool)]) {
    let rules = rule(lines);
    for (title, text, expected) in articles {
        let matches = !rules.matching(&document(title, text), None).is_empty();
        assert_eq!(matches, *expected, "{lines} on {title:?}, {text:?}");
    }
}

#[test]
fn a_word_is_a_whole_word_in_any_case() {
    assert_matches(
        "any = \"SEPA\"",
        &[
            ("Sepa turns ten", "", true),
            ("", "What (sepa)? A format.", true),
            ("", "SEPA's rules", true),
            ("", "SEPA’s rules", true),
            ("Separate ways", "", false),
            ("", "", false),
        ],
    );
    assert_matches("any = \"bank\"", &[("", "Two banks merge.", false), ("", "The bank.", true)]);
    assert_matches("any = \"banks\"", &[("", "The bank's owner", false), ("", "Banks' owners", true)]);
}

/// Accents count, as in the words of the model; composed or not, they are the same.
#[test]
fn accents_are_letters() {
    assert_matches("any = \"Café\"", &[("", "A CAFÉ opens.", true), ("", "A cafe opens.", false)]);
    assert_matches("any = \"cafe\u{301}\"", &[("", "A café opens.", true)]);
}

#[test]
fn a_star_stands_for_any_ending() {
    assert_matches(
        "any = \"instant payment*\"",
        &[
            ("", "Instant payments are free.", true),
            ("", "An instant payment, please.", true),
            ("", "Instant, payment-free delivery", true),
            ("", "payments instant", false),
            ("", "instant cheap payments", false),
        ],
    );
    // ü takes two bytes: the beginning ends between characters.
    assert_matches("any = \"Prüf*\"", &[("", "Die Prüfung", true), ("", "Prüm, Pr", false)]);
    assert_matches("any = \"crypto* rule*\"", &[("", "Rules on cryptocurrencies, a ruling", false)]);
    assert_matches("any = \"crypto* rule*\"", &[("", "On cryptocurrency rules", true)]);
}

#[test]
fn a_phrase_ends_where_its_stretch_ends() {
    assert_matches(
        "any = \"central bank\"",
        &[
            ("The central-bank view", "", true),
            ("", "It is central. Bank holidays follow.", true),
            ("", "It is central\n\nBank holidays", false),
            ("Central", "Bank holidays", false),
        ],
    );
}

/// "a b c" fails at the third word, "b d" begins within it.
#[test]
fn phrases_may_overlap() {
    let rules = rules(
        "[[rule]]\ntopic = \"T\"\nany = [\"a b c\"]\n[[rule]]\ntopic = \"T\"\nany = [\"b d\"]\n[[rule]]\ntopic = \"T\"\nall = [\"a b\", \"b\"]",
    );
    assert_eq!(rules.matching(&Document::of_text("a b d"), None), [1, 2]);
    assert_eq!(rules.matching(&Document::of_text("a a b c"), None), [0, 2]);
    assert_eq!(rules.matching(&Document::of_text("b d c"), None), [1]);
}

/// The words are those of the dictionary: bank · of · Thailand and so on, as in the tests of `text::words`.
#[test]
fn scripts_without_spaces_have_words_too() {
    assert_matches(
        "any = \"人工智能\"",
        &[("", "中国发展人工智能。", true), ("", "中国政府发布公告。", false)],
    );
    assert_matches("any = \"中国政府\"", &[("", "中国政府发布公告。", true), ("", "政府 中国", false)]);
}

#[test]
fn any_all_and_none() {
    assert_matches(
        "any = [\"fee\", \"fees\"]\nall = [\"bank\", \"card\"]\nnone = [\"river bank\"]",
        &[
            ("Card fees", "A bank is sued.", true),
            ("Card fees", "A bank on a river bank is sued.", false),
            ("Card fees", "A shop is sued.", false),
            ("Cards", "A bank on a card", false),
        ],
    );
    assert_matches("all = [\"bank\", \"card\"]", &[("bank", "card", true), ("bank", "bank", false)]);
}

#[test]
fn a_rule_may_be_for_the_title_or_the_text() {
    let article = [("Bank", "River", true), ("River", "Bank", false), ("", "Bank", false)];
    assert_matches("in = \"title\"\nany = \"bank\"", &article);
    assert_matches(
        "in = \"text\"\nany = \"bank\"",
        &article.map(|(title, text, _)| (text, title, title == "Bank")),
    );
    assert_matches("in = \"both\"\nany = \"bank\"", &article.map(|(title, text, _)| (title, text, true)));
    // `none` looks where the rule looks.
    assert_matches("in = \"title\"\nany = \"bank\"\nnone = \"river\"", &[("Bank", "River", true)]);
}

#[test]
fn a_rule_may_be_for_sources() {
    let rules = rule("source = [\"Central Bank Watch\", \"Wire*\"]\nnone = \"sport\"");
    let matches = |text, source| !rules.matching(&Document::of_text(text), source).is_empty();
    assert!(matches("Anything.", Some("central bank watch")) && matches("", Some("Wire Seven")));
    assert!(!matches("Sport.", Some("Central Bank Watch")));
    assert!(!matches("Anything.", Some("Central Bank")) && !matches("Anything.", None));
}

#[test]
fn boilerplate_does_not_fire() {
    let text = "Rates rise. Read all on SEPA here. Central banks wait.";
    let masked = [Span::new(12, 34)];
    assert_eq!(masked[0].of(text), "Read all on SEPA here.");
    let rules = rules(
        "[[rule]]\ntopic = \"T\"\nany = \"sepa\"\n[[rule]]\ntopic = \"T\"\nany = \"rise central\"\n[[rule]]\ntopic = \"T\"\nany = \"banks\"\nnone = \"here\"",
    );
    assert_eq!(rules.matching(&Document { masked: &masked, ..Document::of_text(text) }, None), [2]);
    assert_eq!(rules.matching(&Document::of_text(text), None), [0]);
}

/// Overrides of A and B around a fill of C, all on one word each.
const THREE: &str = r#"
[[rule]]
topic = "C"
any = "cat"
mode = "fill"
[[rule]]
topic = "A"
any = "ant"
[[rule]]
topic = "B"
any = "bee"
[[rule]]
topic = "A"
any = "aphid"
[[rule]]
topic = "D"
any = "cat"
mode = "fill"
"#;

fn decided(text: &str, is_unsure: bool, gives_several: bool) -> Vec<usize> {
    rules(THREE).decide(&Document::of_text(text), None, is_unsure, gives_several).deciding
}

#[test]
fn overrides_come_first_and_the_first_of_them() {
    assert_eq!(decided("bee ant cat", true, false), [1]);
    assert_eq!(decided("bee cat", true, false), [2]);
    assert_eq!(decided("cat", true, false), [0]);
    assert_eq!(decided("cat", false, false), [] as [usize; 0]);
    assert_eq!(decided("dog", true, false), [] as [usize; 0]);
}

#[test]
fn with_several_topics_each_is_given_once() {
    assert_eq!(decided("aphid bee ant cat", true, true), [1, 2]);
    assert_eq!(decided("cat", true, true), [0, 4]);
}

/// By hand: "bee ant" is decided by rule 1 (A) against B; "aphid ant" by the same with A too, which is no conflict; "cat" is
/// filled by C against D once, and once the model is sure of it.
#[test]
fn what_became_of_each_is_counted() {
    let rules = rules(THREE);
    let mut tally = RuleTally::default();
    let articles = [
        ("one", "bee ant", false),
        ("two", "aphid ant", false),
        ("three", "cat", true),
        ("four", "cat", false),
        ("five", "ant bee", true),
    ];
    for (id, text, is_unsure) in articles {
        let verdict = rules.decide(&Document::of_text(text), None, is_unsure, false);
        tally.count(&rules, &verdict, id);
    }
    let counts: Vec<(usize, usize, usize)> =
        tally.of_each(&rules).map(|(_, counts)| (counts.matched, counts.decided, counts.beaten)).collect();
    assert_eq!(counts, [(2, 1, 0), (3, 3, 0), (2, 0, 2), (1, 0, 1), (2, 0, 1)]);
    let conflicts: Vec<(usize, usize, usize, &str)> = tally
        .conflicts(&rules)
        .iter()
        .map(|conflict| (conflict.first.line, conflict.second.line, conflict.n_articles, conflict.example))
        .collect();
    assert_eq!(conflicts, [(6, 9, 2, "one"), (2, 15, 1, "three")]);
    assert_eq!(tally.n_decided(), 4);
}

#[test]
fn rules_that_decided_nothing_are_counted_too() {
    let rules = rules(THREE);
    assert_eq!(RuleTally::default().of_each(&rules).count(), 5);
}

#[test]
fn names_and_lines() {
    let rules = rules(
        "# Mine\n[[rule]]\ntopic = \"A\"\nany = \"a\"\n\n[[rule]]\nname = \"bees\"\ntopic = \" B \"\nany = \"b\"\n[[rule]]\ntopic = \"C\"\nany = \"c\"\n",
    );
    let found: Vec<(&str, &str, usize)> =
        rules.as_slice().iter().map(|rule| (rule.name.as_str(), rule.topic.as_str(), rule.line)).collect();
    assert_eq!(found, [("rule 1", "A", 2), ("bees", "B", 6), ("rule 3", "C", 10)]);
    assert!(Rules::parse("# none yet\n").unwrap().as_slice().is_empty());
}

#[test]
fn misspelt_topics_are_told_and_others_are_not() {
    let topics = ["Crypto and digital assets".to_owned(), "Cybersecurity".to_owned()];
    let rules = rules(
        "[[rule]]\ntopic = \"Cybersecurty\"\nany = \"a\"\n[[rule]]\ntopic = \"Fisheries\"\nany = \"a\"\n[[rule]]\ntopic = \"Cybersecurity\"\nany = \"a\"\n[[rule]]\ntopic = \"cybersecurity\"\nany = \"a\"",
    );
    let found: Vec<(usize, &str)> =
        rules.misspelt(&topics).into_iter().map(|(rule, topic)| (rule.line, topic)).collect();
    assert_eq!(found, [(1, "Cybersecurity"), (10, "Cybersecurity")]);
}

/// Each mistake with the line that it is in and words that its message must have.
#[test]
fn every_mistake_has_its_line() {
    let begin = "[[rule]]\ntopic = \"T\"\n";
    let mistakes = [
        ("[[rule]]\ntopic = \"T\nany = \"a\"".to_owned(), 2, "no TOML"),
        ("[[rule]]\ntopic = “T”\nany = \"a\"".to_owned(), 2, "straight"),
        ("[[rule]]\ntopic = \"T\"\ntopic = \"U\"\nany = \"a\"".to_owned(), 3, "duplicate"),
        (begin.to_owned() + "sorce = \"a\"", 3, "a rule has no `sorce` (`source`?); it has topic, any, all"),
        (begin.to_owned() + "words = \"a\"", 3, "a rule has no `words`; it has"),
        (begin.to_owned() + "any = \"a\"\n[[rules]]\ntopic = \"U\"", 4, "`rules` is not known here"),
        ("topic = \"T\"\nany = \"a\"".to_owned(), 1, "`topic` is not known here; every rule begins with a line [[rule]]"),
        ("\n[rule]\ntopic = \"T\"\nany = \"a\"".to_owned(), 2, "two brackets"),
        ("rule = [\"a\"]".to_owned(), 1, "two brackets"),
        (begin.to_owned(), 1, "\"rule 1\" says of no article"),
        (begin.to_owned() + "none = \"a\"", 1, "add any, all or source"),
        ("[[rule]]\nname = \"x\"\nany = \"a\"".to_owned(), 1, "\"x\" has no topic"),
        (begin.to_owned() + "any = []", 3, "`any` is empty"),
        (begin.to_owned() + "any = [\n  \"a\",\n  7]", 5, "`any` is a list of texts"),
        (begin.to_owned() + "any = [\"a\", \"–\"]", 3, "\"–\" has no word in it"),
        (begin.to_owned() + "any = \"\"", 3, "has no word"),
        (begin.to_owned() + "any = [\"a\",\n \"*payment\"]", 4, "stands right behind"),
        (begin.to_owned() + "all = \"pay*ment\"", 3, "stands right behind"),
        (begin.to_owned() + "any = \"*\"", 3, "no word"),
        (begin.to_owned() + "any = \"a\"\nmode = \"force\"", 4, "`mode` is \"override\" or \"fill\""),
        (begin.to_owned() + "any = \"a\"\nin = true", 4, "`in` is \"title\" or \"text\" or \"both\""),
        (begin.to_owned() + "any = \"a\"\nsource = [\"\"]", 4, "a source has a name"),
        (begin.to_owned() + "any = \"a\"\nname = 3", 4, "name = \"…\""),
        ("[[rule]]\ntopic = \"  \"\nany = \"a\"".to_owned(), 2, "topic = \"…\""),
        (
            "[[rule]]\ntopic = \"T\"\nany = \"a\"\nname = \"x\"\n[[rule]]\ntopic = \"T\"\nany = \"a\"\nname = \"x\"".to_owned(),
            5,
            "the rule of line 1 is called \"x\" too",
        ),
    ];
    for (text, line, words) in mistakes {
        let error = Rules::parse(&text).expect_err(&text);
        let message = error.to_string();
        assert_eq!(error.kind(), ErrorKind::Format);
        assert!(
            message.starts_with(&format!("line {line}: ")) && message.contains(words),
            "{text}\n{message}"
        );
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}

#[test]
fn rules_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<Rules>();
    check::<RuleTally>();
}

/// Few words, so that phrases are met.
fn phrases() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[ab]{1,2}\\*?( [ab]{1,2}\\*?){0,2}", 1..5)
}

fn quoted(phrases: &[String]) -> String {
    format!("[{}]", phrases.iter().map(|phrase| format!("\"{phrase}\"")).collect::<Vec<_>>().join(", "))
}

/// Whether `phrase` stands in `text`, word by word at every place.
fn stands(phrase: &str, text: &str) -> bool {
    let (phrase, text): (Vec<&str>, Vec<&str>) = (phrase.split(' ').collect(), text.split(' ').collect());
    let is_word = |(wanted, word): (&&str, &&str)| match wanted.strip_suffix('*') {
        Some(beginning) => word.starts_with(beginning),
        None => word == wanted,
    };
    text.windows(phrase.len()).any(|window| phrase.iter().zip(window).all(is_word))
}

proptest! {
    /// The reference compares every phrase at every place.
    #[test]
    fn the_trie_finds_what_plain_search_finds(any in phrases(), text in "[ab]{1,3}( [ab]{1,3}){0,12}") {
        let found = !rule(&format!("any = {}", quoted(&any))).matching(&Document::of_text(&text), None).is_empty();
        prop_assert_eq!(found, any.iter().any(|phrase| stands(phrase, &text)));
        let found = !rule(&format!("all = {}", quoted(&any))).matching(&Document::of_text(&text), None).is_empty();
        prop_assert_eq!(found, any.iter().all(|phrase| stands(phrase, &text)));
    }

    #[test]
    fn the_order_of_words_does_not_matter(any in phrases(), text in "[ab]{1,3}( [ab]{1,3}){0,12}") {
        let reversed: Vec<String> = any.iter().rev().cloned().collect();
        for key in ["any", "all"] {
            let matching = |phrases: &[String]| {
                rule(&format!("{key} = {}", quoted(phrases))).matching(&Document::of_text(&text), None)
            };
            prop_assert_eq!(matching(&any), matching(&reversed));
        }
    }

    #[test]
    fn none_only_takes_away(any in phrases(), none in phrases(), text in "[ab]{1,3}( [ab]{1,3}){0,12}") {
        let any = format!("any = {}", quoted(&any));
        let with = rule(&format!("{any}\nnone = {}", quoted(&none))).matching(&Document::of_text(&text), None);
        let without = rule(&any).matching(&Document::of_text(&text), None);
        prop_assert!(with.len() <= without.len());
    }

    #[test]
    fn nothing_panics(rules in r#"(\[\[rule\]\]\n|topic = |any = |"|\*|[a ]|\n|\PC){0,20}"#, text in any::<String>(), title in any::<String>()) {
        let _ = Rules::parse(&rules);
        let _ = rule("any = [\"a*\", \"é b\", \"人\"]").matching(&document(&title, &text), Some(&title));
    }
}

/// A phrase that stands in an article a hundred thousand times is found once, and so are all that begin it.
#[test]
fn what_is_found_again_is_found_once() {
    let nested: Vec<String> = (1..40).map(|n| format!("\"{}\"", vec!["tide"; n].join(" "))).collect();
    let text = "tide ".repeat(100_000);
    assert_matches(&format!("all = [{}]", nested.join(", ")), &[("", &text, true), ("tide", "", false)]);
}
