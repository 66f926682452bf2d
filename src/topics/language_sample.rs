//! The articles by which languages are told: the same in whatever order they come, and in whatever parts.

use super::{AlgorithmChoice, TrainingSettings, row_hash};
use crate::article::Article;
use crate::text::{LANGUAGE_SAMPLE_LEN, Language, LanguageChoice, languages_of};

/// The articles whose [`row_hash`] is least, as many as languages are told by.
///
/// The sample of all articles is that of the samples of their parts.
#[derive(Debug, Clone, Default)]
pub struct LanguageSample {
    /// Those whose hashes are least, and some that have not been sorted out yet.
    articles: Vec<(u128, Article)>,
    /// Articles with this hash or a larger one are none of them.
    limit: Option<u128>,
}

impl LanguageSample {
    /// Takes an article in.
    pub fn add(&mut self, article: &Article) {
        let hash = row_hash(article, &[]);
        if self.limit.is_some_and(|limit| hash >= limit) {
            return;
        }
        self.articles.push((hash, article.clone()));
        if self.articles.len() >= 4 * LANGUAGE_SAMPLE_LEN {
            self.sort_out();
            self.limit = self.articles.last().map(|(hash, _)| *hash);
        }
    }

    fn sort_out(&mut self) {
        self.articles.sort_by_key(|(hash, _)| *hash);
        self.articles.truncate(LANGUAGE_SAMPLE_LEN);
    }

    /// The articles, by rising hash.
    #[must_use]
    pub fn into_articles(mut self) -> Vec<Article> {
        self.sort_out();
        self.articles.into_iter().map(|(_, article)| article).collect()
    }

    /// The languages of the articles, most frequent first; see [`languages_of`].
    #[must_use]
    pub fn languages(self) -> Vec<Language> {
        languages_of(&self.into_articles().iter().collect::<Vec<_>>())
    }
}

impl TrainingSettings {
    /// The same settings in the languages of `articles`, those that are learnt from, where `choice` leaves it to them.
    ///
    /// Naive Bayes, of which a model is the same for any order of its articles, tells them by a [`LanguageSample`].
    #[must_use]
    pub fn in_languages_of<'a>(
        self,
        articles: impl Iterator<Item = &'a Article>,
        choice: &LanguageChoice,
    ) -> Self {
        if *choice != LanguageChoice::Auto {
            return self;
        }
        let languages = if matches!(self.algorithm, AlgorithmChoice::NaiveBayes(_)) {
            let mut sample = LanguageSample::default();
            articles.for_each(|article| sample.add(article));
            sample.languages()
        } else {
            languages_of(&articles.collect::<Vec<_>>())
        };
        Self { vectorizer: self.vectorizer.languages(languages), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition: the least hashes of all are among the least of any part.
    #[test]
    fn a_sample_of_samples_is_that_of_all() {
        let articles: Vec<Article> = (0..2000)
            .map(|n| Article { text: format!("Article {n} of the day."), ..Article::default() })
            .collect();
        let sample_of = |articles: &mut dyn Iterator<Item = &Article>| {
            let mut sample = LanguageSample::default();
            articles.for_each(|article| sample.add(article));
            sample.into_articles()
        };
        let mut by_hash = articles.clone();
        by_hash.sort_by_key(|article| row_hash(article, &[]));
        by_hash.truncate(LANGUAGE_SAMPLE_LEN);
        let parts =
            [sample_of(&mut articles.iter().step_by(3)), sample_of(&mut articles[1..].iter().step_by(3))];
        let rest = sample_of(&mut articles[2..].iter().step_by(3));
        assert_eq!(sample_of(&mut rest.iter().chain(parts.iter().flatten())), by_hash);
        assert_eq!(sample_of(&mut articles.iter().rev()), by_hash);
    }
}
