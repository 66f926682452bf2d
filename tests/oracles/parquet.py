#!/usr/bin/env python3
"""Writes `pyarrow.parquet` and the same rows as `pyarrow.jsonl`, beside this script, for `tests/integration/parquet.rs`.

Needs pyarrow; the files were written with pyarrow 26.0.1.
"""
import datetime
import json
import pathlib

import pyarrow
import pyarrow.parquet

FOLDER = pathlib.Path(__file__).parent
ROWS = [
    (11, "Second cable reaches Sandøy", "A second fibre cable reached the island of Sandøy on Monday. Masts will be upgraded to 5G.", "Island Post", 8),
    (12, "Clinic fined over open patient files", "The privacy regulator fined a clinic over personal data on an open server.", "Island Post", None),
    (13, None, "Hackers locked the servers of a brewery with ransomware on Friday.", None, 9),
    (14, "Bitcoin exchange closes", None, "Lagoon Times", 10),
    (15, None, None, "Lagoon Times", 11),
]
ids, titles, texts, sources, days = zip(*ROWS)
moments = [day and datetime.datetime(2026, 3, day, 8, tzinfo=datetime.timezone.utc) for day in days]
table = pyarrow.table({
    "id": pyarrow.array(ids, pyarrow.int32()),
    "title": pyarrow.array(titles, pyarrow.large_string()),
    "text": pyarrow.array(texts, pyarrow.string()),
    "source": pyarrow.array(sources).dictionary_encode(),
    "published": pyarrow.array(moments, pyarrow.timestamp("us", "Europe/Oslo")),
    "lang": pyarrow.nulls(len(ROWS)),
    "unread": pyarrow.array([{"of": [row[0]]} for row in ROWS]),
})
packing = {name: "SNAPPY" if name == "title" else "ZSTD" for name in table.column_names if name != "unread"}
packing["unread.of.list.element"] = "GZIP"
pyarrow.parquet.write_table(table, FOLDER / "pyarrow.parquet", compression=packing, row_group_size=2, store_schema=False)
with open(FOLDER / "pyarrow.jsonl", "w", encoding="utf-8") as out:
    for number, title, text, source, _ in ROWS:
        moment = moments[number - 11]
        published = moment and moment.isoformat()
        row = {"id": number, "title": title, "text": text, "source": source, "published": published}
        print(json.dumps(row, ensure_ascii=False), file=out)
