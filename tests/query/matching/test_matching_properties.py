"""Whatever pattern somebody sends: it becomes SPARQL that is read as it was meant, or is refused in words."""

from __future__ import annotations

import re
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecograph.errors import QueryError
from ecograph.query.matching import match, read, sparql_of
from ecograph.query.matching.literals import iri, number, text
from ecograph.query.matching.vocabulary import CLASSES, COLUMNS, FILTERS, RELATIONS
from ecograph.store import PREFIXES, Store, open_store

HOSTILE = [
    '"} } DROP ALL #', '" . ?s ?p ?o . FILTER("', "\\", '\\"', "'''", '"""', "a>b<c", "SERVICE <http://127.0.0.1/> { ?s ?p ?o }",
    "}; LOAD <http://127.0.0.1/x>", "\u202e", "?x", "$x",
    "{v}", "{0}", "%s", "\u0000", "\n#", "湿地", "𠇹", "\ud800", "*" * 200, ".*(a+)+$",
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12))
NAMES = st.sampled_from(["a", "b", "机构", "x1", "work"])
NUMBER = st.one_of(st.floats(), st.integers(-(10**20), 10**20))
DATE = st.one_of(st.sampled_from(["2024", "2025-06", "2025-06-30", "2025-13", "99"]), TEXT)
SPAN = st.one_of(DATE, st.fixed_dictionaries({}, optional={"from": DATE, "to": DATE}))
YEAR = st.one_of(
    st.integers(1800, 2300),
    st.fixed_dictionaries({}, optional={"from": st.integers(1990, 2040), "to": st.integers(1990, 2040)}),
)
CLASS = st.sampled_from([*CLASSES, *CLASSES.values(), "Nothing"])
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXT, "name": TEXT, "iri": st.one_of(TEXT, st.just("https://w3id.org/ecograph/id/agency/x")),
    "place": st.one_of(TEXT, st.sampled_from(["山西省", "140000", "https://w3id.org/ecograph/id/place/140700"])),
    "kind": st.one_of(TEXT, st.sampled_from(["bureau", ["plan", "notice"]])), "post": TEXT,
    "value": st.one_of(NUMBER, TEXT, st.fixed_dictionaries({}, optional={"min": NUMBER, "max": NUMBER})),
    "unit": st.one_of(TEXT, st.sampled_from(["万亩", "%", "亿元"])), "year": YEAR, "deadline": SPAN,
    "status": st.sampled_from(["planned", "achieved", "x"]), "state": st.sampled_from(["missed", ["met", "overdue"], "x"]),
    "indicator": st.one_of(TEXT, st.just("pm25")), "comparator": st.sampled_from([">=", "~", "=="]),
}  # fmt: skip
RELATION: dict[str, st.SearchStrategy[Any]] = {
    "role": st.sampled_from(["leads", ["funds", "leads"], "x"]), "confidence": NUMBER, "text": TEXT, "published": SPAN,
    "modality": st.sampled_from(["plan", "denied"]), "need": st.sampled_from(["required", "optional", "absent"]),
}  # fmt: skip


@st.composite
def fitting(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a pattern that hangs together, with fields that its classes have, some of which hold something hostile."""
    find: dict[str, Any] = {}
    relations = []
    first, *others = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    find[first] = {"type": draw(st.sampled_from([*CLASSES]))}
    for name in others:
        other = draw(st.sampled_from([*find]))
        known = find[other]["type"]
        shapes = [(r, s, known in s.subject) for r, s in RELATIONS.items() if known in (*s.subject, *s.object)]
        relation, shape, forward = draw(st.sampled_from(shapes))
        find[name] = {"type": draw(st.sampled_from(shape.object if forward else shape.subject))}
        ends = (other, name) if forward else (name, other)
        more = {key: draw(RELATION[key]) for key in draw(st.sets(st.sampled_from([*RELATION]), max_size=2))}
        relations.append({"subject": ends[0], "relation": relation, "object": ends[1], **more})
    for thing in find.values():
        has = [each for each, classes in FILTERS.items() if thing["type"] in classes]
        thing.update({each: draw(FIELDS[each]) for each in draw(st.sets(st.sampled_from(has), max_size=3))})
    columns = [
        f"{name}.{each}"
        for name, thing in find.items()
        for each, classes in COLUMNS.items()
        if thing["type"] in classes
    ]
    show = draw(st.lists(st.sampled_from([*find, *columns]), max_size=4))
    order = draw(st.lists(st.sampled_from([*columns, *(f"-{each}" for each in columns)]), max_size=2))
    return {"find": find, "relations": relations, "show": show, "order": order, "evidence": draw(st.integers(0, 3))}


# Any pattern at all: names, classes and fields as they come.
LOOSE = st.fixed_dictionaries(
    {
        "find": st.dictionaries(
            st.one_of(NAMES, TEXT),
            st.one_of(CLASS, st.fixed_dictionaries({"type": CLASS}, optional=FIELDS)),
            max_size=3,
        )
    },
    optional={
        "relations": st.lists(
            st.one_of(
                TEXT,
                st.fixed_dictionaries(
                    {"subject": NAMES, "relation": st.sampled_from([*RELATIONS, "x"]), "object": NAMES},
                    optional=RELATION,
                ),
            ),
            max_size=3,
        ),
        "show": st.lists(TEXT, max_size=3),
        "order": st.lists(TEXT, max_size=2),
        "limit": st.integers(-1, 2000),
        "offset": st.integers(-1, 10),
        "evidence": st.integers(-1, 21),
        "other": TEXT,
    },
)


def refusal(store: Store, pattern: Any) -> QueryError | None:
    """Return why a pattern is refused; one that is answered finds nothing that was not meant."""
    try:
        found = match(store, read(pattern))
    except QueryError as error:
        return error
    assert found.rows == ()
    return None


@settings(max_examples=100, deadline=None)
@given(st.one_of(fitting(), LOOSE))
def test_a_pattern_is_answered_or_refused_in_words(pattern):
    with open_store(None) as store:
        refused = refusal(store, pattern)
    assert refused is None or (str(refused) and refused.remedy)


@settings(max_examples=100, deadline=None)
@given(fitting())
def test_nothing_that_is_given_leaves_its_quotes(pattern):
    """Without its literals and IRIs, a query holds only words of ours, whatever was put into the pattern."""
    try:
        shown = sparql_of(read(pattern))
    except QueryError:
        return
    body = shown[shown.index("SELECT") :]
    bare = re.sub(r'"(?:[^"\\\n]|\\.)*"|<[^<>"{}|^`\\\s]*>', "", body)
    words = set(re.findall(r"(?<![?\w:])[A-Za-z]+\b(?!:)", bare)) - {"zh", "a", "e"}
    assert words <= {
        "SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "MINUS", "UNION", "VALUES", "GRAPH", "ORDER", "BY", "ASC",
        "DESC", "STR", "LIMIT", "OFFSET", "GROUP", "AS", "IN", "NOT", "CONTAINS", "LCASE", "REPLACE", "REGEX", "SUBSTR",
        "CONCAT", "STRLEN", "BIND", "STRAFTER", "COALESCE", "separator",
    }  # fmt: skip
    assert bare.count("{") == bare.count("}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_literal_is_read_as_it_was_given(value):
    (row,) = ox.Store().query(f"SELECT ({text(value)} AS ?x) {{}}", prefixes=PREFIXES)
    assert row["x"].value == value


@given(st.floats(-1e18, 1e18, allow_nan=False))
def test_a_number_is_read_as_it_was_given(value):
    (row,) = ox.Store().query(f"SELECT ({number(value)} AS ?x) {{}}")
    assert float(row["x"].value) == value


@given(st.text(max_size=20))
def test_an_iri_is_one_or_is_refused(value):
    try:
        written = iri(f"x:{value}")
    except QueryError:
        return
    assert ox.Store().query(f"ASK {{ BIND({written} AS ?x) }}")


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", ["text", "name", "place"])
def test_what_is_hostile_finds_nothing_and_harms_nothing(store, field, hostile):
    before = len(store.documents())
    refused = refusal(store, {"find": {"x": {"type": "Project", field: hostile}}})
    assert refused is None or refused.remedy
    assert len(store.documents()) == before
