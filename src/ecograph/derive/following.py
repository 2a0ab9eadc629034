"""Write what became of what was planned, from the figures of all documents: bucket by bucket, and only where something changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

from ecograph.derive.batching import LEAST, together
from ecograph.derive.given import Given
from ecograph.derive.writing import figures_of, title_of
from ecograph.engines import Engine, mapped
from ecograph.graph import each_written, merged
from ecograph.graph.tracking import Heading, Tracking, corrections, follow
from ecograph.graph.tracking.corrections import Correction
from ecograph.store import Part
from ecograph.store.makings import Followed, Making, Makings

_TOGETHER = 64


class _Bucket(NamedTuple):
    """The figures in a bucket, by document, and what corrects these; `basis` tells them from others."""

    number: int
    basis: str
    figures: tuple[tuple[str, bytes], ...]
    corrected: Mapping[str, tuple[Correction, ...]]
    day: str
    base: str


def followed(
    makings: Makings, given: Given, day: str, engine: Engine, held: Callable[[str, str], str]
) -> Iterator[Part]:
    """Yield a part for each bucket, as known on a day; `held` gives the seal that a part of the graph has now, "" for none."""
    making = _Following(makings, given, day, held)
    for batch in mapped(engine, follow_batch, together(making.changed(), _TOGETHER), least=LEAST):
        makings.put_followed((number, told) for number, told, _ in batch)
        yield from (Part("", text, _scope(given, number), told.seal) for number, told, text in batch)
        yield from making.unchanged()
    yield from making.unchanged()


class _Following:
    """Tells the buckets that are to be followed anew from the others."""

    def __init__(self, makings: Makings, given: Given, day: str, held: Callable[[str, str], str]) -> None:
        self._makings, self._given, self._day, self._held = makings, given, day, held
        self._corrected = corrected(makings)
        self._concerned: dict[int, list[str]] = {}
        for document in sorted(self._corrected):
            for bucket in makings.buckets_of(document):
                self._concerned.setdefault(bucket, []).append(document)
        self._unchanged = list[Part]()

    def changed(self) -> Iterator[_Bucket]:
        """Yield the buckets of which something may have changed; the others wait to be asked for."""
        for number, told, known in self._makings.buckets():
            corrected = {each: self._corrected[each] for each in self._concerned.get(number, ())}
            basis = _digest(self._given.making, told, corrected)
            scope = _scope(self._given, number)
            holds = (
                known
                and known.basis == basis
                and _since(known) <= self._day
                and (not known.until or self._day < known.until)
            )
            if known and holds and known.seal == self._held("", scope):
                self._unchanged.append(Part("", partial(self._text, number, basis, corrected), scope, known.seal))
            else:
                yield self._bucket(number, basis, corrected)

    def unchanged(self) -> Iterator[Part]:
        """Yield the parts that stay, of the buckets that were looked at."""
        yield from self._unchanged
        self._unchanged.clear()

    def _bucket(self, number: int, basis: str, corrected: Mapping[str, tuple[Correction, ...]]) -> _Bucket:
        figures = tuple(self._makings.figures(number))
        return _Bucket(number, basis, figures, corrected, self._day, self._given.base)

    def _text(self, number: int, basis: str, corrected: Mapping[str, tuple[Correction, ...]]) -> bytes:
        return _follow(self._bucket(number, basis, corrected))[2]


def follow_batch(buckets: Iterable[_Bucket]) -> list[tuple[int, Followed, bytes]]:
    """Follow the figures in some buckets: of each what is kept of it, and its lines."""
    return list(map(_follow, buckets))


def _follow(bucket: _Bucket) -> tuple[int, Followed, bytes]:
    figures = figures_of(bucket.figures, bucket.base)
    series, conflicts, until = follow(figures, bucket.corrected, bucket.day)
    told = each_written(Tracking(bucket.day, series, conflicts, ()), base=bucket.base)
    text = merged(*(lines() for _, _, lines in told))
    return bucket.number, Followed(bucket.basis, f"{bucket.day} {_digest(bucket.basis)}", until), text


def corrected(makings: Makings) -> Mapping[str, tuple[Correction, ...]]:
    """Return the corrections of each document that has any."""
    found = {each.document: _heading(each) for each in makings.correcting()}
    for title in {title for each in found.values() for title, _ in each.corrects}:
        found |= {each.document: _heading(each) for each in makings.titled(title)}
    return corrections(found.values())


def _heading(making: Making) -> Heading:
    """Return what an article says of others, titles told by their digests."""
    corrects, is_correction = json.loads(making.corrects) if making.corrects else ((), False)
    names = tuple((title_of(name), whole) for name, whole in corrects)
    return Heading(making.document, making.published, making.title, names, is_correction)


def _scope(given: Given, bucket: int) -> str:
    return f"{given.base}series/{bucket:04x}"


def _since(followed: Followed) -> str:
    return followed.seal.partition(" ")[0]


def _digest(*told: object) -> str:
    return blake2b(repr(told).encode(), digest_size=12).hexdigest()
