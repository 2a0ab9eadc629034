"""From a claim to the rule and the program that read it, in PROV-O."""

from __future__ import annotations

import pytest

from builders import both, spring, store_of
from ecograph import __version__
from ecograph.graph import quads, validate
from ecograph.graph.provenance import extraction, graph_name
from ecograph.store import BASE

USED = [("0.1.0", "worksFor.post"), ("0.1.0", "an own rule"), ("0.2.0", "worksFor.post"), ("0.1.0", "worksFor.post")]


@pytest.fixture
def traced():
    """Give a store with the account of the extraction."""
    with store_of(*both()) as store:
        store.add(graph_name(), extraction({(__version__, claim.rule) for each in both() for claim in each.claims}))
        yield store


def test_every_claim_leads_to_its_rule_and_program_and_document(traced):
    complete = """
        GRAPH ?document {
          ?claim a eco:Claim ; eco:rule ?rule ; prov:wasDerivedFrom ?document ; prov:wasGeneratedBy ?reading .
          ?reading a prov:Activity ; prov:used ?document ; prov:qualifiedAssociation ?use .
        }
        GRAPH ?extraction {
          ?extraction a prov:Bundle .
          ?use a prov:Association ; prov:agent ?program ; prov:hadPlan ?plan .
          ?program a prov:SoftwareAgent ; schema:softwareVersion ?version .
          ?plan a prov:Plan ; skos:notation ?rule .
        }"""
    count = "SELECT (COUNT(DISTINCT ?claim) AS ?n) WHERE {"
    (found,), (all_claims,) = (
        list(traced.query(f"{count} {pattern} }}")) for pattern in (complete, "GRAPH ?g { ?claim a eco:Claim }")
    )
    assert int(found["n"].value) == int(all_claims["n"].value) == 23


def test_a_rule_says_what_it_takes_as_a_sign():
    said = [quad.object for quad in extraction(USED) if quad.subject.value.endswith("rule/worksFor.post")]
    assert {(each.language, each.value) for each in said if getattr(each, "language", None)} == {
        ("en", "the body before the post or the one that the post stands for"),
        ("zh", "职务之前的机构，或职务所代表的机构"),
    }


def test_a_rule_of_an_extension_has_its_name():
    said = {quad.object.value for quad in extraction(USED) if quad.subject.value.endswith("rule/an%20own%20rule")}
    assert "an own rule" in said


def test_the_same_rules_give_the_same_account_in_one_graph():
    listed = list(extraction(USED))
    assert listed == list(extraction(reversed(USED)))
    assert {quad.graph_name.value for quad in listed} == {f"{BASE}extraction"}
    assert list(extraction([])) == []


def test_the_account_keeps_the_shapes(traced):
    assert validate(traced).violations == ()


def test_the_claims_of_one_rule_share_the_reading():
    readings = {quad.object for quad in quads(spring()) if quad.predicate.value.endswith("#wasGeneratedBy")}
    assert len(readings) == len({claim.rule for claim in spring().claims})


def test_what_another_version_read_says_so():
    names = {quad.object.value for quad in quads(spring(), version="9.8") if "extraction#" in quad.object.value}
    assert {name.partition("#")[2].partition("-")[0] for name in names} == {"9.8"}


def test_the_account_comes_back_from_a_file_without_graphs(traced, tmp_path):
    from ecograph.store import open_store

    with (tmp_path / "a.ttl").open("wb") as sink:
        traced.dump(sink, "ttl")
    with open_store(None) as again:
        again.load(tmp_path / "a.ttl")
        for name in ("one.nq", "two.nq"):
            with (tmp_path / name).open("wb") as sink:
                (traced if name == "one.nq" else again).dump(sink, "nq")
    assert (tmp_path / "one.nq").read_bytes() == (tmp_path / "two.nq").read_bytes()
