"""The journal tells what each build did, and which sources fail until they are mended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ecograph.store.journal import Build, Failed
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


def test_a_file_of_the_format_before_gets_its_digests(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = Records(path)
    records.put_packed([row("a")])
    records.close()
    with sqlite3.connect(path) as database:
        for column in ("digest", "signature"):
            database.execute(f"ALTER TABLE records DROP COLUMN {column}")
        later = ("failures", "builds", "moving", "gone", "made", "figures", "followed")
        database.executescript("".join(f"DROP TABLE {name};" for name in later) + "PRAGMA user_version = 2;")
    database.close()
    records = Records(path)
    assert records.put_packed([row("a")]) == (0, 0)
    assert records.journal.builds() == []
