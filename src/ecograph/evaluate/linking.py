"""Judge the relations of one article: both ends must be the annotated entities, and the predicate the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ecograph.evaluate.folding import ALIKE, folded, likeness
from ecograph.evaluate.gold import Gold, GoldEntity, Triple
from ecograph.model import Claim

_Ends: TypeAlias = tuple[frozenset[int], str, frozenset[int]]
_Link: TypeAlias = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class RelationVerdict:
    """What became of one annotated or found relation; `subject` and `object` are None where the name fits no entity."""

    verdict: Literal["right", "missed", "wrong", "open"]
    predicate: str
    label: str
    subject: GoldEntity | None
    object: GoldEntity | None
    claim: Claim | None = None


class _Names:
    """Find the annotated entities that a name in a relation may mean."""

    def __init__(self, gold: Gold) -> None:
        self.entities = gold.entities
        self.known: dict[str, set[int]] = {}
        for number, entity in enumerate(gold.entities):
            for key in sorted(entity.keys):
                self.known.setdefault(key, set()).add(number)

    def meant(self, name: str) -> frozenset[int]:
        """Return the entities of that name or, where there is none, of the one most like it."""
        wanted = folded(name)
        if wanted in self.known:
            return frozenset(self.known[wanted])
        nearest = max(self.known, key=lambda key: likeness(wanted, key), default="")
        return frozenset(self.known[nearest] if likeness(wanted, nearest) >= ALIKE else ())

    def ends(self, triple: Triple) -> _Ends:
        return self.meant(triple[0]), triple[1], self.meant(triple[2])

    def first(self, numbers: frozenset[int]) -> GoldEntity | None:
        return self.entities[min(numbers)] if numbers else None


def judge_relations(
    gold: Gold, claims: Iterable[Claim], counterpart: Mapping[str, GoldEntity]
) -> Iterator[RelationVerdict]:
    """Yield the verdict on each annotated relation, then on each found one that none of them asked for.

    `counterpart` gives the annotated entity of each found one that has one; a relation with another end is not judged.
    """
    names = _Names(gold)
    number = {id(entity): at for at, entity in enumerate(gold.entities)}
    found: dict[_Link, Claim] = {}
    for claim in claims:
        ends = counterpart.get(claim.subject), counterpart.get(claim.object)
        if ends[0] and ends[1]:
            found.setdefault((number[id(ends[0])], claim.predicate, number[id(ends[1])]), claim)
    used: set[_Link] = set()
    for triple in gold.relations:
        yield _wanted(names, triple, found, used)
    open_ = [names.ends(triple) for triple in gold.optional]
    for link, claim in found.items():
        if link not in used:
            yield _unasked(names, link, claim, open_)


def _wanted(names: _Names, triple: Triple, found: Mapping[_Link, Claim], used: set[_Link]) -> RelationVerdict:
    """Judge one annotated relation, and note which found one answers it: each answers only one."""
    ends = names.ends(triple)
    told = triple[1], " ".join(triple), names.first(ends[0]), names.first(ends[2])
    answer = next((link for link in found if link not in used and _answers(link, ends)), None)
    if answer:
        used.add(answer)
        return RelationVerdict("right", *told, found[answer])
    optional = any(names.entities[each].optional for each in ends[0] | ends[2])
    return RelationVerdict("open" if optional else "missed", *told)


def _unasked(names: _Names, link: _Link, claim: Claim, open_: list[_Ends]) -> RelationVerdict:
    """Judge a found relation that is not annotated.

    It is wrong unless the annotation leaves it open, or an end of it; `within` is open, as a gazetteer may know more than
    the text says.
    """
    subject, object_ = names.entities[link[0]], names.entities[link[2]]
    free = link[1] == "within" or subject.optional or object_.optional or any(_answers(link, ends) for ends in open_)
    label = f"{subject.label} {link[1]} {object_.label}"
    return RelationVerdict("open" if free else "wrong", link[1], label, subject, object_, claim)


def _answers(link: _Link, ends: _Ends) -> bool:
    return link[1] == ends[1] and link[0] in ends[0] and link[2] in ends[2]
