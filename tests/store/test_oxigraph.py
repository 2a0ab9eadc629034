from __future__ import annotations

import subprocess
import sys

import pytest
from pyoxigraph import Literal, NamedNode

from builders import BASE, both, spring, store_of, summer
from ecograph.errors import QueryError, StoreError
from ecograph.graph import quads
from ecograph.store import PREFIXES, Quad, Solutions, Triples, open_store

LABEL = PREFIXES["rdfs"] + "label"


def fact(name, graph=None):
    return Quad(NamedNode(BASE + name), NamedNode(LABEL), Literal(name), *([NamedNode(graph)] if graph else []))


def test_the_fixture_counts(store):
    assert store.count() == {
        "Document": 2, "Agency": 3, "Official": 3, "Project": 3, "Place": 6, "Policy": 2, "Target": 4, "Observation": 2,
        "Claim": 23, "Mention": 34, "Slot": 18, "triples": store.count()["triples"],
    }  # fmt: skip


def test_documents_are_sorted(store):
    assert store.documents() == sorted(each.document.id for each in both())


def test_a_select_gives_solutions(store):
    answer = store.query("SELECT ?name { ?x a eco:Official ; rdfs:label ?name } ORDER BY ?name")
    assert isinstance(answer, Solutions)
    assert [row["name"].value for row in answer] == ["武青壮", "路华", "马成毅"]


@pytest.mark.parametrize(("pattern", "answer"), [("?x a eco:Agency", True), ("?x a eco:Nothing", False)])
def test_an_ask_gives_a_bool(store, pattern, answer):
    assert store.query(f"ASK {{ {pattern} }}") is answer


def test_a_construct_gives_triples(store):
    assert isinstance(store.query("CONSTRUCT WHERE { ?x a eco:Agency }"), Triples)


def test_a_declared_prefix_wins(store):
    assert store.query(f"PREFIX eco: <{PREFIXES['rdfs']}> ASK {{ ?x eco:label '马成毅'@zh }}") is True


def test_a_syntax_error_names_line_and_column(store):
    with pytest.raises(QueryError, match=r"line 2, column \d+: SPARQL syntax error"):
        store.query("SELECT *\nWHERE { ?s ?p ")


def test_adding_a_document_again_replaces_its_graph():
    store, document = open_store(None), BASE + "document/1"
    store.add(document, [fact("old", document), fact("kept", document)])
    store.add(document, [fact("kept", document), fact("new", document), fact("shared")])
    rows = store.query("SELECT ?name { GRAPH ?g { ?x rdfs:label ?name } } ORDER BY ?name")
    assert [row["name"].value for row in rows] == ["kept", "new"]
    assert store.query("ASK { ?x rdfs:label 'shared' }") is True


def test_adding_the_same_twice_changes_nothing():
    once, twice = store_of(spring()), store_of(spring(), spring())
    assert once.count() == twice.count()


def test_a_quad_of_another_graph_is_refused_and_nothing_added():
    store = open_store(None)
    with pytest.raises(StoreError, match="another graph"):
        store.add(BASE + "document/1", [fact("a"), fact("b", BASE + "document/2")])
    assert store.count()["triples"] == 0


def test_a_failing_source_of_quads_adds_nothing():
    store = open_store(None)

    def broken():
        yield fact("a")
        raise KeyError("half way")

    with pytest.raises(KeyError):
        store.add(BASE + "document/1", broken())
    assert store.count()["triples"] == 0


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_sees_the_same_graph(store):
    rows = store.rdflib().query("SELECT ?x WHERE { ?x a <https://w3id.org/ecograph/ontology#Agency> }")
    assert len(list(rows)) == 3


def test_a_store_on_disk_keeps_what_was_flushed(tmp_path):
    with open_store(tmp_path / "store", create=True) as store:
        store.add(spring().document.id, quads(spring()))
        store.flush()
    with open_store(tmp_path / "store") as again:
        assert again.documents() == [spring().document.id]


def test_several_readers_open_one_folder(tmp_path):
    open_store(tmp_path / "store", create=True).close()
    with (
        open_store(tmp_path / "store", read_only=True) as one,
        open_store(tmp_path / "store", read_only=True) as two,
    ):
        assert one.documents() == two.documents() == []


def test_a_read_only_store_refuses_to_be_written(tmp_path):
    open_store(tmp_path / "store", create=True).close()
    with open_store(tmp_path / "store", read_only=True) as store, pytest.raises(StoreError, match="read-only"):
        store.add(summer().document.id, quads(summer()))


def test_a_missing_store_says_how_to_build_one(tmp_path):
    with pytest.raises(StoreError, match="there is no store here; build one with: ecograph build"):
        open_store(tmp_path / "none")


def test_a_folder_of_other_files_is_no_store(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not a store"):
        open_store(tmp_path, create=True)


def test_a_file_is_no_store(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="is a file"):
        open_store(tmp_path / "file", create=True)


@pytest.mark.parametrize("spoilt", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_a_damaged_store_is_said_to_be_damaged(tmp_path, spoilt):
    with open_store(tmp_path / "store", create=True) as store:
        store.add(spring().document.id, quads(spring()))
        store.flush()
    for path in (tmp_path / "store").glob(spoilt):
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2] + b"\0" * (len(content) - len(content) // 2))
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path / "store")


def test_a_second_opener_is_told_that_the_store_is_open(tmp_path):
    with (
        open_store(tmp_path / "store", create=True),
        pytest.raises(StoreError, match="open in another process"),
    ):
        open_store(tmp_path / "store")


def test_another_process_is_told_so_too(tmp_path):
    code = f"from ecograph.store import open_store; open_store({str(tmp_path / 'store')!r})"
    with open_store(tmp_path / "store", create=True):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "open in another process" in done.stderr


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count()
