#!/usr/bin/env python3
"""What a partition takes on one core, by its size: seconds of the processor to count, sum, classify and summarise it, and bytes of its parts.

    parts.py ROWS.parquet [--sizes 25000,50000,100000,200000] [--hash-features N] [--ngrams N]

ROWS has the columns label, title and text. Figures for docs/scale.md.
"""

import argparse
import resource
import time

import pyarrow
import pyarrow.parquet
from slugline import TopicClassifier, _native, classify_table, summarize_table
from slugline._inputs import column_names
from slugline._parameters import learning


def timed(work):
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows")
    parser.add_argument("--sizes", default="25000,50000,100000,200000")
    parser.add_argument("--hash-features", type=int)
    parser.add_argument("--ngrams", type=int)
    arguments = parser.parse_args()
    rows = pyarrow.parquet.read_table(arguments.rows, columns=["label", "title", "text"])
    settings = learning(
        TopicClassifier("complement", lang="en", hash_features=arguments.hash_features, ngrams=arguments.ngrams), False
    )
    columns = column_names({})
    for size in map(int, arguments.sizes.split(",")):
        table = rows.slice(0, size)
        n_bytes = sum(pyarrow.compute.sum(pyarrow.compute.binary_length(table[name])).as_py() for name in ("title", "text"))
        counting, (counts, _, _) = timed(lambda: _native.count_shard(table, settings, columns, 1))
        terms = _native.Terms.of_counts(counts)
        summing, (sums, _, _) = timed(lambda: _native.sum_shard(table, terms, columns, 1))
        merging, _ = timed(lambda: _native.merge_parts([counts, counts], 1))
        fitting, model = timed(lambda: _native.model_of_sums(sums, 1))
        articles = table.select(["title", "text"])
        classifying, _ = timed(lambda: pyarrow.table(classify_table(articles, model, n_jobs=1)))
        summarizing, _ = timed(lambda: pyarrow.table(summarize_table(articles.slice(0, size // 5), n_jobs=1)))
        print(
            f"{size:,} rows, {n_bytes / 1e6:.0f} MB: count {counting:.2f} s, {len(counts) / 1e6:.1f} MB; terms {len(terms.to_bytes()) / 1e6:.1f} MB; "
            f"sum {summing:.2f} s, {len(sums) / 1e6:.1f} MB; merge two counts {merging:.2f} s; model {fitting:.2f} s, "
            f"{len(model.to_bytes()) / 1e6:.1f} MB; classify {classifying:.2f} s; summarise a fifth {summarizing:.2f} s; "
            f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
