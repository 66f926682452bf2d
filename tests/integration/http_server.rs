//! A small server on this machine that answers as a test tells it to, and remembers what it was asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A server that ends when it is dropped.
pub(crate) struct HttpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

struct Shared {
    answer: Box<dyn Fn(&Asked) -> Reply + Send + Sync>,
    asked: Mutex<Vec<Asked>>,
    n_open: AtomicUsize,
    most_open: AtomicUsize,
    is_over: AtomicBool,
}

/// A request.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Which request for this path it is, from 1.
    pub(crate) n: usize,
    /// By their names in lower case.
    headers: BTreeMap<String, String>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

/// An answer, and how it comes.
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    manner: Manner,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Whole,
    /// The connection is closed after half of the body.
    Cut,
    /// The connection is closed behind the first of several chunks (RFC 9112, section 7.1).
    CutChunks,
    /// The body never ends.
    Endless,
    /// Nothing comes.
    Silent,
}

impl Reply {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), manner: Manner::Whole }
    }

    pub(crate) fn redirect(status: u16, to: &str) -> Self {
        Self::new(status, "").with("Location", to)
    }

    /// Half of the body that is announced, and no more.
    pub(crate) fn cut(body: impl Into<Vec<u8>>) -> Self {
        Self { manner: Manner::Cut, ..Self::new(200, body) }
    }

    /// All of the body in a chunk, but not the last chunk that says so.
    pub(crate) fn cut_chunks(body: impl Into<Vec<u8>>) -> Self {
        Self { manner: Manner::CutChunks, ..Self::new(200, body) }
    }

    pub(crate) fn endless() -> Self {
        Self { manner: Manner::Endless, ..Self::new(200, "") }
    }

    pub(crate) fn silent() -> Self {
        Self { manner: Manner::Silent, ..Self::new(200, "") }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Half of the body, announced as all of it.
    pub(crate) fn halve(&mut self) {
        self.body.truncate(self.body.len() / 2);
    }

    pub(crate) fn gzipped(mut self) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.body).unwrap();
        self.body = encoder.finish().unwrap();
        self.with("Content-Encoding", "gzip")
    }
}

impl HttpServer {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared {
            answer: Box::new(answer),
            asked: Mutex::default(),
            n_open: AtomicUsize::new(0),
            most_open: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        });
        let of_listener = Arc::clone(&shared);
        let accepting = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if of_listener.is_over.load(Ordering::SeqCst) {
                    break;
                }
                let shared = Arc::clone(&of_listener);
                thread::spawn(move || shared.serve(&stream));
            }
        });
        Self { address, shared, accepting: Some(accepting) }
    }

    /// The address of `path` on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What has been asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        let asked = self.shared.asked.lock().unwrap();
        asked.clone()
    }

    pub(crate) fn n_asked(&self) -> usize {
        self.asked().len()
    }

    /// How many requests were under way at the same time, at most.
    pub(crate) fn most_open(&self) -> usize {
        self.shared.most_open.load(Ordering::SeqCst)
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        // The listener wakes up by a connection only.
        drop(TcpStream::connect(self.address));
        if let Some(accepting) = self.accepting.take() {
            accepting.join().unwrap();
        }
    }
}

impl Shared {
    fn serve(&self, stream: &TcpStream) {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let mut reader = BufReader::new(stream);
        while let Some((method, mut asked)) = read_head(&mut reader) {
            if method == "CONNECT" {
                // As a proxy it is the server that it connects to.
                (&*stream).write_all(b"HTTP/1.1 200 Connected\r\n\r\n").unwrap();
                continue;
            }
            {
                let mut all = self.asked.lock().unwrap();
                asked.n = 1 + all.iter().filter(|earlier| earlier.path == asked.path).count();
                all.push(asked.clone());
            }
            let n_open = self.n_open.fetch_add(1, Ordering::SeqCst) + 1;
            self.most_open.fetch_max(n_open, Ordering::SeqCst);
            let reply = (self.answer)(&asked);
            // Whether the other side listens to the end is its own affair.
            let _ = self.send(stream, &reply);
            self.n_open.fetch_sub(1, Ordering::SeqCst);
            break;
        }
        let _ = stream.shutdown(std::net::Shutdown::Both);
    }

    fn send(&self, mut stream: &TcpStream, reply: &Reply) -> std::io::Result<()> {
        if reply.manner == Manner::Silent {
            for _ in 0..400 {
                if self.is_over.load(Ordering::SeqCst) {
                    break;
                }
                thread::sleep(Duration::from_millis(50));
            }
            return Ok(());
        }
        let mut head = format!("HTTP/1.1 {} Test\r\nConnection: close\r\n", reply.status).into_bytes();
        for (name, value) in &reply.headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        match reply.manner {
            Manner::Endless => {}
            Manner::CutChunks => head.extend(b"Transfer-Encoding: chunked\r\n"),
            _ if reply.status == 304 => {}
            _ => write!(head, "Content-Length: {}\r\n", reply.body.len())?,
        }
        stream.write_all(&head)?;
        stream.write_all(b"\r\n")?;
        match reply.manner {
            Manner::CutChunks => {
                write!(stream, "{:x}\r\n", reply.body.len())?;
                stream.write_all(&reply.body)?;
                stream.write_all(b"\r\n")
            }
            Manner::Cut => stream.write_all(&reply.body[..reply.body.len() / 2]),
            Manner::Endless => {
                // More than any bound that a test sets, and an end all the same.
                (0..8192).try_for_each(|_| stream.write_all(&[b' '; 1 << 13]))
            }
            Manner::Whole | Manner::Silent => stream.write_all(&reply.body),
        }
    }
}

fn read_head(reader: &mut impl BufRead) -> Option<(String, Asked)> {
    let mut lines = reader.by_ref().lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let first = lines.next()?;
    let mut words = first.split(' ');
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let header = |line: String| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some((method, Asked { path, n: 0, headers: lines.filter_map(header).collect() }))
}
