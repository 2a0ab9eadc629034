"""The graph follows from the records and what is given besides, one step after the other."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import ecograph
from builders import spring
from ecograph.derive import Given, derive, deriving, following, writing
from ecograph.derive.given import _LEXICON
from ecograph.engines import Engine
from ecograph.extract import extract
from ecograph.graph import as_lines, merged, track, tracked
from ecograph.model import Document, Entity, Facts, Record
from ecograph.readers import Source, read_text
from ecograph.resolve import Decision, reference, resolve
from ecograph.resources import resource
from ecograph.store import BASE, Records
from ecograph.store.makings import Making

PACKAGE = Path(ecograph.__file__).parent
READ = "2026-03-04T05:06:07+00:00"


def record(name: str, *, published: str = "", source: str = "", read: str = READ) -> Record:
    facts = spring()
    document = replace(own(facts.document, name), published=published, source=source or f"{name}.txt")
    return Record(facts._replace(document=document, entities=(), claims=()), read, "1", source)


def own(document: Document, name: str) -> Document:
    """Return a document of this name with a first sentence of its own, so that it repeats no other."""
    return replace(document, id=f"document/{name}", text=name + document.text[len(name) :])


def held(*records: Record) -> Records:
    """Return records in memory."""
    made = Records()
    made.put(records)
    return made


def parts(*records: Record, given: Given = Given()) -> dict[tuple[str, str], bytes]:  # noqa: B008 - frozen
    """Return the lines of each part."""
    return {(each.graph, each.scope): each.text() for each in derive(held(*records), given)}


def graphs(*records: Record, given: Given = Given()) -> dict[str, set[str]]:  # noqa: B008 - frozen
    """Return the lines of each graph."""
    found: dict[str, set[str]] = {}
    for (graph, _), text in parts(*records, given=given).items():
        found.setdefault(graph, set()).update(text.decode().splitlines())
    return found


DATES = [
    (("2023", "2024-05-06", "2024-04"), "2024-05-06"),
    (("2023-12-31", "2024"), "2024-01-01"),
    (("", "2022-07"), "2022-07-01"),
    (("", ""), ""),
    ((), ""),
]


@pytest.mark.parametrize(("dates", "today"), DATES, ids=str)
def test_today_is_the_date_of_the_newest_article(
    dates: tuple[str, ...], today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = list[str]()
    monkeypatch.setattr(deriving, "followed", lambda makings, given, day, *_: days.append(day) or ())
    records = held(*(record(str(at), published=date) for at, date in enumerate(dates)))
    list(derive(records, Given()))
    list(derive(records, Given(today="2025-01-02")))
    assert days == [today, "2025-01-02"]


def test_any_order_gives_the_same_parts_in_one_order() -> None:
    records, given = [record("b"), record("c"), record("a")], Given(base="http://own/")
    once = parts(*records, given=given)
    assert list(once.items()) == list(parts(*records[::-1], given=given).items())
    assert [graph for graph, _ in once if graph] == [f"http://own/document/{name}" for name in "abc"]


@pytest.fixture
def items(monkeypatch: pytest.MonkeyPatch) -> list[writing.Item]:
    """Give the documents that are written from now on."""
    found = list[writing.Item]()

    def mapped(engine: Engine, function: Callable, batches: Iterable, *, least: int) -> Iterator:  # type: ignore[type-arg]
        for batch in batches:
            found.extend(batch.items)
            yield function(batch)

    monkeypatch.setattr(deriving, "mapped", mapped)
    return found


def test_one_text_from_several_sources_is_told_as_by_the_first(items: list[writing.Item]) -> None:
    records = [record("a", source="y.txt", read="2026-01-01"), record("a", source="x.txt", read="2026-02-02")]
    list(derive(held(*records), Given(read_times=True)))
    (made,) = items
    assert (made.sources, made.read) == (("x.txt", "y.txt"), "2026-01-01")


def test_what_repeats_another_is_a_source_of_it(items: list[writing.Item]) -> None:
    one, copy = record("a", published="2026-01-05"), record("b", published="2026-01-06", read="2026-01-01")
    copy = copy._replace(facts=copy.facts._replace(document=replace(copy.facts.document, text=one.facts.document.text)))
    list(derive(held(copy, one, record("c")), Given(read_times=True)))
    made, other = items
    assert other.sources == ("c.txt",)
    assert (made.sources, made.read) == (("a.txt", "b.txt"), "2026-01-01")
    assert not any("document/b" in graph for graph in graphs(one, copy))
    assert any("document/b" in graph for graph in graphs(copy))


def test_each_document_is_told_of() -> None:
    told = list[Making]()
    list(derive(held(record("b"), record("a")), Given(base="http://own/"), note=told.append))
    assert [each.document for each in told] == ["http://own/document/a", "http://own/document/b"]


def test_what_is_made_of_a_document_can_be_told_without_it() -> None:
    told = list[Making]()
    list(derive(held(wrong("a")), Given(), note=told.append))
    (making,) = told
    facts = spring()
    assert (making.claims, making.unread) == (len(facts.claims), len(facts.unread))
    assert len(making.things) == 8 * len(facts.entities)
    assert making.rules.split("\n") == ["0.1.0", *sorted({each.rule for each in facts.claims})]


def test_other_decisions_and_code_are_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Given().rules
    assert Given(decisions=("one",)).rules != rules
    monkeypatch.setattr("ecograph.derive.given.fingerprint", lambda *_: "another")
    assert Given().rules != rules


def test_renames_and_links_are_written_once_for_all_documents() -> None:
    def told(name: str, type: str, **more: str) -> Entity:
        return Entity(f"{type}:{name}", type, name, (), (), more)  # type: ignore[arg-type]

    old, new = record("a"), record("b")
    old = old._replace(facts=old.facts._replace(entities=(told("晋中市环境保护局", "Agency", kind="bureau"),)))
    place = told("山西省", "Place", kind="admin", code="140000")
    new = new._replace(facts=new.facts._replace(entities=(told("晋中市生态环境局", "Agency", kind="bureau"), place)))
    text = parts(old, new, given=Given(base="http://own/"))["", ""].decode()
    assert "/replaces> <http://own/agency/晋中市环境保护局>" in text
    assert "owl#sameAs> <http://www.wikidata.org/entity/Q46913>" in text


def test_decisions_are_part_of_the_rules() -> None:
    decision = Decision("same", "a", "b", "c", "2026", "d")
    assert Given().rules != Given(decisions=(decision,)).rules


def wrong(name: str, **changes: object) -> Record:
    """Return a record in which one claim is changed."""
    facts = spring()
    document = own(facts.document, name)
    claims = (facts.claims[0]._replace(**changes), *facts.claims[1:])  # type: ignore[arg-type]
    return Record(facts._replace(document=document, claims=claims), READ, "0.1.0+abc home=140700")


def test_what_breaks_a_shape_goes_to_quarantine_and_no_further() -> None:
    told = list[Making]()
    list(derive(held(wrong("a", confidence=2.0), wrong("b")), Given(), note=told.append))
    assert [(each.claims, bool(each.kinds & writing.KEPT_OUT)) for each in told] == [(14, True), (15, False)]
    assert list(parts(wrong("a", confidence=2.0), wrong("b")))[2] == (f"{BASE}quarantine", f"{BASE}document/a")


def test_the_quarantine_is_the_same_in_any_order_and_goes_with_its_document() -> None:
    records = [wrong("a", confidence=2.0), wrong("b"), wrong("c", role="boss")]
    assert graphs(*records) == graphs(*reversed(records))
    kept = graphs(records[1], records[2])[f"{BASE}quarantine"]
    assert kept
    assert kept < graphs(*records)[f"{BASE}quarantine"]
    assert f"{BASE}quarantine" not in graphs(records[1])


def test_the_account_of_the_extraction_names_the_release_that_read_each_document() -> None:
    derived = graphs(wrong("a"), wrong("b")._replace(version="0.2.0+def"))
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


def under(record: Record, *decisions: Decision) -> dict[str, set[str]]:
    """Return the lines of each graph under decisions."""
    return graphs(record, given=Given(decisions=decisions))


def seals(record: Record, *decisions: Decision) -> list[str]:
    """Return the seals of the document's parts."""
    return [
        part.seal for part in derive(held(record), Given(decisions=decisions)) if "document/" in part.graph + part.scope
    ]


def test_a_rejected_claim_gives_no_plain_triple_and_is_told_of_in_its_document() -> None:
    told, decision = decided_on(0, "reject")
    before, after = under(told), under(told, decision)
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
    gone = under(told)[f"{BASE}document/a"] - under(told, decision)[f"{BASE}document/a"]
    assert all("confidence" in line or "#claim-" in line for line in gone)
    assert under(told)[""] == under(told, decision)[""]


def test_a_name_that_was_decided_is_the_label() -> None:
    told = wrong("a")
    iri = next(line.split(">")[0][1:] for line in under(told)[""] if "/id/agency/" in line and "#label" in line)
    after = under(told, Decision("name", iri, "另一个名字", "李雷", "2026-03-05", "全称"))[""]
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
    assert seals(other) == seals(other, decision)


def replace_id(record: Record, name: str) -> Facts:
    return record.facts._replace(document=own(record.facts.document, name))


def test_another_reason_is_written_anew() -> None:
    told, decision = decided_on(0, "reject")
    assert not set(seals(told, decision)) & set(seals(told, decision._replace(why="另一个理由")))


def test_what_is_undone_leaves_the_graph_as_it_was() -> None:
    told, decision = decided_on(0, "reject")
    assert under(told, decision, decision._replace(decision="undo")) == under(told)


# Some of it at a time


def test_parts_come_before_all_documents_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deriving, "_TOGETHER", 2)
    records = held(*(record(f"{at:02}") for at in range(40)))
    made = list[str]()
    write = writing._written
    monkeypatch.setattr(writing, "_written", lambda item, base: made.append(item.seal) or write(item, base))
    counts = [len(made) for part in derive(records, Given()) if part.graph.startswith(f"{BASE}document/")]
    assert counts == [2 * (at // 2 + 1) for at in range(40)]


def test_what_is_held_is_not_made_again_and_can_be_asked_for(items: list[writing.Item]) -> None:
    records = held(*(wrong(f"{at:02}", confidence=2.0) for at in range(5)))
    once = list(derive(records, Given()))
    known = {(each.graph, each.scope): each.seal for each in once}
    records.put([wrong("02")])
    items.clear()
    again = derive(records, Given(), held=lambda graph, scope: known.get((graph, scope), ""))
    told = [(each.graph, each.scope, each.seal, each.text()) for each in again]
    assert len(items) == 1
    fresh = [(each.graph, each.scope, each.seal, each.text()) for each in derive(held(*records.all()), Given())]
    assert sorted(told) == sorted(fresh)


# What became of targets


@pytest.mark.parametrize("order", range(3))
def test_targets_are_followed_bucket_by_bucket_as_all_together(order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_TOGETHER", 2)
    if not order:
        monkeypatch.setattr(writing, "_bucket", lambda _: 7)
    listed = list(sequence())
    random.Random(order).shuffle(listed)
    found = b"".join(text for (_, scope), text in parts(*listed).items() if scope.startswith(f"{BASE}series/"))
    told = (each.facts for each in listed if not each.key.endswith("reprint.txt"))
    whole = track(resolve(told, base=BASE).facts, today="")
    assert merged(found) == as_lines(tracked(whole))
    assert whole.conflicts
    assert any(each.by for series in whole.series for each in series.statements)


@cache
def sequence() -> tuple[Record, ...]:
    """Return what the articles of one place over some years say."""
    paths = sorted(resource("data", "sequences", "gansu-pingliang", "articles").glob("*.txt"))
    return tuple(Record(extract(read_text(Source(str(path)))), READ, "1", path.name) for path in paths)


def test_only_the_targets_that_a_day_changes_are_followed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    records, followed = held(*sequence()), list[int]()
    follow = following._follow
    monkeypatch.setattr(following, "_follow", lambda bucket: followed.append(bucket.number) or follow(bucket))
    known, counts = dict[tuple[str, str], str](), list[int]()

    def seal(graph: str, scope: str) -> str:
        return known.get((graph, scope), "")

    for day in ("2024-06-30", "2024-06-30", "2024-07-01", "2030-01-01", "2030-01-02"):
        followed.clear()
        known |= {(each.graph, each.scope): each.seal for each in derive(records, Given(today=day), held=seal)}
        counts.append(len(followed))
        again = derive(records, Given(today=day), held=seal)
        assert {(each.graph, each.scope): each.text() for each in again} == parts(*sequence(), given=Given(today=day))
    assert counts[0] > counts[3] > 0
    assert counts[1] == counts[4] == 0


def test_what_a_graph_follows_from_has_all_tables_of_words_that_are_asked() -> None:
    rooms = [path for name in ("derive", "graph", "reposts", "resolve") for path in (PACKAGE / name).rglob("*.py")]
    asked = {name for path in rooms for name in re.findall(r'"lexicon", "(\w+)\.csv"', path.read_text(encoding="utf-8"))}
    assert asked == set(_LEXICON)
    assert not any('"lexicon"' in re.sub(r'"lexicon", "\w+\.csv"', "", path.read_text(encoding="utf-8")) for path in rooms)
