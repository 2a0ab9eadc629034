"""List relations: facts of the merged graph, each with its evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ecograph.server.api import claims, models, naming
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import in_place
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.writing import write_page
from ecograph.server.engine import Sink, Snapshot

SORTS = {
    "claims": "f.claims",
    "confidence": "f.confidence",
    "predicate": "f.p",
    "subject": "one.label",
    "object": "other.label",
}
COLUMNS = "f.s, f.p, f.o, f.claims, f.roles"
_SOURCE = "fact AS f CROSS JOIN thing AS one ON one.id = f.s CROSS JOIN thing AS other ON other.id = f.o"
_AROUND = 2000


def listing(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, evidence: int = 5, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of relations."""
    found = filtered(snapshot, **filters).page(snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count)
    items = made(snapshot, found.rows, evidence=evidence)
    write_page(sink, models.Relation, items, format=format, next=found.next(url), total=found.total)


def filtered(
    snapshot: Snapshot, *, subject: str = "", predicate: Sequence[str] = (), object: str = "", entity: str = "",
    role: str = "", document: str = "", modality: str = "", place: str = "", year: int | None = None,
    min_confidence: float | None = None, min_claims: int | None = None,
) -> Listing:  # fmt: skip
    """Return the list of the facts that the filters let through."""
    listing = Listing(_SOURCE, "f.key", SORTS)
    for column, name in (("f.s", subject), ("f.o", object)):
        if name:
            listing.must(f"{column} = ?", naming.thing(snapshot, name))
    if entity:
        either = naming.thing(snapshot, entity)
        listing.must("(f.s = ? OR f.o = ?)", either, either)
    if predicate:
        listing.must("f.p IN (SELECT value FROM json_each(?))", json.dumps(list(predicate)))
    said, values = list[str](), list[Filter]()
    if role:
        said, values = [*said, "role = ?"], [*values, role]
    if modality:
        said, values = [*said, "modality = ?"], [*values, modality]
    if document:
        said, values = [*said, "document = ?"], [*values, naming.document(snapshot, document)]
    if year is not None:
        said, values = [*said, "published >= ? AND published < ?"], [*values, f"{year:04}", f"{year + 1:04}"]
    if said:
        listing.must(f"(f.s, f.p, f.o) IN (SELECT s, p, o FROM claim WHERE {' AND '.join(said)})", *values)
    if place:
        rows = naming.places(snapshot, place)
        listing.must(f"(f.s IN {in_place()} OR f.o IN {in_place()})", rows, rows)
    if min_confidence is not None:
        listing.must("f.confidence >= ?", min_confidence)
    if min_claims:
        listing.must("f.claims >= ?", min_claims)
    return listing


def made(snapshot: Snapshot, rows: Sequence[Row], *, evidence: int) -> list[models.Relation]:
    """Return the relations of some rows, each with its best evidence."""
    facts = [(row["s"], row["p"], row["o"]) for row in rows]
    things = naming.references(snapshot, (end for s, _, o in facts for end in (s, o)))
    told = claims.evidence(snapshot, facts, most=evidence) if evidence else {}
    return [
        models.Relation(
            subject=things[s], predicate=p, object=things[o], roles=sorted(filter(None, row["roles"].split(","))),
            claims=row["claims"], evidence=told.get((s, p, o), []),
        )
        for row, (s, p, o) in zip(rows, facts, strict=True)
    ]  # fmt: skip


def around(snapshot: Snapshot, entity: int, *, most: int, evidence: int) -> list[models.Neighbours]:
    """Return the facts of an entity by predicate, direction and role, each with its best evidence."""
    found = list[models.Neighbours]()
    for direction, own in (("out", "s"), ("in", "o")):
        sql = (
            f"SELECT {COLUMNS} FROM {_SOURCE} WHERE f.{own} = ? AND f.p <> ? "
            f"ORDER BY f.p, f.claims DESC, {'other' if own == 's' else 'one'}.label, f.key LIMIT ?"
        )
        # The targets of an entity are told of apart; those whose a target is are its relations.
        apart = "hasTarget" if own == "s" else ""
        rows = catalogue(snapshot).rows(sql, [entity, apart, _AROUND])
        groups = dict[tuple[str, str], list[Row]]()
        for row in rows:
            for role in row["roles"].split(","):
                groups.setdefault((row["p"], role), []).append(row)
        for (predicate, role), told in sorted(groups.items()):
            shown = made(snapshot, told[:most], evidence=evidence)
            found.append(
                models.Neighbours(
                    predicate=predicate,
                    direction=direction,
                    role=role,
                    total=len(told),
                    relations=shown,
                )
            )
    return found
