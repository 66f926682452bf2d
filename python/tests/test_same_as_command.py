"""The command, lists and tables of every kind: the same topics, confidences, lines and models. The reference is what the command writes."""

import json

import numpy
import pandas
import polars
import pyarrow
import pytest
import slugline
from slugline import Summarizer, TopicClassifier, classify_table, digest_table, summarize_table


@pytest.fixture(scope="module")
def classified(command, many_articles):
    return command.rows("classify", many_articles[0])


@pytest.fixture(scope="module")
def summarized(command, many_articles):
    return command.rows("summarize", many_articles[0])


def arrow_table(rows):
    return pyarrow.table({name: pyarrow.array([row[name] for row in rows], pyarrow.string()) for name in rows[0]})


def tables(rows):
    table = arrow_table(rows)
    yield "pyarrow", table
    yield "pyarrow in small batches", pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(999))
    yield "pandas", table.to_pandas()
    yield "polars", polars.from_arrow(table)


def as_rows(stream):
    """The rows as JSON lines have them: what is null is left out there, but for the topic and its confidence."""
    rows = pyarrow.table(stream).to_pylist()
    for row in rows:
        for name in ("error", "why", "text"):
            if row.get(name, "") is None:
                del row[name]
        if "span_start" in row:
            start, end = row.pop("span_start"), row.pop("span_end")
            row["span"] = None if start is None else [start, end]
    return rows


def test_topics_of_dicts(classified, many_articles):
    assert TopicClassifier.builtin().classify(many_articles[1]) == classified


@pytest.mark.parametrize("n_jobs", [1, 2, 3])
def test_topics_with_any_number_of_threads(classified, many_articles, n_jobs):
    classifier = TopicClassifier.builtin().set_params(n_jobs=n_jobs)
    assert classifier.classify(many_articles[1]) == classified


def test_topics_of_tables(classified, many_articles):
    for name, table in tables(many_articles[1]):
        assert as_rows(classify_table(table)) == classified, name


def test_lines_of_dicts(summarized, many_articles):
    assert Summarizer().summarize(many_articles[1]) == summarized
    assert Summarizer().transform(many_articles[1]).tolist() == [row["summary"] for row in summarized]


def test_lines_of_tables(summarized, many_articles):
    for name, table in tables(many_articles[1]):
        assert as_rows(summarize_table(table)) == summarized, name


def test_predict_is_the_likeliest_topic(classified, many_articles):
    told = TopicClassifier.builtin().predict(many_articles[1])
    compared = [(topic, row["topics"][0]["topic"]) for topic, row in zip(told, classified) if row["topics"]]
    assert len(compared) > 9000
    assert all(mine == theirs for mine, theirs in compared)
    assert all(row["topic"] in (None, topic) for topic, row in zip(told, classified))


def test_probabilities_are_the_confidences(classified, many_articles):
    classifier = TopicClassifier.builtin()
    probabilities = classifier.predict_proba(many_articles[1])
    place = {topic: number for number, topic in enumerate(classifier.classes_)}
    for row, mine in zip(classified, probabilities):
        for topic in row["topics"]:
            # The command prints four decimals.
            assert abs(mine[place[topic["topic"]]] - topic["confidence"]) <= 0.5001e-4


def test_texts_in_series_of_any_kind(command, tmp_path, texts):
    path = tmp_path / "texts.jsonl"
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    expected = [row["topics"][0]["topic"] for row in command.rows("classify", path)]
    classifier = TopicClassifier.builtin()
    for series in (
        texts,
        tuple(texts),
        numpy.array(texts),
        numpy.array(texts, dtype=object),
        pandas.Series(texts),
        pandas.Series(texts, dtype="category"),
        polars.Series(texts),
        polars.Series(texts, dtype=polars.Categorical),
        pyarrow.array(texts),
        pyarrow.array(texts, pyarrow.large_string()),
        pyarrow.chunked_array([texts[:7], [], texts[7:]]),
        pyarrow.array(texts).dictionary_encode(),
    ):
        assert classifier.predict(series).tolist() == expected, type(series)


@pytest.mark.parametrize("flags", [[], ["--min-confidence", "0.9"], ["--max-error", "1"], ["--prior", "uniform"]])
def test_decisions(command, many_articles, flags):
    path, rows = many_articles
    parameters = {"--min-confidence": "min_confidence", "--max-error": "max_error", "--prior": "prior"}
    given = {parameters[flags[0]]: flags[1] if flags[0] == "--prior" else float(flags[1])} if flags else {}
    expected = command.rows("classify", path, *flags)
    assert TopicClassifier.builtin().classify(rows, **given) == expected
    assert as_rows(classify_table(arrow_table(rows), **given)) == expected


def test_rules(command, many_articles, tmp_path):
    path, rows = many_articles
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "ships"\ntopic = "Ships"\nany = ["ferry", "harbour*"]\n', encoding="utf-8")
    expected = command.rows("classify", path, "--rules", rules)
    assert any(row.get("rule") for row in expected)
    assert TopicClassifier.builtin().classify(rows, rules=rules) == expected
    found = as_rows(classify_table(arrow_table(rows), rules=rules))
    for row in found:
        if row["rule"] is None:
            del row["rule"]
    assert found == expected


@pytest.mark.parametrize(
    ("flags", "parameters"),
    [
        (["--max-chars", "60"], {"max_chars": 60}),
        (["--max-chars", "0"], {"max_chars": 0}),
        (["--sentences", "2"], {"sentences": 2}),
        (["--allow-echo", "--keep-boilerplate"], {"allow_echo": True, "keep_boilerplate": True}),
    ],
)
def test_line_parameters(command, many_articles, flags, parameters):
    path, rows = many_articles
    assert Summarizer(**parameters).summarize(rows) == command.rows("summarize", path, *flags)


@pytest.mark.parametrize(
    ("flags", "parameters"),
    [
        ([], {}),
        (["--algorithm", "complement"], {"algorithm": "complement"}),
        (["--algorithm", "multinomial", "--alpha", "0.5", "--ngrams", "1"], {"algorithm": "multinomial", "alpha": 0.5, "ngrams": 1}),
        (
            ["--algorithm", "discriminative", "--cost", "0.5", "--balance", "1", "--max-features", "2000"],
            {"algorithm": "discriminative", "cost": 0.5, "balance": 1, "max_features": 2000},
        ),
        (
            ["--algorithm", "complement", "--stems", "no", "--drop-stop-words", "no", "--characters", "3-4", "--min-df", "3", "--max-df", "0.5"],
            {"algorithm": "complement", "stems": False, "drop_stop_words": False, "characters": "3-4", "min_df": 3, "max_df": 0.5},
        ),
        (
            ["--algorithm", "complement", "--prior", "uniform", "--sublinear-tf", "no", "--lang", "en,fr", "--keep-boilerplate"],
            {
                "algorithm": "complement",
                "prior": "uniform",
                "sublinear_tf": False,
                "lang": ["en", "fr"],
                "keep_boilerplate": True,
            },
        ),
        (["--optimize", "accuracy", "--characters", "none", "--ngrams", "1"], {"optimize": "accuracy", "characters": "none", "ngrams": 1}),
    ],
)
def test_models(command, tmp_path, train_rows, flags, parameters):
    """Byte for byte, but for the names of files, which a model keeps that has to be fitted on all its articles again."""
    source = tmp_path / "train.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in train_rows), encoding="utf-8")
    theirs, mine = tmp_path / "theirs.slug", tmp_path / "mine.slug"
    command("train", source, "-o", theirs, *flags)
    classifier = TopicClassifier(**parameters).fit(train_rows, [row["label"] for row in train_rows])
    classifier.save(mine)
    if classifier.model_.keeps_sums:
        assert mine.read_bytes() == theirs.read_bytes()
    inspected = json.loads(command("inspect", "--json", theirs))
    found = classifier.inspect()
    for model in (inspected, found):
        model["provenance"]["history"].pop("files", None)
    assert found == inspected
    loaded = TopicClassifier.load(theirs)
    assert (loaded.predict_proba(train_rows) == classifier.predict_proba(train_rows)).all()


def test_models_that_learn_more(command, tmp_path, train_rows):
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    parts = train_rows[::2], train_rows[1::2]
    for path, rows in zip((first, second), parts):
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command("train", first, "--algorithm", "complement", "-o", tmp_path / "half.slug")
    command("train", second, "--from", tmp_path / "half.slug", "-o", tmp_path / "theirs.slug")
    classifier = TopicClassifier("complement")
    for rows in parts:
        classifier.partial_fit(rows, [row["label"] for row in rows])
    classifier.save(tmp_path / "mine.slug")
    assert (tmp_path / "mine.slug").read_bytes() == (tmp_path / "theirs.slug").read_bytes()


def test_explanations(command, tmp_path, test_rows):
    path = tmp_path / "test.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in test_rows), encoding="utf-8")
    classifier = TopicClassifier.builtin()
    assert classifier.explain(test_rows, limit=0) == command.rows("explain", "--json", path)
    limited = command.rows("explain", "--json", "--limit", "3", "--with-text", path)
    assert classifier.explain(test_rows, limit=3, with_text=True) == limited


def test_digests(command, feeds):
    assert slugline.digest(feeds) == json.loads(command("digest", feeds, "--to", "json"))
    flags = ["--title", "Brief", "--top", "1", "--stories", "copies", "--since", "2020-01-01", "--topics", "cybersecurity,unsure"]
    expected = json.loads(command("digest", feeds, "--to", "json", *flags))
    found = slugline.digest(
        [feeds], title="Brief", top=1, stories="copies", since="2020-01-01", topics=["cybersecurity", "unsure"]
    )
    for document in (expected, found):
        document.pop("asked", None)
    assert found == expected


def test_digests_of_tables(command, many_articles, tmp_path):
    rows = many_articles[1][:600]
    path = tmp_path / "table.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert digest_table(arrow_table(rows)) == json.loads(command("digest", path, "--to", "json"))


def test_articles_that_were_read(command, feeds):
    articles = list(slugline.read(feeds))
    expected = command.rows("classify", feeds)
    assert [(article["id"], article["title"]) for article in articles] == [(row["id"], row["title"]) for row in expected]
    assert TopicClassifier.builtin().classify(articles) == expected
    assert Summarizer().summarize(articles) == command.rows("summarize", feeds)
