#!/usr/bin/env python3
"""fastText on the rows that Slugline reads, to be measured in turn with it; needs `fasttext` or `fasttext-wheel` from PyPI.

    peer_fasttext.py train TRAIN.jsonl MODEL             pairs of words, 25 epochs, learning rate 1, two threads
    peer_fasttext.py eval TEST.jsonl MODEL               how many percent are right
    peer_fasttext.py classify ROWS.jsonl MODEL OUT.jsonl
"""

import json
import re
import sys
import tempfile

import fasttext


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document(row):
    """Lower case, marks apart from words, in one line."""
    text = f"{row.get('title') or ''} {row.get('text') or ''}".lower()
    return " ".join(re.sub(r"([^\w\s])", r" \1 ", text).split())


def train(source, model):
    labelled = rows(source)
    labels = sorted({row["label"] for row in labelled})
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.writelines(f"__label__{labels.index(row['label'])} {document(row)}\n" for row in labelled)
        file.flush()
        fitted = fasttext.train_supervised(file.name, lr=1.0, epoch=25, wordNgrams=2, thread=2, verbose=0)
    fitted.save_model(model)
    with open(model + ".labels", "w", encoding="utf-8") as file:
        json.dump(labels, file)


def predicted(articles, model):
    with open(model + ".labels", encoding="utf-8") as file:
        labels = json.load(file)
    found, _ = fasttext.load_model(model).predict([document(row) for row in articles])
    return [labels[int(names[0].removeprefix("__label__"))] if names else None for names in found]


def main():
    match sys.argv[1:]:
        case ["train", source, model]:
            train(source, model)
        case ["eval", source, model]:
            test = rows(source)
            right = sum(row["label"] == label for row, label in zip(test, predicted(test, model)))
            print(f"{100 * right / len(test):.1f} % right")
        case ["classify", source, model, out]:
            articles = rows(source)
            with open(out, "w", encoding="utf-8") as file:
                for row, label in zip(articles, predicted(articles, model)):
                    file.write(json.dumps({"id": row.get("id"), "topic": label}) + "\n")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
