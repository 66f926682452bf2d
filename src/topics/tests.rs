//! Naive Bayes held to linfa-bayes and scikit-learn, and a model from training to bytes and back.
//!
//! Expected values of scikit-learn 1.9.1 were computed by `tests/oracles/naive_bayes.py`.

use linfa::ParamGuard;
use linfa::dataset::{Dataset, DatasetBase};
use linfa::traits::{Fit, FitWith, Predict};
use ndarray::{Array1, Array2, array};
use proptest::prelude::*;

use super::{
    Algorithm, AlgorithmChoice, Audit, ClassSums, CrossValidation, NaiveBayes, NaiveBayesParams, TopicModel,
    TrainingSettings, evaluate, examples, train,
};
use crate::article::Article;
use crate::features::{Document, Scratch, SparseRows, VectorizerParams};

fn counts() -> (Array2<f64>, Array1<usize>) {
    let counts = array![
        [2.0, 1.0, 0.0, 0.0],
        [1.0, 0.0, 3.0, 0.0],
        [0.0, 2.0, 0.0, 1.0],
        [4.0, 0.0, 1.0, 1.0],
        [0.0, 0.0, 0.0, 5.0]
    ];
    (counts, array![0, 0, 1, 1, 2])
}

fn probes() -> SparseRows {
    SparseRows::from_dense(&array![[1.0, 1.0, 0.0, 0.0], [0.0, 0.0, 2.0, 1.0], [0.0, 0.0, 0.0, 0.0]])
}

fn fit(params: &NaiveBayesParams) -> NaiveBayes {
    let (counts, labels) = counts();
    params.fit(&DatasetBase::new(SparseRows::from_dense(&counts), labels)).unwrap()
}

fn assert_close(found: &Array2<f64>, expected: &Array2<f64>, tolerance: f64) {
    assert_eq!(found.dim(), expected.dim());
    let worst = (found - expected).iter().fold(0.0_f64, |worst, gap| worst.max(gap.abs()));
    assert!(worst < tolerance, "off by {worst}: {found}");
}

#[test]
fn multinomial_is_scikit_learn_s() {
    let model = fit(&NaiveBayesParams::new(Algorithm::Multinomial, 3).alpha(0.5));
    let expected = array![
        [-3.652_511_809_9, -3.291_713_148_8, -6.887_552_571_7],
        [-5.695_585_707_5, -6.382_755_602_2, -7.128_714_628_5],
        [-0.916_290_731_9, -0.916_290_731_9, -1.609_437_912_4]
    ];
    assert_close(&model.joint_log_likelihood(&probes()), &expected, 1e-6);
    let expected = array![
        [0.404_230_969_6, 0.579_859_065_1, 0.015_909_965_3],
        [0.574_198_206_2, 0.288_820_315_4, 0.136_981_478_4],
        [0.4, 0.4, 0.2]
    ];
    assert_close(&model.predict_proba(&probes()), &expected, 1e-6);
}

#[test]
fn multinomial_without_prior_is_scikit_learn_s() {
    let model = fit(&NaiveBayesParams::new(Algorithm::Multinomial, 3).alpha(1.0).fit_prior(false));
    let expected = array![
        [-3.814_961_292_6, -3.520_460_802_5, -5.493_061_443_3],
        [-5.519_709_384_8, -6.308_553_711_3, -5.898_526_551_4],
        [-1.098_612_288_7, -1.098_612_288_7, -1.098_612_288_7]
    ];
    assert_close(&model.joint_log_likelihood(&probes()), &expected, 1e-6);
}

#[test]
fn complement_is_scikit_learn_s() {
    let model = fit(&NaiveBayesParams::new(Algorithm::Complement, 3).alpha(0.5));
    let expected = array![
        [3.124_809_315_8, 3.619_886_582_6, 2.513_077_526_8],
        [5.491_932_93, 3.706_897_959_6, 4.746_669_748_3],
        [0.0, 0.0, 0.0]
    ];
    assert_close(&model.joint_log_likelihood(&probes()), &expected, 1e-6);
    let expected = array![
        [0.314_165_497_9, 0.515_427_77, 0.170_406_732_1],
        [0.608_864_864_9, 0.102_162_162_2, 0.288_972_973],
        [1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0]
    ];
    assert_close(&model.predict_proba(&probes()), &expected, 1e-6);
}

#[test]
fn normalized_complement_is_scikit_learn_s() {
    let model = fit(&NaiveBayesParams::new(Algorithm::Complement, 3).alpha(1.0).norm(true));
    let expected = array![
        [0.505_306_703_9, 0.594_174_417, 0.434_785_070_5],
        [0.856_028_514_2, 0.643_495_349_8, 0.803_855_011_8],
        [0.0, 0.0, 0.0]
    ];
    assert_close(&model.joint_log_likelihood(&probes()), &expected, 1e-6);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// The oracle is linfa-bayes 0.8.1 on the same dense data; it prints its weights while it fits.
    #[test]
    fn multinomial_is_linfa_bayes_s(
        cells in proptest::collection::vec(0_u8..6, 24),
        probe in proptest::collection::vec(0_u8..4, 4),
        alpha in 0.05_f64..3.0,
    ) {
        let records = Array2::from_shape_vec((6, 4), cells.into_iter().map(f64::from).collect()).unwrap();
        let labels = array![0_usize, 1, 2, 0, 1, 2];
        let probe = Array2::from_shape_vec((1, 4), probe.into_iter().map(f64::from).collect()).unwrap();
        let oracle = linfa_bayes::MultinomialNbParams::new().alpha(alpha).fit(&Dataset::new(records.clone(), labels.clone())).unwrap();
        let model = NaiveBayesParams::new(Algorithm::Multinomial, 3)
            .alpha(alpha)
            .fit(&DatasetBase::new(SparseRows::from_dense(&records), labels))
            .unwrap();
        let ours = model.joint_log_likelihood(&SparseRows::from_dense(&probe));
        let theirs = linfa_bayes::NaiveBayes::joint_log_likelihood(&oracle, probe.view());
        for topic in 0..3_usize {
            prop_assert!((ours[(0, topic)] - theirs[&topic][0]).abs() < 1e-9);
        }
    }

    /// Learning in two parts gives the model of learning at once, whatever the parts.
    #[test]
    fn learning_in_parts_is_learning_at_once(cut in 1_usize..5) {
        let (counts, labels) = counts();
        for algorithm in [Algorithm::Multinomial, Algorithm::Complement] {
            let params = NaiveBayesParams::new(algorithm, 3).check().unwrap();
            let part = |from: usize, to: usize| {
                let rows = SparseRows::from_dense(&counts.slice(ndarray::s![from..to, ..]).to_owned());
                DatasetBase::new(rows, labels.slice(ndarray::s![from..to]).to_owned())
            };
            let first = params.fit_with(None, &part(0, cut)).unwrap();
            let both = params.fit_with(Some(first), &part(cut, 5)).unwrap();
            prop_assert_eq!(both, params.fit(&part(0, 5)).unwrap());
        }
    }
}

#[test]
fn predictions_go_through_linfa_and_ties_to_the_first_topic() {
    let model = fit(&NaiveBayesParams::new(Algorithm::Complement, 3));
    let predicted: Array1<usize> = model.predict(&DatasetBase::new(probes(), Array1::<usize>::zeros(3)));
    assert_eq!(predicted, array![1, 0, 0]);
}

#[test]
fn parameters_out_of_range_are_named() {
    for alpha in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = NaiveBayesParams::new(Algorithm::Multinomial, 2).alpha(alpha).check().unwrap_err();
        assert!(error.to_string().contains("alpha"), "{error}");
    }
    assert!(NaiveBayesParams::new(Algorithm::Multinomial, 0).check().is_err());
    let nothing = ClassSums::new(2, 3);
    assert!(NaiveBayesParams::new(Algorithm::Multinomial, 2).check().unwrap().fit_sums(nothing).is_err());
}

#[test]
fn rows_and_labels_of_different_number_are_refused() {
    let rows = SparseRows::from_dense(&array![[1.0], [2.0]]);
    let params = NaiveBayesParams::new(Algorithm::Multinomial, 2);
    assert!(params.fit(&DatasetBase::new(rows, array![0_usize])).is_err());
}

fn labelled() -> Vec<Article> {
    let article = |label: &str, text: &str| Article {
        text: text.to_owned(),
        labels: vec![label.to_owned()],
        ..Article::default()
    };
    vec![
        article("sea", "The ferry left the harbour at dawn with forty lorries."),
        article("sky", "The pilot landed the glider on a meadow near the airfield."),
        article("sea", "A trawler lost its nets outside the harbour in a storm."),
        article("sky", "The airfield closed its runway while a pilot was rescued."),
        article("sea", "Dockers at the harbour refused to unload the ferry."),
        article("sky", "Two gliders and a pilot trainer shared one runway."),
    ]
}

fn settings() -> TrainingSettings {
    TrainingSettings { vectorizer: VectorizerParams::default().min_df(1), ..TrainingSettings::default() }
}

#[test]
fn a_model_learns_what_it_was_shown() {
    let articles = labelled();
    let (examples, report) = examples(&articles, &[]);
    assert_eq!((examples.len(), report.n_unlabelled), (6, 0));
    let model = train(&examples, &settings()).unwrap();
    assert_eq!(model.topics(), ["sea", "sky"]);
    let result = model.classify(&mut Scratch::default(), &Document::of_text("A ferry in the harbour"));
    assert_eq!(result.best(), 0);
    assert!((result.probabilities.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((evaluate(&model, &examples).evaluation.accuracy - 100.0).abs() < 1e-9);
    assert_eq!(
        CrossValidation::new(&examples, &settings(), 3, None)
            .unwrap()
            .assess()
            .unwrap()
            .assessment
            .evaluation
            .rows,
        6
    );
}

#[test]
fn without_a_known_word_the_prior_speaks() {
    let mut articles = labelled();
    articles.truncate(5);
    let model = train(&examples(&articles, &[]).0, &settings()).unwrap();
    let result = model.classify(&mut Scratch::default(), &Document::of_text("xylophone"));
    assert_eq!(result.n_known_words, 0);
    assert!((result.probabilities[0] - 0.6).abs() < 1e-12);
}

#[test]
fn data_that_cannot_be_learnt_from_are_explained() {
    let mut articles = labelled();
    for article in &mut articles {
        article.labels = vec!["sea".to_owned()];
    }
    let message = train(&examples(&articles, &[]).0, &settings()).unwrap_err().to_string();
    assert!(message.contains("at least two") && message.contains("--label-column"), "{message}");
    assert!(train(&[], &settings()).is_err());
    articles[0].labels.clear();
    articles[1].text.clear();
    let (examples, report) = examples(&articles, &[]);
    assert_eq!((examples.len(), report.n_unlabelled, report.n_empty), (4, 1, 1));
    assert!(CrossValidation::new(&examples, &settings(), 1, None).is_err());
}

#[test]
fn algorithms_go_by_name() {
    assert_eq!("auto".parse::<AlgorithmChoice>().unwrap(), AlgorithmChoice::Auto);
    assert_eq!(
        "complement".parse::<AlgorithmChoice>().unwrap(),
        AlgorithmChoice::NaiveBayes(Algorithm::Complement)
    );
    assert!("bayes".parse::<AlgorithmChoice>().is_err());
}

#[test]
fn public_types_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<NaiveBayes>();
    check::<NaiveBayesParams>();
    check::<TopicModel>();
    check::<ClassSums>();
    check::<Audit<'_>>();
}
