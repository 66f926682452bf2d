//! From documents to TF-IDF rows: an analyzer, a vocabulary and the frozen weights, learnt together.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::terms::{Limits, TermBlock};
use super::{CountedDocuments, Document, Scratch, SparseRows, TermTable, Weighting};
use crate::error::{Error, ErrorKind, Result};
use crate::parallel;
use crate::text::{Analyzer, AnalyzerSettings, CharacterRange, Language};

/// A character n-gram must stand in so many documents.
const MIN_DF_OF_CHARACTERS: usize = 2;

/// Checked parameters of a [`Vectorizer`]; see [`VectorizerParams`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VectorizerValidParams {
    analyzer: AnalyzerSettings,
    weighting: Weighting,
    min_df: usize,
    max_df: f64,
    max_features: Option<usize>,
    hash_features: Option<usize>,
}

/// Parameters of a [`Vectorizer`].
///
/// # Parameters
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | [`analyzer`](Self::analyzer) | English, stems, stop words, 1- and 2-grams | how text becomes terms | at least one language, n-grams up to 5 words |
/// | [`weighting`](Self::weighting) | sublinear | how the count of a term weighs | |
/// | [`min_df`](Self::min_df) | 2 | a word or n-gram of words must stand in so many documents; a character n-gram in 2 | `[1, inf)` |
/// | [`max_df`](Self::max_df) | 1.0 | a term may stand in this share of the documents | `(0, 1]` |
/// | [`max_features`](Self::max_features) | none | so many words and n-grams of words at most, the most frequent; character n-grams come on top | `[1, inf)` |
/// | [`hash_features`](Self::hash_features) | none | words and n-grams of words share so many columns by their hashes, and no vocabulary is kept | a power of two, `[2^10, 2^28]`; no character n-grams |
///
/// # Errors
/// [`ErrorKind::Parameter`] for a value out of its range; [`ErrorKind::Data`] where no term is left.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VectorizerParams(VectorizerValidParams);

impl Default for VectorizerParams {
    fn default() -> Self {
        Self(VectorizerValidParams {
            analyzer: AnalyzerSettings::default(),
            weighting: Weighting::default(),
            min_df: 2,
            max_df: 1.0,
            max_features: None,
            hash_features: None,
        })
    }
}

impl VectorizerParams {
    /// How text becomes terms.
    #[must_use]
    pub fn analyzer(mut self, analyzer: AnalyzerSettings) -> Self {
        self.0.analyzer = analyzer;
        self
    }

    /// How text becomes terms, as it is set.
    #[must_use]
    pub const fn analyzer_settings(&self) -> &AnalyzerSettings {
        &self.0.analyzer
    }

    /// The same parameters with `change` made to how text becomes terms.
    #[must_use]
    pub fn with_analyzer(mut self, change: impl FnOnce(&mut AnalyzerSettings)) -> Self {
        change(&mut self.0.analyzer);
        self
    }

    /// The parameters in words, as a report gives them.
    #[must_use]
    pub fn describe(&self) -> String {
        let VectorizerValidParams { analyzer, weighting, min_df, max_df, max_features, hash_features } =
            &self.0;
        let mut words = vec![
            (if analyzer.stem { "stems" } else { "words as they are" }).to_owned(),
            (if analyzer.stop_words { "stop words left out" } else { "stop words kept" }).to_owned(),
            format!("n-grams to {}", analyzer.max_n),
            format!("in {min_df} or more articles"),
        ];
        words.extend(max_features.map(|limit| format!("at most {limit}")));
        words.extend(hash_features.map(|n_buckets| format!("hashed to {n_buckets}")));
        let characters = analyzer.characters.map(|CharacterRange { min_n, max_n }| {
            let lengths = if min_n == max_n { min_n.to_string() } else { format!("{min_n} to {max_n}") };
            format!("character n-grams of {lengths}")
        });
        let share = (*max_df < 1.0).then(|| format!("in at most {} % of the articles", 100.0 * max_df));
        let counts = (*weighting == Weighting::Linear).then(|| "linear counts".to_owned());
        let all: Vec<String> = share.into_iter().chain(counts).collect();
        // Limits stand beside what they hold for; those behind the last semicolon hold for all.
        let groups = [words.join(", "), characters.unwrap_or_default(), all.join(", ")];
        groups.into_iter().filter(|group| !group.is_empty()).collect::<Vec<_>>().join("; ")
    }

    /// The languages of the documents; see [`AnalyzerSettings::languages`].
    #[must_use]
    pub fn languages(mut self, languages: Vec<Language>) -> Self {
        self.0.analyzer.languages = languages;
        self
    }

    /// How the count of a term in a document weighs.
    #[must_use]
    pub fn weighting(mut self, weighting: Weighting) -> Self {
        self.0.weighting = weighting;
        self
    }

    /// The number of documents a word or n-gram of words must stand in.
    #[must_use]
    pub fn min_df(mut self, min_df: usize) -> Self {
        self.0.min_df = min_df;
        self
    }

    /// The largest share of the documents that a term may stand in.
    #[must_use]
    pub fn max_df(mut self, max_df: f64) -> Self {
        self.0.max_df = max_df;
        self
    }

    /// The largest number of words and their n-grams: the most frequent are kept, ties in the order of the terms.
    #[must_use]
    pub fn max_features(mut self, max_features: Option<usize>) -> Self {
        self.0.max_features = max_features;
        self
    }

    /// The number of columns that words and their n-grams share by their hashes, or none for a vocabulary: with it memory is bounded
    /// whatever the texts hold, and no column has a text.
    #[must_use]
    pub fn hash_features(mut self, n_buckets: Option<usize>) -> Self {
        self.0.hash_features = n_buckets;
        self
    }
}

/// The fewest and the most columns of hashed terms, as exponents of two.
const HASH_BITS: std::ops::RangeInclusive<u32> = 10..=28;

impl ParamGuard for VectorizerParams {
    type Checked = VectorizerValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&VectorizerValidParams> {
        let params = &self.0;
        let out_of_range = |message: String| Err(Error::new(ErrorKind::Parameter, message));
        if !(1..=AnalyzerSettings::MAX_N).contains(&params.analyzer.max_n) {
            return out_of_range(format!(
                "n-grams have 1 to {} words, not {}",
                AnalyzerSettings::MAX_N,
                params.analyzer.max_n
            ));
        }
        if params.analyzer.languages.is_empty() {
            return out_of_range("the documents are in at least one language".to_owned());
        }
        if let Some(range) = params.analyzer.characters.filter(|range| !range.is_valid()) {
            return out_of_range(format!(
                "character n-grams have 2 to {} characters, the shortest first, not {} to {}",
                CharacterRange::MAX_N,
                range.min_n,
                range.max_n
            ));
        }
        if params.min_df == 0 {
            return out_of_range("the minimum document frequency is at least 1".to_owned());
        }
        if !(params.max_df > 0.0 && params.max_df <= 1.0) {
            let message =
                format!("the maximum document frequency is a share in (0, 1], not {}", params.max_df);
            return out_of_range(message);
        }
        if params.max_features == Some(0) {
            return out_of_range("the maximum number of features is at least 1".to_owned());
        }
        if let Some(n_buckets) = params.hash_features {
            if !n_buckets.is_power_of_two() || !HASH_BITS.contains(&n_buckets.ilog2()) {
                let (least, most) = (1_usize << HASH_BITS.start(), 1_usize << HASH_BITS.end());
                let nearest = n_buckets.clamp(least, most).next_power_of_two();
                return out_of_range(format!(
                    "hashed features are a power of two from {least} to {most}, not {n_buckets}; take {nearest}"
                ));
            }
            if params.analyzer.characters.is_some() {
                return out_of_range("character n-grams are not hashed; leave one of the two out".to_owned());
            }
        }
        Ok(params)
    }

    fn check(self) -> Result<VectorizerValidParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl VectorizerValidParams {
    /// Counts the terms of `documents`, for [`fit`](Self::fit).
    #[must_use]
    pub fn count(&self, documents: &[Document<'_>]) -> CountedDocuments {
        match self.hash_features {
            Some(n_buckets) => CountedDocuments::hashed(documents, &self.analyzer, n_buckets),
            None => CountedDocuments::new(documents, &self.analyzer),
        }
    }

    /// Learns vocabulary and IDF from documents that [`count`](Self::count) has counted, and returns their own rows with them.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where no term meets the limits.
    pub fn fit(&self, counted: &CountedDocuments) -> Result<(Vectorizer, SparseRows)> {
        let fit_words = || counted.fit_words(self.limits(), self.weighting);
        let fit_characters = || {
            let counted = counted.characters(self.analyzer.characters?)?;
            Some(TermBlock::fit_transform(&counted.counts, &counted, self.character_limits(), self.weighting))
        };
        let ((words, of_words), fitted) = parallel::join(fit_words, fit_characters);
        let (characters, of_characters) = fitted.unwrap_or_default();
        if words.is_empty() {
            return Err(self.no_terms(counted.counts().n_documents()));
        }
        let vectorizer = Vectorizer { analyzer: Analyzer::new(self.analyzer.clone()), words, characters };
        let rows = of_words.beside(&of_characters);
        Ok((vectorizer, rows))
    }

    /// The terms of counted documents with the number that hold each, to be added up with those of others: words and their n-grams, and the
    /// character n-grams where there are to be any.
    #[must_use]
    pub fn tables(&self, counted: &CountedDocuments) -> (TermTable, TermTable) {
        counted.tables(self.max_features.is_some(), self.analyzer.characters)
    }

    /// What [`fit`](Self::fit) keeps of the terms of documents whose tables add up to these, of which there are `n_documents`.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn keep(
        &self,
        (words, characters): (&TermTable, &TermTable),
        n_documents: usize,
    ) -> Result<KeptTerms> {
        let words = words.within(self.limits(), n_documents);
        let characters = characters.within(self.character_limits(), n_documents);
        if words.is_empty() {
            return Err(self.no_terms(n_documents));
        }
        Ok(KeptTerms { words, characters, n_documents: n_documents as u64 })
    }

    /// The vectorizer of `terms`: the one that [`fit`](Self::fit) makes of the documents that they come from.
    #[must_use]
    pub fn vectorizer_of(&self, terms: &KeptTerms) -> Vectorizer {
        let block =
            |table: &TermTable, n_buckets| table.to_block(n_buckets, terms.n_documents, self.weighting);
        let characters = self.analyzer.characters.map(|_| block(&terms.characters, None)).unwrap_or_default();
        let words = block(&terms.words, self.hash_features);
        Vectorizer::from_parts(Analyzer::new(self.analyzer.clone()), words, characters)
    }

    const fn limits(&self) -> Limits {
        Limits { min_df: self.min_df, max_df: self.max_df, max_features: self.max_features }
    }

    const fn character_limits(&self) -> Limits {
        Limits { min_df: MIN_DF_OF_CHARACTERS, max_df: self.max_df, max_features: None }
    }

    fn no_terms(&self, n_documents: usize) -> Error {
        let message = format!(
            "no term stands in {} or more, and at most {:.4} %, of the {n_documents} documents; lower --min-df, raise --max-df or give more text",
            self.min_df,
            100.0 * self.max_df,
        );
        Error::new(ErrorKind::Data, message)
    }

    /// [`count`](Self::count) and [`fit`](Self::fit) in one.
    ///
    /// # Errors
    /// As [`fit`](Self::fit).
    pub fn fit_transform(&self, documents: &[Document<'_>]) -> Result<(Vectorizer, SparseRows)> {
        self.fit(&self.count(documents))
    }
}

/// The terms of a vectorizer with their document frequencies: what its vocabulary and IDF follow from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptTerms {
    /// The words and their n-grams.
    pub words: TermTable,
    /// The character n-grams.
    pub characters: TermTable,
    /// The number of documents that they were counted in.
    pub n_documents: u64,
}

/// A number of columns as one; there are never more than 2^32.
pub(super) fn as_column(n_columns: usize) -> u32 {
    u32::try_from(n_columns).unwrap_or(u32::MAX)
}

/// Turns documents into TF-IDF rows by what it learnt from a training corpus.
///
/// The columns are those of the words and their n-grams, then those of the character n-grams.
#[derive(Debug)]
pub struct Vectorizer {
    analyzer: Analyzer,
    words: TermBlock,
    characters: TermBlock,
}

impl Vectorizer {
    /// A vectorizer from its parts, as a model file keeps them.
    #[must_use]
    pub const fn from_parts(analyzer: Analyzer, words: TermBlock, characters: TermBlock) -> Self {
        Self { analyzer, words, characters }
    }

    /// How text becomes terms.
    #[must_use]
    pub const fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The words and their n-grams: the first columns.
    #[must_use]
    pub const fn words(&self) -> &TermBlock {
        &self.words
    }

    /// The character n-grams: the columns behind those of the words. Empty where there are none.
    #[must_use]
    pub const fn characters(&self) -> &TermBlock {
        &self.characters
    }

    /// The number of columns.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.words.len() + self.characters.len()
    }

    /// The term of a column; `None` where terms are hashed.
    #[must_use]
    pub fn term(&self, column: usize) -> Option<&str> {
        match column.checked_sub(self.words.len()) {
            None => self.words.vocabulary().term(column),
            Some(column) => self.characters.vocabulary().term(column),
        }
    }

    /// No rows yet, of the vectorizer's columns.
    #[must_use]
    pub fn no_rows(&self) -> SparseRows {
        SparseRows::new(self.n_terms()).with_blocks(vec![0, self.words.len()])
    }

    /// The rows of counted documents, in order: those that [`VectorizerValidParams::fit`] gives where it learns from them among others.
    #[must_use]
    pub fn transform_counted(&self, counted: &CountedDocuments) -> SparseRows {
        let of_words = counted.transform_words(&self.words);
        let range = self.analyzer.settings().characters;
        let of_characters = range
            .and_then(|range| counted.characters(range))
            .map(|counted| self.characters.transform_counted(&counted.counts, &counted));
        of_words.beside(&of_characters.unwrap_or_default())
    }

    /// The rows of many documents, in order.
    #[must_use]
    pub fn transform(&self, documents: &[Document<'_>]) -> SparseRows {
        let weighed = parallel::map_with(documents, Scratch::default, |scratch, document| {
            self.transform_one(scratch, document)
        });
        let mut rows = self.no_rows();
        for (columns, values) in weighed {
            rows.push(columns.into_iter().zip(values));
        }
        rows
    }
}
