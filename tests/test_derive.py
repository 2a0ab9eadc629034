"""The graph follows from the records and what is given besides, one step after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from builders import spring
from ecograph import derive as deriving
from ecograph.derive import Given, Known, derive
from ecograph.model import Entity, Facts, Record
from ecograph.resolve import Decision, reference
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


# Decisions about single statements and names


def decided_on(at: int, verdict: str) -> tuple[Record, Decision]:
    """Return a record and a decision about one of its claims."""
    facts = wrong("a").facts
    key = BASE + reference(facts.document.id, facts.claims[at])
    return wrong("a"), Decision(verdict, key, "", "李雷", "2026-03-05", "读错了")  # type: ignore[arg-type]


def graphs(record: Record, *decisions: Decision, held: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Return the quads of each graph under decisions."""
    found: dict[str, set[str]] = {}
    for part in derive([record], Given(decisions=decisions), held=held):
        found.setdefault(part.graph, set()).update(map(str, part.quads))
    return found


def seals(record: Record, *decisions: Decision) -> list[str]:
    """Return the seals of the document's parts."""
    return [
        part.seal for part in derive([record], Given(decisions=decisions)) if "document/a" in (part.graph + part.scope)
    ]


def test_a_rejected_claim_gives_no_plain_triple_and_is_told_of_in_its_document() -> None:
    told, decision = decided_on(0, "reject")
    before, after = graphs(told), graphs(told, decision)
    assert len(before[""] - after[""]) >= 1
    document = f"{BASE}document/a"
    noted = {line for line in after[document] - before[document] if "#rejected-" in line}
    assert {line.split("> <")[1].rpartition("#")[2].split(">")[0] for line in noted} >= {
        "keptSubject",
        "decidedBy",
        "comment",
    }
    assert any("李雷" in line for line in noted)
    assert not any("Claim>" in line and "#claim-" in line for line in after[document] - before[document])


def test_an_accepted_claim_is_written_as_certain() -> None:
    told, decision = decided_on(0, "accept")
    gone = graphs(told)[f"{BASE}document/a"] - graphs(told, decision)[f"{BASE}document/a"]
    assert all("confidence" in line or "#claim-" in line for line in gone)
    assert graphs(told)[""] == graphs(told, decision)[""]


def test_a_name_that_was_decided_is_the_label() -> None:
    told = wrong("a")
    iri = next(line.split(">")[0][1:] for line in graphs(told)[""] if "/id/agency/" in line and "#label" in line)
    after = graphs(told, Decision("name", iri, "另一个名字", "李雷", "2026-03-05", "全称"))[""]
    assert any(f"<{iri}>" in line and "#label" in line and "另一个名字" in line for line in after)
    assert any(f"<{iri}>" in line and "#altLabel" in line for line in after)


@pytest.mark.parametrize("verdict", ["reject", "accept"])
def test_a_decision_breaks_the_seals_of_what_it_changes_and_no_others(verdict: str) -> None:
    told, decision = decided_on(0, verdict)
    if verdict == "accept":
        claims = told.facts.claims
        told = told._replace(facts=told.facts._replace(claims=(claims[0]._replace(confidence=0.4), *claims[1:])))
    assert not set(seals(told)) & set(seals(told, decision))
    other = wrong("b")._replace(facts=replace_id(told, "c"))
    assert seals_of(other) == seals_of(other, decision)


def replace_id(record: Record, name: str) -> Facts:
    return record.facts._replace(document=replace(record.facts.document, id=f"document/{name}"))


def seals_of(record: Record, *decisions: Decision) -> list[str]:
    return [part.seal for part in derive([record], Given(decisions=decisions)) if part.seal]


def test_another_reason_is_written_anew() -> None:
    told, decision = decided_on(0, "reject")
    assert not set(seals(told, decision)) & set(seals(told, decision._replace(why="另一个理由")))


def test_what_is_undone_leaves_the_graph_as_it_was() -> None:
    told, decision = decided_on(0, "reject")
    assert graphs(told, decision, decision._replace(decision="undo")) == graphs(told)
