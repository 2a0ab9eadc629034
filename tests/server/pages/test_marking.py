"""The pieces of an article: what is cut where, and what each names."""

from __future__ import annotations

import pytest

from ecograph.server.pages.marking import Marking, Stretch, Words

RAW = "晋中市生态\n环境局说，今年造林3万亩。\n完。"
FLOW = Words("晋中市生态环境局说，今年造林3万亩。\n完。", [*range(5), *range(6, len(RAW))], [(0, 18), (19, 21)])
SOURCE = Words(RAW, range(len(RAW)), [(0, 20), (20, len(RAW))])


def marking(words: Words = FLOW, **more) -> Marking:
    given = {
        "names": [Stretch(0, 3, 0), Stretch(0, 9, 1)],
        "quantities": [Stretch(11, 18, 2)],
        "statements": [(0, 20), (0, 9), (11, 20)],
    }
    return Marking(words, **(given | more))


@pytest.mark.parametrize("words", [FLOW, SOURCE], ids=("flow", "source"))
def test_the_pieces_are_the_text_and_say_where_they_stand_in_the_source(words):
    pieces = list(marking(words).paragraph(0))
    assert "".join(each.text for each in pieces) == words.text[slice(*words.paragraphs[0])]
    assert [RAW[each.start : each.end].replace("\n", "") for each in pieces] == [
        each.text.replace("\n", "") for each in pieces
    ]


def test_the_shortest_name_goes_before_the_one_around_it():
    pieces = list(marking().paragraph(0))
    assert [(each.text, each.thing, each.first, each.last) for each in pieces[:2]] == [
        ("晋中市", 0, True, True),
        ("生态环境局", 1, False, True),
    ]


def test_a_quantity_is_told_beside_the_name():
    pieces = list(marking(names=[Stretch(13, 15, 0)]).paragraph(0))
    assert [(each.text, each.thing, each.quantity) for each in pieces if each.quantity >= 0] == [
        ("今年", -1, 2),
        ("造林", 0, 2),
        ("3万亩", -1, 2),
    ]


def test_a_statement_can_be_jumped_to_where_it_begins():
    pieces = list(marking().paragraph(0))
    assert pieces[0].anchors == ("s=0-9", "s=0-20")
    assert [each.anchors for each in pieces if each.text.startswith("今年")] == [("s=11-20",)]


@pytest.mark.parametrize(("place", "number"), [(0, 0), (19, 0), (21, 1)])
def test_a_place_of_the_source_is_in_a_paragraph(place, number):
    assert marking().of(place) == number
