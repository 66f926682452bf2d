//! Feeds read whole and in pieces: the same must come of both.

use proptest::prelude::*;

use super::super::read_by;
use super::*;

const NAME: Name<'_> = Name { full: "x/a.xml", short: "a.xml" };

fn outcome(feed: &str, n_piece_bytes: usize) -> (Vec<String>, Vec<Repair>) {
    let read = read_by(feed.as_bytes().to_owned(), NAME, n_piece_bytes).unwrap();
    let mut repairs = read.repairs;
    repairs.sort_unstable();
    (read.rows.map(|row| format!("{row:?}")).collect(), repairs)
}

/// The same rows, and the same repairs; but pieces of a broken feed that are sound may be mended where the whole is made anew.
#[track_caller]
fn assert_same(feed: &str) {
    let (rows, repairs) = outcome(feed, usize::MAX);
    for n_piece_bytes in [1, 100, 700] {
        let (rows_of_pieces, mut found) = outcome(feed, n_piece_bytes);
        assert_eq!(rows_of_pieces, rows, "{n_piece_bytes}: {feed}");
        found.retain(|repair| *repair != Repair::Dialect || repairs.contains(repair));
        assert_eq!(found, repairs, "{n_piece_bytes}: {feed}");
    }
}

fn items(n: usize) -> String {
    let item = |n: usize| {
        let guid = if n.is_multiple_of(3) { String::new() } else { format!("<guid>tag:{n}</guid>") };
        let link = if n.is_multiple_of(4) { String::new() } else { format!("<link>/2026/{n}</link>") };
        format!(
            "<item><title>Harbour {n} <b>reopens</b></title>{guid}{link}<description>It was shut.</description></item>\n"
        )
    };
    (0..n).map(item).collect()
}

#[test]
fn rss_comes_out_the_same() {
    let head = "<?xml version='1.0'?><rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>The Gauge</title>\
        <link>https://gauge.example/</link>";
    let items = items(9);
    assert_same(&format!("{head}<language>da</language>{items}</channel></rss>"));
    // What the channel says of itself may stand anywhere.
    assert_same(&format!("{head}{items}<language>da</language>{items}<title>Gauge</title></channel></rss>"));
    assert_same(&format!("{head}<!-- none --></channel></rss>"));
    assert_same(&format!("{head}<item/><item><title>Rain</title></item><item/></channel></rss>"));
}

#[test]
fn rdf_with_items_outside_of_the_channel_comes_out_the_same() {
    let item = |n: usize| {
        format!(
            "<item r:about='https://gauge.example/{n}'><title>Storm {n}</title><link>https://gauge.example/{n}</link><dc:date>2026-02-0{n}</dc:date></item>"
        )
    };
    let items: String = (1..9).map(item).collect();
    assert_same(&format!(
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
        <channel r:about='c'><title>The Gauge</title><dc:language>en</dc:language></channel>{items}</r:RDF>"
    ));
}

#[test]
fn atom_comes_out_the_same() {
    let entry = |n: usize| {
        format!(
            "<a:entry xml:base='b/'><a:title>Vote {n}</a:title><a:link href='{n}'/><a:content type='xhtml'><div>On <i>{n}</i>&nbsp;boats.</div></a:content></a:entry> "
        )
    };
    let entries: String = (1..9).map(entry).collect();
    assert_same(&format!(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:lang='nb' xml:base='https://gauge.example/a/'><a:title>The Gauge</a:title>\
        <a:author><a:name>Ida Berg</a:name></a:author>{entries}<a:link rel='self' href='https://gauge.example/feed'/></a:feed>"
    ));
}

#[test]
fn json_comes_out_the_same() {
    let item = |n: usize| {
        format!(
            r#"{{"id": "{n}", "url": "/{n}", "title": "Vote {n}, \"final\"", "content_html": "<p>No ]}}.</p>"}}"#
        )
    };
    let list = (1..9).map(item).collect::<Vec<_>>().join(", ");
    let version = r#""version": "https://jsonfeed.org/version/1.1""#;
    let sound = format!(
        r#"{{{version}, "items": [{list}], "title": "The Gauge", "home_page_url": "https://gauge.example", "authors": [{{"name": "Ida Berg"}}]}}"#
    );
    assert_same(&sound);
    // Without a version, with items that are none, and one that breaks off.
    assert_same(&format!(
        r#"{{"title": "The Gauge", "items": [{list}, 7, [8], {{"id": }}, {list}], "language": "nb"}}"#
    ));
    assert_same(&format!(r#"{{{version}, "title": "The Gauge", "items": [{list}, {{"id": 10"#));
}

#[test]
fn a_damaged_json_feed_loses_no_item_beside_it() {
    let item = |n: usize, end: &str| {
        format!("{{\"id\": \"{n}\", \"title\": \"Vote\", \"content_text\": \"No.\"{end}")
    };
    let version = r#""version": "https://jsonfeed.org/version/1.1""#;
    // What stands behind the second of six, how many articles are left, and how many rows there are.
    for (end, n_articles, n_rows) in [("}]", 6, 6), ("}}", 6, 6), ("}}]}", 6, 6), ("", 5, 6)] {
        let list = (1..=6).map(|n| item(n, if n == 2 { end } else { "}" })).collect::<Vec<_>>().join(",\n");
        let feed = format!("{{{version}, \"items\": [\n{list}\n], \"title\": \"The Gauge\"}}");
        assert_same(&feed);
        let (rows, repairs) = outcome(&feed, usize::MAX);
        let n_found = rows.iter().filter(|row| row.starts_with("Ok(Article")).count();
        assert_eq!((n_found, rows.len()), (n_articles, n_rows), "{feed}: {rows:?}");
        assert_eq!(repairs, [Repair::Markup]);
    }
    // On the lines of others, or all on one.
    for sound in [",\n", ", "] {
        let list = (1..=6).map(|n| item(n, if n == 1 { "}}" } else { "}" })).collect::<Vec<_>>().join(sound);
        let feed = format!("{{{version}, \"title\": \"The Gauge\", \"items\": [{list}]}}");
        assert_same(&feed);
        assert_eq!(outcome(&feed, usize::MAX).0.len(), 6, "{feed}");
    }
}

#[test]
fn broken_feeds_come_out_the_same() {
    let sound = format!("<rss version='2.0'><channel><title>The Gauge</title>{}</channel></rss>", items(9));
    assert_same(&sound.replace("</item>", ""));
    assert_same(&sound.replace("</channel></rss>", ""));
    assert_same(sound.strip_suffix("/description></item>\n</channel></rss>").unwrap());
    assert_same(&sound.replace("<item>", "<Item>"));
    assert_same(&sound.replacen("</title><guid", "<guid", 1));
}

#[test]
fn what_is_called_an_entry_within_one_is_cut_nowhere() {
    let item = "<item><title>One</title><q:item>x</q:item><item><guid>1</guid></item><description>The ferry ran aground.</description></item>";
    let feed = |items: &str| {
        format!(
            "<rss version='2.0' xmlns:q='urn:q'><channel><image><item>5</item></image>{items}</channel></rss>"
        )
    };
    assert_same(&feed(&item.repeat(4)));
    assert_eq!(outcome(&feed(&item.repeat(4)), 1).0.len(), 4);
    // A fault elsewhere changes nothing about it.
    assert_same(&feed(&format!("{item}<item><title>Two</item>{item}")));
}

#[test]
fn what_is_too_long_or_deep_costs_itself() {
    let deep = "<x:group>".repeat(300) + &"</x:group>".repeat(300);
    let feed = format!(
        "<rss version='2.0'><channel><item><title>Rain</title></item><item>{}</item><item><title>Wind</title>{deep}</item><item><title>Sun</title></item></channel></rss>",
        "<category>x</category>".repeat(MAX_ENTRY_BYTES / 22 + 1)
    );
    let (rows, _) = outcome(&feed, 100);
    assert_eq!(rows.len(), 4);
    assert!(rows[1].contains("row 2 is longer than 32 MiB"), "{}", rows[1]);
    for (row, title) in [(0, "Rain"), (2, "Wind"), (3, "Sun")] {
        assert!(rows[row].contains(title), "{}", rows[row]);
    }
}

proptest! {
    #[test]
    fn however_it_is_cut_the_articles_are_the_same(
        fields in prop::collection::vec(
            prop::sample::select(vec![
                "<title>Rain</title>", "<link>https://gauge.example/1</link>", "<description>a &amp; <p>b</p></description>", "",
                "<guid>7</guid>", "<description><![CDATA[<item>]]></description>", "</item><item>", "</item> <language>da</language><item>",
                "</item><!-- <item> --><item>", "<media:group><media:title/></media:group>",
            ]),
            0..24,
        ),
        n_piece_bytes in 1_usize..300,
    ) {
        let feed = format!(
            "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><item>{}</item></channel></rss>",
            fields.concat()
        );
        prop_assert_eq!(outcome(&feed, n_piece_bytes), outcome(&feed, usize::MAX));
    }
}
