"""What holds for every page: no serious finding of axe, light scripts, keys and switches, no scrolling sideways on a phone."""

from __future__ import annotations

import gzip

import pytest
from looking import DESKTOP, PHONE

PAGES = {
    "home": "/",
    "targets": "/targets",
    "targets of an indicator": "/targets?indicator=pm25",
    "search": "/search?q=林业",
    "sentences": "/search?q=林业&part=Sentence",
    "docs": "/docs",
}
LOOKS = [("zh", "light", DESKTOP), ("en", "dark", PHONE)]
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@every_page
@pytest.mark.parametrize(("lang", "theme", "size"), LOOKS, ids=("zh-light-desktop", "en-dark-phone"))
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(open_page, axe, path, lang, theme, size):
    page = open_page(lang=lang, theme=theme, size=size)
    page.goto(path, wait_until="networkidle")
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@every_page
def test_scripts_are_light(page, path):
    sizes = []
    page.on("response", lambda got: sizes.append(len(gzip.compress(got.body()))) if ".js" in got.url else None)
    page.goto(path, wait_until="networkidle")
    assert 0 < sum(sizes) < 300_000


def test_the_language_is_remembered(page):
    page.goto("/targets?due=2025")
    page.get_by_role("link", name="English").click()
    assert "due=2025" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_theme_is_switched_at_once_and_remembered(page):
    page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator("#theme").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/targets")
    assert page.evaluate(paper) == dark


def test_without_scripts_language_and_theme_can_be_switched(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/targets?due=2025")
    page.locator("#theme").click()
    assert page.url.endswith("/targets?due=2025")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator("#language").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_slash_goes_to_the_search_box_and_the_first_tab_to_the_content(page):
    page.goto("/targets")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.goto("/targets")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("typed", ["林业", "jinzhong", "jzs"])
def test_two_characters_or_letters_find_a_thing(page, axe, typed):
    page.goto("/")
    box = page.get_by_role("combobox", name="搜索")
    box.press_sequentially(typed)
    options = page.get_by_role("option")
    options.first.wait_for()
    assert page.get_by_role("status").first.text_content()
    assert axe(page) == []
    box.press("ArrowDown")
    assert options.first.get_attribute("aria-selected") == "true"
    box.press("Escape")
    assert not options.first.is_visible()
