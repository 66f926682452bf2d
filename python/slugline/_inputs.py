"""Articles and labels, in whatever container they come, as the native part reads them: a list, or a table that speaks Arrow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .exceptions import SluglineError, SluglineTypeError

#: The user's names for columns, by the parameters of the functions that take them.
COLUMNS = ("id_column", "title_column", "text_column", "url_column", "source_column", "date_column", "lang_column", "label_column")


def is_table(X: Any) -> bool:
    """Tell whether `X` has rows with columns of their own, and speaks Arrow."""
    if hasattr(X, "columns") or hasattr(X, "schema"):
        return hasattr(X, "__arrow_c_stream__") or hasattr(X, "__arrow_c_array__")
    return False


def table(X: Any) -> Any:
    """Return a table as the native part can read it.

    Polars gives columns of nulls a buffer that Arrow's C data interface has no place for (pola-rs/polars#22934), so that no other reader
    takes them; as texts that are null they say the same.
    """
    if type(X).__module__.partition(".")[0] != "polars" or not hasattr(X, "schema") or not hasattr(X, "cast"):
        return X
    import polars

    def spelt_out(kind: Any) -> Any:
        if kind == polars.Null:
            return polars.String
        if isinstance(kind, polars.List):
            return polars.List(spelt_out(kind.inner))
        if isinstance(kind, polars.Struct):
            return polars.Struct({field.name: spelt_out(field.dtype) for field in kind.fields})
        return kind

    schema = X.collect_schema()
    return X.cast({name: spelt_out(kind) for name, kind in schema.items() if "Null" in str(kind)})


def articles(X: Any, what: str = "X") -> Any:
    """Return `X` as a list of texts and dicts, or as it is where it is a table that speaks Arrow.

    Parameters
    ----------
    X : array-like of str or dict, or a table
        The articles.
    what : str
        What messages call it.

    Returns
    -------
    list or table
        What the native part reads.
    """
    if isinstance(X, list):
        return X
    if isinstance(X, (str, bytes, dict)) or X is None:
        message = f"{what} is one {type(X).__name__}; give several articles, such as a list with it in"
        raise SluglineTypeError(message)
    if is_table(X):
        return table(X)
    if hasattr(X, "__arrow_c_stream__") or hasattr(X, "__arrow_c_array__"):
        column = _text_column(X)
        if column is not None:
            return column
    shape = getattr(X, "shape", None)
    if shape is not None and len(shape) != 1:
        raise SluglineError(_shape_message(what, shape))
    if hasattr(X, "toarray"):
        raise SluglineTypeError(f"{what} is a sparse matrix; articles are texts, or dicts with a text or a title")
    for name in ("to_pylist", "to_list", "tolist"):
        if hasattr(X, name):
            return getattr(X, name)()
    if hasattr(X, "__array__"):
        return articles(np.asarray(X), what)
    try:
        return list(X)
    except TypeError as error:
        raise SluglineTypeError(f"{what} is of the type {type(X).__name__}; give a list, an array or a series of articles") from error


def _shape_message(what: str, shape: tuple[int, ...]) -> str:
    if len(shape) == 0:
        return f"Expected 1D array of articles for {what}, got scalar array instead. Give several articles, such as a list with it in."
    hint = f"; of one column, {what}[:, 0] has them" if len(shape) == 2 and shape[1] == 1 else ""
    found = f"got {len(shape)}D array of shape {tuple(shape)} instead"
    return f"Expected 1D array of articles for {what}, {found}. Reshape your data: one text or dict for each article{hint}."


def _text_column(X: Any) -> Any:
    """Return a series or array of texts as a table of one column; `None` where it holds something else, or is best read as a list."""
    module = type(X).__module__.partition(".")[0]
    if module == "polars" and str(getattr(X, "dtype", "")) in ("String", "Categorical", "Enum"):
        return X.alias("text").to_frame()
    if module == "pyarrow":
        import pyarrow

        if _is_arrow_text(pyarrow, X.type):
            return pyarrow.table({"text": X})
    return None


def _is_arrow_text(pyarrow: Any, kind: Any) -> bool:
    types = pyarrow.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    is_view = getattr(types, "is_string_view", lambda _: False)
    return types.is_string(kind) or types.is_large_string(kind) or is_view(kind)


def n_articles(X: Any) -> int | None:
    """Return how many articles there are; `None` where only reading them tells."""
    try:
        return len(X)
    except TypeError:
        return None


def column_names(given: dict[str, Any]) -> dict[str, str | None]:
    """Return the user's names for columns as the native part has them; `given` holds them by parameter."""
    unknown = sorted(set(given) - set(COLUMNS))
    if unknown:
        raise TypeError(f"got an unexpected keyword argument {unknown[0]!r}; columns are named by {', '.join(COLUMNS)}")
    names = {}
    for parameter in COLUMNS:
        name = given.get(parameter)
        if name is not None and not isinstance(name, (str, int)):
            raise SluglineTypeError(f"{parameter} is the name of a column, not of the type {type(name).__name__}")
        names[parameter.removesuffix("_column")] = None if name is None else str(name)
    return names


def file_paths(paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]]) -> Sequence[str]:
    """Return one path or several as a list of paths."""
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    try:
        found = [os.fspath(path) for path in paths]
    except TypeError as error:
        raise SluglineTypeError(f"paths are a path, or several: {error}") from error
    if "-" in found:
        raise SluglineError("`-` stands for standard input on a command line only; give a path")
    return found


def file_text(path: str | os.PathLike[str], what: str) -> str:
    """Return the text of a file; `what` is what messages call it."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        from .exceptions import SluglineIOError

        raise SluglineIOError(f"{what}: {os.fspath(path)}: {error}") from error
