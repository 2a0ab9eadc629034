"""Measure entity resolution: whether mentions that mean one thing got one IRI, and those that mean two got two.

The gold is a JSON file with `articles` (`id`, `path` from the gold's data folder), `entities` (`id`, `class`, `name`) and
`mentions` (`document`, `start`, `end`, `text`, `class`, `entity`). Counted are pairs of mentions of one class, as far as the
extraction found both; those that it did not find are told apart.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from ecograph.errors import UsageError
from ecograph.evaluate.totals import Tally
from ecograph.extract import extract
from ecograph.model import Facts, Span
from ecograph.readers import Source, read_text
from ecograph.resolve import Decision, resolve

_BASE = "https://w3id.org/ecograph/id/"
# A found mention is the gold's where they share so much of what both cover.
_SHARE = 0.5


class GoldMention(NamedTuple):
    """A place in an article that means a thing."""

    document: str
    start: int
    end: int
    text: str
    type: str
    entity: str


@dataclass(frozen=True, slots=True)
class ResolutionGold:
    """Articles, by id, and the mentions in them; `names` are the things' names."""

    articles: Mapping[str, Path]
    mentions: tuple[GoldMention, ...]
    names: Mapping[str, str]


class Mixed(NamedTuple):
    """A mistake: an IRI with mentions of several things, or a thing with several IRIs; how many mentions of each."""

    what: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ResolutionScore:
    """What came out: pairs in all and by class, mentions found and not found by class, the mistakes."""

    pairs: Tally
    by_class: Mapping[str, Tally]
    found: Mapping[str, int]
    lost: tuple[GoldMention, ...]
    mixed: tuple[Mixed, ...]
    split: tuple[Mixed, ...]

    def rows(self) -> list[tuple[str, ...]]:
        """Return a row a class, and one for all: mentions found and not, pairs right, wrong and missed, both figures."""
        lost = Counter(mention.type for mention in self.lost)
        listed = [(type_, self.found.get(type_, 0), lost[type_], pairs) for type_, pairs in self.by_class.items()]
        listed.append(("all", sum(self.found.values()), len(self.lost), self.pairs))
        return [
            (
                type_,
                str(found),
                str(gone),
                *map(str, asdict(pairs).values()),
                f"{pairs.precision:.4f}",
                f"{pairs.recall:.4f}",
            )
            for type_, found, gone, pairs in listed
        ]

    def form(self) -> dict[str, object]:
        """Return the figures and mistakes for programs."""
        return {
            "pairs": _form(self.pairs),
            "by_class": {type_: _form(pairs) for type_, pairs in self.by_class.items()},
            "found": dict(self.found),
            "not_found": [mention._asdict() for mention in self.lost],
            "mixed": {each.what: dict(each.parts) for each in self.mixed},
            "split": {each.what: dict(each.parts) for each in self.split},
        }


def _form(pairs: Tally) -> dict[str, float]:
    return {**asdict(pairs), "precision": pairs.precision, "recall": pairs.recall}


def read_resolution_gold(path: Path) -> ResolutionGold:
    """Return the gold of a file; raise `UsageError` where it cannot be read, or an article is missing."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        root = next(each for each in path.resolve().parents if (each / told["articles"][0]["path"]).exists())
        articles = {each["id"]: root / each["path"] for each in told["articles"]}
        mentions = tuple(
            GoldMention(each["document"], each["start"], each["end"], each["text"], each["class"], each["entity"])
            for each in told["mentions"]
        )
        names = {each["id"]: each["name"] for each in told["entities"]}
    except (OSError, ValueError, KeyError, TypeError, IndexError, StopIteration) as error:
        remedy = "give a file in the form that data/sequences/README.md describes, beside its articles"
        raise UsageError(f"this is no gold of entity resolution ({error!r})", where=str(path), remedy=remedy) from error
    return ResolutionGold(articles, mentions, names)


def measure(gold: ResolutionGold, *, decisions: Iterable[Decision] = ()) -> ResolutionScore:
    """Read and resolve the gold's articles, and hold the IRIs of its mentions against it."""
    facts = {id_: extract(read_text(Source(path.name, path=str(path)))) for id_, path in gold.articles.items()}
    resolved = resolve(facts.values(), base=_BASE, decisions=decisions)
    known = {each.document.source: each for each in resolved.facts}
    documents = {id_: known[each.document.source] for id_, each in facts.items()}
    return score(gold, documents)


def score(gold: ResolutionGold, documents: Mapping[str, Facts]) -> ResolutionScore:
    """Hold the IRIs of resolved documents, by their id in the gold, against it."""
    seats = {id_: _seats(facts) for id_, facts in documents.items()}
    found: list[tuple[GoldMention, str]] = []
    lost = []
    for mention in gold.mentions:
        iri = _iri(mention, seats.get(mention.document, {}).get(mention.type, ()))
        if iri:
            found.append((mention, iri))
        else:
            lost.append(mention)
    types = sorted({mention.type for mention in gold.mentions})
    by_class = {type_: _pairs([(m.entity, iri) for m, iri in found if m.type == type_]) for type_ in types}
    return ResolutionScore(
        sum(by_class.values(), Tally()),
        by_class,
        Counter(mention.type for mention, _ in found),
        tuple(lost),
        _mixed((iri, mention.entity) for mention, iri in found),
        _mixed((mention.entity, iri) for mention, iri in found),
    )


def _seats(facts: Facts) -> dict[str, list[tuple[Span, str]]]:
    seats: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for entity in facts.entities:
        for mention in entity.mentions:
            seats[entity.type].append((mention.span, entity.id))
    return seats


def _iri(mention: GoldMention, seats: Iterable[tuple[Span, str]]) -> str:
    """Return the IRI of the found mention that shares most with the gold's, "" if none shares enough."""
    shared = ((_share(mention, span), iri) for span, iri in seats)
    best = max(shared, default=(0.0, ""))
    return best[1] if best[0] >= _SHARE else ""


def _share(mention: GoldMention, span: Span) -> float:
    common = min(mention.end, span.end) - max(mention.start, span.start)
    return common / (max(mention.end, span.end) - min(mention.start, span.start)) if common > 0 else 0.0


def _pairs(found: Sequence[tuple[str, str]]) -> Tally:
    both = _couples(Counter(found).values())
    one_iri = _couples(Counter(iri for _, iri in found).values())
    one_thing = _couples(Counter(thing for thing, _ in found).values())
    return Tally(both, one_iri - both, one_thing - both)


def _couples(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _mixed(found: Iterable[tuple[str, str]]) -> tuple[Mixed, ...]:
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    for whole, part in found:
        parts[whole][part] += 1
    return tuple(Mixed(whole, tuple(sorted(parts[whole].items()))) for whole in sorted(parts) if len(parts[whole]) > 1)
