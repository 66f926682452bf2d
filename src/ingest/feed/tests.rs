//! Feeds written by hand, and the articles that must come of them.

use super::*;
use crate::article::Article;

const NAME: Name<'_> = Name { full: "x/a.xml", short: "a.xml" };

fn read_all(feed: &str) -> Vec<Article> {
    read(feed.as_bytes(), NAME)
        .unwrap()
        .rows
        .into_iter()
        .map(|row| match row {
            Ok(Row::Article(article)) => article,
            row => panic!("no article: {row:?}"),
        })
        .collect()
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Gauge</title>{items}</channel></rss>"
    )
}

fn refusal(feed: &str) -> String {
    read(feed.as_bytes(), NAME).unwrap_err().to_string()
}

#[test]
fn an_rss_item_is_an_article() {
    let feed = rss(
        "<language>EN-gb</language><item><title>Rain &amp;amp; wind</title><link>https://example.org/1</link>\
         <guid>tag:1</guid><category>Weather</category><pubDate>Mon, 06 May 2024 07:08:09 GMT</pubDate>\
         <description>&lt;p&gt;It &lt;b&gt;rained&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;It blew.&lt;/p&gt;</description></item>",
    );
    let [article] = &read_all(&feed)[..] else { panic!("not one article") };
    assert_eq!(article.id, "tag:1");
    assert_eq!(article.title, "Rain & wind");
    assert_eq!(article.text, "It rained.\n\nIt blew.");
    assert_eq!(article.url.as_deref(), Some("https://example.org/1"));
    assert_eq!(article.source.as_deref(), Some("The Gauge"));
    assert_eq!(article.published.unwrap().to_string(), "2024-05-06T07:08:09Z");
    assert_eq!(article.lang.as_deref(), Some("en-gb"));
    assert!(article.labels.is_empty());
    assert_eq!(article.page.as_deref(), Some("x/a.xml"));
}

#[test]
fn an_id_is_made_of_the_link_or_the_place() {
    let feed =
        rss("<item><title>a</title><link>https://example.org/1</link></item><item><title>b</title></item>");
    let ids: Vec<String> = read_all(&feed).into_iter().map(|article| article.id).collect();
    assert_eq!(ids, ["https://example.org/1", "a.xml#2"]);
}

#[test]
fn the_fullest_text_wins() {
    let feed = "<rss version='2.0' xmlns:c='http://purl.org/rss/1.0/modules/content/' \
        xmlns:m='http://search.yahoo.com/mrss/'><channel>\
        <item><description>Short.</description><c:encoded>&lt;p&gt;Long.&lt;/p&gt;</c:encoded></item>\
        <item><description>Short.</description><c:encoded>&lt;img src='x'&gt;</c:encoded></item>\
        <item><m:group><m:content url='https://example.org/v'/><m:description>Film.</m:description></m:group></item>\
        </channel></rss>";
    let texts: Vec<String> = read_all(feed).into_iter().map(|article| article.text).collect();
    assert_eq!(texts, ["Long.", "Short.", "Film."]);
}

#[test]
fn an_atom_entry_is_an_article() {
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de'><entry><id>urn:7</id>\
        <title type='html'>Sch&amp;ouml;n</title><updated>2024-05-06T07:08:09+02:00</updated>\
        <link rel='self' href='https://example.org/7.atom'/><link href='https://example.org/7'/>\
        <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Eins.</p><p>Zwei &lt; drei.</p></div>\
        </content></entry></feed>";
    let [article] = &read_all(feed)[..] else { panic!("not one article") };
    assert_eq!((article.id.as_str(), article.title.as_str()), ("urn:7", "Schön"));
    assert_eq!(article.text, "Eins.\n\nZwei < drei.");
    assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
    assert_eq!(article.published.unwrap().to_string(), "2024-05-06T05:08:09Z");
    assert_eq!(article.lang.as_deref(), Some("de"));
    assert_eq!(article.source.as_deref(), Some("a.xml"));
}

#[test]
fn a_json_feed_item_is_an_article() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Gauge", "items": [
        {"id": "1", "url": "https://example.org/1", "title": "Rain", "content_text": "One.\n\nTwo < 3 & 4.",
         "date_published": "2024-05-06T07:08:09Z"}]}"#;
    let [article] = &read_all(feed)[..] else { panic!("not one article") };
    assert_eq!(article.text, "One.\n\nTwo < 3 & 4.");
    assert_eq!(article.url.as_deref(), Some("https://example.org/1"));
}

#[test]
fn a_feed_without_entries_is_no_failure() {
    assert!(read_all(&rss("")).is_empty());
}

#[test]
fn old_and_odd_feeds_are_read() {
    let atom_0_3 = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title type='text/plain'>Rain</title>\
        <issued>2024-05-06T07:08:09Z</issued><content type='text/html' mode='escaped'>&lt;p&gt;It rained.</content>\
        </entry></feed>";
    let [article] = &read_all(atom_0_3)[..] else { panic!("not one article") };
    assert_eq!((article.title.as_str(), article.text.as_str()), ("Rain", "It rained."));
    assert!(article.published.is_some());
    assert_eq!(read_all("<rss><channel><item><title>Rain</title></item></channel></rss>")[0].title, "Rain");
}

#[test]
fn a_refusal_is_one_clean_sentence() {
    assert_eq!(refusal("<opml version='1'></opml>"), "holds no feed (neither RSS nor Atom nor JSON Feed)");
    assert_eq!(refusal("not a feed"), "holds no feed (neither RSS nor Atom nor JSON Feed)");
    assert!(refusal("<rss version='2.0'><channel><item><title>a").starts_with("cannot be read as a feed: "));
}

#[test]
fn neither_depth_nor_numbers_take_the_program_down() {
    let group = "<m:group>".repeat(100_000);
    let feed = format!("<rss version='2.0' xmlns:m='http://search.yahoo.com/mrss/'><channel><item>{group}");
    assert!(refusal(&feed).contains("nested"));
    let feed = "<rss version='2.0' xmlns:i='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel><item>\
        <title>Rain</title><i:duration>99999999999999999999:00:00</i:duration></item></channel></rss>";
    assert_eq!(read_all(feed)[0].title, "Rain");
}

#[test]
fn stray_characters_cost_no_item() {
    let feed = rss("<item><title>Wind & rain</title><link>https://example.org/?a=1&b=2</link></item>\
        <item><title>R&D\u{8}&#0; &eacute;</title></item><item><title>Sun</title></item>");
    let articles = read_all(&feed);
    let titles: Vec<&str> = articles.iter().map(|article| article.title.as_str()).collect();
    assert_eq!(titles, ["Wind & rain", "R&D é", "Sun"]);
    assert_eq!(articles[0].url.as_deref(), Some("https://example.org/?a=1&b=2"));
}

#[test]
fn a_feed_that_declares_no_encoding_need_not_be_utf8() {
    let feed = b"<rss version='2.0'><channel><item><title>Caf\xe9 \x96 open</title></item></channel></rss>";
    let rows = read(feed, NAME).unwrap().rows;
    assert!(matches!(&rows[..], [Ok(Row::Article(article))] if article.title == "Caf\u{e9} \u{2013} open"));
}
