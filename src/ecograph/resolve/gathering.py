"""Read the names of a document: which of its entities is which node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ecograph.model import Entity, Facts
from ecograph.resolve import agencies, officials, places, policies, projects
from ecograph.resolve.context import Context, context_of
from ecograph.resolve.divisions import divisions
from ecograph.resolve.names import unmarked
from ecograph.resolve.nodes import Became, Sighting
from ecograph.resolve.policy_names import policy_name
from ecograph.resolve.project_names import project_name
from ecograph.resolve.told import Renamed, aliases_told, printed, renames_told


class Seen(NamedTuple):
    """A node that a document names: its paths, what is read from its name, and what the document says of it."""

    own: str
    plain: str
    about: Any
    sighting: Sighting


class Gathered(NamedTuple):
    """The nodes that a document names, and the path of the one that each local key stands for."""

    seen: list[Seen]
    keys: dict[str, str]


def gather(facts: Facts) -> Gathered:
    """Read the names of a document, as if there were no other."""
    context, links = context_of(facts), _Links(facts)
    called, became = aliases_told(facts), renames_told(facts)
    keys: dict[str, str] = {}
    seen: list[Seen] = []
    persons: list[Entity] = []
    bodies: dict[str, officials.Agency] = {}
    for entity in facts.entities:
        if entity.type == "Official":
            persons.append(entity)
        elif reader := _READERS.get(entity.type):
            one = reader(entity, printed(facts, entity), called.get(entity.id, ()), links, context)
            keys[entity.id] = one.own
            seen.append(one)
            if entity.type == "Agency":
                _know(bodies, one)
    if became:
        seen = [_with_renames(each, became, keys) for each in seen]
    for entity in persons:
        posts = _official(entity, [bodies.get(keys.get(each, "")) for each in links.bodies(entity.id)], context)
        keys[entity.id] = min(post.own for post in posts)
        seen += posts
    return Gathered(seen, keys)


def _know(bodies: dict[str, officials.Agency], seen: Seen) -> None:
    """Note an agency; of two spellings with one path (with and without quotes) what says more."""
    known = bodies.get(seen.own)
    about = max(known.about, seen.about) if known else seen.about
    bodies[seen.own] = officials.Agency(seen.own, about, known.kind if known else seen.sighting.kind)


def _with_renames(seen: Seen, renames: Iterable[Renamed], keys: Mapping[str, str]) -> Seen:
    told = tuple(Became(keys[each.new], each.date, each.quote) for each in renames if keys[each.old] == seen.own)
    return seen._replace(sighting=seen.sighting._replace(became=told)) if told else seen


def _official(entity: Entity, bodies: Sequence[officials.Agency | None], context: Context) -> list[Seen]:
    """Return an official once for each body that the document gives."""
    given = entity.attributes.get("posts")
    titles = given if isinstance(given, tuple) else ()
    posts = [officials.post_of(entity.name, body, context) for body in bodies or [None]]
    paths = [officials.paths(post, context) for post in posts]
    found = []
    for number, (post, (own, plain)) in enumerate(zip(posts, paths, strict=True)):
        beside = tuple(following for following, _ in paths[number + 1 : number + 2])
        seen = Sighting(entity.name, published=context.published, titles=titles, beside=beside)
        found.append(Seen(own, plain, post, seen))
    return found


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


def _place(entity: Entity, words: tuple[str, ...], _told: tuple[str, ...], links: _Links, context: Context) -> Seen:
    around = "" if entity.id in links.codes else links.around(entity.id)
    about = places.place_of(entity, words, around, context)
    return Seen(*places.paths(about, entity.name), about, Sighting(_display(entity, about), _kind(entity)))


def _agency(entity: Entity, words: tuple[str, ...], told: tuple[str, ...], _links: _Links, context: Context) -> Seen:
    about = agencies.agency_of(entity, words, context)
    own, plain = agencies.paths(about, context)
    kind = _kind(entity)
    calls = tuple(agencies.calls(own, (*_forms(entity, words), *told), kind, context))
    return Seen(own, plain, about, Sighting(_display(entity, about), kind, calls=calls))


def _project(entity: Entity, words: tuple[str, ...], told: tuple[str, ...], links: _Links, context: Context) -> Seen:
    about = project_name(entity.name, context, located=links.located(entity.id))
    calls = tuple(projects.calls(about, _forms(entity, words), told, context))
    seen = Sighting(entity.name, _kind(entity), scope=context.scope, calls=calls)
    return Seen(*projects.paths(about, entity.name), about, seen)


def _policy(entity: Entity, words: tuple[str, ...], told: tuple[str, ...], links: _Links, context: Context) -> Seen:
    number = str(entity.attributes.get("number") or "")
    about = policy_name(entity.name, number, context, issuer=links.issuer(entity.id, context))
    calls = tuple(policies.calls(about, (*_forms(entity, words), *told), context))
    seen = Sighting(entity.name, _kind(entity), context.year, context.home, context.scope, calls=calls)
    return Seen(*policies.paths(about, entity.name, context), about, seen)


def _kind(entity: Entity) -> str:
    return str(entity.attributes.get("kind") or "")


def _forms(entity: Entity, words: Iterable[str]) -> Iterable[str]:
    """Return the other names that the document has for an entity."""
    return dict.fromkeys((*entity.aliases, *(word for word in words if word != entity.name)))


_READERS: dict[str, Callable[[Entity, tuple[str, ...], tuple[str, ...], _Links, Context], Seen]] = {
    "Place": _place,
    "Agency": _agency,
    "Project": _project,
    "Policy": _policy,
}
