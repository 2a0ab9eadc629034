"""Tell which places lie in which, and which place a thing has to do with."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator

_ZEROS = re.compile(r"(00)+$")
_CODE = re.compile(r"/official/(\d{6})/")


def below(database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield each place with each place in it, itself too: as facts (`within`) or the codes of divisions say (140728 in 140700)."""
    above: dict[int, set[int]] = defaultdict(set)
    for inside, whole in database.execute("SELECT s, o FROM fact WHERE p = 'within'"):
        above[inside].add(whole)
    codes = dict(database.execute("SELECT code, id FROM thing WHERE type = 'Place' AND code <> ''"))
    for code, place in codes.items():
        above[place] |= {codes[whole] for whole in _wholes(code) if whole in codes}
    for (place,) in database.execute("SELECT id FROM thing WHERE type = 'Place'").fetchall():
        yield from ((whole, place) for whole in sorted(_all_above(place, above)))


def about(database: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield each thing with the places that it has to do with.

    A place with itself, a project with where it is, an official with the division in the IRI. Bodies, undertakings and
    papers of a division bear its name in front; no fact of the graph says whose they are.
    """
    places = database.execute("SELECT id, label, code, iri FROM thing WHERE type = 'Place'").fetchall()
    yield from ((place, place) for place, *_ in places)
    yield from database.execute("SELECT s, o FROM fact WHERE p = 'locatedIn'").fetchall()
    codes = {code: place for place, _, code, _ in places if code}
    for official, iri in database.execute("SELECT id, iri FROM thing WHERE type = 'Official'").fetchall():
        if (found := _CODE.search(iri)) and found[1] in codes:
            yield official, codes[found[1]]
    divisions = defaultdict[str, list[int]](list)
    for place, label, code, _ in places:
        if code:
            divisions[label].append(place)
    named = "SELECT id, label FROM thing WHERE type IN ('Agency', 'Project', 'Policy')"
    for thing, label in database.execute(named).fetchall():
        for end in range(len(label), 1, -1):
            # A name that several divisions have says nothing.
            if len(bearing := divisions.get(label[:end], [])) == 1:
                yield thing, bearing[0]
                break


def _wholes(code: str) -> Iterator[str]:
    """Yield the codes of the divisions that hold the one of this code: 140700 and 140000 for 140728."""
    core = _ZEROS.sub("", code)
    for length in range(len(core) - 2, 1, -2):
        yield core[:length].ljust(len(code), "0")


def _all_above(place: int, above: dict[int, set[int]]) -> set[int]:
    found, waiting = {place}, [place]
    while waiting:
        more = above.get(waiting.pop(), set()) - found
        found |= more
        waiting += more
    return found
