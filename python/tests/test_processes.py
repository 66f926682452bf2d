"""Threads, forks, signals and memory: what a guest in somebody's process owes to it."""

import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading
import time

import pyarrow
import pytest
from slugline import Summarizer, TopicClassifier, classify_table

DATA = os.path.join(os.path.dirname(__file__), "..", "..", "data", "digital-policy", "train.jsonl")

needs_fork = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system does not fork")


def python(program, timeout=120):
    """Run a program in a process of its own, which has `rows`, `texts` and `topics`."""
    head = f"""
import json, os, signal, sys, threading, time
import pyarrow
from slugline import *
rows = [json.loads(line) for line in open({DATA!r}, encoding="utf-8")]
texts, topics = [row["text"] for row in rows], [row["label"] for row in rows]
"""
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(program)], capture_output=True, text=True, check=False, timeout=timeout
    )


@needs_fork
def test_forks(texts, topics):
    """Work before a fork leaves nothing that a child would wait for."""
    classifier = TopicClassifier("complement").fit(texts, topics)
    expected = classifier.predict(texts).tolist()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        for found in pool.map_async(_work, [classifier] * 4).get(timeout=60):
            assert found == expected


def _work(classifier):
    texts = sample_texts()
    classifier.partial_fit(texts[:1], classifier.predict(texts[:1]))
    Summarizer().transform(texts[:50])
    return TopicClassifier("complement").fit(texts, sample_topics()).predict(texts).tolist()


def sample_rows():
    import json

    with open(DATA, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sample_texts():
    return [row["text"] for row in sample_rows()]


def sample_topics():
    return [row["label"] for row in sample_rows()]


@needs_fork
def test_forks_while_other_threads_work():
    done = python(
        """
        classifier = TopicClassifier("complement").fit(texts, topics)
        stop = threading.Event()
        def work():
            while not stop.is_set():
                classifier.predict(texts)
        worker = threading.Thread(target=work)
        worker.start()
        for _ in range(20):
            child = os.fork()
            if child == 0:
                os._exit(0 if classifier.predict(texts).shape == (len(texts),) else 1)
            assert os.waitpid(child, 0)[1] == 0
        stop.set()
        worker.join()
        """
    )
    assert done.returncode == 0, done.stderr


@needs_fork
def test_streams_do_not_cross_a_fork(texts):
    table = pyarrow.table({"text": texts * 20})
    stream = pyarrow.RecordBatchReader.from_stream(classify_table(table))
    stream.read_next_batch()
    child = os.fork()
    if child == 0:
        try:
            stream.read_next_batch()
        except Exception as error:
            os._exit(0 if "forked" in str(error) else 2)
        os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert stream.read_all().num_rows > 0


def test_other_threads_go_on(texts):
    classifier = TopicClassifier.builtin()
    ticks, stop = [], threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.002)

    ticker = threading.Thread(target=tick)
    ticker.start()
    start = time.monotonic()
    classifier.predict(texts * 40)
    end = time.monotonic()
    stop.set()
    ticker.join()
    within = sum(start < moment < end for moment in ticks)
    assert within >= 0.1 * (end - start) / 0.002


def test_threads_share_a_model(texts):
    classifier = TopicClassifier.builtin()
    expected = classifier.predict(texts).tolist()
    found = []
    workers = [threading.Thread(target=lambda: found.append(classifier.predict(texts).tolist())) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == [expected] * 8


WORKS = {
    "fit": 'TopicClassifier("auto").fit(texts * 400, topics * 400)',
    "discriminative": 'TopicClassifier("discriminative", cost=100.0, ngrams=3).fit(texts * 400, topics * 400)',
    "predict": "TopicClassifier.builtin().predict(texts * 2000)",
    "summarize": "Summarizer().transform(texts * 500)",
    "table": 'pyarrow.table(classify_table(pyarrow.table({"text": texts * 2000})))',
}


@pytest.mark.parametrize("work", WORKS)
@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX systems have them")
def test_ctrl_c(work):
    """Ctrl-C ends the work within a moment, and the process can go on."""
    done = python(
        f"""
        sent = []
        def interrupt():
            time.sleep(0.7)
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=interrupt, daemon=True).start()
        start = time.monotonic()
        try:
            try:
                {WORKS[work]}
            except Exception:
                # A reader of streams makes an exception of its own of it; Ctrl-C itself comes right behind.
                for _ in range(100):
                    time.sleep(0.01)
                raise
            print("not interrupted")
        except KeyboardInterrupt:
            print("interrupted", time.monotonic() - sent[0])
        n_threads = len(os.listdir("/proc/self/task")) if os.path.exists("/proc/self/task") else 0
        assert TopicClassifier("complement").fit(texts, topics).score(texts, topics) > 0.9
        """
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("interrupted"), done.stdout + done.stderr
    assert float(done.stdout.split()[1]) < 5.0, done.stdout


def test_a_thousand_fits_keep_no_memory():
    """After the first fits, which fill what is kept, the rest may not add up: 900 fits of 60 texts would leave over 100 MB of models."""
    pytest.importorskip("resource")
    if not os.path.exists("/proc/self/statm"):
        pytest.skip("this system does not say how much memory a process has")
    done = python(
        """
        def resident():
            with open("/proc/self/statm") as statm:
                return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        def fit():
            classifier = TopicClassifier("complement", min_df=1).fit(texts[::10], topics[::10])
            classifier.predict(texts[:3])
            classifier.explain(texts[:1])
        for _ in range(100):
            fit()
        before = resident()
        for _ in range(900):
            fit()
        print(resident() - before)
        """,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 16 << 20, f"{int(done.stdout) >> 20} MB more"


def test_memory_stays_flat_over_a_stream():
    """250 MB of texts go through in much less than that."""
    if not os.path.exists("/proc/self/statm"):
        pytest.skip("this system does not say how much memory a process has")
    done = python(
        """
        import resource
        batch = pyarrow.record_batch({"text": texts * 2})
        n_batches = (250 << 20) // batch.nbytes
        def through(n):
            reader = pyarrow.RecordBatchReader.from_batches(batch.schema, (batch for _ in range(n)))
            return sum(rows.num_rows for rows in pyarrow.RecordBatchReader.from_stream(classify_table(reader)))
        through(20)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert through(n_batches) == n_batches * batch.num_rows
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
        """,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 60 << 10, f"{int(done.stdout) >> 10} MB more"


def test_tables_and_feeds_do_without_scikit_learn():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, slugline; slugline.classify_table; print('sklearn' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
