"""Feeds, pages, mails and tables in files: what they hold, and a digest of it."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from . import _native
from ._inputs import column_names, file_paths
from ._inputs import table as readable
from ._lines import line_maker
from ._models import decided, native_model
from ._parameters import SCOPES, Checker, moment
from ._tables import table_name
from .exceptions import SluglineWarning

__all__ = ["digest", "digest_table", "read"]

#: What stands above a digest, unless it is told otherwise.
TITLE = "News digest"
#: The word for the stories that no topic could be justified for.
UNSURE = "unsure"


def read(paths: Any, *, format: str | None = None, n_jobs: int | None = None, **columns: str) -> Iterator[dict[str, Any]]:
    """Read the articles of files, folders or patterns, one after another, whatever the format of each.

    Parameters
    ----------
    paths : path, or iterable of paths
        Feeds (RSS, Atom, JSON Feed), JSONL, JSON, CSV, web pages, mails, texts; folders of these, or patterns such as ``'feeds/*.xml'``.
    format : str, default=None
        The format of every file, such as ``'jsonl'``; ``None`` to detect it for each.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.
    **columns : str
        Other names of keys and columns: ``id_column``, ``title_column``, ``text_column``, ``url_column``, ``source_column``,
        ``date_column``, ``lang_column``, ``label_column``.

    Yields
    ------
    dict
        For each article ``id``, ``title``, ``text`` (cleaned), ``url``, ``source``, ``authors``, ``categories``, ``published``, ``lang``,
        ``labels``, ``refs`` (lines that people wrote for it), ``page`` (the file, where it holds several that share their boilerplate) and
        ``status``. A row that cannot be read keeps its place, with the ``status`` ``error`` and the reason in ``error``. The
        estimators take these dicts as articles.

    Warns
    -----
    SluglineWarning
        About a file that cannot be read; the others are.

    Raises
    ------
    SluglineIOError
        Where there is nothing to read.

    Examples
    --------
    >>> import slugline
    >>> for article in slugline.read("data/feeds"):  # doctest: +SKIP
    ...     print(article["title"])
    """
    check = Checker("read")
    reader = _native.ArticleReader(file_paths(paths), _format(check, format), column_names(columns), check.n_threads(n_jobs))
    return _articles(reader)


def _articles(reader: _native.ArticleReader) -> Iterator[dict[str, Any]]:
    while True:
        found, failures = reader.next()
        _warn(failures)
        if not found:
            return
        yield from found


def _warn(failures: list[str]) -> None:
    for failure in failures:
        warnings.warn(failure, SluglineWarning, stacklevel=3)


def _format(check: Checker, format: Any) -> str | None:
    if format is not None and not isinstance(format, str):
        raise check.refuse("format", "the name of a format, or None", format)
    return format


def digest(
    paths: Any,
    model: Any = None,
    *,
    title: str = TITLE,
    since: Any = None,
    topics: Any = None,
    top: int | None = None,
    stories: str = "stories",
    min_confidence: float = 0.0,
    max_error: float | None = None,
    prior: Any = None,
    rules: Any = None,
    max_chars: int | None = None,
    sentences: int = 1,
    allow_echo: bool = False,
    line_model: Any = None,
    keep_boilerplate: bool = False,
    format: str | None = None,
    n_jobs: int | None = None,
    **columns: str,
) -> dict[str, Any]:
    """Make a digest of files: the same story once, by topic, with a line for each. It is the object that ``slugline digest --to json`` prints.

    Parameters
    ----------
    paths : path, or iterable of paths
        What to read, as in `read`.
    model : TopicClassifier or path, default=None
        A fitted classifier or a model file; ``None`` for the built-in model.
    title : str, default='News digest'
        What stands above the digest.
    since : str, datetime, date or timedelta, default=None
        Leave out what was published before: a moment, a day (in UTC), or a stretch of time such as ``'24h'``; articles without a date stay.
    topics : str or list of str, default=None
        Show these topics only; ``'unsure'`` is what no topic could be justified for.
    top : int, default=None
        Show so many stories of each topic at most, and count the others.
    stories : {'stories', 'copies', 'off'}, default='stories'
        Which articles are shown as one.
    min_confidence : float, default=0.0
        Articles less sure than this are ``unsure``, 0 to 1.
    max_error : float, default=None
        Accept articles down to the confidence at which at most so many percent of those accepted are wrong.
    prior : {'train', 'uniform'} or dict, default=None
        How frequent topics are in these articles; ``None`` as the model was told.
    rules : path, default=None
        A file of rules that are asked beside the model.
    max_chars : int, default=None
        The most characters that a line may have; 0 for whole sentences, however long. ``None`` for 160 for each sentence.
    sentences : int, default=1
        Sentences per line at most.
    allow_echo : bool, default=False
        Whether a sentence that only repeats the title may be the line though there are others.
    line_model : path, default=None
        Weights that ``slugline train-line`` made; ``None`` for the built-in ones.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source are text like any other.
    format : str, default=None
        The format of every file; ``None`` to detect it for each.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.
    **columns : str
        Other names of keys and columns, as in `read`.

    Returns
    -------
    dict
        The digest.

    Warns
    -----
    SluglineWarning
        About a file that cannot be read; the others are.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, or nothing can be read.

    Examples
    --------
    >>> import slugline
    >>> slugline.digest("data/feeds")["title"]  # doctest: +SKIP
    'News digest'
    """
    check = Checker("digest")
    files = file_paths(paths)
    of_format, names, n_threads = _format(check, format), column_names(columns), check.n_threads(n_jobs)
    maker = line_maker(check, max_chars, sentences, allow_echo, line_model)
    given = native_model(model)
    given, decision = decided(
        "digest",
        given,
        min_confidence=min_confidence,
        max_error=max_error,
        prior=prior,
        rules=rules,
        keep_boilerplate=keep_boilerplate,
    )
    shown = _shown(check, given, title=title, since=since, topics=topics, top=top, stories=stories, has_rules=rules is not None)
    document, failures = _native.digest_paths(files, of_format, names, given, maker, decision, shown, n_threads)
    _warn(failures)
    return json.loads(document)


def digest_table(
    table: Any,
    model: Any = None,
    *,
    title: str = TITLE,
    since: Any = None,
    topics: Any = None,
    top: int | None = None,
    stories: str = "stories",
    min_confidence: float = 0.0,
    max_error: float | None = None,
    prior: Any = None,
    rules: Any = None,
    max_chars: int | None = None,
    sentences: int = 1,
    allow_echo: bool = False,
    line_model: Any = None,
    keep_boilerplate: bool = False,
    name: str = "table",
    n_jobs: int | None = None,
    **columns: str,
) -> dict[str, Any]:
    """Make a digest of a table's articles: the same story once, by topic, with a line for each.

    Parameters
    ----------
    table : object with ``__arrow_c_stream__`` or ``__arrow_c_array__``
        A table, as in `classify_table`.
    model : TopicClassifier or path, default=None
        A fitted classifier or a model file; ``None`` for the built-in model.
    title : str, default='News digest'
        What stands above the digest.
    since : str, datetime, date or timedelta, default=None
        Leave out what was published before, as in `digest`.
    topics : str or list of str, default=None
        Show these topics only; ``'unsure'`` is what no topic could be justified for.
    top : int, default=None
        Show so many stories of each topic at most, and count the others.
    stories : {'stories', 'copies', 'off'}, default='stories'
        Which articles are shown as one.
    min_confidence : float, default=0.0
        Articles less sure than this are ``unsure``, 0 to 1.
    max_error : float, default=None
        Accept articles down to the confidence at which at most so many percent of those accepted are wrong.
    prior : {'train', 'uniform'} or dict, default=None
        How frequent topics are in these articles; ``None`` as the model was told.
    rules : path, default=None
        A file of rules that are asked beside the model.
    max_chars : int, default=None
        The most characters that a line may have; 0 for whole sentences, however long. ``None`` for 160 for each sentence.
    sentences : int, default=1
        Sentences per line at most.
    allow_echo : bool, default=False
        Whether a sentence that only repeats the title may be the line though there are others.
    line_model : path, default=None
        Weights that ``slugline train-line`` made; ``None`` for the built-in ones.
    keep_boilerplate : bool, default=False
        Whether sentences that repeat across the articles of a source are text like any other.
    name : str, default='table'
        Rows without an id or a link go by this name and their number.
    n_jobs : int, default=None
        The number of threads, which changes nothing but the time; ``None`` and -1 for as many as there are cores.
    **columns : str
        Other names of columns, as in `classify_table`.

    Returns
    -------
    dict
        The digest, as `digest` returns it.

    Raises
    ------
    SluglineError
        Where a parameter is out of its range, no column holds a text or a title, or the table breaks off.
    """
    check = Checker("digest_table")
    names, of_name, n_threads = column_names(columns), table_name(check, name), check.n_threads(n_jobs)
    maker = line_maker(check, max_chars, sentences, allow_echo, line_model)
    given, decision = decided(
        "digest_table",
        native_model(model),
        min_confidence=min_confidence,
        max_error=max_error,
        prior=prior,
        rules=rules,
        keep_boilerplate=keep_boilerplate,
    )
    shown = _shown(check, given, title=title, since=since, topics=topics, top=top, stories=stories, has_rules=rules is not None)
    return json.loads(_native.digest_stream(readable(table), names, of_name, given, maker, decision, shown, n_threads))


def _shown(
    check: Checker,
    model: _native.Model,
    *,
    title: Any,
    since: Any,
    topics: Any,
    top: Any,
    stories: Any,
    has_rules: bool,
) -> dict[str, Any]:
    """Return what is shown, as the native part has it."""
    if not isinstance(title, str) or not title:
        raise check.refuse("title", "a text", title)
    now = datetime.now(timezone.utc)
    names, unsure = _topics(check, model, topics, has_rules)
    return {
        "title": title,
        "stories": check.choice("stories", stories, SCOPES),
        "since": moment(since, check, now),
        "asked": None if since is None else now.isoformat(),
        "topics": names,
        "unsure": unsure,
        "top": None if top is None else check.count("top", top, 1, "a whole number above 0, or None"),
    }


def _topics(check: Checker, model: _native.Model, topics: Any, has_rules: bool) -> tuple[list[str] | None, bool]:
    """Return the topics to show by their own names, and whether stories of none are shown."""
    if topics is None:
        return None, False
    wanted = [topics] if isinstance(topics, str) else list(topics)
    known = {topic.lower(): topic for topic in model.topics}
    names, unsure = [], False
    for topic in wanted:
        if not isinstance(topic, str):
            raise check.refuse("topics", "names of topics", topics)
        if topic.lower() in known:
            names.append(topic if topic in model.topics else known[topic.lower()])
        elif topic.lower() == UNSURE:
            unsure = True
        elif has_rules:
            # Rules give topics of their own, by their very names.
            names.append(topic)
        else:
            raise check.refuse("topics", f"names of topics ({', '.join(model.topics)}), or 'unsure'", topic)
    if not names and not unsure:
        raise check.refuse("topics", "None, or names of topics", topics)
    return names, unsure
