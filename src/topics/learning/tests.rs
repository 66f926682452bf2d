//! What learning more changes, and what it refuses. That the bytes are the same is tested where there are bytes: in `store`.

use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use ndarray::Array1;

use super::*;
use crate::article::{Article, Span};
use crate::features::{Document, Scratch, VectorizerParams};
use crate::topics::{
    Algorithm, AlgorithmChoice, ModelWeights, NaiveBayesParams, TrainingSettings, examples, train,
};

fn article(id: &str, label: &str, text: &str) -> Article {
    Article { id: id.to_owned(), text: text.to_owned(), labels: vec![label.to_owned()], ..Article::default() }
}

fn first() -> Vec<Article> {
    vec![
        article("s1", "sea", "The ferry left the harbour at dawn with forty lorries."),
        article("k1", "sky", "The pilot landed the glider on a meadow near the airfield."),
        article("s2", "sea", "A trawler lost its nets outside the harbour in a storm."),
        article("k2", "sky", "The airfield closed its runway while a pilot was rescued."),
        article("s3", "sea", "Dockers at the harbour refused to unload the ferry."),
        article("k3", "sky", "Two gliders and a pilot trainer shared one runway."),
    ]
}

fn later() -> Vec<Article> {
    vec![
        article("f1", "farm", "Lorries took the harvest from the meadow to the dockers."),
        article("s4", "sea", "A storm kept the ferry and the trawler in the harbour."),
        article("f2", "farm", "The meadow was mown at dawn, before the storm."),
    ]
}

fn model_of(articles: &[Article], algorithm: Algorithm) -> TopicModel {
    let settings = TrainingSettings {
        algorithm: AlgorithmChoice::NaiveBayes(algorithm),
        alpha: Some(0.3),
        vectorizer: VectorizerParams::default().min_df(1),
        ..TrainingSettings::default()
    };
    train(&examples(articles, &[]).0, &settings).unwrap()
}

fn learn(
    model: TopicModel,
    added: &[Article],
    forgotten: &[Article],
) -> Result<(TopicModel, LearningReport)> {
    learn_more(model, &examples(added, &[]).0, &examples(forgotten, &[]).0)
}

/// Without what it was trained on, as a model is whose weights follow from no sums.
fn without_sums(model: TopicModel) -> TopicModel {
    let learnt = Learnt { sums: None, ..model.learnt().clone() };
    model.with_learnt(learnt).with_files(vec!["b.csv".to_owned(), "a.csv".to_owned(), "b.csv".to_owned()])
}

#[test]
fn a_new_topic_is_put_in_its_place_and_known_again() {
    for algorithm in [Algorithm::Multinomial, Algorithm::Complement] {
        let (model, report) = learn(model_of(&first(), algorithm), &later(), &[]).unwrap();
        assert_eq!(model.topics(), ["farm", "sea", "sky"]);
        assert_eq!(model.provenance().n_documents, [2, 4, 3]);
        assert_eq!((report.n_added, report.n_forgotten, report.n_without_known_terms), (3, 0, 0));
        assert_eq!((report.new_topics, report.gone_topics), (vec!["farm".to_owned()], vec![]));
        let history = &model.provenance().history;
        assert_eq!((history.n_first, history.n_added, history.n_forgotten), (6, 3, 0));
        assert_eq!(
            history.topics.iter().map(|(t, n)| (t.as_str(), *n)).collect::<Vec<_>>(),
            [("farm", 2), ("sea", 1)]
        );
        let result =
            model.classify(&mut Scratch::default(), &Document::of_text("A mown meadow and lorries at dawn"));
        assert_eq!(result.best(), 0);
    }
}

/// The expectation is naive Bayes fitted on all rows in one go, by the estimator that is held to scikit-learn.
#[test]
fn the_weights_are_those_of_all_articles_together() {
    for algorithm in [Algorithm::Multinomial, Algorithm::Complement] {
        let model = model_of(&first(), algorithm);
        let all = [first(), later()].concat();
        let rows = rows_of(&model, &examples(&all, &[]).0);
        let targets = Array1::from_vec(vec![1_usize, 2, 1, 2, 1, 2, 0, 1, 0]);
        let oracle =
            NaiveBayesParams::new(algorithm, 3).alpha(0.3).fit(&DatasetBase::new(rows, targets)).unwrap();
        let (model, _) = learn(model, &later(), &[]).unwrap();
        assert_eq!(model.weights().as_slice(), oracle.to_linear().weights());
        assert_eq!(model.intercepts(), oracle.intercepts().to_vec());
    }
}

#[test]
fn a_topic_goes_with_its_last_article() {
    let (model, _) = learn(model_of(&first(), Algorithm::Complement), &later(), &[]).unwrap();
    let sky: Vec<Article> = first().into_iter().filter(|article| article.labels == ["sky"]).collect();
    let (model, report) = learn(model, &[], &sky).unwrap();
    assert_eq!(model.topics(), ["farm", "sea"]);
    assert_eq!(report.gone_topics, ["sky"]);
    assert_eq!(model.provenance().history.topics.get("sky"), Some(&-3));
    let (model, report) = learn(model, &sky[..1], &later()).unwrap();
    assert_eq!(
        (model.topics(), report.new_topics, report.gone_topics),
        (&["sea".to_owned(), "sky".to_owned()][..], vec!["sky".to_owned()], vec!["farm".to_owned()])
    );
    let error = learn(model, &[], &sky[..1]).unwrap_err();
    assert!(error.to_string().contains("fewer than two topics"), "{error}");
}

/// A wrong label is mended by forgetting the article with it and learning it with the right one.
#[test]
fn a_label_is_mended() {
    let right = first();
    let mut wrong = first();
    wrong[0].labels = vec!["sky".to_owned()];
    let (mended, _) = learn(model_of(&wrong, Algorithm::Complement), &right[..1], &wrong[..1]).unwrap();
    let never_wrong = model_of(&right, Algorithm::Complement);
    assert_eq!(mended.weights(), never_wrong.weights());
    assert_eq!(mended.provenance().n_documents, never_wrong.provenance().n_documents);
    let history = &mended.provenance().history;
    assert_eq!((history.n_added, history.n_forgotten), (1, 1));
}

#[test]
fn what_was_not_learnt_cannot_be_forgotten() {
    let model = || model_of(&first(), Algorithm::Complement);
    let other_label = article("s1", "sky", &first()[0].text);
    // The same known words, but another article.
    let other_text =
        article("x7", "sea", "The ferry left the harbour at dawn with forty lorries, twelve quokkas.");
    let twice = [first()[0].clone(), first()[0].clone()];
    for (forgotten, named) in [
        (vec![first()[1].clone(), other_label.clone()], "s1: was not learnt with this text as `sky`"),
        (vec![other_text], "x7: "),
        (twice.to_vec(), "s1: "),
        (vec![article("n1", "farm", "A harvest.")], "n1: "),
    ] {
        let error = learn(model(), &[], &forgotten).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        assert!(error.to_string().contains(named), "{error}");
    }
    assert!(learn(model(), &twice[..1], &twice).is_ok(), "what comes in the same go can be taken out");
}

/// A row that was learnt with a line masked does not weigh what it weighs with the line.
#[test]
fn a_row_is_known_with_what_is_counted_of_it() {
    let articles = first();
    let masks = [vec![Span::new(0, 9)]];
    let model = model_of(&articles, Algorithm::Complement);
    let masked = examples(&articles[..1], &masks).0;
    assert!(learn_more(model, &[], &masked).is_err());
    let (model, _) = learn_more(model_of(&articles, Algorithm::Complement), &masked, &[]).unwrap();
    assert!(learn_more(model, &[], &masked).is_ok());
}

#[test]
fn articles_without_a_known_word_count_for_their_topic() {
    let unknown = [article("u", "sea", "Quokkas juggle xylophones.")];
    let (model, report) = learn(model_of(&first(), Algorithm::Multinomial), &unknown, &[]).unwrap();
    assert_eq!((report.n_without_known_terms, model.provenance().n_documents.as_slice()), (1, &[4, 3][..]));
    // By hand: the log of 4 in 7.
    assert!((model.intercepts()[0] - (4.0_f64 / 7.0).ln()).abs() < 1e-12);
}

#[test]
fn without_sums_everything_is_read_again() {
    let model = || without_sums(model_of(&first(), Algorithm::Complement));
    let error = learn(model(), &later(), &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Parameter);
    assert!(error.to_string().ends_with("on `a.csv`, `b.csv`; give their paths with --earlier"), "{error}");

    let (expected, _) = learn(model_of(&first(), Algorithm::Complement), &later(), &first()[..1]).unwrap();
    // Backwards, and with an article that the model never saw: what it learnt is found.
    let mut earlier = first();
    earlier.reverse();
    earlier.insert(2, article("n", "sea", "A lighthouse was sold."));
    let refitted = |earlier: &[Article], forgotten: &[Article]| {
        let of = |articles| examples(articles, &[]).0;
        let added = later();
        refit(model(), &of(earlier), &of(&added), &of(forgotten))
    };
    let (model, report) = refitted(&earlier, &first()[..1]).unwrap();
    assert_eq!(model.weights(), expected.weights());
    assert_eq!((report.n_added, report.n_forgotten), (3, 1));
    assert_eq!(model.provenance().history.n_first, 8, "a first training of 6 + 3 - 1");

    let error = refitted(&earlier[..4], &[]).unwrap_err();
    // Three of the four are the model's.
    assert!(error.to_string().starts_with("3 of the 6 articles"), "{error}");
    assert!(refitted(&earlier, &[article("n", "sea", "A lighthouse was sold.")]).is_err());
}

#[test]
fn only_models_without_sums_name_their_files() {
    let names = || vec!["labelled.csv".to_owned()];
    let model = model_of(&first(), Algorithm::Complement).with_files(names());
    assert!(model.provenance().history.files.is_empty());
    assert_eq!(without_sums(model).with_files(names()).provenance().history.files, names());
}

/// A calibration of curves for `sea` and `sky`, which so few articles do not get by themselves.
fn with_curves(model: TopicModel) -> TopicModel {
    let curves =
        vec![LogisticCurve { slope: 1.0, intercept: -0.5 }, LogisticCurve { slope: 2.0, intercept: 1.5 }];
    let linear = ModelWeights { weights: model.weights().clone(), intercepts: model.intercepts().to_vec() };
    let topics = model.topics().to_vec();
    let (vectorizer, decision, provenance, learnt) = model.into_parts();
    let calibration = Calibration::Platt { curves };
    let model = TopicModel::from_parts(vectorizer, topics, linear, calibration, decision, provenance);
    model.unwrap().with_learnt(learnt)
}

#[test]
fn a_new_topic_gets_the_mean_curve_and_takes_it_along() {
    let model = || with_curves(model_of(&first(), Algorithm::Complement));
    let Calibration::Platt { curves } = model().calibration().clone() else { panic!("curves were given") };
    let (with_farm, _) = learn(model(), &later(), &[]).unwrap();
    // By hand: the means of 1 and 2, and of -0.5 and 1.5; farm is the first by name.
    let mean = LogisticCurve { slope: 1.5, intercept: 0.5 };
    let expected = Calibration::Platt { curves: vec![mean, curves[0], curves[1]] };
    assert_eq!(with_farm.calibration(), &expected);
    let (restored, _) = learn(with_farm, &[], &later()).unwrap();
    assert_eq!(restored.calibration(), model().calibration());
    assert_eq!(restored.provenance(), model().provenance());

    // A topic of the first training goes, and finds its curve again when it comes back.
    let sky: Vec<Article> = first().into_iter().filter(|article| article.labels == ["sky"]).collect();
    let (without_sky, _) = learn(model(), &later(), &sky).unwrap();
    assert_eq!(without_sky.calibration(), &Calibration::Platt { curves: vec![mean, curves[0]] });
    let (restored, _) = learn(without_sky, &sky, &later()).unwrap();
    assert_eq!(restored.calibration(), model().calibration());
    assert_eq!(restored.provenance(), model().provenance());
}

fn settings_of(algorithm: AlgorithmChoice) -> TrainingSettings {
    let vectorizer = VectorizerParams::default().min_df(1);
    TrainingSettings { algorithm, vectorizer, ..TrainingSettings::default() }
}

/// The terms and rows being the same, the recipe makes the same model of them, calibration included.
#[test]
fn a_refit_on_the_same_articles_is_the_same_model() {
    let complement = AlgorithmChoice::NaiveBayes(Algorithm::Complement);
    let mut of_several = first();
    of_several[2].labels.push("sky".to_owned());
    let (one, several) = (first(), of_several);
    let all = [
        (&one, complement),
        (&one, AlgorithmChoice::Discriminative),
        (&one, AlgorithmChoice::Auto),
        (&several, AlgorithmChoice::Discriminative),
    ];
    for (articles, algorithm) in all {
        let examples = examples(articles, &[]).0;
        let model = || train(&examples, &settings_of(algorithm)).unwrap();
        let (again, report) = refit(model(), &examples, &[], &[]).unwrap();
        assert_eq!(report, LearningReport::default());
        assert_eq!(again.weights(), model().weights(), "{algorithm:?}");
        assert_eq!(again.intercepts(), model().intercepts());
        assert_eq!(again.calibration(), model().calibration());
        assert_eq!(again.decision(), model().decision());
        assert_eq!(again.provenance(), model().provenance());
        assert_eq!(again.learnt(), model().learnt());
    }
}

/// More rows than folds: the folds of a re-fit are those of the training, or its calibration would be another.
#[test]
fn a_refit_of_many_articles_calibrates_alike() {
    let words = ["harbour", "ferry", "tide", "quay", "cloud", "wing", "runway", "kite"];
    let text =
        |i: usize| format!("{} {} {}", words[i % 8], words[(i / 2 + i) % 8], words[(i * 5 + i / 7) % 8]);
    let articles: Vec<Article> = (0..60)
        .map(|i| article(&i.to_string(), if (i * 7 + i / 5) % 8 < 4 { "sea" } else { "sky" }, &text(i)))
        .collect();
    let examples = examples(&articles, &[]).0;
    for algorithm in [AlgorithmChoice::Discriminative, AlgorithmChoice::Auto] {
        let model = || train(&examples, &settings_of(algorithm)).unwrap();
        let (again, _) = refit(model(), &examples, &[], &[]).unwrap();
        assert_eq!(again.calibration(), model().calibration());
        assert_eq!(again.decision(), model().decision());
    }
}

#[test]
fn the_discriminative_model_is_fitted_anew() {
    let settings = settings_of(AlgorithmChoice::Discriminative);
    let model = || train(&examples(&first(), &[]).0, &settings).unwrap().with_files(vec!["a.csv".to_owned()]);
    assert!(model().learnt().sums.is_none());
    let error = learn(model(), &later(), &[]).unwrap_err();
    assert!(error.to_string().contains("discriminative"), "{error}");
    assert!(error.to_string().ends_with("on `a.csv`; give its path with --earlier"), "{error}");
    let (earlier, added) = (first(), later());
    let of = |articles| examples(articles, &[]).0;
    let (refitted, report) = refit(model(), &of(&earlier), &of(&added), &of(&earlier[..1])).unwrap();
    assert_eq!(report.new_topics, ["farm"]);
    assert_eq!(refitted.provenance().recipe, model().provenance().recipe);
    assert_eq!(refitted.provenance().n_documents, [2, 3, 3]);
    assert_eq!(refitted.vectorizer().n_terms(), model().vectorizer().n_terms());
    let document = Document::of_text("A mown meadow and lorries at dawn, and the harvest");
    assert_eq!(refitted.classify(&mut Scratch::default(), &document).best(), 0);
    // What it learnt since is part of what has to be there the next time.
    let error = refit(refitted, &of(&earlier), &[], &[]).unwrap_err();
    assert!(error.to_string().starts_with("3 of the 8 articles"), "{error}");
}

#[test]
fn articles_of_several_topics_are_not_added_to_naive_bayes() {
    let mut several = later();
    several[1].labels.push("sky".to_owned());
    let error = learn(model_of(&first(), Algorithm::Complement), &several, &[]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Data);
    assert!(error.to_string().starts_with("s4: has several topics"), "{error}");
}

/// All labels count, in whatever order, each once.
#[test]
fn an_article_is_known_by_all_its_labels() {
    let labelled = |labels: &[&str]| Article {
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        ..first()[0].clone()
    };
    let print = |labels: &[&str]| crate::topics::ledger::digest(&examples(&[labelled(labels)], &[]).0);
    assert_eq!(print(&["sea", "sky"]), print(&["sky", "sea", "sky"]));
    assert_ne!(print(&["sea", "sky"]), print(&["sea"]));
}
