"""The bundled annotation is whole, and its folder is read with care."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from ecograph.errors import EcographError, UsageError
from ecograph.evaluate import read_bench, read_gold
from ecograph.resources import resource

STYLES = {
    "interview", "inspection", "conference", "press", "achievement", "plan", "project", "notice", "patrol", "feature",
    "reserve", "national", "tv", "brief",
}  # fmt: skip


def index() -> list[dict[str, str]]:
    with resource("data", "gold", "index.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_annotation_has_its_row_and_its_text() -> None:
    bench = read_bench()
    assert [each.gold.stem for each in bench] == [row["id"] for row in index()]
    assert [each.gold.stem for each in bench if each.source is None] == []


def test_the_index_keeps_to_its_words() -> None:
    for row in index():
        assert list(row) == ["id", "province", "style", "layout", "published", "split", "annotators"]
        assert row["style"] in STYLES
        assert (row["split"], row["annotators"]) in {("tune", "1"), ("test", "2")}
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row["published"])
        assert row["province"]
        assert row["layout"]


def test_the_splits_make_up_the_whole() -> None:
    tune, test = (read_bench(split=split) for split in ("tune", "test"))
    assert sorted([*tune, *test], key=lambda each: each.gold.stem) == list(read_bench())


def test_the_guide_names_every_style() -> None:
    guide = resource("data", "gold", "README.md").read_text(encoding="utf-8")
    assert [style for style in STYLES if not re.search(rf"\b{style}\b", guide)] == []


@pytest.mark.parametrize("text", ["", "[]", '{"entities": []}', '{"entities": {}, "relations": [["a", "b"]]}'])
def test_what_is_no_annotation_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_text(text, encoding="utf-8")
    with pytest.raises(EcographError, match="is no annotation") as caught:
        read_gold(tmp_path / "bad.json")
    assert "bad.json" in str(caught.value)


def test_a_folder_without_an_index_has_no_split(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps({"entities": {}}), encoding="utf-8")
    assert [each.source for each in read_bench(tmp_path, tmp_path)] != []
    with pytest.raises(UsageError, match="no article in the split"):
        read_bench(tmp_path, tmp_path, split="test")


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no annotation"):
        read_bench(tmp_path, tmp_path)
