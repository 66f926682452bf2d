//! The words of feeds: which elements are the feed, which are articles, and which hold a text.
//!
//! RSS 0.9x to 2.0, Atom 0.3 and 1.0, and the Channel Definition Format of 1997, which is near enough to RSS to be read as such.

/// What an element is to a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The whole of it.
    Root(Root),
    /// What RSS holds its articles in.
    Channel,
    /// An article.
    Entry,
    /// A text of the feed or of an article, by the name that parsers know it by.
    Field(&'static str),
    /// The same with a prefix, whose name stays as it is.
    PrefixedField,
    /// Whatever else there is, which may hold more.
    Other,
}

/// The kinds of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// Of any version, that of RDF included.
    Rss,
    Atom,
}

/// The fields without a prefix, by the names that parsers know.
const FIELDS: [&str; 31] = [
    "author",
    "category",
    "comments",
    "content",
    "copyright",
    "created",
    "description",
    "docs",
    "email",
    "enclosure",
    "generator",
    "guid",
    "id",
    "issued",
    "language",
    "lastBuildDate",
    "link",
    "managingEditor",
    "modified",
    "name",
    "pubDate",
    "published",
    "rights",
    "source",
    "subtitle",
    "summary",
    "tagline",
    "title",
    "updated",
    "uri",
    "webMaster",
];

/// Fields under other names: those of the Channel Definition Format, and slips of the pen.
const OTHER_NAMES: [(&str, &str); 3] =
    [("abstract", "description"), ("desc", "description"), ("date", "pubDate")];

/// Prefixes by which feeds extend the vocabulary, all elements of which hold texts, but for those below.
const FIELD_PREFIXES: [&str; 9] =
    ["content", "dc", "dcterms", "feedburner", "itunes", "media", "slash", "thr", "wfw"];

/// Elements of those prefixes that hold elements.
const CONTAINERS: [&str; 7] = [
    "itunes:category",
    "itunes:owner",
    "media:community",
    "media:content",
    "media:group",
    "media:player",
    "media:scenes",
];

/// Fields that may hold markup, in which an element of HTML is no field of the feed.
const MARKUP_FIELDS: [&str; 6] =
    ["description", "content", "content:encoded", "summary", "itunes:summary", "media:description"];

/// Fields that HTML has elements of the same name for.
const FIELDS_OF_HTML: [&str; 4] = ["link", "source", "summary", "title"];

/// What the element of that name is to a feed.
pub(super) fn role(name: &[u8]) -> Role {
    // Nothing that long is known.
    let Some(name) =
        Some(name).filter(|name| name.len() <= 24).and_then(|name| std::str::from_utf8(name).ok())
    else {
        return Role::Other;
    };
    let lower = name.to_ascii_lowercase();
    let lower = lower.strip_prefix("atom:").or_else(|| lower.strip_prefix("rss:")).unwrap_or(&lower);
    match lower {
        "rss" | "rdf" | "rdf:rdf" => return Role::Root(Root::Rss),
        "feed" => return Role::Root(Root::Atom),
        "channel" => return Role::Channel,
        "item" | "entry" => return Role::Entry,
        _ => {}
    }
    if CONTAINERS.contains(&lower) {
        return Role::Other;
    }
    if let Some((prefix, name)) = lower.split_once(':') {
        return match name {
            _ if FIELD_PREFIXES.contains(&prefix) => Role::PrefixedField,
            "item" | "entry" => Role::Entry,
            _ => Role::Other,
        };
    }
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == lower).map(|(_, field)| *field);
    let field = other.or_else(|| FIELDS.into_iter().find(|field| field.eq_ignore_ascii_case(lower)));
    field.map_or(Role::Other, Role::Field)
}

/// Whether the start of the element `name` ends the field `open`, which has not been closed.
pub(super) fn ends_field(open: &[u8], name: &[u8]) -> bool {
    match role(name) {
        Role::Root(_) | Role::Channel | Role::Entry | Role::PrefixedField => true,
        Role::Field(field) => !(is_any_of(&MARKUP_FIELDS, open) && FIELDS_OF_HTML.contains(&field)),
        Role::Other => is_any_of(&CONTAINERS, name),
    }
}

/// Whether a field of that name may hold markup, of which a part is better than nothing.
pub(super) fn may_hold_markup(name: &[u8]) -> bool {
    is_any_of(&MARKUP_FIELDS, name)
}

fn is_any_of(names: &[&str], name: &[u8]) -> bool {
    names.iter().any(|candidate| name.eq_ignore_ascii_case(candidate.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_prefix_do_not_matter() {
        assert_eq!(role(b"PUBDATE"), Role::Field("pubDate"));
        assert_eq!(role(b"atom:link"), Role::Field("link"));
        assert_eq!(role(b"Abstract"), Role::Field("description"));
        assert_eq!(role(b"DC:Creator"), Role::PrefixedField);
        assert_eq!(role(b"media:group"), Role::Other);
        assert_eq!(role(b"rdf:RDF"), Role::Root(Root::Rss));
        assert_eq!(role(b"b"), Role::Other);
        assert_eq!(role(b"\xff"), Role::Other);
    }

    #[test]
    fn a_field_that_is_not_closed_ends_with_the_next() {
        assert!(ends_field(b"title", b"link"));
        assert!(ends_field(b"description", b"guid"));
        assert!(ends_field(b"description", b"item"));
        assert!(!ends_field(b"description", b"title"));
        assert!(!ends_field(b"title", b"b"));
    }
}
