from __future__ import annotations

import csv
import json
import re
from collections import namedtuple

import pytest
from networkx import MultiDiGraph, read_gexf, read_graphml

from builders import BUREAU, RIVER
from ecograph.errors import ExportError
from ecograph.export import NETWORK_FORMATS, export_network
from ecograph.network import NODE_CLASSES, layout, project

Proof = namedtuple("Proof", "quote title document modality")


@pytest.fixture
def network(store):
    return project(store, classes=NODE_CLASSES)


def hostile() -> MultiDiGraph:
    """Return a network whose words try to be markup, formulas and control characters."""
    made = MultiDiGraph()
    made.add_node("a", label="</script><script>alert(1)</script>", type="Agency")
    made.add_node("b", label="=HYPERLINK(1)\x0b", type="Project")
    proof = Proof("<!-- script -->&\u2028", "<b>题</b>", "d", "plan")
    for role in ("leads", "funds"):
        made.add_edge(
            "a", "b", predicate="responsibleFor", role=role, quote=proof.quote, document="", evidence=(proof,)
        )
    return made


def data_of(text):
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.DOTALL)[1])


@pytest.mark.parametrize("suffix", NETWORK_FORMATS)
def test_same_bytes_twice(network, tmp_path, suffix):
    positions = layout(network)
    one, two = (export_network(network, tmp_path / f"{name}.{suffix}", positions) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize(("suffix", "read"), [("graphml", read_graphml), ("gexf", read_gexf)])
def test_graph_files_are_read_back(network, tmp_path, suffix, read):
    (path,) = export_network(network, tmp_path / f"a.{suffix}", layout(network))
    again = read(path)
    assert set(again) == set(network)
    assert again.number_of_edges() == network.number_of_edges()
    quotes = {data["quote"] for data in again.get_edge_data(BUREAU, RIVER).values()}
    assert quotes == {data["quote"] for data in network.get_edge_data(BUREAU, RIVER).values()}


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_edge_ids_are_unique(network, tmp_path, suffix):
    (path,) = export_network(network, tmp_path / f"a.{suffix}")
    ids = re.findall(r'<edge [^>]*?\bid="([^"]+)"', path.read_text(encoding="utf-8"))
    assert len(set(ids)) == len(ids) == network.number_of_edges()


def test_gexf_names_neither_day_nor_version(network, tmp_path):
    (path,) = export_network(network, tmp_path / "a.gexf")
    assert "<creator>EcoGraph</creator>" in path.read_text(encoding="utf-8")
    assert "lastmodified" not in path.read_text(encoding="utf-8")


def test_csv_is_two_tables_that_excel_opens(network, tmp_path):
    nodes, edges = export_network(network, tmp_path / "a.csv")
    assert [path.name for path in (nodes, edges)] == ["a.nodes.csv", "a.edges.csv"]
    assert nodes.read_bytes().startswith(b"\xef\xbb\xbf")
    with edges.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == network.number_of_edges()
    assert all(json.loads(row["evidence"])[0]["quote"] == row["quote"] for row in rows)


def test_csv_cells_are_no_formulas(tmp_path):
    nodes, _ = export_network(hostile(), tmp_path / "a.csv")
    assert "'=HYPERLINK" in nodes.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_control_characters_do_not_break_xml(tmp_path, suffix):
    (path,) = export_network(hostile(), tmp_path / f"a.{suffix}")
    assert "\ufffd" in path.read_text(encoding="utf-8")


def test_page_asks_for_nothing_outside(network, tmp_path):
    (path,) = export_network(network, tmp_path / "a.html", layout(network))
    text = path.read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.findall(r"""(?:src|href|action)\s*=\s*["'](?!data:)|url\((?!#)|@import|fetch\(|XMLHttp""", text)


def test_page_holds_evidence_and_positions(network, tmp_path):
    positions = layout(network)
    (path,) = export_network(network, tmp_path / "a.html", positions)
    data = data_of(path.read_text(encoding="utf-8"))
    place = {node["id"]: (node["x"], node["y"]) for node in data["nodes"]}
    quotes = [item["quote"] for edge in data["edges"] for item in edge["evidence"]]
    assert place == positions
    assert "市生态环境局正在调度“一泓清水入黄河”工程" in quotes
    assert data["legend"]["nodes"]["Agency"]["zh"] == "机构"


def test_page_keeps_markup_in_words_harmless(tmp_path):
    (path,) = export_network(hostile(), tmp_path / "a.html", title="<i>题</i>")
    text = path.read_text(encoding="utf-8")
    assert text.count("</script>") == 2
    assert "<title>&lt;i&gt;题&lt;/i&gt;</title>" in text
    assert data_of(text)["nodes"][0]["label"] == "</script><script>alert(1)</script>"


def test_unknown_suffix_lists_the_known_ones(network, tmp_path):
    with pytest.raises(ExportError, match=r"\.graphml, \.gexf, \.csv, \.html"):
        export_network(network, tmp_path / "a.dot")
