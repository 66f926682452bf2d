//! From documents to TF-IDF rows: an analyzer, a vocabulary and the frozen weights, learnt together.

use linfa::ParamGuard;

use super::counting::{CountedCorpus, count, run_lengths};
use super::{Document, SparseRows, TfIdf, Vocabulary, Weighting};
use crate::error::{Error, ErrorKind, Result};
use crate::parallel;
use crate::text::{Analyzer, AnalyzerSettings, Language, Memo};

/// Checked parameters of a [`Vectorizer`]; see [`VectorizerParams`].
#[derive(Debug, Clone, PartialEq)]
pub struct VectorizerValidParams {
    analyzer: AnalyzerSettings,
    weighting: Weighting,
    min_df: usize,
    max_df: f64,
    max_features: Option<usize>,
}

/// Parameters of a [`Vectorizer`].
///
/// # Parameters
/// | Name | Default | Purpose | Range |
/// | :--- | :--- | :--- | :--- |
/// | [`analyzer`](Self::analyzer) | English, stems, stop words, 1- and 2-grams | how text becomes terms | at least one language, n-grams up to 5 words |
/// | [`weighting`](Self::weighting) | sublinear | how the count of a term weighs | |
/// | [`min_df`](Self::min_df) | 2 | a term must stand in so many documents | `[1, inf)` |
/// | [`max_df`](Self::max_df) | 1.0 | a term may stand in this share of the documents | `(0, 1]` |
/// | [`max_features`](Self::max_features) | none | so many terms at most, the most frequent | `[1, inf)` |
///
/// # Errors
/// [`ErrorKind::Parameter`] for a value out of its range; [`ErrorKind::Data`] where no term is left.
#[derive(Debug, Clone, PartialEq)]
pub struct VectorizerParams(VectorizerValidParams);

impl Default for VectorizerParams {
    fn default() -> Self {
        Self(VectorizerValidParams {
            analyzer: AnalyzerSettings::default(),
            weighting: Weighting::default(),
            min_df: 2,
            max_df: 1.0,
            max_features: None,
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

    /// The number of documents a term must stand in.
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

    /// The largest number of terms; those that occur most often are kept, ties in the order of the terms.
    #[must_use]
    pub fn max_features(mut self, max_features: Option<usize>) -> Self {
        self.0.max_features = max_features;
        self
    }
}

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
        Ok(params)
    }

    fn check(self) -> Result<VectorizerValidParams> {
        self.check_ref()?;
        Ok(self.0)
    }
}

impl VectorizerValidParams {
    /// Learns vocabulary and IDF from `documents`, and returns the documents' own rows with them.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] where no term meets the limits.
    pub fn fit_transform(&self, documents: &[Document<'_>]) -> Result<(Vectorizer, SparseRows)> {
        let analyzer = Analyzer::new(self.analyzer.clone());
        let corpus = count(documents, &analyzer);
        let kept = self.kept_terms(&corpus);
        let vocabulary = Vocabulary::new(kept.iter().map(|(_, term)| term.as_str()).collect());
        if vocabulary.is_empty() {
            return Err(Error::new(
                ErrorKind::Data,
                format!(
                    "no term stands in {} or more, and at most {:.4} %, of the {} documents; lower --min-df, raise --max-df or give more text",
                    self.min_df,
                    100.0 * self.max_df,
                    documents.len()
                ),
            ));
        }
        // Column of each term number; terms that were not kept have none.
        let mut columns: Vec<Option<u32>> = vec![None; corpus.n_terms()];
        let mut frequencies = vec![0; vocabulary.len()];
        for (column, (id, _)) in (0_u32..).zip(&kept) {
            if let Some(slot) = columns.get_mut(*id as usize) {
                *slot = Some(column);
            }
            if let Some(frequency) = frequencies.get_mut(column as usize) {
                *frequency = corpus.document_frequencies.get(*id as usize).copied().unwrap_or(0);
            }
        }
        let tfidf = TfIdf::fit(&frequencies, documents.len() as u64, self.weighting);
        let weighed = parallel::map(&corpus.documents, |counts| {
            let known = counts.iter().filter_map(|&(id, count)| Some(((*columns.get(id as usize)?)?, count)));
            weigh(&tfidf, known.collect())
        });
        let vectorizer = Vectorizer { analyzer, vocabulary, tfidf };
        let mut rows = SparseRows::new(vectorizer.vocabulary.len());
        for (columns, values) in weighed {
            rows.push(columns.into_iter().zip(values));
        }
        Ok((vectorizer, rows))
    }

    /// The numbers and texts of the terms that meet the limits, in the order of the texts.
    fn kept_terms(&self, corpus: &CountedCorpus) -> Vec<(u32, String)> {
        let max_df = self.max_df * corpus.documents.len() as f64;
        let frequency = |id: u32| corpus.document_frequencies.get(id as usize).copied().unwrap_or(0);
        let occurrences = |id: u32| corpus.occurrences.get(id as usize).copied().unwrap_or(0);
        let within = |df: u32| df as usize >= self.min_df && f64::from(df) <= max_df;
        let mut kept: Vec<(u32, String)> = (0_u32..)
            .take(corpus.n_terms())
            .filter(|&number| within(frequency(number)))
            .map(|number| (number, corpus.term(number)))
            .collect();
        if let Some(limit) = self.max_features.filter(|limit| *limit < kept.len()) {
            let rank =
                |(number, term): &(u32, String)| (std::cmp::Reverse(occurrences(*number)), term.clone());
            kept.sort_by_cached_key(rank);
            kept.truncate(limit);
        }
        kept.sort_unstable_by(|(_, a), (_, b)| a.cmp(b));
        kept
    }
}

/// Columns (rising after the sort here) and weights of one document.
fn weigh(tfidf: &TfIdf, mut counts: Vec<(u32, u32)>) -> (Vec<u32>, Vec<f64>) {
    counts.sort_unstable();
    let columns: Vec<u32> = counts.iter().map(|(column, _)| *column).collect();
    let mut values: Vec<f64> = counts.iter().map(|(_, count)| f64::from(*count)).collect();
    tfidf.weigh(&columns, &mut values);
    (columns, values)
}

/// Turns documents into TF-IDF rows by what it learnt from a training corpus.
#[derive(Debug)]
pub struct Vectorizer {
    analyzer: Analyzer,
    vocabulary: Vocabulary,
    tfidf: TfIdf,
}

/// What one worker keeps between documents.
#[derive(Debug, Default)]
pub struct Scratch {
    memo: Memo,
    columns: Vec<u32>,
}

impl Scratch {
    /// The memo of words.
    pub fn memo(&mut self) -> &mut Memo {
        &mut self.memo
    }
}

impl Vectorizer {
    /// A vectorizer from its parts, as a model file keeps them.
    ///
    /// # Errors
    /// [`ErrorKind::Model`] where the vocabulary and the weights differ in length.
    pub fn from_parts(analyzer: Analyzer, vocabulary: Vocabulary, tfidf: TfIdf) -> Result<Self> {
        if vocabulary.len() == tfidf.idf().as_slice().len() {
            Ok(Self { analyzer, vocabulary, tfidf })
        } else {
            Err(Error::new(ErrorKind::Model, "the vocabulary and the term weights differ in length"))
        }
    }

    /// How text becomes terms.
    #[must_use]
    pub const fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The terms and their columns.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The frozen weights.
    #[must_use]
    pub const fn tfidf(&self) -> &TfIdf {
        &self.tfidf
    }

    /// The columns (rising) and weights of one document; both empty where no term is known.
    pub fn transform_one(&self, scratch: &mut Scratch, document: &Document<'_>) -> (Vec<u32>, Vec<f64>) {
        let Scratch { memo, columns } = scratch;
        memo.make_room();
        columns.clear();
        document.for_each_term(&self.analyzer, memo, |term| columns.extend(self.vocabulary.column(term)));
        weigh(&self.tfidf, run_lengths(columns))
    }

    /// The rows of many documents, in order.
    #[must_use]
    pub fn transform(&self, documents: &[Document<'_>]) -> SparseRows {
        let weighed = parallel::map_with(documents, Scratch::default, |scratch, document| {
            self.transform_one(scratch, document)
        });
        let mut rows = SparseRows::new(self.vocabulary.len());
        for (columns, values) in weighed {
            rows.push(columns.into_iter().zip(values));
        }
        rows
    }
}
