"""Tables of every library that speaks Arrow, columns of every kind, streams in and out."""

import duckdb
import pandas
import polars
import pyarrow
import pytest
from slugline import Summarizer, TopicClassifier, classify_table, digest_table, summarize_table


@pytest.fixture(scope="module")
def table(test_rows):
    return pyarrow.table({name: [row[name] for row in test_rows] for name in ("id", "title", "text")})


@pytest.fixture(scope="module")
def expected(table):
    return pyarrow.table(classify_table(table))


KINDS = [
    pyarrow.string(),
    pyarrow.large_string(),
    pyarrow.string_view(),
    pyarrow.binary(),
    pyarrow.large_binary(),
    pyarrow.dictionary(pyarrow.int8(), pyarrow.string()),
    pyarrow.dictionary(pyarrow.uint32(), pyarrow.large_string()),
]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_texts_of_every_kind(table, expected, kind):
    def cast(column):
        if pyarrow.types.is_dictionary(kind):
            values = column.cast(kind.value_type).combine_chunks()
            return pyarrow.DictionaryArray.from_arrays(pyarrow.array(range(len(values)), kind.index_type), values)
        return column.cast(kind)

    given = pyarrow.table({name: cast(table[name]) for name in table.column_names})
    assert pyarrow.table(classify_table(given)) == expected
    assert TopicClassifier.builtin().predict(given).tolist() == expected["topic"].to_pylist()


@pytest.mark.parametrize("kind", KINDS[:5], ids=str)
def test_slices_and_nulls(table, expected, kind):
    texts = [None, "before", *table["text"].to_pylist(), "behind", None]
    titles = ["x", None, *table["title"].to_pylist(), None, "y"]
    ids = ["x", "y", *table["id"].to_pylist(), "z", None]
    given = pyarrow.table({"id": ids, "title": titles, "text": pyarrow.array(texts).cast(kind)})
    assert pyarrow.table(classify_table(given.slice(2, len(table)))) == expected
    batch = given.combine_chunks().to_batches()[0].slice(2, len(table))
    assert pyarrow.table(classify_table(batch)) == expected
    whole = pyarrow.table(classify_table(given)).to_pylist()
    assert whole[0]["id"] == "x" and whole[-1]["id"] == f"table#{len(ids)}"
    assert whole[2:-2] == expected.to_pylist()


def test_columns_of_nulls_and_of_lists(table):
    lists = pyarrow.table({"title": pyarrow.nulls(len(table)), "text": [text.split("\n\n") for text in table["text"].to_pylist()]})
    plain = pyarrow.table({"text": table["text"]})
    assert pyarrow.table(summarize_table(lists)) == pyarrow.table(summarize_table(plain))
    nothing = pyarrow.table({"title": pyarrow.nulls(3), "text": pyarrow.nulls(3, pyarrow.string())})
    assert pyarrow.table(classify_table(nothing))["status"].to_pylist() == ["empty"] * 3


def test_bytes_that_are_no_text_cost_their_row(table):
    given = pyarrow.table({"text": [b"Bank fined over leak", b"\xff\xfe", b"Bank fined over leak"]})
    rows = pyarrow.table(classify_table(given, name="given")).to_pylist()
    assert [row["status"] for row in rows] == ["ok", "error", "ok"]
    assert rows[1]["id"] == "given#2" and "UTF-8" in rows[1]["error"]


def test_libraries_in(table, expected):
    frame = table.to_pandas()
    for given in (
        table,
        table.to_batches()[0],
        pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(7)),
        frame,
        frame[frame.index >= 0],
        frame.astype({"title": "category"}),
        polars.from_arrow(table),
        polars.from_arrow(table).with_columns(polars.col("title").cast(polars.Categorical)),
        duckdb.sql("select * from table_given", connection=_connection(table)),
    ):
        assert pyarrow.table(classify_table(given)) == expected, type(given)
        if not isinstance(given, (pyarrow.RecordBatchReader, duckdb.DuckDBPyRelation)):
            assert TopicClassifier.builtin().predict(given).tolist() == expected["topic"].to_pylist()
            assert Summarizer().transform(given).tolist() == pyarrow.table(summarize_table(given))["summary"].to_pylist()


def test_columns_of_nothing_in_polars(table, expected):
    given = polars.from_arrow(table).with_columns(
        polars.Series("url", [None] * len(table)),
        polars.Series("labels", [[]] * len(table)),
        polars.Series("other", [{"a": None, "b": 1}] * len(table)),
    )
    assert pyarrow.table(classify_table(given)) == expected
    assert TopicClassifier.builtin().predict(given).tolist() == expected["topic"].to_pylist()


def _connection(table):
    connection = duckdb.connect()
    connection.register("table_given", table)
    return connection


def test_libraries_out(table, expected):
    rows = expected.to_pylist()
    assert polars.DataFrame(classify_table(table)).to_dicts() == rows
    assert pyarrow.RecordBatchReader.from_stream(classify_table(table)).read_all() == expected
    connection = duckdb.connect()
    connection.register("stream", classify_table(table))
    counted = connection.sql("select topic, count(*) n from stream group by all order by all").fetchall()
    assert sum(n for _, n in counted) == len(rows)
    if hasattr(pandas.DataFrame, "from_arrow"):
        assert pandas.DataFrame.from_arrow(classify_table(table))["topic"].tolist() == expected["topic"].to_pylist()


def test_a_stream_of_ours_goes_in(table):
    lines = pyarrow.table(summarize_table(table))
    through = pyarrow.table(classify_table(summarize_table(table), text_column="summary"))
    assert through == pyarrow.table(classify_table(lines, text_column="summary"))


def test_other_names_of_columns(table, expected):
    renamed = table.rename_columns(["key", "head", "story"])
    given = classify_table(renamed, id_column="key", title_column="head", text_column="story")
    assert pyarrow.table(given) == expected


def test_rows_are_computed_as_they_are_asked_for(table):
    n_read = 0

    def batches():
        nonlocal n_read
        for _ in range(100):
            n_read += 1
            yield from table.to_batches()

    reader = pyarrow.RecordBatchReader.from_batches(table.schema, batches())
    stream = pyarrow.RecordBatchReader.from_stream(classify_table(reader))
    assert n_read == 0
    first = stream.read_next_batch()
    # One batch of rows is read ahead of the one that is computed.
    assert 0 < first.num_rows <= 2048 + len(table) and n_read * len(table) <= 3 * 2048
    assert first.num_rows + stream.read_all().num_rows == 100 * len(table)


def test_streams_are_read_once(table):
    stream = classify_table(table)
    assert stream.column_names == ["id", "title", "topic", "confidence", "topics", "status", "error", "why"]
    assert pyarrow.schema(stream).names == stream.column_names
    pyarrow.table(stream)
    with pytest.raises(ValueError, match="has been read"):
        pyarrow.table(stream)


def test_tables_that_break_off(table):
    def batches():
        yield from table.to_batches()
        raise RuntimeError("the well is dry")

    def reader():
        return pyarrow.RecordBatchReader.from_batches(table.schema, batches())

    with pytest.raises(Exception, match="the well is dry"):
        pyarrow.table(classify_table(reader()))
    with pytest.raises(ValueError, match="the well is dry"):
        digest_table(reader())
    with pytest.raises(ValueError, match="the well is dry"):
        TopicClassifier.builtin().predict(reader())
    with pytest.raises(ValueError, match="the well is dry"):
        TopicClassifier("complement").fit(reader(), ["a", "b"] * 55)


def test_empty_tables(table):
    nothing = table.slice(0, 0)
    assert pyarrow.table(classify_table(nothing)).num_rows == 0
    assert pyarrow.table(summarize_table(nothing)).num_rows == 0
    assert TopicClassifier.builtin().predict(nothing).shape == (0,)
    assert digest_table(nothing)["overview"]["articles"] == 0


def test_labels_have_to_be_as_many_as_a_stream_has_articles(table):
    for n, comparison in ((len(table) - 1, "more"), (len(table) + 1, "fewer")):
        reader = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches())
        with pytest.raises(ValueError, match=f"{comparison} articles than"):
            TopicClassifier("complement").fit(reader, (["a", "b"] * n)[:n])


def test_fit_on_a_table(table, train_rows, topics):
    columns = {name: [row[name] for row in train_rows] for name in ("id", "title", "text")}
    of_dicts = TopicClassifier("complement").fit(train_rows, topics)
    for given in (pyarrow.table(columns), polars.DataFrame(columns), pandas.DataFrame(columns)):
        assert TopicClassifier("complement").fit(given, topics).model_.to_bytes() == of_dicts.model_.to_bytes()
