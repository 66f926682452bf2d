"""Labels, in whatever container and of whatever type they come, and the classes that they make."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from .exceptions import SluglineError, SluglineTypeError


def labels(y: Any, n: int | None) -> tuple[list[Any], bool]:
    """Return labels as a list, and whether each article has a list of them.

    Parameters
    ----------
    y : array-like
        A label for each article, or a list of labels.
    n : int or None
        How many articles there are, where that is known.

    Returns
    -------
    list
        The labels.
    bool
        Whether they are lists.
    """
    if y is None:
        raise SluglineError("requires y to be passed, but the target y is None; y holds a label for each article of X")
    if isinstance(y, (str, bytes)):
        raise SluglineTypeError("y is one text; give a label for each article of X")
    shape = getattr(y, "shape", None)
    if shape is not None and len(shape) == 2 and shape[1] == 1:
        warning = UserWarning
        try:
            from sklearn.exceptions import DataConversionWarning as warning
        except ImportError:
            pass
        message = "A column-vector y was passed when a 1d array was expected; its column is taken."
        warnings.warn(message, warning, stacklevel=3)
        y = np.asarray(y).ravel()
    elif shape is not None and len(shape) != 1:
        raise SluglineError(f"y should be a 1d array of labels, got an array of shape {tuple(shape)} instead.")
    if shape is None and hasattr(y, "__array__"):
        y = np.asarray(y)
    try:
        found = y.to_pylist() if hasattr(y, "to_pylist") else list(y)
    except TypeError as error:
        raise SluglineTypeError(f"y is of the type {type(y).__name__}; give a list, an array or a series of labels") from error
    if n is not None and len(found) != n:
        raise SluglineError(f"Found input variables with inconsistent numbers of samples: [{n}, {len(found)}]; X and y must be as long.")
    if len(found) == 0:
        raise SluglineError("Found array with 0 sample(s) while a minimum of 1 is required: there is no article to learn from.")
    are_lists = [isinstance(label, (list, tuple, set, frozenset, np.ndarray)) for label in found]
    if any(are_lists) and not all(are_lists):
        place = are_lists.index(False)
        raise SluglineTypeError(f"y[{place}] is one label, where others are lists of labels; make it a list with one label")
    return found, any(are_lists)


def classes_of(found: list[Any], are_lists: bool) -> tuple[np.ndarray, list[list[str]]]:
    """Return the labels that there are, sorted, and the names of each article's topics."""
    if are_lists:
        lists = [[_name(label, f"y[{place}]") for label in some] for place, some in enumerate(found)]
        return np.unique(np.array([name for some in lists for name in some], dtype=str)), lists
    for place, label in enumerate(found):
        if label is None or (isinstance(label, (float, np.floating)) and np.isnan(label)):
            raise SluglineError(f"y[{place}] is missing (Input y contains NaN or None); leave out articles without a label")
    y = np.asarray(found)
    if y.dtype.kind == "f" and not np.isfinite(y).all():
        raise SluglineError("Input y contains infinity; a label is a text, a whole number or a truth value")
    if y.dtype.kind == "c" or (y.dtype.kind == "f" and (y != np.floor(y)).any()):
        raise SluglineError("Unknown label type: continuous. A label is a text, a whole number or a truth value, not a measured one.")
    if y.dtype.kind not in "OUSbiuf" or y.ndim != 1:
        raise SluglineTypeError(f"Unknown label type: {y.dtype}. A label is a text, a whole number or a truth value.")
    # What becomes text only because others are would hide a mistake.
    if y.dtype.kind in "US" and not all(isinstance(label, (str, np.str_)) for label in found):
        raise SluglineTypeError("y mixes labels of several types; make all of them texts, or all of them numbers")
    try:
        classes, places = np.unique(y, return_inverse=True)
    except TypeError as error:
        raise SluglineTypeError("y mixes labels of several types; make all of them texts, or all of them numbers") from error
    names = [[str(label)] for label in classes.tolist()]
    return classes, [names[place] for place in places]


def refuse_one_class(classes: np.ndarray) -> None:
    """Refuse labels that are all the same: there would be nothing to tell apart."""
    if len(classes) == 1:
        label = classes.tolist()[0]
        raise SluglineError(f"y holds one class only, {label!r}; there have to be at least two topics to tell apart")


def kind(labels: np.ndarray) -> str:
    """Return what labels are: texts, numbers or truth values."""
    return {"U": "text", "O": "text", "b": "truth"}.get(labels.dtype.kind, "number")


def _name(label: Any, place: str) -> str:
    if not isinstance(label, (str, np.str_)):
        raise SluglineTypeError(f"{place} holds a label of the type {type(label).__name__}; where articles have several, labels are texts")
    return str(label)
