"""The journal tells what each build did, and which sources fail until they are mended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ecograph.store.journal import Build, Failed, Put
from ecograph.store.records import Records, Row

DAY = "2026-03-04T05:06:07+00:00"


def failed(key: str, what: str = "is empty") -> Failed:
    return Failed(key, f"{key}.txt", key, "document/1", "1", DAY, what, "", "remove it")


def row(key: str) -> Row:
    return Row(f"document/{key}", f"{key}.txt", "2024", DAY, "1", key, b"facts of " + key.encode())


def test_a_build_counts_what_it_reads_and_ends_with_what_it_left() -> None:
    records = Records()
    number = records.journal.begin(DAY, engine="processes", workers=2)
    records.put_packed([row("a"), row("b")], failed=[failed("c")], build=number)
    assert records.journal.builds() == [Build(1, DAY, "", "processes", 2, 2, 0, 0, 1)]
    records.journal.finish(number, "later", unchanged=5, failed=3)
    assert records.journal.builds() == [Build(1, DAY, "later", "processes", 2, 2, 0, 5, 3)]


def test_the_last_build_comes_first() -> None:
    journal = Records().journal
    for engine in ("serial", "dask"):
        journal.begin(DAY, engine=engine, workers=1)
    assert [each.engine for each in journal.builds()] == ["dask", "serial"]


def test_a_source_fails_until_it_is_read() -> None:
    records = Records()
    records.put_packed([], failed=[failed("a"), failed("b"), failed("c")])
    records.put_packed([row("b")], failed=[failed("c", "is damaged")])
    assert list(records.journal.failed()) == [failed("a"), failed("c", "is damaged")]
    assert list(records.journal.failed(["c", "d"])) == [failed("c", "is damaged")]


def test_failures_can_be_forgotten() -> None:
    records = Records()
    records.put_packed([], failed=[failed("a"), failed("b")])
    records.journal.forget(["a"])
    assert list(records.journal.failed()) == [failed("b")]


def test_what_fails_changes_nothing_of_the_graph() -> None:
    records = Records()
    records.put_packed([], failed=[failed("a")])
    assert records.derivation.complete


def test_what_is_held_is_looked_up_by_key() -> None:
    records = Records()
    records.put_packed([row("a"), row("b"), row("c")])
    assert records.held_as(["c", "a", "d"]) == {"a": ("document/a", "1"), "c": ("document/c", "1")}


_AFTER_3 = "DROP TABLE tables; ALTER TABLE builds DROP COLUMN again; ALTER TABLE builds DROP COLUMN words;"
_AFTER_2 = "".join(f"DROP TABLE {name};" for name in ("failures", "builds", "moving", "gone", "made", "figures", "followed"))
_AFTER_2 += "".join(f"ALTER TABLE records DROP COLUMN {name};" for name in ("digest", "signature"))


@pytest.mark.parametrize(("format", "without"), [(3, _AFTER_3), (2, _AFTER_3 + _AFTER_2)])
def test_a_file_of_an_earlier_format_is_brought_up_to_date(tmp_path: Path, format: int, without: str) -> None:
    path = tmp_path / "records.sqlite"
    records = Records(path)
    records.put_packed([row("a")], build=records.journal.begin(DAY, engine="serial", workers=1))
    records.close()
    with sqlite3.connect(path) as database:
        database.executescript(f"{without} PRAGMA user_version = {format};")
    database.close()
    records = Records(path, read_only=True)
    assert [each.document for each in records.held()] == ["document/a"]
    if format > 2:
        assert [each.read for each in records.journal.builds()] == [1]
    records.close()
    records = Records(path)
    assert records.put_packed([row("a")]) == Put()
    assert [each.read for each in records.journal.builds()] == [1] * (format > 2)
    assert records.tables.others("") == []


def test_a_build_counts_what_it_reads_again_for_changed_words() -> None:
    records = Records()
    records.put_packed([row("a"), row("b"), row("c")])
    records.tables.keep("1", b"")
    numbers = {facts: number for page in records.tables.held("1", 2) for number, facts in page}
    records.tables.renew("1", "2", [numbers[b"facts of a"]], [numbers[b"facts of b"], numbers[b"facts of c"]], 5)
    assert {key: version for key, (_, version) in records.held_as("abc").items()} == {"a": "2", "b": "1~5", "c": "1~5"}
    assert list(records.tables.held("1", 2)) == []
    number = records.journal.begin(DAY, engine="serial", workers=1)
    another = row("c")._replace(document="document/other")
    rows = [each._replace(version="2") for each in (row("a"), row("b"), another)]
    assert records.put_packed(rows, build=number) == Put(changed=2, replaced=1, again=1, words=5)
    (build,) = records.journal.builds()
    assert (build.read, build.again, build.words) == (2, 1, 5)
