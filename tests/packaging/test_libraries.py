"""The libraries of the pages: what the lock says, and how heavy what is made of it is."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "src" / "ecograph" / "server" / "web"
LOCK = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
ASKED = json.loads((WEB / "package.json").read_text(encoding="utf-8"))
PACKAGES = {name: each for name, each in LOCK["packages"].items() if name}
VENDOR = WEB / "static" / "vendor"
made = pytest.mark.skipif(not VENDOR.is_dir(), reason="the pages' libraries are not here: python hatch_build.py")


def test_the_lock_names_no_host_and_holds_every_hash():
    assert "://" not in json.dumps({name: {**each, "funding": ""} for name, each in PACKAGES.items()})
    assert [name for name, each in PACKAGES.items() if not each.get("integrity", "").startswith("sha512-")] == []


def test_the_lock_is_of_what_is_asked_for():
    assert {part: LOCK["packages"][""].get(part) for part in ("dependencies", "devDependencies")} == {
        part: ASKED[part] for part in ("dependencies", "devDependencies")
    }
    assert [
        each for part in ("dependencies", "devDependencies") for each in ASKED[part].values() if not each[0].isdigit()
    ] == []


@made
@pytest.mark.parametrize(("name", "most"), [("cytoscape", 150), ("sigma", 60), ("editor", 150)])
def test_a_library_is_light_and_has_its_licences(name, most):
    code = (VENDOR / f"{name}.js").read_bytes()
    assert len(gzip.compress(code)) < most * 1000
    assert re.search(
        rf"^(@codemirror/state|{name}) [\d.]+ \(MIT\)", (VENDOR / f"{name}.LICENSE.txt").read_text("utf-8"), re.M
    )
