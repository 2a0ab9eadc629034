from __future__ import annotations

import pytest
from starlette.exceptions import HTTPException

from ecograph.server.protocol.negotiation import GRAPHS, RESULTS, choose

ACCEPTED = [
    ("", "json"),
    ("*/*", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("text/csv", "csv"),
    ("TEXT/CSV", "csv"),
    ("text/tab-separated-values;q=0.5, text/csv;q=0.4", "tsv"),
    ("text/csv;q=0.4, */*;q=0.1", "csv"),
    ("application/sparql-results+json;q=0, */*", "xml"),
    ("text/*", "xml"),
    ("text/html, application/xml;q=0.9, */*;q=0.8", "xml"),
    ("image/png, text/csv ; q = 0.2", "csv"),
]


@pytest.mark.parametrize(("accept", "name"), ACCEPTED)
def test_accept_header_chooses_the_result_format(accept, name):
    assert choose(RESULTS, name="", accept=accept).name == name


@pytest.mark.parametrize(
    ("accept", "name"),
    [
        ("", "turtle"),
        ("application/rdf+xml", "rdfxml"),
        ("application/n-triples", "ntriples"),
        ("application/ld+json", "jsonld"),
    ],
)
def test_accept_header_chooses_the_graph_format(accept, name):
    assert choose(GRAPHS, name="", accept=accept).name == name


@pytest.mark.parametrize(("name", "found"), [("CSV", "csv"), ("text/csv", "csv"), ("srx", "xml")])
def test_name_goes_before_the_header(name, found):
    assert choose(RESULTS, name=name, accept="application/json").name == found


@pytest.mark.parametrize(
    ("name", "found"), [("ttl", "turtle"), ("n3", "turtle"), ("xml", "rdfxml"), ("json-ld", "jsonld")]
)
def test_graph_formats_have_the_names_that_clients_use(name, found):
    assert choose(GRAPHS, name=name, accept="").name == found


@pytest.mark.parametrize(
    ("name", "accept"), [("turtle", ""), ("", "image/png"), ("", "text/csv;q=0"), ("", "text/csv;q=x")]
)
def test_nothing_acceptable_is_a_406_that_lists_the_formats(name, accept):
    with pytest.raises(HTTPException, match="text/csv") as caught:
        choose(RESULTS, name=name, accept=accept)
    assert caught.value.status_code == 406
