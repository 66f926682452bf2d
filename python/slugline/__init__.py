"""Slugline: a topic and one line for every news article.

The estimators `TopicClassifier` and `Summarizer` have scikit-learn's conventions; `classify_table`, `summarize_table` and `digest_table` work on
anything that speaks Arrow; `read` and `digest` on feeds and other files. All of it is the Rust library that the command ``slugline`` is made of:
the same model files, and the same topics, confidences and lines.
"""

from ._classifier import TopicClassifier
from ._feeds import digest, digest_table, read
from ._native import RowStream
from ._summarizer import Summarizer
from ._tables import classify_table, summarize_table
from .exceptions import NotFittedError, SluglineError, SluglineIOError, SluglineTypeError, SluglineWarning

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
