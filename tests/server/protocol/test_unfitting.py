from __future__ import annotations

from ecograph.server.app import create_app
from serving import Client

ALL = "SELECT * { ?s ?p ?o }"


def test_a_format_that_does_not_fit_leaves_no_result_behind(store):
    answer = Client(create_app(store)).get("/sparql", params={"query": ALL, "format": "turtle"})
    assert answer.status_code == 406
