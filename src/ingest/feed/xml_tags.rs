//! The tags of an XML document by their place in its bytes.
//!
//! This is no parser: it is for looking at markup, and for small repairs, before a parser sees it. It follows
//! quotes, comments and CDATA sections, goes on through whatever is malformed, and holds nothing in memory.

use std::ops::Range;

/// No tag is longer; of one that is, the bracket is missing.
const MAX_TAG_BYTES: usize = 64 << 10;

/// A tag, its brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) kind: TagKind,
    pub(super) range: Range<usize>,
    /// The bytes of its name, which may have a prefix.
    pub(super) name: &'a [u8],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TagKind {
    Start,
    End,
    Empty,
}

impl Tag<'_> {
    /// Where its name stands.
    pub(super) fn name_range(&self) -> Range<usize> {
        let start = self.range.start + if self.kind == TagKind::End { 2 } else { 1 };
        start..start + self.name.len()
    }
}

/// The tags of `xml` in their order, up to what is never closed.
pub(super) fn tags(xml: &[u8]) -> impl Iterator<Item = Tag<'_>> {
    let mut position = 0;
    std::iter::from_fn(move || {
        loop {
            let start = find(xml, position, b"<")?;
            let rest = xml.get(start..)?;
            if let Some((_, end_mark)) = literal_marks(rest) {
                position = find(xml, start, end_mark)? + end_mark.len();
            } else if begins_tag(rest) {
                let end = if rest.get(1) == Some(&b'/') {
                    find(xml, start, b">")?
                } else {
                    find_tag_end(xml, start)?
                };
                position = end + 1;
                return Some(tag_at(xml, start..position));
            } else {
                position = start + 1;
            }
        }
    })
}

/// The tags of markup that is broken, in their order: what is never closed ends with the next tag, or is passed over.
pub(super) fn tags_of_soup(xml: &[u8]) -> impl Iterator<Item = Tag<'_>> {
    let mut position = 0;
    let mut literals = Literals::default();
    std::iter::from_fn(move || {
        loop {
            let start = find(xml, position, b"<")?;
            if begins_tag(xml.get(start..)?) {
                let end = soup_tag_end(xml, start)?;
                position = end;
                return Some(tag_at(xml, start..end));
            }
            position = literals.at(xml, start).map_or(start + 1, |literal| literal.range.end);
        }
    })
}

/// The tag that `markup`, which may be broken, begins with. Where it begins with none, nothing is looked at behind its first bytes.
pub(super) fn first_of_soup(markup: &[u8]) -> Option<Tag<'_>> {
    let is_tag = markup.starts_with(b"<") && begins_tag(markup);
    let end = is_tag.then(|| soup_tag_end(markup, 0)).flatten()?;
    Some(tag_at(markup, 0..end))
}

/// A comment, CDATA section, instruction or document type.
pub(super) struct Literal {
    /// Where it stands; only its opening mark where it is not closed.
    pub(super) range: Range<usize>,
    /// Whether it is a CDATA section that is closed.
    pub(super) is_section: bool,
}

/// Finds literals in broken markup, and remembers which of their ends are nowhere to be found.
#[derive(Default)]
pub(super) struct Literals {
    missing: Vec<&'static [u8]>,
}

impl Literals {
    /// The literal that begins at `start`, if one does. One before whose end another begins was never closed.
    pub(super) fn at(&mut self, xml: &[u8], start: usize) -> Option<Literal> {
        let (begin_mark, end_mark) = literal_marks(xml.get(start..)?)?;
        let inner = start + begin_mark.len();
        let open = Literal { range: start..inner, is_section: false };
        if self.missing.contains(&end_mark) {
            return Some(open);
        }
        let rest = xml.get(inner..)?;
        let mut places = (0..rest.len()).filter_map(|place| rest.get(place..));
        let is_mark = |rest: &&[u8]| {
            rest.starts_with(end_mark) || (begin_mark.len() > 2 && rest.starts_with(begin_mark))
        };
        let Some(found) = places.find(is_mark) else {
            self.missing.push(end_mark);
            return Some(open);
        };
        if !found.starts_with(end_mark) {
            return Some(open);
        }
        let end = xml.len() - found.len() + end_mark.len();
        Some(Literal { range: start..end, is_section: begin_mark == CDATA })
    }
}

const CDATA: &[u8] = b"<![CDATA[";

/// The marks between which no tag is one, where `markup` begins with such.
fn literal_marks(markup: &[u8]) -> Option<(&'static [u8], &'static [u8])> {
    const LITERALS: [(&[u8], &[u8]); 4] = [(b"<!--", b"-->"), (CDATA, b"]]>"), (b"<?", b"?>"), (b"<!", b">")];
    LITERALS.into_iter().find(|(begin_mark, _)| markup.starts_with(begin_mark))
}

fn begins_tag(markup: &[u8]) -> bool {
    let is_name_start = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_' || !byte.is_ascii();
    match markup.get(1) {
        Some(b'/') => true,
        Some(first) => is_name_start(first),
        None => false,
    }
}

fn tag_at(xml: &[u8], range: Range<usize>) -> Tag<'_> {
    let markup = xml.get(range.clone()).unwrap_or_default();
    let (kind, name_start) = match markup {
        [_, b'/', ..] => (TagKind::End, range.start + 2),
        [.., b'/', b'>'] => (TagKind::Empty, range.start + 1),
        _ => (TagKind::Start, range.start + 1),
    };
    // Nothing beyond the tag may be looked at, or what has neither spaces nor brackets would be read once for each tag.
    Tag { kind, name: name(xml.get(..range.end).unwrap_or_default(), name_start), range }
}

/// Where a tag ends of which the bracket or a quote may be missing; `None` where all ends before it does. A `<` is in no tag, so there it
/// ends at the latest.
fn soup_tag_end(xml: &[u8], start: usize) -> Option<usize> {
    let reach = xml.len().min(start + MAX_TAG_BYTES);
    let (mut quote, mut quoted_bracket) = (None, None);
    for place in start + 1..reach {
        match (quote, *xml.get(place)?) {
            (None, b'>') => return Some(place + 1),
            (Some(_), b'>') => _ = quoted_bracket.get_or_insert(place + 1),
            (_, b'<') => return quoted_bracket.or(Some(place)),
            (None, mark @ (b'"' | b'\'')) => quote = Some(mark),
            (Some(open), mark) if open == mark => quote = None,
            _ => {}
        }
    }
    quoted_bracket.or((reach < xml.len()).then_some(reach))
}

/// How deep the elements of XML lie within each other, at most, as a parser counts them that takes anything behind a bracket for a name.
pub(super) fn depth(xml: &[u8]) -> usize {
    let (mut position, mut depth, mut deepest) = (0, 0_usize, 0);
    while let Some(start) = find(xml, position, b"<") {
        let rest = xml.get(start..).unwrap_or_default();
        let end = match literal_marks(rest) {
            Some((_, end_mark)) => find(xml, start, end_mark).map(|end| end + end_mark.len() - 1),
            None if rest.get(1) == Some(&b'/') => find(xml, start, b">"),
            None => find_tag_end(xml, start),
        };
        let Some(end) = end else { break };
        let is_tag = literal_marks(rest).is_none();
        if is_tag && rest.get(1) == Some(&b'/') {
            depth = depth.saturating_sub(1);
        } else if is_tag && xml.get(end - 1) != Some(&b'/') {
            depth += 1;
        }
        deepest = deepest.max(depth);
        position = end + 1;
    }
    deepest
}

/// Where the value of an attribute of a start tag stands, without its quotes.
pub(super) fn attribute(xml: &[u8], tag: &Tag<'_>, wanted: &[u8]) -> Option<Range<usize>> {
    // Nothing beyond the tag may be looked at, or a feed of many tags would be read once for each.
    let xml = xml.get(..tag.range.end)?;
    let mut position = tag.name_range().end;
    loop {
        let start = position + skip_white(xml, position)?;
        let equals = find(xml, start, b"=")?;
        let quote = equals + 1 + skip_white(xml, equals + 1)?;
        let mark = xml.get(quote..=quote).filter(|mark| matches!(mark, [b'"' | b'\'']))?;
        let end = find(xml, quote + 1, mark)?;
        if xml.get(start..equals)?.trim_ascii() == wanted {
            return Some(quote + 1..end);
        }
        position = end + 1;
    }
}

/// The attributes of a tag that may be broken, each name once: without their quotes, which may be missing, or an empty value.
pub(super) fn attributes<'a>(xml: &'a [u8], tag: &Tag<'a>) -> Vec<(&'a [u8], &'a [u8])> {
    const MAX_ATTRIBUTES: usize = 64;
    let mut found: Vec<(&[u8], &[u8])> = Vec::new();
    let markup = xml.get(tag.name_range().end..tag.range.end).unwrap_or_default();
    let mut rest = markup.strip_suffix(b">").unwrap_or(markup);
    rest = rest.strip_suffix(b"/").filter(|_| tag.kind == TagKind::Empty).unwrap_or(rest);
    let is_name = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'-' | b'_' | b'.') || !byte.is_ascii()
    };
    while found.len() < MAX_ATTRIBUTES {
        let Some(start) = rest.iter().position(is_name) else { break };
        let (name, behind) = split_while(rest.get(start..).unwrap_or_default(), is_name);
        let mut value: &[u8] = b"";
        rest = behind;
        if let Some(behind) = behind.trim_ascii_start().strip_prefix(b"=") {
            let behind = behind.trim_ascii_start();
            (value, rest) = match behind.split_first() {
                Some((quote @ (b'"' | b'\''), quoted)) => {
                    let (value, behind) = split_while(quoted, |byte| byte != quote);
                    (value, behind.get(1..).unwrap_or_default())
                }
                _ => split_while(behind, |byte| !byte.is_ascii_whitespace()),
            };
        }
        let is_new = !found.iter().any(|(known, _)| *known == name);
        let begins_well = name.first().is_some_and(|first| first.is_ascii_alphabetic() || *first == b'_');
        if is_new && begins_well {
            found.push((name, value));
        }
    }
    found
}

fn split_while(bytes: &[u8], is_in: impl Fn(&u8) -> bool) -> (&[u8], &[u8]) {
    let length = bytes.iter().position(|byte| !is_in(byte)).unwrap_or(bytes.len());
    bytes.split_at(length)
}

/// The number of bytes of white space at `start`.
fn skip_white(xml: &[u8], start: usize) -> Option<usize> {
    xml.get(start..)?.iter().position(|byte| !byte.is_ascii_whitespace())
}

fn name(xml: &[u8], start: usize) -> &[u8] {
    let rest = xml.get(start..).unwrap_or_default();
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/');
    rest.split(is_end).next().unwrap_or_default()
}

/// The bracket that closes the tag at `start`; brackets within quotes do not.
fn find_tag_end(xml: &[u8], start: usize) -> Option<usize> {
    let mut quote = None;
    xml.get(start..)?
        .iter()
        .position(|&byte| {
            match (quote, byte) {
                (None, b'>') => return true,
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            false
        })
        .map(|offset| start + offset)
}

fn find(xml: &[u8], start: usize, wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut position = start;
    loop {
        position += xml.get(position..)?.iter().position(|byte| *byte == first)?;
        if xml.get(position..)?.starts_with(wanted) {
            return Some(position);
        }
        position += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(xml: &str) -> Vec<String> {
        tags(xml.as_bytes())
            .map(|tag| format!("{:?} {}", tag.kind, String::from_utf8_lossy(tag.name)))
            .collect()
    }

    #[test]
    fn tags_are_found_where_there_are_tags() {
        let xml = "<?xml version='1.0'?><!DOCTYPE a><a b='>' c=\"</x>\"><!-- <no> --><d:e/><![CDATA[<no>]]> < 3 </a >";
        assert_eq!(names(xml), ["Start a", "Empty d:e", "End a"]);
        assert_eq!(names("<a><b"), ["Start a"]);
        assert_eq!(names("<a><!-- "), ["Start a"]);
    }

    #[test]
    fn broken_tags_end_where_the_next_begin() {
        let names = |xml: &str| -> Vec<String> {
            tags_of_soup(xml.as_bytes())
                .map(|tag| format!("{:?} {}", tag.kind, String::from_utf8_lossy(tag.name)))
                .collect()
        };
        assert_eq!(names("<a b='x><c>d</c></a>"), ["Start a", "Start c", "End c", "End a"]);
        assert_eq!(names("<a <c/>"), ["Start a", "Empty c"]);
        assert_eq!(names("<!-- <a/> <![CDATA[ <b/> <? <c/>"), ["Empty a", "Empty b", "Empty c"]);
        assert_eq!(names("<![CDATA[<a/><![CDATA[<b/>]]><c/>"), ["Empty a", "Empty c"]);
        assert_eq!(names("<a> <b c='"), ["Start a"]);
    }

    /// Found by fuzzing: the name of each tag was looked for up to the end of the feed.
    #[test]
    fn a_name_ends_with_its_tag() {
        let xml = "<link[xmlns=\"i".repeat(100_000);
        assert!(tags_of_soup(xml.as_bytes()).all(|tag| tag.name == b"link[xmlns=\"i"));
    }

    #[test]
    fn attributes_without_quotes_or_values_are_found() {
        let listed = |xml: &str| -> Vec<String> {
            let tag = tags_of_soup(xml.as_bytes()).next().unwrap();
            let all = attributes(xml.as_bytes(), &tag);
            all.iter()
                .map(|(name, value)| {
                    format!("{}={}", String::from_utf8_lossy(name), String::from_utf8_lossy(value))
                })
                .collect()
        };
        assert_eq!(listed("<a b='1' c = \"2\" d=3 e b=4/>"), ["b=1", "c=2", "d=3", "e="]);
        assert_eq!(listed("<a b=/x/ 1='2' c='x>"), ["b=/x/", "c=x"]);
    }

    #[test]
    fn attributes_are_found_by_name() {
        let xml = b"<a xtype='1' type = \"2\" y='type=3'>";
        let tag = tags(xml).next().unwrap();
        let value = |name: &str| attribute(xml, &tag, name.as_bytes()).map(|range| xml[range].to_vec());
        assert_eq!(value("type").unwrap(), b"2");
        assert_eq!(value("y").unwrap(), b"type=3");
        assert_eq!(value("z"), None);
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken(xml in "[<>a/='\" !\\[\\]?-]{0,60}") {
            for tag in tags(xml.as_bytes()) {
                prop_assert!(xml.as_bytes()[tag.range.clone()].starts_with(b"<"));
                attribute(xml.as_bytes(), &tag, b"a");
            }
            let mut end = 0;
            for tag in tags_of_soup(xml.as_bytes()) {
                prop_assert!(tag.range.start >= end && tag.range.end > tag.range.start);
                end = tag.range.end;
            }
        }
    }
}
