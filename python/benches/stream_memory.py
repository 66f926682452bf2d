#!/usr/bin/env python3
"""Classifies a stream of record batches as long as is asked, and says how fast, and how much memory the process had at most.

stream_memory.py ARTICLES.jsonl [GB]        JSONL with text, and with title where there is one; 2 GB unless told otherwise

The batches hold the articles of the file, in another order each time, and are made as they are asked for; nothing holds on to them.
"""

import json
import random
import resource
import sys
import time

import pyarrow
from slugline import classify_table

ROWS_OF_BATCH = 4096


def main():
    n_bytes = int(float(sys.argv[2] if len(sys.argv) > 2 else 2) * 1e9)
    with open(sys.argv[1], encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    table = pyarrow.table({name: pyarrow.array([row.get(name) for row in rows], pyarrow.string()) for name in ("title", "text")})
    del rows
    order = random.Random(1)
    n_sent = 0

    def batches():
        nonlocal n_sent
        while n_sent < n_bytes:
            batch = table.take([order.randrange(len(table)) for _ in range(ROWS_OF_BATCH)]).combine_chunks().to_batches()[0]
            n_sent += batch.nbytes
            yield batch

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    stream = classify_table(pyarrow.RecordBatchReader.from_batches(table.schema, batches()))
    n_rows = sum(batch.num_rows for batch in pyarrow.RecordBatchReader.from_stream(stream))
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{n_rows} articles, {n_sent / 1e9:.2f} GB in {seconds:.1f} s: {n_rows / seconds:.0f} articles/s, {n_sent / seconds / 1e6:.0f} MB/s")
    print(f"memory at most: {after / 1024:.0f} MB ({before / 1024:.0f} MB before, with {table.nbytes / 1e6:.0f} MB of samples)")


main()
