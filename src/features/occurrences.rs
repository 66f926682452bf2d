//! Where the terms of a document stand: what an explanation points at.

use super::{Document, Vectorizer};
use crate::article::{Part, PartSpan, Span};
use crate::text::{Memo, WordId};

/// The words of a document that are counted, and the known terms that they make up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occurrences {
    /// The words in reading order, title first, none over another: stop words and boilerplate are not among them.
    pub words: Vec<PartSpan>,
    /// Every occurrence of a known term, as its column and where it stands, in the order of the columns, then of the text.
    /// A word stands at itself, an n-gram from its first word to its last, a character n-gram at its word: twice where the word
    /// holds it twice.
    pub terms: Vec<(u32, PartSpan)>,
}

impl Vectorizer {
    /// Where the terms of `document` stand; the columns are those of [`transform_one`](Self::transform_one), and a column's
    /// occurrences are as many as its count.
    #[must_use]
    pub fn occurrences(&self, document: &Document<'_>) -> Occurrences {
        let words = self.words().vocabulary();
        let characters = self.characters().vocabulary();
        let range = self.analyzer().settings().characters;
        let first_of_characters = u32::try_from(words.len()).unwrap_or(u32::MAX);
        let mut found = Occurrences::default();
        let mut joined = String::new();
        self.for_each_place(&mut Memo::default(), document, |memo, ngram, place| {
            joined.clear();
            memo.join(ngram, &mut joined);
            found.terms.extend(words.column(&joined).map(|column| (column, place)));
            if ngram.len() > 1 {
                return;
            }
            // A part of a word that is a term too, as an ideograph of a compound is, is no word of its own.
            let is_part = |word: &PartSpan| word.part == place.part && place.span.end <= word.span.end;
            if !found.words.last().is_some_and(is_part) {
                found.words.push(place);
            }
            if let Some(range) = range {
                range.for_each(&joined, |ngram| {
                    let column = characters.column(ngram);
                    found.terms.extend(column.map(|c| (c.saturating_add(first_of_characters), place)));
                });
            }
        });
        found.terms.sort_unstable();
        found
    }

    /// [`Document::for_each_ngram`] with the place of each n-gram.
    fn for_each_place(
        &self,
        memo: &mut Memo,
        document: &Document<'_>,
        mut sink: impl FnMut(&Memo, &[WordId], PartSpan),
    ) {
        let analyzer = document.analyzer(self.analyzer());
        let stretches = std::iter::once((Part::Title, Span::new(0, document.title.len())))
            .chain(document.kept().map(|span| (Part::Text, span)));
        for (part, stretch) in stretches {
            let text = if part == Part::Title { document.title } else { document.text };
            analyzer.for_each_ngram(memo, stretch.of(text), |memo, ngram, span| {
                sink(memo, ngram, PartSpan { part, span: span.shifted(stretch.start) });
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::{Scratch, VectorizerParams, Weighting};
    use crate::text::{CharacterRange, Language};
    use linfa::ParamGuard;
    use proptest::prelude::*;

    fn vectorizer(texts: &[&str], characters: Option<CharacterRange>) -> Vectorizer {
        let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
        let params = VectorizerParams::default().min_df(1).with_analyzer(|a| a.characters = characters);
        params.check().unwrap().fit_transform(&documents).unwrap().0
    }

    /// The term of each occurrence with the text that it points at.
    fn found(vectorizer: &Vectorizer, document: &Document<'_>) -> Vec<(String, String)> {
        let occurrences = vectorizer.occurrences(document);
        let of = |place: PartSpan| {
            place.span.of(if place.part == Part::Title { document.title } else { document.text }).to_owned()
        };
        let named = |&(column, place): &(u32, PartSpan)| {
            (vectorizer.term(column as usize).unwrap().to_owned(), of(place))
        };
        occurrences.terms.iter().map(named).collect()
    }

    /// By hand: terms are stems, the n-gram steps over a stop word, and boilerplate is passed over.
    #[test]
    fn terms_point_at_what_they_were_made_of() {
        let vectorizer = vectorizer(&["The banks of England raise rates.", "Banks"], None);
        let text = "Ask the bank! “Banks of England” may lend.";
        let masked = [Span::new(0, 13)];
        let document = Document { title: "Rate of a bank", text, masked: &masked, lang: None };
        let pairs = [
            ("bank", "bank"),
            ("bank", "Banks"),
            ("bank england", "Banks of England"),
            ("england", "England"),
            ("rate", "Rate"),
        ];
        let pairs = pairs.map(|(term, text)| (term.to_owned(), text.to_owned()));
        assert_eq!(found(&vectorizer, &document), pairs);
    }

    #[test]
    fn character_ngrams_point_at_their_word() {
        let range = Some(CharacterRange { min_n: 3, max_n: 3 });
        let vectorizer = vectorizer(&["banana", "bananas ban"], range);
        let found = found(&vectorizer, &Document::of_text("A banana!"));
        let twice = found.iter().filter(|(term, text)| term == "…ana…" && text == "banana").count();
        // b-ana-na and ban-ana; the second does not hold the word's edge, which counts as a character.
        assert_eq!(twice, 2, "{found:?}");
        assert!(found.iter().any(|(term, text)| term == "…na" && text == "banana"), "{found:?}");
    }

    /// The ideographs of a compound are terms that stand in it, and no words beside it.
    #[test]
    fn parts_of_a_word_are_no_words() {
        let text = "北京 冬天";
        let document = Document::of_text(text);
        let params =
            VectorizerParams::default().min_df(1).with_analyzer(|a| a.languages = vec![Language::Chinese]);
        let vectorizer = params.check().unwrap().fit_transform(&[document]).unwrap().0;
        let occurrences = vectorizer.occurrences(&document);
        let words: Vec<&str> = occurrences.words.iter().map(|word| word.span.of(text)).collect();
        assert_eq!(words, ["北京", "冬天"]);
        let (columns, _) = vectorizer.transform_one(&mut Scratch::default(), &document);
        let found: Vec<u32> = occurrences.terms.iter().map(|(column, _)| *column).collect();
        assert_eq!(found, columns, "each term stands once");
        assert!(found.len() > 3, "the compounds, what they are made of, and both together");
    }

    proptest! {
        /// The counts behind a row's values: with linear weights a value is the count times the IDF, scaled to length one.
        #[test]
        fn occurrences_are_what_is_counted(title in "([a-c]{1,3} ){0,4}", text in "([a-c]{1,3}[ ,.]){0,12}", from in 0_usize..20) {
            let texts = ["ab bc ca ab", "aa bb cc abc", "bca cab abc ab aa"];
            let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
            let params = VectorizerParams::default()
                .min_df(1)
                .weighting(Weighting::Linear)
                .with_analyzer(|a| a.characters = Some(CharacterRange { min_n: 2, max_n: 3 }));
            let vectorizer = params.check().unwrap().fit_transform(&documents).unwrap().0;
            let start = from.min(text.len());
            let masked = [Span::new(start, (start + 5).min(text.len()))];
            let document = Document { title: &title, text: &text, masked: &masked, lang: None };
            let mut scratch = Scratch::default();
            let (columns, values) = vectorizer.transform_one(&mut scratch, &document);
            let occurrences = vectorizer.occurrences(&document);
            let runs: Vec<(u32, usize)> =
                occurrences.terms.chunk_by(|a, b| a.0 == b.0).map(|run| (run[0].0, run.len())).collect();
            prop_assert_eq!(runs.iter().map(|(column, _)| *column).collect::<Vec<_>>(), columns.clone());
            let n_words = vectorizer.words().len();
            for block in [0..n_words, n_words..vectorizer.n_terms()] {
                let idf = |column: usize| match column.checked_sub(n_words) {
                    None => vectorizer.words().tfidf().idf().as_slice()[column],
                    Some(column) => vectorizer.characters().tfidf().idf().as_slice()[column],
                };
                let of_block: Vec<(f64, f64)> = runs.iter().zip(&values)
                    .filter(|((column, _), _)| block.contains(&(*column as usize)))
                    .map(|(&(column, count), &value)| (count as f64 * idf(column as usize), value))
                    .collect();
                let length = of_block.iter().map(|(raw, _)| raw * raw).sum::<f64>().sqrt();
                for (raw, value) in of_block {
                    prop_assert!((raw / length - value).abs() < 1e-9, "{raw} {length} {value}");
                }
            }
            let words = occurrences.words;
            prop_assert!(words.is_sorted());
            prop_assert!(words.iter().all(|word| word.part == Part::Title || word.span.end <= masked[0].start || word.span.start >= masked[0].end));
        }
    }
}
