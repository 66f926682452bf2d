//! Choosing how text becomes terms, by how well a discriminative model tells topics with them.
//!
//! Settings are tried one after another on a part of the articles, each on top of the best so far, and kept where they help.

use linfa::ParamGuard;
use serde::{Deserialize, Serialize};

use super::{Measured, Optimize, Trial, measure};
use crate::error::Result;
use crate::features::{CountedDocuments, Document, VectorizerParams, VectorizerValidParams, Weighting};
use crate::parallel;
use crate::stories::near_copies;
use crate::text::{AnalyzerSettings, CharacterRange};
use crate::topics::spread::{drawn, least_drawn};
use crate::topics::{DiscriminativeParams, Targets};

/// So many articles …
const FEW_DOCUMENTS: usize = 6000;
/// … of so many bytes of text are tried whole, with every setting.
const FEW_BYTES: usize = 5 << 19;
/// Of more, so many articles …
const PART_DOCUMENTS: usize = 1200;
/// … and about so many bytes are drawn, and settings tried that matter most.
const PART_BYTES: usize = 1 << 20;
/// More text than this says enough by its words: character n-grams would cost much and give little.
const MAX_BYTES_FOR_CHARACTERS: usize = 8 << 20;
/// The folds of the trial.
const N_FOLDS: usize = 3;
/// The same where only a part of the articles is tried.
const N_FOLDS_OF_PART: usize = 2;
/// What a setting must gain, in percent, to be taken instead of what was there.
const MIN_GAIN: f64 = 0.1;
/// What tells the settings apart.
const PROBE: DiscriminativeParams = DiscriminativeParams { cost: 1.0, balance: 0.5 };

/// The lengths of character n-grams that are tried first, as they mostly help …
const CHARACTERS: CharacterRange = CharacterRange { min_n: 4, max_n: 4 };
/// … and those that say a little more and cost more than twice as much.
const MORE_CHARACTERS: CharacterRange = CharacterRange { min_n: 3, max_n: 5 };

/// Which settings of the terms are open to choice; the others stay as they were asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each setting")]
pub struct OpenTerms {
    /// Stems or words as they are.
    pub stems: bool,
    /// Stop words left out or kept.
    pub stop_words: bool,
    /// Character n-grams or none.
    pub characters: bool,
    /// The longest n-gram of words.
    pub max_n: bool,
    /// The minimum document frequency.
    pub min_df: bool,
    /// How counts weigh.
    pub weighting: bool,
}

impl Default for OpenTerms {
    fn default() -> Self {
        Self { stems: true, stop_words: true, characters: true, max_n: true, min_df: true, weighting: true }
    }
}

/// A way of making terms that was tried, and how it did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TermsScore {
    /// The terms in words: `stems, stop words kept, n-grams to 2, in 2 or more articles`.
    pub terms: String,
    /// How they did.
    #[serde(flatten)]
    pub measured: Measured,
}

/// The best settings for `documents`, starting from `base`, and all that were tried in order.
pub(in crate::topics) fn choose_terms(
    documents: &[Document<'_>],
    targets: &Targets,
    base: &VectorizerParams,
    open: OpenTerms,
    optimize: Optimize,
) -> Result<(VectorizerParams, Vec<TermsScore>)> {
    let total_bytes: usize = documents.iter().map(n_bytes).sum();
    let is_whole = documents.len() <= FEW_DOCUMENTS && total_bytes <= FEW_BYTES;
    let n_documents = if is_whole {
        documents.len()
    } else {
        let n = PART_DOCUMENTS.min(documents.len() * PART_BYTES / total_bytes.max(1) + 1);
        n.max(least_drawn(targets.n_topics()))
    };
    let members = drawn(documents.len(), n_documents);
    let drawn_documents: Vec<Document<'_>> =
        members.iter().filter_map(|&member| documents.get(member).copied()).collect();
    let mut search = Search {
        documents: drawn_documents,
        targets: targets.select(&members),
        groups: None,
        n_folds: if is_whole { N_FOLDS } else { N_FOLDS_OF_PART },
        optimize,
        best: (base.clone(), f64::NEG_INFINITY),
        tried: Vec::new(),
    };
    let may_have_characters = open.characters && total_bytes <= MAX_BYTES_FOR_CHARACTERS;
    let first = |params: VectorizerParams| {
        params.with_analyzer(|analyzer| {
            if may_have_characters {
                analyzer.characters = Some(CHARACTERS);
            }
        })
    };
    search.try_all(with_and_without(base, open).into_iter().map(first).collect())?;
    if may_have_characters {
        search.try_change(|params| params.with_analyzer(|analyzer| analyzer.characters = None))?;
    }
    if is_whole {
        search.try_details(open)?;
    }
    Ok((search.best.0, search.tried))
}

/// The settings with and without stems and stop words, as far as they are open.
fn with_and_without(base: &VectorizerParams, open: OpenTerms) -> Vec<VectorizerParams> {
    let AnalyzerSettings { stem, stop_words, .. } = *base.analyzer_settings();
    let stems = if open.stems { vec![stem, !stem] } else { vec![stem] };
    let stops = if open.stop_words { vec![stop_words, !stop_words] } else { vec![stop_words] };
    let pairs = stems.into_iter().flat_map(|stem| stops.iter().map(move |&stop| (stem, stop)));
    pairs
        .map(|(stem, stop)| {
            base.clone().with_analyzer(|analyzer| (analyzer.stem, analyzer.stop_words) = (stem, stop))
        })
        .collect()
}

fn n_bytes(document: &Document<'_>) -> usize {
    document.title.len() + document.text.len()
}

/// The search so far.
struct Search<'a> {
    documents: Vec<Document<'a>>,
    targets: Targets,
    /// The near-copies among the documents, told by the first terms that were tried.
    groups: Option<Vec<usize>>,
    n_folds: usize,
    optimize: Optimize,
    best: (VectorizerParams, f64),
    tried: Vec<TermsScore>,
}

impl Search<'_> {
    /// Tries a change of the best settings so far.
    fn try_change(&mut self, change: impl FnOnce(VectorizerParams) -> VectorizerParams) -> Result<()> {
        let changed = change(self.best.0.clone());
        self.try_all(vec![changed])
    }

    /// Tries what costs little on few articles, and what a part of many would not tell.
    fn try_details(&mut self, open: OpenTerms) -> Result<()> {
        if open.characters && self.best.0.analyzer_settings().characters.is_some() {
            self.try_change(|params| {
                params.with_analyzer(|analyzer| analyzer.characters = Some(MORE_CHARACTERS))
            })?;
        }
        if open.max_n {
            for max_n in [1, 3] {
                self.try_change(|params| params.with_analyzer(|analyzer| analyzer.max_n = max_n))?;
            }
        }
        if open.min_df {
            self.try_change(|params| params.min_df(1))?;
        }
        if open.weighting {
            self.try_change(|params| params.weighting(Weighting::Linear))?;
        }
        Ok(())
    }

    /// Tries settings that do not build on each other, side by side.
    fn try_all(&mut self, candidates: Vec<VectorizerParams>) -> Result<()> {
        let is_new = |params: &VectorizerParams| {
            let terms = params.describe();
            self.tried.iter().all(|tried| tried.terms != terms)
        };
        let candidates: Vec<VectorizerParams> = candidates.into_iter().filter(is_new).collect();
        let valid: Vec<&VectorizerValidParams> =
            candidates.iter().map(ParamGuard::check_ref).collect::<Result<_>>()?;
        let counted = parallel::map(&valid, |params| params.count(&self.documents));
        if let (None, Some(first)) = (&self.groups, counted.first()) {
            self.groups = Some(near_copies(&first.term_sets(), &first.term_hashes()));
        }
        let pairs: Vec<(&VectorizerValidParams, CountedDocuments)> = valid.into_iter().zip(counted).collect();
        let measured = parallel::map(&pairs, |(params, counted)| self.measure(params, counted));
        for (params, measured) in candidates.into_iter().zip(measured) {
            // So few articles may be left with no term by these settings.
            let Some(measured) = measured? else { continue };
            self.tried.push(TermsScore { terms: params.describe(), measured });
            let objective = measured.objective(self.optimize);
            if objective > self.best.1 + MIN_GAIN {
                self.best = (params, objective);
            }
        }
        Ok(())
    }

    /// How a discriminative model does with the terms that `params` make; nothing where they make none.
    fn measure(
        &self,
        params: &VectorizerValidParams,
        counted: &CountedDocuments,
    ) -> Result<Option<Measured>> {
        let Ok((_, rows)) = params.fit(counted) else { return Ok(None) };
        let every: Vec<usize> = (0..rows.n_rows()).collect();
        let groups = self.groups.as_deref().unwrap_or_default();
        let trial = Trial::new(&rows, &self.targets, groups, &every, self.n_folds, self.n_folds);
        let scores = trial.discriminative(&[PROBE])?;
        Ok(scores.first().map(|scores| measure(scores, &trial.scored_targets())))
    }
}
