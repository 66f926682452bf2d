//! What no shortening may do to a claim, at any length.

use super::*;

/// Whatever the limit, a line that holds `claim` holds `qualifier` too.
#[track_caller]
fn assert_together(sentence: &str, claim: &str, qualifier: &str) {
    assert!(sentence.contains(claim) && sentence.contains(qualifier), "{sentence}");
    for max_chars in 1..sentence.len() {
        let Some(line) = shorten(sentence, max_chars) else { continue };
        assert!(!line.text.contains(claim) || line.text.contains(qualifier), "{}", line.text);
    }
}

/// Whatever the limit, no line ends so.
#[track_caller]
fn assert_never_ends(sentence: &str, end: &str) {
    for max_chars in 1..sentence.len() {
        let Some(line) = shorten(sentence, max_chars) else { continue };
        assert!(!line.text.ends_with(end), "{}", line.text);
    }
}

#[test]
fn claims_keep_who_makes_them() {
    assert_together(
        "Prosecutors said that the banker had stolen forty million dollars from pensioners in three states, while his lawyers said he had stolen nothing.",
        "stolen forty",
        "Prosecutors",
    );
    assert_together(
        "The tenant set fire to the mill on Monday, the owner's brother claimed, but police found no sign of it at all.",
        "set fire",
        "claimed",
    );
    assert_together(
        "In all 30 barges have run aground in the delta since the dam at Brenn gave way, the Arvik Post newspaper reported on Friday.",
        "Arvik Post",
        "30 barges",
    );
    assert_together(
        "The bridge at Ossel was blown up by government troops during the night, the rebels said in a leaflet.",
        "blown up",
        "rebels",
    );
}

#[test]
fn conditions_and_denials_stay_with_what_they_bear_on() {
    assert_together(
        "The council will not pay for the ferry beyond 2027, despite a petition signed by 12,000 people, unless the harbour, \
         which shrank by a third in ten years according to its own office, recovers by the spring.",
        "will not pay",
        "unless the harbour",
    );
    assert_never_ends(
        "Ships will have to report their cargo from January unless the court, which heard three complaints about the rule on Monday in Ossel, \
         suspends it before the end of the year.",
        "the court.",
    );
    assert_together(
        "It was not the captain, who had left the bridge, but the second mate who turned the ship towards the rocks on Sunday night.",
        "not the captain",
        "but the second mate",
    );
    assert_together(
        "A spokesman said that planes had bombed a school in the north on Sunday, which could not be independently confirmed.",
        "bombed",
        "could not be",
    );
    assert_together(
        "The mate ordered the lamps to be put out, although none of the men who were heard could say so with certainty.",
        "ordered",
        "although none",
    );
}

#[test]
fn a_sentence_keeps_the_verb_of_its_subject() {
    assert_together(
        "The widow of Robert Hale, the man who was hanged for the murder in 1953, and who was pardoned after his death, died on Monday at her home.",
        "widow",
        "died",
    );
    assert_together(
        "The pilot of the tug, who had worked in the port for thirty years, and his mate, who commanded a frigate, called for Arvik to close the locks.",
        "pilot",
        "called",
    );
    assert_together(
        "The mayor stopped smoking, drinking and eating meat after his doctor told him that his heart would not last another year.",
        "smoking",
        "eating",
    );
}

#[test]
fn what_describes_a_name_is_no_statement() {
    assert_together(
        "When the harbour office wrote to Ines Moller, a diver who found the wreck in 2009, she had already sold her boat and left the island.",
        "a diver",
        "wrote to",
    );
}

#[test]
fn nothing_is_torn_from_what_it_needs() {
    assert_together(
        "The ferry company will cancel its boats to Ossel on Friday, Saturday and Sunday because the pilots have voted to strike over pay.",
        "Sunday",
        "Friday",
    );
    assert_together(
        "Sailors now have to choose between waiting for hours at the clinic in Arvik and travelling to a hospital in the next county.",
        "between",
        "and travelling",
    );
    assert_never_ends(
        "The strike was called off on Thursday, a day after the two sides met in the harbour office.",
        "a day.",
    );
    assert_never_ends(
        "The list names the firms that filed with the S.E.C., which took effect at 9 a.m.",
        "..",
    );
}

#[test]
fn what_a_list_or_a_page_put_before_it_goes() {
    for (sentence, tidied) in [
        ("- Small ports need not file the form.", "Small ports need not file the form."),
        ("•Small ports need not file the form.", "Small ports need not file the form."),
        ("• Small ports need not file the form.", "Small ports need not file the form."),
        ("2. Small ports need not file the form.", "Small ports need not file the form."),
        ("10:58 p.m. – The first results are in.", "The first results are in."),
        ("10.58 Uhr: Die ersten Ergebnisse sind da.", "Die ersten Ergebnisse sind da."),
        ("ARVIK, Nov. 9, 2026 /PRNewswire/ -- The port closed.", "The port closed."),
        ("Arvik, 12 nov (EFE).- El puerto cerró.", "El puerto cerró."),
    ] {
        assert_eq!(tidy(sentence).text, tidied);
    }
    for sentence in ["1. FC Arvik won the cup.", "10 ships sailed.", "2.5 metres of water stood in the hold."]
    {
        assert_eq!(tidy(sentence).text, sentence);
    }
}

#[test]
fn who_said_so_goes_in_other_languages() {
    for (sentence, shortened) in [
        (
            "Der Hafen von Arvik schließt im März seine Kohlenpier, wie die Verwaltung am Montag mitteilte.",
            "Der Hafen von Arvik schließt im März seine Kohlenpier.",
        ),
        (
            "Le port d'Arvik fermera son quai au charbon en mars, a indiqué sa directrice.",
            "Le port d'Arvik fermera son quai au charbon en mars.",
        ),
        (
            "El puerto de Arvik cerrará en marzo su muelle de carbón, según ha informado este martes la capitanía.",
            "El puerto de Arvik cerrará en marzo su muelle de carbón.",
        ),
    ] {
        assert_eq!(
            shorten(sentence, shortened.chars().count()).map(|line| line.text).as_deref(),
            Some(shortened)
        );
    }
}
