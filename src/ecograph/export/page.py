"""Make one HTML file that shows a network: no server, no request, opened from a disk or sent by mail."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ecograph.export.rows import Positions, evidence, node_rows

if TYPE_CHECKING:
    from networkx import Graph

_SCRIPTS = ("words.js", "model.js", "picture.js", "view.js", "panel.js", "keys.js")
_TITLE = "EcoGraph 关系网络 · Network"


def page(network: Graph, positions: Positions | None = None, *, title: str = "") -> bytes:
    """Return the page; its style, script and data are inside it."""
    if positions is None:
        from networkx import circular_layout

        positions = circular_layout(network, scale=30 * max(len(network), 4) / 3.14)
    parts = {
        "title": escape(title or _TITLE),
        "style": _template("network.css"),
        "script": _script(),
        "data": _inline(_content(network, positions)),
    }
    text = _template("network.html")
    for name, part in parts.items():
        before, after = text.split(f"<!-- {name} -->", 1)  # once, so that what was put in is not looked at again
        text = f"{before}{part}{after}"
    return text.encode()


def _template(name: str) -> str:
    return files("ecograph.export").joinpath("templates", name).read_text(encoding="utf-8")


def _script() -> str:
    """Return the scripts as one function, so that they share their names with each other and with nobody else."""
    return '"use strict";\n(() => {\n' + "\n".join(map(_template, _SCRIPTS)) + "})();"


def _inline(content: object) -> str:
    """Return JSON that can neither end the script element around it nor start a comment in it."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _content(network: Graph, positions: Positions) -> dict[str, Any]:
    nodes = node_rows(network, positions)
    index = {row["id"]: number for number, row in enumerate(nodes)}
    edges = [
        {
            "from": index[str(source)], "to": index[str(target)], "predicate": data.get("predicate", ""),
            "role": data.get("role", ""), "evidence": evidence(data),
        }
        for source, target, data in network.edges(data=True)
    ]  # fmt: skip
    edges.sort(key=lambda edge: (edge["from"], edge["to"], edge["predicate"], edge["role"]))
    return {"nodes": nodes, "edges": edges, "legend": network.graph.get("legend", {"nodes": {}, "edges": {}})}
