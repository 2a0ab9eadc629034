"""An index of a graph: what is called so, and what says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ecograph.errors import QueryError
from ecograph.query.search.asking import Asking, Filters, Words, words
from ecograph.query.search.entries import DOCUMENT, FIGURES, SENTENCE, THINGS, register, sort_of
from ecograph.query.search.highlighting import best, matched
from ecograph.query.search.hits import Found, Hit

if TYPE_CHECKING:
    from tantivy import DocAddress, Index, Query, Searcher

ENTITIES = (*THINGS, *FIGURES)
KINDS = {"entity": ENTITIES, "document": (DOCUMENT,), "sentence": (SENTENCE,)}
# A name may be that of many places; more than so many are not looked into.
_PLACES = 50


class SearchIndex:
    """Search one state of a graph; `inner` is the engine's index."""

    def __init__(self, inner: Index) -> None:
        register(inner)
        self._schema, self._searcher = inner.schema, inner.searcher()

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def search(
        self,
        text: str,
        *,
        kinds: Sequence[str] = (),
        types: Sequence[str] = (),
        concept: str = "",
        place: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Found:
        """Return what is called so or says so: entities first, then documents by title, then sentences, newest first.

        All words of `text` must be there. `kinds` are entity, document and sentence; `types` are classes of entities, which
        alone are then found; `concept` is a concept of the vocabulary of kinds (bureau, plan, …); `place` is a name, a code
        or an IRI: what is in it, or in what lies in it, is found. Raises QueryError where there is nothing to search for.
        """
        said = words(text)
        filters = Filters(_types(kinds, types), concept, self._within(place))
        asking = Asking(self._schema, said, filters)
        counts = self._counted(asking.all())
        return Found(tuple(self._page(asking.steps(), said, limit, offset)), counts)

    def suggest(self, text: str, *, types: Sequence[str] = (), limit: int = 10) -> list[Hit]:
        """Return the entities that somebody may mean who is still typing; figures only where `types` asks for them."""
        said = words(text)
        asking = Asking(self._schema, said, Filters(tuple(types) or THINGS))
        return list(self._page(asking.steps(sentences=False), said, limit, 0))

    def _within(self, place: str) -> tuple[str, ...]:
        """Return the places that a name, a code or an IRI means."""
        if not place:
            return ()
        if ":" in place or place.isdigit():
            return (place,)
        asking = Asking(self._schema, words(place), Filters(("Place",)))
        for asked in asking.called():
            found = self._searcher.search(asked, _PLACES, count=False).hits
            if found:
                return tuple(_told(self._searcher, address)[4][1] for _, address in found)
        raise QueryError(f"no place is called {place!r}", remedy="give a place's name, its code or its IRI")

    def _counted(self, asked: Query) -> Mapping[str, int]:
        counted = self._searcher.aggregate(asked, {"types": {"terms": {"field": "type", "size": 20}}})
        return {each["key"]: int(each["doc_count"]) for each in counted["types"]["buckets"]}

    def _page(self, steps: Iterable[Query], said: Words, limit: int, offset: int) -> Iterable[Hit]:
        """Yield the hits of a page, out of one step after the other."""
        for asked in steps:
            if limit <= 0:
                return
            found = self._searcher.search(asked, limit, count=offset > 0, order_by_field="rank", offset=offset)
            for _, address in found.hits:
                yield _hit(_told(self._searcher, address), said)
            limit -= len(found.hits)
            passed = found.count or 0  # type: ignore[attr-defined]  # the engine's types leave it out
            offset = 0 if found.hits or not offset else max(0, offset - passed)


def _told(searcher: Searcher, address: DocAddress) -> list[Any]:
    data: Any = searcher.doc(address).get_first("told")
    told: list[Any] = json.loads(bytes(data))
    return told


def _hit(told: list[Any], said: Words) -> Hit:
    owner, type_, names, concept, more, sound = told
    sort = sort_of(type_)
    if sort in ("thing", "figure"):
        name, stretches = best(names, said, sound)
        aliases = tuple(each for each in names[1:])
        return Hit("entity", owner, names[0], name, stretches, type_, concept, aliases, facts=more[0])
    if sort == "document":
        return Hit(sort, owner, names[0], names[0], matched(names[0], said.each), published=more[0])
    title, published, start, end = more
    return Hit(sort, owner, title, names[0], matched(names[0], said.each), published=published, start=start, end=end)


def _types(kinds: Sequence[str], types: Sequence[str]) -> tuple[str, ...]:
    if unknown := [each for each in kinds if each not in KINDS]:
        raise QueryError(f"there is no kind of hit {unknown[0]!r}", remedy=f"choose of {', '.join(KINDS)}")
    if unknown := [each for each in types if each not in ENTITIES]:
        raise QueryError(f"there is no class {unknown[0]!r}", remedy=f"choose of {', '.join(ENTITIES)}")
    chosen = tuple(each for kind in kinds for each in KINDS[kind])
    if not types:
        return chosen
    if chosen and "entity" not in kinds:
        raise QueryError("documents and sentences have no class", remedy="leave out the class, or ask for entities")
    return (*types, *(each for each in chosen if each not in ENTITIES))
