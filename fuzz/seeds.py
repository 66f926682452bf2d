#!/usr/bin/env python3
"""Makes the inputs that the targets start from, of the project's own data and tests: fuzz/corpus/TARGET/….

    $ fuzz/seeds.py            # takes `cargo run` for the small model

A corpus that has grown is added to, not replaced.
"""

import ast
import gzip
import hashlib
import json
import pathlib
import re
import struct
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"


def seed(target: str, content: bytes | str) -> None:
    content = content.encode() if isinstance(content, str) else content
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(content).hexdigest()).write_bytes(content)


def articles(path: str, every: int) -> list[dict]:
    lines = (ROOT / path).read_text().splitlines()
    return [json.loads(line) for line in lines[::every]]


def strings(pattern: str) -> list[str]:
    """The texts between quotes in our own sources: the cases that the tests already know."""
    found = []
    for path in sorted(ROOT.glob(pattern)):
        for text in re.findall(r'(?<!r)"((?:[^"\\\n]|\\.)*)"', path.read_text()):
            try:
                found.append(ast.literal_eval(f'"{text}"'))
            except SyntaxError:  # an escape that only Rust knows
                pass
    return [text for text in found if len(text) > 3]


def zstandard(content: bytes) -> bytes:
    """One frame of one raw block (RFC 8878): content of a few kilobytes, as it is."""
    size = struct.pack("<H", len(content) - 256)  # the two-byte form counts from 256
    block = (len(content) << 3 | 1).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd" + b"\x60" + size + block + content


def texts() -> None:
    for text in strings("src/text/sentences/*tests.rs") + strings("src/text/*.rs"):
        seed("sentences", text)
    for text in strings("src/summary/shortening/*tests.rs") + strings("src/summary/line.rs"):
        for n_chars in (40, 80):
            seed("line", f"{n_chars} 1 0\n\n{text}")
    for number, article in enumerate(articles("data/digital-policy/test.jsonl", 5)):
        seed("sentences", article["text"])
        seed("line", f"{(160, 60, 0, 320)[number % 4]} {number % 3} {number % 7}\n{article['title']}\n{article['text']}")
    for path in sorted((ROOT / "data" / "boilerplate").glob("*.jsonl")):
        for line in path.read_text().splitlines()[::60]:
            seed("sentences", line)


def tables() -> None:
    few = articles("data/digital-policy/test.jsonl", 40)[:3]
    lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in few)
    cells = [[str(number), article["title"], article["text"], "a;b"] for number, article in enumerate(few)]
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in cells]
    header = ["id", "title", "text", "topics"]
    for made in (
        lines,
        json.dumps(few),
        json.dumps({"count": 3, "articles": few}, indent=1),
        "".join(f"__label__{number} {article['text']}\n" for number, article in enumerate(few)),
        *("\n".join(mark.join(row) for row in [header, *quoted]) for mark in ",;\t|"),
    ):
        content = made.encode()
        for variant in (content, gzip.compress(content, mtime=0), zstandard(content), made.encode("utf-16")):
            seed("tables", variant)
    for text in strings("src/ingest/csv/*tests.rs") + strings("src/ingest/json*/*tests.rs") + strings("src/ingest/fasttext.rs"):
        seed("tables", text)


def markup() -> None:
    for path in sorted((ROOT / "data" / "feeds").iterdir()):
        seed("feeds", path.read_bytes())
        seed("feeds", gzip.compress(path.read_bytes(), mtime=0))
    for text in strings("src/ingest/feed/**/*.rs"):
        seed("feeds", text)
    for text in strings("src/ingest/html.rs") + strings("src/ingest/web_page.rs"):
        seed("html", text)
    for article in articles("data/digital-policy/test.jsonl", 100):
        body = "".join(f"<p>{sentence}.</p>" for sentence in article["text"].split(". "))
        title = article["title"]
        seed("html", f"<!doctype html><html lang=en><head><title>{title} | The Weir</title><meta property='og:site_name' "
                     f"content='The Weir'></head><body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{body}"
                     f"<ul><li>One<li>Two</ul><table><tr><td>a<td>b</table></article></body></html>")


def digests() -> None:
    few = articles("data/digital-policy/test.jsonl", 5)
    for first in range(0, len(few) - 3, 3):
        three = few[first : first + 3]
        notice = "Readers can hear this page read aloud on our harbour line."
        seed("digest", "\n\n\n".join(f"{article['title']}\n\n{article['text']}\n\n{notice}" for article in three))
        seed("digest", "".join(json.dumps(article) + "\n" for article in three))
    for path in sorted((ROOT / "data" / "feeds").iterdir()):
        seed("digest", path.read_bytes())


def models() -> None:
    rows = [("Ünder", "salt in the mine"), ("over", "wind on the ridge"), ("Ünder", "a mine of salt"), ("over", "the ridge in the wind")]
    with tempfile.TemporaryDirectory() as folder:
        samples, model = pathlib.Path(folder, "samples.jsonl"), pathlib.Path(folder, "small.slug")
        samples.write_text("".join(json.dumps({"label": label, "text": text}) + "\n" for label, text in rows))
        for algorithm in ("complement", "discriminative"):
            command = ["cargo", "run", "--quiet", "--", "train", samples, "-o", model, "--algorithm", algorithm, "--min-df", "1"]
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            seed("model", model.read_bytes())
    for path in ("models/line.json", "models/boilerplate.json"):
        seed("model", (ROOT / path).read_bytes())


if __name__ == "__main__":
    texts()
    tables()
    markup()
    digests()
    models()
    for folder in sorted(CORPUS.iterdir()):
        print(f"{folder.name}: {sum(1 for _ in folder.iterdir())} inputs")
