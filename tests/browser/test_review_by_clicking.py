"""Reviewing in the browser: a token, a statement rejected, gone from the graph, and given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ecograph.build import build
from ecograph.readers import Source
from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import open_store
from serving import running

ARTICLES = {
    "water.txt": "2023年5月1日，平遥县水利局局长王明远介绍，今年平遥县将完成造林绿化32万亩。",
    "forests.txt": "2023年6月1日，平遥县林业局局长王明远介绍，平遥县已完成造林绿化9万亩。",
}
SECRET, TOKEN = issue("李雷", ["review"])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):
    """Give the address of a service that can be reviewed, on a graph of its own."""
    folder: Path = tmp_path_factory.mktemp("review")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_store(folder / "store", create=True) as store:
        build([Source(name, path=str(folder / name)) for name in ARTICLES], store)
        with running(create_app(service=inside(store, Settings(tokens=(TOKEN,))))) as url:
            yield url.rstrip("/")


@pytest.fixture
def desk(page):
    page.goto("/review")
    page.get_by_label("令牌").fill(SECRET)
    page.get_by_role("button", name="进入").click()
    page.locator(".statements li").first.wait_for()
    return page


def decide(within, verdict: str, why: str) -> None:
    within.get_by_role("button", name=verdict).click()
    within.get_by_label("理由").fill(why)
    within.get_by_role("button", name=verdict).click()
    within.locator(".did").wait_for()


def statements(page) -> int:
    return page.evaluate("fetch('/api/v1/claims').then((got) => got.json()).then((told) => told.items.length)")


def test_a_wrong_token_is_told(open_page):
    page = open_page(refused="/api/v1/review")
    page.goto("/review")
    page.get_by_label("令牌").fill("eco_wrong")
    page.get_by_role("button", name="进入").click()
    assert "不能用于审核" in page.get_by_role("alert").inner_text()


def test_a_statement_is_rejected_seen_gone_and_given_back(desk, axe):
    before = statements(desk)
    decide(desk.locator(".statements li").first, "否决", "读错了")
    assert statements(desk) == before - 1
    desk.get_by_role("tab", name="已作的决定").click()
    row = desk.locator(".statements li").first
    row.wait_for()
    assert "李雷" in row.inner_text()
    assert "读错了" in row.inner_text()
    assert axe(desk) == []
    with desk.expect_response("**/api/v1/decisions"):
        decide(row, "撤销", "没错")
    assert statements(desk) == before


def test_a_doubtful_pair_is_joined(desk, axe):
    desk.get_by_role("tab", name="存疑的同名").click()
    row = desk.locator(".statements li")
    row.first.wait_for()
    assert axe(desk) == []
    decide(row.first, "不是同一个", "两个人")
    desk.get_by_role("tab", name="陈述").click()
    desk.get_by_role("tab", name="存疑的同名").click()
    desk.get_by_text("没有存疑的同名").wait_for()


def test_a_thing_is_renamed(desk, axe):
    desk.get_by_role("tab", name="合并、分开、改名").click()
    box = desk.locator(".box").nth(2)
    box.get_by_label("事物").press_sequentially("平遥县水利局")
    desk.get_by_role("option").first.wait_for()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    box.get_by_label("正确名称").fill("平遥县水务局")
    assert axe(desk) == []
    decide(box, "更名", "已更名")
    label = "fetch('/api/v1/entities/agency/平遥县水利局').then((got) => got.json()).then((told) => told.label)"
    assert desk.evaluate(label) == "平遥县水务局"


def test_the_token_is_kept_in_the_tab_only(desk):
    desk.reload()
    desk.locator(".statements li").first.wait_for()
    other = desk.context.new_page()
    other.goto("/review")
    other.locator("#door").wait_for()
