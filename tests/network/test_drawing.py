from __future__ import annotations

import re

import pytest
from made import chain, several, star
from networkx import MultiDiGraph

from builders import both, store_of
from ecograph.errors import ExportError
from ecograph.network import NODE_CLASSES, draw, fonts, project
from ecograph.network.canvas import _lines, _spots
from ecograph.network.labelling import place


@pytest.mark.parametrize(("suffix", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_same_bytes_twice(tmp_path, suffix, start):
    one, two = (draw(several(), tmp_path / f"{name}.{suffix}").path.read_bytes() for name in ("one", "two"))
    assert one == two
    assert one.startswith(start)


def test_svg_keeps_text_and_names_chinese_fonts(tmp_path):
    text = draw(several(), tmp_path / "a.svg").path.read_text(encoding="utf-8")
    assert ">甲局</text>" in text
    assert "'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif" in text
    assert not re.search(r"<dc:date>", text)


def test_svg_has_title_and_legend_in_both_languages(tmp_path):
    text = draw(several(), tmp_path / "a.svg").path.read_text(encoding="utf-8")
    assert {"机构 Agency", "项目 Project", "牵头 leads"} <= set(re.findall(r">([^<>]+)</text>", text))
    assert "机构—项目网络  Agency–Project network" in text


def test_svg_is_the_same_without_a_chinese_font(tmp_path, monkeypatch):
    with_font = draw(chain(3), tmp_path / "a.svg").path.read_bytes()
    monkeypatch.setattr(fonts, "chinese_family", lambda: None)
    assert draw(chain(3), tmp_path / "a.svg").path.read_bytes() == with_font


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_missing_font_is_said_once_and_is_no_error(tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(fonts, "chinese_family", lambda: None)
    drawing = draw(chain(3), tmp_path / f"a.{suffix}")
    assert "fonts-noto-cjk" in drawing.note
    assert drawing.path.stat().st_size > 0


@pytest.mark.parametrize("made", [star(40), several(), chain(9)], ids=["star", "several", "chain"])
def test_labels_cover_neither_each_other_nor_symbols(made):
    from ecograph.network import layout

    spots = _spots(made, layout(made))
    labels = place(list(spots.values()), _lines(made, spots))
    taken = [(spot.x, spot.y, 0.9 * spot.radius, 0.9 * spot.radius) for spot in spots.values()]
    for label in labels:
        x, y, width, height = label[:4]
        assert not [box for box in taken if abs(x - box[0]) < width + box[2] and abs(y - box[1]) < height + box[3]]
        taken.append((x, y, width, height))
    assert len(labels) == len(made)


def test_crowded_labels_are_thinned_and_counted(tmp_path):
    made = star(30)
    crowded = {node: (number % 6 * 12.0, number // 6 * 12.0) for number, node in enumerate(made)}
    assert 0 < draw(made, tmp_path / "a.svg", positions=crowded).unlabelled < len(made)


def test_dollar_signs_are_no_formula(tmp_path):
    made = chain(2)
    made.nodes["节点0"]["label"] = r"$\frac$ 项目"
    assert draw(made, tmp_path / "a.svg").unlabelled == 0


def test_empty_network_is_drawn(tmp_path):
    assert draw(MultiDiGraph(), tmp_path / "a.svg").path.exists()


def test_unknown_class_and_predicate_are_drawn(tmp_path):
    made = chain(2)
    made.nodes["节点0"]["type"] = "Fund"
    made.add_edge("节点0", "节点1", predicate="pays", role="")
    text = draw(made, tmp_path / "a.svg").path.read_text(encoding="utf-8")
    assert "其他 Other" in text
    assert "相关 related to" in text


@pytest.mark.parametrize("name", ["a.bmp", "a"])
def test_unknown_suffix_lists_the_known_ones(tmp_path, name):
    with pytest.raises(ExportError, match=r"\.svg, \.png, \.pdf"):
        draw(chain(2), tmp_path / name)


def test_missing_folder_is_one_clear_error(tmp_path):
    with pytest.raises(ExportError, match="cannot write"):
        draw(chain(2), tmp_path / "none" / "a.svg")


def test_whole_graph_is_drawn_without_loss(tmp_path):
    with store_of(*both()) as store:
        drawing = draw(project(store, classes=NODE_CLASSES), tmp_path / "a.png")
    assert drawing.unlabelled == 0
