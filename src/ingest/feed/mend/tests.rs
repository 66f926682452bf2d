//! Small feeds, and what they must be mended to.

use super::*;

#[track_caller]
fn assert_mended(feed: &str, expected: &str) {
    assert_eq!(String::from_utf8_lossy(&mend(feed.as_bytes()).unwrap()), expected);
}

#[test]
fn a_sound_feed_is_left_alone() {
    for feed in
        ["<rss version='2.0'><a type='x'/></rss>", "<feed xmlns='http://www.w3.org/2005/Atom'/>", "", "{}"]
    {
        assert!(matches!(mend(feed.as_bytes()).unwrap(), Cow::Borrowed(_)), "{feed}");
    }
}

#[test]
fn versions_and_namespaces_are_brought_up_to_date() {
    assert_mended("<rss>x</rss>", "<rss version=\"2.0\">x</rss>");
    assert_mended(
        "<rss xmlns='http://backend.userland.com/rss2' version='2.0.1'/>",
        "<rss xmlns='http://purl.org/rss/1.0/' version='2.0'/>",
    );
    assert_mended(
        "<feed xmlns=\"http://purl.org/atom/ns#\"><issued>1</issued></feed>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><published>1</published></feed>",
    );
}

#[test]
fn types_of_texts_are_made_known() {
    assert_mended("<feed><title type='text/plain'>x", "<feed><title type='text'>x");
    assert_mended("<feed><content type=''>x", "<feed><content type='text'>x");
    assert_mended("<feed><content type='image/png'>x", "<feed><content type='image/png'>x");
}

#[test]
fn playing_times_out_of_all_bounds_are_dropped() {
    assert_mended("<r><i:duration>9999999999999:1</i:duration>", "<r><i:duration>0</i:duration>");
    assert_mended("<r><m:text start='0' end='1.9999999999999'/>", "<r><m:text start='0' end='0'/>");
    assert_mended("<r><i:duration>1:00:00</i:duration>", "<r><i:duration>1:00:00</i:duration>");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| "<a>".repeat(depth);
    assert!(mend(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert!(mend(nested(100_000).as_bytes()).unwrap_err().to_string().contains("256"));
    assert!(mend("<a></a>".repeat(1000).as_bytes()).is_ok());
}

#[test]
fn naked_markup_is_wrapped() {
    assert_mended(
        "<rss version='2.0'><description>a <b>c</b><br/></description><title>x</title></rss>",
        "<rss version='2.0'><description><![CDATA[a <b>c</b><br/>]]></description><title>x</title></rss>",
    );
    let wrapped = "<rss version='2.0'><description><![CDATA[a <b>c</b>]]></description></rss>";
    assert_mended(wrapped, wrapped);
    let atom = "<feed><title type='xhtml'>a <b>c</b></title><summary>x</summary></feed>";
    assert_mended(atom, atom);
    assert_mended(
        "<feed><content type='html'>a <b>c</b></content></feed>",
        "<feed><content type='html'><![CDATA[a <b>c</b>]]></content></feed>",
    );
}

#[test]
fn sections_within_naked_markup_stay_and_what_is_no_text_goes() {
    assert_mended(
        "<rss version='2.0'><description><i>x</i><![CDATA[<p>a]]></description></rss>",
        "<rss version='2.0'><description><![CDATA[<i>x</i>]]><![CDATA[<p>a]]><![CDATA[]]></description></rss>",
    );
    assert_mended(
        "<rss version='2.0'><title>a]]>b<!-- <c> --><?d e?><x:b>f</x:b><script/></title></rss>",
        "<rss version='2.0'><title><![CDATA[a]]]]><![CDATA[>b<b>f</b>]]></title></rss>",
    );
    // An element that HTML does not know separates words, but for those that stand within words.
    assert_mended(
        "<rss version='2.0'><title><para>a.</para><ruby>b<rt>c</rt></ruby></title></rss>",
        "<rss version='2.0'><title><![CDATA[ a. bc]]></title></rss>",
    );
}

#[test]
fn what_is_of_media_keeps_its_elements() {
    for feed in [
        "<rss version='2.0'><item><media:content url='u'><media:title>a</media:title></media:content><title>b</title></item></rss>",
        "<rss version='2.0'><item><content url='u'><media:title>a</media:title></content><title>b</title></item></rss>",
        "<feed><entry><author><name>a</name></author><source><title>b</title></source></entry></feed>",
    ] {
        assert_mended(feed, feed);
    }
    assert_mended(
        "<rss version='2.0'><m:title/><m:title></m:title>",
        "<rss version='2.0'><m:title> </m:title>",
    );
    assert_mended(
        "<rss version='2.0'><m:title type='text/html'>a</m:title>",
        "<rss version='2.0'><m:title type='html'>a</m:title>",
    );
}

#[test]
fn names_of_characters_are_spelled_out_in_xhtml() {
    assert_mended(
        "<feed><content type='xhtml'><div>a&nbsp;&amp;&eacute;&none;<![CDATA[&eacute;]]></div></content></feed>",
        "<feed><content type='xhtml'><div>a &amp;é&none;<![CDATA[&eacute;]]></div></content></feed>",
    );
}

#[test]
fn what_an_entry_lacks_is_taken_from_elsewhere() {
    assert_mended(
        "<rss version='2.0'><item><dc:title>a</dc:title><media:title>b</media:title><title> </title>\
        <dc:description>c <b>d</b></dc:description></item><item><title>e</title><dc:title>f</dc:title></item></rss>",
        "<rss version='2.0'><item><dc:title>a</dc:title><title>b</title><title> </title>\
        <description><![CDATA[c <b>d</b>]]></description></item><item><title>e</title><dc:title>f</dc:title></item></rss>",
    );
    assert_mended(
        "<a:feed><a:entry><media:title>b</media:title><media:description>c</media:description></a:entry></a:feed>",
        "<a:feed><a:entry><a:title>b</a:title><a:summary>c</a:summary></a:entry></a:feed>",
    );
}

#[test]
fn many_texts_take_no_time() {
    for (text, end) in [
        ("<b>a</b>", "</title>"),
        ("<![CDATA[", "]]></title>"),
        ("]]", "</title>"),
        ("&a", "</title>"),
        ("<!--", "--></title>"),
    ] {
        let feed = format!("<rss version='2.0'><title><i/>{}{end}</rss>", text.repeat(200_000));
        assert!(mend(feed.as_bytes()).is_ok());
    }
}
