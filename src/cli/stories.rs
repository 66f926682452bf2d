//! `slugline stories`: which articles tell the same story.

use super::Outcome;
use super::args::{StoriesArguments, StoriesForm};
use super::files::Files;
use super::output::{may_colour, note, write_to};
use super::session::Session;
use crate::error::Result;
use crate::pipeline::{Tally, story_rows};
use crate::publish::{counted, write_story_json, write_story_text};

pub(super) fn run(arguments: &StoriesArguments, quiet: bool) -> Result<Outcome> {
    let path = arguments.output.output.as_deref();
    let mut session = Session::open(&arguments.input, &Files::new([path], []), quiet)?;
    let coloured = may_colour(path);
    let (mut tally, mut n_stories, mut n_of_several) = (Tally::default(), 0, 0);
    write_to(path, |out| {
        tally = session.run(|events, report| {
            story_rows(events, arguments.stories.into(), arguments.masking.masking(), report, |row| {
                let is_shown = row.articles.len() >= arguments.min_size;
                n_stories += 1;
                n_of_several += usize::from(row.articles.len() > 1);
                match arguments.to {
                    _ if !is_shown => Ok(()),
                    StoriesForm::Jsonl => write_story_json(out, row),
                    StoriesForm::Text => write_story_text(out, row, coloured),
                }
            })
        })?;
        session.refuse_nothing(&tally)
    })?;
    if !quiet {
        let articles = counted(tally.rows, "article");
        let stories = if n_stories == 1 { "1 story".to_owned() } else { format!("{n_stories} stories") };
        note(&format!("slugline: {stories} in {articles}, {n_of_several} of several articles"));
    }
    Ok(session.close(&tally))
}
