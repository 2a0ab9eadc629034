"""Clients from npm, in Node.js; they are fetched into a temporary folder, so this runs where it is asked for.

ECOGRAPH_TEST_NPM=1 python -m pytest tests/server/clients/test_npm.py
ECOGRAPH_TEST_NPM=comunica …                                                 with Comunica, half a minute more
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ASKED = os.environ.get("ECOGRAPH_TEST_NPM", "")
PACKAGES = ["fetch-sparql-endpoint@7", "sparql-http-client@3"]
SCRIPT = Path(__file__).with_name("clients.mjs")

pytestmark = [
    pytest.mark.skipif(not ASKED, reason="fetches packages from npm: set ECOGRAPH_TEST_NPM=1"),
    pytest.mark.skipif(not (shutil.which("npm") and shutil.which("node")), reason="Node.js and npm are not installed"),
]


def run(*command: str, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_clients_from_npm_read_and_update(server, tmp_path):
    extra = ["comunica"] if ASKED == "comunica" else []
    packages = PACKAGES + (["@comunica/query-sparql@4"] if extra else [])
    run("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *packages, cwd=tmp_path)
    shutil.copy(SCRIPT, tmp_path)
    told = json.loads(run("node", SCRIPT.name, server.sparql, server.token, *extra, cwd=tmp_path))
    for name in ("fetch-GET", "fetch-POST", "http", *(["comunica", "detected"] if extra else [])):
        assert "晋中市生态环境局" in told[name]["rows"]
        assert len(told[name]["rows"]) == told[name].get("triples", 3) == 3
        assert told[name].get("ask", True) is True
    assert told["store"] == {"triples": 3}
