"""One broken file of each way among good ones: the good ones are all in the graph, each broken one is listed with its reason."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from articles import HOME, article
from broken import FORMS, ODD_NAMES, PLACES, WAYS
from ecograph.build import Failure, Summary, build
from ecograph.readers import find_sources
from ecograph.store import Store, open_store


def fill(folder: Path) -> tuple[set[str], set[str]]:
    """Write good files and broken ones; return the names of both, as they are told."""
    good, bad = set[str](), set[str]()
    for number, name in enumerate(ODD_NAMES):
        (folder / os.fsdecode(name)).write_text(article(number), encoding="utf-8")
    for number, (suffix, written) in enumerate(FORMS.values(), 20):
        (folder / f"good-{number}{suffix}").write_bytes(written(article(number)))
        good.add(f"good-{number}{suffix}")
    rows = [json.dumps({"text": article(number)}) for number in (30, 31, 32)]
    (folder / "good.jsonl").write_text("\n".join([rows[0], "{", *rows[1:]]), encoding="utf-8")
    for name, (suffix, broken) in WAYS.items():
        (folder / f"{name}{suffix}").write_bytes(broken(5, article(40)))
        bad.add(f"{name}{suffix}")
    for name, make in PLACES.items():
        make(folder / name)
        bad.add(name)
    return good | {f"good.jsonl#{line}" for line in (1, 3, 4)}, bad | {"good.jsonl#2"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("files")
    good, bad = fill(folder)
    with open_store(None) as store:
        summary = build(find_sources([str(folder)]), store, HOME)
        yield folder, good, bad, store, summary


def told(failures: list[Failure], folder: Path) -> dict[str, str]:
    """Return the reasons by the names of the files."""
    return {failure.source.removeprefix(f"{folder}/").partition("!/")[0]: str(failure.error) for failure in failures}


def test_the_good_ones_are_all_in_the_graph(built: tuple[Path, set[str], set[str], Store, Summary]) -> None:
    folder, good, _, store, summary = built
    held = {each.source.removeprefix(f"{folder}/") for each in store.records.held()}
    assert good <= held
    assert len(held) == len(good) + len(ODD_NAMES) == summary.documents


def test_each_broken_one_is_listed_with_its_reason_and_its_remedy(
    built: tuple[Path, set[str], set[str], Store, Summary],
) -> None:
    folder, _, bad, _, summary = built
    reasons = told(summary.failures, folder)
    listed = {name.partition("#")[0] if name not in bad else name for name in reasons}
    assert listed == bad
    for failure in summary.failures:
        assert failure.error.where, failure
        assert failure.error.remedy, failure
        assert "report it" not in failure.error.remedy, failure
        assert str(failure.error).encode()
