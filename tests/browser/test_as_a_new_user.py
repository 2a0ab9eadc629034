"""Five questions about the bundled articles, answered by typing a few characters and clicking; the clicks are counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from ecograph.server.pages.libraries import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason="the pages' libraries are not here: python hatch_build.py")


class Visitor:
    """Somebody who begins at the start page and has a mouse; `clicks` counts its use."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0
        page.goto("/")

    def click(self, what: Any) -> None:
        what.first.click()
        self.clicks += 1

    def find(self, typed: str, wanted: str) -> None:
        """Type into the start page's search box and choose a suggestion."""
        self.page.get_by_role("combobox").first.press_sequentially(typed)
        self.click(self.page.get_by_role("option").filter(has_text=wanted))
        self.page.wait_for_url(re.compile("/entity/"))

    def sees(self, *words: str) -> None:
        text = re.sub(r"\s", "", self.page.locator("main").inner_text())
        assert [word for word in words if word not in text] == []


def posts_of_an_official(visitor: Visitor) -> None:
    """Which post has 马成毅, and where?"""
    visitor.find("马成毅", "马成毅")
    visitor.sees("党组书记", "晋中市生态环境局")


def who_answers_for_a_project_and_who_says_so(visitor: Visitor) -> None:
    """Who answers for the greening of the 太行山, and which sentence says it?"""
    visitor.find("国土绿化示范", "革命老区国土绿化示范项目")
    visitor.sees("晋中市规划和自然资源局")
    visitor.click(visitor.page.locator("main details:not([open]) > summary"))
    visitor.page.locator("main blockquote:visible").first.wait_for()


def what_was_missed(visitor: Visitor) -> None:
    """Which targets were missed, by how much?"""
    visitor.click(visitor.page.get_by_role("link", name="目标", exact=True))
    visitor.sees("未完成", "计划", "报告")


def what_an_article_says_of_a_section(visitor: Visitor) -> None:
    """What is promised for the water at 王庄桥南断面, and where is it printed?"""
    visitor.find("王庄桥", "王庄桥南断面")
    visitor.sees("Ⅲ类")
    visitor.click(visitor.page.locator("main details:not([open]) > summary"))
    visitor.click(visitor.page.locator("main details[open] a[href*='/article/']:visible"))
    visitor.page.locator(".passage .hit").first.wait_for()


def who_is_around_a_place(visitor: Visitor) -> None:
    """Which projects and bodies belong to 衡水市?"""
    visitor.find("衡水", "衡水")
    visitor.click(visitor.page.get_by_role("link", name="在网络中打开"))
    visitor.page.locator("html[data-drawn]").wait_for(state="attached")


QUESTIONS = {
    posts_of_an_official: 1, who_answers_for_a_project_and_who_says_so: 2, what_was_missed: 1,
    what_an_article_says_of_a_section: 3, who_is_around_a_place: 2,
}  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.__name__)
def test_a_question_takes_few_clicks(page: Any, question: Callable[[Visitor], None]) -> None:
    visitor = Visitor(page)
    question(visitor)
    assert visitor.clicks == QUESTIONS[question]
