"""A network of more nodes than are drawn at once: all are counted and can be found, the weightiest in sight are drawn."""

from __future__ import annotations

import pytest

from ecograph.server.pages.libraries import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason="the pages' libraries are not here: python hatch_build.py")


def test_without_a_graphics_card_what_is_near_is_drawn(page, whole):
    page.route("**/network/whole.json", lambda route: route.fulfill(json=made(6000)))
    page.goto("/network")
    page.locator("html[data-drawn]").wait_for(state="attached")
    assert page.evaluate("network.order.length") == 6000
    assert 0 < page.evaluate("network.stage.cy.nodes().length") <= 1500
    last = page.evaluate("network.order.at(-1).index")
    page.evaluate(f"network.fly({last})")
    for _ in range(40):
        page.wait_for_timeout(150)
        if page.evaluate(f"network.stage.cy.getElementById('{last}').length"):
            return
    raise AssertionError("what is in sight now is not drawn")


def made(count: int) -> dict[str, object]:
    """Return a tree as the page reads it."""
    nodes, edges = range(count), range(1, count)
    return {
        "total": count, "base": "https://w3id.org/ecograph/id/", "classes": ["Agency", "Project", "Official", "Place", "Policy"],
        "id": [f"place/{each}" for each in nodes], "label": [f"某地{each}" for each in nodes], "type": [3] * count,
        "degree": [7 if each * 6 < count else 1 for each in nodes], "x": [60 * (each % 80) for each in nodes],
        "y": [60 * (each // 80) for each in nodes], "community": [0] * count, "rank": [1] * count, "looks": ["within:"],
        "years": [[]], "s": list(edges), "o": [(each - 1) // 6 for each in edges], "look": [0] * (count - 1),
        "claims": [1] * (count - 1), "confidence": [100] * (count - 1), "year": [0] * (count - 1),
    }  # fmt: skip
