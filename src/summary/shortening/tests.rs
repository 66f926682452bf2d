//! What each rule leaves, and what holds for any string.

use super::*;
use proptest::prelude::*;

/// What is left at `max_chars`.
fn left(sentence: &str, max_chars: usize) -> String {
    shorten(sentence, max_chars).map_or_else(|| "nothing fits".to_owned(), |shortened| shortened.text)
}

fn reasons(sentence: &str, max_chars: usize) -> Vec<CutReason> {
    shorten(sentence, max_chars).unwrap().cuts.iter().map(|cut| cut.reason).collect()
}

#[test]
fn datelines_bylines_and_connectives_always_go() {
    for (sentence, tidied) in [
        ("ARVIK, March 3 (Reuters) - The port closed its pier.", "The port closed its pier."),
        ("OSSEL (AP) — The port closed.", "The port closed."),
        ("(CNN)The port closed.", "The port closed."),
        ("By Jane Doe, Arvik Post — The port closed.", "The port closed."),
        ("However, the port closed.", "The port closed."),
        ("But, of course, the port closed.", "The port closed."),
        ("And the port closed.", "The port closed."),
        ("arvik -lrb- afp -rrb- -- the port closed .", "The port closed ."),
    ] {
        assert_eq!(tidy(sentence).text, tidied);
        assert_eq!(left(sentence, 160), tidied);
    }
    for sentence in [
        "NATO — an alliance — met.",
        "But for the storm, the port had opened.",
        "Still waters run deep.",
        "However",
        "And so.",
    ] {
        assert_eq!(tidy(sentence).text, sentence);
    }
}

#[test]
fn who_said_so_goes() {
    for (sentence, shortened) in [
        (
            "The port of Arvik will close its coal pier in March, the harbour master said on Tuesday.",
            "The port of Arvik will close its coal pier in March.",
        ),
        (
            "The port of Arvik will close its coal pier in March, said Jane Doe, its harbour master.",
            "The port of Arvik will close its coal pier in March.",
        ),
        (
            "The port of Arvik will close its coal pier, according to a letter to the council.",
            "The port of Arvik will close its coal pier.",
        ),
        (
            "According to a letter to the council, the port of Arvik will close its coal pier.",
            "The port of Arvik will close its coal pier.",
        ),
        (
            "Police said on Tuesday that two men were arrested at the port of Arvik.",
            "Two men were arrested at the port of Arvik.",
        ),
        (
            "The pier, officials said, will be closed to ships from the spring.",
            "The pier will be closed to ships from the spring.",
        ),
        (
            "“The pier is a danger to every ship that calls there,” the harbour master said.",
            "“The pier is a danger to every ship that calls there”.",
        ),
    ] {
        assert_eq!(left(sentence, shortened.len()), shortened, "of {sentence}");
    }
}

#[test]
fn what_hangs_on_its_source_keeps_it() {
    for sentence in [
        "The captain said it would sail in the morning with the tide.",
        "The captain denied that the ship had touched the pier.",
        "The work went according to plan.",
    ] {
        assert_eq!(left(sentence, sentence.len() - 1), "nothing fits", "of {sentence}");
    }
}

#[test]
fn what_is_enclosed_goes() {
    for (sentence, shortened) in [
        ("The port (which is Arvik's second largest) closed its pier.", "The port closed its pier."),
        ("The port — Arvik's second largest — closed its pier.", "The port closed its pier."),
        (
            "Jane Doe, the harbour master of Arvik, has closed the coal pier.",
            "Jane Doe has closed the coal pier.",
        ),
        (
            "Jane Doe, 45, of Ossel, was made harbour master of Arvik.",
            "Jane Doe was made harbour master of Arvik.",
        ),
        (
            "The port, which lies north of Arvik, was closed by the council.",
            "The port was closed by the council.",
        ),
        ("The council closed the pier, which had lost most of its ships.", "The council closed the pier."),
        (
            "The ship sailed from Austin, Texas, with coal for the port.",
            "The ship sailed from Austin with coal for the port.",
        ),
        ("The council, however, has closed the pier.", "The council has closed the pier."),
        (
            "The council, which had waited, on Monday closed the pier.",
            "The council on Monday closed the pier.",
        ),
        ("The firm, based in Ossel, has closed the pier.", "The firm has closed the pier."),
    ] {
        assert_eq!(left(sentence, shortened.chars().count()), shortened, "of {sentence}");
    }
}

/// Of two appositions the comma between them belongs to both.
#[test]
fn a_shared_comma_stays_with_what_stays() {
    let sentence = "Jane Doe, the harbour master of the port, who lives in Ossel, was re-elected.";
    assert_eq!(left(sentence, 60), "Jane Doe, the harbour master of the port, was re-elected.");
    assert_eq!(left(sentence, 30), "Jane Doe was re-elected.");
}

#[test]
fn lists_dates_and_numbers_are_no_appositions() {
    for sentence in [
        "The ship carried coal, a crane, and steel.",
        "The ship brought 1,000 tonnes to Arvik.",
        "Arvik, Ossel and Brenn have closed their piers.",
        "The pier closed on the day of March 3, 2024.",
    ] {
        assert_eq!(left(sentence, sentence.len() - 2), "nothing fits", "of {sentence}");
    }
}

#[test]
fn times_go_where_nothing_needs_them() {
    for (sentence, shortened) in [
        ("The council on Tuesday closed the coal pier.", "The council closed the coal pier."),
        ("The council closed the coal pier last week.", "The council closed the coal pier."),
        ("On Monday, the council closed the coal pier.", "The council closed the coal pier."),
        ("Earlier this month, the council closed the coal pier.", "The council closed the coal pier."),
        (
            "The council closed the pier on March 3, 2024, after a vote.",
            "The council closed the pier, after a vote.",
        ),
        (
            "the council closed the coal pier wednesday in arvik .",
            "the council closed the coal pier in arvik .",
        ),
        ("Ministers met here on Friday to save the coal pier.", "Ministers met to save the coal pier."),
    ] {
        assert_eq!(left(sentence, shortened.chars().count()), shortened, "of {sentence}");
    }
    for sentence in [
        "The vote on the pier is on Tuesday.",
        "The pier has been closed since Tuesday.",
        "The vote is due on Friday.",
    ] {
        assert_eq!(left(sentence, sentence.len() - 1), "nothing fits", "of {sentence}");
    }
}

#[test]
fn words_in_names_and_before_their_clauses_stay() {
    for (sentence, kept) in [
        ("The host of Ossel News Tonight has left the port of Arvik for good.", "Ossel News Tonight"),
        ("The pier was closed last week when the storm tore off its roof and lamps.", "last week when"),
        ("I think that's the port they are having trouble with this spring.", "that's"),
    ] {
        for max_chars in 1..sentence.len() {
            let Some(line) = shorten(sentence, max_chars) else { continue };
            let part = kept.split(' ').next_back().unwrap();
            assert!(!line.text.contains(part) || line.text.contains(kept), "{}", line.text);
        }
    }
}

#[test]
fn clauses_go_from_both_ends() {
    for (sentence, shortened, reason) in [
        (
            "After years of talks, the council closed the coal pier.",
            "The council closed the coal pier.",
            CutReason::OpeningClause,
        ),
        (
            "The council closed the coal pier, because ships had stopped calling.",
            "The council closed the coal pier.",
            CutReason::SubordinateClause,
        ),
        (
            "The council closed the coal pier after ships had stopped calling.",
            "The council closed the coal pier.",
            CutReason::SubordinateClause,
        ),
        (
            "The council closed the coal pier, leaving forty men without work.",
            "The council closed the coal pier.",
            CutReason::ParticipialPhrase,
        ),
        (
            "The council closed the coal pier, and forty men lost their work.",
            "The council closed the coal pier.",
            CutReason::CoordinatedClause,
        ),
        (
            "The council closed the coal pier and gave its cranes to a museum.",
            "The council closed the coal pier.",
            CutReason::CoordinatedClause,
        ),
        (
            "The council closed the coal pier; its cranes went to a museum.",
            "The council closed the coal pier.",
            CutReason::CoordinatedClause,
        ),
        (
            "The council sold the coal pier in the north of the town.",
            "The council sold the coal pier.",
            CutReason::TrailingPhrase,
        ),
    ] {
        assert_eq!(left(sentence, shortened.len()), shortened, "of {sentence}");
        assert_eq!(reasons(sentence, shortened.len()), [reason], "of {sentence}");
    }
}

#[test]
fn spare_words_go_where_nothing_needs_them() {
    for (sentence, shortened) in [
        ("Arvik Corp. sold the coal pier.", "Arvik sold the coal pier."),
        ("The council told Mr. Doe to close the pier.", "The council told Doe to close the pier."),
        ("The pier was sold to Jane B. Doe in court.", "The pier was sold to Jane Doe in court."),
        ("The council closed a number of piers.", "The council closed piers."),
        ("The council built a huge pier.", "The council built a pier."),
        ("The company said it will close the pier.", "The company will close the pier."),
        ("The council has recently closed the pier.", "The council has closed the pier."),
        ("Now the council wants to close the pier.", "The council wants to close the pier."),
    ] {
        let options = shortenings(sentence);
        assert!(options.iter().any(|option| option.text == shortened), "{shortened} of {options:?}");
    }
    for sentence in [
        "The council laid off about 300 men.",
        "The council closed its own pier.",
        "At least 300 men and more than 20 women worked at the pier.",
        "Police said he was on the pier.",
        "The council went to a New York bank.",
        "The council sold real estate.",
    ] {
        assert_eq!(shortenings(sentence).len(), 1, "{sentence}");
    }
}

#[test]
fn claims_keep_their_conditions_and_negations() {
    for sentence in [
        "The pier will close if the council votes for the plan.",
        "The pier will close, unless the council votes against the plan.",
        "The pier was closed not because ships stayed away, but because it was unsafe.",
        "The council did not close the pier because of the storm.",
        "The mayor allegedly took money from the port.",
        "The ships that called at the pier were old.",
        "When the council votes, the pier will be closed or sold.",
    ] {
        let shortest = shortenings(sentence).pop().unwrap().text;
        for word in ["if", "unless", "but", "because", "allegedly", "that"] {
            assert_eq!(shortest.contains(word), sentence.contains(word), "{word}: {shortest}");
        }
    }
}

#[test]
fn nothing_is_cut_inside_a_quotation() {
    let sentence = "The master said: “The pier, which is old, was closed on Tuesday, and I am glad.”";
    assert_eq!(shortenings(sentence).len(), 1);
}

#[test]
fn a_quotation_mark_goes_with_its_quotation() {
    let sentence = "The council closed the coal pier, calling it “a danger to every ship.”";
    assert_eq!(left(sentence, 40), "The council closed the coal pier.");
}

#[test]
fn the_cheapest_cut_that_fits_is_taken() {
    let sentence = "The council (of nine) on Tuesday closed the coal pier after ships had stopped calling, and forty men lost their work.";
    assert_eq!(
        left(sentence, 112),
        "The council (of nine) closed the coal pier after ships had stopped calling, and forty men lost their work."
    );
    assert_eq!(left(sentence, 40), "The council closed the coal pier.");
    assert_eq!(left(sentence, 20), "nothing fits");
}

#[test]
fn what_is_too_long_to_be_a_sentence_is_only_tidied() {
    let word = "a".repeat(10 * MAX_BYTES);
    assert_eq!(shorten(&word, 160), None);
    assert!(tidy(&format!("However, été {word}")).text == format!("Été {word}"), "only the connective goes");
    assert_eq!(shortenings(&word).len(), 1);
}

/// Found by fuzzing: where commas stay behind, a choice that takes out more leaves no less.
#[test]
fn every_shortening_is_shorter_than_the_one_before() {
    for sentence in
        ["p,e,r,ted,\u{fffd},cted", "Moe, a cook, the mate, who left on Tuesday, said Ek, was ill, he said."]
    {
        let lengths: Vec<usize> = shortenings(sentence).iter().map(|one| one.text.chars().count()).collect();
        assert!(lengths.is_sorted_by(|longer, shorter| longer > shorter), "{lengths:?}");
    }
}

#[test]
fn reasons_have_a_wording() {
    assert_eq!(CutReason::Connective.to_string(), "leading connective");
}

#[test]
fn results_go_between_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Shortened>();
}

/// Strings near enough to sentences that the rules fire, and others.
const LIKE_SENTENCES: &str = r#"([A-Z]?[a-z]{1,7}|the|which|who|said|was|closed|after|and|but|on Tuesday|According to|However|a|in|[0-9]{1,4}|,|;|—|-|--|\(|\)|“|”|"|'|’|\.|\?| , | \(|, |\. |é|\n|\PC){0,40}[.?!]?"#;

/// Whether brackets and double quotation marks open and close in order.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for character in text.chars() {
        match character {
            '(' => open.push(')'),
            '“' => open.push('”'),
            ')' | '”' if open.pop() != Some(character) => return false,
            _ => {}
        }
    }
    open.is_empty() && text.matches('"').count().is_multiple_of(2)
}

fn n_alphanumeric(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphanumeric()).count()
}

proptest! {
    #[test]
    fn a_shortening_is_a_subsequence_that_its_cuts_rebuild(spaced in prop::collection::vec(LIKE_SENTENCES, 0..6), any in any::<String>(), max_chars in 0_usize..200) {
        for sentence in [spaced.join(" "), spaced.concat(), any] {
            let mut all = shortenings(&sentence);
            let tidied = tidy(&sentence);
            // To stop at the first that fits, and not to look at what cannot, gives the same as to make all.
            let first = std::iter::once(&tidied).chain(&all).find(|one| one.text.chars().count() <= max_chars);
            prop_assert_eq!(shorten(&sentence, max_chars), first.cloned());
            all.push(tidied);
            if let Some(shortened) = shorten(&sentence, max_chars) {
                prop_assert!(shortened.text.chars().count() <= max_chars);
                all.push(shortened);
            }
            for shortened in all {
                prop_assert_eq!(&render::rebuild(&sentence, &shortened.cuts), &shortened.text);
                let mut last = 0;
                for cut in &shortened.cuts {
                    prop_assert!(cut.span.start >= last && !cut.span.is_empty());
                    prop_assert!(sentence.get(cut.span.start..cut.span.end).is_some());
                    last = cut.span.end;
                }
                let mut source = sentence.split_whitespace().flat_map(str::chars).flat_map(char::to_lowercase);
                for character in shortened.text.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()) {
                    prop_assert!(source.any(|other| other == character), "{:?} of {:?}", shortened.text, sentence);
                }
                if is_balanced(&sentence) {
                    prop_assert!(is_balanced(&shortened.text), "{:?} of {:?}", shortened.text, sentence);
                }
                prop_assert!(!shortened.text.contains("  "));
                prop_assert_eq!(n_alphanumeric(&shortened.text) == 0, n_alphanumeric(&sentence) == 0);
            }
        }
    }
}
