"""Tell which places are the same: by code, by the name of a natural feature, else by name within their prefecture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ecograph.model import Entity
from ecograph.resolve.context import Context
from ecograph.resolve.divisions import divisions, natural_names
from ecograph.resolve.names import segment, unmarked
from ecograph.resolve.nodes import NAMED, Findings, Key, Node

# Of these there is one of a name in a prefecture, whichever county's article names it.
_ONE_OF_A_NAME = frozenset({"river", "mountain", "section", "region"})
# A section whose name is as long as this (平镇桥断面) is the only one in its province.
_TELLING = 5


class PlaceName(NamedTuple):
    """A place, read: its code ("" for one without), the name without divisions before it, prefecture and county."""

    code: str
    name: str
    prefecture: str = ""
    county: str = ""
    kind: str = ""


def place_of(entity: Entity, printed: Iterable[str], around: str, context: Context) -> PlaceName:
    """Read a place; `printed` are the words that the document names it with, `around` the code of what it lies in."""
    code = str(entity.attributes.get("code") or "")
    if code:
        return PlaceName(_as_named(code, printed, context), entity.name)
    if entity.name in natural_names():
        return PlaceName("", entity.name)
    known = divisions()
    name = unmarked(entity.name)
    lead = known.lead(name, context.home)
    if lead and lead.end < len(name) - 1:
        around, name = lead.code, name[lead.end :]
    inside = around if known.level(around) in ("county", "prefecture") else context.home
    kind = str(entity.attributes.get("kind") or "")
    return PlaceName("", name, known.prefecture(inside) or context.scope, known.county(inside), kind)


def _as_named(code: str, printed: Iterable[str], context: Context) -> str:
    """Return the code that a division bore under the name that the document uses, or used to use in its time."""
    known = divisions()
    gone = known.had_names(code)
    if not gone:
        return code
    words = [word for word in map(unmarked, printed) if word]
    if any(known.name(code) in word for word in words):
        return code
    for former in gone:
        if any(former.name in word for word in words):
            return former.code
    then = known.named_in(code, context.year) if context.year else None
    return then.code if then else code


def paths(about: PlaceName, name: str) -> tuple[str, str]:
    """Return the path that only this place has, and the one it gets where no other claims it."""
    if about.code:
        return f"place/{about.code}", f"place/{about.code}"
    if not about.prefecture:
        return f"place/{segment(name)}", f"place/{segment(name)}"
    plain = f"place/{about.prefecture}/{segment(name)}"
    return (f"place/{about.county}/{segment(name)}" if about.county else plain), plain


def keys(node: Node) -> Iterator[Key]:
    """Yield what a place shares with those that it may be the same as, or may have become."""
    about = node.about
    if former := divisions().former.get(about.code):
        yield f"place/{former.today}"
    if about.prefecture:
        yield about.prefecture, about.name
        if _is_section(about.name):
            yield divisions().province(about.prefecture), about.name


def _is_section(name: str) -> bool:
    return name.endswith("断面") and len(name) >= _TELLING


def same_places(nodes: list[Node], found: Findings) -> None:
    """Find the reasons to hold places for the same, and the pairs that may be."""
    blocks: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.about.prefecture:
            blocks[node.about.prefecture, node.about.name].append(node)
    sections: defaultdict[tuple[str, str], list[Node]] = defaultdict(list)
    for (prefecture, name), block in blocks.items():
        if _is_section(name):
            sections[divisions().province(prefecture), name] += block
        if any(node.about.kind in _ONE_OF_A_NAME for node in block):
            found.chain(NAMED, block, "one of this name in the prefecture")
        else:
            _by_county(block, found)
    for block in sections.values():
        found.chain(NAMED, block, "the monitoring section of this name; both prefectures on its river speak of it")


def _by_county(block: list[Node], found: Findings) -> None:
    counties: defaultdict[str, list[Node]] = defaultdict(list)
    for node in block:
        counties[node.about.county].append(node)
    unknown = counties.pop("", [])
    for same in counties.values():
        found.chain(NAMED, same, "one of this name in the county")
    found.chain(NAMED, unknown, "one of this name in the prefecture")
    if unknown and len(counties) == 1:
        found.chain(
            NAMED, [unknown[0], next(iter(counties.values()))[0]], "the only one of this name in the prefecture"
        )
    for same in counties.values() if unknown and len(counties) > 1 else ():
        found.doubt(unknown[0], same[0], "county", "places of this name lie in several counties of the prefecture")
