"""Read the names of all documents into nodes: which entity of which document is which node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from ecograph.model import Entity, EntityType, Facts
from ecograph.resolve import agencies, officials, places, policies, projects
from ecograph.resolve.context import Context, context_of
from ecograph.resolve.divisions import divisions
from ecograph.resolve.names import unmarked
from ecograph.resolve.nodes import Node, Sighting
from ecograph.resolve.policy_names import policy_name
from ecograph.resolve.project_names import project_name
from ecograph.resolve.told import Renamed, aliases_told, printed, renames_told

Keys = Mapping[str, str]


class Told(NamedTuple):
    """A text says that an agency (a node's path) became another; the document's number, the date and the words."""

    document: int
    old: str
    new: str
    date: str
    quote: str


class Gathered:
    """The nodes by class, and for each document which local key is which node."""

    def __init__(self) -> None:
        self.nodes: dict[EntityType, dict[str, Node]] = {
            "Place": {}, "Agency": {}, "Project": {}, "Policy": {}, "Official": {},
        }  # fmt: skip
        self.keys: list[dict[str, str]] = []
        self.contexts: list[Context] = []
        self.together: list[tuple[Node, Node]] = []
        self.told: list[Told] = []

    def of(self, type_: EntityType) -> list[Node]:
        """Return the nodes of a class, by path."""
        return [self.nodes[type_][path] for path in sorted(self.nodes[type_])]

    def see(self, type_: EntityType, own: str, plain: str, about: Any, sighting: Sighting) -> Node:  # noqa: ANN401
        """Note that a document names a node."""
        node = self.nodes[type_].get(own)
        if node is None:
            node = self.nodes[type_][own] = Node(own, plain, type_, about)
        elif type_ != "Official" and about != node.about:
            # Two spellings with one path (with and without quotes): the one that says more, whichever comes first.
            node.about = max(node.about, about)
        node.sightings.append(sighting)
        return node


def gather(documents: Iterable[Facts]) -> Gathered:
    """Read the names of documents; their order gives their numbers and nothing else."""
    found = Gathered()
    for number, facts in enumerate(documents):
        _read(found, number, facts)
    return found


def _read(found: Gathered, number: int, facts: Facts) -> None:
    context = context_of(facts)
    keys: dict[str, str] = {}
    found.keys.append(keys)
    found.contexts.append(context)
    links = _Links(facts)
    called = aliases_told(facts)
    persons = []
    for entity in facts.entities:
        read = _READERS.get(entity.type)
        if read is None:
            if entity.type == "Official":
                persons.append(entity)
            continue
        words = printed(facts, entity)
        own, plain, about = read(entity, words, links, context)
        forms = tuple(dict.fromkeys((*entity.aliases, *[word for word in words if word != entity.name])))
        seen = Sighting(
            number, context.published, context.home, context.scope, _display(entity, about),
            str(entity.attributes.get("kind") or ""), forms, called.get(entity.id, ()),
        )  # fmt: skip
        keys[entity.id] = found.see(entity.type, own, plain, about, seen).own
    for entity in persons:
        keys[entity.id] = _official(found, number, entity, links, context)
    for each in renames_told(facts):
        found.told.append(_told(number, each, keys))


def _told(number: int, each: Renamed, keys: Keys) -> Told:
    return Told(number, keys[each.old], keys[each.new], each.date, each.quote)


def _official(found: Gathered, number: int, entity: Entity, links: _Links, context: Context) -> str:
    """Note an official once for each body that the document gives; return the first."""
    posts = entity.attributes.get("posts")
    forms = posts if isinstance(posts, tuple) else ()
    nodes = []
    for agency in links.bodies(entity.id) or [""]:
        body = found.nodes["Agency"].get(found.keys[number].get(agency, ""))
        about = officials.post_of(entity.name, body, context)
        own, plain = officials.paths(about, context)
        seen = Sighting(number, context.published, context.home, context.scope, entity.name, "", forms)
        nodes.append(found.see("Official", own, plain, about, seen))
    found.together += pairwise(nodes)
    return min(node.own for node in nodes)


class _Links:
    """The claims of a document that say where its things lie and belong."""

    def __init__(self, facts: Facts) -> None:
        self.codes = {
            entity.id: str(entity.attributes["code"])
            for entity in facts.entities
            if entity.type == "Place" and entity.attributes.get("code")
        }
        self.agencies = {entity.id: entity for entity in facts.entities if entity.type == "Agency"}
        self._objects: dict[tuple[str, str], list[str]] = {}
        self._issuers: dict[str, list[str]] = {}
        for claim in facts.claims:
            if claim.modality != "denied":
                self._objects.setdefault((claim.predicate, claim.subject), []).append(claim.object)
                if claim.predicate == "issued":
                    self._issuers.setdefault(claim.object, []).append(claim.subject)

    def bodies(self, official: str) -> list[str]:
        """Return the agencies that an official works for."""
        return sorted(set(self._objects.get(("worksFor", official), ())))

    def around(self, place: str) -> str:
        """Return the code of the division that a place lies in, "" if none is known."""
        seen = {place}
        frontier = [place]
        for at in frontier:
            inside = self._objects.get(("within", at), ())
            codes = {self.codes[each] for each in inside if each in self.codes}
            if codes:
                return finest(codes)
            frontier += [each for each in inside if each not in seen]
            seen.update(inside)
        return ""

    def located(self, project: str) -> str:
        """Return the code of the one division that a project lies in, "" if there are none or several."""
        return finest(
            {self.codes[each] for each in self._objects.get(("locatedIn", project), ()) if each in self.codes}
        )

    def issuer(self, policy: str, context: Context) -> str:
        """Return the code of the place whose bodies issued a policy, the highest of them, "" if unknown."""
        names = (self.agencies[each] for each in self._issuers.get(policy, ()) if each in self.agencies)
        found = {agencies.agency_of(each, (), context).place for each in names} - {""}
        return "CN" if "CN" in found else min(found, key=lambda code: (len(divisions().chain(code)), code), default="")


def finest(codes: Iterable[str]) -> str:
    """Return the one division that all others of a set hold, "" if there is none."""
    known = divisions()
    listed = sorted(codes, key=lambda code: (-len(known.chain(code)), code))
    if not listed or any(not known.inside(listed[0], other) for other in listed[1:]):
        return ""
    return listed[0]


def _display(entity: Entity, about: Any) -> str:  # noqa: ANN401
    """Return the name to show: an agency's in full, a place's as it was then, any other's as the document has it."""
    if entity.type == "Agency" and about.full != unmarked(entity.name):
        return str(about.full)
    if entity.type == "Place" and about.code and about.code != entity.attributes.get("code"):
        return divisions().name(about.code)
    return entity.name


# The paths of a name's node, and what the module of its class makes of the name.
_Read = tuple[str, str, Any]


def _place(entity: Entity, words: tuple[str, ...], links: _Links, context: Context) -> _Read:
    around = "" if entity.id in links.codes else links.around(entity.id)
    about = places.place_of(entity, words, around, context)
    return (*places.paths(about, entity.name), about)


def _agency(entity: Entity, words: tuple[str, ...], _links: _Links, context: Context) -> _Read:
    about = agencies.agency_of(entity, words, context)
    return (*agencies.paths(about, context), about)


def _project(entity: Entity, _words: tuple[str, ...], links: _Links, context: Context) -> _Read:
    about = project_name(entity.name, context, located=links.located(entity.id))
    return (*projects.paths(about, entity.name), about)


def _policy(entity: Entity, _words: tuple[str, ...], links: _Links, context: Context) -> _Read:
    number = str(entity.attributes.get("number") or "")
    about = policy_name(entity.name, number, context, issuer=links.issuer(entity.id, context))
    return (*policies.paths(about, entity.name, context), about)


_READERS: dict[str, Callable[[Entity, tuple[str, ...], _Links, Context], _Read]] = {
    "Place": _place,
    "Agency": _agency,
    "Project": _project,
    "Policy": _policy,
}
