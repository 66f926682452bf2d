//! Sentences of news, written for these tests. Each list is a text as it should fall apart.

use super::*;
use proptest::prelude::*;

fn split(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|span| span.of(text)).collect()
}

/// Joins the sentences by spaces and expects the splitter to find them again.
fn holds(expected: &[&str]) {
    assert_eq!(split(&expected.join(" ")), expected);
}

#[test]
fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
    holds(&[
        "Dr. J. Okoye of Acme Inc. paid $3.5 million on Jan. 4.",
        "The U.S. Senate met at 5 p.m.",
        "It voted.",
        "See No. 7.",
    ]);
    holds(&["Was it Moe vs. Ek, e.g. in Roe v. Moe?", "Is the answer no?", "She said no.", "He left."]);
    holds(&["The mill in Flint, Mich. (AP) closed in Sept. 2011, approx. ten years on.", "Nobody paid."]);
}

#[test]
fn a_letter_may_be_an_initial_or_the_last_word() {
    holds(&["J. A. Okoye had a plan B.", "It failed."]);
    holds(&["(Ardvik)U.S. Secretary A.J. Moe said so."]);
    holds(&["It was Eva and I.", "Did Carl I. Moe object?"]);
}

#[test]
fn an_hour_ends_a_sentence_unless_it_opens_one_or_its_zone_follows() {
    holds(&["At 7 a.m. Mrs. Moe rang.", "The lock opened at 9 P.M.", "Barges queued until 4 a.m. Eastern."]);
    holds(&["The list took effect at 9 a.m. E.T. and is public.", "It ends at 5 p.m. P.S.T. on Friday."]);
    holds(&["It begins at 8 p.m. Monday.", "Doors close at 8 p.m. local time."]);
    holds(&["It closed at 5 p.m. Ardvik time.", "It closed at 5 p.m.", "Last time it was four."]);
}

#[test]
fn quotes_and_brackets_close_with_their_sentence() {
    holds(&[
        "“Why now?” she asked.",
        "“We are ready.”",
        "(They were not.)",
        "He left…",
        "Then he came back.",
    ]);
    holds(&["He called it ‘the last pier.’ [4]", "No one laughed. [5, 6]", "It rained."]);
    holds(&["Elle dit : « Il part. »", "Nous restons."]);
}

/// A quotation that ends in `!` or `?` and goes on with who said it.
#[test]
fn an_attribution_belongs_to_its_quotation() {
    holds(&["\"Yes!\" Okoye said.", "\"Yes!\"", "The crowd cheered."]);
    holds(&["“Who pays for it?” Mayor Eva Ek asked on Monday.", "Nobody knew."]);
    holds(&["“Stop!” Harbour Master Moe cried.", "“Stop!”", "Moe said that the afternoon was lost."]);
    holds(&["“Fire!”", "Smoke rose."]);
}

#[test]
fn a_short_quotation_that_goes_on_stays_whole() {
    holds(&["“We left early. We saw nothing,” she said.", "Nobody doubts it."]);
    holds(&["\"It was cold. It was dark,\" he said.", "\"It was wet.\""]);
    holds(&["„Wir gehen heim. Es ist spät“, sagte Ek.", "Dann ging das Licht aus."]);
    holds(&["«Куда ты? – спросила она. – Уже поздно»."]);
    // Whole sentences in quotes are sentences.
    holds(&["“We left early.", "We saw nothing.”", "So the story ends."]);
}

#[test]
fn ellipses_go_on_or_end() {
    holds(&["He was ... well, late.", "She waited . . . and waited.", "Then . . . I left."]);
    holds(&["The vote fell through....", "Ships sailed."]);
    holds(&["“The pier [...] was cut in two [...]” (Moe 12)."]);
}

#[test]
fn questions_and_cries_in_a_row_end_once() {
    holds(&["What?!", "No way!!", "It sank . . .", "Who knew ? ?", "Ek did."]);
}

#[test]
fn a_headline_needs_no_stop() {
    assert_eq!(
        split("Ports reopen\n\nShips sailed. \nAll is well"),
        ["Ports reopen", "Ships sailed.", "All is well"]
    );
    let caption = "The old ferry leaves the harbour of Ardvik at dawn\nEva Ek, who has run the line for thirty years and knows each of its captains by name, retires in June.";
    assert_eq!(split(caption).len(), 2);
    assert_eq!(split("BRIDGE SHUT AFTER STORM. NO ONE WAS HURT.").len(), 2);
    assert_eq!(split("BRUSSELS (AP) — The union agreed. Nobody cheered.").len(), 2);
}

#[test]
fn lines_wrapped_by_hand_are_one_sentence() {
    let text = "The ministry said on Monday that it would publish\nthe list of winners within a week of the vote.\nNo date was given.";
    assert_eq!(split(text).len(), 2);
    let full = "The boats that had been moored since the first days of\nNovember were let out again. Their captains had waited\nlong.";
    assert_eq!(split(full).len(), 2);
    assert_eq!(split("The dam \nwas full. \nnobody slept.").len(), 2);
}

#[test]
fn other_scripts_have_their_own_marks() {
    assert_eq!(split("今日は晴れ。明日は雨！"), ["今日は晴れ。", "明日は雨！"]);
    assert_eq!(split("“今天晴。”他说。明天有雨？"), ["“今天晴。”", "他说。", "明天有雨？"]);
    assert_eq!(split("မိုးရွာသည်။နေပူသည်။"), ["မိုးရွာသည်။", "နေပူသည်။"]);
    assert_eq!(split("¿Quién paga? ¡Nadie! Fin."), ["¿Quién paga?", "¡Nadie!", "Fin."]);
    holds(&["Պար է:", "Երգ է:"]);
    holds(&["Πού πάμε;", "Στο λιμάνι."]);
    holds(&["وصل د. سامي إلى المرفأ.", "هل غادر؟", "لا أحد يعلم."]);
}

#[test]
fn a_quotation_in_wide_brackets_stays_whole() {
    assert_eq!(
        split("市長は「雨だ。寒い。」と述べた。皆は帰った。"),
        ["市長は「雨だ。寒い。」と述べた。", "皆は帰った。"]
    );
    assert_eq!(split("他看了《走吧！妈妈》。很好。"), ["他看了《走吧！妈妈》。", "很好。"]);
    assert_eq!(split("物価は２．５％上がった。次は？"), ["物価は２．５％上がった。", "次は？"]);
}

#[test]
fn ordinals_with_a_stop_do_not_end_a_sentence() {
    holds(&["Der 2. Senat tagt am 3. Oktober im 4. Stock.", "Am Ende blieb Platz 3.", "Das reichte."]);
    holds(&["Seit dem 19. Jahrhundert ruht der Hafen.", "Er ruht seit 1910.", "Das war alles."]);
    holds(&["Loď vyplávala 7. června.", "Velel jí XII. Pluk."]);
    holds(&["She was born in 1977.", "August was cold.", "He read about World War II.", "Nobody asked."]);
}

#[test]
fn each_language_has_its_abbreviations() {
    holds(&["Wir brauchen Boote, z. B. Kähne, bzw. Flöße usw.", "Die Prof. Ek zahlt."]);
    holds(&["La Sra. Ruiz vive en EE. UU. desde 1990.", "El Dr. Paz no."]);
    holds(&["Il dott. Neri ha, ad es. ieri, visto l'Ing. Bo.", "Poi basta."]);
    holds(&["Г. Ардвик тих, напр. ночью.", "Он спит."]);
    holds(&["Det var det.", "Hon kom hit med hon.", "Han gick."]);
}

#[test]
fn addresses_and_list_numbers_hold_together() {
    assert_eq!(
        split("Visit www.port.example. Then:\n1. Register.\n2. Pay."),
        ["Visit www.port.example.", "Then:", "1. Register.", "2. Pay."]
    );
    holds(&["Write to Eva.Ek@port.example or see https://port.example/a?B=1.", "Thanks."]);
}

#[test]
fn items_in_one_line_are_sentences() {
    holds(&["1.) Sail north", "2.) Turn back"]);
    holds(&["a. Nets", "b. Ropes", "c. Lamps"]);
    holds(&["(1) Ships sail.", "(2) Crews rest."]);
    holds(&["• 9. Ferries", "• 10. Trains"]);
    holds(&["1. FC Ardvik steigt in die 2. Bundesliga ab."]);
    for bullet in super::items::INLINE_BULLETS {
        holds(&[&format!("{bullet} Ferries"), &format!("{bullet} Trains")]);
    }
}

#[test]
fn a_missing_space_is_seen() {
    assert_eq!(split("The pier closed.The owner left."), ["The pier closed.", "The owner left."]);
    holds(&["Version 2.Beta of Port.Io came out."]);
}

#[test]
fn writers_without_capitals_have_sentences_too() {
    holds(&["the pier is shut.", "nobody knows why.", "is it safe?", "ask the mayor, sen. ek."]);
    holds(&["The pier of Acme Inc. is shut, says Adm. moe."]);
    holds(&["We ask for patience.", "they had none.", "The rest is history."]);
}

#[test]
fn dashes_after_a_mark_go_on_in_lower_case() {
    holds(&["Mix it, and -- hey! -- it floats.", "— Why? — she asked."]);
}

/// Long runs of anything that a rule looks back over. That they take no time by the square of their length is for the fuzz target
/// `sentences` to find, which repeats its inputs and has a limit of time.
#[test]
fn long_runs_fall_apart_and_rebuild() {
    for unit in [
        "a. ",
        "A. X. ",
        ". ",
        "« a. – B ",
        "“a. B ",
        "「あ。",
        "Ա :",
        "; ",
        "- ",
        "1) ",
        "[1] ",
        "x\n",
        "A.A",
        "abc.Abc",
        ":-) ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        for text in [format!("{}{text}", "-".repeat(200_000)), text] {
            assert_rebuilds(&text).unwrap_or_else(|error| panic!("{unit:?}: {error}"));
        }
    }
}

/// The spans are in order, hold no outer white space, and leave out nothing else.
fn assert_rebuilds(text: &str) -> Result<(), TestCaseError> {
    let mut last = 0;
    for span in sentences(text) {
        prop_assert!(
            text.get(last..span.start).is_some_and(|gap| gap.trim().is_empty()),
            "gap before {:?}",
            span
        );
        prop_assert!(!span.of(text).is_empty());
        prop_assert_eq!(span.of(text).trim(), span.of(text));
        last = span.end;
    }
    prop_assert!(text.get(last..).is_some_and(|rest| rest.trim().is_empty()));
    Ok(())
}

proptest! {
    #[test]
    fn spans_rebuild_the_text(text in r#"([A-Za-z]{0,6}|[.!?…。"”)(]{1,3}|[ \n\t]{1,3}|U\.S\.|Dr\.|[0-9]\.|é|\PC){0,40}"#) {
        assert_rebuilds(&text)?;
    }

    #[test]
    fn spans_rebuild_odd_text(
        text in any::<String>(),
        odd in r#"([.:;!?。．]|[ \n]|[«»„“”"‘’'「」《》()\[\]]|[-–—•⁃]|[1-3]\)|[ab]\.|[IVX]{1,2}|[А-Яа-я]|[α-ω]|[Ա-Ֆ]|said|Oktober|p\.m\.|:-\)|\[[0-9.]{1,3}\]){0,60}"#,
    ) {
        assert_rebuilds(&text)?;
        assert_rebuilds(&odd)?;
    }
}
