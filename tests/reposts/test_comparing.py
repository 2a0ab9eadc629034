"""When one document may repeat another: every sentence, about the same day, the same place, the same year."""

from __future__ import annotations

import pytest
from printing import FIRST, FOURTH, LINES, SECOND, THIRD, printed, signed

from ecograph.reposts import Signature, agree, holds


def held(whole: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return holds(signed(printed(*whole)), signed(printed(*part)))


def test_a_whole_holds_itself_and_what_was_cut_from_it() -> None:
    assert held(LINES, LINES)
    assert held(LINES, (FIRST, THIRD, FOURTH))
    assert held(LINES, (SECOND, THIRD, FOURTH))
    assert not held((FIRST, THIRD, FOURTH), LINES)


@pytest.mark.parametrize(
    "other",
    [
        (FIRST.replace("32.4", "32.5"), SECOND, THIRD, FOURTH),
        (FIRST.replace("路华", "路平"), SECOND, THIRD, FOURTH),
        (FIRST, SECOND.replace("2024", "2025"), THIRD, FOURTH),
        (FIRST, SECOND.replace("达到", "未达到"), THIRD, FOURTH),
        tuple(each.replace("平遥", "祁") for each in LINES),
        (SECOND, FIRST, THIRD, FOURTH),
    ],
    ids=["figure", "name", "deadline", "denied", "place", "order"],
)
def test_one_other_word_is_another_article(other: tuple[str, ...]) -> None:
    assert not held(LINES, other)


def test_what_runs_into_the_first_sentence_on_one_side_is_left_out() -> None:
    alone, run_into = Signature("", "", "", "", 90, (1, 2, 3)), Signature("", "", "", "", 99, (7, 2, 3), (8, 1))
    assert holds(run_into, alone)
    assert holds(alone, run_into)
    assert not holds(Signature("", "", "", "", 99, (6, 2, 3), (8, 1)), Signature("", "", "", "", 99, (7, 2, 3), (8, 1)))


def about(published: str = "", home: str = "", years: str = "", marks: str = "") -> Signature:
    return Signature(published, home, years, marks, 100, (1, 2))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (about("2024-03-05"), about("2024-03-12"), True),
        (about("2024-03-05"), about("2024-03-13"), False),
        (about("2024-03-05"), about(), True),
        (about("2024-03-28"), about("2024-04"), True),
        (about("2024-03-05"), about("2024-04"), False),
        (about("2024-03-05"), about("2023"), True),
        (about("2024"), about("2023"), False),
        (about("2024-02-30"), about("2024-03-05"), True),
        (about(home="140728"), about(home="140700"), True),
        (about(home="140728"), about(home="140727"), False),
        (about(home="140728"), about(), True),
        (about(years="2023"), about(years="2024"), False),
        (about(years="2023"), about(), True),
        (about(marks="更正"), about(), False),
    ],
)
def test_days_places_years_and_corrections_must_agree(one: Signature, other: Signature, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same
