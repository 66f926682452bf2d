//! Counting held to the analyzer's own texts, one document at a time.

use proptest::prelude::*;

use super::*;
use crate::text::{AnalyzerSettings, Memo};

fn text_of(corpus: &CountedCorpus, number: u32) -> String {
    let mut text = String::new();
    corpus.push_text(number, &mut text);
    text
}

proptest! {
    /// The reference is the analyzer's own text of every term, counted one document at a time.
    #[test]
    fn counts_are_those_of_the_terms(texts in proptest::collection::vec("([a-c]{1,2}[ ,.]|渡轮){0,9}", 0..6), max_n in 1_usize..=5) {
        let analyzer = Analyzer::new(AnalyzerSettings { max_n, stop_words: false, ..AnalyzerSettings::default() });
        let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
        let corpus = count(&documents, &analyzer);
        let counted: Vec<&[(u32, u32)]> = corpus.counts.chunks.iter().flat_map(DocumentCounts::iter).collect();
        prop_assert_eq!(counted.len(), documents.len());
        let mut holders = vec![0; corpus.counts.n_terms()];
        let mut totals = holders.clone();
        for (document, counts) in documents.iter().zip(counted) {
            let mut expected = Vec::new();
            document.for_each_term(&analyzer, &mut Memo::default(), |term| expected.push(term.to_owned()));
            expected.sort_unstable();
            let mut found: Vec<String> =
                counts.iter().flat_map(|&(term, n)| vec![text_of(&corpus, term); n as usize]).collect();
            found.sort_unstable();
            prop_assert_eq!(found, expected);
            for &(term, n) in counts {
                holders[term as usize] += 1;
                totals[term as usize] += n;
            }
        }
        prop_assert_eq!(&corpus.counts.document_frequencies, &holders);
        prop_assert_eq!(&corpus.counts.occurrences, &totals);
    }

    /// The reference is a plain sort of the texts. Words may be of any characters, controls and spaces too.
    #[test]
    fn terms_sort_as_their_texts(
        words in proptest::collection::btree_set("[a-c!\u{1}é~]{1,3}|a[a-c]{7,9}", 1..12),
        with_space in any::<bool>(),
        links in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..30),
    ) {
        let mut corpus = CountedCorpus::default();
        for word in words.iter().filter(|word| with_space || !word.contains('\u{1}')) {
            corpus.words.push(word);
        }
        prop_assume!(corpus.words.len() > 0);
        let n_words = corpus.words.len();
        // Any term of fewer than five words can be gone on with.
        for (prefix, word) in links {
            let prefix = u32::try_from(prefix.index(n_words + corpus.ngrams.len())).unwrap();
            if corpus.ranks(prefix)[AnalyzerSettings::MAX_N - 1] == 0 {
                corpus.ngrams.push((prefix, u32::try_from(word.index(n_words)).unwrap()));
            }
        }
        let numbers: Vec<u32> = (0..).take(n_words + corpus.ngrams.len()).collect();
        let mut expected: Vec<String> = numbers.iter().map(|&number| text_of(&corpus, number)).collect();
        expected.sort_unstable();
        let found: Vec<String> = corpus.sort(numbers).into_iter().map(|number| text_of(&corpus, number)).collect();
        prop_assert_eq!(found, expected);
    }

    /// The reference is a sorted set of all words. Long common beginnings are told apart too.
    #[test]
    fn words_are_ranked_by_their_texts(
        chunks in proptest::collection::vec(
            proptest::collection::btree_set("[a-c]{1,2}|abcdefgh[a-c]{0,2}|[aé]\u{0}?", 0..20), 0..5),
    ) {
        let all: std::collections::BTreeSet<&String> = chunks.iter().flatten().collect();
        let of_chunks: Vec<words::ChunkWords> = chunks.iter().map(|chunk| {
            let mut of_chunk = words::ChunkWords::default();
            // Not in the order of the texts.
            chunk.iter().rev().for_each(|word| { of_chunk.push(word); });
            of_chunk.sort();
            of_chunk
        }).collect();
        let merged = words::merge(of_chunks.iter().collect());
        let found: Vec<&str> = (0..merged.words.len()).map(|rank| merged.words.get(rank)).collect();
        prop_assert_eq!(&found, &all.into_iter().map(String::as_str).collect::<Vec<_>>());
        for (chunk, ranks) in chunks.iter().zip(&merged.ranks) {
            let found: Vec<&str> = ranks.iter().map(|&rank| merged.words.get(rank as usize)).collect();
            prop_assert_eq!(found, chunk.iter().rev().map(String::as_str).collect::<Vec<_>>());
        }
    }
}

/// Several chunks, and any number of threads, give the same numbers.
#[test]
fn threads_change_no_number() {
    let texts: Vec<String> =
        (0..2500).map(|i| format!("w{} x{} w{} y{}", i % 7, i % 11, i % 13, i % 5)).collect();
    let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
    let analyzer = Analyzer::new(AnalyzerSettings { max_n: 3, ..AnalyzerSettings::default() });
    let counted: Vec<String> = [1, 2, 5]
        .map(|n_threads| {
            let corpus = crate::parallel::with_threads(Some(n_threads), || count(&documents, &analyzer));
            format!("{:?}", corpus.unwrap())
        })
        .into();
    assert!(counted.iter().all(|other| *other == counted[0]));
}

/// A term's hash is that of its text, however it is numbered.
#[test]
fn hashes_are_those_of_the_texts() {
    let analyzer = Analyzer::new(AnalyzerSettings { max_n: 3, ..AnalyzerSettings::default() });
    let texts = ["Banks cut rates again", "rates again", "Banks cut rates"];
    let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
    let corpus = count(&documents, &analyzer);
    let hashes = corpus.term_hashes();
    assert_eq!(hashes.len(), corpus.counts.n_terms());
    for (number, hash) in (0..).zip(hashes) {
        let mut text = String::new();
        corpus.push_text(number, &mut text);
        assert_eq!(hash, crate::text::term_hash(&text), "{text}");
    }
}
