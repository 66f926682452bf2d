//! Plain text: one article, or a page of several one after another.
//!
//! Nothing marks where an article ends but its successor's headline, so a headline is told by its looks: one
//! line, capitalised, without a full stop, and a paragraph behind it.

use std::sync::Arc;

use crate::article::{Article, Row};
use crate::text::clean;

use super::one_line;
use super::reader::Name;

const MAX_TITLE_CHARS: usize = 160;
/// The words of a headline within a page …
const MIN_TITLE_WORDS: usize = 3;
/// … and of one that is surely not a subhead.
const MIN_SURE_TITLE_WORDS: usize = 4;
/// An article of a page has this many words, or more than one paragraph.
const MIN_ARTICLE_WORDS: usize = 25;
/// Of so many articles one may be slight before the page is taken for one article with subheads.
const ARTICLES_PER_SLIGHT_ONE: usize = 4;

/// Whether a text is one article or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One article.
    Article,
    /// Several articles.
    Page,
    /// Whichever it looks like.
    Either,
}

/// The articles of a text from the input called `name`.
pub(super) fn read(text: &str, name: Name<'_>, layout: Layout) -> Vec<Row> {
    let text = clean(text);
    let blocks = split_blocks(&text);
    let articles = match layout {
        Layout::Article => vec![lone_article(&blocks)],
        Layout::Page => split_page(&blocks),
        Layout::Either => {
            let articles = split_page(&blocks);
            if is_page(&articles) { articles } else { vec![lone_article(&blocks)] }
        }
    };
    let page: Option<Arc<str>> = (articles.len() > 1).then(|| name.full.into());
    articles
        .into_iter()
        .enumerate()
        .map(|(index, article)| {
            Row::Article(Article {
                id: format!("{}#{}", name.short, index + 1),
                title: one_line(article.title),
                text: article.text(),
                page: page.clone(),
                ..Article::default()
            })
        })
        .collect()
}

/// An article within its text.
struct Part<'a> {
    /// Empty where there is none.
    title: &'a str,
    blocks: &'a [Block<'a>],
}

impl Part<'_> {
    fn text(&self) -> String {
        let paragraphs: Vec<String> = self.blocks.iter().map(Block::text).collect();
        paragraphs.join("\n\n")
    }

    /// True where this may as well be a section of an article under its subhead.
    fn is_slight(&self) -> bool {
        count_words(self.title) < MIN_SURE_TITLE_WORDS
            || (self.blocks.len() < 2
                && self.blocks.iter().map(Block::count_words).sum::<usize>() < MIN_ARTICLE_WORDS)
    }
}

/// The lines between two blank lines.
struct Block<'a> {
    lines: Vec<&'a str>,
}

impl<'a> Block<'a> {
    fn text(&self) -> String {
        self.lines.join("\n")
    }

    fn count_words(&self) -> usize {
        self.lines.iter().map(|line| count_words(line)).sum()
    }

    /// Its only line without the marks of a Markdown heading, where it could be a headline by its length and end.
    fn as_headline(&self) -> Option<&'a str> {
        let [line] = self.lines.as_slice() else { return None };
        let marks = line.bytes().take_while(|byte| *byte == b'#').count();
        let behind = line.get(marks..).unwrap_or_default();
        let line = if marks > 0 && behind.starts_with(' ') { behind.trim() } else { *line };
        let fits = !line.is_empty() && line.chars().count() <= MAX_TITLE_CHARS;
        (fits && !ends_with_stop(line) && !line.ends_with(':')).then_some(line)
    }

    /// The same, where it looks like a headline in the midst of a page.
    fn as_title(&self) -> Option<&'a str> {
        self.as_headline().filter(|line| count_words(line) >= MIN_TITLE_WORDS && starts_like_title(line))
    }

    fn is_paragraph(&self) -> bool {
        self.lines.last().is_some_and(|line| ends_with_stop(line))
    }
}

/// The blocks of a cleaned text; where it has no blank line, every line is a block.
fn split_blocks(text: &str) -> Vec<Block<'_>> {
    let lines = || text.lines().map(str::trim);
    if !lines().any(str::is_empty) {
        return lines().map(|line| Block { lines: vec![line] }).collect();
    }
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_inside = false;
    for line in lines() {
        match blocks.last_mut() {
            _ if line.is_empty() => {}
            Some(block) if is_inside => block.lines.push(line),
            _ => blocks.push(Block { lines: vec![line] }),
        }
        is_inside = !line.is_empty();
    }
    part_head(&mut blocks);
    blocks
}

/// Words that open a byline, in English, German, French, Spanish, Italian and Dutch.
const BYLINE_WORDS: [&str; 6] = ["by", "von", "par", "por", "di", "door"];

/// Parts a headline from the byline or date in the line below it.
fn part_head(blocks: &mut Vec<Block<'_>>) {
    let Some(Block { lines }) = blocks.first_mut().filter(|block| !block.is_paragraph()) else { return };
    let is_below_headline = |line: &&str| {
        let first = line.split_whitespace().next().unwrap_or_default().to_lowercase();
        BYLINE_WORDS.contains(&first.as_str()) || line.contains(|character: char| character.is_ascii_digit())
    };
    if lines.get(1).is_some_and(is_below_headline) {
        let rest = Block { lines: lines.split_off(1) };
        blocks.insert(1, rest);
    }
}

/// The text as one article, its first block the headline where it looks like one.
fn lone_article<'a>(blocks: &'a [Block<'a>]) -> Part<'a> {
    if let [first, rest @ ..] = blocks
        && let Some(title) = first.as_headline()
        && !rest.is_empty()
    {
        return Part { title, blocks: rest };
    }
    Part { title: "", blocks }
}

/// The text as a page: an article for each headline that a paragraph follows. What looks like a headline but is
/// followed by another belongs to the article before it; what stands before the first is an article without title.
fn split_page<'a>(blocks: &'a [Block<'a>]) -> Vec<Part<'a>> {
    let title_at = |index: usize| {
        let follower = blocks.get(index + 1)?;
        blocks.get(index).and_then(Block::as_title).filter(|_| follower.is_paragraph())
    };
    let mut parts = Vec::new();
    let (mut title, mut start) = ("", 0);
    for index in 0..blocks.len() {
        let Some(next_title) = title_at(index) else { continue };
        if index > 0 {
            parts.push(Part { title, blocks: blocks.get(start..index).unwrap_or_default() });
        }
        (title, start) = (next_title, index + 1);
    }
    parts.push(Part { title, blocks: blocks.get(start..).unwrap_or_default() });
    parts
}

/// True where the parts are articles rather than one article's sections.
fn is_page(parts: &[Part<'_>]) -> bool {
    let n_slight = parts.iter().filter(|part| part.is_slight()).count();
    parts.len() >= 2
        && parts.first().is_some_and(|part| !part.title.is_empty())
        && n_slight * ARTICLES_PER_SLIGHT_ONE <= parts.len()
}

fn count_words(line: &str) -> usize {
    line.split_whitespace().count()
}

/// A letter that is not lower-case (many scripts have no case), a digit, or an opening quote.
fn starts_like_title(line: &str) -> bool {
    let is_numbered_item = || {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let behind = line.get(digits..).unwrap_or_default();
        digits > 0 && (behind.starts_with(") ") || behind.starts_with(". "))
    };
    line.chars().next().is_some_and(|first| {
        (first.is_alphanumeric() && !first.is_lowercase()) || "\"'“‘«„‚‹「『¿¡".contains(first)
    }) && !is_numbered_item()
}

/// True for a line that ends a sentence, quotes and brackets behind its stop aside.
fn ends_with_stop(line: &str) -> bool {
    line.trim_end_matches(['"', '\'', '”', '’', '»', '“', '‘', '›', ')', ']', '」', '』', '*', '_'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'])
}

#[cfg(test)]
mod tests;
