"""Slugline on Spark: topics and lines for the rows of a DataFrame, and naive Bayes learnt where the rows are.

`classify` and `summarize` add columns to a DataFrame, and `train` learns a model from one. The work is done by the same native code as everywhere, in
the Python workers of the executors, which need this package installed (see the README of the package for ``spark-submit``).

What is said of a row depends on that row alone, so that neither partitions, nor their number, nor tasks that run twice change anything. That
is why the repeated lines of a source, which commands mask where a file shows them, are not masked here: what repeats would depend on what
Spark puts into one partition. It is ``slugline classify --keep-boilerplate``, and ``slugline summarize`` of articles without a source.
"""

from ._rows import classify, summarize
from ._training import train

__all__ = ["classify", "summarize", "train"]
