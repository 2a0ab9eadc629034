"""The description of the data set: right, the same each time, and without a place among the facts."""

from __future__ import annotations

import io
from dataclasses import replace

import pyoxigraph as ox
import pytest
from seeded import with_claim

from builders import BASE, MA, both, spring, store_of, summer
from ecograph.export import export_description, export_graph
from ecograph.graph import split
from ecograph.graph.catalog import base_of, describe, graph_name
from ecograph.graph.quarantine import graph_name as quarantine_name
from ecograph.store import open_store
from ecograph.store.names import DCAT, DCTERMS, ECO, VOID

DATA_SET = ox.NamedNode(f"{BASE}dataset")


def said(quads, subject, name):
    found = [quad.object for quad in quads if quad.subject == subject and quad.predicate == ox.NamedNode(name)]
    return [each.value for each in found]


def counted(quads, kind, of):
    """Return the counts by class or property."""
    found = {}
    for part in said(quads, DATA_SET, f"{VOID}{kind}Partition"):
        (name,), (count,) = (said(quads, ox.NamedNode(part), f"{VOID}{key}") for key in (kind, of))
        found[name] = int(count)
    return found


def test_the_classes_are_counted_as_the_store_counts_them(store):
    counts = counted(describe(store), "class", "entities")
    assert {name: counts[ECO + name] for name in store.count() if name != "triples"} == {
        name: count for name, count in store.count().items() if name != "triples"
    }


def test_the_triples_are_counted_once_and_told_apart(store):
    quads = describe(store)
    (whole,), (facts,), (claims,) = (
        said(quads, ox.NamedNode(f"{DATA_SET.value}{part}"), f"{VOID}triples") for part in ("", "#facts", "#claims")
    )
    lines = io.BytesIO()
    store.dump(lines, "nq")
    assert int(whole) == int(facts) + int(claims) == len(lines.getvalue().splitlines())
    assert int(facts) == store.count()["triples"]
    assert sum(counted(quads, "property", "triples").values()) == int(whole)


def test_its_date_is_that_of_the_newest_document(store):
    quads = describe(store)
    assert said(quads, DATA_SET, f"{DCTERMS}issued") == ["2025-06-18"]
    period = ox.NamedNode(f"{DATA_SET.value}#period")
    assert [said(quads, period, f"{DCAT}{end}") for end in ("startDate", "endDate")] == [["2025-03-12"], ["2025-06-18"]]


@pytest.mark.parametrize(
    ("dates", "newest"), [(("2025", "2024-12-31"), ["2025"]), (("", "2024"), ["2024"]), (("", ""), [])]
)
def test_a_date_may_be_a_year_or_be_missing(dates, newest):
    dated = [
        facts._replace(document=replace(facts.document, published=date))
        for facts, date in zip(both(), dates, strict=True)
    ]
    assert said(describe(store_of(*dated)), DATA_SET, f"{DCTERMS}issued") == newest


def test_the_articles_that_ship_have_a_licence(shipped_articles):
    quads = describe(store_of(*shipped_articles[:3]))
    assert said(quads, DATA_SET, f"{DCTERMS}license") == ["https://www.apache.org/licenses/LICENSE-2.0"]


def test_other_articles_have_the_licence_that_is_given_and_no_other(store, shipped_articles):
    assert said(describe(store), DATA_SET, f"{DCTERMS}license") == []
    assert said(describe(store_of(spring(), shipped_articles[0])), DATA_SET, f"{DCTERMS}license") == []
    assert said(describe(store, licence="http://own"), DATA_SET, f"{DCTERMS}license") == ["http://own"]


def test_it_names_its_vocabularies_and_formats(store):
    quads = describe(store)
    vocabularies = said(quads, DATA_SET, f"{VOID}vocabulary")
    assert {"https://w3id.org/ecograph/ontology#", "http://www.w3.org/ns/prov#"} <= set(vocabularies)
    assert "https://w3id.org/ecograph/vocab/modality" in vocabularies
    formats = [
        said(quads, ox.NamedNode(each), f"{DCTERMS}format") for each in said(quads, DATA_SET, f"{DCAT}distribution")
    ]
    assert ["http://www.w3.org/ns/formats/Turtle"] in formats


def test_it_is_the_same_whatever_the_order_of_the_documents():
    assert describe(store_of(spring(), summer())) == describe(store_of(summer(), spring()))


def test_it_tells_of_another_base():
    facts = spring()._replace(document=replace(spring().document, id="http://own/document/1"))
    store = store_of(facts)
    assert base_of(store) == "http://own/"
    assert {quad.graph_name.value for quad in describe(store)} == {"http://own/catalog"}


def test_a_store_without_documents_can_be_described():
    with open_store(None) as store:
        assert said(describe(store), DATA_SET, f"{VOID}documents") == ["0"]


def test_what_is_in_quarantine_does_not_count():
    found = split(with_claim(object=MA))
    with store_of(found.accepted) as clean, store_of(found.accepted) as other:
        other.add(quarantine_name(), found.quarantined)
        assert describe(other) == describe(clean)


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_it_stands_in_a_graph_of_its_own(store, tmp_path, suffix):
    with_it = export_graph(store, tmp_path / f"a.{suffix}", description=describe(store))
    quads = {quad for quad in ox.parse(path=str(with_it)) if quad.graph_name == ox.NamedNode(graph_name())}
    assert quads == set(describe(store))
    assert export_description(describe(store), with_it) is None


@pytest.mark.parametrize("suffix", ["ttl", "nt", "rdf"])
def test_it_stands_beside_a_file_without_graphs(store, tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    plain = export_graph(store, path).read_bytes()
    assert export_graph(store, path, description=describe(store)).read_bytes() == plain
    beside = export_description(describe(store), path)
    assert beside == tmp_path / "a.void.ttl"
    assert {quad.triple for quad in ox.parse(path=str(beside))} == {quad.triple for quad in describe(store)}


def test_it_stands_in_json_ld_as_a_graph(store, tmp_path):
    path = export_graph(store, tmp_path / "a.jsonld", description=describe(store))
    assert f'"@id": "{graph_name()}",\n   "@graph"' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["trig", "nq"])
def test_a_load_leaves_it_out_and_the_next_export_is_the_same(store, tmp_path, suffix):
    first = export_graph(store, tmp_path / f"a.{suffix}", description=describe(store))
    with open_store(None) as again:
        again.load(first)
        assert again.count() == store.count()
        second = export_graph(again, tmp_path / f"b.{suffix}", description=describe(again))
    assert second.read_bytes() == first.read_bytes()
