"""Slugline: a topic and one line for every news article.

The estimators `TopicClassifier` and `Summarizer` have scikit-learn's conventions; `classify_table`, `summarize_table` and `digest_table` work on
anything that speaks Arrow; `read` and `digest` on feeds and other files. All of it is the Rust library that the command ``slugline`` is made of:
the same model files, and the same topics, confidences and lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._feeds import digest, digest_table, read
from ._native import RowStream
from ._tables import classify_table, summarize_table
from .exceptions import SluglineError, SluglineIOError, SluglineTypeError, SluglineWarning

if TYPE_CHECKING:
    from ._classifier import TopicClassifier
    from ._summarizer import Summarizer
    from .exceptions import NotFittedError

__version__ = "0.1.0"

__all__ = [
    "NotFittedError",
    "RowStream",
    "SluglineError",
    "SluglineIOError",
    "SluglineTypeError",
    "SluglineWarning",
    "Summarizer",
    "TopicClassifier",
    "classify_table",
    "digest",
    "digest_table",
    "read",
    "summarize_table",
]


def __getattr__(name: str) -> Any:
    # The estimators bring scikit-learn along, which takes a second and a hundred megabytes that tables and feeds can do without.
    if name == "TopicClassifier":
        from ._classifier import TopicClassifier

        return TopicClassifier
    if name == "Summarizer":
        from ._summarizer import Summarizer

        return Summarizer
    if name == "NotFittedError":
        from .exceptions import not_fitted_error

        return not_fitted_error()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
