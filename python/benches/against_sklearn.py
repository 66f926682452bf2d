#!/usr/bin/env python3
"""Times `TopicClassifier` and scikit-learn's pipeline in one process, in turn, on the same texts in memory.

against_sklearn.py TRAIN.jsonl TEST.jsonl [ROUNDS]        JSONL with title, text and label

The pipeline is `TfidfVectorizer` with `LinearSVC`, once with what both have by default (words alone), and once with the terms that Slugline has
too: words and pairs of words that stand in two articles, counts by their logarithm. Figures are medians; a ratio is the pipeline's time by ours.
"""

import json
import statistics
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC
from slugline import TopicClassifier


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [f"{row.get('title') or ''}\n{row.get('text') or ''}" for row in rows], [row["label"] for row in rows]


def timed(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main():
    train, test = read(sys.argv[1]), read(sys.argv[2])
    n_rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    words, pairs = "sklearn, words", "sklearn, words and pairs"
    makers = {
        words: lambda: make_pipeline(TfidfVectorizer(), LinearSVC()),
        pairs: lambda: make_pipeline(TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=2), LinearSVC()),
    }
    for algorithm in ("auto", "complement", "discriminative"):
        makers[f"slugline, {algorithm}"] = lambda algorithm=algorithm: TopicClassifier(algorithm)
    times = {name: ([], []) for name in makers}
    accuracies = {}
    for _ in range(n_rounds):
        for name, make in makers.items():
            fitting, model = timed(lambda: make().fit(*train))
            predicting, told = timed(lambda: model.predict(test[0]))
            times[name][0].append(fitting)
            times[name][1].append(predicting)
            accuracies[name] = 100 * sum(a == b for a, b in zip(told, test[1])) / len(told)
    medians = {name: tuple(map(statistics.median, both)) for name, both in times.items()}
    print(f"{len(train[0])} articles to fit, {len(test[0])} to predict, {n_rounds} rounds")
    for name, (fitting, predicting) in medians.items():
        line = f"{name:25} fit {fitting:6.2f} s  predict {1000 * predicting:6.0f} ms  accuracy {accuracies[name]:5.2f} %"
        if not name.startswith("sklearn"):
            for peer in (words, pairs):
                line += f"  | {medians[peer][0] / fitting:4.1f} x, {medians[peer][1] / predicting:4.1f} x {peer.partition(', ')[2]}"
        print(line)


main()
