"""Facts become JSON and come back with nothing lost."""

from __future__ import annotations

import json
from array import array
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import both, spring
from ecograph.build import extract_all
from ecograph.model import ENTITY_TYPES, Claim, Document, Entity, Facts, Mention, Span, Unread
from ecograph.readers import Source
from ecograph.resources import resource
from ecograph.store.codec import from_json, packed, to_json, unpacked

TEXT = st.text(st.characters(exclude_categories=()), max_size=12)
PLACE = st.integers(-2, 40)
SPAN = st.builds(Span, PLACE, PLACE, TEXT)
SURE = st.floats(0, 1)
VALUE = st.none() | TEXT | st.integers() | st.floats(allow_nan=False) | st.lists(TEXT, max_size=3).map(tuple)
DOCUMENT = st.builds(
    Document,
    *(TEXT for _ in range(5)),
    st.lists(PLACE, max_size=20).map(lambda offsets: array("q", offsets)),
    *(TEXT for _ in range(4)),
)
ENTITY = st.builds(
    Entity,
    TEXT,
    st.sampled_from(ENTITY_TYPES),
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.lists(st.builds(Mention, SPAN, TEXT, SURE), max_size=3).map(tuple),
    st.dictionaries(TEXT, VALUE, max_size=4),
    st.dictionaries(TEXT, SPAN, max_size=3),
)
CLAIM = st.builds(
    Claim, TEXT, st.sampled_from(["worksFor", "within"]), TEXT, SPAN, TEXT, TEXT, TEXT,
    st.sampled_from(["plan", "denied"]), SURE, TEXT,
)  # fmt: skip
FACTS = st.builds(
    Facts,
    DOCUMENT,
    st.lists(ENTITY, max_size=3).map(tuple),
    st.lists(CLAIM, max_size=3).map(tuple),
    st.lists(st.builds(Unread, SPAN, TEXT), max_size=3).map(tuple),
    st.integers(0, 99),
    st.lists(CLAIM, max_size=2).map(tuple),
)


@given(FACTS)
def test_any_facts_come_back_as_they_were(facts: Facts) -> None:
    assert unpacked(packed(facts)) == facts


@st.composite
def read_documents(draw: st.DrawFn) -> Document:
    """Draw a document as the readers make it: some characters of the source dropped, some replaced."""
    raw = draw(st.text(st.sampled_from("晋中市 \nＡA１1"), min_size=1, max_size=40))
    kept = [at for at in range(len(raw)) if draw(st.booleans())] or [0]
    text = "".join(draw(st.sampled_from([raw[at], "一"])) for at in kept)
    return replace(spring().document, raw=raw, text=text, offsets=array("q", kept))


@given(read_documents())
def test_a_clean_text_is_told_by_how_it_differs_from_the_source(document: Document) -> None:
    facts = Facts(document, (), ())
    assert from_json(json.loads(json.dumps(to_json(facts)))) == facts


def test_the_articles_that_ship_come_back_as_they_were() -> None:
    sources = [Source(path.name, str(path)) for path in sorted(resource("data", "articles").glob("*.txt"))]
    found = [facts for facts in extract_all(sources) if isinstance(facts, Facts)]
    assert len(found) > 60
    assert [facts.document.source for facts in found if unpacked(packed(facts)) != facts] == []


@pytest.mark.parametrize("facts", both(), ids=["spring", "summer"])
def test_a_verbatim_span_is_told_by_its_place_alone(facts: Facts) -> None:
    told = to_json(facts)
    spans = [mention[0] for entity in told["entities"] for mention in entity[4]]
    assert {len(span) for span in spans} == {2}
    assert "text" not in told["document"]


def test_what_was_written_before_a_field_was_added_is_read_with_its_default() -> None:
    told = to_json(spring())
    told["claims"] = [claim[:-1] for claim in told["claims"]]
    assert from_json(told) == spring()


def test_the_types_of_values_survive() -> None:
    values = {
        "whole": 1,
        "broken": 1.0,
        "text": "1",
        "none": None,
        "several": ("a",),
        "empty": (),
        "huge": float("inf"),
    }
    entity = spring().entities[0]._replace(attributes=values)
    back = unpacked(packed(spring()._replace(entities=(entity,)))).entities[0].attributes
    assert {name: (type(value), value) for name, value in back.items()} == {
        name: (type(value), value) for name, value in values.items()
    }
    assert list(back) == list(values)
