"""How well mentions that mean one thing get one IRI."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from builders import spring, summer
from ecograph.errors import UsageError
from ecograph.evaluate.resolution import GoldMention, ResolutionGold, measure, read_resolution_gold, score
from ecograph.evaluate.totals import Tally
from ecograph.model import Entity, Mention, Span
from ecograph.resources import resource

ARTICLES = {
    "a": "2023年5月1日，晋中市生态环境局局长王明说，市水利局牵头实施潇河流域治理工程。",
    "b": "2023年6月1日，晋中市生态环境局局长王明说，平遥县水利局牵头实施潇河流域治理项目。",
}


def made(folder: Path) -> Path:
    """Write a small gold with its articles."""
    (folder / "articles").mkdir()
    for id_, text in ARTICLES.items():
        (folder / "articles" / f"{id_}.txt").write_text(text, encoding="utf-8")
    told = [
        ("a", "晋中市生态环境局", "Agency", "bureau"), ("b", "晋中市生态环境局", "Agency", "bureau"),
        ("a", "市水利局", "Agency", "city water"), ("b", "平遥县水利局", "Agency", "county water"),
        ("a", "王明", "Official", "wang"), ("b", "王明", "Official", "wang"),
        ("a", "潇河流域治理工程", "Project", "xiao"), ("b", "潇河流域治理项目", "Project", "xiao"),
    ]  # fmt: skip
    gold = {
        "articles": [{"id": id_, "path": f"articles/{id_}.txt"} for id_ in ARTICLES],
        "entities": [{"id": id_, "class": "x", "name": id_} for id_ in sorted({each[3] for each in told})],
        "mentions": [
            {
                "document": document, "start": ARTICLES[document].index(text),
                "end": ARTICLES[document].index(text) + len(text), "text": text, "class": type_, "entity": entity,
            }
            for document, text, type_, entity in told
        ],
    }  # fmt: skip
    path = folder / "resolution.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return path


def test_articles_are_read_resolved_and_held_against_the_gold(tmp_path: Path) -> None:
    found = measure(read_resolution_gold(made(tmp_path)))
    assert (found.pairs, found.lost, found.mixed, found.split) == (Tally(3, 0, 0), (), (), ())
    assert found.found == {"Agency": 4, "Official": 2, "Project": 2}


SPRING, SUMMER = spring(), summer()
TEXT = {"spring": SPRING, "summer": SUMMER}


def mention(document: str, text: str, type: str, entity: str) -> GoldMention:
    raw = TEXT[document].document.raw
    at = raw.index(text)
    return GoldMention(document, at, at + len(text), text, type, entity)


BUREAU = [mention("spring", "晋中市生态环境局", "Agency", "one"), mention("summer", "市生态环境局", "Agency", "one")]


def scored(*mentions: GoldMention) -> tuple[Tally, int, list[str], list[str]]:
    found = score(ResolutionGold({}, mentions, {}), TEXT)
    return found.pairs, len(found.lost), [each.what for each in found.mixed], [each.what for each in found.split]


@pytest.mark.parametrize(
    ("mentions", "pairs", "lost"),
    [
        (BUREAU, Tally(1, 0, 0), 0),
        ([BUREAU[0], BUREAU[1]._replace(entity="other")], Tally(0, 1, 0), 0),
        (
            [BUREAU[0], mention("spring", "晋中市规划和自然资源局".replace("资源局", "资"), "Agency", "one")],
            Tally(0, 0, 1),
            0,
        ),
        ([*BUREAU, mention("spring", "各部门", "Agency", "one")], Tally(1, 0, 0), 1),
        # A class of its own: the same place in the text is no mention of an official.
        ([BUREAU[0], BUREAU[1]._replace(type="Official")], Tally(), 1),
        ([], Tally(), 0),
    ],
)
def test_pairs_are_counted_among_the_mentions_found(mentions: list[GoldMention], pairs: Tally, lost: int) -> None:
    assert scored(*mentions)[:2] == (pairs, lost)


def test_mistakes_name_what_is_mixed_and_what_is_split() -> None:
    other = mention("spring", "晋中市规划和自然", "Agency", "one")
    _, _, mixed, split = scored(*BUREAU, other, BUREAU[0]._replace(entity="two"))
    assert (len(mixed), split) == (1, ["one"])


@pytest.mark.parametrize(
    ("span", "found"), [((0, 8), True), ((2, 8), True), ((0, 4), True), ((0, 3), False), ((6, 20), False)]
)
def test_a_found_mention_may_differ_a_little(span: tuple[int, int], found: bool) -> None:
    told = GoldMention("spring", *span, "", "Agency", "one")
    facts = SPRING._replace(
        entities=(Entity("iri", "Agency", "x", (), (Mention(Span(0, 8, "晋中市生态环境局"), "test"),)),)
    )
    assert (not score(ResolutionGold({}, (told,), {}), {"spring": facts}).lost) is found


@pytest.mark.parametrize(("pairs", "figures"), [(Tally(), (1.0, 1.0)), (Tally(3, 1, 2), (0.75, 0.6))])
def test_figures(pairs: Tally, figures: tuple[float, float]) -> None:
    assert (pairs.precision, pairs.recall) == figures


@pytest.mark.parametrize("text", ["", "{}", '{"articles": []}', '{"articles": [{"id": "a", "path": "none.txt"}]}'])
def test_a_file_that_is_no_gold_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="no gold of entity resolution"):
        read_resolution_gold(path)


def test_the_shipped_gold_is_met() -> None:
    found = measure(read_resolution_gold(resource("data", "sequences", "resolution.json")))
    assert sum(found.found.values()) >= 300
    assert found.pairs.precision >= 0.99
    assert found.pairs.recall >= 0.95
