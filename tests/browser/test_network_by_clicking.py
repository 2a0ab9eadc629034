"""The network, by clicking and by keys: from two typed characters to the highlighted sentence; filters, address, downloads."""

from __future__ import annotations

import re

import pytest
from looking import PHONE

from ecograph.server.pages.libraries import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason="the pages' libraries are not here: python hatch_build.py")


def opened(page, query: str = ""):
    page.goto(f"/network{query}")
    page.locator("html[data-drawn]").wait_for(state="attached")
    return page


def shown(page) -> int:
    return int(page.evaluate("network.order.length"))


def test_two_characters_find_an_agency_its_page_has_its_projects_and_an_edge_leads_to_the_sentence(page):
    opened(page)
    box = page.locator("#network-search")
    box.press_sequentially("林业")
    option = page.get_by_role("option").filter(has_text="机构").first
    name = option.locator("span").first.inner_text()
    box.press("ArrowDown")
    while page.locator("[aria-selected=true]").inner_text() != option.inner_text():
        box.press("ArrowDown")
    box.press("Enter")
    assert page.locator("#panel h2").inner_text() == name
    page.locator("#panel .why").first.click()
    figure = page.locator("#panel figure").first
    figure.wait_for()
    said = re.sub(r"\W", "", figure.locator("blockquote").inner_text())
    figure.get_by_role("link").click()
    page.wait_for_url(re.compile(r"/article/\w+#s=\d+-\d+"))
    lit = "".join(page.locator(".passage > p .hit").all_inner_texts())
    assert said in re.sub(r"\W", "", lit)


def test_a_click_on_a_line_tells_the_sentences_of_its_fact(page):
    opened(page, "?place=晋中市")
    page.wait_for_timeout(600)
    at = page.evaluate(
        """() => { const line = network.lines.find(({s, o}) => network.places.has(s) && network.places.has(o));
        const [a, b] = [line.s, line.o].map((each) => network.stage.screen(...network.places.get(each)));
        const box = document.getElementById("map").getBoundingClientRect();
        return [box.x + (a[0] + b[0]) / 2, box.y + (a[1] + b[1]) / 2]; }"""
    )
    page.mouse.click(*at)
    page.locator("#panel figure blockquote").first.wait_for()
    assert "#s=" in page.locator("#panel figcaption a").first.get_attribute("href")


def test_a_place_leaves_what_has_to_do_with_it_and_stands_in_the_address(page):
    opened(page)
    everything = shown(page)
    page.get_by_label("地点及其下辖").fill("晋中市")
    page.get_by_label("地点及其下辖").press("Enter")
    page.wait_for_url(re.compile("place="))
    page.wait_for_function(f"network.order.length < {everything}")
    few = shown(page)
    assert 0 < few < everything / 10
    assert "晋中市" in page.evaluate("network.order.map((each) => each.label)")
    opened(page, "?" + page.url.split("?")[1])
    assert shown(page) == few
    page.get_by_role("button", name="全部显示").click()
    page.wait_for_function(f"network.order.length == {everything}")


def test_classes_years_and_roles_narrow_down(page):
    opened(page)
    everything = shown(page)
    page.get_by_role("checkbox", name=re.compile("地点")).uncheck()
    fewer = shown(page)
    assert fewer < everything
    assert page.locator("[data-count='classes:Place']").inner_text() == "0"
    page.get_by_label("角色").select_option("leads")
    assert 0 < shown(page) < fewer


def test_surroundings_open_and_close_and_can_be_shared(page):
    opened(page, "?around=place/140700")
    before = shown(page)
    node = page.evaluate(
        "network.order.find(({index}) => index !== network.ego.centre && network.left(index) > 0).index"
    )
    page.evaluate(f"network.select({node})")
    page.get_by_role("button", name=re.compile("展开")).click()
    page.wait_for_url(re.compile("open=.*open="))
    more = shown(page)
    assert more > before
    shared = page.url.split("?")[1]
    opened(page, f"?{shared}")
    assert shown(page) == more
    page.get_by_role("button", name="收起").click()
    page.wait_for_timeout(200)
    assert shown(page) == before
    page.get_by_role("button", name="回到全图").click()
    page.wait_for_timeout(200)
    assert shown(page) > more


def test_a_path_tells_its_sentences(page):
    opened(page)
    ends = page.evaluate(
        """() => { const { model } = network, one = model.type.indexOf(1);
        for (const near of model.neighbours(one)) for (const far of model.neighbours(near))
          if (far !== one && !model.neighbours(one).includes(far)) return [model.id[one], model.id[far]]; }"""
    )
    opened(page, f"?from={ends[0]}&to={ends[1]}")
    page.locator(".chain figure").first.wait_for()
    assert page.locator(".chain > li").count() >= 3
    assert "#s=" in page.locator(".chain figcaption a").first.get_attribute("href")


def test_keys_walk_the_picture_and_the_list(page):
    opened(page)
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    assert page.locator("#panel h2").inner_text() != first
    page.keyboard.press("Escape")
    button = page.locator(".walk button").first
    button.focus()
    page.keyboard.press("Tab")
    page.wait_for_timeout(600)
    focused = page.evaluate("Number(document.activeElement.dataset.node)")
    x, y = page.evaluate(f"network.stage.screen(...network.places.get({focused}))")
    size = page.locator("#map").bounding_box()
    assert abs(x - size["width"] / 2) < 60
    assert abs(y - size["height"] / 2) < 60
    page.keyboard.press("Enter")
    assert page.evaluate("network.chosen") == focused


@pytest.mark.parametrize(
    ("kind", "begins"), [("PNG", b"\x89PNG"), ("SVG", b"<?xml"), ("GEXF", b"<?xml"), ("Turtle", b"@prefix")]
)
def test_what_is_shown_can_be_taken_away(page, tmp_path, kind, begins):
    opened(page, "?place=晋中市")
    page.locator(".take summary").click()
    with page.expect_download() as told:
        page.get_by_role("button", name=kind, exact=True).click()
    content = (tmp_path / kind, told.value.save_as(tmp_path / kind))[0].read_bytes()
    assert content.startswith(begins)
    if kind == "Turtle":
        from rdflib import Graph

        assert len(Graph().parse(data=content, format="turtle")) > 20
    if kind == "GEXF":
        from networkx import read_gexf

        assert len(read_gexf(tmp_path / kind)) == shown(page)


@pytest.mark.parametrize(("lang", "theme", "size"), [("zh", "light", None), ("en", "dark", PHONE)])
def test_axe_finds_nothing_serious(open_page, axe, lang, theme, size):
    page = opened(open_page(lang=lang, theme=theme, **({"size": size} if size else {})), "?select=place/140700")
    page.locator(".groups section").first.wait_for()
    page.wait_for_timeout(300)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
