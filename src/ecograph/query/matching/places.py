"""Ask for what lies in a place or below it.

A place is known by the graph (its name, an alias, `within`), by its code, which begins the codes of its parts, and by the
gazetteer, which knows the code of a name and the names of its parts: bodies are called after the place they are for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from ecograph.query.matching import literals
from ecograph.query.matching.vocabulary import FIGURES
from ecograph.resources import rows

_CODE = re.compile(r"\d{6}")
_IRI = re.compile(r"/place/(\d{6})$")
_TAIL = re.compile(r"(00)+$")
# What no name is.
_NONE = "^$"
# Stands for the variable of the place itself; no text of a query can hold it.
_TOP = "\x00"


class Area(NamedTuple):
    """A place as it was given: how the place itself is told ("" for not at all), the beginnings of its parts' codes, and of
    their names.
    """

    top: str
    codes: str
    names: str

    def places(self, of: str, helper: str) -> str:
        """Return the patterns that bind `of` to the place and all that lies in it; by themselves, which is ten times faster."""
        parts = [f"{{ {self.top} {of} eco:within* ?{helper}_top }}".replace(_TOP, f"?{helper}_top")] if self.top else []
        if self.codes:
            starts = literals.text(f"^({self.codes})")
            parts.append(
                f"{{ ?{helper}_part eco:code ?{helper}_code FILTER(REGEX(?{helper}_code, {starts})) "
                f"{of} eco:within* ?{helper}_part }}"
            )
        return f"{{ SELECT DISTINCT {of} WHERE {{ {' UNION '.join(parts)} }} }}"

    def called(self, of: str, helper: str) -> str:
        """Return the patterns that a thing is of this area by its IRI or by its name."""
        name = f"?{helper}_name"
        told = [f"REGEX(STR({name}), {self.names})"]
        if self.codes:
            told.append(f"REGEX(STR({of}), {literals.text(f'/({self.codes})[0-9]*(/|$)')})")
        return f"{of} rdfs:label {name} FILTER({' || '.join(told)})"


def lying(variable: str, types: tuple[str, ...], place: str) -> list[str]:
    """Return the patterns that a thing of these classes lies in a place or below it."""
    area = _area(place)
    ways = [way for type_ in types for way in _ways(area, f"?{variable}", f"{variable}_in", type_)]
    union = "\n    UNION ".join(f"{{ {way} }}" for way in dict.fromkeys(ways))
    return [f"{{ SELECT DISTINCT ?{variable} WHERE {{\n    {union}\n  }} }}"]


def _ways(area: Area, v: str, helper: str, type_: str) -> Iterator[str]:
    """Yield the ways in which a thing of a class lies in an area."""
    if type_ == "Place":
        yield area.places(v, helper)
        return
    place, other = f"?{helper}_place", f"?{helper}_other"
    inside = area.places(place, helper)
    if type_ in FIGURES:
        yield f"{other} eco:hasTarget {v} . {area.called(other, helper)}"
        yield f"{inside} {place} eco:hasTarget {v}"
        yield f"{inside} {other} eco:locatedIn {place} ; eco:hasTarget {v}"
        return
    yield f"{v} a eco:{type_} . {area.called(v, helper)}"
    if type_ == "Project":
        yield f"{inside} {v} eco:locatedIn {place}"
    if type_ == "Official":
        yield f"{v} eco:worksFor {other} . {area.called(other, helper)}"
    if type_ == "Policy":
        yield f"{other} eco:issued {v} . {area.called(other, helper)}"


def _area(place: str) -> Area:
    if _CODE.fullmatch(place):
        return _of_codes([place], top="")
    if ":" in place:
        known = _IRI.search(place)
        top = f"VALUES {_TOP} {{ {literals.iri(place)} }}"
        return _of_codes([known[1]], top=top) if known else Area(top, "", literals.text(_NONE))
    name = literals.narrow(place)
    top = f"{_TOP} rdfs:label|skos:altLabel {literals.text(name)}@zh ."
    codes = _codes().get(name)
    return _of_codes(codes, top=top) if codes else Area(top, "", literals.text(f"^{re.escape(name)}"))


def _of_codes(codes: list[str], *, top: str) -> Area:
    stems = [_TAIL.sub("", code) for code in codes]
    parts = [
        name for name, found in _codes().items() if all(any(code.startswith(stem) for stem in stems) for code in found)
    ]
    names = "|".join(re.escape(each) for each in sorted(parts))
    return Area(top, "|".join(stems), literals.text(f"^({names})" if names else _NONE))


@cache
def _codes() -> Mapping[str, list[str]]:
    """Return the divisions' codes by name; several where a name is that of several."""
    codes = defaultdict[str, list[str]](list)
    for row in rows("data", "gazetteer", "divisions.csv"):
        codes[row["name"]].append(row["code"])
    return codes
