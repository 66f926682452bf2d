//! What can be read: formats, standard input, patterns, folders; and what happens to what cannot.

use std::fmt::Write as _;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use crate::samples::{NEWS, feed};
use crate::work_dir::{WorkDir, array, project, skipped, text, texts};

const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Reed</title><id>x</id><entry><id>atom-1</id>\
    <title>Rain</title><summary>It rained on Monday.</summary></entry></feed>";
const JSON_FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Reed", "items": [
    {"id": "json-1", "title": "Rain", "content_text": "It rained on Monday."}]}"#;
const PAGE: &str = "Rain returns to the northern valleys\n\nIt rained on Monday in all of the northern valleys. \
    Farmers had waited for it since the middle of March.\n\nThe rivers rose by a hand's breadth.\n\n\
    Ferry stays in port for repairs\n\nThe ferry to the outer islands stays in port for repairs until Friday. \
    A crack was found in its bow door.\n\nIslanders will be served by a smaller boat.\n";

/// The ids and titles of the articles in the input of this name and content.
#[track_caller]
fn articles(name: &str, content: impl AsRef<[u8]>, flags: &[&str]) -> Vec<(String, String)> {
    let rows = WorkDir::with(name, content).run(&[&["summarize", name], flags].concat()).exits(0).rows();
    assert!(rows.iter().all(|row| row["status"] == "ok"), "{rows:?}");
    rows.iter().map(|row| (text(row, "id").to_owned(), text(row, "title").to_owned())).collect()
}

#[track_caller]
fn assert_articles(found: &[(String, String)], expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> = found.iter().map(|(id, title)| (&**id, &**title)).collect();
    assert_eq!(found, expected);
}

/// The content tells, not the name.
#[test]
fn the_format_is_told_from_the_content() {
    for name in ["a.xml", "a.txt", "a"] {
        assert_articles(&articles(name, ATOM, &[]), &[("atom-1", "Rain")]);
        assert_articles(&articles(name, JSON_FEED, &[]), &[("json-1", "Rain")]);
        assert_eq!(articles(name, feed(), &[]).len(), 3);
        assert_eq!(articles(name, NEWS, &[]).len(), 4);
    }
    let two = [("a#1", "Rain returns to the northern valleys"), ("a#2", "Ferry stays in port for repairs")];
    assert_articles(&articles("a", PAGE, &[]), &two);
    assert_articles(&articles("a", "id,title,text\n7,Rain,It rained.\n", &[]), &[("7", "Rain")]);
}

#[test]
fn from_overrides_what_the_content_tells() {
    assert_eq!(articles("a", PAGE, &["--from", "text"]).len(), 1);
    assert_eq!(articles("a.txt", "title,text\nRain,It rained.\n", &["--from", "csv"]).len(), 1);
    let run = WorkDir::with("a", PAGE).run(&["classify", "a", "--from", "feed"]).exits(2);
    assert!(run.err.contains("slugline: warning: a: "), "{}", run.err);
}

#[test]
fn tables_have_any_usual_delimiter_and_names() {
    for (name, table) in [
        ("a.csv", "id;headline;body\n1;Rain;\"It rained; then it stopped.\"\n"),
        ("a.tsv", "id\theadline\tbody\n1\tRain\tIt rained.\n"),
        ("a.csv", "\u{feff}ID,Title,Content\r\n1,Rain,\"It rained.\nThen it stopped.\"\r\n"),
    ] {
        assert_articles(&articles(name, table, &[]), &[("1", "Rain")]);
    }
    let numbers = ["--title-column", "2", "--text-column", "1"];
    assert_articles(
        &articles("a.csv", "It rained.,Rain\nIt froze.,Frost\n", &numbers),
        &[("a.csv#1", "Rain"), ("a.csv#2", "Frost")],
    );
    let names = ["--id-column", "nr", "--text-column", "story"];
    assert_articles(&articles("a.jsonl", r#"{"nr": 4, "story": "It rained."}"#, &names), &[("4", "")]);
}

/// A row in gives a row out, whichever of them are damaged.
#[test]
fn every_row_of_a_table_gives_a_row() {
    let table = "id,title,text\n1,Rain,\"It rained,\nand rained.\"\n2,Sun,\"It shone.\n3,Snow,It snowed.\n4,Hail,It fell.\n\
        5,Fog,\"It lifted.\"\n6,Eels\n7,Wind,\"It blew.\n\"8\",\"Locks\",\"They \"\"opened\"\".\"\n9,Tide,It rose.\n";
    for delimiter in [",", "\t"] {
        let rows = WorkDir::with("a.csv", table.replace(',', delimiter))
            .run(&["summarize", "a.csv"])
            .exits(1)
            .rows();
        let told: Vec<(&str, &str)> = rows.iter().map(|row| (text(row, "id"), text(row, "status"))).collect();
        let (ok, error) = ("ok", "error");
        let expected = [
            ("1", ok),
            ("2", error),
            ("3", ok),
            ("4", ok),
            ("5", ok),
            ("6", error),
            ("7", error),
            ("8", ok),
            ("9", ok),
        ];
        assert_eq!(told, expected);
        assert_eq!(text(&rows[1], "error"), "row 2 has a quote that is not closed");
    }
}

#[test]
fn a_missing_id_comes_from_the_link_else_from_the_place() {
    let rows = "{\"text\": \"It rained.\", \"url\": \"https://a.example/1\"}\n{\"text\": \"It froze.\"}\n";
    assert_articles(&articles("a.jsonl", rows, &[]), &[("https://a.example/1", ""), ("a.jsonl#2", "")]);
    let dir = WorkDir::with("deep/down/a.jsonl", rows);
    let rows = dir.run(&["classify", "deep"]).exits(0).rows();
    assert_eq!(text(&rows[1], "id"), "a.jsonl#2", "the folders are not part of the name");
}

#[test]
fn text_may_be_utf_16_and_have_windows_line_ends() {
    let utf_16: Vec<u8> =
        "\u{feff}Rain\r\n\r\nIt rained.\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_articles(&articles("a.txt", utf_16, &[]), &[("a.txt#1", "Rain")]);
}

#[test]
fn standard_input_is_a_dash() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let rows = dir
        .run_reading("{\"text\": \"It rained.\"}\n", &["classify", "-", "news.jsonl", "-"])
        .exits(0)
        .rows();
    assert_eq!(texts(&rows, "id"), ["stdin#1", "cable", "fine", "naïve", "news.jsonl#4"]);
    let empty = dir.run_reading("", &["classify", "-"]).exits(2);
    assert!(empty.err.contains("stdin"), "{}", empty.err);
}

#[test]
fn patterns_and_folders_are_read_in_order_each_file_once() {
    let dir = WorkDir::new();
    for name in ["feeds/b.jsonl", "feeds/a.jsonl", "feeds/sub/c.jsonl", "feeds/.hidden.jsonl", "d.jsonl"] {
        dir.write(name, "{\"text\": \"It rained.\"}");
    }
    let ids = |inputs: &[&str]| {
        let rows = dir.run(&[&["classify"], inputs].concat()).exits(0).rows();
        texts(&rows, "id").join(" ")
    };
    assert_eq!(ids(&["feeds"]), "a.jsonl#1 b.jsonl#1 c.jsonl#1");
    assert_eq!(ids(&["feeds/*.jsonl", "*.jsonl"]), "a.jsonl#1 b.jsonl#1 d.jsonl#1");
    assert_eq!(ids(&["**/[cd].jsonl"]), "d.jsonl#1 c.jsonl#1");
    assert_eq!(ids(&["feeds/b.jsonl", "feeds", "./feeds/b.jsonl"]), "b.jsonl#1 a.jsonl#1 c.jsonl#1");
}

/// One bad file in a folder of feeds costs that file, not the digest.
#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    let dir = WorkDir::with("feeds/good.xml", feed());
    dir.write("feeds/empty.xml", "");
    dir.write("feeds/binary.bin", b"\x7fELF\x02\x01\x01\0\0\0\0\0");
    dir.write("feeds/locked.xml", feed().replace("Quay Notes", "Locked Notes"));
    let locked = dir.path("feeds/locked.xml");
    fs::set_permissions(&locked, Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&locked).is_ok() {
        skipped("a file without permissions, which this user may read all the same");
        fs::remove_file(&locked).unwrap();
    }
    let is_locked = locked.exists();

    let run = dir.run(&["digest", "feeds", "--to", "json"]).exits(1);
    assert_eq!(texts(array(&run.json(), "articles"), "id"), ["quay-1", "quay-2", "quay-3"]);
    for (name, is_bad) in
        [("empty.xml", true), ("binary.bin", true), ("locked.xml", is_locked), ("good.xml", false)]
    {
        assert_eq!(run.err.contains(name), is_bad, "{name} in {}", run.err);
    }
    let classified = dir.run(&["classify", "feeds"]).exits(1).rows();
    assert_eq!(texts(&classified, "id"), ["quay-1", "quay-2", "quay-3"]);
}

#[test]
fn an_input_that_is_not_there_costs_only_itself() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let run = dir.run(&["classify", "missing.jsonl", "news.jsonl", "none-*.xml"]).exits(1);
    assert_eq!(run.rows().len(), 4);
    assert!(run.err.contains("missing.jsonl") && run.err.contains("none-*.xml"), "{}", run.err);
}

#[test]
fn nothing_to_read_is_exit_2() {
    let dir = WorkDir::with("empty.xml", "");
    dir.write("binary.bin", b"\0\x01\x02");
    dir.write("page.pdf", "%PDF-1.7\n");
    fs::create_dir(dir.path("folder")).unwrap();
    for command in ["digest", "classify", "summarize", "eval"] {
        for input in ["empty.xml", "binary.bin", "page.pdf", "missing.xml", "folder", "*.none"] {
            let run = dir.run(&[command, input]).exits(2);
            assert!(run.err.contains(input), "{command} {input}: {}", run.err);
            assert_eq!(run.out(), "", "{command} {input}");
        }
    }
}

/// A feed without an article is no failure: there is just no news.
#[test]
fn a_feed_without_articles_is_read() {
    let empty = "<rss version=\"2.0\"><channel><title>Quiet</title></channel></rss>";
    let dir = WorkDir::with("quiet.xml", empty);
    assert_eq!(dir.run(&["classify", "quiet.xml"]).exits(0).out(), "");
    let digest = dir.run(&["digest", "quiet.xml", "--to", "json"]).exits(0).json();
    assert!(array(&digest, "articles").is_empty());
}

/// A feed cut off in the middle keeps the articles before the cut.
#[test]
fn a_truncated_feed_keeps_what_is_whole() {
    let feed = feed();
    let cut = feed.find("quay-3").unwrap();
    let run = WorkDir::with("cut.xml", &feed[..cut]).run(&["classify", "cut.xml"]);
    assert!(texts(&run.rows(), "id").starts_with(&["quay-1", "quay-2"]), "{}", run.err);
}

#[test]
fn the_feeds_that_come_with_it_name_their_sources() {
    let digest = WorkDir::new().run(&["digest", &project("data/feeds"), "--to", "json"]).exits(0).json();
    let mut sources = texts(array(&digest, "articles"), "source");
    sources.dedup();
    assert_eq!(sources, ["The Harbour Dispatch", "Northern Ledger", "Signal & Statute"]);
}

/// What is packed is read as what is in it.
#[test]
fn packed_files_are_read() {
    let dir = WorkDir::with("news.jsonl", NEWS);
    let plain = dir.run(&["classify", "news.jsonl"]).exits(0);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut encoder, NEWS.as_bytes()).unwrap();
    let gzip = encoder.finish().unwrap();
    dir.write("gz/news.jsonl.gz", &gzip);
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    dir.write("zst/news.jsonl.zst", ruzstd::encoding::compress_to_vec(NEWS.as_bytes(), level));
    for name in ["gz/news.jsonl.gz", "zst/news.jsonl.zst"] {
        assert_eq!(dir.run(&["classify", name]).exits(0).out(), plain.out(), "{name}");
    }
    let plain = dir.run_reading(NEWS, &["classify", "-"]).exits(0);
    assert_eq!(dir.run_reading(gzip.clone(), &["classify", "-"]).exits(0).out(), plain.out());
    dir.write("cut.jsonl.gz", &gzip[..gzip.len() / 2]);
    let cut = dir.run(&["classify", "cut.jsonl.gz", "news.jsonl"]).exits(1);
    assert!(cut.err.contains("cut.jsonl.gz: cannot be read"), "{}", cut.err);
}

#[test]
fn a_web_page_is_its_story() {
    let story = "The ferry to the outer islands stays in port until Friday, the harbour office said, as a crack was found in its bow door on Monday. \
        Islanders will be served by a smaller boat, which leaves twice a day and takes no lorries.";
    let page = format!(
        "<!doctype html><html lang=en><head><title>Ferry stays in port | The Reed</title><meta property='og:site_name' content='The Reed'></head>\
         <body><ul><li><a href=/>Home</a><li><a href=/sport>Sport</a></ul><article><h1>Ferry stays in port</h1><p>{story}</p><p>{story}</p></article>\
         <p>Subscribe to our newsletter</p></body></html>"
    );
    let dir = WorkDir::with("page.html", page);
    let rows = dir.run(&["summarize", "page.html", "--with-text"]).exits(0).rows();
    assert_eq!(text(&rows[0], "title"), "Ferry stays in port");
    assert_eq!(text(&rows[0], "text"), format!("{story}\n\n{story}"));
}

#[test]
fn documents_of_json_are_read() {
    let dir = WorkDir::with(
        "export.json",
        "{\n  \"total\": 2,\n  \"articles\": [{\"id\": \"a\", \"title\": \"Port shut\"}, {\"id\": \"b\", \"title\": }]\n}",
    );
    let rows = dir.run(&["classify", "export.json"]).exits(1).rows();
    assert_eq!(texts(&rows, "id"), ["a", "export.json#2"]);
    assert_eq!(texts(&rows, "status")[1], "error");
}

/// fastText's lines, and a folder per class: both learn the same topics.
#[test]
fn other_forms_of_labelled_articles_are_learnt_from() {
    let dir = WorkDir::new();
    let (mut lines, mut n) = (String::new(), 0);
    for row in std::fs::read_to_string(project("data/digital-policy/train.jsonl")).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        let (label, body) = (text(&row, "label"), text(&row, "text"));
        let Some(class) = ["Cybersecurity", "Data protection"].into_iter().find(|class| *class == label)
        else {
            continue;
        };
        let class = class.replace(' ', "_");
        writeln!(lines, "__label__{class} {}", body.replace('\n', " ")).unwrap();
        dir.write(&format!("classes/{class}/{n}.txt"), body);
        n += 1;
    }
    dir.write("lines.txt", lines);
    for input in ["lines.txt", "classes"] {
        dir.run(&["train", input, "--algorithm", "complement", "-o", "two.slug"]).exits(0);
        let model = dir.run(&["inspect", "two.slug", "--json"]).exits(0).json();
        assert_eq!(
            model["topics"].to_string().matches("_protection").count(),
            1,
            "{input}: {}",
            model["topics"]
        );
        assert!(model["topics"].to_string().contains("Cybersecurity"), "{input}");
    }
}
