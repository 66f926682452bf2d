//! Feeds written by hand, and the articles that must come of them.

mod nested;

use super::*;
use crate::article::Article;

const NAME: Name<'_> = Name { full: "x/a.xml", short: "a.xml" };

fn read_all(feed: &str) -> Vec<Article> {
    read_feed(feed.as_bytes())
        .unwrap()
        .rows
        .into_iter()
        .map(|row| match row {
            Ok(Row::Article(article)) => article,
            row => panic!("no article: {row:?}"),
        })
        .collect()
}

/// What comes of a feed, all rows at once.
#[derive(Debug)]
struct Outcome {
    rows: Vec<Result<Row>>,
    charset: &'static str,
    repairs: Vec<Repair>,
}

fn read_feed(feed: &[u8]) -> Result<Outcome> {
    let ReadFeed { rows, charset, repairs } = read(feed.to_owned(), NAME)?;
    Ok(Outcome { rows: rows.collect(), charset, repairs })
}

fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Gauge</title>{items}</channel></rss>"
    )
}

fn refusal(feed: &str) -> String {
    read_feed(feed.as_bytes()).unwrap_err().to_string()
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

/// Found by fuzzing: three hundred line ends in a text were taken for the depth of the feed, and feeds in a text for the feed.
#[test]
fn the_markup_in_a_json_feed_is_not_its_own() {
    for text in [
        "a<br>".repeat(300),
        "<rss><item><title>a</title></item><item><title>b</title></item></rss>".to_owned(),
    ] {
        let feed = format!(
            r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "The Gauge", "items": [{{"id": "1", "title": "Rain", "content_html": "{text}"}}]}}"#
        );
        let [article] = &read_all(&feed)[..] else { panic!("not one article") };
        assert_eq!(article.title, "Rain");
    }
}

/// Found by fuzzing: `quick-xml` panics over a declaration of an encoding that it meets behind its first buffer.
#[test]
fn a_declaration_far_into_a_feed_costs_nothing() {
    let declaration = "<?xml version='1.0' encoding='windows-1252'?>";
    let feed = format!("<!--{}-->{declaration}{}", "x".repeat(9000), rss("<item><title>Été</title></item>"));
    let [article] = &read_all(&feed)[..] else { panic!("not one article") };
    assert_eq!(article.title, "Été");
}

#[test]
fn a_json_feed_that_breaks_the_specification_is_read() {
    let feed = r#"{"title": "The Gauge", "home_page_url": "https://gauge.example", "items": [
        {"id": 7, "title": null, "content_text": "It rained.", "date_published": "2 Nov 2026", "tags": ["Weather", 3], "author": "Mara Olsen"},
        {"id": 8, "title": }, "no item", {"id": "9", "url": "/9", "title": "Wind", "summary": {}}, {"id": "10", "title": "Su"#;
    let rows = read_feed(feed.as_bytes()).unwrap().rows;
    let [
        Ok(Row::Article(first)),
        Ok(Row::Damaged(second)),
        Ok(Row::Damaged(third)),
        Ok(Row::Article(fourth)),
        Err(cut),
    ] = &rows[..]
    else {
        panic!("{rows:?}")
    };
    assert_eq!((first.id.as_str(), first.text.as_str()), ("7", "It rained."));
    assert_eq!(first.published.unwrap().to_string(), "2026-11-02T00:00:00Z");
    assert_eq!((&first.authors[0], &first.categories[1]), (&"Mara Olsen".to_owned(), &"3".to_owned()));
    assert_eq!(second.id, "a.xml#2");
    assert!(second.error.starts_with("row 2 is not JSON"), "{}", second.error);
    assert_eq!(third.error, "row 3 is no JSON object");
    assert_eq!((fourth.id.as_str(), fourth.url.as_deref()), ("9", Some("https://gauge.example/9")));
    assert!(cut.to_string().starts_with("breaks off before its end"), "{cut}");
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

/// A parser takes anything behind a bracket for a name, and calls itself for some names.
#[test]
fn names_that_are_none_count_for_the_depth() {
    for prefix in ["1m", "-m", ".m"] {
        let group = format!("<{prefix}:group>").repeat(100_000);
        let feed = format!(
            "<rss version='2.0' xmlns:{prefix}='http://search.yahoo.com/mrss/'><channel><item><title>Rain</title>{group}"
        );
        assert_eq!(read_feed(feed.as_bytes()).unwrap().rows.len(), 2);
    }
}

#[test]
fn many_slips_are_no_depth() {
    let item = |n: usize| format!("<item><title>{n}</title><description>a<br>b<br>c</description></item>");
    let articles = read_all(&rss(&(0..300).map(item).collect::<String>()));
    assert_eq!(articles.len(), 300);
    assert_eq!(articles[299].text, "a\nb\nc");
}

#[test]
fn names_of_namespaces_matter_little() {
    for feed in [
        "<rss xmlns='http://www.w3.org/2005/Atom'><channel><item><title>Rain</title></item></channel></rss>",
        "<r:RDF xmlns:r='x'><r:item><r:title>Rain</r:title></r:item></r:RDF>",
        "<ns0:feed xmlns:ns0='http://www.w3.org/2005/Atom '><ns0:entry><ns0:title>Rain</ns0:title></ns0:entry></ns0:feed>",
    ] {
        assert_eq!(read_feed(feed.as_bytes()).unwrap().rows.len(), 1, "{feed}");
        assert_eq!(read_all(feed)[0].title, "Rain", "{feed}");
    }
}

#[test]
fn a_section_that_is_not_closed_swallows_no_article() {
    let feed = rss("<item><title><![CDATA[Rain</title></item><item><title>Wind</title></item>\
        <item><title><![CDATA[Sun]]></title></item>");
    let titles: Vec<String> = read_all(&feed).into_iter().map(|article| article.title).collect();
    assert_eq!(titles, ["Rain", "Wind", "Sun"]);
}

#[test]
fn utf8_is_told_from_what_is_declared() {
    let feed = "<?xml version='1.0' encoding='iso-8859-1'?>".to_owned()
        + &rss("<item><title>Fähre</title></item>").replace("<?xml version='1.0'?>", "");
    let read = read_feed(feed.as_bytes()).unwrap();
    assert_eq!((read.charset, &read.repairs[..]), ("UTF-8", &[Repair::Charset][..]));
    assert!(matches!(&read.rows[..], [Ok(Row::Article(article))] if article.title == "Fähre"));
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
fn what_is_escaped_twice_is_read_all_the_same() {
    let feed = rss(
        "<item><title>Rain &amp;amp;amp; wind</title><description>&amp;lt;p&amp;gt;It &amp;lt;b&amp;gt;rained\
        &amp;lt;/b&amp;gt;.&amp;lt;/p&amp;gt;</description></item><item><title>Use the &amp;lt;b&amp;gt; tag</title></item>",
    );
    let articles = read_all(&feed);
    assert_eq!(articles[0].text, "It rained.");
    assert_eq!(articles[1].title, "Use the <b> tag");
}

#[test]
fn a_feed_says_who_wrote_and_where_it_was_filed() {
    let feed = rss("<link>https://gauge.example/news/</link>\
        <item><title>a</title><link>/2026/1</link><author>desk@gauge.example (Mara Olsen)</author><category>Ports</category>\
        <category>Ports</category><category>R&amp;amp;D</category></item>\
        <item><title>b</title><link>2.html</link></item>");
    let articles = read_all(&feed);
    assert_eq!(articles[0].authors, ["Mara Olsen"]);
    assert_eq!(articles[0].categories, ["Ports", "R&D"]);
    assert_eq!(articles[0].url.as_deref(), Some("https://gauge.example/2026/1"));
    assert_eq!(articles[1].url.as_deref(), Some("https://gauge.example/news/2.html"));
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://gauge.example/a/'><author><name>Desk</name></author>\
        <link rel='self' href='https://gauge.example/feeds/atom'/>\
        <entry><title>a</title><link href='1'/></entry>\
        <entry xml:base='b/'><title>b</title><link href='2'/><author><name>Ida Berg</name></author></entry></feed>";
    let articles = read_all(feed);
    assert_eq!(articles[0].url.as_deref(), Some("https://gauge.example/a/1"));
    assert_eq!(articles[1].url.as_deref(), Some("https://gauge.example/a/b/2"));
    assert_eq!(
        (&articles[0].authors[..], &articles[1].authors[..]),
        (&["Desk".to_owned()][..], &["Ida Berg".to_owned()][..])
    );
}

#[test]
fn the_oldest_feeds_have_a_root_of_their_own() {
    assert_eq!(read_all("<?xml version='1.0'?><rdf><item><title>Rain</title></item></rdf>")[0].title, "Rain");
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
    let rows = read_feed(feed).unwrap().rows;
    assert!(matches!(&rows[..], [Ok(Row::Article(article))] if article.title == "Caf\u{e9} \u{2013} open"));
}

#[test]
fn every_word_of_a_text_with_elements_comes_through() {
    let feed = "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/' \
        xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>\
        <item><title>A <b>cold</b> <!-- very --> spring</title><description>Intro <p>Ice.</p> <![CDATA[<p>Snow.</p>]]> tail &lt; end</description></item>\
        <item><title><i>Late</i> frost</title><content:encoded><p>One.</p><p>Two &amp; three.</p></content:encoded></item>\
        <item><title>Radio</title><itunes:summary>All <b>about</b> it.</itunes:summary></item>\
        <item><title>Film</title><media:content url='https://gauge.example/f'/><media:description><b>Seen</b> it.</media:description></item>\
        <item><media:title>Named <b>elsewhere</b></media:title><media:description>Told there.</media:description></item>\
        <item><itunes:title>Heard</itunes:title><enclosure url='https://gauge.example/a'/></item></channel></rss>";
    let found: Vec<(String, String)> =
        read_all(feed).into_iter().map(|article| (article.title, article.text)).collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
    assert_eq!(
        found,
        [
            ("A cold spring", "Intro\n\nIce.\n\nSnow.\n\ntail < end"),
            ("Late frost", "One.\n\nTwo & three."),
            ("Radio", "All about it."),
            ("Film", "Seen it."),
            ("Named elsewhere", "Told there."),
            ("Heard", ""),
        ]
    );
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:h='http://www.w3.org/1999/xhtml'>\
        <entry><title>A <b>cold</b> spring</title><summary>So <i>it</i> was.</summary></entry>\
        <entry><title type='xhtml'><h:div>Late <h:b>frost</h:b></h:div></title><content><p>One.</p> <p>Two.</p></content></entry>\
        <entry><title>Hail</title><content type='xhtml'><h:div><h:p>One&nbsp;day.</h:p><h:p>Two.</h:p></h:div></content></entry></feed>";
    let found: Vec<(String, String)> =
        read_all(feed).into_iter().map(|article| (article.title, article.text)).collect();
    let found: Vec<(&str, &str)> =
        found.iter().map(|(title, text)| (title.as_str(), text.as_str())).collect();
    assert_eq!(
        found,
        [("A cold spring", "So it was."), ("Late frost", "One.\n\nTwo."), ("Hail", "One day.\n\nTwo."),]
    );
    let feed = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/>\
        <item><title>A <b>cold</b> spring</title><link>https://gauge.example/1</link><description>So <i>it</i> was.</description></item></rdf:RDF>";
    let [article] = &read_all(feed)[..] else { panic!("not one article") };
    assert_eq!((article.title.as_str(), article.text.as_str()), ("A cold spring", "So it was."));
}

/// Each of these cost the whole feed.
#[test]
fn what_the_parser_gives_up_a_feed_over_costs_nothing() {
    let rss = |field: &str| {
        format!(
            "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item>{field}<title>Rain</title></item></channel></rss>"
        )
    };
    let atom = |field: &str| {
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry>{field}<title>Rain</title></entry></feed>")
    };
    for feed in [
        rss("<media:title/><media:description></media:description>"),
        rss("<media:title><![CDATA[]]></media:title>"),
        rss("<media:title type='text/html'>a</media:title>"),
        rss("<media:description type='xhtml'><p>a</p></media:description>"),
        atom("<content type='text/plain'></content>"),
        atom("<content type='image/png'> </content>"),
        atom("<content type='image/png'/>"),
        atom("<content src='https://gauge.example/1' type='text/html'>It rained.</content>"),
        atom("<content src='https://gauge.example/1' type='html'/>"),
        atom("<content type='text/html;;'>It rained.</content>"),
        atom("<content type='image/svg+xml'><svg><text>a</text></svg></content>"),
        atom("<summary xml:base='https://[gauge'>It rained.</summary>"),
    ] {
        let read = read_feed(feed.as_bytes());
        assert!(
            matches!(&read.as_ref().unwrap().rows[..], [Ok(Row::Article(article))] if article.title == "Rain"),
            "{feed}: {read:?}"
        );
    }
}

#[test]
fn texts_in_odd_places_come_through() {
    let feed = rss("<item><title>Rain</title><title/><link><a href='x'>https://gauge.example/1</a></link>\
        <category><b>Weather</b></category><description><![CDATA[a <![CDATA[b]]> c]]> d</description></item>\
        <item><title>Wind</title><yandex:full-text xmlns:yandex='http://news.yandex.ru'>It blew.</yandex:full-text></item>\
        <item><title>Sun</title><body xmlns='http://www.w3.org/1999/xhtml'><p>It shone.</p></body></item>");
    let [rain, wind, sun] = &read_all(&feed)[..] else { panic!("not three articles") };
    assert_eq!((rain.title.as_str(), rain.text.as_str()), ("Rain", "a b c d"));
    assert_eq!(
        (rain.url.as_deref(), &rain.categories[..]),
        (Some("https://gauge.example/1"), &["Weather".to_owned()][..])
    );
    assert_eq!((wind.text.as_str(), sun.text.as_str()), ("It blew.", "It shone."));
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>Rain</title><content type='xhtml'>\
        <div><p title='a &quot;b&quot; &gt; c'>It rained.</p></div></content></entry></feed>";
    assert_eq!(read_all(atom)[0].text, "It rained.");
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Gauge", "items": [
        {"id": "1", "content_html": " ", "content_text": "It rained all day.", "summary": "Rain."}]}"#;
    assert_eq!(read_all(json)[0].text, "It rained all day.");
}
