//! Names to fields: which key of a JSON object or column of a table is the title, the text, the label …
//!
//! JSONL and CSV share this, so that a column means the same in both.

use crate::article::Article;
use crate::text::cleaned;

use super::{Columns, dates, one_line};

/// What a key or column can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Id,
    Title,
    Text,
    Url,
    Source,
    Published,
    Lang,
    /// One topic.
    Label,
    /// Several topics.
    Labels,
    /// Lines that people wrote for the article.
    References,
}

impl Field {
    pub(super) const ALL: [Self; 10] = [
        Self::Id,
        Self::Title,
        Self::Text,
        Self::Url,
        Self::Source,
        Self::Published,
        Self::Lang,
        Self::Label,
        Self::Labels,
        Self::References,
    ];

    /// The names it goes by without being told, the likeliest first.
    pub(super) const fn usual_names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id"],
            Self::Title => &["title", "headline"],
            Self::Text => &["text", "body", "content", "description", "summary"],
            Self::Url => &["url", "link"],
            Self::Source => &["source", "feed", "publisher"],
            Self::Published => &["published", "date"],
            Self::Lang => &["lang"],
            Self::Label => &["label", "topic", "category"],
            Self::Labels => &["labels", "topics"],
            Self::References => &["refs", "summary"],
        }
    }
}

impl Columns {
    /// The user's own name for `field`.
    pub(super) fn given(&self, field: Field) -> Option<&str> {
        match field {
            Field::Id => self.id.as_deref(),
            Field::Title => self.title.as_deref(),
            Field::Text => self.text.as_deref(),
            Field::Url => self.url.as_deref(),
            Field::Source => self.source.as_deref(),
            Field::Published => self.published.as_deref(),
            Field::Lang => self.lang.as_deref(),
            Field::Label => self.label.as_deref().filter(|name| !is_usual_name_of_labels(name)),
            Field::Labels => self.label.as_deref().filter(|name| is_usual_name_of_labels(name)),
            Field::References => None,
        }
    }

    /// Every name to look for: the user's own alone, or the usual ones.
    pub(super) fn names(&self, field: Field) -> impl Iterator<Item = &str> {
        let given = self.given(field);
        let is_given = match field {
            Field::Label | Field::Labels => self.label.is_some(),
            _ => given.is_some(),
        };
        let usual: &[&str] = if is_given { &[] } else { field.usual_names() };
        given.into_iter().chain(usual.iter().copied())
    }

    /// True where the user gave positions, which is to say that the table has no header.
    pub(super) fn has_positions(&self) -> bool {
        Field::ALL.into_iter().filter_map(|field| self.given(field)).any(is_position)
    }
}

/// The user may point the one label option at a column of several, such as `topics`.
fn is_usual_name_of_labels(name: &str) -> bool {
    Field::Labels.usual_names().iter().any(|usual| usual.eq_ignore_ascii_case(name.trim()))
}

/// True for a column given by its number.
pub(super) fn is_position(name: &str) -> bool {
    let name = name.trim();
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The values of one row, as they stand in the input.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) id: Option<String>,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) url: Option<String>,
    pub(super) source: Option<String>,
    pub(super) published: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) labels: Vec<String>,
    pub(super) has_label_list: bool,
    pub(super) references: Vec<String>,
}

impl Values {
    /// The article that these values make; without an id it goes by its URL, else by `fallback_id`.
    pub(super) fn into_article(self, fallback_id: impl FnOnce() -> String) -> Article {
        let url = self.url.as_deref().and_then(non_empty);
        let id = self.id.as_deref().and_then(non_empty).or_else(|| url.clone()).unwrap_or_else(fallback_id);
        Article {
            id,
            title: one_line(&self.title),
            text: cleaned(self.text),
            url,
            source: self.source.as_deref().and_then(non_empty),
            published: self.published.as_deref().and_then(dates::parse),
            lang: self.lang.as_deref().and_then(non_empty),
            labels: self.labels.iter().filter_map(|label| non_empty(label)).collect(),
            has_label_list: self.has_label_list,
            references: self.references.iter().filter_map(|reference| non_empty(reference)).collect(),
            page: None,
            ..Article::default()
        }
    }
}

/// The value on one line, unless there is nothing in it.
pub(super) fn non_empty(value: &str) -> Option<String> {
    Some(one_line(value)).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_users_name_is_the_only_one() {
        let columns = Columns { text: Some("story".to_owned()), ..Columns::default() };
        let names: Vec<_> = columns.names(Field::Text).collect();
        assert_eq!(names, ["story"]);
        let columns = Columns { text: None, label: Some("topics".to_owned()), ..columns };
        assert_eq!(
            columns.names(Field::Text).collect::<Vec<_>>(),
            ["text", "body", "content", "description", "summary"]
        );
        assert_eq!(columns.names(Field::Labels).collect::<Vec<_>>(), ["topics"]);
        assert_eq!(columns.names(Field::Label).count(), 0);
        assert_eq!(columns.names(Field::Id).collect::<Vec<_>>(), ["id"]);
    }

    #[test]
    fn the_label_option_may_name_a_column_of_several() {
        let columns = Columns { label: Some("Topics".to_owned()), ..Columns::default() };
        assert_eq!(columns.given(Field::Label), None);
        assert_eq!(columns.given(Field::Labels), Some("Topics"));
    }

    #[test]
    fn positions_are_numbers() {
        assert!(Columns { id: Some("2".to_owned()), ..Columns::default() }.has_positions());
        assert!(!Columns { id: Some("x2".to_owned()), ..Columns::default() }.has_positions());
    }

    #[test]
    fn an_article_without_id_goes_by_its_url() {
        let values = Values { url: Some(" https://example.org/1 ".to_owned()), ..Values::default() };
        assert_eq!(values.into_article(|| "a#1".to_owned()).id, "https://example.org/1");
        let values = Values { url: Some(String::new()), ..Values::default() };
        let article = values.into_article(|| "a#1".to_owned());
        assert_eq!((article.id.as_str(), article.url), ("a#1", None));
    }
}
