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
    let mixed = "<rss version='2.0'><description><i>x</i><![CDATA[a]]></description></rss>";
    assert_mended(mixed, mixed);
}
