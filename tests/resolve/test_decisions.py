"""What people decide about doubtful pairs: a line each, that holds for every build until it is undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from naming import BASE, agency, article, iris, known, named, post

from ecograph.model import Facts
from ecograph.resolve import Decision, DecisionError, decided, read_decisions, record, reference, standing

WATER = BASE + "official/140700/王明/平遥县水利局"
FORESTS = BASE + "official/140700/王明/平遥县林业局"


def said(
    verdict: str, a: str = "a", b: str = "b", *, by: str = "李雷", when: str = "2026-01-02", why: str = "问过"
) -> Decision:
    return Decision(verdict, a, b, by, when, why)  # type: ignore[arg-type]


def two() -> list[Facts]:
    return [post("王明", agency("平遥县水利局")), post("王明", agency("平遥县林业局"))]


# The file


def test_a_file_keeps_the_decisions_as_they_were_made(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    made = [said("same"), said("undo"), said("different"), said("same", "a", "c", why="“同一人”\n")]
    for each in made:
        record(path, each)
    assert read_decisions(path) == tuple(made)
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(made)


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "none.jsonl") == ()


def test_a_line_without_an_end_is_not_glued_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    record(path, said("same"))
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    record(path, said("same", "c", "d"))
    assert len(read_decisions(path)) == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("no json", "line 2"),
        ("[]", "is no decision"),
        ('{"decision": "same", "a": "a"}', "fields decision, a, b, by, when, why"),
        ('{"decision": "maybe", "a": "a", "b": "b", "by": "c", "when": "", "why": "e"}', "'maybe' is no verdict"),
        ('{"decision": "same", "a": "a", "b": "a", "by": "c", "when": "", "why": "e"}', "both IRIs are the same"),
        ('{"decision": "same", "a": "a", "b": 2, "by": "c", "when": "", "why": "e"}', "b is no text"),
    ],
)
def test_a_bad_line_is_told_with_its_number(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "decisions.jsonl"
    record(path, said("same"))
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(DecisionError, match=told):
        read_decisions(path)


@pytest.mark.parametrize(("by", "why"), [("", "x"), ("x", " ")])
def test_a_decision_needs_who_and_why(by: str, why: str) -> None:
    with pytest.raises(DecisionError, match="needs who and why"):
        decided("same", "a", "b", by=by, when="2026", why=why)


# What holds


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([said("same"), said("different", "a", "c")], ["same", "different"]),
        ([said("same"), said("same", "b", "a", by="韩梅")], ["same"]),
        ([said("same"), said("undo")], []),
        ([said("same"), said("undo", "b", "a"), said("different")], ["different"]),
        ([said("same"), said("same", "b", "c"), said("undo"), said("different", "a", "c")], ["different", "same"]),
    ],
)
def test_what_stands(lines: list[Decision], kept: list[str]) -> None:
    assert [each.decision for each in standing(lines)] == kept


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [said("same"), said("different", "b", "a")],
            r"different b a .* contradicts same a b \(李雷, 2026-01-02: 问过\)",
        ),
        (
            [said("same"), said("same", "b", "c"), said("different", "a", "c")],
            "contradicts what follows from: same a b .*; same b c",
        ),
        ([said("undo")], "nothing was decided about a and b"),
        ([said("same"), said("undo"), said("undo")], "nothing was decided"),
    ],
)
def test_a_contradiction_is_told_with_both_sides_and_the_remedy(lines: list[Decision], told: str) -> None:
    with pytest.raises(DecisionError, match=told) as error:
        standing(lines)
    assert "ecograph resolve" in str(error.value)


def test_a_contradiction_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    record(path, said("same"))
    before = path.read_bytes()
    with pytest.raises(DecisionError):
        record(path, said("different"))
    assert path.read_bytes() == before


# What it does


def test_same_joins_what_was_apart_and_takes_the_pair_off_the_list() -> None:
    found = known(*two(), decisions=[said("same", WATER, FORESTS)])
    assert (iris(found, "Official"), found.doubts) == (["official/140700/王明"], ())


def test_different_takes_the_pair_off_the_list_and_keeps_it_apart() -> None:
    found = known(*two(), decisions=[said("different", WATER, FORESTS)])
    assert (len(iris(found, "Official")), found.doubts) == (2, ())


def test_different_parts_what_the_rules_join() -> None:
    career = (
        post("王明", agency("平遥县水利局"), published="2020"),
        post("王明", agency("平遥县林业局"), published="2023"),
    )
    assert len(iris(known(*career), "Official")) == 1
    assert len(iris(known(*career, decisions=[said("different", WATER, FORESTS)]), "Official")) == 2


def test_undo_gives_back_what_was() -> None:
    lines = [said("same", WATER, FORESTS), said("undo", WATER, FORESTS)]
    assert known(*two(), decisions=lines) == known(*two())


def test_the_order_of_the_lines_does_not_matter() -> None:
    third = post("王明", agency("平遥县财政局"))
    lines = [said("same", WATER, FORESTS), said("different", WATER, BASE + "official/140700/王明/平遥县财政局")]
    assert known(*two(), third, decisions=lines) == known(*two(), third, decisions=lines[::-1])


def test_a_decision_outlives_other_articles_about_the_things() -> None:
    lines = [said("same", WATER, FORESTS)]
    more = [
        *two(),
        post("王明", agency("平遥县水利局"), home="140728", published="2025"),
        post("王明", agency("盂县水利局"), home="140300"),
    ]
    assert iris(known(*more, decisions=lines), "Official") == ["official/140300/王明", "official/140700/王明"]


@pytest.mark.parametrize(
    ("a", "b", "type", "documents"),
    [
        (
            BASE + "agency/平遥县水务局", BASE + "agency/平遥县水利局", "Agency",
            [article(agency("平遥县水务局")), article(agency("平遥县水利局"))],
        ),
        (
            BASE + "project/140700/潇河生态治理工程", BASE + "project/140700/潇河水环境治理工程", "Project",
            [article(named("Project", "潇河生态治理工程")), article(named("Project", "潇河水环境治理工程"))],
        ),
        (
            BASE + "official/140700/王明", BASE + "official/140300/王明", "Official",
            [post("王明", agency("晋中市水利局")), post("王明", agency("盂县水利局"), home="140300")],
        ),
    ],
)  # fmt: skip
def test_any_class_can_be_decided(a: str, b: str, type: str, documents: list[Facts]) -> None:
    assert len(iris(known(*documents), type)) == 2
    found = known(*documents, decisions=[said("same", a, b)])
    assert (len(iris(found, type)), found.doubts, found.idle) == (1, (), ())


def test_who_works_for_one_body_follows_what_was_decided_about_bodies() -> None:
    documents = post("王明", agency("平遥县水务局")), post("王明", agency("平遥县水利局"))
    lines = [said("same", BASE + "agency/平遥县水务局", BASE + "agency/平遥县水利局")]
    assert (len(iris(known(*documents), "Official")), len(iris(known(*documents, decisions=lines), "Official"))) == (
        2,
        1,
    )


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        (WATER, BASE + "official/140700/韩梅", "no document names https://example.org/official/140700/韩梅"),
        (WATER, BASE + "agency/平遥县林业局", "the two are of different classes"),
        (BASE + "official/140700/王明", WATER, "both IRIs are of one thing"),
    ],
)
def test_a_decision_without_effect_is_told(a: str, b: str, told: str) -> None:
    (idle,) = known(*two(), decisions=[said("same", a, b)]).idle
    assert told in idle.why


def test_contradicting_decisions_are_refused() -> None:
    with pytest.raises(DecisionError):
        known(*two(), decisions=[said("same", WATER, FORESTS), said("different", FORESTS, WATER)])


# Single statements


def claimed() -> tuple[Facts, str]:
    """Return an article that gives an official a post, and what that statement is known by."""
    facts = post("王明", agency("平遥县水利局"))
    return facts, BASE + reference(facts.document.id, facts.claims[0])


def alone(verdict: str, a: str, b: str = "") -> Decision:
    return decided(verdict, a, b, by="李雷", when="2026-01-02", why="问过")  # type: ignore[arg-type]


def test_a_rejected_statement_goes_and_is_told_of_with_the_decision() -> None:
    facts, key = claimed()
    lines = [alone("reject", key)]
    found = known(facts, decisions=lines)
    assert found.facts[0].claims == ()
    ((claim, decision),) = found.rejected[BASE + facts.document.id]
    assert (claim.subject, claim.object) == (BASE + "official/140700/王明", BASE + "agency/平遥县水利局")
    assert decision == lines[0]


def test_an_accepted_statement_is_certain() -> None:
    facts, _ = claimed()
    facts = facts._replace(claims=(facts.claims[0]._replace(confidence=0.3),))
    found = known(facts, decisions=[alone("accept", BASE + reference(facts.document.id, facts.claims[0]))])
    assert [claim.confidence for claim in found.facts[0].claims] == [1.0]


def test_what_a_statement_is_known_by_does_not_change_with_the_rule_that_read_it() -> None:
    facts, key = claimed()
    other = facts.claims[0]._replace(rule="another", confidence=0.1, modality="plan")
    assert BASE + reference(facts.document.id, other) == key


def test_the_undoing_of_a_rejection_gives_back_what_was() -> None:
    facts, key = claimed()
    assert known(facts, decisions=[alone("reject", key), alone("undo", key)]) == known(facts)


def test_a_target_that_only_a_rejected_statement_told_of_goes_with_it() -> None:
    target = named("Target", "造林 5 万亩", metric="造林", value=5, unit="万亩")
    facts = article(agency("平遥县林业局"), target, links=[("平遥县林业局", "hasTarget", "造林 5 万亩")])
    found = known(facts, decisions=[alone("reject", BASE + reference(facts.document.id, facts.claims[0]))])
    assert iris(found, "Target") == []
    assert found.rejected[BASE + facts.document.id][0][0].object.startswith(BASE + "target/")


@pytest.mark.parametrize(("verdict", "claims", "readings"), [("accept", 2, 0), ("reject", 1, 0)])
def test_a_second_reading_becomes_a_statement_or_goes(verdict: str, claims: int, readings: int) -> None:
    facts, _ = claimed()
    second = facts.claims[0]._replace(predicate="responsibleFor", modality="possible", confidence=0.4)
    facts = facts._replace(readings=(second,))
    found = known(facts, decisions=[alone(verdict, BASE + reference(facts.document.id, second))]).facts[0]
    assert (len(found.claims), len(found.readings)) == (claims, readings)
    assert "possible" not in {claim.modality for claim in found.claims}


def test_a_target_keeps_its_iri_when_a_second_reading_is_accepted() -> None:
    target, bodies = (
        named("Target", "造林 5 万亩", metric="造林", value=5, unit="万亩"),
        (agency("甲县林业局"), agency("乙县林业局")),
    )
    facts = article(*bodies, target, links=[("甲县林业局", "hasTarget", "造林 5 万亩")])
    second = facts.claims[0]._replace(subject="Agency:乙县林业局", modality="possible")
    facts = facts._replace(readings=(second,))
    found = known(facts, decisions=[alone("accept", BASE + reference(facts.document.id, second))])
    assert iris(found, "Target") == iris(known(facts), "Target")
    assert len(found.facts[0].claims) == 2


def test_what_rests_on_a_rejected_statement_goes_too() -> None:
    career = (
        post("王明", agency("平遥县水利局"), published="2020"),
        post("王明", agency("平遥县林业局"), published="2023"),
    )
    keys = [BASE + reference(facts.document.id, facts.claims[0]) for facts in career]
    found = known(*career, decisions=[alone("reject", key) for key in keys])
    assert [facts.claims for facts in found.facts] == [(), ()]


def test_a_decision_about_a_statement_that_no_document_makes_has_no_effect() -> None:
    facts, key = claimed()
    (idle,) = known(facts, decisions=[alone("reject", key[:-1] + "?")]).idle
    assert idle.why == "no document says so"


# Names


def test_a_name_that_was_decided_is_the_name_and_the_old_one_an_alias() -> None:
    iri = BASE + "agency/平遥县水利局"
    found = known(article(agency("平遥县水利局")), decisions=[alone("name", iri, "平遥县水务局")])
    (entity,) = found.facts[0].entities
    assert (entity.id, entity.name, entity.aliases) == (iri, "平遥县水务局", ("平遥县水利局",))


def test_a_name_holds_for_all_that_is_one_thing() -> None:
    lines = [said("same", WATER, FORESTS), alone("name", FORESTS, "王铭")]
    found = known(*two(), decisions=lines)
    names = {entity.name for facts in found.facts for entity in facts.entities if entity.type == "Official"}
    assert names == {"王铭"}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([alone("name", BASE + "agency/没有", "别名")], "no document names"),
        (
            [said("same", WATER, FORESTS), alone("name", WATER, "王铭"), alone("name", FORESTS, "王茗")],
            "another decision",
        ),
    ],
)
def test_a_name_without_effect_is_told(lines: list[Decision], told: str) -> None:
    (idle,) = known(*two(), decisions=lines).idle
    assert told in idle.why


@pytest.mark.parametrize(
    "lines",
    [
        [alone("accept", "a"), alone("reject", "a")],
        [alone("name", "a", "甲"), alone("name", "a", "乙")],
    ],
)
def test_contradictions_about_one_thing_are_refused_until_one_is_undone(lines: list[Decision]) -> None:
    with pytest.raises(DecisionError, match="contradicts"):
        standing(lines)
    assert standing([lines[0], alone("undo", "a"), lines[1]]) == (lines[1],)


@pytest.mark.parametrize(
    ("verdict", "a", "b", "told"),
    [
        ("reject", "a", "b", "one statement"),
        ("name", "a", " ", "needs an IRI"),
        ("same", "a", "", "needs an IRI"),
        ("accept", "", "", "the same"),
    ],
)
def test_a_verdict_about_what_it_cannot_be_about_is_refused(verdict: str, a: str, b: str, told: str) -> None:
    with pytest.raises(DecisionError, match=told):
        alone(verdict, a, b)
