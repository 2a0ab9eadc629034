from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
import pytest

from builders import JINZHONG, RIVER, both
from ecograph.store import ECO

PROJECT = "project/一泓清水入黄河工程"
FORMATS = {
    "text/turtle": ("ttl", ox.RdfFormat.TURTLE),
    "application/ld+json": ("jsonld", ox.RdfFormat.JSON_LD),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/rdf+xml": ("rdf", ox.RdfFormat.RDF_XML),
}
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        ("text/turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/n-triples", ".nt"),
        ("application/rdf+xml", ".rdf"),
        ("*/*", ".ttl"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.4", ".rdf"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", f"#e={quote(PROJECT, safe='')}"),
    ],
)
def test_the_address_of_a_thing_leads_to_page_or_data(client, accept, suffix):
    answer = client.get(f"/id/{PROJECT}", headers={"Accept": accept})
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(suffix)
    assert answer.headers["vary"].lower().startswith("accept")
    assert client.get(answer.headers["location"]).status_code == 200


def test_the_address_of_a_thing_says_its_iri_elsewhere(client):
    link = client.get(f"/id/{PROJECT}").headers["link"]
    assert f'<{quote(RIVER, safe=":/")}>; rel="canonical"' in link


@pytest.mark.parametrize("kind", FORMATS)
def test_the_data_of_a_thing_say_the_same_in_every_format(client, kind):
    suffix, format = FORMATS[kind]
    answer = client.get(f"/data/place/140700.{suffix}")
    assert answer.headers["content-type"].startswith(kind)
    told = {quad.triple for quad in ox.parse(answer.content, format=format)}
    place = ox.NamedNode(JINZHONG)
    assert ox.Triple(place, LABEL, ox.Literal("晋中市", language="zh")) in told
    assert ox.Triple(place, LABEL, ox.Literal("jin zhong shi", language="zh-Latn-pinyin")) in told
    assert ox.Triple(ox.NamedNode(f"{ECO}Place"), LABEL, ox.Literal("place", language="en")) in told
    assert len({triple for triple in told if triple.object == place and triple.predicate.value == f"{ECO}within"}) == 3


def test_the_data_of_a_document_hold_its_claims(client):
    document = both()[0].document.id.rsplit("/", 1)[1]
    told = client.get(f"/data/document/{document}.nt").text
    assert f'<{ECO}modality> "plan"' in told


@pytest.mark.parametrize(
    "url", ["/id/agency/无", "/data/agency/无.ttl", "/ontology/Nothing", "/vocab/state/nothing", "/vocab/x"]
)
def test_what_is_not_there_is_a_404(client, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/ontology", "EcoGraph 公共承诺本体"),
        ("/ontology/Agency", "机构"),
        ("/vocab/state", "未完成"),
        ("/vocab/state/met", "已完成"),
    ],
)
def test_terms_resolve_with_labels_in_both_languages(client, url, told):
    answer = client.get(url, headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert told in answer.text
    assert '"@en' in answer.text


def test_a_thing_is_not_there_in_any_other_format(client):
    assert client.get(f"/id/{PROJECT}", headers={"Accept": "image/png"}).status_code == 406
