"""Graphs of one's own stand beside what a build makes, and survive it; what it makes is not written over."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from pyoxigraph import Literal, NamedNode

from ecograph.errors import OwnedError, QueryError
from ecograph.store import BASE, Dataset, Part, Quad, Store, open_store

DOCUMENT, MINE = f"{BASE}document/1", "http://mine.example/notes"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


def quad(name: str, graph: str = "") -> Quad:
    return Quad(NamedNode("http://x/" + name), LABEL, Literal(name), *([NamedNode(graph)] if graph else []))


def parts(*names: str) -> list[Part]:
    text = b"".join(sorted(f"{quad(name).triple} .\n".encode() for name in names))
    return [Part("", text), Part(DOCUMENT, text)]


def labels(store: Store, graph: str = "") -> list[str]:
    pattern = f"GRAPH <{graph}> {{ ?s rdfs:label ?o }}" if graph else "?s rdfs:label ?o"
    return sorted(row["o"].value for row in store.query(f"SELECT ?o {{ {pattern} }}"))


@pytest.fixture
def built(tmp_path) -> Store:
    made = open_store(tmp_path / "store", create=True)
    made.become(parts("a", "b"), rules="1")
    return made


def test_a_graph_of_ones_own_outlives_a_build(built):
    assert built.put_graph(MINE, [quad("note")])
    built.update("INSERT DATA { GRAPH <http://mine.example/other> { <http://x/y> rdfs:label 'other' } }")
    done = built.become(parts("c"), rules="1")
    assert (labels(built), labels(built, MINE), labels(built, "http://mine.example/other")) == (
        ["c"],
        ["note"],
        ["other"],
    )
    assert done.dropped == ()


@pytest.mark.parametrize("graph", ["", DOCUMENT, f"{BASE}document/new", f"{BASE}quarantine", f"{BASE}extraction"])
def test_what_a_build_makes_is_not_written_over(built, graph):
    for write in (
        lambda: built.put_graph(graph, [quad("x")]),
        lambda: built.put_graph(graph, [quad("x")], keep=True),
        lambda: built.drop_graph(graph),
    ):
        with pytest.raises(OwnedError, match="made from the documents"):
            write()
    assert labels(built) == labels(built, DOCUMENT) == ["a", "b"]


UPDATES = {
    "default graph": "INSERT DATA { <http://x/y> rdfs:label 'y' }",
    "a document's": f"DELETE WHERE {{ GRAPH <{DOCUMENT}> {{ ?s ?p ?o }} }}",
    "by prefix": f"PREFIX d: <{BASE}document/> INSERT DATA {{ GRAPH d:1 {{ d:1 rdfs:label 'y' }} }}",
    "by a later prefix": (
        f"PREFIX d: <http://x/> INSERT DATA {{ GRAPH d:1 {{ }} }} ; PREFIX d: <{BASE}document/> DROP GRAPH d:1"
    ),
    "by the base": f"BASE <{BASE}> INSERT DATA {{ GRAPH <document/1> {{ <x> rdfs:label 'y' }} }}",
    "with": f"WITH <{DOCUMENT}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    "by variable": "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
    "both": f"INSERT {{ GRAPH <{MINE}> {{ ?s ?p ?o }} ?s ?p 1 }} WHERE {{ ?s ?p ?o }}",
    "after a pattern that looks like the end": (
        f"INSERT {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o FILTER(?o<'}}>;') }} ; CLEAR DEFAULT"
    ),
    "clear all": "CLEAR ALL",
    "drop named": "DROP SILENT NAMED",
    "move from": f"MOVE <{DOCUMENT}> TO <{MINE}>",
    "copy to": f"COPY <{MINE}> TO DEFAULT",
    "create": f"CREATE GRAPH <{BASE}document/2>",
    "the second": f"CLEAR SILENT GRAPH <{MINE}> ; CLEAR DEFAULT",
}


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
def test_an_update_of_what_a_build_makes_is_refused(built, update):
    with pytest.raises(OwnedError, match="made from the documents"):
        built.update(update)
    assert labels(built) == labels(built, DOCUMENT) == ["a", "b"]


FREE = {
    "from facts": f"INSERT {{ GRAPH <{MINE}> {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}",
    "with": f"WITH <{MINE}> INSERT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
    "copy from": f"COPY <{DOCUMENT}> TO <{MINE}>",
    "add from the default graph": f"ADD DEFAULT TO GRAPH <{MINE}>",
    "clear": f"CLEAR SILENT GRAPH <{MINE}>",
}


@pytest.mark.parametrize("update", FREE.values(), ids=FREE)
def test_an_update_of_ones_own_graphs_is_done(built, update):
    built.update(update)
    assert labels(built) == labels(built, DOCUMENT) == ["a", "b"]


def test_a_graph_that_is_put_is_replaced_and_one_that_is_posted_grows(store):
    assert [store.put_graph(MINE, [quad("a")]), store.put_graph(MINE, [quad("b")])] == [True, False]
    assert labels(store, MINE) == ["b"]
    assert not store.put_graph(MINE, [quad("c")], keep=True)
    assert labels(store, MINE) == ["b", "c"]
    assert [store.drop_graph(MINE), store.drop_graph(MINE), store.has_graph(MINE)] == [True, False, False]


def test_an_empty_graph_is_there(store):
    store.put_graph(MINE, [])
    assert store.has_graph(MINE)


def test_a_store_filled_by_hand_takes_any_graph(store):
    store.put_graph("", [quad("only")])
    assert labels(store) == ["only"]
    store.update("CLEAR ALL")
    assert labels(store) == []


def test_a_triple_in_two_graphs_counts_once_where_they_are_read_together(store):
    for graph in ("http://g/1", "http://g/2"):
        store.put_graph(graph, [quad("same"), quad(graph[-1])])
    count = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"
    both = Dataset(("http://g/1", "http://g/2"))
    assert [row["n"].value for row in store.query(count.format(""), dataset=both)] == ["3"]
    written = "BASE <http://g/> PREFIX g: <http://g/> " + count.format("FROM <1> # FROM <3>\n FROM g:2 FROM NAMED <1>")
    assert [row["n"].value for row in store.query(written)] == ["3"]
    one = store.query(count.format(""), dataset=Dataset(("http://g/1", "http://g/1")))
    assert [row["n"].value for row in one] == ["2"]


def test_a_dataset_without_default_graph_has_an_empty_one(store):
    store.put_graph(MINE, [quad("a")])
    assert not list(store.query("SELECT * { ?s ?p ?o }", dataset=Dataset((), (MINE,))))
    assert len(list(store.query("SELECT * { GRAPH ?g { ?s ?p ?o } }", dataset=Dataset((), (MINE,))))) == 1


def test_a_merged_dataset_keeps_its_named_graphs_apart(store):
    for graph in ("http://g/1", "http://g/2"):
        store.put_graph(graph, [quad("same")])
    found = store.query(
        "SELECT ?g FROM <http://g/3> { GRAPH ?g { ?s ?p ?o } }",
        dataset=Dataset(("http://g/1", "http://g/2"), ("http://g/2",)),
    )
    assert [row["g"].value for row in found] == ["http://g/2"]


USING = [
    "INSERT { GRAPH <http://to> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
    "INSERT { GRAPH <http://to> { ?s ?p ?o } } # WHERE {\nWHERE { ?s ?p ?o FILTER('a'<'b' && ?o<'z>') }",
]


@pytest.mark.parametrize("update", USING)
def test_using_graphs_are_what_a_pattern_reads(store, update):
    store.put_graph("http://g/1", [quad("one")])
    store.update(update, using=Dataset(("http://g/1",)))
    assert labels(store, "http://to") == ["one"]


def test_the_short_form_of_delete_reads_the_graphs_used(store):
    store.put_graph("", [quad("one"), quad("two")])
    store.put_graph("http://g/1", [quad("one")])
    store.update("DELETE WHERE { ?s rdfs:label ?o }", using=Dataset(("http://g/1",)))
    assert labels(store) == ["two"]


@pytest.mark.parametrize("clause", ["WITH <http://g> ", ""])
def test_graphs_to_use_are_told_in_one_place(store, clause):
    update = f"{clause}INSERT {{ ?s ?p 1 }} {'' if clause else 'USING <http://g> '}WHERE {{ ?s ?p ?o }}"
    with pytest.raises(QueryError, match="in one place"):
        store.update(update, using=Dataset(("http://g/1",)))


def test_a_graph_is_written_in_each_format(store, tmp_path):
    store.put_graph(MINE, [quad("a")])
    for format in (ox.RdfFormat.TURTLE, ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML, ox.RdfFormat.N_QUADS):
        with (tmp_path / "out").open("wb") as sink:
            store.write_graph(sink, MINE, format)
        (found,) = ox.parse((tmp_path / "out").read_bytes(), format)
        assert found.triple == quad("a").triple


def test_what_an_update_did_to_a_documents_graph_is_healed_by_the_next_build(built, monkeypatch):
    monkeypatch.setattr(
        "ecograph.store.oxigraph.targets", lambda update, base: {MINE}
    )  # as if the text had been misread
    built.update(f"INSERT DATA {{ GRAPH <{DOCUMENT}> {{ <http://x/z> rdfs:label 'z' }} }}")
    assert labels(built, DOCUMENT) == ["a", "b", "z"]
    built.become(parts("a", "b"), rules="1")
    assert labels(built, DOCUMENT) == ["a", "b"]
