//! Sentences: any text falls apart into spans that are in order, inside the text and lose nothing but white space.
#![no_main]

use libfuzzer_sys::fuzz_target;
use slugline::article::Span;
use slugline::text::sentences;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    check(&text);
    if let Some(long) = slugline_fuzz::lengthened(&text) {
        check(&long);
    }
});

fn check(text: &str) {
    let mut end = 0;
    for span in sentences(text) {
        assert!(
            end <= span.start && span.start < span.end && span.end <= text.len(),
            "{span:?} behind {end}"
        );
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} tears");
        assert_eq!(span.of(text).trim(), span.of(text), "white space around a sentence");
        assert!(is_blank(text, end, span.start), "words lie between {end} and {span:?}");
        end = span.end;
    }
    assert!(is_blank(text, end, text.len()), "words lie behind {end}");
}

fn is_blank(text: &str, start: usize, end: usize) -> bool {
    Span::new(start, end).of(text).trim().is_empty()
}
