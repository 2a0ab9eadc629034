"""Stores made by hand of facts in one line each."""

from __future__ import annotations

from typing import NamedTuple

from builders import document, named, span, store_of
from ecograph.model import Claim, Facts
from ecograph.store import BASE, Store

_TYPES = {"局": "Agency", "工程": "Project", "市": "Place", "县": "Place", "省": "Place", "规划": "Policy"}
_KINDS = {"Agency": "bureau", "Project": "project", "Place": "admin", "Policy": "plan"}
_CODES = {"北省": "140000", "东市": "140100", "东一县": "140121", "西市": "140200"}
_DEEDS = {
    "leads": "牵头", "implements": "实施", "supports": "配合", "worksFor": "任职于", "locatedIn": "位于", "within": "属于",
    "partOf": "隶属", "issued": "印发", "governedBy": "依据",
}  # fmt: skip


class Told(NamedTuple):
    """One fact of an article: `deed` is a predicate, or a role of responsibleFor."""

    subject: str
    deed: str
    object: str
    modality: str = "stated"


def type_of(name: str) -> str:
    return next((type_ for ending, type_ in _TYPES.items() if name.endswith(ending)), "Official")


def iri(name: str) -> str:
    return f"{BASE}{type_of(name).lower()}/{name}"


def names(iris) -> list[str]:
    return [each.rsplit("/", 1)[-1] for each in iris]


def sentence(fact: Told) -> str:
    return f"{fact.subject}{_DEEDS[fact.deed]}{fact.object}，年内完成。"


def facts(*rows: tuple[str, ...], title: str = "通报", published: str = "2025-03-12") -> Facts:
    """Return one document that says these facts, a sentence each."""
    told = [Told(*row) for row in rows]
    of = document("".join(map(sentence, told)), source=f"{title}.txt", title=title, published=published)
    seen = dict.fromkeys(name for fact in told for name in (fact.subject, fact.object))
    entities = tuple(
        named(of, iri(name), type_of(name), name, kind=_KINDS.get(type_of(name)), code=_CODES.get(name))
        for name in seen
    )
    return Facts(of, entities, tuple(_claim(of, fact) for fact in told))


def _claim(of, fact: Told) -> Claim:
    role = fact.deed if fact.deed in ("leads", "implements", "supports") else ""
    predicate = "responsibleFor" if role else fact.deed
    words = span(of, sentence(fact))
    return Claim(
        iri(fact.subject),
        predicate,
        iri(fact.object),
        words,
        "made",
        role=role,
        modality=fact.modality,  # type: ignore[arg-type]
    )


def store(*rows: tuple[str, ...]) -> Store:
    return store_of(facts(*rows))
