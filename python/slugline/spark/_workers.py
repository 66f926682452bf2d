"""Between driver and workers: files that go to every executor once, and what a worker keeps of them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .. import _native
from ..exceptions import SluglineError

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import SparkSession

#: A worker keeps so many models; one that was shipped but is not asked for any more goes.
MODELS_AT_ONCE = 4


def context_of(spark: SparkSession) -> Any:
    """Return the context of a session, which has to run beside the driver."""
    try:
        return spark.sparkContext
    except Exception as error:
        message = "this session has no SparkContext: over Spark Connect files cannot be sent to the workers; run where the driver runs"
        raise SluglineError(message) from error


def ship(spark: SparkSession, content: bytes, ending: str) -> str:
    """Send a file to every executor; return the name by which `shipped` finds it there.

    It is named after its content, so that the same is sent once, however often it is asked for.
    """
    context = context_of(spark)
    name = f"slugline-{hashlib.blake2b(content, digest_size=16).hexdigest()}.{ending}"
    if name not in {os.path.basename(path) for path in context.listFiles}:
        path = os.path.join(_folder().name, name)
        with open(path, "wb") as file:
            file.write(content)
        context.addFile(path)
    return name


@lru_cache(maxsize=1)
def _folder() -> tempfile.TemporaryDirectory[str]:
    # Executors may ask the driver for a file at any time, those that start later too; it goes when the process ends.
    return tempfile.TemporaryDirectory(prefix="slugline-")


def shipped(name: str) -> str:
    """Return the path of a file that was sent to the executors; in a worker."""
    from pyspark import SparkFiles

    return SparkFiles.get(name)


@lru_cache(maxsize=MODELS_AT_ONCE)
def model(name: str) -> _native.Model:
    """Return a model that was sent; it is mapped into memory, which all workers of an executor share."""
    return _native.Model.load(shipped(name))


@lru_cache(maxsize=1)
def terms(name: str) -> _native.Terms:
    """Return terms that were sent."""
    return _native.Terms.load(shipped(name))


def n_threads() -> int:
    """Return how many threads a task may use: as many cores as Spark gives it."""
    from pyspark import TaskContext

    task = TaskContext.get()
    return max(1, task.cpus()) if task is not None else 1


def stream_of(batches: Iterator[pyarrow.RecordBatch]) -> pyarrow.RecordBatchReader | None:
    """Return the batches of a partition as a stream, read as they are asked for; `None` where there are none."""
    import pyarrow

    first = next(batches, None)
    if first is None:
        return None

    def all_of_them() -> Iterator[pyarrow.RecordBatch]:
        yield first
        yield from batches

    return pyarrow.RecordBatchReader.from_batches(first.schema, all_of_them())
