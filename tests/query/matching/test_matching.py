from __future__ import annotations

import re

import pytest

from builders import BIODIVERSITY, BUREAU, DAYS, DUST, FIRMS, GREENING, MA, PLANNING, RIVER, TREES, WATER
from ecograph.errors import QueryError
from ecograph.query.matching import Matched, Named, match, read, sparql_of
from ecograph.store import Store


def asked(store: Store, find: dict[str, object], *relations: object, **more: object) -> Matched:
    return match(store, read({"find": find, "relations": list(relations), **more}))


def labels(found: Matched) -> list[tuple[object, ...]]:
    return [tuple(cell.label if isinstance(cell, Named) else cell for cell in row.cells) for row in found.rows]


def iris(found: Matched) -> set[str]:
    return {row.cells[0].iri for row in found.rows if isinstance(row.cells[0], Named)}


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        ({"type": "Agency", "text": "规划"}, {PLANNING}),
        ({"type": "Agency", "name": "晋中市生态环境局"}, {BUREAU}),
        ({"type": "Agency", "name": "市生态环境局"}, {BUREAU}),
        ({"type": "Agency", "iri": BUREAU}, {BUREAU}),
        ({"type": "Official", "post": "党组 书记", "text": "成毅"}, {MA}),
        ({"type": "Project", "place": "和顺县"}, {GREENING, BIODIVERSITY}),
        ({"type": "Project", "place": "山西省"}, {GREENING, BIODIVERSITY}),
        ({"type": "Project", "place": "140700"}, {GREENING, BIODIVERSITY}),
        ({"type": "Project", "place": "灵石县"}, set()),
        ({"type": "Target", "place": "平遥县"}, {FIRMS, DUST}),
        ({"type": "Target", "value": 40}, {FIRMS}),
        ({"type": "Target", "value": {"min": 35, "max": 45}}, {FIRMS, DUST}),
        ({"type": "Target", "value": {"min": 300000}, "unit": "亩"}, {TREES}),
        ({"type": "Target", "value": 32.4, "unit": "万亩"}, {TREES}),
        ({"type": "Target", "value": {"max": 0.04}, "unit": "毫克/立方米"}, {DUST}),
        ({"type": "Target", "value": "Ⅲ"}, {WATER}),
        ({"type": "Target", "unit": "公顷"}, {TREES}),
        ({"type": "Target", "comparator": "<="}, {DUST}),
        ({"type": "Target", "text": "pm2.5"}, {DUST}),
        ({"type": "Target", "text": "ＰＭ2.5 浓度"}, {DUST}),
        ({"type": "Target", "deadline": "2025", "text": "造林"}, {TREES}),
        ({"type": "Target", "deadline": {"to": "2025-06"}}, set()),
        ({"type": "Target", "year": 2025, "text": "造林"}, {TREES}),
        ({"type": "Target", "year": {"from": 2026}}, set()),
        ({"type": "Observation", "status": "achieved", "unit": "%"}, {DAYS}),
        ({"type": "Observation", "status": "achieved", "text": "优良天数"}, {DAYS}),
        ({"type": ["Policy", "Project"], "text": "一泓"}, {RIVER}),
        ({"type": "机构", "text": "规划"}, {PLANNING}),
    ],
)
def test_a_thing_is_found_by_what_must_be_so_of_it(store, thing, found):
    assert iris(asked(store, {"x": thing})) == found


@pytest.mark.parametrize(
    ("more", "rows"),
    [
        ({}, 1),
        ({"role": "leads"}, 1),
        ({"role": ["leads", "supervises"]}, 1),
        ({"role": "funds"}, 0),
        ({"confidence": 0.85}, 1),
        ({"confidence": 0.95}, 0),
        ({"modality": "doing"}, 1),
        ({"modality": "done"}, 0),
        ({"text": "清水入黄河"}, 1),  # over the line break of the page
        ({"text": "调度 工程"}, 1),
        ({"text": "验收"}, 0),
        ({"published": "2025-06"}, 1),
        ({"published": {"from": "2025-07"}}, 0),
        ({"published": "2025-03", "role": "supervises"}, 0),  # one sentence must be both
    ],
)
def test_a_relation_must_be_said_in_a_certain_way(store, more, rows):
    relation = {"subject": "body", "relation": "responsibleFor", "object": "work", **more}
    assert len(asked(store, {"body": "Agency", "work": "Project"}, relation).rows) == rows


def test_a_row_comes_with_the_sentences_that_say_it(store):
    (row,) = asked(store, {"body": "Agency", "work": "Project"}, "body responsibleFor work as leads").rows
    (said,) = row.evidence
    (quote,) = said.quotes
    assert (said.relation, said.subject.label, said.predicate) == (0, "晋中市生态环境局", "responsibleFor")
    assert (quote.quote, quote.role) == ("今年市生态环境局牵头推进“一泓清\n水入黄河”工程", "leads")
    assert (quote.title, quote.published, quote.confidence) == ("晋中部署全年生态治理", "2025-03-12", 0.9)


def test_what_is_only_denied_is_no_row(store):
    assert (
        labels(
            asked(store, {"body": {"type": "Agency", "iri": PLANNING}, "work": "Project"}, "body responsibleFor work")
        )
        == []
    )


def test_a_thing_without_relations_comes_with_what_is_said_of_it(store):
    (row,) = asked(store, {"x": {"type": "Target", "text": "造林"}}).rows
    (said,) = row.evidence
    assert (said.relation, said.predicate, said.quotes[0].quote) == (-1, "hasTarget", "全市今年造\n林绿化32.4万亩")


OPTIONAL = {"subject": "body", "relation": "responsibleFor", "object": "work", "need": "optional"}


def test_an_optional_relation_leaves_what_is_missing_empty(store):
    found = asked(store, {"work": "Project", "body": "Agency"}, OPTIONAL)
    assert dict(labels(found)) == {
        "“一泓清水入黄河”工程": "晋中市生态环境局", "和顺生物多样性保护项目": None, "太行山国土绿化示范项目": None,
    }  # fmt: skip


def test_what_hangs_on_something_optional_is_optional_too(store):
    leads = {"subject": "who", "relation": "worksFor", "object": "body", "need": "optional"}
    found = asked(
        store, {"work": "Project", "body": "Agency", "who": "Official"}, OPTIONAL, leads, show=["work", "who"]
    )
    assert ("“一泓清水入黄河”工程", "马成毅") in labels(found)
    assert ("和顺生物多样性保护项目", None) in labels(found)


def test_a_relation_can_be_absent(store):
    found = asked(store, {"work": "Project", "body": "Agency"}, {**OPTIONAL, "need": "absent"})
    assert iris(found) == {GREENING, BIODIVERSITY}


def test_what_is_absent_can_be_a_certain_thing(store):
    absent = {"subject": "work", "relation": "hasTarget", "object": "goal", "need": "absent"}
    found = asked(
        store, {"work": "Project", "goal": {"type": "Observation", "value": {"min": 5}, "unit": "万亩"}}, absent
    )
    assert iris(found) == {RIVER, BIODIVERSITY}
    found = asked(
        store, {"work": "Project", "goal": {"type": "Observation", "value": {"min": 50}, "unit": "万亩"}}, absent
    )
    assert len(found.rows) == 3


def test_columns_rows_and_order_are_chosen(store):
    found = asked(
        store, {"place": "Place", "goal": "Target"}, "place hasTarget goal",
        show=["goal.metric", "goal.value", "goal.unit", "goal.deadline", "place.code"], order=["-goal.value"], limit=2,
    )  # fmt: skip
    assert found.columns == ("goal.metric", "goal.value", "goal.unit", "goal.deadline", "place.code")
    assert labels(found) == [
        ("企业深度治理", 40.0, "家", "2025", "140728"), ("PM2.5平均浓度", 38.0, "微克/立方米", "2025", "140728"),
    ]  # fmt: skip
    assert found.more
    rest = asked(store, {"place": "Place", "goal": "Target"}, "place hasTarget goal", order=["-goal.value"], offset=2)
    assert (len(rest.rows), rest.more) == (2, False)


def test_posts_and_kinds_come_in_one_cell(store):
    found = asked(store, {"who": {"type": "Official", "text": "路华"}}, show=["who", "who.post", "who.type"])
    assert labels(found) == [("路华", "党组书记、局长", "Official")]
    assert labels(asked(store, {"x": {"type": "Agency", "iri": BUREAU}}, show=["x.kind", "x.iri"])) == [
        ("bureau", BUREAU)
    ]


def test_without_evidence_rows_are_distinct_in_what_they_show(store):
    find, relation = {"place": "Place", "goal": "Target"}, "place hasTarget goal"
    assert len(asked(store, find, relation, show=["place"]).rows) == 4
    rows = asked(store, find, relation, show=["place"], evidence=0).rows
    assert len(rows) == 3
    assert all(row.evidence == () for row in rows)


def test_the_class_of_each_thing_is_told_where_several_may_be(store):
    found = asked(store, {"x": ["Target", "Observation"]}, show=["x.type", "x.value"], order=["x.type", "x.value"])
    assert {row.cells[0] for row in found.rows} == {"Target", "Observation"}


def test_states_are_asked_for(followed):
    found = asked(
        followed, {"x": {"type": "Target", "state": ["announced", "met", "missed", "overdue"]}}, show=["x", "x.state"]
    )
    assert found.rows
    assert all(row.cells[1] for row in found.rows)


def test_the_query_that_is_shown_gives_the_same_rows(store):
    pattern = read({"find": {"body": "Agency", "work": "Project"}, "relations": ["body responsibleFor work as leads"]})
    shown = sparql_of(pattern)
    assert shown == match(store, pattern).sparql
    (row,) = store.query(shown)
    assert (row["body"].value, row["work"].value) == (BUREAU, RIVER)


BODY, WORK = {"body": "Agency"}, {"work": "Project"}


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{", "no JSON.*line 1, column 2|line 1, column 2.*no JSON"),
        ("[]", "the whole"),
        ({}, "find: Field required"),
        ({"find": {}}, "find"),
        ({"find": {"a b": "Agency"}}, "letters and digits"),
        ({"find": {"a_b": "Agency"}}, "letters and digits"),
        ({"find": {"x": "Agensy"}}, "'Agensy' is not known here; did you mean 'Agency'"),
        ({"find": {"x": {"type": "Agency", "txt": "a"}}}, "find.x.txt: there is no such field; did you mean 'text'"),
        ({"find": BODY, "shw": []}, "shw: there is no such field; did you mean 'show'"),
        ({"find": {"x": {"type": "Agency", "value": 3}}}, "find.x: Agency is not filtered by 'value'; it has text"),
        ({"find": {"x": {"type": "Target", "value": {"min": 3, "max": 1}}}}, "min is more than max"),
        ({"find": {"x": {"type": "Target", "value": {}}}}, "min, max or both"),
        ({"find": {"x": {"type": "Target", "year": {"from": 2025, "to": 2021}}}}, "from is after to"),
        ({"find": {"x": {"type": "Target", "state": "lost"}}}, "'lost' is not known here; choose of missed"),
        ({"find": {"x": {"type": "Target", "deadline": "soon"}}}, "find.x.deadline"),
        ({"find": BODY, "relations": ["body runs"]}, "a relation is written as"),
        ({"find": BODY, "relations": ["body responsibleFor work"]}, "'work' is not among the things to find"),
        ({"find": {**BODY, **WORK}, "relations": ["body responsable work"]}, "did you mean 'responsibleFor'"),
        ({"find": {**BODY, **WORK}, "relations": ["work responsibleFor body"]}, "turn it round: body responsibleFor work"),
        ({"find": {**BODY, **WORK}, "relations": ["body locatedIn work"]}, "between them there is responsibleFor"),
        ({"find": {"a": "Agency", "p": "Place"}, "relations": ["a issued p"]}, "give them other classes"),
        ({"find": {**BODY, **WORK}}, "nothing joins 'work' to 'body'"),
        ({"find": {"who": "Official", **BODY}, "relations": ["who worksFor body as leads"]},
         "worksFor has no roles"),
        ({"find": BODY, "show": ["work"]}, "'work' is not among"),
        ({"find": BODY, "show": ["body.value"]}, "Agency is not shown with 'value'"),
        ({"find": BODY, "show": ["body.nme"]}, "did you mean 'name'"),
        ({"find": BODY, "order": ["-body.x"]}, "there is no column 'x'"),
        ({"find": {**WORK, **BODY}, "relations": [{**OPTIONAL, "need": "absent"}], "show": ["body"]}, "nothing to show"),
        ({"find": {"x": {"type": "Agency", "iri": "no iri"}}}, "no absolute IRI"),
        ({"find": {"x": {"type": "Agency", "place": "a: <b>"}}}, "no absolute IRI"),
        ({"find": BODY, "limit": 5000}, "limit"),
        ({"find": {"x": {"type": "Agency", "text": "a\nb"}}}, "find.x.text"),
    ],
)  # fmt: skip
def test_a_pattern_that_cannot_be_is_told_with_a_remedy(store, pattern, told):
    with pytest.raises(QueryError) as refused:
        match(store, read(pattern))
    assert re.search(told, str(refused.value)), str(refused.value)
    assert refused.value.remedy
