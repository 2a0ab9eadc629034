"""From sources to a store: what fails is told, and neither order nor number of workers shows in the result."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles import HOME, article, dumped, shipped, write, written
from ecograph import reading
from ecograph.build import Failure, Settings, Summary, batches, build, extract, extract_all, extracting, failed_sources
from ecograph.engines import Engine, open_engine
from ecograph.errors import EcographError, ReadError, StoreError
from ecograph.export.facts import facts_document, facts_line
from ecograph.model import Facts
from ecograph.readers import Source
from ecograph.store import open_store

SCHEMA = Path(__file__).resolve().parents[2] / "shared" / "eval" / "facts.schema.json"


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    """Give eight articles in files."""
    return written(tmp_path, 8)


def turtle(sources: list[Source], *, engine: Engine | None = None, format: str = "ttl") -> tuple[bytes, Summary]:
    """Return what a store built from these sources prints, and the summary."""
    with open_store(None) as store:
        summary = build(sources, store, HOME, engine=engine)
        return dumped(store, format), summary


@pytest.mark.parametrize("format", ["ttl", "trig"])
def test_another_order_gives_the_same_bytes(sources: list[Source], format: str) -> None:
    forth, _ = turtle(sources, format=format)
    back, _ = turtle(sources[::-1], format=format)
    assert forth == back
    assert forth


def test_shipped_articles_in_another_order_give_the_same_bytes() -> None:
    assert turtle(shipped(4))[0] == turtle(shipped(4)[::-1])[0]


def test_the_same_article_twice_gives_the_same_bytes(sources: list[Source]) -> None:
    assert turtle(sources)[0] == turtle([*sources, *sources])[0]


def test_building_again_into_a_store_changes_nothing(sources: list[Source]) -> None:
    with open_store(None) as store:
        build(sources, store, HOME)
        once = dumped(store, "trig")
        build(sources, store, HOME)
        assert dumped(store, "trig") == once


@pytest.fixture(scope="module", params=["processes", "dask"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Give each engine whose workers are not this process."""
    with open_engine(request.param, workers=2) as opened:
        yield opened


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let workers be worth it for a few articles."""
    monkeypatch.setattr(batches, "_MANY", 2)
    monkeypatch.setattr(batches, "_LEAST", 2)
    monkeypatch.setattr(extracting, "_LEAST", 2)


@pytest.mark.usefixtures("small")
def test_every_engine_gives_what_this_process_gives(sources: list[Source], bad: list[Source], engine: Engine) -> None:
    listed = [*sources[:3], *bad, *sources[3:]]
    (alone, one), (together, two) = turtle(listed), turtle(listed, engine=engine)
    assert alone == together
    assert (one.documents, one.entities, one.claims) == (two.documents, two.entities, two.claims)
    assert [str(each.error) for each in one.failures] == [str(each.error) for each in two.failures]


@pytest.mark.usefixtures("small")
def test_workers_keep_the_order_and_the_failures(sources: list[Source], engine: Engine) -> None:
    listed = [*sources[:3], Source("gone.txt"), *sources[3:6]]
    found = list(extract_all(listed, HOME, engine=engine))
    told = [each.source if isinstance(each, Failure) else each.document.source for each in found]
    assert told == [source.name for source in listed]


@pytest.mark.usefixtures("small")
def test_an_article_that_ends_its_worker_fails_alone(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "read_batch", read_or_die)
    poison = write(tmp_path, "poison.txt", article(9))
    with open_engine("processes", workers=2) as engine:
        _, summary = turtle([*sources[:3], poison, *sources[3:]], engine=engine)
    assert summary.documents == 8
    (failure,) = summary.failures
    assert (failure.source, failure.document != "") == ("articles/poison.txt", True)
    assert "poison.txt: the process that worked on this ended each time (signal SIGKILL)" in str(failure.error)


def read_or_die(settings: Settings, batch: batches.Batch) -> list[batches.Outcome]:
    if any("poison" in source.name for source in batch):
        os.kill(os.getpid(), signal.SIGKILL)
    return batches.read_batch(settings, batch)


def test_a_few_articles_start_no_workers(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a second process was started")

    monkeypatch.setattr("ecograph.engines.processes.Nursery.spawn", refuse)
    with open_engine("processes", workers=2) as engine:
        assert len(list(extract_all(sources, HOME, engine=engine))) == len(sources)
        assert turtle(sources, engine=engine)[1].documents == len(sources)


def test_what_is_there_as_it_is_is_not_read_again(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(None) as store:
        build(sources[:6], store, HOME)
        once = dumped(store)

        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("an article was read, or the graph was derived, again")

        monkeypatch.setattr(batches, "read_source", refuse)
        monkeypatch.setattr("ecograph.upkeep.derive", refuse)
        told: list[str] = []
        summary = build(sources[:6], store, HOME, progress=told.append)
        assert (summary.documents, summary.unchanged, summary.completed) == (0, 6, False)
        assert told == [source.name for source in sources[:6]]
        assert dumped(store) == once


def test_only_what_is_new_is_read(sources: list[Source]) -> None:
    with open_store(None) as store:
        build(sources[:6], store, HOME)
        summary = build(sources, store, HOME)
        assert (summary.documents, summary.unchanged, summary.entities["Policy"]) == (2, 6, 2)


@pytest.mark.parametrize("settings", [Settings(home="140700"), Settings(published="2025-03-01")], ids=["home", "date"])
def test_another_place_or_date_is_read_anew(sources: list[Source], settings: Settings) -> None:
    with open_store(None) as store, open_store(None) as other:
        build(sources, store, HOME)
        summary = build(sources, store, settings)
        assert (summary.documents, summary.replaced) == (8, 0)
        build(sources, other, settings)
        assert dumped(store) == dumped(other)


def test_a_better_extractor_reads_everything_anew(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(None) as store:
        build(sources, store, HOME)
        monkeypatch.setattr(reading, "fingerprint", lambda *_: "another")
        assert build(sources, store, HOME).documents == 8


def test_a_changed_file_replaces_what_it_said(sources: list[Source], tmp_path: Path) -> None:
    with open_store(None) as store:
        build(sources, store, HOME)
        write(tmp_path, "a003.txt", article(3).replace("李国强", "王建国"))
        summary = build(sources, store, HOME)
        assert (summary.documents, summary.replaced, summary.unchanged) == (1, 1, 7)
        assert dumped(store) == turtle(sources, format="nq")[0]
        assert "王建国".encode() in dumped(store)


def test_a_file_of_the_same_name_in_another_folder_replaces_nothing(tmp_path: Path, sources: list[Source]) -> None:
    (tmp_path / "b").mkdir()
    other = write(tmp_path / "b", "a000.txt", article(9))
    with open_store(None) as store:
        build(sources[:1], store, HOME)
        assert build([other], store, HOME).replaced == 0
        assert len(store.documents()) == 2


def test_standard_input_replaces_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(None) as store:
        for number in (1, 2, 2):
            monkeypatch.setattr(Source, "read", lambda *_, number=number, **__: article(number).encode())
            summary = build([Source("-")], store, HOME)
        assert (summary.documents, summary.unchanged) == (0, 1)
        assert len(store.documents()) == 2


def test_another_base_is_refused_with_the_first_one(sources: list[Source]) -> None:
    with open_store(None) as store:
        build(sources, store, HOME)
        with pytest.raises(StoreError, match="ecograph/id/; build with that base"):
            build(sources, store, Settings(base="https://example.org/"))


@pytest.fixture
def bad(tmp_path: Path) -> list[Source]:
    """Give four sources that cannot give a fact: empty, binary, missing, in English."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "english.txt").write_text("The weather was fine, and nobody said a word.\n", encoding="utf-8")
    return [Source(f"{name}.txt", str(tmp_path / f"{name}.txt")) for name in ("empty", "binary", "gone", "english")]


def test_failures_are_listed_and_the_others_go_on(sources: list[Source], bad: list[Source]) -> None:
    mixed = [bad[0], sources[0], bad[1], bad[2], sources[1], bad[3]]
    _, summary = turtle(mixed)
    assert summary.documents == 2
    assert [failure.source for failure in summary.failures] == [source.name for source in bad]


def test_failures_leave_no_trace_in_the_store(sources: list[Source], bad: list[Source]) -> None:
    assert turtle([*bad, *sources])[0] == turtle(sources)[0]


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the names of the sources that are read from now on."""
    read: list[str] = []
    before = batches.read_source

    def noting(source: Source, settings: Settings) -> Facts:
        read.append(source.name)
        return before(source, settings)

    monkeypatch.setattr(batches, "read_source", noting)
    return read


def test_what_failed_is_told_again_and_not_read_until_it_changes(
    sources: list[Source], bad: list[Source], tmp_path: Path, refused: list[str]
) -> None:
    listed = [*sources, *bad]
    with open_store(tmp_path / "store", create=True) as store:
        first = build(listed, store, HOME)
        refused.clear()
        second = build(listed, store, HOME)
        assert {str(each.error) for each in second.failures} == {str(each.error) for each in first.failures}
        assert refused == ["gone.txt"]  # nobody knows what its bytes were
        assert [each.known for each in second.failures] == [each.source != "gone.txt" for each in second.failures]
        write(tmp_path, "english.txt", article(9))
        write(tmp_path, "gone.txt", article(10))
        third = build(listed, store, HOME)
        assert (third.documents, third.unchanged) == (2, 8)
        assert [each.source for each in third.failures] == ["empty.txt", "binary.txt"]
        assert [each.name for each in store.records.journal.failed()] == ["binary.txt", "empty.txt"]


def test_what_failed_is_read_again_when_asked_for(
    sources: list[Source], bad: list[Source], tmp_path: Path, refused: list[str]
) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build([*sources, *bad], store, HOME)
        write(tmp_path, "english.txt", article(9))
        refused.clear()
        summary = build(failed_sources(store.records, HOME), store, HOME, retry=True)
        assert sorted(refused) == ["binary.txt", "empty.txt", "english.txt"]
        assert (summary.documents, len(summary.failures)) == (1, 2)
        assert [each.name for each in store.records.journal.failed()] == ["binary.txt", "empty.txt"]  # one is gone
        assert dumped(store) == turtle([*sources, bad[3]], format="nq")[0]


def test_a_file_that_fails_keeps_what_it_said_and_is_held_when_it_comes_back(
    sources: list[Source], tmp_path: Path
) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build(sources, store, HOME)
        text = Path(sources[0].path).read_text(encoding="utf-8")
        write(tmp_path, "a000.txt", " ")
        assert len(build(sources, store, HOME).failures) == 1
        assert len(store.documents()) == 8
        write(tmp_path, "a000.txt", text)
        assert build(sources, store, HOME).unchanged == 8
        assert list(store.records.journal.failed()) == []


def test_the_journal_tells_what_each_build_did(sources: list[Source], bad: list[Source], tmp_path: Path) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build([*sources[:6], *bad], store, HOME)
        build([*sources, *bad], store, HOME)
        told = [each[3:9] for each in store.records.journal.builds()]
        assert told == [("serial", 1, 2, 0, 6, 4), ("serial", 1, 6, 0, 0, 4)]
        assert all(each.finished for each in store.records.journal.builds())


def test_sources_are_taken_only_as_they_are_read(sources: list[Source]) -> None:
    taken = 0

    def given() -> Iterator[Source]:
        nonlocal taken
        for number in range(3000):
            taken += 1
            yield Source(f"gone-{number}.txt")

    class EnoughError(Exception):
        pass

    def stop(_: str) -> None:
        raise EnoughError

    with open_store(None) as store, pytest.raises(EnoughError):
        build(given(), store, HOME, progress=stop)
    assert taken <= 512


def test_a_failure_names_its_source_and_a_remedy(bad: list[Source]) -> None:
    _, summary = turtle(bad)
    for failure in summary.failures:
        assert isinstance(failure.error, EcographError)
        assert failure.source in str(failure.error)
        assert failure.error.remedy


def test_a_missing_file_is_a_read_error() -> None:
    with pytest.raises(ReadError, match=r"gone\.txt"):
        extract(Source("gone.txt"))


def test_a_text_without_facts_is_an_error(bad: list[Source]) -> None:
    with pytest.raises(EcographError, match="no fact"):
        extract(bad[3])


def test_a_file_that_is_too_large_is_an_error(sources: list[Source]) -> None:
    with pytest.raises(ReadError, match="larger"):
        extract(sources[0], Settings(max_bytes=10))


def test_the_summary_counts_each_thing_once(sources: list[Source]) -> None:
    _, summary = turtle(sources)
    assert summary.documents == 8
    assert summary.entities["Official"] == 1
    assert summary.entities["Agency"] == 2
    assert summary.entities["Policy"] == 8
    assert summary.claims > 8
    assert summary.failures == []


def test_each_source_is_told_as_it_is_done(sources: list[Source], bad: list[Source]) -> None:
    told: list[str] = []
    with open_store(None) as store:
        build([sources[0], bad[0], sources[1]], store, HOME, progress=told.append)
    assert told == [sources[0].name, bad[0].name, sources[1].name]


def test_the_base_that_the_user_gives_begins_every_iri(sources: list[Source]) -> None:
    base = "https://example.org/green/"
    found = extract(sources[0], Settings(base=base, home="140700"))
    assert found.document.id.startswith(base)
    assert all(entity.id.startswith(base) for entity in found.entities)
    assert all(end.startswith(base) for claim in found.claims for end in (claim.subject, claim.object))


def test_the_same_thing_has_the_same_iri_in_two_articles(sources: list[Source]) -> None:
    one, two = (extract(source, HOME) for source in sources[:2])
    shared = {e.id for e in one.entities} & {e.id for e in two.entities}
    assert {e.name for e in one.entities if e.id in shared} >= {"晋中市生态环境局", "晋中市水利局", "李国强"}


def test_the_name_of_the_file_makes_no_difference_to_the_facts(sources: list[Source]) -> None:
    here, there = extract(sources[0], HOME), extract(Source("other.txt", sources[0].path), HOME)
    assert (here.entities, here.claims) == (there.entities, there.claims)


def documents(sources: list[Source]) -> list[dict[str, Any]]:
    found = [each for each in extract_all([*sources[:2], *shipped(4)], HOME) if isinstance(each, Facts)]
    return [json.loads(facts_line(each)) for each in found]


@pytest.mark.skipif(not SCHEMA.exists(), reason="facts.schema.json is not beside this checkout (../shared/eval)")
def test_the_facts_conform_to_the_schema(sources: list[Source]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for document in documents(sources):
        assert [error.message for error in validator.iter_errors(document)] == []


def test_the_facts_have_the_fields_that_readers_count_on(sources: list[Source]) -> None:
    for document in documents(sources):
        assert {"id", "source", "sha256", "home"} <= document["document"].keys()
        for entity in document["entities"]:
            assert {"id", "type", "name", "aliases", "mentions"} <= entity.keys()
            assert entity["mentions"]
            assert all(mention.keys() >= {"start", "end", "text"} for mention in entity["mentions"])
        for relation in document["relations"]:
            assert {"subject", "predicate", "object", "evidence", "confidence"} <= relation.keys()
            assert 0 <= relation["confidence"] <= 1


def test_a_target_carries_its_numbers(sources: list[Source]) -> None:
    (document,) = [facts_document(extract(sources[0], HOME))]
    (told,) = [e for e in document["entities"] if e["type"] == "Target" and e["unit"] == "万亩"]
    assert (told["value"], told["comparator"], told["change"], told["status"], told["deadline"]) == (
        1, "=", "level", "planned", "2025",
    )  # fmt: skip
    assert told["normalized"]["unit"] == "m2"
    assert told["quote"] in article(0)


def test_one_line_holds_one_document(sources: list[Source]) -> None:
    line = facts_line(extract(sources[0], HOME))
    assert "\n" not in line
    assert "晋中市" in line
