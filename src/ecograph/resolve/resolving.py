"""Give the same thing the same IRI from every document: read the names, put together what is the same, name each once."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from ecograph.model import Claim, Entity, EntityType, Facts
from ecograph.resolve import agencies, officials, places, policies, projects
from ecograph.resolve.clusters import Clusters, Edge
from ecograph.resolve.decisions import PAIRS, Decision, standing
from ecograph.resolve.gathering import Gathered, gather
from ecograph.resolve.judging import judged
from ecograph.resolve.nodes import DECIDED, Findings, Node, Pair
from ecograph.resolve.renames import once, renamed_agencies, renamed_places
from ecograph.resolve.resolution import Doubt, Idle, Member, Rename, Resolution

_RULES: dict[str, Callable[[list[Node], Findings], None]] = {
    "Place": places.same_places,
    "Agency": agencies.same_agencies,
    "Project": projects.same_projects,
    "Policy": policies.same_policies,
}
# Bodies before the officials that work for them.
_ORDER: tuple[EntityType, ...] = ("Place", "Agency", "Project", "Policy", "Official")
_TARGET_FIELDS = ("metric", "change", "comparator", "value", "value_max", "unit", "deadline", "status")


def resolve(documents: Iterable[Facts], *, base: str, decisions: Iterable[Decision] = ()) -> Resolution:
    """Return the documents with IRIs below `base` in place of local keys, and what remains doubtful.

    The same documents and decisions give the same result in any order. Raise `DecisionError` for decisions that
    contradict one another.
    """
    listed = sorted(documents, key=lambda facts: (facts.document.id, facts.document.source))
    return Resolving(listed, base, standing(decisions)).resolution()


class Resolving:
    """One run: what is put together is asked for as facts, as doubts, as renames."""

    def __init__(self, documents: Sequence[Facts], base: str, decisions: Sequence[Decision]) -> None:
        self.base, self.told = base, documents
        self.documents, self.rejected, idle = judged(documents, decisions, base=base)
        self.gathered: Gathered = gather(self.documents)
        self.listed = {type_: self.gathered.of(type_) for type_ in _ORDER}
        self.nodes: dict[str, Node] = {node.own: node for nodes in self.listed.values() for node in nodes}
        self.idle: list[Idle] = [*idle]
        self.doubts: list[Pair] = []
        self.decided = _Decided(self.nodes, base)
        self.decided.read(decisions, self.idle)
        self.sets: dict[EntityType, Clusters] = {}
        for type_ in _ORDER:
            self._put_together(type_)
        self.paths = _paths(self.nodes, self.sets)
        self.names, self.kinds = self._shown()
        for path, name in self.decided.names(decisions, self.paths, self.idle).items():
            self.names[path] = name

    # Putting together

    def _put_together(self, type_: EntityType) -> None:
        nodes = self.listed[type_]
        found = Findings(
            [edge for edge in self.decided.same if self.nodes[edge.a].type == type_],
            apart=[pair for pair in self.decided.different if self.nodes[pair[0]].type == type_],
        )
        if len(nodes) < 2:
            # Nothing else it may be the same as.
            pass
        elif type_ == "Official":
            officials.same_officials(nodes, found, self.gathered.together, self.sets["Agency"].root)
        else:
            _RULES[type_](nodes, found)
        self.sets[type_] = found.so_far(nodes)
        self.doubts += found.doubts

    def _shown(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return the name and the kind of each thing, by path: what most documents say of those that name it in full."""
        names: defaultdict[str, list[str]] = defaultdict(list)
        kinds: defaultdict[str, list[str]] = defaultdict(list)
        for own, node in self.nodes.items():
            path = self.paths[own]
            full = path in (own, node.plain)
            for seen in node.sightings:
                if full:
                    names[path].append(seen.name)
                if seen.kind:
                    kinds[path].append(seen.kind)
        return {path: _most(each) for path, each in names.items()}, {path: _most(each) for path, each in kinds.items()}

    # What comes out

    def resolution(self) -> Resolution:
        """Return the result."""
        return Resolution(
            tuple(self.facts(number) for number in range(len(self.documents))),
            tuple(self._doubts()),
            tuple(self._renames()),
            dict(self._members()),
            tuple(self.idle),
            dict(self._rejected()),
        )

    def facts(self, number: int) -> Facts:
        """Return a document with IRIs."""
        facts = self.documents[number]
        keys = {key: self.paths[own] for key, own in self.gathered.keys[number].items()}
        iris = self._iris(facts, keys)
        entities = _merged(self._entity(entity, iris[entity.id], keys.get(entity.id, "")) for entity in facts.entities)
        return Facts(
            replace(facts.document, id=self.base + facts.document.id),
            tuple(sorted(entities, key=attrgetter("id"))),
            tuple(_claims(facts.claims, iris)),
            facts.unread,
            facts.telling,
            tuple(_claims(facts.readings, iris)),
        )

    def _iris(self, facts: Facts, keys: Mapping[str, str]) -> dict[str, str]:
        """Return the IRIs of the entities of a document; `keys` has the paths of those that may be in others too."""
        iris = {key: self.base + path for key, path in keys.items()}
        subjects = {claim.object: claim.subject for claim in facts.claims if claim.predicate == "hasTarget"}
        for entity in facts.entities:
            if entity.type == "Target":
                subject = iris.get(subjects.get(entity.id, ""), facts.document.id)
                iris[entity.id] = self.base + _target_path(entity, subject)
        return iris

    def _rejected(self) -> Iterator[tuple[str, tuple[tuple[Claim, Decision], ...]]]:
        """Yield the statements that were rejected, as they would have stood in the graph."""
        for number, gone in self.rejected.items():
            told = self.told[number]
            iris = self._iris(told, {key: self.paths[own] for key, own in self.gathered.keys[number].items()})
            claims = _claims((each.claim for each in gone), iris)
            decisions = (each.decision for each in gone)
            yield self.base + told.document.id, tuple(zip(claims, decisions, strict=True))

    def _entity(self, entity: Entity, iri: str, path: str) -> Entity:
        if not path:
            _, type_, name, aliases, mentions, attributes, slots = entity
            return Entity(iri, type_, name, aliases, mentions, attributes, slots)
        name, kind, attributes = self.names[path], self.kinds.get(path), entity.attributes
        if kind is not None and attributes.get("kind") != kind:
            attributes = {**attributes, "kind": kind}
        if (code := attributes.get("code")) and code != (borne := path.removeprefix("place/")):
            attributes = {**attributes, "code": borne}
        aliases = entity.aliases if name == entity.name else (entity.name, *entity.aliases)
        if name in aliases:
            aliases = tuple(alias for alias in aliases if alias != name)
        return Entity(iri, entity.type, name, aliases, entity.mentions, attributes, entity.slots)

    def _doubts(self) -> Iterator[Doubt]:
        """Yield each doubtful pair once, with its first reason, unless it was joined or decided."""
        found: dict[tuple[str, str], Doubt] = {}
        for pair in sorted(self.doubts):
            type_ = self.nodes[pair.a].type
            clusters = self.sets[type_]
            if clusters.root(pair.a) == clusters.root(pair.b) or clusters.parted(pair.a, pair.b):
                continue
            a, b = sorted((self.paths[pair.a], self.paths[pair.b]))
            doubt = Doubt(self.base + a, self.base + b, type_, self.names[a], self.names[b], pair.rule, pair.why)
            found.setdefault((a, b), doubt)
        for key in sorted(found):
            yield found[key]

    def _renames(self) -> Iterator[Rename]:
        links = [
            *renamed_places(self.listed["Place"]),
            *renamed_agencies(self.listed["Agency"], self.gathered.told),
        ]
        for rename in once(links, lambda own: self.base + self.paths[own]):
            yield Rename(*rename)

    def _members(self) -> Iterator[tuple[str, tuple[Member, ...]]]:
        """Yield what each IRI stands for, where that is more than one node or a node of another path."""
        ids = [self.base + facts.document.id for facts in self.documents]
        for type_ in _ORDER:
            clusters = self.sets[type_]
            for root, owns in clusters.sets().items():
                path = self.paths[root]
                reasons: dict[str, set[str]] = {}
                for edge in clusters.reasons.get(root, ()):
                    reasons.setdefault(edge.a, set()).add(edge.why)
                    reasons.setdefault(edge.b, set()).add(edge.why)
                yield (
                    self.base + path,
                    tuple(
                        Member(
                            self.base + own,
                            _most([seen.name for seen in self.nodes[own].sightings]),
                            tuple(sorted(ids[number] for number in self.nodes[own].documents())),
                            tuple(sorted(reasons.get(own, ()))),
                        )
                        for own in owns
                    ),
                )


class _Decided:
    """What people decided, as pairs of nodes."""

    def __init__(self, nodes: Mapping[str, Node], base: str) -> None:
        self.nodes, self.base = nodes, base
        self.same: list[Edge] = []
        self.different: list[tuple[str, str]] = []
        self._plain: dict[str, list[str]] | None = None

    def read(self, decisions: Iterable[Decision], idle: list[Idle]) -> None:
        """Take decisions about pairs on; those that name nothing, or things of two classes, are noted as idle."""
        for decision in decisions:
            if decision.decision not in PAIRS:
                continue
            ends = [self._named(iri) for iri in decision.pair]
            missing = [iri for iri, end in zip(decision.pair, ends, strict=True) if not end]
            if missing:
                idle.append(Idle(decision, f"no document names {' or '.join(missing)}"))
            elif self.nodes[ends[0][0]].type != self.nodes[ends[1][0]].type:
                idle.append(Idle(decision, "the two are of different classes"))
            elif set(ends[0]) & set(ends[1]):
                idle.append(
                    Idle(
                        decision, "both IRIs are of one thing: name its parts, as ecograph resolve --of IRI lists them"
                    )
                )
            else:
                self._take(decision, *ends)

    def names(self, decisions: Iterable[Decision], paths: Mapping[str, str], idle: list[Idle]) -> dict[str, str]:
        """Return what people called things, by path; what no document names, or two called otherwise, is noted as idle."""
        found: dict[str, str] = {}
        for decision in decisions:
            if decision.decision != "name":
                continue
            owns = self._named(decision.a)
            if not owns:
                idle.append(Idle(decision, f"no document names {decision.a}"))
            elif found.setdefault(paths[owns[0]], decision.b) != decision.b:
                idle.append(Idle(decision, f"another decision calls it {found[paths[owns[0]]]}"))
        return found

    def _take(self, decision: Decision, one: list[str], other: list[str]) -> None:
        why = f"decided by {decision.by} on {decision.when}: {decision.why}"
        for a in one:
            for b in other:
                if decision.decision == "same":
                    self.same.append(Edge(DECIDED, min(a, b), max(a, b), why))
                else:
                    self.different.append((a, b))

    def _named(self, iri: str) -> list[str]:
        """Return the nodes that an IRI names: the one whose own it is, or those that share it."""
        path = iri.removeprefix(self.base)
        if path in self.nodes:
            return [path]
        if self._plain is None:
            self._plain = {}
            for own, node in self.nodes.items():
                self._plain.setdefault(node.plain, []).append(own)
        return self._plain.get(path, [])


def _paths(nodes: Mapping[str, Node], sets: Mapping[EntityType, Clusters]) -> dict[str, str]:
    """Return the path of each node's thing: the plain one if no other thing claims it, of several the fullest."""
    claims: dict[str, set[str]] = {}
    for own, node in nodes.items():
        claims.setdefault(node.plain, set()).add(sets[node.type].root(own))
    found = {}
    for clusters in sets.values():
        for owns in clusters.sets().values():
            if len(owns) == 1:
                own, plain = owns[0], nodes[owns[0]].plain
                found[own] = plain if len(claims[plain]) == 1 else own
                continue
            free = [own for own in owns if len(claims[nodes[own].plain]) == 1]
            # One that says which is meant, where several claim the plain path.
            best = min(
                free or [own for own in owns if own != nodes[own].plain] or owns,
                key=lambda own: (-_fullness(nodes[own]), nodes[own].plain, own),
            )
            path = nodes[best].plain if free else best
            for own in owns:
                found[own] = path
    return found


def _fullness(node: Node) -> int:
    """Return how much a path says: a branch's is its legal name, a project's or policy's the longest its full one."""
    if node.type == "Agency":
        return 1 if node.about.branch_of else 0
    return len(node.plain) if node.type in ("Project", "Policy") else 0


def _most(said: Sequence[str]) -> str:
    """Return what is said most often, of several the longest, of these the first."""
    if len(said) == 1:
        return said[0]
    counted = Counter(said)
    return min(counted, key=lambda text: (-counted[text], -len(text), text))


def _claims(claims: Iterable[Claim], iris: Mapping[str, str]) -> Iterator[Claim]:
    for subject, predicate, obj, evidence, rule, role, speaker, modality, sure, time in claims:
        said_by = iris.get(speaker, "") if speaker else ""
        yield Claim(iris[subject], predicate, iris[obj], evidence, rule, role, said_by, modality, sure, time)


def _merged(entities: Iterable[Entity]) -> Iterable[Entity]:
    """Join entities of one document that got the same IRI."""
    found: dict[str, Entity] = {}
    for entity in entities:
        known = found.setdefault(entity.id, entity)
        if known is entity:
            continue
        names = dict.fromkeys([*known.aliases, entity.name, *entity.aliases])
        found[entity.id] = known._replace(
            aliases=tuple(name for name in names if name != known.name),
            mentions=tuple(sorted({*known.mentions, *entity.mentions}, key=lambda m: (m.span, m.rule))),
            attributes={**entity.attributes, **known.attributes},
            slots={**entity.slots, **known.slots},
        )
    return found.values()


def _target_path(target: Entity, subject: str) -> str:
    told = target.attributes
    content = "\n".join([subject, *map(str, map(told.get, _TARGET_FIELDS))])
    return f"target/{hashlib.sha256(content.encode()).hexdigest()[:16]}"
