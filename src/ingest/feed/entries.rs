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

/// The articles of a feed, in its order.
pub(super) fn articles(feed: Feed, name: Name<'_>) -> impl Iterator<Item = Article> {
    let source = feed.title.as_ref().map(headline).filter(|title| !title.is_empty());
    let source = source.unwrap_or_else(|| name.short.to_owned());
    let page: Arc<str> = name.full.into();
    let short_name = name.short.to_owned();
    let feed_language = feed.language.as_deref().and_then(non_empty);
    let feed_base = base(&feed.links);
    let feed_authors = names(&feed.authors);
    feed.entries.into_iter().enumerate().map(move |(index, entry)| {
        let entry_base = entry.base.as_deref().and_then(|base| Url::parse(base).ok());
        let url = url(&entry).map(|url| absolute(url, entry_base.as_ref().or(feed_base.as_ref())));
        let authors = names(&entry.authors);
        let id = non_empty(&entry.id).or_else(|| url.clone());
        let moment = entry.published.or(entry.updated);
        Article {
            id: id.unwrap_or_else(|| format!("{short_name}#{}", index + 1)),
            title: entry.title.as_ref().map(headline).unwrap_or_default(),
            text: text(&entry),
            url,
            source: Some(source.clone()),
            authors: if authors.is_empty() { feed_authors.clone() } else { authors },
            categories: filed_under(&entry.categories),
            published: moment.and_then(|moment| Timestamp::from_second(moment.timestamp()).ok()),
            lang: entry.language.as_deref().and_then(non_empty).or_else(|| feed_language.clone()),
            labels: Vec::new(),
            has_label_list: false,
            references: Vec::new(),
            page: Some(Arc::clone(&page)),
        }
    })
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
    if !(html::looks_like_html(content) || (is_markup && content.contains('<'))) {
        return clean(content).into_owned();
    }
    let text = html::to_text(content);
    if !content.contains('<') && html::is_markup(&text) { html::to_text(&text) } else { text }
}
