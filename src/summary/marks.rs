//! The marks of a sentence, counted in one pass.

/// What the marks of a sentence tell.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Marks {
    /// The characters of the sentence.
    pub(super) n_chars: usize,
    /// The same, where every stretch of white space is one space and there is none at the ends.
    pub(super) n_folded: usize,
    pub(super) n_commas: usize,
    /// Whether a bracket opens somewhere.
    pub(super) has_bracket: bool,
    /// Whether a colon stands before a space or at the end.
    pub(super) has_colon: bool,
    /// Whether as many quotations and brackets open in the sentence as close.
    pub(super) is_balanced: bool,
    /// The share of the sentence's bytes between quotation marks, `[0, 1]`; a mark left open reaches to the end.
    pub(super) quoted_share: f64,
}

/// Where a pass over a sentence stands.
#[derive(Default)]
struct Pass {
    marks: Marks,
    /// Opening less closing brackets: round ones, square ones.
    brackets: [isize; 2],
    n_straight: usize,
    /// „ “ ” « »
    n_curled: [usize; 5],
    opened: Option<usize>,
    n_quoted: usize,
    was_space: bool,
    was_colon: bool,
}

impl Pass {
    #[inline]
    fn read(&mut self, index: usize, character: char) {
        self.marks.n_chars += 1;
        match character {
            ',' => self.marks.n_commas += 1,
            '"' => self.quote(index, None),
            '„' => self.quote(index, Some(0)),
            '“' => self.quote(index, Some(1)),
            '”' => self.quote(index, Some(2)),
            '«' => self.quote(index, Some(3)),
            '»' => self.quote(index, Some(4)),
            '「' | '」' => self.toggle(index),
            '(' => {
                self.marks.has_bracket = true;
                self.brackets[0] += 1;
            }
            ')' => self.brackets[0] -= 1,
            '[' => self.brackets[1] += 1,
            ']' => self.brackets[1] -= 1,
            ' ' => self.marks.has_colon |= self.was_colon,
            _ => {}
        }
        let is_space = character.is_whitespace();
        // A space counts with what stands behind it.
        if !is_space {
            self.marks.n_folded += 1 + usize::from(self.was_space && self.marks.n_folded > 0);
        }
        self.was_space = is_space;
        self.was_colon = character == ':';
    }

    fn quote(&mut self, index: usize, curled: Option<usize>) {
        match curled.and_then(|place| self.n_curled.get_mut(place)) {
            Some(n) => *n += 1,
            None => self.n_straight += 1,
        }
        self.toggle(index);
    }

    fn toggle(&mut self, index: usize) {
        match self.opened.take() {
            None => self.opened = Some(index),
            Some(start) => self.n_quoted += index - start,
        }
    }
}

/// What a byte may be the first of, as far as marks go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A letter, a space or a mark that says nothing, or a byte within a character.
    Plain,
    Mark,
    /// White space that is no space.
    Space,
    /// A character that is not ASCII.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Plain; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte {
            0x22 | 0x28 | 0x29 | 0x2c | 0x3a | 0x5b | 0x5d => Class::Mark,
            0x09..=0x0d => Class::Space,
            0xc0.. => Class::Wide,
            _ => Class::Plain,
        };
        byte += 1;
    }
    classes
};

/// Takes in a sentence of which all white space is single spaces between words; says whether it is such a one.
fn read_plain(sentence: &str, pass: &mut Pass) -> bool {
    let bytes = sentence.as_bytes();
    let behind = bytes.get(1..).unwrap_or_default();
    // Without an early end, these go over many bytes at once.
    let n_double = bytes.iter().zip(behind).filter(|pair| *pair == (&b' ', &b' ')).count();
    if n_double > 0 || sentence.starts_with(' ') || sentence.ends_with(' ') {
        return false;
    }
    for (index, &byte) in bytes.iter().enumerate() {
        match CLASSES[usize::from(byte)] {
            Class::Plain => {}
            Class::Mark if byte == b':' => pass.marks.has_colon |= behind.get(index) == Some(&b' '),
            Class::Mark => pass.read(index, char::from(byte)),
            Class::Space => return false,
            Class::Wide => {
                let Some(character) = sentence.get(index..).and_then(|rest| rest.chars().next()) else {
                    continue;
                };
                if character.is_whitespace() {
                    return false;
                }
                pass.read(index, character);
            }
        }
    }
    let n_chars = bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xbf)).count();
    (pass.marks.n_chars, pass.marks.n_folded) = (n_chars, n_chars);
    pass.was_colon = sentence.ends_with(':');
    true
}

/// The marks of `sentence`.
pub(super) fn marks(sentence: &str) -> Marks {
    let mut pass = Pass::default();
    if !read_plain(sentence, &mut pass) {
        pass = Pass::default();
        sentence.char_indices().for_each(|(index, character)| pass.read(index, character));
    }
    let Pass { mut marks, brackets, n_straight, n_curled, opened, mut n_quoted, was_colon, .. } = pass;
    let [low, left, right, before, behind] = n_curled;
    // German closes with the mark that opens in English.
    let is_curled = if low > 0 { low == left + right } else { left == right };
    marks.is_balanced = is_curled && n_straight.is_multiple_of(2) && before == behind && brackets == [0, 0];
    n_quoted += opened.map_or(0, |start| sentence.len() - start);
    marks.quoted_share = n_quoted as f64 / sentence.len().max(1) as f64;
    marks.has_colon |= was_colon;
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::ranking::fold_white_space;
    use proptest::prelude::*;

    /// Mark by mark, each in a pass of its own.
    fn reference(sentence: &str) -> Marks {
        let n = |marks: &[char]| sentence.matches(marks).count();
        let curled =
            if n(&['„']) > 0 { n(&['„']) == n(&['“', '”']) } else { n(&['“']) == n(&['”']) };
        let (mut opened, mut quoted) = (None, 0);
        for (index, _) in sentence.match_indices(['"', '“', '”', '„', '«', '»', '「', '」']) {
            match opened.take() {
                None => opened = Some(index),
                Some(start) => quoted += index - start,
            }
        }
        quoted += opened.map_or(0, |start: usize| sentence.len() - start);
        Marks {
            n_chars: sentence.chars().count(),
            n_folded: fold_white_space(sentence).chars().count(),
            n_commas: n(&[',']),
            has_bracket: sentence.contains('('),
            has_colon: sentence.contains(": ") || sentence.ends_with(':'),
            is_balanced: curled
                && n(&['"']).is_multiple_of(2)
                && n(&['«']) == n(&['»'])
                && n(&['(']) == n(&[')'])
                && n(&['[']) == n(&[']']),
            quoted_share: quoted as f64 / sentence.len().max(1) as f64,
        }
    }

    proptest! {
        #[test]
        fn one_pass_sees_what_many_see(sentence in r#"([aB9]|[,:; \n\t]|["()\[\]]|[“”„«»「」’é\u{a0}]){0,30}"#) {
            prop_assert_eq!(marks(&sentence), reference(&sentence));
        }

        #[test]
        fn plain_text_too(sentence in r#"[aB9,: ()"\[\]]{0,30}"#) {
            prop_assert_eq!(marks(&sentence), reference(&sentence));
        }
    }
}
