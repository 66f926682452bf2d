//! The rows held to scikit-learn's `TfidfVectorizer`.
//!
//! Expected values were computed with scikit-learn 1.9.1 by `tests/oracles/naive_bayes.py`.

use linfa::ParamGuard;
use ndarray::{Array2, array};

use super::{Document, Scratch, SparseRows, Vectorizer, VectorizerParams, Weighting};
use crate::text::{AnalyzerSettings, CharacterRange};

const DOCUMENTS: [&str; 4] = [
    "banks raised rates and banks gained",
    "raised rates fell and chips gained",
    "chips and phones and phones fell",
    "phones raised banks",
];
const NEW_DOCUMENT: &str = "phones gained rates and unseen words";

/// Words as they are, as scikit-learn's default tokenizer has them for these documents.
fn params(max_n: usize) -> VectorizerParams {
    let analyzer = AnalyzerSettings { stem: false, stop_words: false, max_n, ..AnalyzerSettings::default() };
    VectorizerParams::default().analyzer(analyzer).weighting(Weighting::Linear).min_df(1)
}

fn fit(params: VectorizerParams) -> (Vectorizer, SparseRows) {
    let documents: Vec<Document<'_>> = DOCUMENTS.iter().map(|text| Document::of_text(text)).collect();
    params.check().unwrap().fit_transform(&documents).unwrap()
}

fn terms(vectorizer: &Vectorizer) -> Vec<&str> {
    (0..vectorizer.words().vocabulary().len())
        .filter_map(|column| vectorizer.words().vocabulary().term(column))
        .collect()
}

fn assert_close(rows: &SparseRows, expected: &Array2<f64>) {
    let dense = rows.to_dense();
    assert_eq!(dense.dim(), expected.dim());
    let worst = (&dense - expected).iter().fold(0.0_f64, |worst, gap| worst.max(gap.abs()));
    assert!(worst < 1e-6, "off by {worst}: {dense}");
}

#[test]
fn single_words_with_linear_counts() {
    let (vectorizer, rows) = fit(params(1));
    assert_eq!(terms(&vectorizer), ["and", "banks", "chips", "fell", "gained", "phones", "raised", "rates"]);
    assert_close(
        &rows,
        &array![
            [
                0.299_418_663_1,
                0.739_683_233_3,
                0.0,
                0.0,
                0.369_841_616_6,
                0.0,
                0.299_418_663_1,
                0.369_841_616_6
            ],
            [
                0.351_302_045_7,
                0.0,
                0.433_927_916_1,
                0.433_927_916_1,
                0.433_927_916_1,
                0.0,
                0.351_302_045_7,
                0.433_927_916_1
            ],
            [0.551_437_311, 0.0, 0.340_567_392_3, 0.340_567_392_3, 0.0, 0.681_134_784_5, 0.0, 0.0],
            [0.0, 0.613_666_744, 0.0, 0.0, 0.0, 0.613_666_744, 0.496_816_117_5, 0.0],
        ],
    );
    assert_close(
        &vectorizer.transform(&[Document::of_text(NEW_DOCUMENT)]),
        &array![[0.423_441_934_1, 0.0, 0.0, 0.0, 0.523_035_030_2, 0.523_035_030_2, 0.0, 0.523_035_030_2]],
    );
}

#[test]
fn pairs_with_sublinear_counts_and_a_minimum_document_frequency() {
    let (vectorizer, rows) = fit(params(2).weighting(Weighting::Sublinear).min_df(2));
    assert_eq!(
        terms(&vectorizer),
        ["and", "banks", "chips", "fell", "gained", "phones", "raised", "raised rates", "rates"]
    );
    assert_close(
        &rows,
        &array![
            [
                0.302_185_242_8,
                0.631_982_242_3,
                0.0,
                0.0,
                0.373_258_893,
                0.0,
                0.302_185_242_8,
                0.373_258_893,
                0.373_258_893
            ],
            [
                0.322_269_221_2,
                0.0,
                0.398_066_602,
                0.398_066_602,
                0.398_066_602,
                0.0,
                0.322_269_221_2,
                0.398_066_602,
                0.398_066_602
            ],
            [0.527_769_538_7, 0.0, 0.385_022_864_4, 0.385_022_864_4, 0.0, 0.651_900_377_2, 0.0, 0.0, 0.0],
            [0.0, 0.613_666_744, 0.0, 0.0, 0.0, 0.613_666_744, 0.496_816_117_5, 0.0, 0.0],
        ],
    );
}

#[test]
fn a_maximum_document_frequency() {
    let (vectorizer, rows) = fit(params(1).max_df(0.5));
    assert_eq!(terms(&vectorizer), ["banks", "chips", "fell", "gained", "phones", "rates"]);
    assert_close(
        &rows,
        &array![
            [0.816_496_580_9, 0.0, 0.0, 0.408_248_290_5, 0.0, 0.408_248_290_5],
            [0.0, 0.5, 0.5, 0.5, 0.0, 0.5],
            [0.0, 0.408_248_290_5, 0.408_248_290_5, 0.0, 0.816_496_580_9, 0.0],
            [0.5_f64.sqrt(), 0.0, 0.0, 0.0, 0.5_f64.sqrt(), 0.0],
        ],
    );
}

/// By hand: `and` occurs four times, `banks`, `phones` and `raised` three times each; of those the first by name stays.
#[test]
fn a_maximum_of_features_keeps_the_most_frequent() {
    let (vectorizer, _) = fit(params(1).max_features(Some(2)));
    assert_eq!(terms(&vectorizer), ["and", "banks"]);
}

/// The IDF is the training corpus's: a batch of one document has the weights that it would have in any batch.
#[test]
fn the_idf_is_frozen_at_training() {
    let (vectorizer, rows) = fit(params(1));
    for (index, text) in DOCUMENTS.iter().enumerate() {
        let alone = vectorizer.transform(&[Document::of_text(text)]);
        assert_eq!(alone.row(0), rows.row(index));
        let (columns, values) = vectorizer.transform_one(&mut Scratch::default(), &Document::of_text(text));
        assert_eq!(
            (columns.as_slice(), values.as_slice()),
            (rows.row(index).columns, rows.row(index).values)
        );
    }
}

#[test]
fn parameters_out_of_range_are_named() {
    let message = |params: VectorizerParams| params.check().unwrap_err().to_string();
    assert!(message(params(0)).contains("1 to 5"));
    assert!(message(params(6)).contains("1 to 5"));
    assert!(message(params(1).min_df(0)).contains("at least 1"));
    assert!(message(params(1).max_df(0.0)).contains("(0, 1]"));
    assert!(message(params(1).max_df(f64::NAN)).contains("(0, 1]"));
    assert!(message(params(1).max_features(Some(0))).contains("at least 1"));
}

#[test]
fn a_corpus_without_a_usable_term_is_refused() {
    let error =
        params(1).min_df(5).check().unwrap().fit_transform(&[Document::of_text("one two")]).unwrap_err();
    assert!(error.to_string().contains("--min-df"));
}

#[test]
fn public_types_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<Vectorizer>();
    check::<VectorizerParams>();
    check::<Scratch>();
    check::<super::Vocabulary>();
    check::<super::TfIdf>();
}

/// With many more buckets than terms each term has its own, and rows hold the values that a vocabulary gives, in another order.
#[test]
fn hashed_rows_are_those_of_a_vocabulary() {
    let sorted = |row: super::Row<'_>| {
        let mut values = row.values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    for params in [params(1), params(2), params(3).min_df(2)] {
        let (by_texts, rows) = fit(params.clone());
        let (by_hashes, hashed_rows) = fit(params.hash_features(Some(1 << 16)));
        assert!(by_hashes.words().vocabulary().is_hashed());
        assert_eq!(by_hashes.n_terms(), by_texts.n_terms());
        let mut scratches = (Scratch::default(), Scratch::default());
        for (index, text) in DOCUMENTS.iter().enumerate() {
            let document = Document::of_text(text);
            let expected = sorted(rows.row(index));
            let close = |values: &[f64]| {
                values.len() == expected.len()
                    && values.iter().zip(&expected).all(|(a, b)| (a - b).abs() < 1e-12)
            };
            assert!(close(&sorted(hashed_rows.row(index))), "{text}");
            assert!(close(&sorted(by_hashes.transform_in(&mut scratches.0, &document))), "{text}");
            assert!(close(&sorted(by_texts.transform_in(&mut scratches.1, &document))), "{text}");
        }
    }
}

/// Any number of terms share the buckets there are; those of too few documents are not kept.
#[test]
fn buckets_bound_the_columns() {
    let texts: Vec<String> = (0..3000).map(|n| format!("w{n} w{}", n + 1)).collect();
    let documents: Vec<Document<'_>> = texts.iter().map(|text| Document::of_text(text)).collect();
    let params = params(2).hash_features(Some(1 << 10)).check().unwrap();
    let (vectorizer, rows) = params.fit_transform(&documents).unwrap();
    assert!((900..=1024).contains(&vectorizer.n_terms()), "{}", vectorizer.n_terms());
    assert_eq!(rows.n_rows(), 3000);
    assert_eq!(vectorizer.term(0), None);
}

#[test]
fn hashing_has_its_limits() {
    let message = |params: VectorizerParams| params.check().unwrap_err().to_string();
    assert!(message(params(1).hash_features(Some(1000))).contains("take 1024"));
    assert!(message(params(1).hash_features(Some(0))).contains("take 1024"));
    assert!(message(params(1).hash_features(Some(3_000_000_000))).contains("take 268435456"));
    let characters = Some(CharacterRange { min_n: 3, max_n: 4 });
    let both =
        params(1).hash_features(Some(1 << 12)).with_analyzer(|analyzer| analyzer.characters = characters);
    assert!(message(both).contains("not hashed"));
}
