"""The libraries from npm work under the content policy: a style or script that it forbids would be an error in the console."""

from __future__ import annotations

import pytest

from ecograph.server.pages.libraries import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason="the pages' libraries are not here: python hatch_build.py")

BOX = """async () => { const box = document.createElement("div"); box.style.cssText = "height: 200px; width: 300px";
document.querySelector("main").append(box); const rest = () => new Promise((done) => setTimeout(done, 200)); """


def drawn(page, code: str):
    """Return what code says that draws into `box`, an element of an empty page."""
    page.goto("/problems")
    return page.evaluate(f"{BOX} {code} }}")


def test_an_editor_highlights_sparql(page):
    found = drawn(
        page,
        """const cm = await import("/static/vendor/editor.js");
        const style = cm.HighlightStyle.define([{ tag: cm.tags.keyword, color: "rgb(1, 2, 3)" }]);
        const extensions = [cm.lineNumbers(), cm.StreamLanguage.define(cm.sparql), cm.syntaxHighlighting(style)];
        const view = cm.editor(box, { doc: "SELECT * { ?s ?p ?o }", extensions });
        await rest();
        return [view.state.doc.toString(), getComputedStyle(box.shadowRoot.querySelector(".cm-line span")).color];""",
    )
    assert found == ["SELECT * { ?s ?p ?o }", "rgb(1, 2, 3)"]


def test_cytoscape_draws(page):
    found = drawn(
        page,
        """const { default: cytoscape } = await import("/static/vendor/cytoscape.js");
        const elements = [{ data: { id: "a" } }, { data: { id: "b" } }, { data: { id: "c", source: "a", target: "b" } }];
        const drawn = cytoscape({ container: box, elements });
        await rest();
        return [drawn.nodes().length, getComputedStyle(box).position, box.querySelectorAll("canvas").length > 0];""",
    )
    assert found == [2, "relative", True]


def test_sigma_draws_where_there_is_webgl(page):
    page.goto("/problems")
    if not page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
        pytest.skip("this browser has no WebGL2")
    found = drawn(
        page,
        """const { Graph, Sigma } = await import("/static/vendor/sigma.js");
        const graph = new Graph();
        graph.addNode("a", { x: 0, y: 0, size: 5 });
        graph.addNode("b", { x: 1, y: 1, size: 5 });
        graph.addEdge("a", "b");
        const drawn = new Sigma(graph, box);
        await rest();
        return Boolean(drawn.getNodeDisplayData("a"));""",
    )
    assert found
