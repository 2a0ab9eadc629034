from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import labelled

from builders import BUREAU, GREENING, JINZHONG, MA, RIVER, both, store_of
from ecograph.errors import QueryError
from ecograph.query.search import Found, SearchIndex, index_of
from ecograph.query.search.folding import folded

COMMON = "市县区局河湖水生态环境保护治理工程项目森林湿地污染防治规划长江黄"


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    with store_of(*both()) as store:
        return index_of(store)


def named(found: Found) -> list[str]:
    return [hit.label for hit in found.hits if hit.kind == "entity"]


def every(index: SearchIndex, text: str) -> list[str]:
    """Return the labels of all hits, page after page."""
    found, hits = index.search(text, limit=7), []
    while found.hits:
        hits += found.hits
        found = index.search(text, limit=7, offset=len(hits))
    assert len(hits) == found.total
    return [hit.label for hit in hits]


def test_a_stretch_of_any_length_is_found_and_nothing_else():
    chosen = random.Random(5)
    names = ["".join(chosen.choices(COMMON, k=chosen.randint(1, 14))) for _ in range(400)]
    names = list(dict.fromkeys(names))
    index = index_of(labelled(*names))
    for length in range(1, 7):
        for name in chosen.sample([each for each in names if len(each) >= length], 12):
            at = chosen.randint(0, len(name) - length)
            word = name[at : at + length]
            assert sorted(every(index, word)) == sorted(each for each in names if word in each), word


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(
        st.text(alphabet="河湖AbC12 ％.“”濕湿", min_size=1, max_size=9), min_size=1, max_size=6, unique=True
    ),
    word=st.text(alphabet="河湖AbC12％.濕湿", min_size=1, max_size=4),
)
def test_latin_digits_and_marks_are_found_in_any_form(names, word):
    index = index_of(labelled(*names))
    found = set(every(index, word))
    assert found >= {each for each in names if word in each}
    assert found >= {each for each in names if folded(word) in folded(each)}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("晋中市生态环境局", "晋中市生态环境局"),  # the exact name before the longer one
        ("市生态环境局", "晋中市生态环境局"),  # an exact alias
        ("平遥", "平遥县"),
        ("太行山", "太行山国土绿化示范项目"),
        ("一泓清水入黄河工程", "“一泓清水入黄河”工程"),  # nobody types the marks
        ("《晋中市国土绿化示范项目管理办法》", "晋中市国土绿化示范项目管理办法"),
        ("绿化 太行山", "太行山国土绿化示范项目"),
        ("晉中市", "晋中市"),
        ("ｐｍ2.5", "PM2.5平均浓度 38 微克/立方米"),
        ("38微克", "PM2.5平均浓度 38 微克/立方米"),
        ("jzssthjj", "晋中市生态环境局"),
        ("jinzhongshi", "晋中市"),
        ("JinZhong", "晋中市"),
        ("machengyi", "马成毅"),
        ("mcy", "马成毅"),
        ("taihang shan", "太行山国土绿化示范项目"),
    ],
)
def test_what_is_meant_comes_first(index, text, first):
    assert named(index.search(text))[0] == first


def test_all_words_must_be_there(index):
    assert named(index.search("太行山 造林")) == []
    assert index.search("太行山 造林").counts == {"Sentence": 1}


def test_a_sentence_is_found_over_the_line_breaks_of_the_page(index):
    hit = index.search("清水入黄河", kinds=["sentence"]).hits[0]
    start, end = hit.highlights[0]
    assert "\n" not in hit.text
    assert hit.text[start:end] == "清水入黄河"


def test_entities_come_before_figures_documents_and_sentences(index):
    found = index.search("晋中", limit=50)
    order = {"entity": 0, "document": 2, "sentence": 3}
    ranks = [1 if hit.type in ("Target", "Observation") else order[hit.kind] for hit in found.hits]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 2, 3}
    assert found.total == len(found.hits)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"types": ["Place"]}, ["晋中市"]),
        (
            {"types": ["Agency"], "concept": "bureau"},
            ["晋中市生态环境局", "晋中市生态环境局平遥分局", "晋中市规划和自然资源局"],
        ),
        ({"types": ["Agency"], "concept": "company"}, []),
        ({"kinds": ["document"]}, []),
    ],
)
def test_hits_are_chosen_by_class_and_kind(index, options, found):
    assert sorted(named(index.search("晋中市", **options))) == sorted(found)


@pytest.mark.parametrize(
    ("place", "found"), [("山西省", 2), ("140000", 2), ("晋中市", 2), ("平遥县", 2), ("140729", 0)]
)
def test_a_place_holds_what_lies_in_it_at_any_depth(index, place, found):
    assert len(named(index.search("平遥", place=place, types=["Place", "Agency"]))) == found


def test_a_place_that_nobody_knows_is_told(index):
    with pytest.raises(QueryError, match="no place is called"):
        index.search("绿化", place="火星")


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "字" * 201])
def test_nothing_to_search_for_is_told(index, text):
    with pytest.raises(QueryError):
        index.search(text)


@pytest.mark.parametrize(
    "text", ['"', "*", "a AND b", "title:x", "(", "\\", "+河", "🌊", "\x02晋", "😀" * 50, "a" * 200]
)
def test_nothing_that_is_typed_is_read_as_a_command(index, text):
    index.search(text)
    index.suggest(text)


def test_a_hit_tells_what_was_matched(index):
    hit = index.search("市生态环境局", types=["Agency"]).hits[0]
    assert (hit.iri, hit.label, hit.text, hit.highlights) == (BUREAU, "晋中市生态环境局", "晋中市生态环境局", ((2, 8),))
    assert (hit.type, hit.concept, hit.facts) == ("Agency", "bureau", 3)
    alias = index.search("平遥分局").hits[0]
    assert alias.text[slice(*alias.highlights[0])] == "平遥分局"


def test_the_sound_is_highlighted_too(index):
    hit = index.search("zhongshi").hits[0]
    assert (hit.text, hit.highlights) == ("晋中市", ((1, 3),))


@pytest.mark.parametrize(
    ("typed", "first"),
    [("晋", JINZHONG), ("jz", JINZHONG), ("ma", MA), ("taihang", GREENING), ("一泓", RIVER), ("yihong", RIVER)],
)
def test_names_are_suggested_while_typing(index, typed, first):
    assert index.suggest(typed)[0].iri == first


def test_figures_are_suggested_only_where_they_are_asked_for(index):
    assert all(hit.type not in ("Target", "Observation") for hit in index.suggest("造林"))
    assert [hit.type for hit in index.suggest("造林绿化", types=["Target"])] == ["Target"]


def test_hubs_and_short_names_come_first():
    index = index_of(labelled("北河治理工程第三标段施工", "北河工程", "北河治理工程"))
    assert named(index.search("北河")) == ["北河工程", "北河治理工程", "北河治理工程第三标段施工"]
