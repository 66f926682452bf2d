"""The project's own samples, and the command to compare with."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"


def rows_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def train_rows():
    return rows_of(DATA / "digital-policy" / "train.jsonl")


@pytest.fixture(scope="session")
def test_rows():
    return rows_of(DATA / "digital-policy" / "test.jsonl")


@pytest.fixture(scope="session")
def texts(train_rows):
    return [row["text"] for row in train_rows]


@pytest.fixture(scope="session")
def topics(train_rows):
    return [row["label"] for row in train_rows]


@pytest.fixture(scope="session")
def feeds():
    return DATA / "feeds"


class Command:
    """The program `slugline`, as the environment names it."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments, codes=(0,)):
        done = subprocess.run([self.path, *map(str, arguments)], capture_output=True, check=False, timeout=300)
        assert done.returncode in codes, done.stderr.decode()
        return done.stdout.decode()

    def rows(self, *arguments, codes=(0,)):
        return [json.loads(line) for line in self(*arguments, codes=codes).splitlines()]


@pytest.fixture(scope="session")
def command():
    path = os.environ.get("SLUGLINE_BIN")
    if not path:
        pytest.skip("SLUGLINE_BIN does not name the program `slugline`: what it writes is not compared")
    return Command(path)


@pytest.fixture(scope="session")
def many_articles(tmp_path_factory, train_rows, test_rows):
    """10,000 articles with and without a title or source, some of them empty: what they say is put together from the samples.

    Half of them close with the same line of their source, so that there is boilerplate to mask.
    """
    samples = train_rows + test_rows
    rows = []
    for number in range(10_000):
        sample, other = samples[number % len(samples)], samples[(number * 7 + 3) % len(samples)]
        paragraphs = [sample["text"].split("\n\n")[0], other["text"].split("\n\n")[-1]]
        row = {"id": f"a{number}", "title": sample["title"], "text": "\n\n".join(paragraphs), "source": None}
        if number % 2:
            row["source"] = f"Paper {number % 5}"
            row["text"] += "\n\nWrite to the desk of our paper every Friday morning."
        if number % 97 == 0:
            row["title"], row["text"], row["source"] = "", "", None
        elif number % 13 == 0:
            row["title"] = None
        rows.append(row)
    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path, rows


@pytest.fixture(scope="session")
def shared():
    """The measuring data, which is not part of the repository."""
    path = os.environ.get("SLUGLINE_SHARED")
    if not path:
        pytest.skip("SLUGLINE_SHARED does not name the measuring data: large inputs are not tried")
    return Path(path)


@pytest.fixture(scope="session")
def spark():
    """A session with two executors, which are processes of their own."""
    pytest.importorskip("pyspark", reason="PySpark is not installed: nothing of Spark is tried")
    if shutil.which("java") is None:
        pytest.skip("there is no Java: nothing of Spark is tried")
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")
    # Each Java process is short-lived: the optimising compiler would cost more time than it saves.
    for_a_short_life = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.extraJavaOptions", for_a_short_life)
        .config("spark.executor.extraJavaOptions", for_a_short_life)
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
