//! HTML fragments to text, for what feeds carry.
//!
//! A tokenizer does all the work: no tree is built, so neither depth nor tag soup is a danger. Block elements
//! end a paragraph, so that they also end a sentence; inline elements leave no trace.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::text::clean;

/// Elements that stand on lines of their own, in alphabetical order.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that leave no trace, in alphabetical order.
const INLINES: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i",
    "img", "input", "ins", "kbd", "label", "link", "mark", "meta", "q", "s", "samp", "small", "source",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Elements whose contents are no markup and no story: dropped up to their end tag, as HTML has it.
const RAW: &[&str] =
    &["iframe", "noembed", "noframe", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// Elements whose contents are markup but no story: dropped where they are closed.
const ASIDES: &[&str] = &["audio", "figcaption", "math", "object", "svg", "template", "video"];

/// Those of a page's story once it was found: captions and formulas are told as paragraphs of their own.
const PAGE_ASIDES: &[&str] = &["audio", "object", "svg", "template", "video"];

/// Asides within asides are followed this deep; what is deeper goes with those around it.
const MAX_ASIDES: usize = 32;

/// The text of an HTML fragment: paragraphs are separated by blank lines, `<br>` is a line end, and other
/// white space is folded. The result is [`clean`].
pub(super) fn to_text(html: &str) -> String {
    text_without(html, ASIDES)
}

/// The same of the story of a web page, with its captions.
pub(super) fn page_to_text(html: &str) -> String {
    text_without(html, PAGE_ASIDES)
}

fn text_without(html: &str, dropped: &'static [&'static str]) -> String {
    let mut writer = Writer { dropped, ..Writer::default() };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        writer.take(&event);
        None
    });
    emitter.naively_switch_states(true);
    // Reading from a string cannot fail.
    let _: Result<(), Infallible> = Tokenizer::new_with_emitter(html, emitter).finish();
    clean(&writer.text).into_owned()
}

/// True where `text` holds a tag that HTML knows, a comment, or a character reference.
pub(super) fn looks_like_html(text: &str) -> bool {
    text.match_indices(['<', '&']).any(|(position, mark)| {
        let rest = text.get(position + 1..).unwrap_or_default();
        if mark == "<" { starts_with_tag(rest) } else { starts_with_reference(rest) }
    })
}

/// True where `text`, in which references have been decoded, is markup itself, as where it was escaped twice: it begins with a tag, or holds
/// one that opens and one that closes.
pub(super) fn is_markup(text: &str) -> bool {
    let mut tags = text
        .match_indices('<')
        .filter_map(|(position, _)| text.get(position + 1..))
        .filter(|rest| starts_with_tag(rest));
    let (mut opens, mut closes) = (false, false);
    let starts = text.strip_prefix('<').is_some_and(starts_with_tag);
    starts
        || tags.any(|rest| {
            let is_end = rest.starts_with('/');
            closes |= is_end;
            opens |= !is_end;
            opens && closes
        })
}

/// True where `rest`, behind a `<`, goes on as a tag or comment.
fn starts_with_tag(rest: &str) -> bool {
    if rest.starts_with("!--") {
        return true;
    }
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let name_len = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = rest.split_at_checked(name_len).unwrap_or_default();
    behind.starts_with(['>', '/', ' ', '\t', '\n', '\r']) && is_element(&name.to_ascii_lowercase())
}

pub(super) fn is_element(name: &str) -> bool {
    [BLOCKS, INLINES, RAW, ASIDES].into_iter().any(|names| names.contains(&name))
}

/// True where `rest`, behind a `&`, goes on as `amp;`, `#39;` or `#x27;`.
fn starts_with_reference(rest: &str) -> bool {
    const MAX_NAME_LEN: usize = 31;
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let name_len = name.bytes().take(MAX_NAME_LEN).take_while(u8::is_ascii_alphanumeric).count();
    name_len >= 2 && name.as_bytes().get(name_len) == Some(&b';')
}

/// What separates the next word from the last; the greater swallows the lesser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// An aside under way. Its text is written, and taken back when it closes: one that never closes was no aside.
struct Aside {
    name: Vec<u8>,
    /// The length of the text before it.
    mark: usize,
    gap: Gap,
}

#[derive(Default)]
struct Writer {
    /// The elements that are dropped with what is in them.
    dropped: &'static [&'static str],
    text: String,
    gap: Gap,
    asides: Vec<Aside>,
    is_raw: bool,
}

impl Writer {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match *event {
            CallbackEvent::OpenStartTag { name } => self.start(name),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if !self.is_raw => self.write(&String::from_utf8_lossy(value)),
            _ => {}
        }
    }

    fn start(&mut self, name: &[u8]) {
        if name == b"br" {
            self.gap = if self.gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
        }
        self.end_paragraph_at(name);
        if contains(RAW, name) {
            self.is_raw = true;
        }
        if contains(self.dropped, name) && self.asides.len() < MAX_ASIDES {
            self.asides.push(Aside { name: name.to_owned(), mark: self.text.len(), gap: self.gap });
        }
    }

    fn end(&mut self, name: &[u8]) {
        // Within a raw element no end tag is seen but its own.
        self.is_raw = false;
        let closes = |aside: &Aside| aside.name == name || (aside.name == b"figcaption" && name == b"figure");
        let position = self.asides.iter().rposition(closes);
        if let Some(aside) = position.and_then(|position| self.asides.drain(position..).next()) {
            self.text.truncate(aside.mark);
            self.gap = aside.gap;
        }
        self.end_paragraph_at(name);
    }

    fn end_paragraph_at(&mut self, name: &[u8]) {
        if contains(BLOCKS, name) {
            self.gap = Gap::Paragraph;
        }
    }

    fn write(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.gap = self.gap.max(Gap::Space);
                continue;
            }
            let gap = std::mem::take(&mut self.gap);
            if !self.text.is_empty() {
                self.text.push_str(match gap {
                    Gap::None => "",
                    Gap::Space => " ",
                    Gap::Line => "\n",
                    Gap::Paragraph => "\n\n",
                });
            }
            self.text.push(character);
        }
    }
}

fn contains(names: &[&str], name: &[u8]) -> bool {
    names.iter().any(|candidate| candidate.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blocks_are_paragraphs_and_inlines_leave_no_trace() {
        assert_eq!(to_text("<p>One <b>t</b>wo.</p>\n  <p>Three&nbsp;four.</p>"), "One two.\n\nThree four.");
        assert_eq!(to_text("<h2>Head</h2>Body<ul><li>a<li>b</ul>"), "Head\n\nBody\n\na\n\nb");
        assert_eq!(to_text("<table><tr><td>x</td><td>y</td></tr></table>"), "x\n\ny");
        assert_eq!(to_text("<b>S</b>lug"), "Slug");
        assert_eq!(to_text("  folded \n\t white   space "), "folded white space");
    }

    #[test]
    fn breaks_are_lines_and_two_a_paragraph() {
        assert_eq!(to_text("a<br>b<br/>\n<BR />c"), "a\nb\n\nc");
        assert_eq!(to_text("<br><p>a</p><br>"), "a");
    }

    #[test]
    fn references_are_decoded() {
        assert_eq!(to_text("caf&eacute; &amp; tea &#8217;&#x2019; &lt;b&gt;"), "café & tea ’’ <b>");
    }

    #[test]
    fn what_is_no_story_is_dropped() {
        assert_eq!(to_text("a<script>if (x < 1) { '</p>' }</script>b"), "ab");
        assert_eq!(to_text("a <style>p { }</style><noscript><p>no</p></noscript>b"), "a b");
        assert_eq!(to_text("a <svg><title>t</title><text>no</text></svg>b<!-- no -->"), "a b");
        assert_eq!(to_text("<template><p>no</p></template><iframe>no</iframe>yes"), "yes");
        assert_eq!(to_text("<figure><img alt='no'><figcaption>no</figcaption></figure>yes"), "yes");
        assert_eq!(to_text("<figure><figcaption>no</figure>yes"), "yes");
    }

    #[test]
    fn an_unclosed_aside_eats_nothing_but_raw_text_does() {
        assert_eq!(to_text("a <svg> b"), "a b");
        assert_eq!(to_text("a <script> b"), "a");
    }

    #[test]
    fn plain_text_survives() {
        assert_eq!(to_text("profits < 5 & rising, 3<4"), "profits < 5 & rising, 3<4");
        for plain in ["profits < 5 & rising", "a <b", "x<y>z", "AT&T; R&D", "<unknown>", ""] {
            assert!(!looks_like_html(plain), "{plain}");
        }
        for plain in ["use the <b> tag", "a < b", "", "x </p>"] {
            assert!(!is_markup(plain), "{plain}");
        }
        for markup in ["<p>a", "a <b>c</b>", "<img src='x'> a"] {
            assert!(is_markup(markup), "{markup}");
        }
        for html in ["<p>a", "a</B>", "a<br/>", "<a href='x'>", "AT&amp;T", "it&#39;s", "<!-- x -->"] {
            assert!(looks_like_html(html), "{html}");
        }
    }

    #[test]
    fn depth_is_no_danger() {
        let deep = format!("{}x", "<div><figcaption>".repeat(100_000));
        assert_eq!(to_text(&deep), "x");
    }

    proptest! {
        #[test]
        fn any_text_is_taken(text in any::<String>()) {
            to_text(&text);
            looks_like_html(&text);
        }

        #[test]
        fn scripts_never_come_through(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "<script>", "</script>", "<style>", "</style>", "<p>", "</p>", "<!--", "-->", "<svg>", "</svg>",
                    "<textarea>", "<title>", "</title>", "<xmp>", "<a href='", "'>", "word", " ", "&amp;", "<script src=x",
                ]),
                0..40,
            )
        ) {
            prop_assert!(!to_text(&pieces.concat()).contains("<script"));
        }
    }
}
