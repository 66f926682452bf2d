//! `slugline fetch` where things go wrong: addresses that are not to be asked, servers that misbehave, runs that are killed. What was there
//! before stays, and is said to.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fetch::{fetch, files, state, statuses};
use crate::http_server::{HttpServer, Reply};
use crate::samples::feed;
use crate::work_dir::WorkDir;

/// A feed that is there at first, and what comes of it when its server then answers `reply`: why it failed.
#[track_caller]
fn failure_after(reply: impl Fn() -> Reply + Send + Sync + 'static, further: &[&str]) -> String {
    let server = HttpServer::start(move |asked| if asked.n == 1 { Reply::new(200, feed()) } else { reply() });
    let (dir, url) = (WorkDir::new(), server.url("/"));
    fetch(&dir, &[&url], &[]).exits(0);
    let run = fetch(&dir, &[&url], further).exits(2);
    assert_eq!(statuses(&run), ["failed"]);
    assert!(run.err.contains("no feed could be fetched"), "{}", run.err);
    assert_eq!(dir.read(&format!("feeds/{}", files(&dir)[0])), feed().as_bytes(), "what was there still is");
    assert_eq!(state(&dir)[&url]["failures"], 1);
    run.rows()[0]["reason"].as_str().unwrap().to_owned()
}

#[track_caller]
fn assert_contains(reason: &str, words: &str) {
    assert!(reason.contains(words), "{reason}");
}

#[test]
fn a_page_does_not_replace_a_feed() {
    let page = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Welcome.</p></body></html>";
    assert_contains(&failure_after(move || Reply::new(200, page), &[]), "web page");
    assert_contains(&failure_after(|| Reply::new(200, "Back in a minute."), &[]), "no feed");
    assert_contains(&failure_after(|| Reply::new(200, ""), &[]), "empty");
    assert_contains(&failure_after(|| Reply::new(404, feed()), &[]), "404 Not Found");
    assert_contains(&failure_after(|| Reply::new(204, ""), &[]), "204 No Content");
    assert_contains(&failure_after(|| Reply::new(304, ""), &[]), "304");
}

#[test]
fn an_answer_that_breaks_off_is_not_kept() {
    assert_contains(&failure_after(|| Reply::cut(feed()), &[]), "in the middle");
    assert_contains(&failure_after(|| Reply::cut(feed()).gzipped(), &[]), "in the middle");
    assert_contains(&failure_after(|| Reply::cut_chunks(feed()), &[]), "in the middle");
    let cut = || {
        let mut reply = Reply::new(200, feed()).gzipped();
        reply.halve();
        reply
    };
    assert_contains(&failure_after(cut, &[]), "gzip");
}

#[test]
fn an_answer_without_end_or_beyond_measure_is_not_kept() {
    let bound = ["--max-bytes", "100k"];
    assert_contains(&failure_after(Reply::endless, &bound), "larger than 102400 bytes");
    assert_contains(&failure_after(|| Reply::new(200, " ".repeat(200_000)), &bound), "larger than");
    // Ten million spaces, in some ten thousand bytes.
    assert_contains(
        &failure_after(|| Reply::new(200, " ".repeat(10_000_000)).gzipped(), &bound),
        "larger than",
    );
    let brotli = || Reply::new(200, "\x0b\x02").with("Content-Encoding", "br");
    assert_contains(&failure_after(brotli, &[]), "packed as br");
}

#[test]
fn a_server_that_never_answers_is_given_up() {
    assert_contains(&failure_after(Reply::silent, &["--timeout", "0.5"]), "longer than 0.5 seconds");
}

#[test]
fn redirects_have_an_end() {
    let round = || Reply::redirect(302, "/");
    assert_contains(&failure_after(round, &[]), "redirects more than 10 times");
    assert_contains(&failure_after(|| Reply::redirect(301, "file:///etc/passwd"), &[]), "scheme file");
    assert_contains(&failure_after(|| Reply::redirect(301, "http://"), &[]), "no address");
    assert_contains(&failure_after(|| Reply::new(302, ""), &[]), "without saying where");
}

#[test]
fn what_does_not_answer_in_http_says_so() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let greeting = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"220 mail.example ready\r\n\r\n").unwrap();
    });
    let run = fetch(&WorkDir::new(), &[&url], &[]).exits(2);
    assert_contains(run.out(), "no HTTP");
    greeting.join().unwrap();
    // Nobody listens there from here on.
    let run = fetch(&WorkDir::new(), &[&url], &[]).exits(2);
    assert_contains(run.out(), "refuses connections");
}

/// RFC 6761, section 6.3: `localhost` and what is below it is the loopback address.
#[test]
fn the_own_machine_is_not_asked_unless_allowed() {
    let server = HttpServer::start(|_| Reply::new(200, feed()));
    let dir = WorkDir::new();
    let url = server.url("/");
    let port = url.trim_end_matches('/').rsplit(':').next().unwrap();
    for host in ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let url = format!("http://{host}:{port}/");
        let run = dir.run(&["fetch", &url, "--into", "feeds"]).exits(2);
        assert_contains(run.out(), "--allow-private");
    }
    assert_eq!(server.n_asked(), 0);
}

/// Through a proxy, which may well lie in the house, a host of the public internet leads back into it.
#[test]
fn a_redirect_to_the_own_machine_is_not_followed() {
    let inside = HttpServer::start(|_| Reply::new(200, feed()));
    let target = inside.url("/secret");
    let proxy = HttpServer::start(move |asked| match asked.path.as_str() {
        "/rss" => Reply::redirect(301, &target),
        _ => Reply::new(200, feed()),
    });
    let dir = WorkDir::new();
    let proxied = [("HTTP_PROXY", proxy.url("")), ("NO_PROXY", String::new())];
    let proxied = proxied.each_ref().map(|(name, value)| (*name, value.as_str()));
    let urls = ["http://feeds.example/atom", "http://feeds.example/rss"];
    let arguments = ["fetch", urls[0], urls[1], "--into", "feeds", "--delay", "0", "--json"];
    let run = dir.run_with(&proxied, "", &arguments).exits(1);
    assert_eq!(statuses(&run), ["new", "failed"]);
    assert_contains(run.rows()[1]["reason"].as_str().unwrap(), "--allow-private");
    assert_eq!((proxy.n_asked(), inside.n_asked()), (2, 0));
}

#[test]
fn one_failure_leaves_the_rest() {
    let server = HttpServer::start(|asked| match asked.path.as_str() {
        "/b" => Reply::cut(feed()),
        _ => Reply::new(200, feed()),
    });
    let dir = WorkDir::new();
    dir.write(
        "list.txt",
        format!("{}\nnonsense\n{}\n{}\n", server.url("/a"), server.url("/b"), server.url("/c")),
    );
    let run = fetch(&dir, &["list.txt", "missing.opml"], &[]).exits(1);
    assert_eq!(statuses(&run), ["new", "failed", "new"]);
    assert_contains(&run.err, "warning: list.txt: line 2: nonsense is no address");
    assert_contains(&run.err, "warning: missing.opml: does not exist");
}

#[test]
fn nothing_to_ask_is_exit_2() {
    let dir = WorkDir::with("empty.txt", "# none yet\n");
    for list in ["empty.txt", "missing.txt", "ftp://feeds.example/"] {
        let run = dir.run(&["fetch", list, "--into", "feeds"]).exits(2);
        assert_contains(&run.err, "there is no feed to ask");
    }
    assert!(!dir.path("feeds").exists());
    dir.write("file", "");
    let reason = dir.run(&["fetch", "https://feeds.example/", "--into", "file"]).refuses();
    assert_contains(&reason, "file");
    dir.run(&["fetch", "https://feeds.example/"]).exits(2);
}

#[test]
fn two_runs_do_not_meet_in_a_folder() {
    let server =
        HttpServer::start(|asked| if asked.path == "/a" { Reply::new(200, feed()) } else { Reply::silent() });
    let dir = WorkDir::new();
    let (a, b) = (server.url("/a"), server.url("/b"));
    let mut first = dir
        .command(&["fetch", &a, &b, "--into", "feeds", "--allow-private", "--delay", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(first.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let reason = dir.run(&["fetch", &a, "--into", "feeds", "--allow-private"]).refuses();
    assert_contains(&reason, "another `slugline fetch` is at work in feeds");
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(statuses(&fetch(&dir, &[&a], &[]).exits(0)), ["unchanged"], "a lock dies with its run");
}

/// What is done is done: the file lies there whole, and the state knows of it.
#[test]
fn a_run_that_is_killed_leaves_whole_files_and_what_it_knew() {
    let is_killed = Arc::new(AtomicBool::new(false));
    let of_server = Arc::clone(&is_killed);
    let server = HttpServer::start(move |asked| match (asked.path.as_str(), asked.header("if-none-match")) {
        ("/a", Some("\"1\"")) => Reply::new(304, ""),
        ("/b", _) if !of_server.load(Ordering::SeqCst) => Reply::silent(),
        _ => Reply::new(200, feed()).with("ETag", "\"1\""),
    });
    let dir = WorkDir::new();
    let (a, b) = (server.url("/a"), server.url("/b"));
    let mut run = dir
        .command(&["fetch", &a, &b, "--into", "feeds", "--allow-private", "--delay", "0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(run.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert_contains(&line, &a);
    // SIGKILL: nothing can be tidied up.
    run.kill().unwrap();
    run.wait().unwrap();
    is_killed.store(true, Ordering::SeqCst);

    assert_eq!(state(&dir)[&a]["validators"]["etag"], "\"1\"");
    assert_eq!(files(&dir).len(), 1);
    assert_eq!(dir.read(&format!("feeds/{}", files(&dir)[0])), feed().as_bytes());
    assert_eq!(statuses(&fetch(&dir, &[&a, &b], &[]).exits(0)), ["unchanged", "new"]);
    dir.run(&["digest", "feeds"]).exits(0);
}

#[test]
fn a_damaged_state_is_moved_aside_and_said_so() {
    let server = HttpServer::start(|_| Reply::new(200, feed()));
    let (dir, url) = (WorkDir::new(), server.url("/"));
    fetch(&dir, &[&url], &[]).exits(0);
    dir.write("feeds/.slugline-fetch.json", "{\"version\": 1, \"feeds\": {\"http");
    let run = fetch(&dir, &[&url], &[]).exits(0);
    assert_eq!(statuses(&run), ["unchanged"], "the file is found by its name all the same");
    assert_contains(&run.err, "slugline: warning: feeds/.slugline-fetch.json is damaged");
    assert!(dir.path("feeds/.slugline-fetch.json.bad").exists());
    dir.run(&["digest", "feeds"]).exits(0);

    dir.write("feeds/.slugline-fetch.json", "{\"version\": 7}");
    let reason = dir.run(&["fetch", &url, "--into", "feeds", "--allow-private"]).refuses();
    assert_contains(&reason, "newer slugline");
    assert_eq!(dir.read("feeds/.slugline-fetch.json"), b"{\"version\": 7}");
}

#[test]
fn a_reader_that_leaves_is_no_trouble() {
    let server = HttpServer::start(|_| Reply::new(200, feed()));
    let urls: Vec<String> = (0..30).map(|n| server.url(&format!("/{n}"))).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let dir = WorkDir::new();
    let manners = ["--into", "feeds", "--allow-private", "--delay", "0.05"];
    let mut command = dir.command(&[&["fetch"], urls.as_slice(), &manners].concat());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap()), (Some(0), String::new()));
    assert!(server.n_asked() < 30, "whoever reads no more wants no more");
}

/// What lies in the place of a feed's file and cannot be read is no reason to say that nothing has changed.
#[test]
fn a_file_that_cannot_be_replaced_is_told() {
    let server = HttpServer::start(|_| Reply::new(200, feed()));
    let (dir, url) = (WorkDir::new(), server.url("/rss.xml"));
    fetch(&dir, &[&url], &[]).exits(0);
    let file = dir.path(&format!("feeds/{}", files(&dir)[0]));
    std::fs::remove_file(&file).unwrap();
    std::fs::create_dir(&file).unwrap();
    let run = fetch(&dir, &[&url], &[]).exits(2);
    assert_eq!(statuses(&run), ["failed"]);
}
