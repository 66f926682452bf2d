//! `slugline fetch`: what is transferred and what is not, where files lie, what servers' wishes come to, and what is said.
//!
//! All servers are this machine's own; troubles are in `fetch_troubles.rs`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use crate::http_server::{Asked, HttpServer, Reply};
use crate::samples::feed;
use crate::work_dir::{Run, WorkDir, texts};

const STATE: &str = "feeds/.slugline-fetch.json";

/// Runs `slugline fetch` on these lists, without pauses; further arguments stand behind.
pub(crate) fn fetch(dir: &WorkDir, lists: &[&str], further: &[&str]) -> Run {
    let manners = ["--into", "feeds", "--allow-private", "--delay", "0", "--json"];
    dir.run(&[&["fetch"], lists, &manners, further].concat())
}

/// The statuses of a run's rows.
pub(crate) fn statuses(run: &Run) -> Vec<String> {
    texts(&run.rows(), "status").into_iter().map(str::to_owned).collect()
}

/// What is known of the feeds.
pub(crate) fn state(dir: &WorkDir) -> BTreeMap<String, Value> {
    let state: Value = serde_json::from_slice(&dir.read(STATE)).unwrap();
    assert_eq!(state["version"], 1);
    serde_json::from_value(state["feeds"].clone()).unwrap()
}

/// The names of the feeds' files.
pub(crate) fn files(dir: &WorkDir) -> Vec<String> {
    let entries = std::fs::read_dir(dir.path("feeds")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort_unstable();
    names
}

/// A feed that is known by both kinds of validators and answers to either.
fn validated(asked: &Asked) -> Reply {
    const ETAG: &str = "W/\"quay-3\"";
    const DATE: &str = "Wed, 04 Mar 2026 06:00:00 GMT";
    let is_known =
        asked.header("if-none-match") == Some(ETAG) || asked.header("if-modified-since") == Some(DATE);
    let reply = if is_known { Reply::new(304, "") } else { Reply::new(200, feed()) };
    reply.with("ETag", ETAG).with("Last-Modified", DATE)
}

#[test]
fn what_has_not_changed_is_not_transferred() {
    let server = HttpServer::start(validated);
    let (dir, url) = (WorkDir::new(), server.url("/rss.xml"));
    let first = fetch(&dir, &[&url], &[]).exits(0);
    let row = &first.rows()[0];
    assert_eq!((&row["status"], &row["changed"], &row["articles"]), (&"new".into(), &true.into(), &3.into()));
    assert_eq!(row["transferred"], feed().len());
    assert_eq!(row["url"], url);
    assert_eq!(
        first.err,
        format!("slugline: 1 feed (1 new), {} kB transferred\n", (feed().len() + 500) / 1000)
    );

    let name = row["file"].as_str().unwrap();
    assert!(name.starts_with("127.0.0.1-rss-xml-"), "{name}");
    assert!(Path::new(name).extension().is_some_and(|ending| ending == "xml"), "{name}");
    assert_eq!(dir.read(&format!("feeds/{name}")), feed().as_bytes());

    let second = fetch(&dir, &[&url], &[]).exits(0);
    let row = &second.rows()[0];
    assert_eq!(
        (&row["status"], &row["changed"], &row["transferred"]),
        (&"unchanged".into(), &false.into(), &0.into())
    );
    assert_eq!((&row["http_status"], &row["file"]), (&304.into(), &name.into()));
    assert_eq!(second.err, "slugline: 1 feed (1 unchanged), 0 bytes transferred\n");

    let asked = server.asked();
    assert_eq!(asked[0].header("if-none-match"), None);
    assert_eq!(asked[1].header("if-none-match"), Some("W/\"quay-3\""));
    assert_eq!(asked[1].header("if-modified-since"), Some("Wed, 04 Mar 2026 06:00:00 GMT"));
    for one in &asked {
        assert_eq!(one.header("user-agent"), Some(concat!("slugline/", env!("CARGO_PKG_VERSION"))));
        assert_eq!(one.header("accept-encoding"), Some("gzip"));
        assert!(one.header("accept").unwrap().contains("application/rss+xml"));
    }
}

/// Without its file, or with another content in it, "not modified" would be about something else.
#[test]
fn a_file_that_is_gone_or_was_changed_is_fetched_anew() {
    let server = HttpServer::start(validated);
    let (dir, url) = (WorkDir::new(), server.url("/rss.xml"));
    fetch(&dir, &[&url], &[]).exits(0);
    let path = format!("feeds/{}", files(&dir)[0]);
    std::fs::remove_file(dir.path(&path)).unwrap();
    assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["new"]);
    dir.write(&path, "half of a f");
    assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["updated"]);
    assert_eq!(dir.read(&path), feed().as_bytes());
    assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["unchanged"]);
}

/// A server without validators sends all of it again, and the file stays as it was.
#[test]
fn the_same_content_is_unchanged() {
    let server = HttpServer::start(|_| Reply::new(200, feed()));
    let (dir, url) = (WorkDir::new(), server.url("/"));
    fetch(&dir, &[&url], &[]).exits(0);
    let path = dir.path(&format!("feeds/{}", files(&dir)[0]));
    let written = std::fs::metadata(&path).unwrap().modified().unwrap();
    let row = &fetch(&dir, &[&url], &[]).exits(0).rows()[0];
    assert_eq!((&row["status"], &row["http_status"]), (&"unchanged".into(), &200.into()));
    assert_eq!(std::fs::metadata(&path).unwrap().modified().unwrap(), written);
}

#[test]
fn packed_feeds_are_unpacked() {
    let server = HttpServer::start(|_| Reply::new(200, feed()).gzipped());
    let dir = WorkDir::new();
    let row = &fetch(&dir, &[&server.url("/")], &[]).exits(0).rows()[0];
    assert!(row["transferred"].as_u64().unwrap() < feed().len() as u64, "{row}");
    assert_eq!(dir.read(&format!("feeds/{}", files(&dir)[0])), feed().as_bytes());
}

#[test]
fn what_has_moved_for_good_is_asked_there() {
    let server = HttpServer::start(|asked| match asked.path.as_str() {
        "/old" => Reply::redirect(301, "/older"),
        "/older" => Reply::redirect(308, "/new#top"),
        "/kept" => Reply::redirect(308, "/for-now"),
        "/for-now" => Reply::redirect(302, "/new"),
        "/other" => Reply::redirect(307, "/moved-behind"),
        "/moved-behind" => Reply::redirect(301, "/new"),
        _ => validated(asked),
    });
    let (dir, url) = (WorkDir::new(), server.url("/old"));
    let run = fetch(&dir, &[&url], &[]).exits(0);
    let row = &run.rows()[0];
    assert_eq!((&row["status"], &row["changed"]), (&"moved".into(), &true.into()));
    assert_eq!((&row["url"], &row["moved_to"]), (&url.clone().into(), &server.url("/new").into()));
    assert_eq!(state(&dir)[&url]["address"], server.url("/new"));
    let name = files(&dir);

    let n_before = server.n_asked();
    assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["unchanged"]);
    let paths: Vec<String> = server.asked().drain(n_before..).map(|asked| asked.path).collect();
    assert_eq!(paths, ["/new"], "once, at the new address");
    assert_eq!(files(&dir), name, "the file goes by the address of the list");

    // By force it is asked where it is listed, and has not moved anew.
    let n_before = server.n_asked();
    assert_eq!(statuses(&fetch(&dir, &[&url], &["--force"]).exits(0)), ["unchanged"]);
    assert_eq!(server.n_asked() - n_before, 3);

    // A chain has moved for good as far as all before it have.
    let row = &fetch(&dir, &[&server.url("/kept")], &[]).exits(0).rows()[0];
    assert_eq!((&row["status"], &row["moved_to"]), (&"moved".into(), &server.url("/for-now").into()));
    let row = &fetch(&dir, &[&server.url("/other")], &[]).exits(0).rows()[0];
    assert_eq!((&row["status"], &row["moved_to"]), (&"new".into(), &Value::Null));
}

/// RFC 9110, sections 15.4.3, 15.4.4 and 15.4.8: the next request goes to the old address.
#[test]
fn what_is_elsewhere_for_now_is_asked_where_it_is_listed() {
    for status in [302, 303, 307] {
        let server = HttpServer::start(move |asked| match asked.path.as_str() {
            "/a" => Reply::redirect(status, "/b"),
            _ => validated(asked),
        });
        let (dir, url) = (WorkDir::new(), server.url("/a"));
        assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["new"]);
        assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["unchanged"]);
        let asked = server.asked();
        let paths: Vec<&str> = asked.iter().map(|asked| asked.path.as_str()).collect();
        assert_eq!(paths, ["/a", "/b", "/a", "/b"], "{status}");
        // What an address is known by is no business of another.
        assert_eq!(asked[2].header("if-none-match"), None);
        assert!(asked[3].header("if-none-match").is_some());
    }
}

/// A house that closed its doors and leads everywhere to its front page must not take the feed's address with it.
#[test]
fn a_move_to_what_is_no_feed_does_not_count() {
    let server = HttpServer::start(|asked| match asked.path.as_str() {
        "/rss" => Reply::redirect(301, "/"),
        _ => Reply::new(200, "<!DOCTYPE html><html><body>Thank you for ten years.</body></html>"),
    });
    let (dir, url) = (WorkDir::new(), server.url("/rss"));
    let run = fetch(&dir, &[&url], &[]).exits(2);
    assert_eq!(run.rows()[0]["moved_to"], Value::Null);
    assert_eq!(state(&dir)[&url].get("address"), None);
}

#[test]
fn a_server_that_asks_for_patience_gets_it() {
    let date =
        (Timestamp::now() + Duration::from_secs(7200)).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    for (status, retry_after) in [(429, "3600".to_owned()), (503, "3600".to_owned()), (503, date)] {
        let server =
            HttpServer::start(move |_| Reply::new(status, "").with("Retry-After", retry_after.clone()));
        let (dir, url) = (WorkDir::new(), server.url("/"));
        let before = Timestamp::now();
        let run = fetch(&dir, &[&url], &[]).exits(2);
        assert_eq!(run.rows()[0]["http_status"], status);
        let until: Timestamp = run.rows()[0]["not_before"].as_str().unwrap().parse().unwrap();
        assert!(
            until > before + Duration::from_secs(3500) && until < before + Duration::from_secs(8000),
            "{until}"
        );

        let run = fetch(&dir, &[&url], &[]).exits(0);
        let row = &run.rows()[0];
        assert_eq!((&row["status"], &row["not_before"]), (&"waits".into(), &until.to_string().into()));
        assert_eq!(server.n_asked(), 1, "not asked again");
        fetch(&dir, &[&url], &["--force"]).exits(2);
        assert_eq!(server.n_asked(), 2);
    }
}

/// Who asks a host too much does so with the next feed too.
#[test]
fn too_many_requests_hold_all_feeds_of_a_host() {
    let server = HttpServer::start(|_| Reply::new(429, "").with("Retry-After", "600"));
    let (dir, [a, b]) = (WorkDir::new(), ["/a", "/b"].map(|path| server.url(path)));
    assert_eq!(statuses(&fetch(&dir, &[&a, &b], &[]).exits(1)), ["failed", "waits"]);
    assert_eq!(statuses(&fetch(&dir, &[&b, &a], &[]).exits(0)), ["waits", "waits"]);
    assert_eq!(server.n_asked(), 1);
}

/// 5 minutes after the first failure and 10 after the second, as `--help` does not say but the state does.
#[test]
fn a_server_that_fails_is_asked_less_and_less() {
    let server =
        HttpServer::start(|asked| if asked.n < 3 { Reply::new(500, "") } else { Reply::new(200, feed()) });
    let (dir, url) = (WorkDir::new(), server.url("/"));
    for minutes in [5, 10] {
        let before = Timestamp::now();
        fetch(&dir, &[&url], &["--force"]).exits(2);
        let until: Timestamp = state(&dir)[&url]["not_before"].as_str().unwrap().parse().unwrap();
        let pause = Duration::from_secs(60 * minutes);
        // The state knows whole seconds.
        assert!(until > before + pause - Duration::from_secs(2) && until <= Timestamp::now() + pause);
        assert_eq!(statuses(&fetch(&dir, &[&url], &[]).exits(0)), ["waits"]);
    }
    assert_eq!(state(&dir)[&url]["failures"], 2);
    assert_eq!(server.n_asked(), 2);
    assert_eq!(statuses(&fetch(&dir, &[&url], &["--force"]).exits(0)), ["new"]);
    assert_eq!((&state(&dir)[&url]["failures"], state(&dir)[&url].get("not_before")), (&0.into(), None));
}

#[test]
fn what_is_gone_is_asked_no_more_and_keeps_its_file() {
    let server =
        HttpServer::start(|asked| if asked.n == 1 { Reply::new(200, feed()) } else { Reply::new(410, "") });
    let (dir, url) = (WorkDir::new(), server.url("/"));
    fetch(&dir, &[&url], &[]).exits(0);
    for _ in 0..2 {
        let run = fetch(&dir, &[&url], &[]).exits(0);
        assert_eq!(statuses(&run), ["gone"]);
        assert!(run.rows()[0]["reason"].as_str().unwrap().contains("410 Gone"));
    }
    assert_eq!(server.n_asked(), 2);
    assert_eq!(files(&dir).len(), 1);
}

#[test]
fn feeds_of_a_host_are_asked_one_after_another() {
    let server = HttpServer::start(|_| {
        std::thread::sleep(Duration::from_millis(30));
        Reply::new(200, feed())
    });
    let urls: Vec<String> = (0..6).map(|n| server.url(&format!("/{n}"))).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let run = fetch(&WorkDir::new(), &urls, &["--hosts", "8"]).exits(0);
    assert_eq!(texts(&run.rows(), "url"), urls, "in the order of the list");
    assert_eq!((server.n_asked(), server.most_open()), (6, 1));
}

/// Each of the two is answered once the other has been asked too; for ever is ten seconds here.
#[test]
fn hosts_are_asked_beside_each_other() {
    let n_asked = AtomicUsize::new(0);
    let server = HttpServer::start(move |_| {
        n_asked.fetch_add(1, Ordering::SeqCst);
        for _ in 0..1000 {
            if n_asked.load(Ordering::SeqCst) == 2 {
                return Reply::new(200, feed());
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Reply::new(500, "")
    });
    let one = server.url("/");
    let other = one.replace("127.0.0.1", "localhost");
    assert_eq!(statuses(&fetch(&WorkDir::new(), &[&one, &other], &[]).exits(0)), ["new", "new"]);
    assert_eq!(server.most_open(), 2);
}

#[test]
fn lists_of_all_kinds_are_read() {
    let server = HttpServer::start(|asked| match asked.path.as_str() {
        "/json" => {
            Reply::new(200, r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": []}"#)
        }
        _ => Reply::new(200, feed()),
    });
    let dir = WorkDir::new();
    let outlines = format!(
        "<opml><body><outline text='Quays'><outline text='Low &amp; high' xmlUrl='{}'/></outline>\
        <outline text='again' XMLURL='{}'/></body></opml>",
        server.url("/a?b=1&amp;c=2"),
        server.url("/a?b=1&amp;c=2#again")
    );
    dir.write("list.opml", outlines);
    dir.write("list.txt", format!("# two\n{}\n\n{} # the other\n", server.url("/b"), server.url("/json")));
    let arguments = ["list.opml", "list.txt", "-", &server.url("/b"), "--json"];
    let manners = ["--into", "feeds", "--allow-private", "--delay", "0"];
    let run = dir.run_reading(server.url("/c"), &[&["fetch"], &arguments[..], &manners].concat()).exits(0);
    let rows = run.rows();
    let paths = ["/a?b=1&c=2", "/b", "/json", "/c"].map(|path| server.url(path));
    assert_eq!(texts(&rows, "url"), paths);
    assert_eq!((&rows[0]["title"], &rows[1]["title"]), (&"Low & high".into(), &Value::Null));
    let name = Path::new(rows[2]["file"].as_str().unwrap());
    assert!(name.extension().is_some_and(|ending| ending == "json"), "{name:?}");
    assert_eq!(files(&dir).len(), 4);
    assert_eq!(server.n_asked(), 4);
}

#[test]
fn a_line_says_what_is_worth_knowing() {
    let server = HttpServer::start(|asked| match asked.path.as_str() {
        "/old" => Reply::redirect(301, "/new"),
        "/missing" => Reply::new(404, "not here"),
        _ => Reply::new(200, feed()),
    });
    let dir = WorkDir::new();
    let urls = ["/a", "/old", "/missing"].map(|path| server.url(path));
    let [a, old, missing] = &urls;
    let arguments = ["fetch", a, old, missing, "--into", "feeds", "--allow-private", "--delay", "0"];
    let run = dir.run(&arguments).exits(1);
    let lines: Vec<&str> = run.out().lines().collect();
    assert!(lines[0].starts_with(&format!("new        {a}  (3 articles, ")), "{}", lines[0]);
    let moved = format!("moved      {old}  (for good to {}; new; 3 articles, ", server.url("/new"));
    assert!(lines[1].starts_with(&moved), "{}", lines[1]);
    assert_eq!(lines[2], format!("failed     {missing}  (answered \"404 Not Found\")"));
    assert!(run.err.starts_with("slugline: 3 feeds (1 new, 1 moved, 1 failed), "), "{}", run.err);
    assert_eq!(dir.run(&[&arguments[..], &["--quiet"]].concat()).exits(1).err, "");
}

/// The folder is an input like any other: what fetching keeps for itself is passed over.
#[test]
fn a_digest_reads_the_folder() {
    let server = HttpServer::start(validated);
    let dir = WorkDir::new();
    fetch(&dir, &[&server.url("/rss.xml")], &[]).exits(0);
    assert!(dir.path(STATE).exists() && dir.path("feeds/.slugline-fetch.lock").exists());
    let run = dir.run(&["digest", "feeds"]).exits(0);
    assert!(run.out().starts_with("News digest\n3 articles from 1 source"), "{}", run.out());
    let run = dir.run(&["check", "feeds", "--json"]).exits(0);
    assert_eq!(run.rows().len(), 1);
}

#[test]
fn users_are_proved_to_their_own_server_and_told_to_nobody() {
    let elsewhere = HttpServer::start(|_| Reply::new(200, feed()));
    let away = elsewhere.url("/");
    let server = HttpServer::start(move |asked| match asked.path.as_str() {
        "/away" => Reply::redirect(302, &away),
        _ if asked.header("authorization").is_some() => Reply::new(200, feed()),
        _ => Reply::new(401, ""),
    });
    let dir = WorkDir::new();
    let with_user = |path: &str| server.url(path).replace("http://", "http://Aladdin:open%20sesame@");
    let run = fetch(&dir, &[&with_user("/"), &with_user("/away")], &[]).exits(0);
    // The pair of RFC 7617, section 2.
    assert_eq!(server.asked()[0].header("authorization"), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
    assert_eq!(elsewhere.asked()[0].header("authorization"), None);
    let state = String::from_utf8(dir.read(STATE)).unwrap();
    for told in [run.out(), &run.err, &state, &files(&dir).concat()] {
        assert!(!told.contains("sesame") && !told.contains("Aladdin") && !told.contains("QWxh"), "{told}");
    }
}
