//! Sentences of news, written for these tests.

use super::*;
use proptest::prelude::*;

fn split(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|span| span.of(text)).collect()
}

#[test]
fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
    assert_eq!(
        split(
            "Dr. J. Okoye of Acme Inc. paid $3.5 million on Jan. 4. The U.S. Senate met at 5 p.m. It voted. See No. 7."
        ),
        [
            "Dr. J. Okoye of Acme Inc. paid $3.5 million on Jan. 4.",
            "The U.S. Senate met at 5 p.m.",
            "It voted.",
            "See No. 7."
        ]
    );
}

#[test]
fn a_letter_may_be_an_initial_or_the_last_word() {
    assert_eq!(
        split("J. A. Okoye had a plan B. It failed."),
        ["J. A. Okoye had a plan B.", "It failed."]
    );
    assert_eq!(
        split("(Ardvik)U.S. Secretary A.J. Moe said so."),
        ["(Ardvik)U.S. Secretary A.J. Moe said so."]
    );
}

#[test]
fn quotes_and_brackets_close_with_their_sentence() {
    assert_eq!(
        split("“Why now?” she asked. “We are ready.” (They were not.) He left… Then he came back."),
        [
            "“Why now?” she asked.",
            "“We are ready.”",
            "(They were not.)",
            "He left…",
            "Then he came back."
        ]
    );
}

#[test]
fn a_headline_needs_no_stop() {
    assert_eq!(
        split("Ports reopen\n\nShips sailed. \nAll is well"),
        ["Ports reopen", "Ships sailed.", "All is well"]
    );
}

#[test]
fn lines_wrapped_by_hand_are_one_sentence() {
    let text = "The ministry said on Monday that it would publish\nthe list of winners within a week of the vote.\nNo date was given.";
    assert_eq!(split(text).len(), 2);
}

#[test]
fn other_scripts_have_their_own_marks() {
    assert_eq!(split("今日は晴れ。明日は雨！"), ["今日は晴れ。", "明日は雨！"]);
    assert_eq!(split("“今天晴。”他说。明天有雨？"), ["“今天晴。”", "他说。", "明天有雨？"]);
    assert_eq!(split("မိုးရွာသည်။နေပူသည်။"), ["မိုးရွာသည်။", "နေပူသည်။"]);
    assert_eq!(split("¿Quién paga? ¡Nadie! Fin."), ["¿Quién paga?", "¡Nadie!", "Fin."]);
}

#[test]
fn addresses_and_list_numbers_hold_together() {
    assert_eq!(
        split("Visit www.port.example. Then:\n1. Register.\n2. Pay."),
        ["Visit www.port.example.", "Then:", "1. Register.", "2. Pay."]
    );
}

proptest! {
    #[test]
    fn spans_rebuild_the_text(text in r#"([A-Za-z]{0,6}|[.!?…。"”)(]{1,3}|[ \n\t]{1,3}|U\.S\.|Dr\.|[0-9]\.|é|\PC){0,40}"#) {
        let mut last = 0;
        for span in sentences(&text) {
            prop_assert!(text.get(last..span.start).is_some_and(|gap| gap.trim().is_empty()), "gap before {:?}", span);
            prop_assert!(!span.of(&text).is_empty());
            prop_assert_eq!(span.of(&text).trim(), span.of(&text));
            last = span.end;
        }
        prop_assert!(text.get(last..).is_some_and(|rest| rest.trim().is_empty()));
    }
}
