//! A web page as a tree, where it is one that can be walked in time.
//!
//! Whoever looks for the story goes through the contents of many elements, and those of the elements within them once more. What that comes
//! to is told by the tree alone: which elements lie in which is not to be seen from tags (HTML, 13.2.6, has rules for each of them).

use dom_query::{Document, NodeData, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

/// Larger pages are no articles, and finding a story takes longer than reading one.
const MAX_BYTES: usize = 8 << 20;
/// Nor are pages of elements within so many others: what walks a tree that deep runs out of stack.
const MAX_DEPTH: usize = 1000;
/// Nor are those of which so much lies so deep, by [`weight`].
const MAX_WEIGHT: u64 = 24 << 20;
/// The same of markup and all while it is parsed, of which there is more than of text.
const MAX_MARKUP_WEIGHT: u64 = 8 * MAX_WEIGHT;
/// An element weighs as much as so many bytes of text: so much longer it takes to be looked at.
const ELEMENT_WEIGHT: u64 = 16;
/// After so many bytes it is asked how deep the tree has become: a parser takes the longer for a tag, the more elements are open.
const STRETCH_BYTES: usize = 16 << 10;

/// The tree of a page; `None` where it is too large, too deep, or both at once.
pub(super) fn page_tree(markup: &str) -> Option<Document> {
    if markup.len() > MAX_BYTES {
        return None;
    }
    let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let mut parser = parse_document(Document::default(), ParseOpts { tree_builder, ..ParseOpts::default() });
    let (mut rest, mut markup_weight) = (markup, 0);
    while !rest.is_empty() {
        let mut end = rest.len().min(STRETCH_BYTES);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (stretch, behind) = rest.split_at(end);
        parser.process(StrTendril::from_slice(stretch));
        let depth = depth_at_end(&parser.tokenizer.sink.sink);
        markup_weight += (depth * stretch.len()) as u64;
        if depth > MAX_DEPTH || markup_weight > MAX_MARKUP_WEIGHT {
            return None;
        }
        rest = behind;
    }
    let page = parser.finish();
    weight(&page).is_some_and(|weight| weight <= MAX_WEIGHT).then_some(page)
}

/// How deep the last node lies, which is where the next goes.
fn depth_at_end(page: &Document) -> usize {
    let mut depth = 0;
    let mut node = page.tree.root();
    while let Some(last) = node.last_child() {
        node = last;
        depth += 1;
    }
    depth
}

/// What going through every element's contents goes through: each byte of text, and for each element [`ELEMENT_WEIGHT`] of them, as often as
/// there are elements around it. `None` where one lies too deep.
fn weight(page: &Document) -> Option<u64> {
    let (mut weight, mut depth) = (0, 0_usize);
    let mut next = Some(page.tree.root());
    while let Some(node) = next {
        weight += depth as u64 * own_weight(&node);
        next = node.first_child();
        if next.is_some() {
            depth += 1;
            if depth > MAX_DEPTH {
                return None;
            }
            continue;
        }
        // Behind the node, or behind the first around it that has something there.
        let mut last = Some(node);
        while let Some(node) = last {
            next = node.next_sibling();
            if next.is_some() {
                break;
            }
            last = node.parent();
            depth = depth.saturating_sub(1);
        }
    }
    Some(weight)
}

fn own_weight(node: &NodeRef<'_>) -> u64 {
    node.query_or(0, |node| match &node.data {
        NodeData::Text { contents } => contents.len() as u64,
        NodeData::Element(_) => ELEMENT_WEIGHT,
        _ => 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: `html` lies within the document, `head` and `body` within it, and so on; `ab` within four and `c` within five.
    #[test]
    fn what_lies_deep_weighs_more() {
        let page = page_tree("<div>ab<b>c</b></div><p>").unwrap();
        let elements = 1 + 2 + 2 + 3 + 4 + 3;
        assert_eq!(weight(&page), Some(2 * 4 + 5 + ELEMENT_WEIGHT * elements));
    }

    #[test]
    fn what_is_too_deep_or_too_heavy_is_no_tree() {
        let nested = |n: usize, text: &str| format!("{}{text}", "<div>".repeat(n));
        assert!(page_tree(&nested(900, "It sails.")).is_some());
        assert!(page_tree(&nested(900, &"<p>It sails.</p>".repeat(50_000))).is_none());
        assert!(page_tree(&nested(10, &"<p>It sails.</p>".repeat(5_000))).is_some());
        assert!(page_tree(&nested(MAX_DEPTH + 1, "It sails.")).is_none());
        assert!(page_tree(&nested(1_000_000, "It sails.")).is_none());
        assert!(page_tree(&"x".repeat(MAX_BYTES + 1)).is_none());
    }

    /// Found by fuzzing: cells outside of a table are none, so that their ends close nothing, and lists lie ever deeper.
    #[test]
    fn end_tags_that_close_nothing_hide_no_depth() {
        for unit in ["<td>x</td><ul><em>a <svg>", "<form><div></form>", "<td><div></td>"] {
            assert!(page_tree(&unit.repeat(100)).is_some_and(|page| depth_at_end(&page) > 100), "{unit}");
            assert!(page_tree(&unit.repeat(20_000)).is_none(), "{unit}");
        }
    }
}
