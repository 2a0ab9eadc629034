"""Lists and the pages of things, by clicking; without scripts too."""

from __future__ import annotations

import re

import pytest


def count(page) -> int:
    return int(re.sub(r"\D", "", page.locator(".over b").inner_text()))


@pytest.mark.parametrize("scripts", [True, False], ids=("scripts", "no-scripts"))
def test_from_a_list_by_its_facets_to_a_thing_and_to_the_highlighted_sentence(open_page, scripts):
    page = open_page(java_script_enabled=scripts)
    page.goto("/agencies")
    everything = count(page)
    kind = page.locator(".facet").first.get_by_role("link").first
    told = int(kind.locator(".n").inner_text().replace(",", ""))
    kind.click()
    assert count(page) == told < everything
    page.goto("/projects?sort=facts")
    page.locator("tbody th a").first.click()
    page.wait_for_url(re.compile("/entity/project/"))
    how = page.locator("details.how").first
    how.locator("summary").click()
    how.locator("figcaption a").last.click()
    page.wait_for_url(re.compile(r"/article/\w+#s=\d+-\d+"))


def test_a_number_of_a_list_leads_to_what_it_counts(page):
    page.goto("/agencies?sort=facts")
    number = page.get_by_role("link", name=re.compile(r"\d+ 位官员")).first
    told = int(number.inner_text())
    number.click()
    assert count(page) == told


def test_the_small_picture_leads_to_its_things(page):
    page.goto("/entity/place/140700")
    link = page.locator(".around a[href*='/id/']").first
    name = link.get_attribute("aria-label").split(" ", 1)[1]
    link.press("Enter")
    page.wait_for_url(re.compile("/entity/"))
    assert page.locator("h1").inner_text() == name
