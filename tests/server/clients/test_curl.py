"""The commands of the SPARQL protocols' examples, by curl."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NOTE = "http://mine.example/notes"


def curl(*arguments: str, stdin: str = "") -> str:
    command = ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=20, check=True).stdout


def test_curl_asks_in_each_way(server):
    asked = [
        curl("--get", server.sparql, "--data-urlencode", f"query={COUNT}"),
        curl(server.sparql, "--data-urlencode", f"query={COUNT}"),
        curl(server.sparql, "-H", "Content-Type: application/sparql-query", "--data-binary", "@-", stdin=COUNT),
    ]
    (count,) = {json.loads(each)["results"]["bindings"][0]["n"]["value"] for each in asked}
    assert int(count) > 50
    assert curl("-H", "Accept: text/csv", "--get", server.sparql, "--data-urlencode", f"query={COUNT}").split() == [
        "n",
        count,
    ]
    assert "text/turtle" in curl("--head", server.sparql)


def test_curl_keeps_a_graph(server, tmp_path):
    file = tmp_path / "notes.ttl"
    file.write_text("<http://x/a> <http://x/b> 'note' .")
    at, token = f"{server.address}graphs?graph={NOTE}", f"Authorization: Bearer {server.token}"
    curl("--upload-file", str(file), "-H", "Content-Type: text/turtle", "-H", token, at)
    curl("--form", f"file=@{file};type=text/turtle", "-H", token, at)
    assert "note" in curl(at)
    curl("--request", "DELETE", "-H", token, at)
    with pytest.raises(subprocess.CalledProcessError):
        curl(at)
