"""List claims, and the evidence of facts: the words in the articles that say so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from ecograph.server.api import models, naming
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import in_place
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.writing import write_page
from ecograph.server.engine import Sink, Snapshot

Fact: TypeAlias = tuple[int, str, int]

SORTS = {"published": "c.published", "confidence": "c.confidence", "document": "d.iri", "iri": "c.iri"}
COLUMNS = (
    "c.id, c.iri, c.s, c.p, c.o, c.role, c.modality, c.speaker, c.rule, c.confidence, c.start, c.end, c.quote, c.time, "
    "d.iri AS document_iri, d.title AS document_title, d.published AS document_published, "
    "d.publisher AS document_publisher"
)
_SOURCE = "claim AS c JOIN document AS d ON d.id = c.document"


def listing(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of claims."""
    found = filtered(snapshot, **filters).page(snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count)
    items = made(snapshot, found.rows)
    write_page(sink, models.Claim, items, format=format, next=found.next(url), total=found.total)


def filtered(
    snapshot: Snapshot, *, subject: str = "", predicate: Sequence[str] = (), object: str = "", entity: str = "",
    document: str = "", modality: str = "", speaker: str = "", rule: str = "", role: str = "", q: str = "",
    place: str = "", year: int | None = None, since: str = "", until: str = "", min_confidence: float | None = None,
    max_confidence: float | None = None,
) -> Listing:  # fmt: skip
    """Return the list of the claims that the filters let through."""
    listing = Listing(_SOURCE, "c.iri", SORTS)
    for column, name in (("c.s", subject), ("c.o", object), ("c.speaker", speaker)):
        if name:
            listing.must(f"{column} = ?", naming.thing(snapshot, name))
    if entity:
        either = naming.thing(snapshot, entity)
        listing.must("(c.s = ? OR c.o = ? OR c.speaker = ?)", either, either, either)
    if predicate:
        listing.must("c.p IN (SELECT value FROM json_each(?))", json.dumps(list(predicate)))
    if document:
        listing.must("c.document = ?", naming.document(snapshot, document))
    for column, value in (("c.modality", modality), ("c.rule", rule), ("c.role", role)):
        if value:
            listing.must(f"{column} = ?", value)
    if q.strip():
        # A name or a phrase may be broken by the end of a line.
        listing.must("instr(replace(c.quote, char(10), ''), ?)", q.strip())
    if place:
        rows = naming.places(snapshot, place)
        listing.must(f"(c.s IN {in_place()} OR c.o IN {in_place()})", rows, rows)
    if year is not None:
        listing.must("c.published >= ? AND c.published < ?", f"{year:04}", f"{year + 1:04}")
    if since:
        listing.must("c.published >= ?", since)
    if until:
        listing.must("c.published <= ? AND c.published <> ''", f"{until}~")
    if min_confidence is not None:
        listing.must("c.confidence >= ?", min_confidence)
    if max_confidence is not None:
        listing.must("c.confidence <= ?", max_confidence)
    return listing


def made(snapshot: Snapshot, rows: Sequence[Row]) -> list[models.Claim]:
    """Return the claims of some rows."""
    things = naming.references(snapshot, (row[end] for row in rows for end in ("s", "o", "speaker")))
    return [
        models.Claim(
            iri=row["iri"], subject=things[row["s"]], predicate=row["p"], object=things[row["o"]], role=row["role"],
            modality=row["modality"], speaker=things.get(row["speaker"]), confidence=row["confidence"], rule=row["rule"],
            quote=row["quote"], start=row["start"], end=row["end"], time=row["time"], source=source(snapshot, row),
        )
        for row in rows
    ]  # fmt: skip


def source(snapshot: Snapshot, row: Row) -> models.Source:
    """Return the article of a claim."""
    iri = row["document_iri"]
    return models.Source(
        iri=iri, id=naming.short(snapshot, iri), title=row["document_title"], issued=row["document_published"],
        publisher=row["document_publisher"],
    )  # fmt: skip


def evidence(snapshot: Snapshot, facts: Iterable[Fact], *, most: int = 5) -> Mapping[Fact, list[models.Evidence]]:
    """Return the best evidence of each fact: what states it before what denies it, the surest first."""
    asked = json.dumps(list(facts))
    sql = (
        f"SELECT * FROM (SELECT {COLUMNS}, ROW_NUMBER() OVER (PARTITION BY c.s, c.p, c.o ORDER BY "
        "c.modality IN ('denied', 'possible'), c.confidence DESC, c.published DESC, c.iri) AS place "
        "FROM json_each(?) AS fact JOIN claim AS c ON c.s = json_extract(fact.value, '$[0]') "
        "AND c.p = json_extract(fact.value, '$[1]') AND c.o = json_extract(fact.value, '$[2]') "
        "JOIN document AS d ON d.id = c.document) WHERE place <= ? ORDER BY s, p, o, place"
    )
    rows = catalogue(snapshot).rows(sql, [asked, most])
    speakers = naming.references(snapshot, (row["speaker"] for row in rows))
    found = defaultdict[Fact, list[models.Evidence]](list)
    for row in rows:
        found[row["s"], row["p"], row["o"]].append(said(snapshot, row, speakers.get(row["speaker"])))
    return found


def said(snapshot: Snapshot, row: Row, speaker: models.Reference | None) -> models.Evidence:
    """Return a claim as the evidence of its fact."""
    return models.Evidence(
        quote=row["quote"], start=row["start"], end=row["end"], rule=row["rule"], confidence=row["confidence"],
        role=row["role"], modality=row["modality"], speaker=speaker, source=source(snapshot, row),
    )  # fmt: skip
