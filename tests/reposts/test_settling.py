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


def row(name: str, page: str) -> tuple[str, str, bytes]:
    """Return what is added of a page; its tag is its text."""
    return name, page, signature(read(page))


def settled(*names: str, reposts: Reposts | None = None) -> dict[str, str]:
    """Return what repeats what, by name."""
    with reposts or Reposts() as held:
        held.add(row(name, PAGES[name]) for name in names)
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
        held.add(row(*each) for each in PAGES.items())
        held.settle()
        held.remove(["whole", "no such document"])
        held.settle()
        assert dict(held.all()) == settled(*PAGES.keys() - {"whole"}) == {"cut": "later", "undated": "later"}


def test_a_document_that_comes_again_is_replaced() -> None:
    with Reposts() as held:
        held.add([row("one", PAGES["whole"]), row("two", PAGES["later"])])
        held.add([row("two", PAGES["next-year"])])
        assert held.settle() == 0


def test_one_document_can_be_asked_for() -> None:
    with Reposts() as held:
        held.add(row(*each) for each in PAGES.items())
        held.settle()
        assert held.of("later") == "whole"
        assert held.of("whole") == held.of("no such document") == ""
        assert held.by("whole") == ("cut", "later", "undated")
        assert held.by("later") == ()


def test_two_parts_of_one_text_are_one_only_beside_the_whole() -> None:
    first, second = printed(FIRST, SECOND, THIRD), printed(FIRST, THIRD, FOURTH)
    with Reposts() as held:
        held.add([row("first", first), row("second", second)])
        assert held.settle() == 0
        held.add([row("whole", PAGES["whole"])])
        held.settle()
        assert dict(held.all()) == {"first": "whole", "second": "whole"}


def test_a_passage_is_no_repost() -> None:
    more = [f"第{number}个乡镇的排污口已经全部整治，共{number + 3}处，群众表示满意。" for number in range(20)]
    with Reposts() as held:
        held.add([row("long", printed(*LINES, *more)), row("passage", PAGES["whole"])])
        assert held.settle() == 0


def test_texts_too_short_to_be_known_again_repeat_nothing() -> None:
    short = printed("会议召开。", "会议结束。")
    with Reposts() as held:
        held.add([row("one", short), row("two", short)])
        assert held.settle() == 0


def test_boilerplate_makes_no_reposts() -> None:
    same = (
        "会议指出，要提高思想认识，进一步增强做好这项工作的紧迫感。各乡镇要压实责任，一件一件抓好落实，确保取得实效。"
    )
    with Reposts() as held:
        for number in range(150):
            held.add([row(f"{number:04}", printed(f"第{number}个村完成了{number}户改厕任务，进展顺利。", same))])
        assert held.settle() == 0


def test_what_is_held_comes_with_its_tags() -> None:
    with Reposts() as held:
        held.add(row(*each) for each in PAGES.items())
        held.add([row("short", "会议召开。")])
        assert list(held.tags()) == sorted([*PAGES.items(), ("short", "会议召开。")])


@pytest.mark.parametrize("seed", range(8))
def test_settling_step_by_step_gives_what_settling_at_once_gives(seed: int) -> None:
    chance = random.Random(seed)
    lines = [f"第{number}项工程由县水务局实施，总投资{number + 3}亿元，年底前完工。" for number in range(6)]
    held, pages = Reposts(), dict[str, str]()
    for _ in range(40):
        name = f"{chance.randrange(12):02}"
        if chance.random() < 0.3:
            pages.pop(name, None)
            held.remove([name])
        else:
            some = sorted(chance.sample(range(6), chance.randint(3, 6)))
            day = chance.choice(("", "2024-03", "2024-03-05", "2024-03-12", "2024-03-20", "2025"))
            pages[name] = printed(*(lines[each] for each in some), day=day)
            held.add([row(name, pages[name])])
        held.settle()
        with Reposts() as anew:
            anew.add(row(*each) for each in pages.items())
            anew.settle()
            assert list(held.all()) == list(anew.all())
    held.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "reposts.sqlite"
    path.write_text("no database" * 100)
    with pytest.raises(StoreError, match="cannot be settled") as caught:
        Reposts(path)
    assert caught.value.where == str(path)
