"""Topics and lines, as columns beside those of a DataFrame."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from .. import _native
from .._inputs import column_names
from .._lines import line_limits
from .._models import decided, native_model
from .._parameters import Checker
from ..exceptions import SluglineError, SluglineIOError
from . import _workers

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

#: What is added, with the kinds of `_types`.
TOPIC_COLUMNS = {
    "topic": "string",
    "confidence": "double",
    "topics": "topics",
    "rule": "string",
    "status": "string",
    "error": "string",
    "why": "string",
}
LINE_COLUMNS = {
    "summary": "string",
    "span_start": "bigint",
    "span_end": "bigint",
    "trimmed": "boolean",
    "status": "string",
    "error": "string",
    "text": "string",
}
#: Columns that are taken for the source of an article, whose repeated lines are not to be looked for.
SOURCE_COLUMNS = ("source", "feed", "publisher")
#: What rows go by in messages.
NAME = "row"


def classify(
    df: DataFrame,
    model: Any = None,
    *,
    min_confidence: float = 0.0,
    max_error: float | None = None,
    prior: Any = None,
    rules: Any = None,
    prefix: str = "",
    **columns: str,
) -> DataFrame:
    """Tell the topic of every row.

    Parameters
    ----------
    df : DataFrame
        The articles, a row each; it may be a stream. Columns are found by name (``title``, ``text``, ``lang`` and, for rules, ``source``).
    model : TopicClassifier or path, default=None
        A fitted classifier, or a model file on the driver; ``None`` for the built-in model. It is sent to each executor once, and mapped
        into the memory of each worker once.
    min_confidence : float, default=0.0
        Articles less sure than this are ``unsure``, 0 to 1; those without a word that the model knows always are.
    max_error : float, default=None
        Accept articles down to the confidence at which at most so many percent of those accepted are wrong.
    prior : {'train', 'uniform'} or dict, default=None
        How frequent topics are in these articles; ``None`` as the model was told.
    rules : path, default=None
        A file of rules on the driver that are asked beside the model; a column ``rule`` names the one that decided.
    prefix : str, default=''
        What the names of the new columns begin with.
    **columns : str
        Other names of columns, as in `classify_table`: ``text_column``, ``title_column``, ``lang_column``, ``source_column`` …

    Returns
    -------
    DataFrame
        The same rows with the columns ``topic``, ``confidence``, ``topics`` (those that were likeliest, with their confidence), ``status``
        (``ok``, ``unsure``, ``empty`` or ``error``), ``error`` and ``why``.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, or the DataFrame has a column of such a name.

    Examples
    --------
    >>> from slugline import spark as slugline_spark
    >>> slugline_spark.classify(df, "my.slug").select("id", "topic", "confidence").show()  # doctest: +SKIP
    """
    found, decision = decided(
        "classify",
        native_model(model),
        min_confidence=min_confidence,
        max_error=max_error,
        prior=prior,
        rules=rules,
        keep_boilerplate=True,
    )
    added = dict(TOPIC_COLUMNS)
    if rules is None:
        del added["rule"]
    name = _workers.ship(df.sparkSession, found.to_bytes(), "slug")
    rows = partial(_topics, name, decision, column_names(columns))
    return _with_columns("classify", df, rows, added, prefix)


def summarize(
    df: DataFrame,
    model: Any = None,
    *,
    max_chars: int | None = None,
    sentences: int = 1,
    allow_echo: bool = False,
    line_model: Any = None,
    with_text: bool = False,
    prefix: str = "",
    **columns: str,
) -> DataFrame:
    """Give every row its line.

    Parameters
    ----------
    df : DataFrame
        The articles, as in `classify`.
    model : TopicClassifier or path, default=None
        What tells how rare words are, and what they say of topics; ``None`` for the built-in model.
    max_chars : int, default=None
        The most characters that a line may have; 0 for whole sentences, however long. ``None`` for 160 for each sentence.
    sentences : int, default=1
        Sentences per line at most.
    allow_echo : bool, default=False
        Whether a sentence that only repeats the title may be the line though there are others.
    line_model : path, default=None
        Weights that ``slugline train-line`` made, in a file on the driver; ``None`` for the built-in ones.
    with_text : bool, default=False
        Whether a column ``text`` holds the cleaned texts, to which spans refer; it takes a `prefix` where the DataFrame has one.
    prefix : str, default=''
        What the names of the new columns begin with.
    **columns : str
        Other names of columns, as in `classify`.

    Returns
    -------
    DataFrame
        The same rows with the columns ``summary``, ``span_start`` and ``span_end`` (where the line stands in the cleaned text, in bytes
        of UTF-8), ``trimmed``, ``status`` and ``error``.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, or the DataFrame has a column of such a name.
    """
    check = Checker("summarize")
    limits = line_limits(check, max_chars, sentences, allow_echo)
    with_text = check.truth("with_text", with_text)
    added = dict(LINE_COLUMNS)
    if not with_text:
        del added["text"]
    # Read here, so that a file that does not do is told of at once.
    _native.LineMaker(None if line_model is None else os.fspath(line_model), *limits)
    weights = None if line_model is None else _workers.ship(df.sparkSession, _content(line_model), "line")
    name = _workers.ship(df.sparkSession, native_model(model).to_bytes(), "slug")
    rows = partial(_lines, name, weights, limits, with_text, column_names(columns))
    return _with_columns("summarize", df, rows, added, prefix)


def _content(path: Any) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise SluglineIOError(f"line_model: {os.fspath(path)}: {error}") from error


def _with_columns(
    owner: str,
    df: DataFrame,
    rows: Callable[[pyarrow.RecordBatchReader], _native.RowStream],
    added: dict[str, str],
    prefix: str,
) -> DataFrame:
    """Return the DataFrame with columns of what `rows` makes of it."""
    from pyspark.sql.types import StructField, StructType

    if not isinstance(prefix, str):
        raise Checker(owner).refuse("prefix", "a text", prefix)
    there = {name.lower() for name in df.columns}
    if len(there) < len(df.columns):
        raise SluglineError("some columns have the same name; rename them, so that it is clear which is the text")
    taken = [prefix + name for name in added if (prefix + name).lower() in there]
    if taken:
        raise SluglineError(f"there is a column {taken[0]!r} already; give a prefix, such as prefix='slugline_', or drop it")
    types = _types()
    new = [StructField(prefix + name, types[kind]) for name, kind in added.items()]
    return df.mapInArrow(partial(_of_partition, rows, list(added), prefix), StructType([*df.schema.fields, *new]))


def _types() -> dict[str, Any]:
    from pyspark.sql.types import ArrayType, BooleanType, DoubleType, LongType, StringType, StructField, StructType

    topic = StructType([StructField("topic", StringType()), StructField("confidence", DoubleType())])
    return {"string": StringType(), "double": DoubleType(), "bigint": LongType(), "boolean": BooleanType(), "topics": ArrayType(topic)}


def _of_partition(
    rows: Callable[[pyarrow.RecordBatchReader], _native.RowStream],
    added: list[str],
    prefix: str,
    batches: Iterator[pyarrow.RecordBatch],
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the batches of a partition with their new columns; in a worker."""
    import pyarrow

    waiting: deque[pyarrow.RecordBatch] = deque()

    def kept() -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            waiting.append(batch)
            yield batch

    stream = _workers.stream_of(kept())
    if stream is None:
        return
    # Rows come in batches of another size than they went in.
    made = _Rows(pyarrow.RecordBatchReader.from_stream(rows(stream)), added)
    while True:
        if not waiting and not made.read():
            return
        while waiting:
            batch = waiting.popleft()
            columns = made.take(batch.num_rows)
            names = batch.schema.names + [prefix + name for name in added]
            yield pyarrow.RecordBatch.from_arrays(batch.columns + columns, names=names)


class _Rows:
    """Rows of a stream, by column, taken as many at a time as are asked for."""

    def __init__(self, stream: pyarrow.RecordBatchReader, names: list[str]):
        self._stream = stream
        self._names = names
        self._at_hand: Any = None

    def read(self) -> bool:
        """Read some more; return whether there was more."""
        import pyarrow

        batch = next(iter(self._stream), None)
        if batch is None:
            return False
        more = pyarrow.Table.from_batches([batch]).select(self._names)
        self._at_hand = more if self._at_hand is None else pyarrow.concat_tables([self._at_hand, more])
        return True

    def take(self, n: int) -> list[pyarrow.Array]:
        """Return the columns of the next `n` rows."""
        while self._at_hand is None or self._at_hand.num_rows < n:
            if not self.read():
                raise SluglineError("a row that went in did not come out, which is a fault of slugline's own; please report it")
        taken, self._at_hand = self._at_hand.slice(0, n), self._at_hand.slice(n)
        # What a batch of no rows has no chunk of is an empty array here.
        return [column.combine_chunks() for column in taken.combine_chunks().columns]


def _topics(
    name: str, decision: dict[str, Any], columns: dict[str, str | None], table: pyarrow.RecordBatchReader
) -> _native.RowStream:
    return _native.classify_stream(table, _workers.model(name), decision, columns, NAME, _workers.n_threads())


def _lines(
    name: str,
    weights: str | None,
    limits: tuple[int, int, bool],
    with_text: bool,
    columns: dict[str, str | None],
    table: pyarrow.RecordBatchReader,
) -> _native.RowStream:
    # Without a source there is nothing that repeats; what single sentences say of themselves is masked still.
    kept = [name for name in table.schema.names if name.strip().lower() not in SOURCE_COLUMNS]
    articles = _selected(table, kept)
    model, maker = _workers.model(name), _line_maker(weights, limits)
    return _native.summarize_stream(articles, model, maker, with_text, False, {**columns, "source": None}, NAME, _workers.n_threads())


def _selected(table: pyarrow.RecordBatchReader, names: list[str]) -> pyarrow.RecordBatchReader:
    import pyarrow

    schema = pyarrow.schema([table.schema.field(name) for name in names])
    return pyarrow.RecordBatchReader.from_batches(schema, (batch.select(names) for batch in table))


@lru_cache(maxsize=4)
def _line_maker(weights: str | None, limits: tuple[int, int, bool]) -> _native.LineMaker:
    return _native.LineMaker(None if weights is None else _workers.shipped(weights), *limits)
