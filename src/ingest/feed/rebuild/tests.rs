//! Broken feeds, and what they must be made into; what each damage is stands in the name of its test.

use super::*;
use proptest::prelude::*;

/// What is made of a feed, from its first channel or entry on.
fn inner(feed: &str) -> String {
    let rebuilt = rebuild(feed.as_bytes()).unwrap();
    let xml = String::from_utf8(rebuilt.xml).unwrap();
    let start = xml.find('>').unwrap() + 1;
    let mark = if rebuilt.is_cut { "…" } else { "" };
    format!("{}{mark}", &xml[start..])
}

#[track_caller]
fn assert_item(broken: &str, whole: &str) {
    let feed = |item: &str| {
        format!(
            "<rss version='2.0'><channel><item>{item}</item><item><title>Sun</title></item></channel></rss>"
        )
    };
    let whole = format!("<channel><item>{whole}</item><item><title>Sun</title></item></channel></rss>");
    assert_eq!(inner(&feed(broken)), whole);
}

#[test]
fn a_field_that_is_not_closed_ends_with_the_next() {
    assert_item("<title>Rain<link>x</link>", "<title>Rain</title><link>x</link>");
    assert_item("<title>Rain</wrong><link>x</link>", "<title>Rain</title><link>x</link>");
    assert_item("<title>Rain", "<title>Rain</title>");
    assert_item("<TITLE>Rain</Title>", "<title>Rain</title>");
    assert_item("<description>Rain<guid>1</guid>", "<description>Rain</description><guid>1</guid>");
}

#[test]
fn markup_and_brackets_in_a_field_are_text() {
    assert_item("<title>Rain <3 & < 4</title>", "<title>Rain &lt;3 & &lt; 4</title>");
    assert_item(
        "<title><b>Wet</b> &amp; cold<br></title>",
        "<title>&lt;b&gt;Wet&lt;/b&gt; &amp;amp; cold&lt;br&gt;</title>",
    );
    assert_item(
        "<description><p>A <title>x</title> & <link> y</p></description>",
        "<description>&lt;p&gt;A &lt;title&gt;x&lt;/title&gt; &amp; &lt;link&gt; y&lt;/p&gt;</description>",
    );
    assert_item(
        "<title><![CDATA[a <b>]]> c <i>d</i></title>",
        "<title><![CDATA[a <b>]]> c &lt;i&gt;d&lt;/i&gt;</title>",
    );
    assert_item("<title>a<!-- <b> -->c</title>", "<title>ac</title>");
}

#[test]
fn sections_and_comments_that_are_not_closed_hide_nothing() {
    assert_item("<title><![CDATA[Rain</title><link>x</link>", "<title>Rain</title><link>x</link>");
    assert_item("<title>Rain<!-- </title><link>x</link>", "<title>Rain </title><link>x</link>");
}

#[test]
fn attributes_are_mended() {
    assert_item("<guid isPermaLink=false a a='1'>7</guid>", "<guid isPermaLink=\"false\" a=\"\">7</guid>");
    assert_item("<enclosure url='x\"y'/>", "<enclosure url=\"x&quot;y\"></enclosure>");
    assert_item("<guid isPermaLink='false>7</guid>", "<guid isPermaLink=\"false\">7</guid>");
}

#[test]
fn articles_end_where_others_begin() {
    let feed = "<rss><channel><item><title>a</title><item><title>b</title></channel><item><title>c</title></item></rss>";
    assert_eq!(
        inner(feed),
        "<channel><item><title>a</title></item><item><title>b</title></item><item><title>c</title></item></channel></rss>"
    );
}

#[test]
fn rdf_becomes_rss() {
    assert_eq!(
        inner(
            "<rdf:RDF><channel><title>c</title></channel><item rdf:about='u'><title>a</title></item></rdf:RDF>"
        ),
        "<channel><title>c</title><item rdf:about=\"u\"><guid>u</guid><title>a</title></item></channel></rss>"
    );
}

#[test]
fn what_holds_more_is_closed_with_its_article() {
    let feed = "<feed><entry><author><name>A<email>e</email></entry><entry><author>B</author></wrong></entry></feed>";
    assert_eq!(
        inner(feed),
        "<entry><author><name>A</name><email>e</email></author></entry><entry><author>B</author></entry></feed>"
    );
    assert_item("<zz:a>1 < 2</zz:a></zz:b>", "<zz:a>1 &lt; 2</zz:a>");
}

#[test]
fn markup_in_atom_is_declared_as_such() {
    assert_eq!(
        inner("<feed><entry><content type='xhtml'><div>a<br></content></entry></feed>"),
        "<entry><content type=\"html\">&lt;div&gt;a&lt;br&gt;</content></entry></feed>"
    );
}

#[test]
fn a_break_costs_the_field_that_it_is_in_unless_that_is_prose() {
    let feed = |rest: &str| format!("<rss><channel><item><title>a</title>{rest}");
    assert_eq!(inner(&feed("<link>http://exa")), "<channel><item><title>a</title></item></channel></rss>…");
    assert_eq!(
        inner(&feed("<description>It rained <a href=\"htt")),
        "<channel><item><title>a</title><description>It rained </description></item></channel></rss>…"
    );
}

#[test]
fn roots_are_found_behind_junk_or_made() {
    let whole = "<channel><item><title>a</title></item></channel></rss>";
    assert_eq!(
        inner("<br/><b>Warning</b>: <rss><channel><item><title>a</title></item></channel></rss>"),
        whole
    );
    assert_eq!(inner("<rss><item><title>a</title></item></rss>"), whole);
    assert_eq!(inner("<rss/>"), "<channel></channel></rss>");
    assert!(rebuild(b"<catalog><title>a</title></catalog>").is_none());
    assert!(rebuild(b"no tag").is_none());
}

// Names and attributes as in the W3C note "Channel Definition Format" of 1997.
#[test]
fn channel_definitions_are_read_as_rss() {
    assert_eq!(
        inner(
            "<CHANNEL HREF='h'><TITLE>c</TITLE><ITEM HREF='i' LASTMOD='d'><ABSTRACT>a</ABSTRACT></ITEM></CHANNEL>"
        ),
        "<channel HREF=\"h\"><link>h</link><title>c</title><item HREF=\"i\" LASTMOD=\"d\"><link>i</link>\
         <pubDate>d</pubDate><description>a</description></item></channel></rss>"
    );
}

// Each of these is looked at once, however many there are.
#[test]
fn what_never_ends_takes_no_time() {
    let start = "<rss version='2.0'><channel><item><title>Rain</title></item>";
    for junk in
        ["<a></b>", "<![CDATA[", "<!--", "<title>", "<a b='", "<author>", "<item>", "<a <", "<?", "<!"]
    {
        let feed = format!("{start}{}", junk.repeat(200_000));
        assert!(rebuild(feed.as_bytes()).is_some());
    }
}

/// Found in the wake of fuzzing: behind each author the next tag was looked for up to the end of the feed.
#[test]
fn authors_that_hold_nothing_take_no_time() {
    let feed = format!("<rss><channel><item>{}", "<author><?".repeat(30_000));
    assert!(rebuild(feed.as_bytes()).is_some());
}

proptest! {
    #[test]
    fn whatever_comes_what_is_made_is_balanced(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "<rss>", "</rss>", "<channel>", "</channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<b>",
                "</b>", "<![CDATA[", "]]>", "<!--", "-->", "<feed>", "<entry>", "</entry>", "<author>", "<name>", "<", ">",
                "text", " ", "&", "<rdf:RDF>", "<a b='", "'/>", "<content type='xhtml'>", "</content>", "<media:group>",
            ]),
            0..40,
        )
    ) {
        if let Some(rebuilt) = rebuild(pieces.concat().as_bytes()) {
            let mut open = Vec::new();
            for tag in super::super::xml_tags::tags(&rebuilt.xml) {
                match tag.kind {
                    TagKind::Start => open.push(tag.name),
                    TagKind::End => prop_assert_eq!(open.pop(), Some(tag.name)),
                    TagKind::Empty => {}
                }
            }
            prop_assert!(open.is_empty());
        }
    }
}
