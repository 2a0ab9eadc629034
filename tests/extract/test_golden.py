"""The facts of two shipped articles, kept as files that are reviewed as a diff.

They change only on purpose: ECOGRAPH_UPDATE_GOLDEN=1 pytest tests/extract/test_golden.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ecograph.build import extract
from ecograph.export.facts import facts_document
from ecograph.readers import Source
from ecograph.resources import resource

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
UPDATE = os.environ.get("ECOGRAPH_UPDATE_GOLDEN", "") not in ("", "0")


def facts_of(stem: str) -> dict[str, Any]:
    """Return what is worth a review: no digests, no confidences, one short row a fact."""
    path = resource("data", "articles", f"{stem}.txt")
    found = facts_document(extract(Source(f"articles/{stem}.txt", str(path))))
    label = {each["id"]: each["name"] for each in found["entities"]}
    return {
        "document": {key: found["document"][key] for key in ("source", "title", "published", "publisher", "home")},
        "entities": sorted(map(_entity, found["entities"])),
        "relations": sorted(_relation(each, label) for each in found["relations"]),
    }


def _entity(told: dict[str, Any]) -> str:
    fields = ("kind", "code", "posts", "comparator", "change", "status", "deadline")
    shown = [f"{key}={told[key]}" for key in fields if told.get(key)]
    return " ".join([told["type"], told["name"], f"×{len(told['mentions'])}", *shown])


def _relation(told: dict[str, Any], label: dict[str, str]) -> str:
    shown = [f"{key}={told[key]}" for key in ("role", "modality") if told.get(key, "stated") != "stated"]
    speaker = [f"speaker={label[told['speaker']]}"] if told.get("speaker") else []
    return " ".join([label[told["subject"]], told["predicate"], label[told["object"]], *shown, *speaker])


@pytest.mark.parametrize("stem", ["guangdong-huizhou-water-presser", "shandong-weifang-mihe-tender"])
def test_the_facts_of_a_shipped_article_change_only_on_purpose(stem: str) -> None:
    found, path = facts_of(stem), GOLDEN / f"{stem}.json"
    if UPDATE:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(path.read_text(encoding="utf-8"))
    assert found == expected, "review the change, then run again with ECOGRAPH_UPDATE_GOLDEN=1"
