#!/usr/bin/env python3
"""Classifies a stream of record batches as long as is asked, and says how fast, and how much memory the process had at most.

stream_memory.py ARTICLES.jsonl [GB]        JSONL with text, and with title where there is one; 2 GB unless told otherwise

The batches hold the articles of the file, again and again, and are made as they are asked for; nothing holds on to them.
"""

import itertools
import json
import resource
import sys
import time

import pyarrow
from slugline import classify_table

ROWS_OF_BATCH = 1024


def main():
    n_bytes = int(float(sys.argv[2] if len(sys.argv) > 2 else 2) * 1e9)
    schema = pyarrow.schema({"title": pyarrow.string(), "text": pyarrow.string()})
    n_sent = 0

    def rows():
        while True:
            with open(sys.argv[1], encoding="utf-8") as lines:
                yield from (json.loads(line) for line in lines)

    def batches():
        nonlocal n_sent
        source = rows()
        while n_sent < n_bytes:
            some = [{name: row.get(name) for name in schema.names} for row in itertools.islice(source, ROWS_OF_BATCH)]
            batch = pyarrow.RecordBatch.from_pylist(some, schema)
            n_sent += batch.nbytes
            yield batch

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    stream = classify_table(pyarrow.RecordBatchReader.from_batches(schema, batches()))
    n_rows = sum(batch.num_rows for batch in pyarrow.RecordBatchReader.from_stream(stream))
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{n_rows} articles, {n_sent / 1e9:.2f} GB in {seconds:.1f} s: {n_rows / seconds:.0f} articles/s, {n_sent / seconds / 1e6:.0f} MB/s")
    print(f"memory at most: {after / 1024:.0f} MB ({before / 1024:.0f} MB before)")


main()
