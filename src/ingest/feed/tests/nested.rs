//! Elements called entries within entries, and what becomes of the article around them.

use super::*;

/// Each of these is well-formed XML with one entry.
#[test]
fn what_is_called_an_entry_within_one_is_none() {
    let item = |inner: &str| {
        rss(&format!(
            "<item><title>One</title>{inner}<description>The ferry ran aground.</description></item>"
        ))
    };
    let before = "<image><item>5</item></image><item><title>One</title><description>The ferry ran aground.</description></item>";
    for feed in [
        item("<q:item xmlns:q='urn:q'>x</q:item>"),
        item("<item><title>Two</title></item>"),
        item("<item/>"),
        item("<item><media:title xmlns:media='http://search.yahoo.com/mrss/'>Two</media:title></item>"),
        rss(before),
        // And with a fault elsewhere.
        item("<q:item>x</q:item>").replace("</channel>", ""),
    ] {
        let articles = read_all(&feed);
        let found: Vec<_> = articles.iter().map(|article| (&*article.title, &*article.text)).collect();
        assert_eq!(found, [("One", "The ferry ran aground.")], "{feed}");
    }
    assert_eq!(read_feed(item("<item/>").as_bytes()).unwrap().repairs, []);
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>One</title><content type='xhtml'>\
        <div xmlns='http://www.w3.org/1999/xhtml'><p>The ferry ran</p><item>q</item><p>aground.</p></div></content></entry></feed>";
    let [article] = &read_all(atom)[..] else { panic!("not one article") };
    assert_eq!(article.text, "The ferry ran\n\nq\n\naground.");
}
