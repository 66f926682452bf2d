//! Boilerplate of a lone article, by its cues: the same whatever else is read.

use std::sync::OnceLock;

use super::cues::{CueSet, cues};
use super::masked::{Masked, Reason, spans};
use super::model::{CueModel, probability};
use super::places::{Place, places};
use super::words::Lexicon;
use crate::article::{Article, Span};
use crate::text::{Detector, Language, sentences};

/// The languages that an article without a language tag is told among: those that cues have words in, and their neighbours, so that
/// an article in one of those is not taken for one of these.
const CANDIDATES: [Language; 16] = [
    Language::English,
    Language::German,
    Language::French,
    Language::Spanish,
    Language::Catalan,
    Language::Czech,
    Language::Danish,
    Language::Dutch,
    Language::Finnish,
    Language::Italian,
    Language::Norwegian,
    Language::Polish,
    Language::Portuguese,
    Language::Romanian,
    Language::Swedish,
    Language::Turkish,
];

/// The sentence that opens an article is most often its news: its cues have to be as sure as this, in log-odds (nine in ten).
const LEAD_LOG_ODDS: f64 = 2.2;

/// Decimals of a probability that is shown.
const SHOWN: f64 = 10_000.0;

/// The cues of a sentence in `language`; none where cues have no words in that language.
#[must_use]
pub fn cues_of(language: Language, sentence: &str, place: Place) -> Option<CueSet> {
    Some(cues(Lexicon::of(language)?, sentence, place))
}

/// The sentences of an article that its cues say are boilerplate, in order, with the reasons; none where cues have no words in the
/// article's language, nor where they would mask every sentence.
#[must_use]
pub fn cue_masks(article: &Article) -> Vec<Masked> {
    masks_by(article, |model, span, log_odds, cues| {
        let probability = (probability(log_odds) * SHOWN).round() / SHOWN;
        Masked { span, reason: Reason::Cues { probability, cues: model.speaking(cues) } }
    })
}

/// The spans of [`cue_masks`], without the reasons.
#[must_use]
pub fn cue_spans(article: &Article) -> Vec<Span> {
    masks_by(article, |_, span, _, _| span)
}

fn masks_by<M>(article: &Article, masked: impl Fn(&CueModel, Span, f64, CueSet) -> M) -> Vec<M> {
    let (Some(model), Some(lexicon)) = (CueModel::builtin(), language(article).and_then(Lexicon::of)) else {
        return Vec::new();
    };
    let sentences = sentences(&article.text);
    let mut found = Vec::new();
    for (index, (&span, place)) in sentences.iter().zip(places(&article.text, &sentences)).enumerate() {
        let cues = cues(lexicon, span.of(&article.text), place);
        let log_odds = model.log_odds(cues);
        if model.masks(log_odds) && (index > 0 || log_odds > LEAD_LOG_ODDS) {
            found.push(masked(model, span, log_odds, cues));
        }
    }
    if found.len() == sentences.len() { Vec::new() } else { found }
}

/// What is masked of an article: what `repeated` names, and what its cues say. Where that would be all, cues say nothing.
#[must_use]
pub fn with_cue_masks(article: &Article, mut repeated: Vec<Masked>) -> Vec<Masked> {
    let known = spans(&repeated);
    let mut by_cues = cue_masks(article);
    by_cues.retain(|masked| known.binary_search(&masked.span).is_err());
    if repeated.len() + by_cues.len() < sentences(&article.text).len() {
        repeated.append(&mut by_cues);
        repeated.sort_by_key(|masked| masked.span);
    }
    repeated
}

/// The article's language by its tag, else by its text.
fn language(article: &Article) -> Option<Language> {
    static DETECTOR: OnceLock<Detector> = OnceLock::new();
    if let Some(told) = article.lang.as_deref().and_then(Language::of_tag) {
        return Some(told);
    }
    let detector = DETECTOR.get_or_init(|| Detector::new(&CANDIDATES));
    detector.place(None, &article.title, &article.text).and_then(|place| CANDIDATES.get(place).copied())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn article(text: &str, lang: Option<&str>) -> Article {
        Article { text: text.to_owned(), lang: lang.map(ToOwned::to_owned), ..Article::default() }
    }

    fn masked(text: &str, lang: Option<&str>) -> Vec<String> {
        let article = article(text, lang);
        let found = cue_masks(&article);
        assert_eq!(spans(&found), cue_spans(&article));
        found.iter().map(|masked| masked.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_page_s_own_lines_go_in_four_languages() {
        let english = "The ferry to Arvik sank on Tuesday night with nobody on board. The harbour master said the pumps had failed.\n\n\
                       Sign up to our newsletter and never miss a story.\n\nFollow us on Facebook and Instagram @arviknews.";
        assert_eq!(
            masked(english, None),
            [
                "Sign up to our newsletter and never miss a story.",
                "Follow us on Facebook and Instagram @arviknews."
            ]
        );
        let german = "Die Fähre nach Arvik ist in der Nacht zum Dienstag gesunken. Nach Angaben der Hafenmeisterin waren die Pumpen ausgefallen.\n\n\
                      Abonnieren Sie jetzt unseren kostenlosen Newsletter!";
        assert_eq!(masked(german, None), ["Abonnieren Sie jetzt unseren kostenlosen Newsletter!"]);
        let french = "Le ferry d'Arvik a coulé dans la nuit de mardi. La capitainerie a expliqué que les pompes étaient tombées en panne.\n\n\
                      Abonnez-vous gratuitement à notre newsletter pour ne rien manquer.";
        assert_eq!(
            masked(french, None),
            ["Abonnez-vous gratuitement à notre newsletter pour ne rien manquer."]
        );
        let spanish = "El ferri de Arvik se hundió en la noche del martes. La capitana del puerto dijo que las bombas habían fallado.\n\n\
                       Suscríbete gratis a nuestro boletín y síguenos en Instagram.";
        assert_eq!(masked(spanish, None), ["Suscríbete gratis a nuestro boletín y síguenos en Instagram."]);
    }

    #[test]
    fn news_that_speaks_of_newsletters_stays() {
        let text = "The publisher said its newsletter had lost a third of its 40,000 subscribers. \"Sign up and you will never be rid of us,\" its editor \
                    had written. \"Read it, share it and follow us,\" he added. The regulator fined the company over its cookies on Friday.";
        assert_eq!(masked(text, None), [""; 0]);
    }

    #[test]
    fn an_article_that_is_nothing_else_stays() {
        assert_eq!(masked("Subscribe to our newsletter. Follow us on Twitter.", Some("en")), [""; 0]);
    }

    /// No word of it is known, which says nothing about it.
    #[test]
    fn other_languages_keep_everything() {
        let text = "Il traghetto per Arvik è affondato martedì notte. La capitaneria ha detto che le pompe si erano guastate.\n\n\
                    Iscriviti alla nostra newsletter su www.arvik.example!";
        assert_eq!(masked(text, None), [""; 0]);
        assert_eq!(masked(text, Some("it")), [""; 0]);
    }

    #[test]
    fn reasons_name_the_cues() {
        let article = article(
            "The pier burned down on Monday, police said. Follow us on Twitter @pier_news.",
            Some("en"),
        );
        let [Masked { reason: Reason::Cues { probability, cues }, .. }] = &cue_masks(&article)[..] else {
            panic!("one")
        };
        assert!(*probability > 0.9, "{probability}");
        assert!(
            cues.contains(&super::super::cues::Cue::Order)
                && cues.contains(&super::super::cues::Cue::Network),
            "{cues:?}"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in r#"(\PC|[ \n]|[@#"“”„«».!?|©]|www\.|[0-9]{1,9}|[A-Za-zßéñ]{1,9}){0,60}"#, lang in 0_usize..4) {
            let article = article(&text, Some(["en", "de", "fr", "es"][lang]));
            let all = sentences(&text);
            let found = cue_spans(&article);
            prop_assert!(found.iter().all(|span| all.contains(span)));
            prop_assert!(found.is_empty() || found.len() < all.len());
            prop_assert!(found.is_sorted());
        }
    }
}
