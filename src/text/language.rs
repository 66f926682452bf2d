//! The languages that the program has stemmers and stop words for, by their ISO 639-1 codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorKind};

/// One row per language: variant, ISO 639-1 code, Snowball stemmer.
macro_rules! languages {
    ($($variant:ident $code:literal),+ $(,)?) => {
        /// A language with a Snowball stemmer.
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

            /// The stemmer's identifier in `rust-stemmers`.
            pub(super) const fn algorithm(self) -> rust_stemmers::Algorithm {
                match self { $(Self::$variant => rust_stemmers::Algorithm::$variant),+ }
            }
        }
    };
}

languages! {
    Arabic "ar", Danish "da", Dutch "nl", English "en", Finnish "fi", French "fr", German "de", Greek "el",
    Hungarian "hu", Italian "it", Norwegian "no", Portuguese "pt", Romanian "ro", Russian "ru", Spanish "es",
    Swedish "sv", Tamil "ta", Turkish "tr",
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Reads an ISO 639-1 code; a region behind it (`pt-BR`) is passed over.
impl FromStr for Language {
    type Err = Error;

    fn from_str(tag: &str) -> Result<Self, Error> {
        let code = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
        Self::ALL.iter().copied().find(|language| language.code() == code).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|language| language.code()).collect();
            Error::new(
                ErrorKind::Parameter,
                format!("no stemmer for language `{tag}`; known are {}", known.join(", ")),
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for &language in Language::ALL {
            assert_eq!(language.code().parse::<Language>().unwrap(), language);
        }
        assert_eq!("pt-BR".parse::<Language>().unwrap(), Language::Portuguese);
        assert!("xx".parse::<Language>().unwrap_err().to_string().contains("known are ar, da"));
    }
}
