from __future__ import annotations

import io

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode

from builders import BASE, both, store_of
from ecograph.errors import StoreError
from ecograph.store import Quad, open_store, ordering

FORMATS = ("ttl", "trig", "nq", "nt")
XSD = "http://www.w3.org/2001/XMLSchema#"


def dumped(store, format):
    sink = io.BytesIO()
    store.dump(sink, format)
    return sink.getvalue()


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_documents_does_not_show(format):
    one, two = both()
    assert dumped(store_of(one, two), format) == dumped(store_of(two, one, two), format)


@pytest.mark.parametrize("format", FORMATS)
def test_a_dump_loads_back_to_the_same_store(store, format, tmp_path):
    path = tmp_path / f"graph.{format}"
    path.write_bytes(dumped(store, format))
    with open_store(None) as again:
        again.load(path)
        assert dumped(again, "nq") == dumped(store, "nq")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("format", "name"), [("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads"), ("nt", "nt")])
def test_rdflib_reads_every_triple(store, format, name):
    triples = dumped(store, "nt").count(b"\n")
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=dumped(store, format), format=name)
    assert len({triple[:3] for triple in dataset.quads()}) == triples


@pytest.mark.parametrize("format", ["nq", "nt"])
def test_lines_are_sorted(store, format):
    lines = dumped(store, format).decode().splitlines()
    assert lines == sorted(lines)


def test_turtle_is_grouped_and_abbreviated(store):
    text = dumped(store, "ttl").decode()
    assert (
        "place:140723 a eco:Place ;\n"
        '    rdfs:label "和顺县"@zh ;\n'
        '    skos:altLabel "和顺"@zh ;\n'
        '    skos:notation "140723" ;\n'
        '    eco:code "140723" ;\n'
        "    eco:kind kind:admin ;\n"
        "    eco:within place:140700 .\n"
    ) in text


OBJECTS = [
    (Literal("32.4", datatype=NamedNode(XSD + "decimal")), "32.4"),
    (Literal("40", datatype=NamedNode(XSD + "decimal")), '"40"^^xsd:decimal'),
    (Literal("-7", datatype=NamedNode(XSD + "integer")), "-7"),
    (Literal("2025", datatype=NamedNode(XSD + "gYear")), '"2025"^^xsd:gYear'),
    (Literal('他说"好"\n', language="zh"), '"他说\\"好\\"\\n"@zh'),
    (Literal("a^^<b>"), '"a^^<b>"'),
    (Literal("x", datatype=NamedNode("http://other/type")), '"x"^^<http://other/type>'),
    (NamedNode(BASE + "place/140700"), "place:140700"),
    (NamedNode(BASE + "project/“三北”工程"), f"<{BASE}project/“三北”工程>"),
    (NamedNode(BASE + "official/140700/路华"), f"<{BASE}official/140700/路华>"),
]


@pytest.mark.parametrize(("term", "text"), OBJECTS)
def test_objects_in_turtle(term, text, tmp_path):
    with open_store(None) as store:
        store.add(BASE + "document/1", [Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), term)])
        written = dumped(store, "ttl")
        assert f"<http://x/s> <http://x/p> {text} .\n" in written.decode()
        (tmp_path / "one.ttl").write_bytes(written)
        with open_store(None) as again:
            again.load(tmp_path / "one.ttl")
            assert dumped(again, "nq") == dumped(store, "nq")


@pytest.mark.parametrize("format", ["nq", "nt"])
def test_an_empty_store_gives_an_empty_dump(format):
    assert dumped(open_store(None), format) == b""


def test_an_unknown_format_lists_the_known(store):
    with pytest.raises(StoreError, match="ttl, trig, nq, nt"):
        dumped(store, "n3")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("bad.ttl", "<a> <b> .", "cannot be read"), ("x.txt", "", "no RDF file"), ("none.nt", None, "cannot be read")],
)
def test_a_file_that_cannot_be_loaded_is_named(name, content, words, tmp_path):
    if content is not None:
        (tmp_path / name).write_text(content)
    with open_store(None) as store, pytest.raises(StoreError, match=rf"{name}: .*{words}"):
        store.load(tmp_path / name)


@pytest.mark.parametrize("format", FORMATS)
def test_what_does_not_fit_into_memory_gives_the_same_bytes(store, format, monkeypatch):
    whole = dumped(store, format)
    monkeypatch.setattr(ordering, "_AT_ONCE", 1000)
    assert dumped(store, format) == whole


@pytest.mark.parametrize("format", ["ttl", "trig"])
def test_a_node_without_a_name_is_written_as_one(format):
    with open_store(None) as store:
        store.put_graph("", [Quad(BlankNode("x"), NamedNode("http://x/p"), BlankNode("y"))])
        assert "\n_:" in dumped(store, format).decode()


def test_a_name_comes_before_those_that_it_begins():
    with open_store(None) as store:
        names = ("http://x/a-b", "http://x/a", "http://x/a/b", "http://x/ab")
        store.put_graph("", [Quad(NamedNode(name), NamedNode("http://x/p"), Literal("1")) for name in names])
        lines = dumped(store, "ttl").decode().splitlines()
    assert [line.split()[0] for line in lines if line.startswith("<")] == [f"<{name}>" for name in sorted(names)]
