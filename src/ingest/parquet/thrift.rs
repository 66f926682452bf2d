//! What must be known of a file before the library may parse it: it has no bound on how deep columns are nested, nor on how many values a
//! dictionary claims to have, and either can end the process instead of the file.
//!
//! Both stand in structures of Thrift's compact protocol; what cannot be made out here is left for the library to refuse.

/// The types of the compact protocol, as far as they are told apart here.
mod kind {
    pub(super) const TRUE: u8 = 1;
    pub(super) const FALSE: u8 = 2;
    pub(super) const BYTE: u8 = 3;
    pub(super) const SMALL: u8 = 4;
    pub(super) const INT: u8 = 5;
    pub(super) const LONG: u8 = 6;
    pub(super) const DOUBLE: u8 = 7;
    pub(super) const BINARY: u8 = 8;
    pub(super) const LIST: u8 = 9;
    pub(super) const SET: u8 = 10;
    pub(super) const STRUCT: u8 = 12;
}

/// Structures in structures are followed so far.
const MAX_DEPTH: usize = 16;

/// How deep the columns of a file are nested, from its `FileMetaData`, of which field 2 is the schema: a list of elements, each before those in
/// it, of which field 5 says how many they are.
pub(super) fn nesting(metadata: &[u8]) -> Option<usize> {
    let mut reader = Compact { bytes: metadata };
    let mut last = 0;
    loop {
        match reader.field(&mut last)? {
            Next::Field(2, kind::LIST) => break,
            Next::Field(_, kind) => reader.skip(kind, MAX_DEPTH)?,
            Next::End => return None,
        }
    }
    let (_, n_elements) = reader.list()?;
    // How many elements are still to come on each level.
    let mut open: Vec<i64> = Vec::new();
    let mut deepest = 0;
    for _ in 0..n_elements {
        let n_children = reader.int_of_struct(5)?;
        while open.last() == Some(&0) {
            open.pop();
        }
        if let Some(rest) = open.last_mut() {
            *rest -= 1;
        }
        open.push(n_children.max(0));
        deepest = deepest.max(open.len());
    }
    Some(deepest)
}

/// How many values a page of a dictionary claims to have and how many bytes they take up, from its `PageHeader`: field 2 is the size, and field
/// 1 of field 7 the number. `None` for another page.
pub(super) fn dictionary(header: &[u8]) -> Option<(i64, i64)> {
    let mut reader = Compact { bytes: header };
    let (mut last, mut n_bytes) = (0, 0);
    loop {
        match reader.field(&mut last)? {
            Next::Field(2, kind::INT) => n_bytes = reader.int()?,
            Next::Field(7, kind::STRUCT) => return Some((reader.int_of_struct(1)?, n_bytes)),
            Next::Field(_, kind) => reader.skip(kind, MAX_DEPTH)?,
            Next::End => return None,
        }
    }
}

/// What comes next in a structure.
enum Next {
    /// A field, with its number and the type of its value.
    Field(i64, u8),
    /// Nothing.
    End,
}

/// Reads values one after another; `None` where the bytes end, or are none of the protocol.
struct Compact<'b> {
    bytes: &'b [u8],
}

impl Compact<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(byte)
    }

    fn pass(&mut self, n_bytes: u64) -> Option<()> {
        self.bytes = self.bytes.get(usize::try_from(n_bytes).ok()?..)?;
        Some(())
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number of either sign: 0, -1, 1, -2 …
    fn int(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// What comes behind the field of the number `last`, which becomes that of the next.
    fn field(&mut self, last: &mut i64) -> Option<Next> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(Next::End);
        }
        *last = match byte >> 4 {
            0 => self.int()?,
            step => last.checked_add(i64::from(step))?,
        };
        Some(Next::Field(*last, byte & 0x0f))
    }

    /// The type and the number of a list's elements.
    fn list(&mut self) -> Option<(u8, u64)> {
        let byte = self.byte()?;
        let n_elements = if byte >> 4 == 15 { self.number()? } else { u64::from(byte >> 4) };
        Some((byte & 0x0f, n_elements))
    }

    /// Passes over a structure, and returns the number that its field `wanted` holds, 0 without one.
    fn int_of_struct(&mut self, wanted: i64) -> Option<i64> {
        let (mut last, mut found) = (0, 0);
        while let Next::Field(id, kind) = self.field(&mut last)? {
            if id == wanted && kind == kind::INT {
                found = self.int()?;
            } else {
                self.skip(kind, MAX_DEPTH)?;
            }
        }
        Some(found)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            kind::TRUE | kind::FALSE => Some(()),
            kind::BYTE => self.pass(1),
            kind::SMALL | kind::INT | kind::LONG => self.number().map(drop),
            kind::DOUBLE => self.pass(8),
            kind::BINARY => self.number().and_then(|length| self.pass(length)),
            kind::LIST | kind::SET => {
                let (kind, n_elements) = self.list()?;
                for _ in 0..n_elements {
                    match kind {
                        // Here a truth value takes up a byte.
                        kind::TRUE | kind::FALSE => self.pass(1)?,
                        kind => self.skip(kind, depth)?,
                    }
                }
                Some(())
            }
            kind::STRUCT => {
                let mut last = 0;
                while let Next::Field(_, kind) = self.field(&mut last)? {
                    self.skip(kind, depth)?;
                }
                Some(())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first bytes of a `FileMetaData`: its version, and a schema of elements with a name and this many children each.
    fn metadata(children: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x15, 2, 0x19, 0xfc, u8::try_from(children.len()).unwrap()];
        for n_children in children {
            bytes.extend([0x48, 1, b'a', 0x15, n_children * 2, 0]);
        }
        bytes
    }

    #[test]
    fn columns_are_as_deep_as_their_elements() {
        assert_eq!(nesting(&metadata(&[2, 0, 0])), Some(2));
        assert_eq!(nesting(&metadata(&[2, 1, 1, 0, 0])), Some(4));
        assert_eq!(nesting(&metadata(&[1; 100])), Some(100));
        assert_eq!(nesting(&metadata(&[1, 0])[..8]), None);
    }

    #[test]
    fn a_dictionary_says_how_many_values_it_has() {
        // Type 2, 40 bytes, 38 of them packed; 5 values in encoding 0.
        assert_eq!(dictionary(&[0x15, 4, 0x15, 80, 0x15, 76, 0x4c, 0x15, 10, 0x15, 0, 0, 0]), Some((5, 40)));
        assert_eq!(dictionary(&[0x15, 0, 0x15, 80, 0x15, 76, 0x2c, 0x15, 10, 0, 0]), None);
    }
}
