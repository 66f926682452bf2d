//! The content of an answer: bounded as it comes and as it unpacks, whole or not at all.

use std::io::Read;

use flate2::read::MultiGzDecoder;

/// How gzip begins (RFC 1952).
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Reads a content of which the `Content-Encoding` is `encoding`, and unpacks it; `n_transferred` grows by what was read.
///
/// Gzip is told by its first bytes: servers say so where it is not, and do not where it is.
pub(super) fn read(
    source: impl Read,
    encoding: Option<&str>,
    max_bytes: u64,
    n_transferred: &mut u64,
    words: impl Fn(&std::io::Error) -> String,
) -> Result<Vec<u8>, String> {
    let mut packed = Vec::new();
    let whole = read_bounded(source, max_bytes, &mut packed, words);
    *n_transferred += packed.len() as u64;
    whole?;
    if packed.starts_with(&GZIP) {
        let damaged = |error: &std::io::Error| format!("its gzip is damaged or breaks off ({error})");
        let mut unpacked = Vec::new();
        read_bounded(MultiGzDecoder::new(packed.as_slice()), max_bytes, &mut unpacked, damaged)?;
        return Ok(unpacked);
    }
    let other = encoding.map(str::trim).filter(|encoding| {
        ["br", "deflate", "zstd", "compress"].iter().any(|other| encoding.eq_ignore_ascii_case(other))
    });
    match other {
        Some(other) => Err(format!("sent its content packed as {other}, which it was not asked for")),
        None => Ok(packed),
    }
}

fn read_bounded(
    source: impl Read,
    max_bytes: u64,
    bytes: &mut Vec<u8>,
    words: impl Fn(&std::io::Error) -> String,
) -> Result<(), String> {
    source.take(max_bytes.saturating_add(1)).read_to_end(bytes).map_err(|error| words(&error))?;
    if bytes.len() as u64 > max_bytes { Err(too_large(max_bytes)) } else { Ok(()) }
}

pub(super) fn too_large(max_bytes: u64) -> String {
    format!("is larger than {max_bytes} bytes; --max-bytes allows more")
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn read_all(bytes: &[u8], encoding: Option<&str>, max_bytes: u64) -> Result<Vec<u8>, String> {
        read(bytes, encoding, max_bytes, &mut 0, ToString::to_string)
    }

    #[test]
    fn gzip_is_told_by_its_bytes() {
        let packed = gzip(b"<rss/>");
        for encoding in [Some("gzip"), Some("x-gzip"), None] {
            assert_eq!(read_all(&packed, encoding, 99).unwrap(), b"<rss/>");
            assert_eq!(read_all(b"<rss/>", encoding, 99).unwrap(), b"<rss/>");
        }
    }

    #[test]
    fn both_sizes_are_bounded() {
        assert!(read_all(&[b'x'; 100], None, 100).is_ok());
        assert!(read_all(&[b'x'; 101], None, 100).unwrap_err().contains("larger than 100 bytes"));
        // A million zeros pack to about a thousandth of that.
        let bomb = gzip(&vec![0; 1_000_000]);
        assert!(bomb.len() < 10_000);
        assert!(read_all(&bomb, Some("gzip"), 10_000).unwrap_err().contains("larger than"));
    }

    #[test]
    fn what_breaks_off_is_no_content() {
        let packed = gzip(b"<rss>a text that is long enough to be cut</rss>");
        assert!(read_all(&packed[..packed.len() - 9], Some("gzip"), 99).unwrap_err().contains("gzip"));
    }

    #[test]
    fn other_packings_are_named() {
        assert!(read_all(b"\x0b\x02\x80", Some("br"), 99).unwrap_err().contains("br"));
    }
}
