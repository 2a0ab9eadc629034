"""Read one entity with its neighbourhood: what a page about it shows, in one answer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException

from ecograph.server.api import claims, commitments, entities, models, naming, relations, targets
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.terms import iri as term
from ecograph.server.api.terms import rows as solutions
from ecograph.server.api.writing import write
from ecograph.server.engine import Sink, Snapshot

_COMMITMENTS, _TARGETS, _MENTIONS = 50, 50, 20
_ELSEWHERE = frozenset({"label", "altLabel", "type", "kind", "post", "code", "notation", "sameAs"})
_NAMED = """SELECT ?document ?item ?start ?end ?quote ?rule ?confidence WHERE {{
  VALUES ?document {{ {documents} }}
  GRAPH ?document {{ ?item eco:mentionOf {entity} ; a eco:Mention ; eco:start ?start ; eco:end ?end ; eco:quote ?quote .
    OPTIONAL {{ ?item eco:rule ?rule }} OPTIONAL {{ ?item eco:confidence ?confidence }} }} }}"""


def reading(
    snapshot: Snapshot, sink: Sink, *, name: str, root: str, format: str, most: int = 50, evidence: int = 3
) -> None:
    """Write an entity with up to `most` relations of each kind and `evidence` sentences for each; 404 for an unknown one."""
    write(sink, read(snapshot, name, root=root, most=most, evidence=evidence), format=format)


def read(snapshot: Snapshot, name: str, *, root: str, most: int = 50, evidence: int = 3) -> models.Entity:
    """Return an entity as `reading` writes it."""
    iri = naming.whole(snapshot, name)
    row = catalogue(snapshot).row(f"SELECT {entities.COLUMNS} FROM thing AS t WHERE t.iri = ?", [iri])
    if row is None:
        raise HTTPException(404, f"no entity {iri[:300]}; /api/v1/entities?q=… finds them by name")
    return _entity(snapshot, row, root=root, most=most, evidence=evidence)


def _entity(snapshot: Snapshot, row: Row, *, root: str, most: int, evidence: int) -> models.Entity:
    id_ = row["id"]
    fields = entities.summary_fields(snapshot, [row])[0]
    attributes = _attributes(snapshot, row["iri"])
    address = _addresses(fields["id"], root)
    neighbours = relations.around(snapshot, id_, most=most, evidence=evidence)
    for each in neighbours:
        each.more = address["relations"] + f"&predicate={each.predicate}" if each.total > most else None
    states = entities.states(snapshot, [id_]).get(id_, {})
    owned = "t.id = ? OR t.id IN (SELECT o FROM fact WHERE p = 'hasTarget' AND s = ?)"
    return models.Entity(
        **fields,
        code=row["code"],
        posts=entities.texts(snapshot, "post", "post", [id_]).get(id_, []),
        attributes={name: told for name, told in attributes.items() if name not in _ELSEWHERE},
        same_as=attributes.get("sameAs", []),
        places=entities.placed(snapshot, [id_]).get(id_, []),
        ancestors=_ancestors(snapshot, row),
        neighbours=neighbours,
        commitments=commitments.owned_by(snapshot, id_, most=_COMMITMENTS),
        commitments_total=sum(states.values()),
        states=states,
        targets=targets.of(snapshot, owned, [id_, id_], most=_TARGETS),
        targets_total=catalogue(snapshot).value("SELECT COUNT(*) FROM fact WHERE p = 'hasTarget' AND s = ?", [id_]),
        timeline=_timeline(snapshot, id_),
        mentions=_mentions(snapshot, row),
        mentions_total=row["documents"],
        links=address,
    )


def _addresses(short: str, root: str) -> dict[str, str]:
    """Return the addresses of what else there is about an entity, relative to this server."""
    path, value = quote(short, safe="/"), quote(short, safe="")
    lists = {name: f"{root}/api/v1/{name}?entity={value}" for name in ("relations", "claims", "documents")}
    return {
        "self": f"{root}/api/v1/entities/{path}",
        "data": f"{root}/id/{path}",
        "network": f"{root}/api/v1/network?around={value}",
        "commitments": f"{root}/api/v1/commitments?owner={value}",
        "targets": f"{root}/api/v1/targets?owner={value}",
        **lists,
    }


def _attributes(snapshot: Snapshot, iri: str) -> dict[str, list[str]]:
    """Return the default-graph fields that hold text, and links to other sources."""
    found = defaultdict[str, set[str]](set)
    select = f"SELECT ?p ?o WHERE {{ {term(iri)} ?p ?o FILTER(!isIRI(?o) || ?p IN (owl:sameAs, rdfs:seeAlso)) }}"
    for row in solutions(snapshot.store, f"PREFIX owl: <http://www.w3.org/2002/07/owl#> {select}"):
        found[row["p"].replace("#", "/").rsplit("/", 1)[-1]].add(row["o"])
    return {name: sorted(told) for name, told in sorted(found.items())}


def _ancestors(snapshot: Snapshot, row: Row) -> list[models.Reference]:
    """Return what a place lies in or an agency is part of, the nearest first."""
    if row["type"] == "Place":
        sql = (
            "SELECT thing.iri, thing.label, thing.type FROM below JOIN thing ON thing.id = below.place WHERE "
            "below.inside = ?1 AND below.place <> ?1 ORDER BY (SELECT COUNT(*) FROM below AS wide WHERE wide.place = thing.id), "
            "thing.iri LIMIT 20"
        )
    else:
        sql = (
            "WITH RECURSIVE above (id, depth) AS (SELECT o, 1 FROM fact WHERE p = 'partOf' AND s = ?1 UNION "
            "SELECT fact.o, above.depth + 1 FROM above JOIN fact ON fact.s = above.id AND fact.p = 'partOf' "
            "WHERE above.depth < 8) SELECT thing.iri, thing.label, thing.type FROM above JOIN thing ON thing.id = above.id "
            "WHERE thing.id <> ?1 GROUP BY thing.id ORDER BY MIN(depth), thing.iri LIMIT 20"
        )
    return [naming.reference(snapshot, each) for each in catalogue(snapshot).rows(sql, [row["id"]])]


def _timeline(snapshot: Snapshot, id_: int) -> list[models.YearCount]:
    """Return what each year has of an entity: articles, claims, and commitments whose period ends in it."""
    years = defaultdict[str, dict[str, Any]](dict)
    for name, sql in _BY_YEAR.items():
        for row in catalogue(snapshot).rows(sql, [id_]):
            years[row["year"]][name] = row["n"]
    states = (
        f"SELECT SUBSTR(s.last, 1, 4) AS year, s.state, COUNT(*) AS n FROM {entities.OWNED} AS owned "
        "JOIN series AS s ON s.id = owned.series WHERE owned.owner = ? AND s.state <> '' AND s.last <> '' GROUP BY 1, 2 "
        "ORDER BY s.rank"
    )
    for row in catalogue(snapshot).rows(states, [id_]):
        years[row["year"]].setdefault("states", {})[row["state"]] = row["n"]
    return [
        models.YearCount(year=year, commitments=sum(told.get("states", {}).values()), **told)
        for year, told in sorted(years.items())
    ]


_BY_YEAR = {
    "documents": (
        "SELECT SUBSTR(document.published, 1, 4) AS year, COUNT(*) AS n FROM mention JOIN document ON document.id = "
        "mention.document WHERE mention.thing = ? AND document.published <> '' GROUP BY 1"
    ),
    "claims": (
        "SELECT SUBSTR(published, 1, 4) AS year, COUNT(*) AS n FROM claim WHERE (s = ?1 OR o = ?1) AND published <> '' "
        "GROUP BY 1"
    ),
}


def _mentions(snapshot: Snapshot, row: Row) -> list[models.Evidence]:
    """Return where an entity is named in the newest articles that name it, once an article."""
    sql = (
        "SELECT document.iri AS document_iri, document.title AS document_title, document.published AS document_published, "
        "document.publisher AS document_publisher FROM mention JOIN document ON document.id = mention.document "
        "WHERE mention.thing = ? ORDER BY document.published DESC, document.iri LIMIT ?"
    )
    sources = {each["document_iri"]: each for each in catalogue(snapshot).rows(sql, [row["id"], _MENTIONS])}
    if not sources:
        return []
    select = _NAMED.format(documents=" ".join(map(term, sources)), entity=term(row["iri"]))
    first = dict[str, dict[str, str]]()
    for found in sorted(solutions(snapshot.store, select), key=lambda each: (int(each["start"]), each["item"])):
        first.setdefault(found["document"], found)
    return [
        models.Evidence(
            quote=told["quote"], start=int(told["start"]), end=int(told["end"]), rule=told["rule"],
            confidence=float(told["confidence"]) if told["confidence"] else None, source=claims.source(snapshot, source),
        )
        for iri, source in sources.items()
        if (told := first.get(iri))
    ]  # fmt: skip
