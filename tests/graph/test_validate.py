from __future__ import annotations

from seeded import with_entity

from builders import store_of
from ecograph.graph import validate


def test_the_fixture_conforms(store):
    report = validate(store)
    assert report.violations == ()
    assert report.conforms


def test_a_violation_says_what_and_where():
    (violation,) = validate(store_of(with_entity("Agency", kind="pub"))).violations
    assert str(violation) == (
        "agency:晋中市生态环境局 eco:kind: a kind comes from the vocabulary of agency kinds (is kind:pub)"
    )


def test_a_report_is_the_same_each_time():
    store = store_of(with_entity("Target", value=None, comparator="≥", metric=""))
    assert validate(store) == validate(store)
