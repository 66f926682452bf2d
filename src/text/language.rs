//! The languages that articles may be in, by their ISO 639-1 codes.
//!
//! Every language can be analysed. Some have a Snowball stemmer ([`super::Stemmer`]), most have a list of stop words
//! ([`super::StopWords`]), and most can be told from their text ([`super::detect`]); what a language lacks is passed over.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

/// One row per language: variant, ISO 639-1 code, ISO 639-3 code as the detector writes it.
macro_rules! languages {
    ($($variant:ident $code:literal $code3:literal),+ $(,)?) => {
        /// A language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Language {
            $(
                #[doc = concat!("`", $code, "`")]
                #[serde(rename = $code)]
                $variant,
            )+
        }

        impl Language {
            /// Every language, in the order of its English name.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The ISO 639-1 code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The ISO 639-3 code; of a macrolanguage that of its largest member, where the detector says so.
            #[must_use]
            pub const fn code3(self) -> &'static str {
                match self { $(Self::$variant => $code3),+ }
            }
        }
    };
}

#[rustfmt::skip]
languages! {
    Afrikaans "af" "afr", Akan "ak" "aka", Albanian "sq" "sqi", Amharic "am" "amh", Arabic "ar" "ara",
    Armenian "hy" "hye", Azerbaijani "az" "aze", Basque "eu" "eus", Belarusian "be" "bel",
    Bengali "bn" "ben", Breton "br" "bre", Bulgarian "bg" "bul", Burmese "my" "mya", Catalan "ca" "cat",
    Chinese "zh" "cmn", Croatian "hr" "hrv", Czech "cs" "ces", Danish "da" "dan", Dutch "nl" "nld",
    English "en" "eng", Esperanto "eo" "epo", Estonian "et" "est", Finnish "fi" "fin", French "fr" "fra",
    Galician "gl" "glg", Georgian "ka" "kat", German "de" "deu", Greek "el" "ell", Gujarati "gu" "guj",
    Hausa "ha" "hau", Hebrew "he" "heb", Hindi "hi" "hin", Hungarian "hu" "hun", Indonesian "id" "ind",
    Irish "ga" "gle", Italian "it" "ita", Japanese "ja" "jpn", Javanese "jv" "jav", Kannada "kn" "kan",
    Kazakh "kk" "kaz", Khmer "km" "khm", Korean "ko" "kor", Kurdish "ku" "kur", Lao "lo" "lao",
    Latin "la" "lat", Latvian "lv" "lav", Lithuanian "lt" "lit", Macedonian "mk" "mkd", Malay "ms" "msa",
    Malayalam "ml" "mal", Marathi "mr" "mar", Nepali "ne" "nep", Norwegian "no" "nob", Odia "or" "ori",
    Persian "fa" "pes", Polish "pl" "pol", Portuguese "pt" "por", Punjabi "pa" "pan", Romanian "ro" "ron",
    Russian "ru" "rus", Serbian "sr" "srp", Shona "sn" "sna", Sinhala "si" "sin", Slovak "sk" "slk",
    Slovenian "sl" "slv", Somali "so" "som", Sotho "st" "sot", Spanish "es" "spa", Swahili "sw" "swa",
    Swedish "sv" "swe", Tagalog "tl" "tgl", Tajik "tg" "tgk", Tamil "ta" "tam", Telugu "te" "tel",
    Thai "th" "tha", Turkish "tr" "tur", Turkmen "tk" "tuk", Ukrainian "uk" "ukr", Urdu "ur" "urd",
    Uzbek "uz" "uzb", Vietnamese "vi" "vie", Welsh "cy" "cym", Yiddish "yi" "yid", Yoruba "yo" "yor",
    Zulu "zu" "zul",
}

/// Other codes in use: members and names of macrolanguages, and codes that were withdrawn.
const ALIASES: &[(&str, Language)] = &[
    ("fas", Language::Persian),
    ("fil", Language::Tagalog),
    ("in", Language::Indonesian),
    ("iw", Language::Hebrew),
    ("nb", Language::Norwegian),
    ("nn", Language::Norwegian),
    ("nor", Language::Norwegian),
    ("yue", Language::Chinese),
    ("zho", Language::Chinese),
];

impl Language {
    /// The language of a tag such as `en`, `pt-BR`, `zh_Hant` or `deu`; `None` for one that is not known.
    ///
    /// Only what stands before the first hyphen or low line counts; case does not.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let code = tag.trim().split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        let is_its = |language: &Self| language.code() == code || language.code3() == code;
        let alias = || ALIASES.iter().find(|(alias, _)| *alias == code).map(|(_, language)| *language);
        Self::ALL.iter().copied().find(is_its).or_else(alias)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Reads a tag as [`Language::of_tag`] does.
impl FromStr for Language {
    type Err = Error;

    fn from_str(tag: &str) -> Result<Self, Error> {
        Self::of_tag(tag).ok_or_else(|| {
            let mut known: Vec<&str> = Self::ALL.iter().map(|language| language.code()).collect();
            known.sort_unstable();
            Error::new(
                ErrorKind::Parameter,
                format!("no language `{tag}`; known are auto and {}", known.join(", ")),
            )
        })
    }
}

/// In which languages the articles of a training set are, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LanguageChoice {
    /// Those that the articles turn out to be in; see [`super::languages_of`].
    #[default]
    Auto,
    /// These, the first for articles of any other; never empty, no language twice.
    Only(Vec<Language>),
}

/// Reads `auto` or tags with commas between them.
impl FromStr for LanguageChoice {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.trim().eq_ignore_ascii_case("auto") {
            return Ok(Self::Auto);
        }
        let mut languages: Vec<Language> = Vec::new();
        for tag in text.split(',') {
            let language = tag.parse()?;
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
        Ok(Self::Only(languages))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for &language in Language::ALL {
            assert_eq!(language.code().parse::<Language>().unwrap(), language);
            assert_eq!(language.code3().parse::<Language>().unwrap(), language);
        }
        assert_eq!("pt-BR".parse::<Language>().unwrap(), Language::Portuguese);
        assert_eq!("zh_Hant".parse::<Language>().unwrap(), Language::Chinese);
        assert_eq!("nb".parse::<Language>().unwrap(), Language::Norwegian);
        let complaint = "xx".parse::<Language>().unwrap_err().to_string();
        assert!(complaint.contains("`xx`") && complaint.contains("auto and af, ak"), "{complaint}");
    }

    #[test]
    fn no_code_means_two_languages() {
        let mut codes: Vec<&str> = ALIASES.iter().map(|(alias, _)| *alias).collect();
        codes.extend(Language::ALL.iter().flat_map(|language| [language.code(), language.code3()]));
        let n_codes = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), n_codes);
    }

    #[test]
    fn a_choice_is_auto_or_a_list() {
        let choice = |text: &str| text.parse::<LanguageChoice>();
        assert_eq!(choice("auto").unwrap(), LanguageChoice::Auto);
        let list = LanguageChoice::Only(vec![Language::German, Language::English]);
        assert_eq!(choice("de, en,de-AT").unwrap(), list);
        assert!(choice("de,auto").is_err() && choice("").is_err() && choice("en,").is_err());
    }
}
