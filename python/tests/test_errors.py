"""What cannot be done is said clearly: which parameter or article, and what would do."""

import numpy as np
import pyarrow
import pytest
import slugline
from slugline import (
    SluglineError,
    SluglineIOError,
    SluglineTypeError,
    SluglineWarning,
    Summarizer,
    TopicClassifier,
    classify_table,
    digest_table,
    summarize_table,
)

TEXTS = ["The ferry sails", "A ferry in the harbour", "A goal was scored", "The goal was late"]
TOPICS = ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("algorithm", "svm"),
        ("algorithm", None),
        ("optimize", "f1"),
        ("alpha", 0),
        ("alpha", float("nan")),
        ("alpha", "1"),
        ("alpha", True),
        ("cost", -1),
        ("balance", 1.5),
        ("prior", "even"),
        ("prior", {"a": 0}),
        ("prior", {}),
        ("prior", {"zoo": 1.0}),
        ("lang", 7),
        ("lang", "xx"),
        ("stems", "yes"),
        ("drop_stop_words", 1),
        ("ngrams", 0),
        ("ngrams", 99),
        ("ngrams", 2.0),
        ("characters", "5-3"),
        ("characters", (3, 99)),
        ("characters", 1.5),
        ("min_df", 0),
        ("max_df", 0.0),
        ("max_df", 1.1),
        ("max_features", 0),
        ("sublinear_tf", "no"),
        ("keep_boilerplate", None),
        ("n_jobs", 0),
        ("n_jobs", 1.5),
    ],
)
def test_parameters_are_named(parameter, value):
    classifier = TopicClassifier(min_df=1).set_params(**{parameter: value})
    with pytest.raises(SluglineError) as raised:
        classifier.fit(TEXTS, TOPICS)
    word = {"lang": "lang", "ngrams": "n"}.get(parameter, parameter)
    assert word in str(raised.value) and "--" not in str(raised.value), raised.value


def test_parameters_of_another_algorithm():
    with pytest.raises(SluglineError, match="'cost'.*algorithm='complement'"):
        TopicClassifier("complement", cost=1.0).fit(TEXTS, TOPICS)
    with pytest.raises(SluglineError, match="'alpha'.*algorithm='discriminative'"):
        TopicClassifier("discriminative", alpha=1.0).fit(TEXTS, TOPICS)


@pytest.mark.parametrize(
    ("X", "reason"),
    [
        ("one text", "give several articles"),
        (None, "give several articles"),
        ({"text": "one"}, "give several articles"),
        (5, "list, an array or a series"),
        (np.array(["a", "b", "c", "d"]).reshape(2, 2), r"got 2D array of shape \(2, 2\)"),
        (np.array(["a", "b"]).reshape(2, 1), r"X\[:, 0\]"),
        (np.array("a"), "scalar"),
        (["a", 5], r"X\[1\] is of the type int"),
        ([b"a", b"b"], r"X\[0\] is of the type bytes"),
        ([["a"], ["b"]], r"X\[0\] is of the type list"),
        ([{"id": 1}, {"id": 2}], "neither a text nor a title"),
        (pyarrow.table({"number": [1, 2]}), "no text or title column"),
        (pyarrow.table({"text": [1, 2]}), "holds numbers"),
    ],
)
def test_articles_that_are_none(X, reason):
    for work in (TopicClassifier.builtin().predict, TopicClassifier.builtin().predict_proba):
        with pytest.raises(SluglineError, match=reason):
            work(X)
    y = [1, 2]
    with pytest.raises(SluglineError, match=reason):
        TopicClassifier("complement").fit(X, y)


def test_articles_that_are_none_in_rows():
    """Where there is a row for every article, one that cannot be read keeps its place, as in the command's output."""
    rows = TopicClassifier.builtin().classify([{"id": "x"}, {"title": "Bank fined"}, "", None, float("nan")])
    assert [row["status"] for row in rows] == ["error", "ok", "empty", "empty", "empty"]
    assert rows[0]["id"] == "x" and "neither a text nor a title" in rows[0]["error"]
    lines = Summarizer().summarize([{"id": "x"}, "The bank was fined on Monday."])
    assert [row["status"] for row in lines] == ["error", "ok"]


def test_texts_that_utf_8_has_no_form_for():
    rows = TopicClassifier.builtin().explain(["A bank \ud800 was fined", {"text": "A bank \ud800 was fined"}], with_text=True)
    assert all("\ufffd" in row["text"] for row in rows)


@pytest.mark.parametrize(
    ("y", "reason"),
    [
        (None, "requires y"),
        (["a"] * 3, r"\[4, 3\]"),
        (["a"] * 4, "at least two"),
        (["a", "a", None, "b"], r"y\[2\] is missing"),
        ([1.0, 1.0, float("nan"), 2.0], r"y\[2\] is missing"),
        ([0.5, 1.5, 0.5, 1.5], "Unknown label type"),
        ([1, 1, "b", "b"], "several types"),
        (["a", ["a"], "b", "b"], "lists of labels"),
        ([["a"], [1], ["b"], ["b"]], "labels are texts"),
        (np.array([[1, 2], [1, 2], [1, 2], [2, 1]]), "1d array"),
        ("aabb", "one text"),
    ],
)
def test_labels_that_are_none(y, reason):
    with pytest.raises(SluglineError, match=reason):
        TopicClassifier("complement", min_df=1).fit(TEXTS, y)


def test_nothing_to_learn_from():
    with pytest.raises(SluglineError, match="no article|0 sample"):
        TopicClassifier().fit([], [])
    with pytest.raises(SluglineError):
        TopicClassifier().fit(["", " ", "", ""], TOPICS)
    with pytest.raises(SluglineError):
        TopicClassifier("complement").fit(["a", "b", "c", "d"], TOPICS)


def test_several_labels_are_not_for_naive_bayes():
    with pytest.raises(SluglineError) as raised:
        TopicClassifier("complement", min_df=1).fit(TEXTS, [["a", "b"], ["a"], ["b"], []])
    assert "--" not in str(raised.value)


def test_models_that_are_none(tmp_path):
    with pytest.raises(SluglineIOError) as raised:
        TopicClassifier.load(tmp_path / "absent.slug")
    assert isinstance(raised.value, OSError) and "absent.slug" in str(raised.value)
    (tmp_path / "damaged.slug").write_bytes(b"no model")
    with pytest.raises(SluglineError, match="damaged.slug"):
        TopicClassifier.load(tmp_path / "damaged.slug")
    with pytest.raises(SluglineTypeError, match="a model is"):
        classify_table(pyarrow.table({"text": ["a"]}), model=5)
    with pytest.raises(slugline.NotFittedError, match="not fitted"):
        classify_table(pyarrow.table({"text": ["a"]}), model=TopicClassifier())
    with pytest.raises(SluglineIOError):
        TopicClassifier.builtin().save(tmp_path / "no" / "folder.slug")
    with pytest.raises(SluglineError):
        slugline._native.Model.from_bytes(b"")


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"max_chars": -1}, "max_chars"),
        ({"max_chars": "160"}, "max_chars"),
        ({"sentences": 0}, "sentences"),
        ({"sentences": 101}, "sentences"),
        ({"allow_echo": 1}, "allow_echo"),
        ({"keep_boilerplate": "no"}, "keep_boilerplate"),
        ({"n_jobs": 0}, "n_jobs"),
    ],
)
def test_parameters_of_lines(parameters, name):
    table = pyarrow.table({"text": TEXTS})
    for work in (
        lambda: Summarizer(**parameters).fit(TEXTS),
        lambda: Summarizer(**parameters).transform(TEXTS),
        lambda: summarize_table(table, **parameters),
        lambda: digest_table(table, **parameters),
    ):
        with pytest.raises(SluglineError, match=name):
            work()


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ({"min_confidence": 2}, "min_confidence"),
        ({"max_error": -1}, "max_error"),
        ({"max_error": 5, "min_confidence": 0.5}, "max_error"),
        ({"prior": "even"}, "prior"),
        ({"rules": "absent.toml"}, "absent.toml"),
        ({"name": ""}, "name"),
        ({"text_column": "story"}, "story"),
        ({"text_column": 1.5}, "text_column"),
    ],
)
def test_parameters_of_tables(parameters, name):
    table = pyarrow.table({"text": TEXTS})
    for work in (classify_table, digest_table):
        with pytest.raises(SluglineError, match=name):
            work(table, **parameters)
    with pytest.raises(TypeError, match="txt_column"):
        classify_table(table, txt_column="text")


@pytest.mark.parametrize(
    "parameters",
    [
        {"since": "yesterday"},
        {"since": 5},
        {"since": "0h"},
        {"since": "99999999999w"},
        {"top": 0},
        {"stories": "some"},
        {"topics": ["No such topic"]},
        {"topics": []},
        {"title": ""},
    ],
)
def test_parameters_of_digests(parameters, feeds):
    with pytest.raises(SluglineError, match=next(iter(parameters))):
        slugline.digest(feeds, **parameters)


def test_what_is_no_table():
    for table in (5, "text", [{"text": "a"}], None):
        with pytest.raises(SluglineTypeError, match="is no table"):
            classify_table(table)


def test_inputs_that_are_not_there(feeds, tmp_path):
    with pytest.raises(SluglineIOError, match="absent"):
        slugline.digest(tmp_path / "absent")
    with pytest.raises(SluglineIOError, match="nothing to read"):
        slugline.read([])
    with pytest.raises(SluglineTypeError):
        slugline.read(5)
    with pytest.raises(SluglineError, match="standard input"):
        slugline.read("-")
    with pytest.raises(SluglineError, match="docx"):
        slugline.read(feeds, format="docx")
    with pytest.warns(SluglineWarning, match="absent"):
        document = slugline.digest([feeds, tmp_path / "absent"])
    assert document == slugline.digest(feeds)
    with pytest.warns(SluglineWarning, match="absent"):
        assert len(list(slugline.read([feeds, tmp_path / "absent"]))) == len(list(slugline.read(feeds)))


def test_an_error_no_confidence_keeps(texts, topics):
    classifier = TopicClassifier("complement", prior=None).fit(texts, topics)
    with pytest.warns(SluglineWarning, match="all articles are unsure"):
        rows = classifier.classify(texts[:2], max_error=5, prior="uniform")
    assert {row["status"] for row in rows} == {"unsure"}
