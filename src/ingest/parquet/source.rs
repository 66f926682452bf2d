//! Where a Parquet file lies, handed out in pieces: on disk, or in memory where it came packed or from a pipe.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::file::reader::{ChunkReader, Length};
use bytes::{Buf, Bytes};

use crate::error::Result;
use crate::ingest::detect::PARQUET;
use crate::ingest::format_error;
use crate::ingest::inputs::io_error;

/// No piece that is asked for at once, a page of values or what the file says about itself, is longer than this.
const MAX_PIECE_BYTES: u64 = 256 << 20;
/// How the end of a file is marked whose columns are encrypted.
const ENCRYPTED: &[u8] = b"PARE";
const HEADER_BYTES: u64 = 256;
/// Beginnings of pages are read through a buffer of this size.
const BUFFER_BYTES: usize = 4 << 10;

/// A file that is read here and there.
pub(in crate::ingest) struct Source {
    place: Place,
    n_bytes: u64,
    /// Where it counts what is read, for whoever shows how far the work has come.
    n_bytes_read: Arc<AtomicU64>,
}

enum Place {
    Disk(File),
    Memory(Bytes),
}

impl Source {
    /// A file on disk.
    pub(in crate::ingest) fn file(file: File, n_bytes_read: Arc<AtomicU64>) -> Result<Self> {
        let n_bytes = file.metadata().map_err(io_error)?.len();
        Ok(Self { place: Place::Disk(file), n_bytes, n_bytes_read })
    }

    /// A file that has been read whole, and counted then.
    pub(in crate::ingest) fn bytes(bytes: Vec<u8>) -> Self {
        let n_bytes = bytes.len() as u64;
        Self { place: Place::Memory(bytes.into()), n_bytes, n_bytes_read: Arc::default() }
    }

    /// Checks that the file is whole, as far as its two ends tell.
    ///
    /// # Errors
    /// Where it is not Parquet, or its end is missing, which says what is where.
    pub(super) fn check_ends(&self) -> Result<()> {
        let end = |start| self.get_bytes(start, PARQUET.len()).unwrap_or_default();
        if end(0) != PARQUET {
            return Err(format_error("is not Parquet"));
        }
        let last = end(self.n_bytes.saturating_sub(PARQUET.len() as u64));
        if last == ENCRYPTED {
            return Err(format_error("is encrypted Parquet, which is not read"));
        }
        if last != PARQUET || self.n_bytes < 3 * PARQUET.len() as u64 {
            return Err(format_error(
                "is cut off: the end of a Parquet file says what it holds, and is missing",
            ));
        }
        Ok(())
    }

    /// What the file says about itself; its length stands behind it, before the last mark.
    pub(super) fn metadata(&self) -> Option<Bytes> {
        let end = self.n_bytes.checked_sub(2 * PARQUET.len() as u64)?;
        let length = self.get_bytes(end, size_of::<u32>()).ok()?;
        let length = u32::from_le_bytes(length.as_ref().try_into().ok()?);
        self.get_bytes(end.checked_sub(u64::from(length))?, usize::try_from(length).ok()?).ok()
    }

    /// The beginning of the page at `start`, as much as a header without statistics takes up.
    pub(super) fn header(&self, start: u64) -> Option<Bytes> {
        let length = self.n_bytes.checked_sub(start)?.min(HEADER_BYTES);
        self.get_bytes(start, usize::try_from(length).ok()?).ok()
    }

    fn seek(&self, file: &File, start: u64) -> ParquetResult<File> {
        if start > self.n_bytes {
            return Err(beyond_end());
        }
        let mut file = file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        Ok(file)
    }
}

impl Length for Source {
    fn len(&self) -> u64 {
        self.n_bytes
    }
}

impl ChunkReader for Source {
    type T = Box<dyn Read>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        match &self.place {
            Place::Disk(file) => {
                Ok(Box::new(BufReader::with_capacity(BUFFER_BYTES, self.seek(file, start)?)))
            }
            Place::Memory(bytes) => {
                let start = usize::try_from(start).ok().filter(|start| *start <= bytes.len());
                Ok(Box::new(bytes.slice(start.ok_or_else(beyond_end)?..).reader()))
            }
        }
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<Bytes> {
        let end =
            start.checked_add(length as u64).filter(|end| *end <= self.n_bytes).ok_or_else(beyond_end)?;
        if length as u64 > MAX_PIECE_BYTES {
            let message = format!("a piece of it is larger than {} MiB", MAX_PIECE_BYTES >> 20);
            return Err(ParquetError::General(message));
        }
        self.n_bytes_read.fetch_add(length as u64, Ordering::Relaxed);
        match &self.place {
            Place::Disk(file) => {
                let mut bytes = vec![0; length];
                self.seek(file, start)?.read_exact(&mut bytes)?;
                Ok(bytes.into())
            }
            Place::Memory(bytes) => {
                let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
                let (start, end) = range.ok_or_else(beyond_end)?;
                Ok(bytes.slice(start..end))
            }
        }
    }
}

fn beyond_end() -> ParquetError {
    ParquetError::EOF("it refers to a place beyond its end".to_owned())
}
