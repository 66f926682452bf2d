#!/usr/bin/env python3
"""Writes a folder of feeds to measure `slugline digest` and `slugline stories` on.

    python3 benches/feeds.py FOLDER N_FEEDS N_ITEMS [SEED]

RSS, Atom and JSON Feed by turns, `N_ITEMS` items each, dated over 30 days. The sentences are those of
`data/digital-policy` and `data/stories` in another order, with other names, numbers and content words, so that
articles differ as much as those of many houses do. About one item in ten is a copy of one in another feed, half of all
report on an event that others report on too, and every item ends with its feed's promotional line. The same
arguments make the same files, byte for byte.
"""

import json
import pathlib
import random
import re
import sys
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from html import escape

ROOT = pathlib.Path(__file__).resolve().parent.parent
START = datetime(2026, 10, 1, tzinfo=timezone.utc)
N_DAYS = 30
SYLLABLES = (
    "ba bel bor cal car cor dal den dor el fal fen gar gol hal ham il jor kal kes lan lor mar mer mor nal nor or "
    "pel per quin ral ren ros sal sel tal tor ul val ver wen yar zel"
).split()
# A stretch of letters, a number, or what stands between them.
PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]+")


def sentences_of(text):
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+", text) if len(part.split()) >= 5]


def read_sources():
    """The sentences of all articles, and the words that may stand for one another."""
    articles, words = [], set()
    for name in ("digital-policy/train.jsonl", "stories/reports.jsonl"):
        for line in (ROOT / "data" / name).open(encoding="utf-8"):
            row = json.loads(line)
            articles.append((row["title"], sentences_of(row["text"])))
            # The stories are in several languages.
            if name.startswith("digital-policy"):
                words.update(re.findall(r"\b[a-z]{5,}\b", row["title"] + " " + row["text"]))
    return [article for article in articles if len(article[1]) >= 2], sorted(words)


def name(rng):
    """A made-up name."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


class Event:
    """What happened: its names, its words, its numbers, and when."""

    def __init__(self, rng, articles, words):
        self.rng = rng
        self.article = rng.choice(articles)
        self.names = [name(rng) for _ in range(5)]
        self.words = [rng.choice(words) for _ in range(24)]
        self.numbers = [str(rng.randint(2, 990)) for _ in range(4)]
        self.moment = START + timedelta(seconds=rng.randrange(N_DAYS * 86400))

    def told(self, sentence):
        """The sentence with some of its words replaced by those of the event."""
        rng, pieces, is_first = self.rng, [], True
        for piece in PIECE.findall(sentence):
            if piece.isdigit():
                piece = rng.choice(self.numbers)
            elif piece.isalpha():
                if not is_first and piece[0].isupper() and not piece.isupper():
                    piece = rng.choice(self.names)
                elif piece.islower() and len(piece) >= 5 and rng.random() < 0.5:
                    piece = rng.choice(self.words)
                is_first = False
            pieces.append(piece)
        return "".join(pieces)

    def report(self, articles):
        """One house's article on it: title and text."""
        rng, (title, own) = self.rng, self.article
        if rng.random() < 0.5:
            title = rng.choice(articles)[0]
        wanted = rng.randint(60, 120)
        sentences, n_words = [], 0
        while n_words < wanted:
            of = own if rng.random() < 0.4 else rng.choice(articles)[1]
            sentence = self.told(rng.choice(of))
            if sentence in sentences:
                continue
            sentences.append(sentence)
            n_words += len(sentences[-1].split())
        return self.told(title), sentences


def items(n, rng):
    """`n` items as (title, sentences, moment), in an order without meaning."""
    articles, words = read_sources()
    found = []
    while len(found) < n:
        event = Event(rng, articles, words)
        kind = rng.random()
        n_houses = 1 if kind < 0.75 else rng.choice((2, 2, 3, 3, 4, 5, 6, 8, 12))
        n_copied = rng.choice((0, 0, 1, 2)) if n_houses > 1 else int(kind < 0.03)
        reports = [event.report(articles) for _ in range(n_houses)]
        for _ in range(n_copied):
            title, sentences = rng.choice(reports[:n_houses])
            reports.append((title, sentences[: max(2, len(sentences) - rng.randint(0, 1))]))
        for title, sentences in reports:
            found.append((title, sentences, event.moment + timedelta(seconds=rng.randrange(30 * 3600))))
    found = found[:n]
    rng.shuffle(found)
    return found


def rss(house, home, entries):
    rows = [
        f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(moment)}</pubDate><description>{escape(html(sentences))}</description></item>"
        for title, sentences, moment, link in entries
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        f"<title>{house}</title><link>{home}/</link><description>News of {house}</description>\n"
        + "\n".join(rows)
        + "\n</channel></rss>\n"
    )


def atom(house, home, entries):
    rows = [
        f'<entry><title>{escape(title)}</title><link rel="alternate" href="{link}"/><id>{link}</id>'
        f"<updated>{moment.isoformat()}</updated><summary>{escape(' '.join(sentences))}</summary>"
        f'<content type="html"><![CDATA[{html(sentences)}]]></content></entry>'
        for title, sentences, moment, link in entries
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f'<title>{house}</title><link href="{home}/"/><id>{home}/</id><updated>{START.isoformat()}</updated>\n'
        + "\n".join(rows)
        + "\n</feed>\n"
    )


def json_feed(house, home, entries):
    rows = [
        {"id": link, "url": link, "title": title, "content_html": html(sentences), "date_published": moment.isoformat()}
        for title, sentences, moment, link in entries
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": house, "home_page_url": home + "/", "items": rows}
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def html(sentences):
    """Paragraphs, the last of which is the promotional line."""
    body = [escape(sentence, quote=False) for sentence in sentences]
    half = len(body) // 2
    return f"<p>{' '.join(body[:half])}</p>\n<p>{' '.join(body[half:-1])}</p>\n<p><em>{body[-1]}</em></p>"


def main():
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    folder, n_feeds, n_items = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    folder.mkdir(parents=True, exist_ok=True)
    all_items = items(n_feeds * n_items, rng)
    for number in range(n_feeds):
        house, home = f"{name(rng)} {rng.choice(('Post', 'Herald', 'Ledger', 'Wire'))}", f"https://h{number}.example"
        promotion = f"Read more from the {house} and subscribe to our {rng.choice(('daily', 'weekly'))} newsletter."
        entries = [
            (title, [*sentences, promotion], moment, f"{home}/{moment:%Y/%m/%d}/{place}-{rng.randrange(10**6)}")
            for place, (title, sentences, moment) in enumerate(all_items[number * n_items : (number + 1) * n_items])
        ]
        entries.sort(key=lambda entry: entry[2], reverse=True)
        write, ending = ((rss, "rss.xml"), (atom, "atom.xml"), (json_feed, "feed.json"))[number % 3]
        (folder / f"feed-{number:05}.{ending}").write_text(write(house, home, entries), encoding="utf-8")


if __name__ == "__main__":
    main()
