"""Which documents repeat which: the same however and whenever they come, and nothing said is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from printing import FIRST, FOURTH, LINES, SECOND, THIRD, printed, read

from ecograph.errors import StoreError
from ecograph.reposts import Reposts, signature

PAGES = {
    "whole": printed(*LINES, day="2024-03-06"),
    "later": printed(*LINES, day="2024-03-07", foot="编辑：李明"),
    "cut": printed(FIRST, SECOND, FOURTH, day="2024-03-05"),
    "undated": printed(*LINES, day=""),
    "next-year": printed(*(each.replace("32.4", "36.1") for each in LINES), day="2025-03-06"),
    "anew": printed(*LINES, day="2024-09-06"),
    "other": printed(
        "介休市林业局局长王明说，今年造林3万亩。", "其中，人工造林占一半，封山育林占一半，都已开工。", THIRD
    ),
}
# 2024-09-06 is another time; the undated page may repeat either, so it repeats the first.
FOUND = {"cut": "whole", "later": "whole", "undated": "whole"}


def settled(*names: str, reposts: Reposts | None = None) -> dict[str, str]:
    """Return what repeats what, by name."""
    with reposts or Reposts() as held:
        held.add((name, signature(read(PAGES[name]))) for name in names)
        assert held.settle() == len(list(held.all()))
        return dict(held.all())


def test_reposts_repeat_the_fullest_and_earliest() -> None:
    assert settled(*PAGES) == FOUND


@pytest.mark.parametrize("seed", range(5))
def test_the_order_makes_no_difference(seed: int) -> None:
    names = sorted(PAGES)
    random.Random(seed).shuffle(names)
    assert settled(*names) == FOUND


def test_what_was_settled_before_makes_no_difference(tmp_path: Path) -> None:
    for name in PAGES:
        found = settled(name, reposts=Reposts(tmp_path / "reposts.sqlite"))
    assert found == FOUND


def test_without_the_one_that_was_kept_the_next_takes_its_place() -> None:
    with Reposts() as held:
        held.add((name, signature(read(page))) for name, page in PAGES.items())
        held.settle()
        held.remove(["whole", "no such document"])
        held.settle()
        assert dict(held.all()) == settled(*PAGES.keys() - {"whole"}) == {"cut": "later", "undated": "later"}


def test_a_document_that_comes_again_is_replaced() -> None:
    with Reposts() as held:
        held.add([("one", signature(read(PAGES["whole"]))), ("two", signature(read(PAGES["later"])))])
        held.add([("two", signature(read(PAGES["next-year"])))])
        assert held.settle() == 0


def test_one_document_can_be_asked_for() -> None:
    with Reposts() as held:
        held.add((name, signature(read(page))) for name, page in PAGES.items())
        held.settle()
        assert held.of("later") == "whole"
        assert held.of("whole") == held.of("no such document") == ""
        assert held.by("whole") == ("cut", "later", "undated")
        assert held.by("later") == ()


def test_two_parts_of_one_text_are_one_only_beside_the_whole() -> None:
    first, second = printed(FIRST, SECOND, THIRD), printed(FIRST, THIRD, FOURTH)
    with Reposts() as held:
        held.add([("first", signature(read(first))), ("second", signature(read(second)))])
        assert held.settle() == 0
        held.add([("whole", signature(read(PAGES["whole"])))])
        held.settle()
        assert dict(held.all()) == {"first": "whole", "second": "whole"}


def test_a_passage_is_no_repost() -> None:
    more = [f"第{number}个乡镇的排污口已经全部整治，共{number + 3}处，群众表示满意。" for number in range(20)]
    with Reposts() as held:
        held.add([("long", signature(read(printed(*LINES, *more)))), ("passage", signature(read(PAGES["whole"])))])
        assert held.settle() == 0


def test_texts_too_short_to_be_known_again_repeat_nothing() -> None:
    short = signature(read(printed("会议召开。", "会议结束。")))
    with Reposts() as held:
        held.add([("one", short), ("two", short)])
        assert held.settle() == 0


def test_boilerplate_makes_no_reposts() -> None:
    same = (
        "会议指出，要提高思想认识，进一步增强做好这项工作的紧迫感。各乡镇要压实责任，一件一件抓好落实，确保取得实效。"
    )
    with Reposts() as held:
        held.add(
            (f"{number:04}", signature(read(printed(f"第{number}个村完成了{number}户改厕任务，进展顺利。", same))))
            for number in range(150)
        )
        assert held.settle() == 0


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reposts.sqlite"
    path.write_text("no database" * 100)
    with pytest.raises(StoreError, match="cannot be settled") as caught:
        Reposts(path)
    assert caught.value.where == str(path)
