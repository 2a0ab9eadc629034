"""Give the same thing the same IRI from every document: read the names, put together what is the same, name each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ecograph.model import EntityType, Facts
from ecograph.resolve.applying import identified, rejected_in
from ecograph.resolve.chosen import decided_names, decided_pairs
from ecograph.resolve.decisions import Decision, standing
from ecograph.resolve.gathering import Seen, gather
from ecograph.resolve.joining import ORDER, Decided, Joined, joined, memberships, renamed
from ecograph.resolve.judging import Judge
from ecograph.resolve.lending import node, type_of
from ecograph.resolve.nodes import Node
from ecograph.resolve.renames import once
from ecograph.resolve.resolution import Doubt, Member, Rename, Resolution, Thing


def resolve(documents: Iterable[Facts], *, base: str, decisions: Iterable[Decision] = ()) -> Resolution:
    """Return the documents with IRIs below `base` in place of local keys, and what remains doubtful.

    The same documents and decisions give the same result in any order. All is held in memory: for many documents there is
    `Settling`. Raise `DecisionError` for decisions that contradict one another.
    """
    listed = sorted(documents, key=lambda facts: (facts.document.id, facts.document.source))
    return Resolving(listed, base, standing(decisions)).resolution()


class Resolving:
    """One run: what is put together is asked for as facts, as doubts, as renames."""

    def __init__(self, documents: Sequence[Facts], base: str, decisions: Sequence[Decision]) -> None:
        self.base, self.told = base, documents
        judge = Judge(decisions, base=base)
        judged = [judge.judged(facts) for facts in documents]
        self.documents = [each.facts for each in judged]
        self.rejected = {number: each.rejected for number, each in enumerate(judged) if each.rejected}
        gathered = [gather(facts) for facts in self.documents]
        self.keys = [each.keys for each in gathered]
        self.nodes = _nodes(each.seen for each in gathered)
        self.idle = [*judge.idle({key for each in judged for key in each.met})]
        self.decided = decided_pairs(decisions, base, self._named, self.idle)
        self.joined: dict[EntityType, Joined] = {}
        self.things: dict[str, Thing] = {}
        for type_ in ORDER:
            self._put_together(type_)
        called = decided_names(decisions, base, self._named, lambda own: self.things[own].path, self.idle)
        if called:
            self.things = {
                own: each._replace(name=called.get(each.path, each.name)) for own, each in self.things.items()
            }

    def _put_together(self, type_: EntityType) -> None:
        same = [edge for edge in self.decided.same if type_of(edge.a) == type_]
        different = [pair for pair in self.decided.different if type_of(pair[0]) == type_]
        body_of = self.joined["Agency"].clusters.root if type_ == "Official" else str
        found = joined(self.nodes[type_], Decided(same, different), body_of)
        self.joined[type_] = found
        self.things |= found.things

    def _named(self, path: str) -> Sequence[str]:
        return self._by_path.get(path, ())

    @cached_property
    def _by_path(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for own, each in self._all():
            found.setdefault(each.plain, []).append(own)
        return found | {own: [own] for own, _ in self._all()}

    def _all(self) -> Iterator[tuple[str, Node]]:
        for found in self.nodes.values():
            yield from ((each.own, each) for each in found)

    # What comes out

    def resolution(self) -> Resolution:
        """Return the result."""
        return Resolution(
            tuple(self.facts(number) for number in range(len(self.documents))),
            tuple(self._doubts()),
            tuple(self._renames()),
            dict(self._members()),
            tuple(self.idle),
            {
                self.base + self.told[number].document.id: rejected_in(
                    self.told[number], gone, self._things(number), base=self.base
                )
                for number, gone in self.rejected.items()
            },
        )

    def facts(self, number: int) -> Facts:
        """Return a document with IRIs."""
        return identified(self.documents[number], self._things(number), base=self.base)

    def _things(self, number: int) -> dict[str, Thing]:
        return {key: self.things[own] for key, own in self.keys[number].items()}

    def _doubts(self) -> Iterator[Doubt]:
        names = {thing.path: thing.name for thing in self.things.values()}
        pairs = [(pair, type_) for type_, found in self.joined.items() for pair in found.doubts]
        for (a, b, rule, why), type_ in sorted(pairs):
            yield Doubt(self.base + a, self.base + b, type_, names[a], names[b], rule, why)

    def _renames(self) -> Iterator[Rename]:
        links = [link for type_ in ORDER for link in renamed(type_, self.nodes[type_])]
        for rename in once(links, lambda own: self.base + self.things[own].path):
            yield Rename(*rename)

    def _members(self) -> Iterator[tuple[str, tuple[Member, ...]]]:
        ids = [self.base + facts.document.id for facts in self.documents]
        for found in self.joined.values():
            for path, members in memberships(found):
                yield (
                    self.base + path,
                    tuple(
                        Member(self.base + each.own, each.name(), tuple(sorted(ids[at] for at in each.documents)), why)
                        for each, why in members
                    ),
                )


def _nodes(documents: Iterable[Iterable[Seen]]) -> dict[EntityType, list[Node]]:
    """Return the nodes that documents see, by class, sorted by their paths."""
    seen: dict[str, tuple[Counter[Seen], list[int]]] = {}
    for number, each in enumerate(documents):
        for one in each:
            counted, numbers = seen.setdefault(one.own, (Counter(), []))
            counted[one] += 1
            numbers.append(number)
    found: dict[EntityType, list[Node]] = {type_: [] for type_ in ORDER}
    for own in sorted(seen):
        counted, numbers = seen[own]
        found[type_of(own)].append(node(counted.items(), frozenset(numbers)))
    return found
