//! Numbers that either belong to us or lie in a memory-mapped model file.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bytemuck::Pod;

/// Bytes that stay where they are for as long as anyone holds them.
pub type SharedBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A read-only array of plain numbers.
#[derive(Clone)]
pub struct Array<T: Pod> {
    storage: Storage<T>,
}

#[derive(Clone)]
enum Storage<T> {
    Owned(Vec<T>),
    Mapped { bytes: SharedBytes, range: Range<usize> },
}

impl<T: Pod> Array<T> {
    /// The numbers that lie in `bytes[range]` in little-endian order.
    ///
    /// They are read in place where the machine is little-endian and the bytes are aligned, and copied otherwise.
    /// `None` where the range does not lie in the bytes or is no whole number of elements.
    #[must_use]
    pub fn from_bytes(bytes: &SharedBytes, range: Range<usize>) -> Option<Self> {
        let slice = (**bytes).as_ref().get(range.clone())?;
        if slice.len() % size_of::<T>() != 0 {
            return None;
        }
        if cfg!(target_endian = "little") && bytemuck::try_cast_slice::<u8, T>(slice).is_ok() {
            return Some(Self { storage: Storage::Mapped { bytes: Arc::clone(bytes), range } });
        }
        let elements = slice.chunks_exact(size_of::<T>()).map(|chunk| {
            let mut native = chunk.to_vec();
            if cfg!(target_endian = "big") {
                native.reverse();
            }
            bytemuck::pod_read_unaligned(&native)
        });
        Some(Self { storage: Storage::Owned(elements.collect()) })
    }

    /// The numbers. Ask once for many look-ups: to find them in a file takes a moment.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        match &self.storage {
            Storage::Owned(elements) => elements,
            Storage::Mapped { bytes, range } => {
                let slice = (**bytes).as_ref().get(range.clone()).unwrap_or_default();
                bytemuck::try_cast_slice(slice).unwrap_or_default()
            }
        }
    }

    /// The numbers as little-endian bytes.
    #[must_use]
    pub fn to_le_bytes(&self) -> Vec<u8> {
        let mut bytes: Vec<u8> = bytemuck::cast_slice(self.as_slice()).to_vec();
        if cfg!(target_endian = "big") {
            bytes.chunks_exact_mut(size_of::<T>()).for_each(<[u8]>::reverse);
        }
        bytes
    }
}

impl<T: Pod> From<Vec<T>> for Array<T> {
    fn from(elements: Vec<T>) -> Self {
        Self { storage: Storage::Owned(elements) }
    }
}

impl<T: Pod> Default for Array<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T: Pod + PartialEq> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<T: Pod> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Array({} elements)", self.as_slice().len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_from_any_offset() {
        for offset in 0..9 {
            let mut bytes = vec![0; offset];
            bytes.extend(Array::from(vec![1.5_f32, -2.0]).to_le_bytes());
            let shared: SharedBytes = Arc::new(bytes);
            let read = Array::<f32>::from_bytes(&shared, offset..offset + 8).unwrap();
            assert_eq!(read.as_slice(), [1.5, -2.0]);
            assert!(Array::<f32>::from_bytes(&shared, offset..offset + 7).is_none());
            assert!(Array::<f32>::from_bytes(&shared, offset..offset + 12).is_none());
        }
    }
}
