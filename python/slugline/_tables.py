"""Tables that speak Arrow: rows in, rows out, a batch at a time."""

from __future__ import annotations

from typing import Any

from . import _native
from ._inputs import column_names
from ._inputs import table as readable
from ._lines import line_maker
from ._models import decided, native_model
from ._parameters import Checker

__all__ = ["classify_table", "summarize_table"]


def table_name(check: Checker, name: Any) -> str:
    """Return what rows without an id go by."""
    if not isinstance(name, str) or not name:
        raise check.refuse("name", "a text", name)
    return name


def classify_table(
    table: Any,
    model: Any = None,
    *,
    min_confidence: float = 0.0,
    max_error: float | None = None,
    prior: Any = None,
    rules: Any = None,
    keep_boilerplate: bool = False,
    name: str = "table",
    n_jobs: int | None = None,
    **columns: str,
) -> _native.RowStream:
    """Tell the topics of a table's articles: the rows of ``slugline classify --to parquet``, as a stream.

    Parameters
    ----------
    table : object with ``__arrow_c_stream__`` or ``__arrow_c_array__``
        A table, record batch or stream of pyarrow, polars, pandas (2.2 or later), DuckDB or others. Texts may be of any of Arrow's types
        for them, or dictionaries of these; columns are found by name as in a Parquet file.
    model : TopicClassifier or path, default=None
        A fitted classifier or a model file; ``None`` for the built-in model.
    min_confidence : float, default=0.0
        Articles less sure than this are ``unsure``, 0 to 1; those without a word that the model knows always are.
    max_error : float, default=None
        Accept articles down to the confidence at which at most so many percent of those accepted are wrong.
    prior : {'train', 'uniform'} or dict, default=None
        How frequent topics are in these articles; ``None`` as the model was told.
    rules : path, default=None
        A file of rules that are asked beside the model; the rows have a column ``rule`` then.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source are text like any other.
    name : str, default='table'
        Rows without an id or a link go by this name and their number.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.
    **columns : str
        Other names of columns: ``id_column``, ``title_column``, ``text_column``, ``url_column``, ``source_column``, ``date_column``,
        ``lang_column``.

    Returns
    -------
    RowStream
        A stream that speaks Arrow, one row for each of the table, computed as it is read, once. Its columns are ``id``, ``title``,
        ``topic``, ``confidence``, ``topics``, ``status``, ``error`` and ``why``.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, or no column holds a text or a title. What goes wrong in the table itself is raised by
        whoever reads the stream.

    Examples
    --------
    >>> import pyarrow
    >>> from slugline import classify_table
    >>> table = pyarrow.table({"text": ["Regulator fines hotel chain for keeping passport scans of its guests"]})
    >>> pyarrow.table(classify_table(table))["topic"].to_pylist()
    ['Data protection']
    """
    check = Checker("classify_table")
    model, decision = decided(
        "classify_table",
        native_model(model),
        min_confidence=min_confidence,
        max_error=max_error,
        prior=prior,
        rules=rules,
        keep_boilerplate=keep_boilerplate,
    )
    return _native.classify_stream(
        readable(table), model, decision, column_names(columns), table_name(check, name), check.n_threads(n_jobs)
    )


def summarize_table(
    table: Any,
    model: Any = None,
    *,
    max_chars: int | None = None,
    sentences: int = 1,
    allow_echo: bool = False,
    line_model: Any = None,
    with_text: bool = False,
    keep_boilerplate: bool = False,
    name: str = "table",
    n_jobs: int | None = None,
    **columns: str,
) -> _native.RowStream:
    """Give a table's articles their lines: the rows of ``slugline summarize --to parquet``, as a stream.

    Parameters
    ----------
    table : object with ``__arrow_c_stream__`` or ``__arrow_c_array__``
        A table, as in `classify_table`.
    model : TopicClassifier or path, default=None
        What tells how rare words are, and what they say of topics; ``None`` for the built-in model.
    max_chars : int, default=None
        The most characters that a line may have; 0 for whole sentences, however long. ``None`` for 160 for each sentence.
    sentences : int, default=1
        Sentences per line at most.
    allow_echo : bool, default=False
        Whether a sentence that only repeats the title may be the line though there are others.
    line_model : path, default=None
        Weights that ``slugline train-line`` made; ``None`` for the built-in ones.
    with_text : bool, default=False
        Whether the column ``text`` holds the cleaned texts, to which spans refer; otherwise it is null.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source may be lines.
    name : str, default='table'
        Rows without an id or a link go by this name and their number.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.
    **columns : str
        Other names of columns, as in `classify_table`.

    Returns
    -------
    RowStream
        A stream that speaks Arrow, one row for each of the table, computed as it is read, once. Its columns are ``id``, ``title``,
        ``summary``, ``span_start``, ``span_end``, ``trimmed``, ``status``, ``error`` and ``text``.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, or no column holds a text or a title.
    """
    check = Checker("summarize_table")
    maker = line_maker(check, max_chars, sentences, allow_echo, line_model)
    return _native.summarize_stream(
        readable(table),
        native_model(model),
        maker,
        check.truth("with_text", with_text),
        check.truth("keep_boilerplate", keep_boilerplate),
        column_names(columns),
        table_name(check, name),
        check.n_threads(n_jobs),
    )
