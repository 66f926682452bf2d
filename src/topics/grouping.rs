//! Articles that belong together and must not stand on both sides of a test: those of a source, a site or a day.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::Example;
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};

/// What articles are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Who published them.
    Source,
    /// The host of their link.
    UrlHost,
    /// The day they were published on, in UTC.
    Day,
}

impl GroupBy {
    /// The name by which it is asked for.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::UrlHost => "url-host",
            Self::Day => "day",
        }
    }

    /// What the group of `article` is called; none where the article does not say.
    fn key(self, article: &Article) -> Option<String> {
        let key = match self {
            Self::Source => article.source.as_deref()?.trim().to_owned(),
            Self::UrlHost => host(article.url.as_deref()?)?.to_lowercase(),
            Self::Day => article.published?.as_second().div_euclid(SECONDS_PER_DAY).to_string(),
        };
        (!key.is_empty()).then_some(key)
    }
}

impl FromStr for GroupBy {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let all = [Self::Source, Self::UrlHost, Self::Day];
        all.into_iter().find(|group_by| group_by.as_str() == name).ok_or_else(|| {
            let message = format!("articles are grouped by source, url-host or day, not by `{name}`");
            Error::new(ErrorKind::Parameter, message)
        })
    }
}

const SECONDS_PER_DAY: i64 = 86_400;

/// Groups of articles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Groups {
    /// The number of each article's group, from 0 in the order of their first articles.
    pub numbers: Vec<usize>,
    /// The number of groups.
    pub n_groups: usize,
    /// The number of articles that do not say what group they are of; each is one of its own.
    pub n_without: usize,
}

/// The groups of `examples`, in their order.
///
/// # Errors
/// [`ErrorKind::Data`] where no article says what it is grouped by, or all are of one group.
pub fn group_examples(examples: &[Example<'_>], by: GroupBy) -> Result<Groups> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups = Groups::default();
    for example in examples {
        let next = groups.n_groups;
        let key = by.key(example.article);
        groups.n_without += usize::from(key.is_none());
        let number = key.map_or(next, |key| *known.entry(key).or_insert(next));
        groups.n_groups += usize::from(number == next);
        groups.numbers.push(number);
    }
    let name = by.as_str();
    if known.is_empty() {
        let column = match by {
            GroupBy::Source => "--source-column",
            GroupBy::UrlHost => "--url-column",
            GroupBy::Day => "--date-column",
        };
        let message = format!("no article has what --group-by {name} goes by; name its column with {column}");
        return Err(Error::new(ErrorKind::Data, message));
    }
    if groups.n_groups < 2 {
        let message = format!(
            "all {} articles are one group by {name}, so there is nothing left to learn from while it is tested",
            examples.len()
        );
        return Err(Error::new(ErrorKind::Data, message));
    }
    Ok(groups)
}

/// The host of a link, without user, port and a leading `www.`; none where there is none.
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("//")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.strip_prefix('[') {
        Some(address) => address.split(']').next()?,
        None => host.split(':').next()?,
    };
    match host.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("www.") => host.get(4..),
        _ => Some(host),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(source: &str, url: &str, second: i64) -> Article {
        Article {
            source: (!source.is_empty()).then(|| source.to_owned()),
            url: Some(url.to_owned()),
            published: jiff::Timestamp::from_second(second).ok(),
            ..Article::default()
        }
    }

    fn numbers(articles: &[Article], by: GroupBy) -> Result<Groups> {
        let example = |article| Example { article, masked: &[], label: "x" };
        group_examples(&articles.iter().map(example).collect::<Vec<_>>(), by)
    }

    #[test]
    fn articles_are_grouped_by_what_they_say() {
        let articles = [
            article("Quay Notes", "https://www.Quay.example:8080/a?b=//c", -1),
            article("", "HTTPS://reader@quay.example#top", 0),
            article("Quay Notes ", "no link", 86_399),
            article("", "//[2001:db8::1]:80/x", 86_400),
        ];
        let by_source = numbers(&articles, GroupBy::Source).unwrap();
        assert_eq!(by_source, Groups { numbers: vec![0, 1, 0, 2], n_groups: 3, n_without: 2 });
        assert_eq!(numbers(&articles, GroupBy::UrlHost).unwrap().numbers, [0, 0, 1, 2]);
        assert_eq!(numbers(&articles, GroupBy::Day).unwrap().numbers, [0, 1, 1, 2]);
        assert_eq!(host("//[2001:db8::1]:80/x"), Some("2001:db8::1"));
        assert_eq!(host("https://wwé.example"), Some("wwé.example"));
    }

    #[test]
    fn what_cannot_be_grouped_is_explained() {
        let articles = [article("", "", 0), article("", "", 1)];
        let message = |by| numbers(&articles, by).unwrap_err().to_string();
        assert!(message(GroupBy::Source).contains("--source-column"));
        assert!(message(GroupBy::Day).contains("one group by day"));
        assert!("week".parse::<GroupBy>().is_err());
        assert_eq!("url-host".parse::<GroupBy>().unwrap(), GroupBy::UrlHost);
    }
}
