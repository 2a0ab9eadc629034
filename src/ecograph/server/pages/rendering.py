"""Render templates: the environment, what every template has at hand, and the page as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ecograph import __version__
from ecograph.graph.catalog import licence_of
from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.vocabulary import labels
from ecograph.server.engine import Sink, Snapshot
from ecograph.server.pages import texts
from ecograph.server.pages.folders import WEB
from ecograph.server.pages.frame import Frame
from ecograph.server.pages.links import Links

if TYPE_CHECKING:
    import jinja2

MEDIA_TYPE = "text/html; charset=utf-8"
HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}


def write(
    snapshot: Snapshot, sink: Sink, frame: Mapping[str, str], template: str, /, *, status: int = 200, **context: object
) -> None:
    """Render a template into the sink, with the counts of the snapshot in its footer."""
    body = rendered(Frame(**frame), template, footer=footer(snapshot), **context)
    sink.head(status=status, content_type=MEDIA_TYPE, headers=HEADERS)
    sink.write(body)


def rendered(frame: Frame, template: str, /, **context: object) -> bytes:
    """Return a page; `here` in the context names the part of the site that it belongs to."""
    at_hand: dict[str, Any] = {
        "frame": frame,
        "lang": frame.lang,
        "link": Links(frame.root, frame.query),
        "t": partial(texts.text, frame.lang),
        "name": partial(name_of, frame.lang),
        "texts": partial(texts.starting, frame.lang),
        "version": __version__,
        "footer": None,
        "here": "",
    }
    return environment().get_template(template).render(at_hand | context).encode()


def name_of(lang: str, key: str) -> str:
    """Return what the ontology or a vocabulary calls a thing, the key itself where neither knows it."""
    known = labels().get(key, {})
    return known.get(lang) or known.get("zh") or key.rpartition("/")[2]


def footer(snapshot: Snapshot) -> dict[str, Any]:
    """Return what the footer says of the data; counted once for each state of the graph."""
    known: dict[str, Any] | None = snapshot.kept.get("pages.footer")
    if known is None:
        known = {"counts": _counts(snapshot), "licence": licence_of(snapshot.store)}
        snapshot.kept["pages.footer"] = known
    return known


def _counts(snapshot: Snapshot) -> dict[str, int]:
    """Return how many there are of each class."""
    things = catalogue(snapshot).rows("SELECT type, COUNT(*) AS n FROM thing GROUP BY type")
    others = {
        "Document": "SELECT COUNT(*) FROM document",
        "Claim": "SELECT COUNT(*) FROM claim",
        "Commitment": "SELECT COUNT(*) FROM series WHERE state <> ''",
    }
    return {row["type"]: row["n"] for row in things} | {
        name: int(catalogue(snapshot).value(sql)) for name, sql in others.items()
    }


@cache
def environment() -> jinja2.Environment:
    """Return the environment of all templates."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WEB / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters |= {"data": _data, "joined": joined, "amount": amount, "period": period, "number": number}
    return made


_BREAK = re.compile(r"(?P<before>[!-~]?)\s+(?P<after>[!-~]?)")
_SIGNS = (("<=", "≤"), (">=", "≥"), ("~", "≈"))


def joined(text: str) -> str:
    """Return words of a source without the line breaks of its layout; a blank stays between Latin words."""
    return _BREAK.sub(
        lambda gap: f"{gap['before']}{' ' if gap['before'] and gap['after'] else ''}{gap['after']}", text.strip()
    )


def amount(text: str) -> str:
    """Return a value with its sign and unit as people write it: `<=12500亩` is ≤12,500亩."""
    for ours, theirs in _SIGNS:
        text = text.replace(ours, theirs)
    return re.sub(r"(?<![\d.])\d{4,}", lambda digits: f"{int(digits[0]):,}", text)


def number(value: float) -> str:
    """Return a number of an axis, short."""
    return f"{value:,.0f}" if value == int(value) else f"{value:.4g}"


def period(text: str) -> str:
    """Return a stretch of time as people write it."""
    return text.replace("/", "–")


def _data(value: object) -> str:
    """Return a value as JSON that can stand in a script element, whatever its texts hold."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
