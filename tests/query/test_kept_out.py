"""What is in quarantine is no answer: not to a named question, not in evidence, not in a network, not in a count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders import both, store_of
from ecograph.graph import split
from ecograph.graph.quarantine import graph_name
from ecograph.network import NODE_CLASSES, project
from ecograph.query import ask, questions
from ecograph.server.api.catalogue import catalogue
from ecograph.server.engine import Snapshot
from ecograph.store import BASE


def told_wrongly(facts):
    """Return the same facts, told by another document in other words, of which nothing holds."""
    document = replace(facts.document, id=f"{BASE}document/ffff", sha256="none", published="2031-01-01")
    claims = tuple(claim._replace(evidence=claim.evidence._replace(text="隔离的原文")) for claim in facts.claims)
    return facts._replace(document=document, claims=claims)


@pytest.fixture
def stores():
    """Give a store, and one that also has all of this in quarantine, told once more by another document."""
    with store_of(*both()) as clean, store_of(*both()) as other:
        split_ = [split(told_wrongly(facts)) for facts in both()]
        assert [each.accepted for each in split_] == [None, None]
        other.add(graph_name(), [quad for each in split_ for quad in each.quarantined])
        yield clean, other


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_no_question_is_answered_from_the_quarantine(stores, question):
    clean, other = ([str(row) for row in ask(store, question.name, question.example)] for store in stores)
    assert other == clean


@pytest.mark.parametrize("table", ["thing", "fact", "claim", "mention", "quantity"])
def test_no_list_of_the_server_is_read_from_the_quarantine(stores, table):
    clean, other = (
        [tuple(row) for row in catalogue(Snapshot(store, "")).rows(f"SELECT * FROM {table}")] for store in stores
    )
    assert other == clean


def test_no_edge_of_the_network_is_drawn_from_the_quarantine(stores):
    clean, other = (project(store, classes=NODE_CLASSES) for store in stores)
    assert sorted(other.edges(data=True), key=str) == sorted(clean.edges(data=True), key=str)


def test_what_is_in_quarantine_does_not_count(stores):
    clean, other = (store.count() for store in stores)
    assert other == clean
