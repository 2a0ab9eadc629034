"""Asking, by clicking and typing: named questions, the editor of SPARQL, the pattern form."""

from __future__ import annotations

import gzip
import re
from urllib.parse import quote

import pytest
from looking import DESKTOP, PHONE

from ecograph.server.pages.libraries import missing

BROKEN = 'SELECT ?a WHERE {\n  ?a rdfs:label "晋中市" ; eks:code ?code .\n}'
PROJECTS = "SELECT ?agency ?project WHERE { ?agency eco:responsibleFor ?project } LIMIT 20"
THINGS = {
    "find": {"work": {"type": "Project", "text": "湿地"}, "where": "Place"},
    "relations": ["work locatedIn where"],
}
with_editor = pytest.mark.skipif(bool(missing()), reason="the pages' libraries are not here: python hatch_build.py")


def write(page, text: str) -> None:
    page.locator("#editor .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_a_named_question_is_asked_and_leads_to_the_sentence(page):
    page.goto("/questions")
    page.get_by_role("link", name="哪个机构负责哪个项目，在哪里").click()
    page.get_by_role("combobox", name="机构").fill("生态环境局")
    page.get_by_role("button", name="提问").click()
    rows = page.locator("tbody tr")
    assert rows.count() > 5
    words = re.sub(r"\W", "", rows.first.locator("blockquote").inner_text())
    rows.first.locator("figcaption a").click()
    page.wait_for_url(re.compile(r"/article/\w+#s=\d+-\d+"))
    lit = "".join(page.locator(".passage > p .hit").all_inner_texts())
    assert re.sub(r"\W", "", lit) in words or words in re.sub(r"\W", "", lit)


def test_a_question_is_asked_without_scripts(open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/questions/posts")
    page.get_by_label("名称").fill("马成毅")
    page.get_by_role("button", name="提问").click()
    assert "晋中市生态环境局" in page.locator("tbody").inner_text()


@with_editor
def test_an_error_is_shown_at_its_place(open_page):
    page = open_page(refused="/sparql")
    page.goto("/query")
    write(page, BROKEN)
    page.keyboard.press("Control+Enter")
    assert "第 2 行" in page.get_by_role("alert").inner_text()
    assert page.locator("#editor .cm-lintRange-error").inner_text().startswith("eks:code")


@with_editor
def test_a_query_is_run_seen_as_a_network_and_shared(page, open_page):
    page.goto("/query")
    write(page, PROJECTS)
    page.keyboard.press("Control+Enter")
    page.locator("#shown tbody tr").first.wait_for()
    assert page.locator("#count").inner_text() == "20 行"
    assert page.locator("#shown a.chip.agency").count() == 20
    page.get_by_role("tab", name="网络").click()
    page.locator(".canvas canvas").first.wait_for()
    other = open_page(lang="en")
    other.goto(page.url)
    other.locator(".canvas canvas").first.wait_for()
    assert other.locator("#count").inner_text() == "20 rows"
    assert "responsibleFor" in other.locator("#editor .cm-content").inner_text()


@with_editor
def test_words_are_completed_by_their_chinese_name(page):
    page.goto("/query")
    write(page, "SELECT * { ?a ")
    page.keyboard.insert_text("负责")
    page.locator(".cm-tooltip-autocomplete li").first.wait_for()
    page.wait_for_timeout(200)  # the editor takes a key that comes sooner for one that was not meant for the list
    page.keyboard.press("Enter")
    assert "eco:responsibleFor" in page.locator("#editor .cm-content").inner_text()


@with_editor
def test_an_example_is_run_and_stands_in_the_history(page):
    page.goto("/query")
    page.get_by_label("按词筛选").fill("最活跃")
    page.locator("[data-example]:visible").first.click()
    page.locator("#shown tbody tr").first.wait_for()
    page.locator("#past summary").click()
    assert page.locator("#history li").count() == 1


@with_editor
def test_long_answers_are_turned_over_and_sorted(page):
    page.goto(f"/query?query={quote('SELECT ?place ?code { ?place eco:code ?code } LIMIT 250')}")
    page.locator("#shown tbody tr").first.wait_for()
    assert page.locator("#shown tbody tr").count() == 100
    page.get_by_role("button", name="下一页").click()
    page.locator(".pager", has_text="101").wait_for()
    page.get_by_role("button", name="code").click()
    page.locator("th[aria-sort=ascending]").wait_for()
    codes = page.locator("#shown td[data-label=code]").all_inner_texts()
    assert codes == sorted(codes)


@with_editor
def test_a_running_query_is_cancelled(page):
    page.route("**/sparql", lambda route: None)
    page.goto("/query")
    write(page, PROJECTS)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="取消").click()
    assert page.locator("#told").inner_text() == "已取消"


def test_a_pattern_is_put_together_and_opened_in_the_editor(page):
    page.goto("/query/pattern")
    page.get_by_label("加一个条件…").first.select_option("text")
    page.get_by_role("textbox", name="名称含").fill("生态环境局")
    page.get_by_label("加一个相关的事物…").nth(1).select_option(label="位于 → 地点")
    page.get_by_role("button", name="查找").click()
    page.locator("#results tbody tr").first.wait_for()
    assert page.locator("#results thead th").all_inner_texts() == ["机构", "项目", "地点", "原文"]
    assert page.locator("#results blockquote").count() > 3
    page.get_by_role("link", name="在编辑器中打开").click()
    page.locator("#shown tbody tr").first.wait_for()


def test_scripts_are_light(page):
    sizes = []
    page.on("response", lambda got: sizes.append(len(gzip.compress(got.body()))) if ".js" in got.url else None)
    page.goto(f"/query?query={quote(PROJECTS)}", wait_until="networkidle")
    assert 0 < sum(sizes) < 300_000


@pytest.mark.parametrize(
    ("lang", "theme", "size"), [("zh", "light", DESKTOP), ("en", "dark", PHONE)], ids=("desktop", "phone")
)
@pytest.mark.parametrize(
    ("path", "ready"),
    [
        ("/questions", "h1"),
        ("/questions/due?year=2025", "tbody"),
        (f"/query?query={quote(PROJECTS)}", "#shown tbody"),
        (f"/query?query={quote(PROJECTS)}&view=network", ".canvas canvas"),
        (f"/query/pattern?p={quote(str(THINGS).replace(chr(39), chr(34)))}", "#results tbody"),
        ("/review", "#door"),
    ],
    ids=("questions", "question", "table", "network", "pattern", "review"),
)
def test_axe_finds_nothing_serious(open_page, axe, path, ready, lang, theme, size):
    page = open_page(lang=lang, theme=theme, size=size)
    page.goto(path)
    page.locator(ready).first.wait_for()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
