"""Find the entity that a person names: by IRI, by its name or an alias, at last by a part of either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from ecograph.errors import UsageError
from ecograph.network.projection import NODE_CLASSES
from ecograph.network.selecting import select, tail
from ecograph.store.names import PREFIXES

if TYPE_CHECKING:
    from ecograph.store import Store

_NAMES = """\
SELECT ?node ?type ?property ?name WHERE {{
  ?node a ?type ; ?property ?name .
  FILTER(?type IN ({classes}) && ?property IN (rdfs:label, skos:altLabel, eco:code))
}}"""
_SHOWN = 6
# What people leave out or type otherwise: blanks, quotation marks, brackets, dots between names.
_SIGNS = re.compile(r"[\s“”‘’\"'《》〈〉「」『』()\[\]【】·•‧,.、-]+")


class Named(NamedTuple):
    """An entity with its name and class."""

    id: str
    label: str
    type: str

    def __str__(self) -> str:
        return f"{self.label} ({self.type}, {short(self.id)})"


class _Known(NamedTuple):
    """An entity with all its names: label first, then what it is also called, and its code."""

    named: Named
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.named.label, *self.others)


def find(store: Store, text: str, *, classes: Iterable[str] = NODE_CLASSES, what: str = "entity") -> Named:
    """Return the one entity of these classes that the text names; raise `UsageError` for none, and for several with a list.

    The first of these that fits any entity decides: IRI (whole, or short as `agency:…`); name; alias or code; either but for
    quotation marks, blanks and width; a part of either.
    """
    wanted = text.strip()
    known = list(_entities(store, classes))
    for fits in _WAYS if wanted else ():
        if found := [each.named for each in known if fits(each, wanted)]:
            return _only(found, text, what)
    remedy = (
        f"give a name, an alias or an IRI of one of class {', '.join(classes)}; ecograph ask search text=… finds names"
    )
    raise UsageError(f"no {what} of this name is in the store", where=repr(text), remedy=remedy)


def _has_iri(each: _Known, text: str) -> bool:
    return text.strip("<>") in (each.named.id, short(each.named.id))


def _is_called(each: _Known, text: str) -> bool:
    return each.named.label == text


def _is_also_called(each: _Known, text: str) -> bool:
    return text in each.others


def _is_nearly_called(each: _Known, text: str) -> bool:
    return bool(_folded(text)) and _folded(text) in map(_folded, each.names)


def _holds(each: _Known, text: str) -> bool:
    return bool(_folded(text)) and any(_folded(text) in _folded(name) for name in each.names)


_WAYS: tuple[Callable[[_Known, str], bool], ...] = (_has_iri, _is_called, _is_also_called, _is_nearly_called, _holds)


def short(iri: str) -> str:
    """Return an IRI with the longest prefix that a query knows in place of its beginning."""
    found = [
        (len(space), f"{prefix}:{iri[len(space) :]}") for prefix, space in PREFIXES.items() if iri.startswith(space)
    ]
    return max(found)[1] if found else iri


def _only(found: list[Named], text: str, what: str) -> Named:
    if len(found) == 1:
        return found[0]
    listed = "; ".join(map(str, sorted(found, key=lambda each: (len(each.label), each))[:_SHOWN]))
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    raise UsageError(
        f"{len(found)} things fit, where one {what} is wanted",
        where=repr(text),
        remedy=f"give the whole name or the IRI of one of them: {listed}{more}",
    )


def _entities(store: Store, classes: Iterable[str]) -> Iterator[_Known]:
    """Yield the entities of these classes in the order of their IRIs."""
    types: dict[str, set[str]] = {}
    names: dict[str, dict[str, set[str]]] = {}
    for row in select(store, _NAMES.format(classes=", ".join(f"eco:{name}" for name in classes))):
        types.setdefault(row["node"], set()).add(tail(row["type"]))
        names.setdefault(row["node"], {}).setdefault(tail(row["property"]), set()).add(row["name"])
    for node in sorted(types):
        label = min(names[node].get("label", {tail(node)}))
        others = sorted(set().union(*names[node].values()) - {label})
        yield _Known(Named(node, label, min(types[node], key=NODE_CLASSES.index)), tuple(others))


def _folded(text: str) -> str:
    return _SIGNS.sub("", normalize("NFKC", text)).casefold()
