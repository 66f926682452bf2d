"""A model learnt where the rows are: each partition is counted, then summed, and parts are merged, which is exact in any order.

Rows are read twice, and once more before that where the languages are not named: they are told from some rows of all partitions. A part
holds the vocabulary of its rows, at most 6,000 of the rows, and eight bytes for each; it is a row with one binary value, which Spark moves and
keeps like any other.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import _native
from .._classifier import TopicClassifier
from .._inputs import column_names
from .._parameters import Checker, learning
from ..exceptions import SluglineError, SluglineWarning
from . import _workers

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

#: Executors merge parts until so many are left, which the driver merges.
FEW_PARTS = 16
#: The rows of a discriminative model may come to so many bytes on the driver, unless it is told otherwise: 1 GiB.
MAX_ROW_BYTES = 1 << 30
#: A partition's part, and how many of its rows could not be read, or had no label or no word.
PARTS = "part binary, n_damaged bigint, n_left_out bigint"
#: What sums of naive Bayes are learnt by; others are not exact.
SUMMED = ("complement", "multinomial")


def train(
    df: DataFrame,
    label_col: str | None = None,
    text_col: str | None = None,
    *,
    title_col: str | None = None,
    lang_col: str | None = None,
    algorithm: str = "complement",
    max_row_bytes: int = MAX_ROW_BYTES,
    **parameters: Any,
) -> TopicClassifier:
    """Learn a model from the rows of a DataFrame, each of which has one topic.

    A naive Bayes model is, byte for byte, the one that ``slugline train --algorithm complement`` (or ``multinomial``) makes on one machine
    of the same rows (with ``--keep-boilerplate``, where they have sources), in whatever order and partitions they are.

    A discriminative model follows from no sums. Its TF-IDF rows are made on the executors, and it is fitted on the driver, up to
    `max_row_bytes` of them.

    Parameters
    ----------
    df : DataFrame
        The articles, a row each. It is read twice, and once more where ``lang`` is not given, and has to hold the same rows each time: cache what is
        costly to compute, and write down what is drawn at random.
    label_col : str, default=None
        The column of the labels; ``None`` for ``label``, ``topic`` or ``category``. Rows without a label are passed over.
    text_col : str, default=None
        The column of the texts; ``None`` for the usual names, such as ``text``.
    title_col : str, default=None
        The column of the titles; ``None`` for ``title`` or ``headline``, where there is one.
    lang_col : str, default=None
        The column of languages; ``None`` for ``lang``, where there is one.
    algorithm : {'complement', 'multinomial', 'discriminative'}, default='complement'
        What to learn.
    max_row_bytes : int, default=1073741824
        The most bytes that the rows of a discriminative model may come to. ``spark.driver.maxResultSize`` has to allow them too.
    **parameters
        The other parameters of `TopicClassifier`, such as ``alpha``, ``ngrams``, ``min_df``, ``max_features``, ``hash_features`` or ``lang``.

    Returns
    -------
    TopicClassifier
        A fitted classifier on the driver; ``save`` writes its file.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, there is nothing to tell apart, the rows were not the same each time, or they come to more
        bytes than the driver may hold.

    Warns
    -----
    SluglineWarning
        About rows that could not be read, or had no label or no word.

    Examples
    --------
    >>> from slugline import spark as slugline_spark
    >>> classifier = slugline_spark.train(df, "topic", "body", lang="en")  # doctest: +SKIP
    >>> classifier.save("my.slug")  # doctest: +SKIP
    """
    check = Checker("train")
    check.choice("algorithm", algorithm, (*SUMMED, "discriminative"))
    max_row_bytes = check.count("max_row_bytes", max_row_bytes, 0, "a whole number of bytes", 2**63)
    settings = learning(TopicClassifier(algorithm, **parameters), False)
    _native.check_shard_settings(settings)
    columns = column_names(
        {"label_column": label_col, "text_column": text_col, "title_column": title_col, "lang_column": lang_col}
    )
    articles = _articles(df, columns)
    if settings["lang"] == "auto":
        samples = articles.mapInArrow(partial(_of_partition, partial(_sample, columns)), PARTS)
        settings["lang"], _ = _native.merge_languages(_collected(samples, _merge_languages, None))
    counts = articles.mapInArrow(partial(_of_partition, partial(_count, settings, columns)), PARTS)
    merged = _collected(counts, _merge_parts, None)
    if not merged:
        raise SluglineError("the DataFrame has no rows; there is nothing to learn from")
    terms = _native.Terms.of_counts(_native.merge_parts(merged, None))
    del merged
    name = _workers.ship(df.sparkSession, terms.to_bytes(), "terms")
    sums = articles.mapInArrow(partial(_of_partition, partial(_sum, name, columns)), PARTS)
    merged = _collected(sums, _merge_parts, None if algorithm in SUMMED else max_row_bytes, warn=True)
    model = _native.model_of_sums(_native.merge_parts(merged, None), None)
    return TopicClassifier(algorithm, **parameters)._hold(model, None)


def _articles(df: DataFrame, columns: dict[str, str | None]) -> DataFrame:
    """Return the columns that can be learnt from, so that Spark reads no others; all where names are left open."""
    for name in filter(None, columns.values()):
        if name not in df.columns:
            raise SluglineError(f"there is no column {name!r}; there are {', '.join(df.columns)}")
    usual = {"label", "labels", "topic", "topics", "category", "text", "body", "content", "description", "summary", "title", "headline", "lang"}
    named = set(filter(None, columns.values()))
    return df.select([f"`{name}`" for name in df.columns if name in named or name.strip().lower() in usual])


def _collected(parts: DataFrame, merge: Callable[[list[bytes]], bytes], max_bytes: int | None, *, warn: bool = False) -> list[bytes]:
    """Return the parts, merged until they are few; refuse more bytes than the driver may hold."""
    n = parts.rdd.getNumPartitions()
    while n > FEW_PARTS:
        n = math.ceil(n / FEW_PARTS)
        parts = parts.repartition(n).mapInArrow(partial(_merge_partition, merge), PARTS)
    # Looked at before they are moved.
    parts = parts.persist()
    try:
        sums = [f"coalesce(sum({number}), 0)" for number in ("length(part)", "n_damaged", "n_left_out")]
        [(n_bytes, n_damaged, n_left_out)] = parts.selectExpr(*sums).collect()
        if max_bytes is not None and n_bytes > max_bytes:
            raise SluglineError(
                f"the rows come to {n_bytes:,} bytes, and a discriminative model is fitted on the driver from {max_bytes:,} at most; "
                "raise max_row_bytes, learn from a sample of the rows, or choose algorithm='complement', which follows from sums"
            )
        if warn and n_damaged + n_left_out > 0:
            message = f"{n_damaged:,} rows could not be read, and {n_left_out:,} had no label or no word; they were passed over"
            warnings.warn(message, SluglineWarning, stacklevel=3)
        return [bytes(row.part) for row in parts.select("part").collect()]
    finally:
        parts.unpersist()


def _of_partition(
    part: Callable[[pyarrow.RecordBatchReader], tuple[bytes, int, int]], batches: Iterator[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the part of a partition, in a worker; nothing where it has no rows."""
    stream = _workers.stream_of(batches)
    if stream is not None:
        yield _part_row(*part(stream))


def _merge_partition(merge: Callable[[list[bytes]], bytes], batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Yield the parts in a partition as one, in a worker."""
    merged: list[bytes] = []
    n_damaged = n_left_out = 0
    for batch in batches:
        for row in batch.to_pylist():
            merged = [merge([*merged, row["part"]])]
            n_damaged += row["n_damaged"]
            n_left_out += row["n_left_out"]
    if merged:
        yield _part_row(merged[0], n_damaged, n_left_out)


def _part_row(part: bytes, n_damaged: int, n_left_out: int) -> pyarrow.RecordBatch:
    import pyarrow

    columns = [pyarrow.array([part], pyarrow.binary()), pyarrow.array([n_damaged]), pyarrow.array([n_left_out])]
    return pyarrow.RecordBatch.from_arrays(columns, names=["part", "n_damaged", "n_left_out"])


def _sample(columns: dict[str, str | None], table: pyarrow.RecordBatchReader) -> tuple[bytes, int, int]:
    return _native.sample_languages(table, columns, _workers.n_threads()), 0, 0


def _count(settings: dict[str, Any], columns: dict[str, str | None], table: pyarrow.RecordBatchReader) -> tuple[bytes, int, int]:
    return _native.count_shard(table, settings, columns, _workers.n_threads())


def _sum(name: str, columns: dict[str, str | None], table: pyarrow.RecordBatchReader) -> tuple[bytes, int, int]:
    return _native.sum_shard(table, _workers.terms(name), columns, _workers.n_threads())


def _merge_languages(samples: list[bytes]) -> bytes:
    return _native.merge_languages(samples)[1]


def _merge_parts(parts: list[bytes]) -> bytes:
    return _native.merge_parts(parts, _workers.n_threads())
