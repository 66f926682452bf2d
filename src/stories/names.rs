//! Whom a title is about: its words that the text writes with a capital where no sentence begins.
//!
//! Two events of a kind are told in the same words but for the names: a regulator fines one company, and then another.

use hashbrown::HashSet;

use super::reading::{Opening, Reading};

/// The names in the title of an article, folded, each once, as far as its lead tells.
pub(super) fn title_names(reading: &Reading) -> Vec<&str> {
    let (mut names, mut others) = (HashSet::new(), HashSet::new());
    for (word, opening) in reading.lead() {
        match opening {
            Opening::Small => _ = others.insert(word),
            Opening::Capital => _ = names.insert(word),
            Opening::CapitalOfSentence => {}
        }
    }
    let mut seen = HashSet::new();
    let title = reading.title().filter(|word| names.contains(word) && !others.contains(word));
    title.filter(|word| seen.insert(*word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(title: &str, text: &str) -> Vec<String> {
        let mut reading = Reading::default();
        reading.read_title(title);
        reading.read_text(text);
        title_names(&reading).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn capitals_within_sentences_make_names() {
        let text = "Ferries to Tallis stopped. “Storms” kept the Marrowe in port, said the harbour.\nStorms are rare in May.";
        assert_eq!(names("Marrowe Kept In Port As Storms Hit Tallis", text), ["marrowe", "tallis"]);
        assert_eq!(names("Harbour closed", "The Harbour is a harbour."), [""; 0]);
        assert_eq!(names("Marrowe aground", ""), [""; 0]);
    }
}
