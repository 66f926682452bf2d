//! Line weights from articles with lines that people wrote for them.
//!
//! Every line that an article could be given is a row: its features, and how much it shares with the best of the article's references (the mean
//! of ROUGE-1, ROUGE-2 and ROUGE-L), less the article's own mean, as weights only have to order the lines of one article.

use hashbrown::HashMap;

use super::article_terms::Background;
use super::features::{N_CORE, N_FEATURES};
use super::line::{Line, LineKnowledge, LineSettings, summarize};
use super::line_model::{LearntFrom, LineModel};
use super::ranking::candidates_to_learn;
use super::ridge::{Example, Sums};
use super::rouge::{Rouge, Tokenizer, rouge};
use crate::error::{Error, ErrorKind, Result};
use crate::features::{CountedDocuments, Document, Scratch};
use crate::parallel;
use crate::random::SplitMix64;
use crate::stories::near_copies;
use crate::text::Stemmer;

/// The penalty of squared standardised weights, per row: a third or three times of it changes no figure of the cross-validation by a third
/// of a point.
const PENALTY: f64 = 0.01;
/// What the order of the articles is drawn from.
const SEED: u64 = 0x1_14E5;

/// An article and the lines that people wrote for it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The article.
    pub document: Document<'a>,
    /// The lines; at least one.
    pub references: &'a [String],
}

/// How to learn line weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTraining {
    /// The names of the files, for the record.
    pub files: Vec<String>,
    /// The folds of the cross-validation, at least 2.
    pub n_folds: usize,
    /// The most characters of the held-out lines; 0 for whole sentences. Learnt from are always both, sentences whole and as lines of
    /// [`LineSettings::MAX_CHARS`].
    pub max_chars: usize,
}

/// What was learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntLines {
    /// Weights learnt from all pairs.
    pub model: LineModel,
    /// A line for every article by weights learnt without it and its near-copies, in the order of the pairs.
    pub held_out: Vec<Line>,
    /// How much those lines share with the references, on average.
    pub rouge: Rouge,
}

/// The rows of one article.
struct Rows {
    features: Vec<[f64; N_FEATURES]>,
    targets: Vec<f64>,
}

/// Learns line weights from `pairs`.
///
/// # Errors
/// [`ErrorKind::Data`] where there are too few articles, [`ErrorKind::Parameter`] for fewer than two folds.
pub fn train_line(
    pairs: &[Pair<'_>],
    background: &dyn Background,
    settings: &LineTraining,
) -> Result<LearntLines> {
    let n_folds = settings.n_folds;
    if n_folds < 2 {
        return Err(Error::new(ErrorKind::Parameter, "a cross-validation needs 2 folds or more"));
    }
    let folds = folds(pairs, background, n_folds)?;
    let rows =
        parallel::map_with(pairs, Scratch::default, |scratch, pair| rows_of(pair, background, scratch));
    let sums: Vec<Sums> = (0..n_folds)
        .map(|fold| {
            let members =
                rows.iter().zip(&folds).filter(|(_, of_row)| **of_row == fold).map(|(rows, _)| rows);
            Sums::of(N_FEATURES, N_CORE, &members.flat_map(examples).collect::<Vec<_>>())
        })
        .collect();
    let without = |left_out: Option<usize>| {
        let mut total = Sums::new(N_FEATURES, N_CORE);
        for (_, sums) in sums.iter().enumerate().filter(|(fold, _)| Some(*fold) != left_out) {
            total.add(sums);
        }
        let learnt_from = LearntFrom {
            files: settings.files.clone(),
            articles: pairs.len(),
            lines: rows.iter().map(|rows| rows.targets.len()).sum(),
        };
        Ok(LineModel::new(total.solve(PENALTY)?, learnt_from))
    };
    let choices: Vec<Option<usize>> = (0..n_folds).map(Some).chain([None]).collect();
    let mut models =
        parallel::map(&choices, |&left_out| without(left_out)).into_iter().collect::<Result<Vec<_>>>()?;
    let model = models.pop().ok_or_else(|| Error::new(ErrorKind::Data, "there is nothing to learn"))?;
    let placed: Vec<(&Pair<'_>, usize)> = pairs.iter().zip(folds).collect();
    let line_settings = LineSettings { max_chars: settings.max_chars, ..LineSettings::default() };
    let held_out = parallel::map_with(&placed, Scratch::default, |scratch, (pair, fold)| {
        let knowledge = LineKnowledge { background, model: models.get(*fold).unwrap_or(&model) };
        let line = summarize(&pair.document, knowledge, scratch, line_settings);
        let rouge = of_best_reference(pair, background, std::iter::once(line.summary.as_str())).pop();
        (line, rouge.unwrap_or_default())
    });
    let n = held_out.len() as f64;
    let mean = |of: fn(&Rouge) -> f64| held_out.iter().map(|(_, rouge)| of(rouge)).sum::<f64>() / n;
    let rouge = Rouge {
        rouge_1: mean(|rouge| rouge.rouge_1),
        rouge_2: mean(|rouge| rouge.rouge_2),
        rouge_l: mean(|rouge| rouge.rouge_l),
    };
    Ok(LearntLines { model, held_out: held_out.into_iter().map(|(line, _)| line).collect(), rouge })
}

/// The fold of each article: drawn by a fixed rule, near-copies together.
fn folds(pairs: &[Pair<'_>], background: &dyn Background, n_folds: usize) -> Result<Vec<usize>> {
    let documents: Vec<Document<'_>> = pairs.iter().map(|pair| pair.document).collect();
    let counted = CountedDocuments::new(&documents, background.vectorizer().analyzer().settings());
    let groups = near_copies(&counted.term_sets(), &counted.term_hashes());
    let mut order: Vec<usize> = groups.clone();
    order.sort_unstable();
    order.dedup();
    if order.len() < n_folds {
        return Err(too_few(pairs.len(), order.len(), n_folds));
    }
    SplitMix64::new(SEED).shuffle(&mut order);
    let fold_of: HashMap<usize, usize> =
        order.into_iter().enumerate().map(|(rank, group)| (group, rank % n_folds)).collect();
    Ok(groups.iter().map(|group| fold_of.get(group).copied().unwrap_or(0)).collect())
}

fn too_few(n_articles: usize, n_groups: usize, n_folds: usize) -> Error {
    let copies = if n_groups < n_articles { ", as near-copies are held out together" } else { "" };
    let fewer = if n_groups < 2 { "" } else { ", or ask for fewer folds with --cv" };
    Error::new(
        ErrorKind::Data,
        format!(
            "{n_folds} folds need as many different articles with a reference, and there {} {n_groups}{copies}; give more{fewer}",
            if n_groups == 1 { "is" } else { "are" },
        ),
    )
}

fn rows_of(pair: &Pair<'_>, background: &dyn Background, scratch: &mut Scratch) -> Rows {
    let candidates = candidates_to_learn(&pair.document, background, scratch, LineSettings::MAX_CHARS);
    let texts: Vec<String> = candidates.iter().map(|candidate| candidate.text(pair.document.text)).collect();
    let texts = texts.iter().map(String::as_str);
    let shared: Vec<f64> = of_best_reference(pair, background, texts).iter().map(Rouge::mean).collect();
    let mean = shared.iter().sum::<f64>() / shared.len().max(1) as f64;
    Rows {
        features: candidates.iter().map(|candidate| candidate.described.features).collect(),
        targets: shared.into_iter().map(|shared| shared - mean).collect(),
    }
}

/// What each line shares with the reference that it shares most with.
fn of_best_reference<'t>(
    pair: &Pair<'_>,
    background: &dyn Background,
    lines: impl Iterator<Item = &'t str>,
) -> Vec<Rouge> {
    let language = pair.document.analyzer(background.vectorizer().analyzer()).language();
    let stemmer = Stemmer::new(language);
    let mut tokenizer = Tokenizer::new(&stemmer);
    let references: Vec<_> = pair.references.iter().map(|reference| tokenizer.tokens(reference)).collect();
    let best = |line: &str| {
        let line = tokenizer.tokens(line);
        let scores = references.iter().map(|reference| rouge(&line, reference));
        scores.max_by(|a, b| a.mean().total_cmp(&b.mean())).unwrap_or_default()
    };
    lines.map(best).collect()
}

fn examples(rows: &Rows) -> impl Iterator<Item = Example<'_>> {
    rows.features.iter().zip(&rows.targets).map(|(features, &target)| Example { features, target })
}
