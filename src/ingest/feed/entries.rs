//! What a feed's parser found, as articles.

use std::collections::HashSet;
use std::sync::Arc;

use feed_rs::model::{Category, Content, Entry, Feed, Link, Person, Text};
use jiff::Timestamp;
use url::Url;

use super::super::columns::non_empty;
use super::super::reader::Name;
use super::super::{html, one_line};
use crate::article::Article;
use crate::text::clean;

const SECTION: &str = "<![CDATA[";

/// What a feed says of itself that its articles take over.
#[derive(Debug)]
pub(super) struct About {
    source: String,
    page: Arc<str>,
    /// What entries without an id go by.
    short_name: String,
    language: Option<String>,
    /// The address that relative ones go out from.
    base: Option<Url>,
    authors: Vec<String>,
}

impl About {
    /// What the feed says, if anything is known of it but its name.
    pub(super) fn new(feed: Option<&Feed>, name: Name<'_>) -> Self {
        let title = feed.and_then(|feed| feed.title.as_ref()).map(headline);
        Self {
            source: title.filter(|title| !title.is_empty()).unwrap_or_else(|| name.short.to_owned()),
            page: name.full.into(),
            short_name: name.short.to_owned(),
            language: feed.and_then(|feed| feed.language.as_deref()).and_then(non_empty),
            base: feed.and_then(|feed| base(&feed.links)),
            authors: feed.map(|feed| names(&feed.authors)).unwrap_or_default(),
        }
    }

    /// The name that the feed goes by in ids, without folders.
    pub(super) fn short_name(&self) -> &str {
        &self.short_name
    }

    /// The article of an entry; `n_before` stand before it.
    pub(super) fn article(&self, entry: &Entry, n_before: usize) -> Article {
        let entry_base = entry.base.as_deref().and_then(|base| Url::parse(base).ok());
        let url = url(entry).map(|url| absolute(url, entry_base.as_ref().or(self.base.as_ref())));
        let authors = names(&entry.authors);
        let id = non_empty(&entry.id).or_else(|| url.clone());
        let moment = entry.published.or(entry.updated);
        Article {
            id: id.unwrap_or_else(|| format!("{}#{}", self.short_name, n_before + 1)),
            title: title(entry),
            text: text(entry),
            url,
            source: Some(self.source.clone()),
            authors: if authors.is_empty() { self.authors.clone() } else { authors },
            categories: filed_under(&entry.categories),
            published: moment.and_then(|moment| Timestamp::from_second(moment.timestamp()).ok()),
            lang: entry.language.as_deref().and_then(non_empty).or_else(|| self.language.clone()),
            labels: Vec::new(),
            has_label_list: false,
            references: Vec::new(),
            page: Some(Arc::clone(&self.page)),
        }
    }
}

/// The entry's title, else that of its film or sound.
fn title(entry: &Entry) -> String {
    let of_media = entry.media.iter().filter_map(|media| media.title.as_ref());
    entry.title.iter().chain(of_media).map(headline).find(|title| !title.is_empty()).unwrap_or_default()
}

/// The page that the entry is about: its first link that is no comment, enclosure or the like; else an id that is
/// an address.
fn url(entry: &Entry) -> Option<String> {
    let is_page = |media_type: &String| media_type.contains("html");
    let link = entry.links.iter().find(|link| {
        link.rel.as_deref().is_none_or(|rel| rel == "alternate")
            && link.target.is_none()
            && link.media_type.as_ref().is_none_or(is_page)
    });
    link.and_then(|link| non_empty(&link.href)).or_else(|| {
        let is_address = entry.id.starts_with("http://") || entry.id.starts_with("https://");
        non_empty(&entry.id).filter(|_| is_address)
    })
}

/// The address that relative ones of the feed go out from: its own, else that of its site.
fn base(links: &[Link]) -> Option<Url> {
    let address = |link: &Link| Url::parse(&link.href).ok().filter(|url| !url.cannot_be_a_base());
    let is_own = |link: &&Link| link.rel.as_deref() == Some("self");
    links.iter().filter(is_own).find_map(address).or_else(|| links.iter().find_map(address))
}

fn absolute(url: String, base: Option<&Url>) -> String {
    match (Url::parse(&url), base.and_then(|base| base.join(&url).ok())) {
        (Err(_), Some(whole)) => whole.into(),
        _ => url,
    }
}

fn names(people: &[Person]) -> Vec<String> {
    let named = |person: &Person| {
        // The parser leaves the brackets of "desk@gauge.example (Mara Olsen)".
        let name = person.name.as_deref().map(str::trim);
        let bare = name.and_then(|name| name.strip_prefix('(')?.strip_suffix(')'));
        let name = bare.or(name).and_then(non_empty);
        name.or_else(|| person.email.as_deref().and_then(non_empty))
    };
    distinct(people.iter().filter_map(named))
}

fn filed_under(categories: &[Category]) -> Vec<String> {
    let named = |category: &Category| {
        let label = category.label.as_deref().unwrap_or(&category.term);
        non_empty(&one_line(&plain_text(label)))
    };
    distinct(categories.iter().filter_map(named))
}

fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    words.filter(|word| seen.insert(word.clone())).collect()
}

/// The first of content, summary and media description that has a text.
fn text(entry: &Entry) -> String {
    let content = entry.content.as_ref().and_then(content_text);
    let described = entry.media.iter().filter_map(|media| media.description.as_ref());
    let others = entry.summary.iter().chain(described).map(plain);
    content.into_iter().chain(others).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The text of the content, unless that is a picture or the like.
fn content_text(content: &Content) -> Option<String> {
    let media_type = content.content_type.as_str();
    let body = content.body.as_deref()?;
    let is_markup = is_markup(media_type);
    (is_markup || media_type.starts_with("text/")).then(|| to_text(body, is_markup))
}

fn plain(text: &Text) -> String {
    to_text(&text.content, is_markup(text.content_type.as_str()))
}

fn headline(text: &Text) -> String {
    one_line(&plain(text))
}

fn is_markup(media_type: &str) -> bool {
    media_type.ends_with("html") || media_type.ends_with("xml")
}

fn plain_text(text: &str) -> String {
    to_text(text, false)
}

/// Feeds often declare one thing and send the other, so what looks like HTML is taken for it, once more where it was escaped twice; and what
/// has no mark of it keeps its line ends.
fn to_text(content: &str, is_markup: bool) -> String {
    if content.contains(SECTION) {
        // A section within a section, which XML does not know, and HTML takes for a comment.
        return to_text(&content.replace(SECTION, "").replace("]]>", ""), is_markup);
    }
    if !(html::looks_like_html(content) || (is_markup && content.contains('<'))) {
        return clean(content).into_owned();
    }
    let text = html::to_text(content);
    if !content.contains('<') && html::is_markup(&text) { html::to_text(&text) } else { text }
}
