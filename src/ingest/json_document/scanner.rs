//! JSON cut into its values by brackets and quotes alone, so that what is wrong within one does not matter.

/// A value within a document.
pub(super) struct Part<'b> {
    pub(super) bytes: &'b [u8],
    /// Where it begins.
    pub(super) start: usize,
    /// Whether the document ends before the value does.
    pub(super) is_cut_off: bool,
}

/// Cuts a stretch of JSON at the ends of its values, whatever stands in them.
pub(super) struct Scanner<'b> {
    pub(super) bytes: &'b [u8],
    pub(super) position: usize,
}

impl<'b> Scanner<'b> {
    /// The next value on this level; `None` at the bracket that closes it, or at the end.
    pub(super) fn next_value(&mut self) -> Option<Part<'b>> {
        let start = self.next_start()?;
        let first = *self.bytes.get(start)?;
        if matches!(first, b']' | b'}') {
            return None;
        }
        let (end, is_cut_off) = self.end_of(start, first);
        self.position = end;
        Some(Part { bytes: self.bytes.get(start..end)?, start, is_cut_off })
    }

    /// The next value on this level or outside of it.
    pub(super) fn next_value_anywhere(&mut self) -> Option<Part<'b>> {
        self.next_start_anywhere()?;
        self.next_value()
    }

    /// Where the next value or closing bracket begins.
    fn next_start(&self) -> Option<usize> {
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b':');
        let rest = self.bytes.get(self.position..)?;
        Some(self.position + rest.iter().position(|byte| !is_between(byte))?)
    }

    /// Goes to where the next value begins, past brackets that close what was not opened.
    pub(super) fn next_start_anywhere(&mut self) -> Option<usize> {
        loop {
            self.position = self.next_start()?;
            if !matches!(self.bytes.get(self.position)?, b']' | b'}') {
                return Some(self.position);
            }
            self.position += 1;
        }
    }

    /// One past the value that begins at `start` with the byte `first`, and whether the document ends within it.
    fn end_of(&self, start: usize, first: u8) -> (usize, bool) {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let (mut depth, mut is_string, mut is_escaped) = (0_usize, false, false);
        for (index, byte) in rest.iter().enumerate() {
            if is_string {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => is_string = false,
                    _ => continue,
                }
                if is_string || depth > 0 {
                    continue;
                }
                return (start + index + 1, false);
            }
            match byte {
                b'"' => is_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 1 => depth -= 1,
                b'}' | b']' if depth == 1 => return (start + index + 1, false),
                b'}' | b']' | b',' | b':' if depth == 0 => return (start + index, false),
                byte if depth == 0 && byte.is_ascii_whitespace() => return (start + index, false),
                _ => {}
            }
        }
        (start + rest.len(), matches!(first, b'{' | b'[' | b'"'))
    }
}
