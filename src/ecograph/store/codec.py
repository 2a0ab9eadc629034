"""Write facts as compact JSON and read them back, with nothing lost.

Named tuples become lists in the order of their fields, so that a field added at the end, with a default, leaves what was
written before readable. A span is [start, end] where the source holds its text there, and [start, end, text] where it does
not; the clean text is told by how it differs from the source.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from ecograph.model import Attribute, Claim, Document, Entity, Facts, Mention, Span, Unread

Json: TypeAlias = Any
# Where stretches of the source start, and how long each of them is.
Runs: TypeAlias = tuple[list[int], list[int]]
# So many characters are compared at once, as few of them differ.
_STEP = 64
_PLAIN = ("id", "source", "sha256", "raw", "title", "published", "publisher", "home")


def packed(facts: Facts) -> bytes:
    """Return the facts of one document as compressed JSON."""
    text = json.dumps(to_json(facts), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=3)


def unpacked(data: bytes) -> Facts:
    """Return the facts that `packed` wrote."""
    return from_json(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


def document_of(data: bytes) -> Document:
    """Return the document alone of the facts that `packed` wrote."""
    return _to_document(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))["document"])


def to_json(facts: Facts) -> Json:
    """Return the facts of one document as values that JSON has."""
    raw = facts.document.raw
    return {
        "document": _from_document(facts.document),
        "entities": [_from_entity(entity, raw) for entity in facts.entities],
        "claims": [_from_claim(claim, raw) for claim in facts.claims],
        "unread": [[_from_span(unread.span, raw), unread.reason] for unread in facts.unread],
        "telling": facts.telling,
        "readings": [_from_claim(claim, raw) for claim in facts.readings],
    }


def from_json(told: Json) -> Facts:
    """Return the facts that `to_json` told."""
    document = _to_document(told["document"])
    raw = document.raw
    return Facts(
        document,
        tuple(_to_entity(entity, raw) for entity in told["entities"]),
        tuple(_to_claim(claim, raw) for claim in told["claims"]),
        tuple(Unread(_to_span(span, raw), reason) for span, reason in told["unread"]),
        told["telling"],
        tuple(_to_claim(claim, raw) for claim in told["readings"]),
    )


def _from_document(document: Document) -> Json:
    told: dict[str, Json] = {name: value for name in _PLAIN if (value := getattr(document, name))}
    runs = _runs(document.offsets)
    told["runs"] = list(runs)
    changed = _changes(document, runs)
    told |= {"text": document.text} if changed is None else {"changes": changed} if changed else {}
    return told


def _to_document(told: Json) -> Document:
    plain = {name: told.get(name, "") for name in _PLAIN}
    runs = told["runs"]
    offsets = array("q")
    for start, length in zip(*runs, strict=True):
        offsets.extend(range(start, start + length))
    text = told["text"] if "text" in told else _changed(plain["raw"], runs, told.get("changes", ()))
    return Document(**plain, text=text, offsets=offsets)


def _runs(offsets: array[int]) -> Runs:
    """Return where the stretches start in which each offset is the one before plus one, and how long each of them is."""
    starts = [0, *(at for at, (one, other) in enumerate(pairwise(offsets), 1) if other != one + 1)] if offsets else []
    return [offsets[at] for at in starts], [end - start for start, end in pairwise([*starts, len(offsets)])]


def _changes(document: Document, runs: Runs) -> list[Json] | None:
    """Return where the clean text differs from the source, character by character; None where it is better told whole."""
    text, plain = document.text, _copied(document.raw, runs)
    if plain is None or len(plain) != len(text):
        return None
    found: list[Json] = []
    for first in range(0, len(text), _STEP):
        old, new = plain[first : first + _STEP], text[first : first + _STEP]
        if old != new:
            found += [[at, to] for at, (was, to) in enumerate(zip(old, new, strict=True), first) if was != to]
    return found if len(found) * 8 < len(plain) or not found else None


def _changed(raw: str, runs: Runs, changes: Iterable[tuple[int, str]]) -> str:
    plain = _copied(raw, runs)
    assert plain is not None  # else the text was told whole
    if not changes:
        return plain
    characters = list(plain)
    for at, new in changes:
        characters[at] = new
    return "".join(characters)


def _copied(raw: str, runs: Runs) -> str | None:
    """Return the source's characters in these stretches, None where one of them lies outside."""
    stretches = [(start, start + length) for start, length in zip(*runs, strict=True)]
    if any(start < 0 or end > len(raw) for start, end in stretches):
        return None
    return "".join([raw[start:end] for start, end in stretches])


def _from_span(span: Span, raw: str) -> Json:
    start, end, text = span
    return [start, end] if start >= 0 <= end and raw[start:end] == text else [start, end, text]


def _to_span(told: Json, raw: str) -> Span:
    return Span(*told) if len(told) > 2 else Span(told[0], told[1], raw[told[0] : told[1]])


def _from_entity(entity: Entity, raw: str) -> Json:
    mentions = [[_from_span(each.span, raw), *each[1:]] for each in entity.mentions]
    slots = {name: _from_span(span, raw) for name, span in entity.slots.items()}
    return [*entity[:4], mentions, dict(entity.attributes), slots, *entity[7:]]


def _to_entity(told: Json, raw: str) -> Entity:
    id_, type_, name, aliases, mentions, attributes, slots, *rest = told
    return Entity(
        id_,
        type_,
        name,
        tuple(aliases),
        tuple(Mention(_to_span(span, raw), *more) for span, *more in mentions),
        _to_attributes(attributes),
        {name: _to_span(span, raw) for name, span in slots.items()},
        *rest,
    )


def _to_attributes(told: Mapping[str, Json]) -> dict[str, Attribute]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _from_claim(claim: Claim, raw: str) -> Json:
    return [*claim[:3], _from_span(claim.evidence, raw), *claim[4:]]


def _to_claim(told: Json, raw: str) -> Claim:
    subject, predicate, object_, evidence, *rest = told
    return Claim(subject, predicate, object_, _to_span(evidence, raw), *rest)
