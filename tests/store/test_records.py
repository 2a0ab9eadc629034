"""Records are held, replaced, retracted, and known as of a day."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from builders import spring
from ecograph.errors import StoreError
from ecograph.model import Record
from ecograph.store.dates import first_day, known_since, last_day
from ecograph.store.journal import Put
from ecograph.store.parts import Row
from ecograph.store.records import Records

READ = "2026-03-04T05:06:07+00:00"


def record(name: str, *, key: str = "", published: str = "2024-05-01", read: str = READ, version: str = "1") -> Record:
    document = replace(spring().document, id=f"document/{name}", source=f"{key or name}.txt", published=published)
    return Record(spring()._replace(document=document), read, version, key)


def names(records: Records, as_of: str = "") -> list[str]:
    return [each.facts.document.id.removeprefix("document/") for each in records.all(as_of=as_of)]


def test_what_was_put_comes_back_as_it_was() -> None:
    records, one = Records(), record("one", key="a")
    records.put([one])
    assert list(records.all()) == [one]


def test_the_order_of_putting_does_not_show() -> None:
    forth, back, found = Records(), Records(), [record("b"), record("a"), record("c")]
    forth.put(found)
    back.put(found[::-1])
    assert list(forth.all()) == list(back.all())


def test_a_later_version_replaces_its_source() -> None:
    records = Records()
    assert records.put([record("old", key="a"), record("other", key="b")]) == Put(changed=2)
    assert records.put([record("new", key="a")]) == Put(1, replaced=1)
    assert names(records) == ["new", "other"]


def test_a_source_without_a_name_replaces_nothing() -> None:
    records = Records()
    records.put([record("one"), record("two")])
    records.put([record("one")])
    assert names(records) == ["one", "two"]


def test_one_text_from_two_sources_is_held_twice() -> None:
    records = Records()
    records.put([record("one", key="a"), record("one", key="b")])
    assert [each.key for each in records.held()] == ["a", "b"]


def test_a_better_extractor_replaces_its_record_and_leaves_no_history() -> None:
    records = Records()
    records.put([record("one", key="a", published="", read="2024-01-01")])
    assert records.put([record("one", key="a", published="", version="2")], keep_history=True) == Put(1)
    assert [each.version for each in records.held(history=True)] == ["2"]
    assert names(records, "2024-02-01") == ["one"]  # it counts from when it was first read


def test_putting_the_same_again_changes_nothing() -> None:
    records = Records()
    records.put([record("one", key="a")])
    records.derivation.settle("rules")
    assert records.put([record("one", key="a", read="2027-01-01")]) == Put()
    assert records.derivation.complete
    assert next(records.all()).read == READ


def test_a_failing_source_of_records_puts_none() -> None:
    records = Records()

    def broken():
        yield record("one")
        raise KeyError("half way")

    with pytest.raises(KeyError):
        records.put(broken())
    assert names(records) == []
    assert records.derivation.complete


KNOWN = [
    ("2023-12-31", []),
    ("2024-05-01", ["day"]),
    ("2024-05", ["day", "month"]),
    ("2024", ["day", "month", "year"]),
    ("2026-03-03", ["day", "month", "year"]),
    ("2026-03-04", ["day", "month", "undated", "year"]),
    ("", ["day", "month", "undated", "year"]),
]


@pytest.mark.parametrize(("as_of", "known"), KNOWN, ids=[as_of for as_of, _ in KNOWN])
def test_an_article_is_known_from_its_day_of_publication_or_else_of_reading(as_of: str, known: list[str]) -> None:
    records = Records()
    dates = {"day": "2024-05-01", "month": "2024-05", "year": "2024", "undated": ""}
    records.put([record(name, published=published) for name, published in dates.items()])
    assert names(records, as_of) == known


SINCE = [
    ("2024-05-06", "2024-05-06"), ("2024-05", "2024-05-31"), ("2024", "2024-12-31"), ("", "2026-03-04"),
    ("2026", "2026-03-04"), ("2026-03", "2026-03-04"), ("2026-04", "2026-04-01"), ("2027", "2027-01-01"),
]  # fmt: skip


@pytest.mark.parametrize(("published", "since"), SINCE)
def test_nothing_counts_before_it_was_out_for_certain(published: str, since: str) -> None:
    assert known_since(published, READ) == since


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"), ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"), ("2024-02-03", "2024-02-03", "2024-02-03"), ("", "", ""),
    ],
)  # fmt: skip
def test_the_days_of_a_date(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


VERSIONS = [
    ("2024-04-30", []),
    ("2024-05-01", ["old"]),
    ("2024-06-30", ["old"]),
    ("2024-07-01", ["new"]),
    ("", ["new"]),
]


@pytest.mark.parametrize(("as_of", "known"), VERSIONS, ids=[as_of for as_of, _ in VERSIONS])
def test_a_kept_version_is_known_until_the_next_is_out(as_of: str, known: list[str]) -> None:
    records = Records()
    records.put([record("old", key="a")])
    records.put([record("new", key="a", published="2024-07-01")], keep_history=True)
    assert names(records, as_of) == known


def test_a_version_that_is_not_kept_was_never_known() -> None:
    records = Records()
    records.put([record("old", key="a")])
    records.put([record("new", key="a", published="2024-07-01")])
    assert names(records, "2024-06") == []


def test_a_retracted_document_is_gone_and_given_back() -> None:
    records, one = Records(), record("one", key="a")
    records.put([one, record("two", key="b")])
    assert records.retract("document/one") == (one,)
    assert names(records) == names(records, "2024-12") == ["two"]


def test_retracting_what_is_not_held_gives_nothing_and_changes_nothing() -> None:
    records = Records()
    assert records.retract("document/none") == ()
    assert records.derivation.complete


def test_retracting_one_source_leaves_the_text_of_the_other() -> None:
    records = Records()
    records.put([record("one", key="a"), record("one", key="b")])
    assert len(records.retract("document/one", key="a")) == 1
    assert [each.key for each in records.held()] == ["b"]


RETRACTED = [("2024-06", ["one"]), ("2026-03-31", ["one"]), ("2026-04-01", []), ("", [])]


@pytest.mark.parametrize(("as_of", "known"), RETRACTED, ids=[as_of for as_of, _ in RETRACTED])
def test_a_retracted_document_with_history_is_known_before(as_of: str, known: list[str]) -> None:
    records = Records()
    records.put([record("one", key="a")])
    records.retract("document/one", keep_history=True, when="2026-04-01T08:00:00+00:00")
    assert names(records, as_of) == known


def test_what_was_retracted_can_come_back() -> None:
    records = Records()
    records.put([record("one", key="a")])
    records.retract("document/one", keep_history=True, when="2026-04-01")
    records.put([record("one", key="a", read="2026-05-01")])
    assert names(records) == names(records, "2024-06") == ["one"]


def test_history_can_be_let_go_too() -> None:
    records = Records()
    records.put([record("old", key="a")])
    records.put([record("new", key="a", published="2024-07-01")], keep_history=True)
    assert len(records.retract("document/old")) == 1
    assert names(records, "2024-06") == []
    assert names(records) == ["new"]


def test_a_file_keeps_what_was_put(tmp_path: Path) -> None:
    records = Records(tmp_path / "records.sqlite")
    records.put([record("one")])
    records.close()
    assert names(Records(tmp_path / "records.sqlite", read_only=True)) == ["one"]


def test_read_only_records_refuse_to_change(tmp_path: Path) -> None:
    Records(tmp_path / "records.sqlite").close()
    with pytest.raises(StoreError, match="readonly"):
        Records(tmp_path / "records.sqlite", read_only=True).put([record("one")])


def test_a_file_whose_writer_was_killed_at_once_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").touch()
    assert names(Records(tmp_path / "records.sqlite", read_only=True)) == []


def test_a_record_that_is_damaged_is_told_and_let_go_of(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    records = Records(path)
    records.put([record("one"), record("two")])
    records.close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE records SET facts = zeroblob(length(facts)) WHERE document = 'document/one'")
    database.close()
    records = Records(path)
    numbers = {each.document: each.number for each in records.packed()}
    with pytest.raises(StoreError, match=r"the record of one\.txt is damaged"):
        records.facts(numbers["document/one"])
    assert records.mend() == 1
    assert names(records) == ["two"]
    assert records.mend() == 0


def test_a_damaged_file_is_named_with_a_remedy(tmp_path: Path) -> None:
    (tmp_path / "records.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=r"records\.sqlite: .*; .*build a new store"):
        Records(tmp_path / "records.sqlite")


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "records.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="later version"):
        Records(tmp_path / "records.sqlite")


def test_a_change_of_the_records_leaves_the_graph_behind() -> None:
    records = Records()
    told = records.derivation
    assert told.complete
    records.put([record("one")])
    assert not told.complete
    told.begin()
    told.begin([Row("http://graph", "", "seal", b"digest")])
    told.settle("rules")
    known = told.parts.known("http://graph", "")
    assert (told.complete, known and known.seal) == (True, "seal")
    records.retract("document/one")
    assert not told.complete


def test_other_rules_ask_for_another_graph() -> None:
    told = Records().derivation
    told.settle("rules")
    assert (told.follows("rules"), told.follows("others")) == (True, False)


def test_nothing_is_known_of_a_part_while_it_changes() -> None:
    told = Records().derivation
    told.begin([Row("http://graph", "", "seal", b"digest"), Row("http://other", "", "stays", b"digest")])
    told.settle("rules")
    before = told.parts.known("http://graph", "")
    assert before
    told.begin([Row("http://graph", "", "new", b"digest")], [before.number])
    other = told.parts.known("http://other", "")
    assert (told.complete, told.parts.known("http://graph", ""), other and other.seal) == (False, None, "stays")
    told.parts.recover()
    after = told.parts.known("http://graph", "")
    assert after
    assert (after.seal, after.digest) == ("", b"")


def test_a_store_keeps_the_base_of_its_first_build() -> None:
    told = Records().derivation
    told.fix_base("http://one/")
    told.fix_base("http://one/")
    with pytest.raises(StoreError, match=r"http://one/.*; build with that base"):
        told.fix_base("http://two/")


def test_a_key_is_the_path_as_seen_from_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "articles")
    (tmp_path / "store").mkdir()
    records = Records(tmp_path / "store" / "records.sqlite")
    monkeypatch.chdir(tmp_path)
    ways = ("articles/a.txt", "articles/../articles/a.txt", "link/a.txt", str(tmp_path / "articles" / "a.txt"))
    assert {records.key(way) for way in ways} == {"../articles/a.txt"}
    monkeypatch.chdir(tmp_path / "articles")
    assert records.key("a.txt") == "../articles/a.txt"
