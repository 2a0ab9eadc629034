"""The graph follows from the records and what is given besides, one step after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from builders import spring
from ecograph import derive as deriving
from ecograph.derive import Given, Known, derive
from ecograph.model import Entity, Record
from ecograph.resolve import Decision
from ecograph.store import BASE, Part

READ = "2026-03-04T05:06:07+00:00"


def record(name: str, *, published: str = "", source: str = "", read: str = READ) -> Record:
    facts = spring()
    document = replace(facts.document, id=f"document/{name}", published=published, source=source or f"{name}.txt")
    return Record(facts._replace(document=document, entities=(), claims=()), read, "1", source)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Sequence[Known], Given]]:
    """Note what a step is given, in place of the steps there are."""
    calls: list[tuple[Sequence[Known], Given]] = []

    def step(documents: Sequence[Known], given: Given) -> Iterable[Part]:
        calls.append((documents, given))
        return [Part("", [])]

    monkeypatch.setattr(deriving, "STEPS", (step, step))
    return calls


DATES = [
    (("2023", "2024-05-06", "2024-04"), "2024-05-06"),
    (("2023-12-31", "2024"), "2024-01-01"),
    (("", "2022-07"), "2022-07-01"),
    (("", ""), ""),
    ((), ""),
]


@pytest.mark.parametrize(("dates", "today"), DATES, ids=str)
def test_today_is_the_date_of_the_newest_article(seen, dates: tuple[str, ...], today: str) -> None:
    list(derive([record(str(at), published=date) for at, date in enumerate(dates)], Given()))
    assert {given.today for _, given in seen} == {today}


def test_another_day_can_be_given(seen) -> None:
    list(derive([record("a", published="2024-05-06")], Given(today="2025-01-02")))
    assert {given.today for _, given in seen} == {"2025-01-02"}


def test_each_step_gets_all_documents_in_a_fixed_order_with_their_iris(seen) -> None:
    records = [record("b"), record("c"), record("a")]
    assert len(list(derive(records, Given(base="http://own/")))) == 2
    list(derive(records[::-1], Given(base="http://own/")))
    assert [[each.facts.document.id for each in documents] for documents, _ in seen] == [
        ["http://own/document/a", "http://own/document/b", "http://own/document/c"]
    ] * 4


def test_one_text_from_several_sources_is_told_as_by_the_first(seen) -> None:
    records = [record("a", source="y.txt", read="2026-01-01"), record("a", source="x.txt", read="2026-02-02")]
    list(derive(records, Given()))
    (known,), _ = seen[0]
    assert (known.facts.document.source, known.sources, known.read) == ("x.txt", ("x.txt", "y.txt"), "2026-01-01")


def test_each_document_is_told_of(seen) -> None:
    told: list[str] = []
    list(
        derive([record("b"), record("a")], Given(base="http://own/"), note=lambda facts: told.append(facts.document.id))
    )
    assert told == ["http://own/document/a", "http://own/document/b"]


def test_other_decisions_and_code_are_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Given().rules
    assert Given(decisions=("one",)).rules != rules
    monkeypatch.setattr(deriving, "fingerprint", lambda *_: "another")
    assert Given().rules != rules


def test_renames_and_links_are_written_once_for_all_documents() -> None:
    def told(name: str, type: str, **more: str) -> Entity:
        return Entity(f"{type}:{name}", type, name, (), (), more)  # type: ignore[arg-type]

    old, new = record("a"), record("b")
    old = old._replace(facts=old.facts._replace(entities=(told("晋中市环境保护局", "Agency", kind="bureau"),)))
    place = told("山西省", "Place", kind="admin", code="140000")
    new = new._replace(facts=new.facts._replace(entities=(told("晋中市生态环境局", "Agency", kind="bureau"), place)))
    *_, (graph, quads, *_) = derive([old, new], Given(base="http://own/"))
    written = {(quad.predicate.value.rpartition("/")[2], quad.object.value) for quad in quads}
    assert graph == ""
    assert ("replaces", "http://own/agency/晋中市环境保护局") in written
    assert ("owl#sameAs", "http://www.wikidata.org/entity/Q46913") in written


def test_decisions_are_part_of_the_rules() -> None:
    decision = Decision("same", "a", "b", "c", "2026", "d")
    assert Given().rules != Given(decisions=(decision,)).rules


def wrong(name: str, **changes: object) -> Record:
    """Return a record in which one claim is changed."""
    facts = spring()
    document = replace(facts.document, id=f"document/{name}")
    claims = (facts.claims[0]._replace(**changes), *facts.claims[1:])  # type: ignore[arg-type]
    return Record(facts._replace(document=document, claims=claims), READ, "0.1.0+abc home=140700")


def parts(*records: Record) -> dict[str, list[str]]:
    """Return the quads of each graph as text, sorted."""
    found: dict[str, list[str]] = {}
    for part in derive(records, Given()):
        found.setdefault(part.graph, []).extend(map(str, part.quads))
    return {graph: sorted(quads) for graph, quads in found.items()}


def test_what_breaks_a_shape_goes_to_quarantine_and_no_further(seen) -> None:
    records = [wrong("a", confidence=2.0), wrong("b")]
    derived = parts(*records)
    assert f"{BASE}quarantine" in derived
    assert [[len(each.facts.claims) for each in documents] for documents, _ in seen] == [[14, 15]] * 2


def test_the_quarantine_is_the_same_in_any_order_and_goes_with_its_document() -> None:
    records = [wrong("a", confidence=2.0), wrong("b"), wrong("c", role="boss")]
    assert parts(*records) == parts(*reversed(records))
    kept = parts(records[1], records[2])[f"{BASE}quarantine"]
    assert kept
    assert set(kept) < set(parts(*records)[f"{BASE}quarantine"])
    assert f"{BASE}quarantine" not in parts(records[1])


def test_the_account_of_the_extraction_names_the_release_that_read_each_document() -> None:
    derived = parts(wrong("a"), wrong("b")._replace(version="0.2.0+def"))
    account = derived[f"{BASE}extraction"]
    versions = {line.split('"')[1] for line in account if "softwareVersion" in line}
    assert versions == {"0.1.0", "0.2.0"}
    assert [
        line for line in derived[f"{BASE}document/b"] if "wasGeneratedBy" in line and "extraction-0.2.0-" not in line
    ] == []
