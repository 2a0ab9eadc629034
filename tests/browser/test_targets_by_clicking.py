"""The targets page, by clicking."""

from __future__ import annotations

import re


def count(page) -> int:
    return int(re.sub(r"\D", "", page.locator(".over b").inner_text()))


def test_the_worst_come_first_and_each_number_is_what_its_link_shows(page):
    page.goto("/targets")
    assert "未完成" in page.locator("tbody tr").first.inner_text()
    overdue = page.locator(".facet").filter(has_text="现状").get_by_role("link").filter(has_text="逾期未报")
    told = int(overdue.locator(".n").inner_text())
    overdue.click()
    assert count(page) == told
    year = page.locator(".facet").filter(has_text="到期年份").get_by_role("link").first
    told = int(year.locator(".n").inner_text())
    year.click()
    assert count(page) == told
    assert "state=overdue" in page.url


def test_a_place_narrows_the_list_down(page):
    page.goto("/targets")
    everything = count(page)
    page.get_by_label("地点或机构").fill("晋中市")
    page.get_by_label("地点或机构").press("Enter")
    assert 0 < count(page) < everything
    page.get_by_role("link", name="地点或机构：晋中市").click()
    assert count(page) == everything


def test_a_column_of_the_chart_opens_its_year(page):
    page.goto("/targets")
    piece = page.get_by_role("link", name=re.compile(r"2024 逾期未报 \d+"))
    told = int(piece.get_attribute("aria-label").split()[-1])
    piece.click()
    assert count(page) == told


def test_a_reason_opens_the_words_behind_it(page):
    page.goto("/targets?state=missed")
    why = page.locator(".why").first
    why.locator("summary").click()
    assert why.locator("blockquote").first.is_visible()
    assert re.search(r"/article/\w+#s=\d+-\d+$", why.locator("figcaption a").first.get_attribute("href"))
