"""What can go wrong, as exceptions.

All of them are `SluglineError`, which is a `ValueError`, so that who catches that catches these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    NotFittedError = ValueError

__all__ = ["NotFittedError", "SluglineError", "SluglineIOError", "SluglineTypeError", "SluglineWarning"]


class SluglineError(ValueError):
    """Something about a parameter, the data or a model does not do; the message says what, and how to mend it."""


class SluglineIOError(SluglineError, OSError):
    """A file could not be found, read or written."""


class SluglineTypeError(SluglineError, TypeError):
    """Something is of a type that it cannot be."""


class SluglineWarning(UserWarning):
    """Part of the input could not be read, and the rest was; or a parameter has a consequence that is easily missed."""


class _NotFittedError(ValueError, AttributeError):
    """An estimator was asked for what it learns before it had learnt; stands for scikit-learn's where that is not installed."""


_NotFittedError.__name__ = _NotFittedError.__qualname__ = "NotFittedError"


def not_fitted_error() -> type[Exception]:
    """Return scikit-learn's exception for estimators that are not fitted, or where it is not installed, one like it."""
    try:
        from sklearn.exceptions import NotFittedError
    except ImportError:
        return _NotFittedError
    return NotFittedError


def __getattr__(name: str) -> Any:
    # scikit-learn takes a second and a hundred megabytes to import, and tables and feeds need nothing of it.
    if name == "NotFittedError":
        return not_fitted_error()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
