"""The native part: what `slugline` calls, with parameters that it has checked. `Model` and `RowStream` are handed to users."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, final

__all__ = [
    "ArticleReader",
    "LineMaker",
    "Model",
    "RowStream",
    "Terms",
    "check_shard_settings",
    "classify_stream",
    "count_shard",
    "digest_paths",
    "digest_stream",
    "merge_languages",
    "merge_parts",
    "model_of_sums",
    "sample_languages",
    "sum_shard",
    "summarize_stream",
]

@final
class Model:
    """A trained topic model: what a model file holds.

    It does not change; what learns more is a model of its own. It may be used by several threads at once, and pickled.
    """

    @staticmethod
    def train(x: Any, labels: Sequence[Sequence[str]], learning: Mapping[str, Any], n_threads: int | None) -> Model:
        """Learn a model from articles and their labels, a list for each."""

    def learn_more(self, x: Any, labels: Sequence[Sequence[str]], n_threads: int | None) -> Model:
        """Return the model after it has learnt more articles with their labels."""

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Model:
        """Read the model in a file."""

    @staticmethod
    def builtin() -> Model:
        """Return the built-in model."""

    @staticmethod
    def from_bytes(bytes: bytes) -> Model:
        """Read the model in the bytes of a file."""

    def to_bytes(self) -> bytes:
        """Return the bytes of the model's file."""

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the model's file, whole or not at all."""

    @property
    def topics(self) -> list[str]:
        """The topics, sorted by name."""

    @property
    def has_several_topics(self) -> bool:
        """Whether an article may have several topics, or none."""

    @property
    def keeps_sums(self) -> bool:
        """Whether the model can learn more from new articles alone."""

    def with_prior(self, prior: str | Sequence[tuple[str, float]]) -> Model:
        """Return the same model for topics as frequent as is said."""

    def min_confidence_for(self, max_error: float) -> float | None:
        """Return the confidence down to which at most `max_error` percent of articles are wrong; `None` where none does."""

    def inspect(self) -> bytes:
        """Return what is in the model, as ``slugline inspect --json`` writes it."""

    def best(self, x: Any, keep_boilerplate: bool, n_threads: int | None) -> bytes:
        """Return the number of each article's likeliest topic, as 32-bit integers, side by side."""

    def probabilities(self, x: Any, keep_boilerplate: bool, n_threads: int | None) -> bytes:
        """Return the probability of every topic for each article, as doubles, article by article."""

    def given(self, x: Any, keep_boilerplate: bool, n_threads: int | None) -> list[list[int]]:
        """Return the numbers of the topics that are given to each article."""

    def classify(self, x: Any, decision: Mapping[str, Any], n_threads: int | None) -> bytes:
        """Return what ``slugline classify`` says of each article, as its JSON lines."""

    def explain(self, x: Any, limit: int, with_text: bool, keep_boilerplate: bool, n_threads: int | None) -> bytes:
        """Return what ``slugline explain --json`` says of each article, as its JSON lines."""

@final
class LineMaker:
    """Makes lines: the weights by which a sentence is chosen, and the limits of the line."""

    def __new__(
        cls, path: str | os.PathLike[str] | None, max_chars: int, n_sentences: int, allow_echo: bool
    ) -> LineMaker: ...
    def rows(
        self,
        x: Any,
        model: Model,
        with_text: bool,
        with_sentences: bool,
        keep_boilerplate: bool,
        n_threads: int | None,
    ) -> bytes:
        """Return what ``slugline summarize`` says of each article, as its JSON lines."""

    def lines(self, x: Any, model: Model, keep_boilerplate: bool, n_threads: int | None) -> list[str]:
        """Return the line of each article; empty where it has none."""

@final
class RowStream:
    """A stream of rows, in columns, for whoever reads Arrow: it has ``__arrow_c_stream__``, and can be read once.

    Rows are computed as they are read, a batch at a time. ``pyarrow.table(stream)``, ``polars.DataFrame(stream)`` and
    ``pandas.DataFrame.from_arrow(stream)`` read all of it; ``pyarrow.RecordBatchReader.from_stream(stream)`` reads batch by batch.
    """

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the stream, through the Arrow PyCapsule interface."""

    def __arrow_c_schema__(self) -> object:
        """Return its columns, through the Arrow PyCapsule interface."""

    @property
    def column_names(self) -> list[str]:
        """The names of its columns."""

@final
class ArticleReader:
    """The articles of files, read as they are asked for."""

    def __new__(
        cls,
        paths: Sequence[str],
        format: str | None,
        columns: Mapping[str, str | None],
        n_threads: int | None,
    ) -> ArticleReader: ...
    def next(self) -> tuple[list[dict[str, Any]], list[str]]:
        """Return the next few articles, and what was wrong with inputs on the way; no articles behind the last."""

def classify_stream(
    table: Any,
    model: Model,
    decision: Mapping[str, Any],
    columns: Mapping[str, str | None],
    name: str,
    n_threads: int | None,
) -> RowStream:
    """Return the rows of ``slugline classify`` for the articles of a table."""

def summarize_stream(
    table: Any,
    model: Model,
    lines: LineMaker,
    with_text: bool,
    keep_boilerplate: bool,
    columns: Mapping[str, str | None],
    name: str,
    n_threads: int | None,
) -> RowStream:
    """Return the rows of ``slugline summarize`` for the articles of a table."""

def digest_paths(
    paths: Sequence[str],
    format: str | None,
    columns: Mapping[str, str | None],
    model: Model,
    lines: LineMaker,
    decision: Mapping[str, Any],
    shown: Mapping[str, Any],
    n_threads: int | None,
) -> tuple[bytes, list[str]]:
    """Return a digest of files, as JSON, and what was wrong with some of them."""

def digest_stream(
    table: Any,
    columns: Mapping[str, str | None],
    name: str,
    model: Model,
    lines: LineMaker,
    decision: Mapping[str, Any],
    shown: Mapping[str, Any],
    n_threads: int | None,
) -> bytes:
    """Return a digest of a table, as JSON."""

@final
class Terms:
    """What the counts of all partitions come to: the terms that every partition is summed by."""

    @staticmethod
    def of_counts(counts: bytes) -> Terms:
        """Return what counts come to that hold every article."""

    @staticmethod
    def load(path: str | os.PathLike[str]) -> Terms:
        """Read the terms in a file."""

    def to_bytes(self) -> bytes:
        """Return the bytes of the file."""

def check_shard_settings(learning: Mapping[str, Any]) -> None:
    """Refuse settings that shards do not learn by."""

def sample_languages(table: Any, columns: Mapping[str, str | None], n_threads: int | None) -> bytes:
    """Return the articles of a partition by which the languages of all are told, as bytes."""

def merge_languages(samples: Sequence[bytes]) -> tuple[str, bytes]:
    """Return the languages that samples tell, as a command line has them, and the samples as one."""

def count_shard(
    table: Any, learning: Mapping[str, Any], columns: Mapping[str, str | None], n_threads: int | None
) -> tuple[bytes, int, int]:
    """Return the counts of a partition, and how many of its rows could not be read, or had no label or no word."""

def sum_shard(
    table: Any, terms: Terms, columns: Mapping[str, str | None], n_threads: int | None
) -> tuple[bytes, int, int]:
    """Return the sums of a partition, and how many of its rows could not be read, or had no label or no word."""

def merge_parts(parts: Sequence[bytes], n_threads: int | None) -> bytes:
    """Return several parts of one kind as one."""

def model_of_sums(sums: bytes, n_threads: int | None) -> Model:
    """Return the model of sums that hold every article."""
