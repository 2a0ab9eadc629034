"""List agencies, officials, projects, places and policies."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ecograph.server.api import models, naming
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.terms import TYPES
from ecograph.server.api.vocabulary import labels
from ecograph.server.api.writing import write, write_page
from ecograph.server.engine import Sink, Snapshot

SORTS = {
    "name": "t.label",
    "documents": "t.documents",
    "facts": "t.facts",
    "first": "t.first",
    "last": "t.last",
    "iri": "t.iri",
}
COLUMNS = "t.id, t.iri, t.type, t.label, t.kind, t.code, t.documents, t.facts, t.first, t.last"
CLASSES = ("Agency", "Official", "Project", "Place", "Policy")
_IDS = "(SELECT value FROM json_each(?))"
# A commitment is its subject's, and that of the agencies that are responsible for the subject.
OWNED = (
    "(SELECT id AS series, subject AS owner FROM series UNION SELECT series.id, fact.s FROM series "
    "JOIN fact ON fact.o = series.subject AND fact.p = 'responsibleFor')"
)

References: TypeAlias = Mapping[int, list[models.Reference]]


def listing(
    snapshot: Snapshot, sink: Sink, *, classes: Sequence[str], url: str, format: str, sort: str, limit: int,
    cursor: str = "", count: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of entities of some classes."""
    found = filtered(snapshot, classes, **filters).page(
        snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count
    )
    name = classes[0] if len(classes) == 1 and classes[0] in _MADE else ""
    model, make = _MADE.get(name, (models.EntitySummary, summaries))
    write_page(sink, model, make(snapshot, found.rows), format=format, next=found.next(url), total=found.total)


def facets(snapshot: Snapshot, sink: Sink, *, classes: Sequence[str], **filters: Filter) -> None:
    """Write what a list of entities can be narrowed down by."""
    chosen = filtered(snapshot, classes, **filters)
    state = f"JOIN {OWNED} AS owned ON owned.owner = t.id JOIN series ON series.id = owned.series"
    place = "JOIN about ON about.thing = t.id JOIN thing AS place ON place.id = about.place"
    year = "JOIN mention ON mention.thing = t.id JOIN document ON document.id = mention.document"
    found = {
        "type": chosen.facet(snapshot, "t.type"),
        "kind": chosen.facet(snapshot, "t.kind"),
        "state": chosen.facet(snapshot, "series.state", join=state),
        "place": chosen.facet(snapshot, "place.label", join=place),
        "year": sorted(chosen.facet(snapshot, "SUBSTR(document.published, 1, 4)", join=year)),
    }
    write(sink, models.Facets(facets={name: [_facet(name, *each) for each in told] for name, told in found.items()}))


def _facet(name: str, value: str, count: int) -> models.Facet:
    told = labels().get(value if name == "type" else f"{name}/{value}", {})
    return models.Facet(value=value, zh=told.get("zh", ""), en=told.get("en", ""), count=count)


def filtered(
    snapshot: Snapshot, classes: Sequence[str], *, q: str = "", kind: str = "", place: str = "", document: str = "",
    year: int | None = None, related: str = "", predicate: str = "", role: str = "", state: str = "",
    indicator: str = "", post: str = "", min_documents: int | None = None,
) -> Listing:  # fmt: skip
    """Return the list of the entities of some classes that the filters let through."""
    listing = Listing("thing AS t", "t.iri", SORTS)
    if len(classes) == 1:
        listing.must("t.type = ?", classes[0])
    elif len(classes) < len(TYPES):
        listing.must(f"t.type IN {_IDS}", json.dumps(classes))
    if q.strip():
        named = "EXISTS (SELECT 1 FROM name WHERE name.thing = t.id AND instr(name.folded, ?))"
        listing.must(f"({named} OR t.iri = ?)", q.strip().casefold(), q.strip())
    if kind:
        listing.must("t.kind = ?", kind.rsplit("/", 1)[-1])
    if place:
        listing.must(f"t.id IN {in_place()}", naming.places(snapshot, place))
    if document:
        named_in = "t.id IN (SELECT thing FROM mention WHERE document = ?)"
        listing.must(named_in, naming.document(snapshot, document))
    if year is not None:
        listing.must(
            "t.id IN (SELECT thing FROM mention JOIN document ON document.id = mention.document "
            "WHERE document.published >= ? AND document.published < ?)", f"{year:04}", f"{year + 1:04}",
        )  # fmt: skip
    if related or predicate:
        listing.must(*_related(snapshot, related, predicate))
    if role:
        listing.must(
            "t.id IN (SELECT s FROM claim WHERE role = ?1 UNION SELECT o FROM claim WHERE role = ?1)".replace(
                "?1", "?"
            ),
            role,
            role,
        )
    if state or indicator:
        owned = f"t.id IN (SELECT owned.owner FROM {OWNED} AS owned JOIN series ON series.id = owned.series WHERE "
        conditions = {"series.state = ?": state, "series.indicator = ?": indicator}
        chosen = {each: value for each, value in conditions.items() if value}
        listing.must(f"{owned}{' AND '.join(chosen)})", *chosen.values())
    if post.strip():
        listing.must("EXISTS (SELECT 1 FROM post WHERE post.thing = t.id AND instr(post.post, ?))", post.strip())
    if min_documents:
        listing.must("t.documents >= ?", min_documents)
    return listing


def in_place(thing: str = "thing") -> str:
    """Return a SELECT of what has to do with some places (a JSON list of rows) or with what lies in them."""
    return f"(SELECT about.{thing} FROM about JOIN below ON below.inside = about.place WHERE below.place IN {_IDS})"


def _related(snapshot: Snapshot, related: str, predicate: str) -> tuple[str, ...]:
    """Return the condition that a fact joins an entity to another, whichever of them is the subject."""
    conditions, values = [], list[Any]()
    if predicate:
        conditions, values = ["p = ?"], [predicate]
    other = naming.thing(snapshot, related) if related else None
    halves = []
    for one, end in (("s", "o"), ("o", "s")):
        where = [*conditions, f"{end} = ?"] if related else conditions
        halves.append(f"SELECT {one} FROM fact WHERE {' AND '.join(where)}")
    told = [*values, other] if related else values
    return f"t.id IN ({' UNION '.join(halves)})", *told, *told


def summaries(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.EntitySummary]:
    """Return entities as a list of several classes shows them."""
    return [models.EntitySummary(**each) for each in summary_fields(snapshot, rows)]


def summary_fields(snapshot: Snapshot, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Return what every list shows of its entities."""
    aliases = texts(snapshot, "name", "name", (row["id"] for row in rows), "AND main = 0")
    return [
        {
            **naming.reference(snapshot, row).model_dump(),
            **{name: row[name] for name in ("kind", "documents", "facts", "first", "last")},
            "aliases": aliases.get(row["id"], []),
        }
        for row in rows
    ]


def texts(snapshot: Snapshot, table: str, column: str, ids: Iterable[int], more: str = "") -> dict[int, list[str]]:
    """Return the texts that a table has for things."""
    found = defaultdict[int, list[str]](list)
    sql = f"SELECT thing, {column} AS text FROM {table} WHERE thing IN {_IDS} {more} ORDER BY thing, text"
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))]):
        found[row["thing"]].append(row["text"])
    return found


def joined(snapshot: Snapshot, ids: Iterable[int], predicate: str, *, inverse: bool = False) -> References:
    """Return the things that a predicate joins to some, by name; `inverse` where those are its objects."""
    one, other = ("o", "s") if inverse else ("s", "o")
    sql = (
        f"SELECT fact.{one} AS owner, thing.iri, thing.label, thing.type FROM fact JOIN thing ON thing.id = fact.{other} "
        f"WHERE fact.p = ? AND fact.{one} IN {_IDS} ORDER BY thing.label, thing.iri"
    )
    return _gathered(snapshot, sql, [predicate, json.dumps(list(ids))])


def placed(snapshot: Snapshot, ids: Iterable[int]) -> References:
    """Return the places that things have to do with."""
    sql = (
        "SELECT about.thing AS owner, thing.iri, thing.label, thing.type FROM about JOIN thing ON thing.id = about.place "
        f"WHERE about.thing IN {_IDS} AND about.thing <> about.place ORDER BY thing.code DESC, thing.label"
    )
    return _gathered(snapshot, sql, [json.dumps(list(ids))])


def _gathered(snapshot: Snapshot, sql: str, values: Sequence[object]) -> References:
    found = defaultdict[int, list[models.Reference]](list)
    for row in catalogue(snapshot).rows(sql, values):
        found[row["owner"]].append(naming.reference(snapshot, row))
    return found


def counted(snapshot: Snapshot, ids: Iterable[int], predicate: str, *, inverse: bool = False) -> dict[int, int]:
    """Return how many things a predicate joins to each of some."""
    one = "o" if inverse else "s"
    sql = f"SELECT {one} AS owner, COUNT(*) AS n FROM fact WHERE p = ? AND {one} IN {_IDS} GROUP BY 1"
    return {row["owner"]: row["n"] for row in catalogue(snapshot).rows(sql, [predicate, json.dumps(list(ids))])}


def states(snapshot: Snapshot, ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return the commitments of each of some things by state, the worst first."""
    found = defaultdict[int, dict[str, int]](dict)
    sql = (
        f"SELECT owned.owner, series.state, COUNT(*) AS n FROM {OWNED} AS owned JOIN series ON series.id = owned.series "
        f"WHERE owned.owner IN {_IDS} AND series.state <> '' GROUP BY 1, 2 ORDER BY series.rank"
    )
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))]):
        found[row["owner"]][row["state"]] = row["n"]
    return found


def role_references(snapshot: Snapshot, ids: Iterable[int]) -> Mapping[int, list[models.RoleReference]]:
    """Return the agencies that are responsible for projects, with their roles."""
    found = defaultdict[int, list[models.RoleReference]](list)
    sql = (
        "SELECT fact.o AS owner, thing.iri, thing.label, thing.type, (SELECT GROUP_CONCAT(role, ' ') FROM (SELECT DISTINCT "
        "role FROM claim WHERE claim.s = fact.s AND claim.p = fact.p AND claim.o = fact.o AND role <> '' "
        "AND modality NOT IN ('denied', 'possible') ORDER BY role)) AS roles FROM fact JOIN thing ON thing.id = fact.s "
        f"WHERE fact.p = 'responsibleFor' AND fact.o IN {_IDS} ORDER BY thing.label, thing.iri"
    )
    for row in catalogue(snapshot).rows(sql, [json.dumps(list(ids))]):
        told = naming.reference(snapshot, row).model_dump()
        found[row["owner"]].append(models.RoleReference(**told, roles=(row["roles"] or "").split()))
    return found


def _agencies(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Agency]:
    ids = [row["id"] for row in rows]
    parts, places = joined(snapshot, ids, "partOf"), placed(snapshot, ids)
    projects, officials = counted(snapshot, ids, "responsibleFor"), counted(snapshot, ids, "worksFor", inverse=True)
    told = states(snapshot, ids)
    return [
        models.Agency(
            **fields, part_of=parts.get(id_, []), places=places.get(id_, []), projects=projects.get(id_, 0),
            officials=officials.get(id_, 0), states=told.get(id_, {}),
        )
        for id_, fields in zip(ids, summary_fields(snapshot, rows), strict=True)
    ]  # fmt: skip


def _officials(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Official]:
    ids = [row["id"] for row in rows]
    posts, agencies = texts(snapshot, "post", "post", ids), joined(snapshot, ids, "worksFor")
    return [
        models.Official(**fields, posts=posts.get(id_, []), agencies=agencies.get(id_, []))
        for id_, fields in zip(ids, summary_fields(snapshot, rows), strict=True)
    ]


def _projects(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Project]:
    ids = [row["id"] for row in rows]
    agencies, places, policies = (
        role_references(snapshot, ids), joined(snapshot, ids, "locatedIn"), joined(snapshot, ids, "governedBy"),
    )  # fmt: skip
    told = states(snapshot, ids)
    return [
        models.Project(
            **fields, agencies=agencies.get(id_, []), places=places.get(id_, []), policies=policies.get(id_, []),
            states=told.get(id_, {}),
        )
        for id_, fields in zip(ids, summary_fields(snapshot, rows), strict=True)
    ]  # fmt: skip


def _places(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Place]:
    ids = [row["id"] for row in rows]
    wholes, told = joined(snapshot, ids, "within"), states(snapshot, ids)
    return [
        models.Place(**fields, code=row["code"], within=wholes.get(row["id"], []), states=told.get(row["id"], {}))
        for row, fields in zip(rows, summary_fields(snapshot, rows), strict=True)
    ]


def _policies(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Policy]:
    ids = [row["id"] for row in rows]
    issuers, projects = (
        joined(snapshot, ids, "issued", inverse=True),
        counted(snapshot, ids, "governedBy", inverse=True),
    )
    return [
        models.Policy(**fields, issuers=issuers.get(id_, []), projects=projects.get(id_, 0))
        for id_, fields in zip(ids, summary_fields(snapshot, rows), strict=True)
    ]


# The model of a class, and what makes it of rows.
_MADE: dict[str, tuple[type[models.EntitySummary], Any]] = {
    "Agency": (models.Agency, _agencies),
    "Official": (models.Official, _officials),
    "Project": (models.Project, _projects),
    "Place": (models.Place, _places),
    "Policy": (models.Policy, _policies),
}
