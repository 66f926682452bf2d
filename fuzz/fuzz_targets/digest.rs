//! The main job from bytes to pages: every row that is read has its entry, and every form of a digest can be written.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use slugline::article::Status;
use slugline::digest::{DigestSettings, Selection, make_digest};
use slugline::ingest::{Event, Input, ReadOptions, read};
use slugline::pipeline::{LineMaking, Masking, TopicSettings};
use slugline::publish::{
    DigestTextStyle, FeedPlace, MailEnvelope, write_digest_html, write_digest_json, write_digest_mail,
    write_digest_markdown, write_digest_rss, write_digest_text,
};
use slugline::store::builtin_model;
use slugline::stories::StoryScope;
use slugline::summary::{LineModel, LineSettings};
use slugline::topics::TopicModel;

static MODELS: LazyLock<(TopicModel, LineModel)> =
    LazyLock::new(|| (builtin_model().unwrap(), LineModel::builtin().unwrap()));

fuzz_target!(|bytes: &[u8]| {
    slugline_fuzz::let_caught_panics_pass();
    let events = || read(vec![Input::bytes("news", bytes)], ReadOptions::default());
    let n_rows = events().filter(|event| matches!(event, Event::Row(_))).count();
    let (model, line_model) = &*MODELS;
    let settings = LineSettings::default();
    let line = LineMaking { model: line_model, settings, with_text: false, with_sentences: false };
    let settings = DigestSettings {
        topics: TopicSettings { min_confidence: 0.2, rules: None },
        line,
        masking: Masking::Masked,
        stories: StoryScope::Stories,
        selection: Selection::default(),
        title: "Fuzz".to_owned(),
    };
    let mut n_failures = 0;
    let digest = make_digest(events(), model, settings, |_| n_failures += 1).unwrap();
    assert_eq!(digest.entries.len(), n_rows, "a row is lost or won");
    assert!(n_failures <= 1);
    for entry in &digest.entries {
        assert!(entry.summary.chars().count() <= LineSettings::MAX_CHARS);
        assert_eq!(entry.span.is_some(), !entry.summary.is_empty());
        assert_eq!(entry.topic.is_some(), entry.status == Status::Ok);
        assert!(entry.confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence)));
    }
    let mut written = Vec::new();
    write_digest_text(&mut written, &digest, DigestTextStyle { coloured: true, width: Some(60) }).unwrap();
    write_digest_markdown(&mut written, &digest).unwrap();
    write_digest_html(&mut written, &digest).unwrap();
    write_digest_rss(&mut written, &digest, FeedPlace::default()).unwrap();
    write_digest_mail(&mut written, &digest, &MailEnvelope::default()).unwrap();
    assert!(String::from_utf8(written).is_ok());
    let mut json = Vec::new();
    write_digest_json(&mut json, &digest).unwrap();
    serde_json::from_slice::<Value>(&json).unwrap();
});
