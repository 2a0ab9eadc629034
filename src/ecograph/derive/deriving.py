"""Derive the parts of the graph, one stage after the other; nothing of one document is held longer than its batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import blake2b

from ecograph.derive.batching import LEAST
from ecograph.derive.documents import Known, documents
from ecograph.derive.following import followed
from ecograph.derive.given import Given
from ecograph.derive.naming import named, verdicts
from ecograph.derive.relating import account, relate
from ecograph.derive.reposting import reposted
from ecograph.derive.writing import KEPT_OUT, WRITTEN, Batch, Item, accepted, write_batch
from ecograph.engines import Engine, Serial, mapped
from ecograph.graph import quarantine
from ecograph.model import Facts
from ecograph.resolve import Settling
from ecograph.store import Part, Records
from ecograph.store.dates import first_day, last_day
from ecograph.store.makings import Figures, Making, Makings

# Documents that go to a worker together, and those that are noted together.
_TOGETHER, _LOOKED_AT = 16, 256


def derive(
    records: Records,
    given: Given,
    *,
    as_of: str = "",
    beside: Records | None = None,
    engine: Engine | None = None,
    held: Callable[[str, str], str] = lambda _, __: "",
    note: Callable[[Making], None] = lambda _: None,
) -> Iterator[Part]:
    """Yield the graph that follows from the records, or from what was known on a day, in parts.

    The same records, in any order, and what is given besides make the same graph, on any engine. `note` is told what was made of
    each document. `held` gives the seal that a part of the graph (graph, scope) has now, "" for none: what need not be made
    again is not. What is kept of each document is kept with the records, or with those `beside`.
    """
    engine, makings = engine or Serial(), (beside or records).makings
    makings.start()
    keep = beside is None
    with (
        reposted(records, as_of=as_of, keep=keep) as reposts,
        named(records, given, engine, reposts, as_of=as_of, keep=keep) as names,
    ):
        writing = _Writing(records, given, names, makings, held, note)
        yield from writing.parts(documents(records, reposts, as_of=as_of), engine)
        makings.finish()
        day = last_day(given.today) or first_day(makings.newest)
        yield from account(makings, given)
        yield from followed(makings, given, day, engine, held)
        yield from relate(names.renames(), makings, given)


def facts_of(records: Records, given: Given, wanted: Iterable[str]) -> dict[str, Facts]:
    """Return, by id, the facts of some documents with their IRIs, as far as they keep the shapes; none of what does not.

    What repeats another document has the facts of the other.
    """
    with reposted(records) as reposts, named(records, given, Serial(), reposts) as names:
        told = {each: reposts.of(each) or each for each in wanted}
        writing, chosen = _Writing(records, given, names, records.makings), set(told.values())
        found = {
            known.document: accepted(writing.item(known), given.base)
            for known in documents(records, reposts)
            if known.document in chosen
        }
    return {each: facts for each, of in told.items() if (facts := found.get(of))}


class _Writing:
    """Writes the documents that are not in the graph as they are to be."""

    def __init__(
        self,
        records: Records,
        given: Given,
        names: Settling,
        makings: Makings,
        held: Callable[[str, str], str] = lambda _, __: "",
        note: Callable[[Making], None] = lambda _: None,
    ) -> None:
        self._records, self._given, self._names = records, given, names
        self._makings, self._held, self._note = makings, held, note
        self._verdicts = verdicts(given)
        self._quarantine = quarantine.graph_name(given.base)
        self._as_they_are = list[tuple[int, Making, Known]]()

    def parts(self, listed: Iterable[Known], engine: Engine) -> Iterator[Part]:
        """Yield the parts of each document."""
        told = list[tuple[Making, tuple[Figures, ...]]]()
        for batch in mapped(engine, write_batch, self._batches(iter(listed)), least=LEAST):
            for made in batch:
                yield from self._parts(made.making, partial(made.text, self._quarantine))
                told.append((made.making, made.figures))
            if len(told) >= _LOOKED_AT:
                self._makings.put(told)
                told.clear()
            yield from self._unchanged()
        self._makings.put(told)
        yield from self._unchanged()

    def _batches(self, listed: Iterator[Known]) -> Iterator[Batch]:
        """Yield batches of those documents that are to be written; of many that stay as they are, an empty one now and then."""
        items, looked_at = list[Item](), 0
        for known in listed:
            looked_at += 1
            item = self._item(known)
            before = self._makings.of(self._given.base + known.document)
            if before and before[1].seal == item.seal and self._is_held(before[1]):
                self._as_they_are.append((*before, known))
            else:
                items.append(item._replace(packed=self._records.facts(known.number)))
            if len(items) == _TOGETHER or looked_at == _LOOKED_AT:
                yield Batch(self._given.base, tuple(items))
                items.clear()
                looked_at = 0
        yield Batch(self._given.base, tuple(items))

    def item(self, known: Known) -> Item:
        """Return a document as a worker gets it."""
        return self._item(known)._replace(packed=self._records.facts(known.number))

    def _item(self, known: Known) -> Item:
        """Return a document as a worker gets it, but for its facts."""
        things, about = self._names.named(known.document), self._verdicts.get(known.document, ())
        read = known.read if self._given.read_times else ""
        told = (self._given.making, known.digest, known.sources, read, known.version, things, about)
        seal = blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return Item(b"", known.sources, read, known.version, things, about, seal)

    def _is_held(self, making: Making) -> bool:
        """Say whether the graph has all parts of a document with the seal that they are to have."""
        return all(self._held(graph, scope) == making.seal for graph, scope in self._places(making))

    def _places(self, making: Making) -> Iterator[tuple[str, str]]:
        if making.kinds & WRITTEN:
            yield from ((making.document, ""), ("", making.document))
        if making.kinds & KEPT_OUT:
            yield self._quarantine, making.document

    def _parts(self, making: Making, text: Callable[[str], bytes]) -> Iterator[Part]:
        for graph, scope in self._places(making):
            yield Part(graph, partial(text, graph), scope, making.seal)
        self._note(making)

    def _unchanged(self) -> Iterator[Part]:
        """Yield the parts of the documents that stay as they are."""
        self._makings.keep(number for number, _, _ in self._as_they_are)
        for _, making, known in self._as_they_are:
            yield from self._parts(making, partial(self._again, known))
        self._as_they_are.clear()

    def _again(self, known: Known, graph: str) -> bytes:
        (made,) = write_batch(Batch(self._given.base, (self.item(known),)))
        return made.text(self._quarantine, graph)
