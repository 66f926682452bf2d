//! What is counted of an article: its title, and the stretches of its text that are not boilerplate.

use crate::article::{Article, Span};
use crate::text::{Analyzer, LanguageAnalyzer, Memo, WordId};

/// The view of an article that classifier and ranker share.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The headline.
    pub title: &'a str,
    /// The whole cleaned text.
    pub text: &'a str,
    /// Stretches of `text` that are not counted, in order.
    pub masked: &'a [Span],
    /// The language tag that came with the article.
    pub lang: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// The article's title and text, without the stretches in `masked` (in order, of the article's text).
    #[must_use]
    pub fn new(article: &'a Article, masked: &'a [Span]) -> Self {
        Self { title: &article.title, text: &article.text, masked, lang: article.lang.as_deref() }
    }

    /// A text without title, counted whole.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        Self { title: "", text, masked: &[], lang: None }
    }

    /// The stretches of the text that are counted, in order.
    pub fn kept(&self) -> impl Iterator<Item = Span> + use<'a> {
        let end = self.text.len();
        let starts = std::iter::once(0).chain(self.masked.iter().map(|span| span.end));
        let ends = self.masked.iter().map(|span| span.start).chain(std::iter::once(end));
        starts.zip(ends).map(|(start, end)| Span::new(start, end)).filter(|span| !span.is_empty())
    }

    /// The analyzer of the document's language. Where the model has several, this detects; ask once per document.
    #[must_use]
    pub fn analyzer<'m>(&self, analyzer: &'m Analyzer) -> &'m LanguageAnalyzer {
        analyzer.of_article(self.lang, self.title, self.text)
    }

    /// Calls `sink` with every term, as the ids of its words in `memo`: those of the title first, then those of each
    /// kept stretch.
    pub fn for_each_ngram(
        &self,
        analyzer: &Analyzer,
        memo: &mut Memo,
        mut sink: impl FnMut(&Memo, &[WordId]),
    ) {
        let analyzer = self.analyzer(analyzer);
        analyzer.for_each_ngram(memo, self.title, |memo, ngram, _| sink(memo, ngram));
        for span in self.kept() {
            analyzer.for_each_ngram(memo, span.of(self.text), |memo, ngram, _| sink(memo, ngram));
        }
    }

    /// [`for_each_ngram`](Self::for_each_ngram) with the terms as texts.
    pub fn for_each_term(&self, analyzer: &Analyzer, memo: &mut Memo, mut sink: impl FnMut(&str)) {
        let mut joined = String::new();
        self.for_each_ngram(analyzer, memo, |memo, ngram| {
            joined.clear();
            memo.join(ngram, &mut joined);
            sink(&joined);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_stretches_are_not_counted() {
        let text = "Ask us! Rates rise. Ask us!";
        let masked = [Span::new(0, 7), Span::new(20, 27)];
        let document = Document { title: "Bank", text, masked: &masked, lang: None };
        let mut terms = Vec::new();
        let analyzer = Analyzer::new(crate::text::AnalyzerSettings::default());
        document.for_each_term(&analyzer, &mut Memo::default(), |term| terms.push(term.to_owned()));
        assert_eq!(terms, ["bank", "rate", "rise", "rate rise"]);
    }
}
