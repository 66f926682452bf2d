//! Model files: the round trip, and every way in which a file can be wrong.

use std::sync::Arc;

use proptest::prelude::*;

use super::{builtin_model, load, load_bytes, save, to_bytes};
use crate::article::Article;
use crate::error::{ErrorKind, Result};
use crate::features::{Document, Scratch, SharedBytes, VectorizerParams};
use crate::topics::{Algorithm, AlgorithmChoice, Learnt, TopicModel, TrainingSettings, examples, train};

fn model() -> TopicModel {
    model_by(&TrainingSettings {
        vectorizer: VectorizerParams::default().min_df(1),
        ..TrainingSettings::default()
    })
}

fn model_by(settings: &TrainingSettings) -> TopicModel {
    let article = |label: &str, text: &str| Article {
        text: text.to_owned(),
        labels: vec![label.to_owned()],
        ..Article::default()
    };
    let articles = [
        article("Ünder", "salt in the mine"),
        article("over", "wind on the ridge"),
        article("Ünder", "a mine of salt"),
        article("over", "the ridge in the wind"),
    ];
    train(&examples(&articles, &[]).0, settings).unwrap()
}

fn loaded(bytes: Vec<u8>) -> Result<TopicModel> {
    let shared: SharedBytes = Arc::new(bytes);
    load_bytes(&shared)
}

fn complaint(bytes: Vec<u8>) -> String {
    let error = loaded(bytes).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Model);
    error.to_string()
}

#[test]
fn a_model_comes_back_as_it_was() {
    let before = model();
    let bytes = to_bytes(&before).unwrap();
    let after = loaded(bytes.clone()).unwrap();
    assert_eq!(to_bytes(&after).unwrap(), bytes, "the same model gives the same bytes");
    assert_eq!(after.provenance(), before.provenance());
    assert_eq!(after.learnt(), before.learnt());
    for text in ["salt", "wind on the ridge", "nothing known"] {
        let document = Document::of_text(text);
        let result = |model: &TopicModel| model.classify(&mut Scratch::default(), &document);
        assert_eq!(result(&before), result(&after));
    }
}

/// Its format is newer, as a program that knows texts only would find no term in it.
#[test]
fn a_model_of_hashed_terms_comes_back_too() {
    let settings = TrainingSettings {
        vectorizer: VectorizerParams::default().min_df(1).hash_features(Some(1 << 12)),
        algorithm: AlgorithmChoice::NaiveBayes(Algorithm::Complement),
        ..TrainingSettings::default()
    };
    let before = model_by(&settings);
    let bytes = to_bytes(&before).unwrap();
    let header = String::from_utf8_lossy(&bytes[..400]).replace('\\', "");
    assert!(header.contains("\"format\":4,"), "{header}");
    let after = loaded(bytes.clone()).unwrap();
    assert_eq!(to_bytes(&after).unwrap(), bytes);
    for (text, topic) in [("salt", 1), ("wind on the ridge", 0)] {
        let document = Document::of_text(text);
        let result = |model: &TopicModel| model.classify(&mut Scratch::default(), &document);
        assert_eq!(result(&after).best(), topic);
        assert_eq!(result(&before), result(&after));
    }
}

#[test]
fn a_file_is_mapped_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("m.slug");
    save(&model(), &path).unwrap();
    assert_eq!(load(&path).unwrap().topics(), ["over", "Ünder"]);
    let missing = load(&folder.path().join("none.slug")).unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::Io);
    assert!(missing.to_string().contains("none.slug"));
    assert!(load(folder.path()).unwrap_err().to_string().contains("not a file"));
}

#[test]
fn the_layout_is_plain_safetensors() {
    let bytes = to_bytes(&model()).unwrap();
    let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let mut names: Vec<String> = file.names().into_iter().map(ToString::to_string).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "boilerplate",
            "characters.ends",
            "characters.idf",
            "characters.slots",
            "characters.text",
            "intercepts",
            "rows.added",
            "rows.first",
            "rows.forgotten",
            "sums",
            "weights",
            "words.ends",
            "words.idf",
            "words.slots",
            "words.text",
            "xxh3"
        ]
    );
    let checksum = xxhash_rust::xxh3::xxh3_128(&bytes[..bytes.len() - 16]).to_le_bytes();
    assert_eq!(bytes[bytes.len() - 16..], checksum, "the checksum closes the file");
}

#[test]
fn what_is_no_model_is_refused() {
    for foreign in [&b""[..], b"PK\x03\x04", b"a line of text\n", &[0xff; 64], &u64::MAX.to_le_bytes()] {
        assert!(complaint(foreign.to_vec()).contains("not a Slugline model"), "{foreign:?}");
    }
    let other = safetensors::serialize(
        [("x", safetensors::tensor::TensorView::new(safetensors::Dtype::U8, vec![1], &[7]).unwrap())],
        None,
    );
    assert!(complaint(other.unwrap()).contains("not a Slugline model"));
}

/// A header that claims more than there is must not make us allocate it.
#[test]
fn claims_of_a_header_are_checked_first() {
    let mut bytes = to_bytes(&model()).unwrap();
    bytes[..8].copy_from_slice(&(1_u64 << 40).to_le_bytes());
    assert!(complaint(bytes).contains("damaged or truncated"));
}

#[test]
fn another_format_is_refused_before_all_else() {
    let of_format = |digit: u8| {
        let mut bytes = to_bytes(&model()).unwrap();
        let from = br#"{\"format\":3,"#;
        let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
        bytes[at + from.len() - 2] = digit;
        complaint(bytes)
    };
    let (newer, older) = (of_format(b'9'), of_format(b'2'));
    assert!(newer.contains("format 9") && newer.contains("newer Slugline"), "{newer}");
    assert!(older.contains("format 2") && older.contains("train it again"), "{older}");
}

/// A model whose weights follow from no sums is a model all the same.
#[test]
fn sums_may_be_missing() {
    let learnt = Learnt { sums: None, ..model().learnt().clone() };
    let bytes = to_bytes(&model().with_learnt(learnt.clone()).with_files(vec!["a.csv".to_owned()])).unwrap();
    let after = loaded(bytes).unwrap();
    assert_eq!(after.learnt(), &learnt);
    assert_eq!(after.provenance().history.files, ["a.csv"]);
}

#[test]
fn the_builtin_model_has_its_ten_topics() {
    let model = builtin_model().unwrap();
    assert_eq!(model.topics().len(), 10);
    assert!(model.topics().contains(&"Telecoms and connectivity".to_owned()));
}

proptest! {
    /// Scores and temperatures stand in the metadata as JSON; read and written again they must be the same to the last bit, or
    /// a model that learns nothing would change. (Without its feature `float_roundtrip`, the library errs in the last bit at times.)
    #[test]
    fn numbers_of_the_metadata_come_back(number in proptest::num::f64::POSITIVE) {
        let json = serde_json::to_string(&number).unwrap();
        prop_assert_eq!(serde_json::from_str::<f64>(&json).unwrap().to_bits(), number.to_bits());
    }

    #[test]
    fn a_truncated_file_is_refused(cut in 0.0_f64..1.0) {
        let mut bytes = to_bytes(&model()).unwrap();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        prop_assert!(!complaint(bytes).is_empty());
    }

    #[test]
    fn a_damaged_byte_is_noticed(place in any::<prop::sample::Index>(), flip in 1_u8..) {
        let mut bytes = to_bytes(&model()).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= flip;
        prop_assert!(!complaint(bytes).is_empty());
    }
}
