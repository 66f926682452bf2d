"""The conventions of scikit-learn: what its own tools do with the estimators."""

import pickle
import warnings

import joblib
import numpy as np
import pytest
from sklearn.base import clone, is_classifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import GridSearchCV, cross_val_predict, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from slugline import NotFittedError, SluglineError, Summarizer, TopicClassifier


@pytest.fixture(scope="module")
def fitted(texts, topics):
    return TopicClassifier("complement").fit(texts, topics)


def test_cross_validation(texts, topics):
    """Ten topics: by chance one in ten is right. The reference for what can be reached is the command's own report on these samples."""
    scores = cross_val_score(TopicClassifier("complement"), texts, topics, cv=3)
    assert len(scores) == 3 and scores.min() > 0.75
    probabilities = cross_val_predict(TopicClassifier("complement"), texts, topics, cv=3, method="predict_proba")
    assert probabilities.shape == (len(texts), 10)
    parallel = cross_val_score(TopicClassifier("complement", n_jobs=1), texts, topics, cv=3, n_jobs=2)
    assert (parallel == scores).all()


def test_grid_search_over_algorithms(texts, topics):
    grid = {"algorithm": ["multinomial", "complement", "discriminative"], "ngrams": [1, 2]}
    search = GridSearchCV(TopicClassifier(), grid, cv=2).fit(texts, topics)
    assert search.best_params_["algorithm"] in grid["algorithm"]
    assert search.best_score_ == max(search.cv_results_["mean_test_score"])
    assert not np.isnan(search.cv_results_["mean_test_score"]).any()
    assert search.best_estimator_.predict(texts[:3]).tolist() == search.predict(texts[:3]).tolist()


def test_pipelines(texts, topics):
    lower = FunctionTransformer(lambda texts: [text.lower() for text in texts])
    lines = make_pipeline(Summarizer(max_chars=0, sentences=3), TopicClassifier("complement")).fit(texts, topics)
    assert lines.score(texts, topics) > 0.9
    assert make_pipeline(lower, TopicClassifier("complement")).fit(texts, topics).predict(texts[:1]).shape == (1,)


def test_meta_estimators_take_it(texts, topics):
    wrapped = OneVsRestClassifier(TopicClassifier("complement")).fit(texts, topics)
    assert wrapped.score(texts, topics) > 0.8


def test_clones_are_new_and_alike(fitted):
    fresh = clone(fitted)
    assert fresh.get_params() == fitted.get_params() and not hasattr(fresh, "classes_")
    with pytest.raises(NotFittedError):
        fresh.predict(["a"])
    parameters = {"alpha": np.float64(0.25), "prior": {"a": 1}, "characters": (3, 4)}
    given = TopicClassifier("complement", **parameters)
    assert all(getattr(clone(given), name) == value for name, value in parameters.items())
    assert given.alpha is parameters["alpha"] and given.prior is parameters["prior"], "stored as they are"


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(fitted, texts, protocol):
    again = pickle.loads(pickle.dumps(fitted, protocol))
    assert (again.predict_proba(texts) == fitted.predict_proba(texts)).all()
    assert again.classes_.tolist() == fitted.classes_.tolist()
    assert pickle.dumps(again, protocol) == pickle.dumps(fitted, protocol)


def test_joblib(fitted, texts, tmp_path):
    joblib.dump(fitted, tmp_path / "model.joblib")
    again = joblib.load(tmp_path / "model.joblib")
    assert (again.predict_proba(texts) == fitted.predict_proba(texts)).all()
    halves = joblib.Parallel(n_jobs=2)(joblib.delayed(fitted.predict)(half) for half in (texts[:100], texts[100:]))
    assert np.concatenate(halves).tolist() == fitted.predict(texts).tolist()


def test_files(fitted, texts, tmp_path):
    fitted.save(tmp_path / "topics.slug")
    again = TopicClassifier.load(tmp_path / "topics.slug")
    assert (again.predict_proba(texts) == fitted.predict_proba(texts)).all()
    assert again.inspect() == fitted.inspect()


def test_tells_what_it_is(fitted):
    assert is_classifier(fitted)
    assert repr(TopicClassifier("complement", ngrams=1)) == "TopicClassifier(algorithm='complement', ngrams=1)"
    assert fitted.classes_.tolist() == sorted(set(fitted.classes_))


def test_scores_are_accuracies(fitted, test_rows):
    texts, topics = [row["text"] for row in test_rows], [row["label"] for row in test_rows]
    weights = np.arange(len(texts))
    told = fitted.predict(texts)
    assert fitted.score(texts, topics) == accuracy_score(topics, told)
    assert fitted.score(texts, topics, weights) == pytest.approx(accuracy_score(topics, told, sample_weight=weights))


def test_probabilities(fitted, texts):
    probabilities = fitted.predict_proba(texts)
    assert np.allclose(probabilities.sum(axis=1), 1) and (probabilities >= 0).all()
    assert (fitted.classes_[probabilities.argmax(axis=1)] == fitted.predict(texts)).all()
    assert fitted.predict_proba([]).shape == (0, 10) and fitted.predict([]).shape == (0,)


@pytest.mark.parametrize("kind", [int, np.int64, np.uint8, bool, np.bool_, float, np.str_])
def test_labels_keep_their_type(texts, topics, kind):
    """The reference is `numpy.unique`, which scikit-learn's classifiers take for their classes."""
    number = {topic: place for place, topic in enumerate(sorted(set(topics)))}
    y = np.array([kind(number[topic] % 2 if kind in (bool, np.bool_) else 9 + number[topic]) for topic in topics])
    classifier = TopicClassifier("complement").fit(texts, y)
    expected = np.unique(y)
    assert classifier.classes_.dtype == expected.dtype and (classifier.classes_ == expected).all()
    assert classifier.predict(texts).dtype == expected.dtype
    assert classifier.score(texts, y) > 0.9
    named = TopicClassifier("complement").fit(texts, [str(label) for label in y.tolist()])
    assert named.predict(texts).tolist() == [str(label) for label in classifier.predict(texts).tolist()]


def test_several_topics(texts, topics):
    y = [[topic, "New"] if place % 3 == 0 else [topic] for place, topic in enumerate(topics)]
    y[0] = []
    classifier = TopicClassifier("discriminative").fit(texts, y)
    told = classifier.predict(texts)
    assert all(isinstance(labels, list) and set(labels) <= set(classifier.classes_) for labels in told)
    assert classifier.predict_proba(texts).shape == (len(texts), 11)
    assert 0.3 < classifier.score(texts, y) <= 1.0
    again = pickle.loads(pickle.dumps(classifier))
    assert again.predict(texts).tolist() == told.tolist()


def test_learning_more_adds_up(texts, topics):
    """Sums are exact, so that the order of what comes after the first training makes no difference."""
    first, rest = slice(0, 300), range(300, len(texts))
    there = TopicClassifier("multinomial").partial_fit(texts[first], topics[first])
    back = clone(there).partial_fit(texts[first], topics[first])
    for place in rest:
        there.partial_fit([texts[place]], [topics[place]])
    order = list(reversed(rest))
    back.partial_fit([texts[place] for place in order], [topics[place] for place in order])
    assert there.model_.to_bytes() == back.model_.to_bytes()


def test_learning_more_classes():
    ships, sport = ["The ferry sails", "A ferry in the harbour"], ["A goal was scored", "The goal was late"]
    classifier = TopicClassifier("complement", min_df=1)
    classifier.partial_fit(ships + sport, [1, 1, 3, 3], classes=[1, 2, 3, 10])
    assert classifier.classes_.tolist() == [1, 2, 3, 10]
    assert (classifier.predict_proba(ships)[:, [1, 3]] == 0).all()
    classifier.partial_fit(["No ferry and no goal", "Harbour goal"], [10, 2])
    assert classifier.classes_.tolist() == [1, 2, 3, 10]
    assert (classifier.predict_proba(ships) > 0).all()
    with pytest.raises(SluglineError, match="not in classes"):
        classifier.partial_fit(ships, [1, 7], classes=[1, 2])
    with pytest.raises(SluglineError, match="another type"):
        classifier.partial_fit(ships, ["1", "7"])
    assert classifier.classes_.tolist() == [1, 2, 3, 10], "nothing was changed"


def test_only_sums_learn_more(texts, topics):
    for algorithm in ("auto", "discriminative"):
        with pytest.raises(SluglineError, match="partial_fit"):
            TopicClassifier(algorithm).partial_fit(texts, topics)
        with pytest.raises(SluglineError, match="partial_fit"):
            TopicClassifier("discriminative").fit(texts, topics).partial_fit(texts, topics)


def test_a_class_of_empty_articles_only():
    texts, y = ["The ferry sails", "A ferry in the harbour", "A goal was scored", "The goal was late", " "], [1, 1, 2, 2, 3]
    classifier = TopicClassifier("complement", min_df=1).fit(texts, y)
    assert classifier.classes_.tolist() == [1, 2, 3]
    assert (classifier.predict_proba(texts)[:, 2] == 0).all()


def test_works_without_scikit_learn(texts, topics, tmp_path):
    """In a process of its own, where importing scikit-learn fails."""
    import subprocess
    import sys

    program = """
import sys
sys.modules["sklearn"] = None
from slugline import NotFittedError, Summarizer, TopicClassifier
classifier = TopicClassifier("complement", min_df=1, alpha=0.5)
assert repr(classifier) == "TopicClassifier(algorithm='complement', alpha=0.5, min_df=1)", repr(classifier)
try:
    classifier.predict(["a"])
except NotFittedError:
    pass
texts = ["The ferry sails", "A ferry in the harbour", "A goal was scored", "The goal was late"]
assert classifier.fit(texts, ["a", "a", "b", "b"]).score(texts, ["a", "a", "b", "b"]) == 1.0
assert classifier.set_params(alpha=1.0).get_params()["alpha"] == 1.0
assert Summarizer().fit_transform(texts).shape == (4,)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_is_warned_of(texts, topics):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        TopicClassifier("complement").fit(texts, topics).predict(texts)
        Summarizer().fit(texts).transform(texts)
