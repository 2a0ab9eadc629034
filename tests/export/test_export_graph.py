from __future__ import annotations

import io
import json
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from builders import both, store_of
from ecograph.errors import ExportError
from ecograph.export import GRAPH_FORMATS, export_graph
from ecograph.export.jsonld import json_ld
from ecograph.export.rdfxml import rdf_xml
from ecograph.export.terms import Statement, statement

PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "xml": "xml"}
DATASETS = {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}


def dumped(store, name):
    sink = io.BytesIO()
    store.dump(sink, name)
    return sink.getvalue()


@pytest.mark.parametrize("suffix", PARSERS)
def test_flat_formats_hold_every_triple(store, tmp_path, suffix):
    read = rdflib.Graph().parse(export_graph(store, tmp_path / f"a.{suffix}"), format=PARSERS[suffix])
    assert to_isomorphic(read) == to_isomorphic(rdflib.Graph().parse(data=dumped(store, "nt"), format="nt"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own parsers warn of themselves
@pytest.mark.parametrize("suffix", DATASETS)
def test_dataset_formats_hold_every_quad(store, tmp_path, suffix):
    read = rdflib.Dataset().parse(
        data=export_graph(store, tmp_path / f"a.{suffix}").read_bytes(), format=DATASETS[suffix]
    )
    expected = rdflib.Dataset().parse(data=dumped(store, "nq"), format="nquads")
    assert quads(read) == quads(expected)


def quads(dataset):
    return {(s, p, o, None if str(g).startswith("urn:x-rdflib") else g) for s, p, o, g in dataset.quads()}


@pytest.mark.parametrize("suffix", GRAPH_FORMATS)
def test_order_of_the_documents_does_not_matter(store, tmp_path, suffix):
    one = export_graph(store, tmp_path / f"one.{suffix}").read_bytes()
    assert export_graph(store_of(*reversed(both())), tmp_path / f"two.{suffix}").read_bytes() == one


def test_format_overrides_the_suffix(store, tmp_path):
    assert json.loads(export_graph(store, tmp_path / "a.txt", format="jsonld").read_text(encoding="utf-8"))["@graph"]


@pytest.mark.parametrize("name", ["a.docx", "a", "a.html"])
def test_unknown_suffix_lists_the_known_ones(store, tmp_path, name):
    with pytest.raises(ExportError, match=r"\.ttl, \.trig, \.nq, \.nt, \.jsonld, \.rdf, \.xml"):
        export_graph(store, tmp_path / name)


def test_failure_leaves_the_old_file(store, tmp_path, monkeypatch):
    path = tmp_path / "a.rdf"
    path.write_text("old")
    monkeypatch.setattr("ecograph.export.rdf._MADE", {"rdf": ("nt", broken)})
    with pytest.raises(RuntimeError):
        export_graph(store, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def broken(_):
    yield "half"
    raise RuntimeError


@pytest.mark.parametrize("path", ["none/a.ttl", "."])
def test_unwritable_path_is_one_clear_error(store, tmp_path, path):
    with pytest.raises(ExportError, match="cannot write"):
        export_graph(store, tmp_path / path, format="ttl")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<s:1> <p:1> <o:1> .", Statement("", "s:1", "p:1", "o:1", "", "", "")),
        ('<s:1> <p:1> "一\\n“\\"”"@zh <g:1> .', Statement("g:1", "s:1", "p:1", "", '一\n“"”', "zh", "")),
        ('_:b <p:1> "1.5"^^<d:1> .', Statement("", "_:b", "p:1", "", "1.5", "", "d:1")),
        ('<s:1> <p:1> "\\u6C34\\\\n" .', Statement("", "s:1", "p:1", "", "水\\n", "", "")),
    ],
)
def test_lines_are_read(line, expected):
    assert statement(line) == expected


def test_broken_line_is_refused():
    with pytest.raises(ValueError, match="not an N-Quads line"):
        statement("<s:1> <p:1> .")


def test_rdf_xml_escapes_what_xml_cannot_hold():
    text = "".join(rdf_xml([Statement("", "s:1", "http://x.org/a&b#p", "", "<&\x0b\r\n]]>", "zh", "")]))
    (literal,) = ElementTree.fromstring(text).iter("{http://x.org/a&b#}p")
    assert literal.text == "<&\ufffd\r\n]]>"


def test_json_ld_keeps_the_lexical_form():
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    (text,) = json_ld([Statement("", "s:1", "p:1", "", "32.40", "", decimal)])
    assert json.loads(text)["@graph"] == [{"@id": "s:1", "p:1": [{"@value": "32.40", "@type": "xsd:decimal"}]}]
