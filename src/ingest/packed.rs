//! Compressed inputs, unpacked as they are read: gzip (RFC 1952) and Zstandard (RFC 8878), of one or several members or frames.
//!
//! What unpacks to far more than text ever does is refused: such a file was made to fill the memory or the disk.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::reader::Counted;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTANDARD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// The endings that packed files carry behind the name of what is in them.
const ENDINGS: [&str; 4] = [".gz", ".gzip", ".zst", ".zstd"];

/// The first so many bytes may come of anything, as short texts of one word do …
const FREE_BYTES: u64 = 64 << 20;
/// … and what comes behind them of at least one packed byte for so many. Text seldom packs to less than a fiftieth.
const MAX_RATIO: u64 = 250;

/// The name of what is in a file: without the ending of a packed one.
pub(super) fn inner_name(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS.iter().find(|ending| lower.ends_with(*ending));
    ending.and_then(|ending| name.get(..name.len() - ending.len())).unwrap_or(name)
}

/// Whether content that begins so is packed.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&GZIP) || head.starts_with(&ZSTANDARD)
}

/// The content of `source`, unpacked where it is packed.
///
/// # Errors
/// Where its beginning cannot be read, or is no valid beginning of what it claims to be.
pub(super) fn unpacked(mut source: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut magic = Vec::new();
    source.by_ref().take(ZSTANDARD.len() as u64).read_to_end(&mut magic)?;
    let is_gzip = magic.starts_with(&GZIP);
    let whole = Cursor::new(magic).chain(source);
    if !is_packed(whole.get_ref().0.get_ref()) {
        return Ok(Box::new(whole));
    }
    let n_packed = Arc::new(AtomicU64::new(0));
    let counted = Counted::new(whole, Arc::clone(&n_packed));
    let inner: Box<dyn Read + Send> =
        if is_gzip { Box::new(MultiGzDecoder::new(counted)) } else { Box::new(Frames::new(counted)) };
    Ok(Box::new(Bounded { inner, n_packed, n_unpacked: 0 }))
}

/// Refuses to unpack what grows beyond measure.
struct Bounded {
    inner: Box<dyn Read + Send>,
    n_packed: Arc<AtomicU64>,
    n_unpacked: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_unpacked += n_read as u64;
        let allowed = FREE_BYTES + MAX_RATIO * self.n_packed.load(Ordering::Relaxed);
        if self.n_unpacked > allowed {
            return Err(io::Error::other(format!(
                "it unpacks to more than {MAX_RATIO} times its size, which no text does"
            )));
        }
        Ok(n_read)
    }
}

/// The Zstandard frames of a file, one after another; frames that hold no content are passed over.
struct Frames<R> {
    source: BufReader<R>,
    decoder: FrameDecoder,
    /// Whether a frame is under way.
    is_open: bool,
}

impl<R: Read> Frames<R> {
    fn new(source: R) -> Self {
        Self { source: BufReader::new(source), decoder: FrameDecoder::new(), is_open: false }
    }

    /// Opens the next frame that holds content; `false` at the end of the file.
    fn open_next(&mut self) -> io::Result<bool> {
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.source) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                if !self.open_next()? {
                    return Ok(0);
                }
                self.is_open = true;
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.source, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| damaged(&error))?;
            }
            let n_read = self.decoder.read(buffer)?;
            if n_read > 0 || buffer.is_empty() {
                return Ok(n_read);
            }
            let sums = (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
            if matches!(sums, (Some(told), Some(found)) if told != found) {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "its Zstandard checksum is wrong"));
            }
            self.is_open = false;
        }
    }
}

fn damaged(error: &FrameDecoderError) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("its Zstandard data is damaged: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        compress_to_vec(bytes, CompressionLevel::Fastest)
    }

    fn read_all(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        unpacked(Cursor::new(bytes))?.read_to_end(&mut all)?;
        Ok(all)
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        for pack in [gzip, zstandard] {
            let packed = [pack(b"one, "), pack(b""), pack(b"two")].concat();
            assert_eq!(read_all(packed).unwrap(), b"one, two");
        }
        // A skippable frame of three bytes (RFC 8878, 3.1.2).
        let skippable = [&[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
        assert_eq!(read_all([zstandard(b"one"), skippable, zstandard(b"two")].concat()).unwrap(), b"onetwo");
    }

    #[test]
    fn what_is_cut_off_or_altered_is_an_error() {
        let text = "A port of many words. ".repeat(200);
        for pack in [gzip, zstandard] {
            let packed = pack(text.as_bytes());
            let cut = packed[..packed.len() - 6].to_vec();
            read_all(cut).unwrap_err();
            let mut altered = packed;
            let last = altered.len() - 1;
            altered[last] ^= 1;
            assert!(read_all(altered).is_err(), "altered");
        }
    }

    #[test]
    fn a_bomb_is_refused() {
        let error = read_all(gzip(&vec![0; 100 << 20])).unwrap_err();
        assert!(error.to_string().contains("250 times"), "{error}");
    }

    #[test]
    fn names_lose_their_packing() {
        for (name, inner) in
            [("a.jsonl.gz", "a.jsonl"), ("b.CSV.ZST", "b.CSV"), ("c.txt", "c.txt"), (".gz", "")]
        {
            assert_eq!(inner_name(name), inner);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in 0_usize..3) {
            let magic = [&b""[..], &GZIP, &ZSTANDARD][magic];
            let _ = read_all([magic, &bytes].concat());
        }

        #[test]
        fn what_was_packed_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..5000)) {
            prop_assert_eq!(read_all(gzip(&bytes)).unwrap(), bytes.clone());
            prop_assert_eq!(read_all(zstandard(&bytes)).unwrap(), bytes);
        }
    }
}
