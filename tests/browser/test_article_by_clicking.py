"""The article, by clicking: jump to a sentence, names and their cards, statements in step with the text."""

from __future__ import annotations

import re

import pytest
from looking import PHONE


@pytest.fixture
def article(page):
    page.goto("/")
    page.locator(".latest a").first.click()
    page.wait_for_load_state("networkidle")
    return page


def lit(page, mark: str) -> str:
    return "".join(page.locator(f".passage > p .{mark}").all_inner_texts())


def test_a_reason_on_the_targets_page_lands_on_the_highlighted_sentence(page):
    page.goto("/targets?state=missed")
    why = page.locator(".why").first
    why.locator("summary").click()
    said = re.sub(r"\W", "", why.locator("blockquote").first.inner_text())
    why.locator("figcaption a").first.click()
    page.wait_for_url(re.compile(r"/article/\w+#s=\d+-\d+"))
    page.locator(".passage > p .hit").first.wait_for()
    assert said in re.sub(r"\W", "", lit(page, "hit"))
    box = page.locator(".passage > p .hit").first.bounding_box()
    assert 0 < box["y"] < page.viewport_size["height"]


def test_a_statement_lights_up_its_words_and_opens_them(article):
    says = article.locator("li .says").nth(2)
    says.hover()
    assert lit(article, "lit")
    says.click()
    assert lit(article, "hit")
    assert re.search(r"#s=\d+-\d+$", article.url)


def test_words_light_up_their_statements_and_a_card_says_what_they_name(article):
    name = article.locator(".passage > p a.name").first
    name.hover()
    card = article.locator("#card")
    assert card.is_visible()
    assert "条陈述" in card.inner_text()
    article.keyboard.press("Escape")
    assert not card.is_visible()


def test_the_card_comes_by_keyboard_too(article):
    article.locator(".passage > p a.name").nth(1).focus()
    assert article.locator("#card").is_visible()


def test_a_class_can_be_left_unmarked(article):
    name = article.locator(".passage > p a.is-place").first
    underlined = "each => getComputedStyle(each).textDecorationLine"
    assert name.evaluate(underlined) == "underline"
    article.locator("#show-place").uncheck()
    assert name.evaluate(underlined) == "none"


@pytest.mark.parametrize("view", ["", "?view=source"])
@pytest.mark.parametrize("size", [None, PHONE], ids=("desktop", "phone"))
def test_axe_finds_nothing_serious(open_page, axe, view, size):
    page = open_page(**({"size": size} if size else {}))
    page.goto("/")
    page.goto(page.locator(".latest a").nth(1).get_attribute("href") + view, wait_until="networkidle")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_a_statement_still_jumps(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.locator(".latest a").first.click()
    says = page.locator("li .says").last
    target = says.get_attribute("href")
    says.click()
    assert page.locator(f'[id="{target[1:]}"]').bounding_box()["y"] < page.viewport_size["height"]
