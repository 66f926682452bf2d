#!/usr/bin/env python3
"""Slugline and Spark ML's own pipeline in one session, on the same rows: how often they are right, and how long it takes.

    against_spark_ml.py TRAIN.jsonl TEST.jsonl [--rows N] [--runs N] [--algorithm NAME]

Spark ML's pipeline is Tokenizer, HashingTF, IDF and NaiveBayes, with their defaults (2^18 columns, multinomial, smoothing 1), on title and text.
Slugline's is `slugline.spark.train` and `classify`, with theirs (complement naive Bayes, unless an algorithm is named; with `auto`, which is not made
on Spark, `TopicClassifier` on the driver and `classify`). Rows to classify are those of TEST, repeated; what comes
of them is computed in full and thrown away (format `noop`). Times are medians of runs in turn.
"""

import argparse
import json
import os
import statistics
import sys
import time

import slugline.spark
from pyspark.ml import Pipeline
from pyspark.ml.classification import NaiveBayes
from pyspark.ml.feature import HashingTF, IDF, IndexToString, StringIndexer, Tokenizer
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f


def rows(spark: SparkSession, path: str, n: int | None = None) -> DataFrame:
    with open(path, encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    found = [(row["label"], row["title"], row["text"]) for row in found]
    if n is not None:
        found = [found[number % len(found)] for number in range(n)]
    df = spark.createDataFrame(found, "label string, title string, text string").repartition(8).cache()
    df.count()
    return df


def with_document(df: DataFrame) -> DataFrame:
    return df.withColumn("document", f.concat_ws(" ", "title", "text"))


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def accuracy(df: DataFrame, told: str) -> float:
    return df.select(f.avg((f.col("label") == f.col(told)).cast("double"))).first()[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--algorithm", default="complement", help="also auto, whose model is made on the driver")
    parser.add_argument("--master", default="local-cluster[2,1,2048]")
    arguments = parser.parse_args()
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master(arguments.master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.executor.memory", "2048m")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    train, test = rows(spark, arguments.train), rows(spark, arguments.test)
    many = rows(spark, arguments.test, arguments.rows)

    indexer = StringIndexer(inputCol="label", outputCol="index").fit(train)
    stages = [
        Tokenizer(inputCol="document", outputCol="words"),
        HashingTF(inputCol="words", outputCol="counts"),
        IDF(inputCol="counts", outputCol="features"),
        NaiveBayes(labelCol="index"),
        IndexToString(inputCol="prediction", outputCol="told", labels=indexer.labels),
    ]
    fitted = {}

    def fit_theirs():
        fitted["theirs"] = Pipeline(stages=stages).fit(indexer.transform(with_document(train)))

    def fit_mine():
        if arguments.algorithm == "auto":  # Not on Spark: the model is made here and classifies there.
            local = train.toPandas()
            fitted["mine"] = slugline.TopicClassifier().fit(local, local["label"])
        else:
            fitted["mine"] = slugline.spark.train(train, "label", "text", algorithm=arguments.algorithm)

    print(f"fit, seconds: Spark ML {seconds(fit_theirs):.1f}, Slugline {seconds(fit_mine):.1f}")
    ways = {
        "Spark ML": lambda df: fitted["theirs"].transform(with_document(df)).select("label", "told"),
        "Slugline": lambda df: slugline.spark.classify(df, fitted["mine"]).select("label", f.col("topics")[0]["topic"].alias("told")),
    }
    right = {name: accuracy(way(test), "told") for name, way in ways.items()}
    print("right, %: " + ", ".join(f"{name} {100 * share:.1f}" for name, share in right.items()))
    times = {name: [] for name in ways}
    for run in range(arguments.runs + 1):
        for name, way in ways.items():
            taken = seconds(lambda: way(many).write.format("noop").mode("overwrite").save())
            if run > 0:
                times[name].append(taken)
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    print(f"classify {arguments.rows:,} rows, seconds: " + ", ".join(f"{name} {taken:.2f}" for name, taken in medians.items()))
    print(f"Slugline is {medians['Spark ML'] / medians['Slugline']:.1f} times as fast, and {100 * (right['Slugline'] - right['Spark ML']):.1f} points better")
    spark.stop()


if __name__ == "__main__":
    main()
