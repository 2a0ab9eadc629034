"""Renames and links as RDF."""

from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Quad

from ecograph.graph import changes, links
from ecograph.graph.linking import table
from ecograph.graph.terms import stats_page
from ecograph.resolve import Rename
from ecograph.resources import rows
from ecograph.store import BASE

OLD, NEW = BASE + "agency/晋中市环境保护局", BASE + "agency/晋中市生态环境局"
DCTERMS, ORG, PROV = "http://purl.org/dc/terms/", "http://www.w3.org/ns/org#", "http://www.w3.org/ns/prov#"


def told(quads: list[Quad]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in quads:
        found.setdefault(quad.predicate.value, set()).add(quad.object.value)
    return found


def test_a_renamed_agency_is_a_change_event_with_its_date() -> None:
    quads = list(changes([Rename(OLD, NEW, "2019", "reform")]))
    assert {quad.graph_name for quad in quads} == {DefaultGraph()}
    by = told(quads)
    assert by[ORG + "originalOrganization"] == by[PROV + "used"] == by[DCTERMS + "replaces"] == {OLD}
    assert by[ORG + "resultingOrganization"] == by[PROV + "generated"] == by[DCTERMS + "isReplacedBy"] == {NEW}
    assert (by[DCTERMS + "date"], by[DCTERMS + "description"]) == ({"2019"}, {"reform"})


def test_a_renamed_place_is_no_organisation() -> None:
    by = told(list(changes([Rename(BASE + "place/140726", BASE + "place/140703", "2019", "")])))
    assert not any(predicate.startswith(ORG) for predicate in by)


def test_an_unknown_date_is_not_written() -> None:
    assert DCTERMS + "date" not in told(list(changes([Rename(OLD, NEW, "", "an article says so")])))


def test_the_same_rename_has_the_same_name_everywhere() -> None:
    one, other = (next(iter(changes([Rename(OLD, NEW, date, "")]))).subject for date in ("2019", "2020"))
    assert one == other


def test_links_are_those_of_the_table() -> None:
    quads = list(links([BASE + "place/140000", BASE + "place/140700"]))
    assert [(quad.predicate.value.rsplit("#")[1], quad.object.value) for quad in quads] == [
        ("sameAs", "http://www.wikidata.org/entity/Q46913"),
        ("seeAlso", "http://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2023/14.html"),
    ]


@pytest.mark.parametrize(
    ("code", "page"),
    [("140000000000", "14"), ("140700000000", "14/1407"), ("140728000000", "14/07/140728"), ("110000000000", "11")],
)
def test_a_code_of_the_statistics_bureau_has_a_page(code: str, page: str) -> None:
    assert stats_page(code).value.endswith(f"/2023/{page}.html")


def test_a_table_that_was_taken_away_gives_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    from ecograph.errors import EcographError

    def gone(*_: str) -> list[dict[str, str]]:
        raise EcographError("missing")

    monkeypatch.setattr("ecograph.graph.linking.rows", gone)
    table.cache_clear()
    assert list(links([BASE + "place/140000"])) == []
    table.cache_clear()


def test_the_codes_of_the_table_are_those_of_the_places() -> None:
    for row in rows("data", "identity", "links.csv"):
        assert not row["stats_code"] or row["stats_code"] == row["iri"].removeprefix("place/") + "000000"
        assert not row["wikidata"] or row["wikidata"][0] == "Q"
