//! `slugline train --shard I/N`: a part of a training, counts or sums, to be merged with those of the other shards.

use std::path::Path;

use super::Outcome;
use super::args::TrainArguments;
use super::files::Files;
use super::output::{diagnostic, note};
use super::progress::spinner;
use super::session::Session;
use super::settings::training_settings;
use crate::article::{Article, DamagedRow, Row, Span};
use crate::boilerplate::KnownLines;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Format;
use crate::pipeline::{Tally, in_batches};
use crate::publish::counted;
use crate::store::{load_part, save_bytes};
use crate::text::LanguageChoice;
use crate::topics::{
    LanguageSample, Part, Shard, ShardCounts, ShardSums, SharedTerms, TrainingSettings, examples,
};

/// What a shard makes of its articles.
enum Round {
    /// Their counts, by these settings.
    Counting(Box<TrainingSettings>),
    /// Their sums, by the counts of all.
    Summing(Box<SharedTerms>),
}

/// Writes the part of `shard`.
pub(super) fn run(
    arguments: &TrainArguments,
    shard: Shard,
    format: Option<Format>,
    quiet: bool,
) -> Result<Outcome> {
    let round = round(arguments)?;
    let input = arguments.input(&arguments.inputs, format);
    let output = arguments.output.as_path();
    let files =
        Files::new([Some(output)], []).also_reading(arguments.sharding.counts.as_deref(), "the counts too");
    let mut session = Session::open(&input, &files, quiet)?;
    session.measure(arguments.stats.stats);
    let read = Rows::read(&mut session, arguments, shard)?;
    let lines = KnownLines::from_hashes(read.lines);
    let masks = lines.masks(&read.articles);
    let (examples, _) = examples(&read.articles, &masks);
    session.end_stage("reading");
    session.note_read(usize::try_from(read.n_read).unwrap_or(usize::MAX));
    let progress = spinner("counting", quiet);
    let (part, what) = match round {
        Round::Counting(mut settings) => {
            if arguments.learning.lang == LanguageChoice::Auto {
                let languages = read.languages.languages();
                settings.vectorizer = settings.vectorizer.languages(languages);
            }
            (Part::Counts(ShardCounts::of(&examples, &settings)?.of_shard(shard)), "counts")
        }
        Round::Summing(terms) => {
            let sums = ShardSums::of(&examples, &terms, Some(shard))?.with_known_lines(lines.hashes());
            (Part::Sums(sums), "sums")
        }
    };
    progress.finish_and_clear();
    session.end_stage("counting");
    save_bytes(&part.to_bytes()?, output)?;
    session.end_stage("writing");
    if !quiet {
        let n_articles = counted(examples.len(), "article");
        note(&format!("Wrote {}: {what} of shard {shard}, {n_articles}.", output.display()));
    }
    Ok(session.close(&read.tally))
}

/// What is to be done, checked before anything is read.
fn round(arguments: &TrainArguments) -> Result<Round> {
    let Some(path) = &arguments.sharding.counts else {
        let settings = training_settings(&arguments.learning)?;
        // Settings that do not add up are refused for no articles too.
        ShardCounts::of(&[], &settings)?;
        return Ok(Round::Counting(Box::new(settings)));
    };
    if let Some(flag) = arguments.learning.typed.iter().find(|flag| *flag != "keep_boilerplate") {
        let message = format!(
            "--{} does not go with --counts: the settings are those that the articles were counted with; leave it out, or count anew",
            flag.replace('_', "-")
        );
        return Err(Error::new(ErrorKind::Parameter, message));
    }
    Ok(Round::Summing(Box::new(shared_terms(path)?)))
}

/// The counts at `path`; those that are not merged yet where they hold all shards.
fn shared_terms(path: &Path) -> Result<SharedTerms> {
    match load_part(path)? {
        Part::Terms(terms) => Ok(terms),
        Part::Counts(counts) => counts.freeze().map_err(|error| error.at(path.display())),
        Part::Sums(_) => {
            let message = format!(
                "{} holds sums, and --counts takes what `slugline merge` makes of counts",
                path.display()
            );
            Err(Error::new(ErrorKind::Parameter, message))
        }
    }
}

/// The articles of a shard, and what is to be known of all others.
#[derive(Default)]
struct Rows {
    articles: Vec<Article>,
    tally: Tally,
    /// The boilerplate of all articles.
    lines: Vec<u64>,
    /// Those of all articles by which languages are told.
    languages: LanguageSample,
    /// How many rows were read.
    n_read: u64,
}

impl Rows {
    /// Reads everything, and keeps what is the shard's.
    fn read(session: &mut Session, arguments: &TrainArguments, shard: Shard) -> Result<Self> {
        let mut read = Self::default();
        let masking = arguments.learning.masking.masking();
        session.run(|events, report| {
            in_batches(events, masking, report, |batch| {
                read.take(batch.rows, batch.masks, shard);
                Ok(())
            })
        })?;
        if read.n_read == 0 {
            session.refuse_nothing(&read.tally)?;
        }
        Ok(read)
    }

    fn take(&mut self, rows: Vec<Row>, masks: Vec<Vec<Span>>, shard: Shard) {
        let (mut articles, mut of_articles, mut are_held) = (Vec::new(), Vec::new(), Vec::new());
        for (row, mask) in rows.into_iter().zip(masks) {
            let is_held = shard.holds(self.n_read);
            self.n_read += 1;
            self.tally.rows += usize::from(is_held);
            match row {
                Row::Article(article) => {
                    articles.push(article);
                    of_articles.push(mask);
                    are_held.push(is_held);
                }
                Row::Damaged(DamagedRow { id, error }) if is_held => {
                    self.tally.errors += 1;
                    diagnostic("warning", &format!("{id}: {error}"));
                }
                Row::Damaged(_) => {}
            }
        }
        self.lines.extend_from_slice(KnownLines::of(&articles, &of_articles).hashes());
        self.lines.sort_unstable();
        self.lines.dedup();
        for (article, is_held) in articles.into_iter().zip(are_held) {
            if !article.labels.is_empty() && !article.is_empty() {
                self.languages.add(&article);
            }
            self.articles.extend(Some(article).filter(|_| is_held));
        }
    }
}
