"""Spark with executors that are processes of their own: the same rows and model bytes as the command, whatever the partitions and whoever dies."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

import pyarrow
import pyarrow.parquet
import pytest
import slugline.spark
from slugline import SluglineError, SluglineWarning, TopicClassifier

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


def frame(spark, rows, n_partitions=3):
    """The rows as a DataFrame, with their number, by which the order is found again."""
    kinds = ", ".join(f"{name} string" for name in rows[0])
    numbered = [(number, *row.values()) for number, row in enumerate(rows)]
    return spark.createDataFrame(numbered, f"number bigint, {kinds}").repartition(n_partitions)


def collected(df):
    return [row.asDict(recursive=True) for row in df.orderBy("number").collect()]


def as_command(row, names):
    """A row's new columns as the command has them in JSON, where what is null is left out, but for the topic and its confidence."""
    kept = {name: row[name] for name in names}
    for name in ("error", "why", "rule"):
        if kept.get(name, "") is None:
            del kept[name]
    if "span_start" in kept:
        start, end = kept.pop("span_start"), kept.pop("span_end")
        kept["span"] = None if start is None else [start, end]
    return kept


def written(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_topics_are_those_of_the_command(spark, command, many_articles):
    path, rows = many_articles
    expected = command.rows("classify", path, "--keep-boilerplate")
    found = collected(slugline.spark.classify(frame(spark, rows, 7)))
    names = ("topic", "confidence", "topics", "status", "error", "why")
    assert [row["id"] for row in found] == [row["id"] for row in expected]
    for row, other in zip(found, expected):
        assert as_command(row, names) == {name: value for name, value in other.items() if name not in ("id", "title")}


def test_lines_are_those_of_the_command(spark, command, many_articles, tmp_path):
    """Without sources: Spark knows of none."""
    rows = many_articles[1]
    path = written(tmp_path / "no-source.jsonl", [{**row, "source": None} for row in rows])
    expected = command.rows("summarize", path)
    found = collected(slugline.spark.summarize(frame(spark, rows)))
    names = ("summary", "span_start", "span_end", "trimmed", "status", "error")
    for row, other in zip(found, expected):
        assert as_command(row, names) == {name: value for name, value in other.items() if name not in ("id", "title", "text")}


def test_both_with_rules_and_prefixes(spark, command, many_articles, tmp_path):
    rows = many_articles[1][:500]
    path = written(tmp_path / "rows.jsonl", rows)
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nname = "third"\ntopic = "Third"\nsource = ["Paper 3"]\n', encoding="utf-8")
    expected = command.rows("classify", path, "--keep-boilerplate", "--rules", rules, "--prior", "uniform")
    df = slugline.spark.classify(frame(spark, rows), rules=rules, prior="uniform")
    lines = command.rows("summarize", "--max-chars", "60", written(tmp_path / "lines.jsonl", [{**row, "source": None} for row in rows]))
    df = slugline.spark.summarize(df, max_chars=60, with_text=True, prefix="line_")
    found = collected(df)
    assert [(row["topic"], row["confidence"], row["rule"]) for row in found] == [
        (row["topic"], row["confidence"], row.get("rule")) for row in expected
    ]
    assert any(row["rule"] for row in found)
    assert [row["line_summary"] for row in found] == [row["summary"] for row in lines]
    for row in found:
        if row["line_span_start"] is not None and not row["line_trimmed"]:
            stands = row["line_text"].encode()[row["line_span_start"] : row["line_span_end"]].decode()
            assert " ".join(stands.split()) == row["line_summary"]


@pytest.mark.parametrize(("algorithm", "cuts"), [("complement", (1, 2, 7)), ("multinomial", (40,))])
def test_models_are_those_of_the_command(spark, command, train_rows, tmp_path, algorithm, cuts):
    command("train", written(tmp_path / "train.jsonl", train_rows), "--algorithm", algorithm, "-o", tmp_path / "theirs.slug")
    expected = (tmp_path / "theirs.slug").read_bytes()
    shuffled = random.Random(7).sample(train_rows, len(train_rows))
    for n_partitions in cuts:
        classifier = slugline.spark.train(frame(spark, shuffled, n_partitions), "label", "text", algorithm=algorithm)
        assert classifier.model_.to_bytes() == expected, n_partitions
        assert classifier.algorithm == algorithm


def test_parameters_and_rows_that_are_passed_over(spark, command, train_rows, tmp_path):
    rows = [*train_rows, {**train_rows[0], "label": None}, {**train_rows[0], "title": "", "text": " "}]
    flags = ["--ngrams", "1", "--alpha", "0.3", "--prior", "uniform", "--lang", "en", "--hash-features", "4096"]
    command("train", written(tmp_path / "train.jsonl", rows), "--algorithm", "complement", *flags, "-o", tmp_path / "theirs.slug")
    df = frame(spark, rows).withColumnsRenamed({"label": "kind", "text": "story"})
    parameters = {"ngrams": 1, "alpha": 0.3, "prior": "uniform", "lang": "en", "hash_features": 4096}
    with pytest.warns(SluglineWarning, match="0 rows could not be read, and 2 had no label or no word"):
        classifier = slugline.spark.train(df, "kind", "story", **parameters)
    assert classifier.model_.to_bytes() == (tmp_path / "theirs.slug").read_bytes()
    assert classifier.get_params()["hash_features"] == 4096


def test_the_discriminative_model_is_fitted_on_the_driver(spark, train_rows, test_rows):
    texts, labels = [row["text"] for row in test_rows], [row["label"] for row in test_rows]
    frames = [frame(spark, rows, n) for rows, n in ((train_rows, 1), (train_rows[::-1], 5))]
    one, other = (slugline.spark.train(df, algorithm="discriminative", lang="en") for df in frames)
    assert one.model_.to_bytes() == other.model_.to_bytes()
    whole = TopicClassifier("discriminative", lang="en").fit(train_rows, [row["label"] for row in train_rows])
    # Its rows come in another order, and the weights converge to a tolerance.
    assert abs(one.score(texts, labels) - whole.score(texts, labels)) <= 0.02
    with pytest.raises(SluglineError, match="fitted on the driver from 1,000 at most; raise max_row_bytes"):
        slugline.spark.train(frames[0], algorithm="discriminative", lang="en", max_row_bytes=1000)


def test_streams(spark, many_articles, tmp_path):
    """Parquet in, structured streaming, Parquet out."""
    source, target = str(tmp_path / "in"), str(tmp_path / "out")
    df = frame(spark, many_articles[1][:2000], 4)
    df.write.parquet(source)
    stream = spark.readStream.schema(df.schema).option("maxFilesPerTrigger", 1).parquet(source)
    query = (
        slugline.spark.classify(stream)
        .writeStream.format("parquet")
        .option("checkpointLocation", str(tmp_path / "checkpoint"))
        .trigger(availableNow=True)
        .start(target)
    )
    query.awaitTermination(120)
    assert collected(spark.read.parquet(target)) == collected(slugline.spark.classify(df))


def test_what_cannot_be_done_says_so(spark, train_rows):
    df = frame(spark, train_rows)
    for call, message in (
        (lambda: slugline.spark.train(df, algorithm="auto"), "must be one of 'complement', 'multinomial', 'discriminative'"),
        (lambda: slugline.spark.train(df, "kind"), "there is no column 'kind'; there are number, "),
        (lambda: slugline.spark.train(df, cost=1.0), "'cost'"),
        (lambda: slugline.spark.train(df, ngrams=0), "'ngrams'"),
        (lambda: slugline.spark.train(df.where("false")), "no rows"),
        (lambda: slugline.spark.train(df.where("label = 'Cybersecurity'"), lang="en"), "all .* one topic"),
        (lambda: slugline.spark.classify(df.withColumnRenamed("id", "Topic")), "a column 'topic' already; give a prefix"),
        (lambda: slugline.spark.classify(df, min_confidence=2), "'min_confidence'"),
        (lambda: slugline.spark.summarize(df, prefix=1), "'prefix'"),
        (lambda: slugline.spark.summarize(df, line_model="none.line"), "none.line"),
        (lambda: slugline.spark.classify(df, "none.slug"), "none.slug"),
    ):
        with pytest.raises(SluglineError, match=message):
            call()


class Killer:
    """Kills one of the executors as soon as a stage that began after it has a task done and others to do."""

    def __init__(self, spark):
        self.tracker = spark.sparkContext.statusTracker()
        self.killed_at = None
        self.is_over = False
        self.thread = threading.Thread(target=self.run)

    def run(self):
        while not self.is_over:
            for number in self.tracker.getActiveStageIds():
                stage = self.tracker.getStageInfo(number)
                if stage is not None and 1 <= stage.numCompletedTasks < stage.numTasks:
                    os.kill(executors()[0], signal.SIGKILL)
                    self.killed_at = (stage.numCompletedTasks, stage.numTasks)
                    return
            time.sleep(0.02)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.is_over = True
        self.thread.join()


def executors():
    """The processes of executors that this process, or one that it started, has started."""
    found = []
    for name in filter(str.isdecimal, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                if b"CoarseGrainedExecutorBackend" in file.read() and os.getpid() in ancestors(int(name)):
                    found.append(int(name))
        except OSError:
            continue
    return found


def ancestors(pid):
    found = []
    while pid > 1:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])
        found.append(pid)
    return found


@pytest.fixture(scope="module")
def large(shared, tmp_path_factory):
    """200,000 rows of the measuring data in Parquet, and the same as JSON lines; some without a label."""
    labels = {}
    for path in sorted((shared / "data" / "topics").glob("*.train.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            labels[row["title"], row["text"]] = f"{path.stem} {row['label']}" if "label" in row else None
    corpus = subprocess.run(
        [sys.executable, shared / "bench" / "corpus.py", "200000"], capture_output=True, check=True, encoding="utf-8"
    ).stdout
    rows = []
    for number, line in enumerate(corpus.splitlines()):
        row = json.loads(line)
        rows.append({"number": number, "label": labels[row["title"], row["text"]], "title": row["title"], "text": row["text"]})
    folder = tmp_path_factory.mktemp("large")
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), folder / "rows.parquet", row_group_size=10_000)
    with open(folder / "rows.jsonl", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="without /proc no executor is found to be killed")
def test_200_000_rows_though_executors_die(spark, command, large, tmp_path):
    theirs, out = tmp_path / "theirs.slug", str(tmp_path / "out.parquet")
    limits = ["--ngrams", "1", "--max-features", "50000"]
    command("train", large / "rows.jsonl", "--algorithm", "complement", "-o", theirs, *limits)
    expected = command.rows("classify", large / "rows.jsonl", "-m", theirs)
    df = spark.read.parquet(str(large / "rows.parquet")).repartition(16)
    with Killer(spark) as killer, pytest.warns(SluglineWarning, match="had no label"):
        classifier = slugline.spark.train(df, ngrams=1, max_features=50_000)
    assert killer.killed_at is not None
    assert classifier.model_.to_bytes() == theirs.read_bytes()
    with Killer(spark) as killer:
        slugline.spark.classify(df.drop("label"), classifier).write.parquet(out)
    assert killer.killed_at is not None
    found = pyarrow.parquet.read_table(out).sort_by("number")
    assert found["number"].to_pylist() == list(range(200_000))
    for name in ("topic", "confidence", "status"):
        assert found[name].to_pylist() == [row[name] for row in expected], name
