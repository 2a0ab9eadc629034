"""Write documents, batch by batch: what each says as lines of its graph and of the default graph, and what else is kept of it.

This is what workers do: what goes in and what comes out can be pickled, and hangs on nothing else.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from ecograph.graph import as_lines, merged, rejections, split
from ecograph.graph.tracking import Figure, heading, keeping, read, subject_of
from ecograph.model import ENTITY_TYPES, Facts
from ecograph.resolve import Decision, Judge, Thing, identified, rejected_in
from ecograph.store.codec import unpacked
from ecograph.store.makings import Figures, Making

# Which parts of the graph came of a document: its own graph and its facts, and what was kept out.
WRITTEN, KEPT_OUT = 1, 2
# Figures of so many buckets are followed apart; few enough that a million documents do not make more parts than these.
_BUCKETS = 2


class Item(NamedTuple):
    """One document that is to be written: its facts, what is told of it besides, how its things are called (by local key),
    and what people decided about its statements. The same `seal` gives the same.
    """

    packed: bytes
    sources: tuple[str, ...]
    read: str
    version: str
    things: Mapping[str, Thing]
    verdicts: tuple[Decision, ...]
    seal: str


class Batch(NamedTuple):
    """Documents that are written together, with IRIs that begin with `base`."""

    base: str
    items: tuple[Item, ...]


class Made(NamedTuple):
    """What was made of a document: lines of its graph, of its facts, and of what was kept out, and what is kept besides."""

    making: Making
    figures: tuple[Figures, ...]
    claims: bytes
    plain: bytes
    kept_out: bytes

    def text(self, quarantine: str, graph: str) -> bytes:
        """Return the lines that come into a graph; `quarantine` is the one of what is kept out."""
        return {"": self.plain, quarantine: self.kept_out}.get(graph, self.claims)


def write_batch(batch: Batch) -> list[Made]:
    """Write the documents of a batch."""
    return [_written(item, batch.base) for item in batch.items]


def accepted(item: Item, base: str) -> Facts | None:
    """Return the facts of a document with IRIs, as far as they keep the shapes; None where nothing is left."""
    judged = Judge(item.verdicts, base=base).judged(unpacked(item.packed))
    facts = identified(judged.facts, item.things, base=base)
    return split(facts, base=base, sources=item.sources, read=item.read, version=item.version).accepted


def _written(item: Item, base: str) -> Made:
    told = unpacked(item.packed)
    judged = Judge(item.verdicts, base=base).judged(told)
    facts = identified(judged.facts, item.things, base=base)
    found = split(facts, base=base, sources=item.sources, read=item.read, version=item.version)
    kept_out = as_lines(found.quarantined) if found.quarantined else b""
    kinds = (WRITTEN if found.accepted else 0) | (KEPT_OUT if kept_out else 0)
    if found.accepted is None:
        making = Making(facts.document.id, item.seal, kinds, "", "", "", "", 0, 0, b"")
        return Made(making, (), b"", b"", kept_out)
    claims, plain = found.lines
    if judged.rejected:
        rejected = rejected_in(told, judged.rejected, item.things, base=base)
        claims = merged(claims, as_lines(rejections(facts.document.id, rejected)))
    making = _making(found.accepted, item, kinds)
    return Made(making, _figures(found.accepted, base), claims, plain, kept_out)


def _making(facts: Facts, item: Item, kinds: int) -> Making:
    document, head = facts.document, heading(facts.document)
    rules = sorted({claim.rule for claim in (*facts.claims, *facts.readings)})
    return Making(
        document.id,
        item.seal,
        kinds,
        document.published,
        title_of(head.title),
        json.dumps(head[3:]) if head.corrects or head.is_correction else "",
        "\n".join((item.version, *rules)) if rules else "",
        len(facts.claims),
        len(facts.unread),
        array("Q", (thing_of(each.id, ENTITY_TYPES.index(each.type)) for each in facts.entities)).tobytes(),
    )


def title_of(title: str) -> str:
    """Return the digest that a title is known by, "" for none."""
    return blake2b(title.encode(), digest_size=8).hexdigest() if title else ""


def thing_of(iri: str, type: int) -> int:
    """Return what a thing is known by: a digest of its IRI in 61 bits, and its class in 3."""
    digest = int.from_bytes(blake2b(iri.encode(), digest_size=8).digest(), "little")
    return digest & ~7 | type


def _figures(facts: Facts, base: str) -> tuple[Figures, ...]:
    found = defaultdict[int, list[bytes]](list)
    for figure in read(facts).figures:
        found[_bucket(figure)].append(keeping.packed(figure, base=base))
    return tuple(_kept(bucket, facts.document.id, told) for bucket, told in sorted(found.items()))


def _bucket(figure: Figure) -> int:
    subject = "\x1f".join(subject_of(figure)).encode()
    return int.from_bytes(blake2b(subject, digest_size=_BUCKETS).digest())


def _kept(bucket: int, document: str, told: Sequence[bytes]) -> Figures:
    text = b"\n".join(told)
    digest = blake2b(document.encode() + b"\n" + text, digest_size=6).digest()
    return Figures(bucket, int.from_bytes(digest), text)


def figures_of(told: Iterable[tuple[str, bytes]], base: str) -> list[Figure]:
    """Return the figures that were kept, each some of one document."""
    return [keeping.unpacked(line, document, base=base) for document, text in told for line in text.split(b"\n")]
