//! The model loaders: whatever a file holds, it is refused or it works.
//!
//! The checksum is set right first, as nothing else would ever come behind it.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use slugline::article::Article;
use slugline::boilerplate::CueModel;
use slugline::features::{Document, Scratch, SharedBytes};
use slugline::publish::{write_model_json, write_model_text};
use slugline::store::{load_bytes, to_bytes};
use slugline::summary::LineModel;
use slugline::topics::{TopicModel, examples, explain, learn_more};
use xxhash_rust::xxh3::xxh3_128;

/// The checksum is the end of the file.
const CHECKSUM_BYTES: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    slugline_fuzz::let_caught_panics_pass();
    let _ = load(bytes.to_vec());
    if let Some(model) = load(with_checksum(bytes)) {
        use_model(&model);
        check_round_trip(&model);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        if let Ok(model) = LineModel::from_json(text) {
            assert_eq!(LineModel::from_json(&model.to_json().unwrap()).unwrap(), model);
        }
        if let Ok(model) = CueModel::from_json(text) {
            assert_eq!(CueModel::from_json(&model.to_json().unwrap()).unwrap(), model);
        }
    }
});

fn load(bytes: Vec<u8>) -> Option<TopicModel> {
    let shared: SharedBytes = Arc::new(bytes);
    load_bytes(&shared).ok()
}

fn with_checksum(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(end) = bytes.len().checked_sub(CHECKSUM_BYTES) {
        let checksum = xxh3_128(&bytes[..end]).to_le_bytes();
        bytes[end..].copy_from_slice(&checksum);
    }
    bytes
}

/// Whatever can be asked of a model.
fn use_model(model: &TopicModel) {
    let mut scratch = Scratch::default();
    let article = article();
    for document in [Document::new(&article, &[]), Document::of_text(""), Document::of_text("港口 порт")]
    {
        let found = model.classify(&mut scratch, &document);
        assert_eq!(found.probabilities.len(), model.topics().len());
        assert!(found.best() < model.topics().len());
        assert!(found.given.iter().all(|&topic| topic < model.topics().len()));
        let _ = (found.confidence(), model.ranked(&found, 3));
        let _ = explain(model, &mut scratch, &document);
    }
    let mut shown = Vec::new();
    write_model_text(&mut shown, model).unwrap();
    write_model_json(&mut shown, model).unwrap();
}

/// What is written of a model that was read can be read, and is written the same again.
fn check_round_trip(model: &TopicModel) {
    let written = to_bytes(model).unwrap();
    let again = load(written.clone()).expect("a model that was written cannot be read");
    assert!(to_bytes(&again).unwrap() == written, "the same model, other bytes");
    let articles = [article()];
    let (examples, _) = examples(&articles, &[]);
    if let Ok((more, _)) = learn_more(again, &examples, &[]) {
        use_model(&more);
        assert!(to_bytes(&more).is_ok());
    }
}

fn article() -> Article {
    Article {
        title: "The mine on the ridge".to_owned(),
        text: "Salt in the mine, wind on the ridge. A mine of salt; the ridge, in the wind.".to_owned(),
        labels: vec!["over".to_owned()],
        ..Article::default()
    }
}
