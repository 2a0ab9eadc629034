"""List documents, and read one with its text, the entities it names and the claims it makes, each at its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from starlette.exceptions import HTTPException

from ecograph.errors import StoreError
from ecograph.model import Record
from ecograph.server.api import claims, models, naming
from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.entities import in_place
from ecograph.server.api.listing import Filter, Listing
from ecograph.server.api.terms import iri as term
from ecograph.server.api.terms import rows as solutions
from ecograph.server.api.writing import write, write_page
from ecograph.server.engine import Sink, Snapshot

SORTS = {
    "published": "d.published",
    "title": "d.title",
    "claims": "d.claims",
    "entities": "d.entities",
    "iri": "d.iri",
}
COLUMNS = (
    "d.id, d.iri, d.title, d.published, d.publisher, d.claims, d.entities, home.iri AS home_iri, "
    "home.label AS home_label, home.type AS home_type, (SELECT GROUP_CONCAT(source, char(10)) FROM (SELECT source "
    "FROM source WHERE source.document = d.id ORDER BY source)) AS sources"
)
_SOURCE = "document AS d LEFT JOIN thing AS home ON home.id = d.home"
_MENTIONS = """SELECT ?item ?entity ?start ?end ?quote ?rule ?confidence ?slot WHERE {{ GRAPH {document} {{
  ?item eco:mentionOf ?entity ; eco:start ?start ; eco:end ?end ; eco:quote ?quote .
  OPTIONAL {{ ?item eco:rule ?rule }} OPTIONAL {{ ?item eco:confidence ?confidence }} OPTIONAL {{ ?item eco:slot ?slot }}
}} }}"""


def listing(
    snapshot: Snapshot, sink: Sink, *, url: str, format: str, sort: str, limit: int, cursor: str = "",
    count: bool = False, **filters: Filter,
) -> None:  # fmt: skip
    """Write a page of documents."""
    found = filtered(snapshot, **filters).page(snapshot, COLUMNS, sort=sort, limit=limit, cursor=cursor, count=count)
    items = [models.Document(**_fields(snapshot, row)) for row in found.rows]
    write_page(sink, models.Document, items, format=format, next=found.next(url), total=found.total)


def filtered(
    snapshot: Snapshot, *, q: str = "", publisher: str = "", place: str = "", entity: str = "", year: int | None = None,
    since: str = "", until: str = "", source: str = "", min_claims: int | None = None,
) -> Listing:  # fmt: skip
    """Return the list of the documents that the filters let through."""
    listing = Listing(_SOURCE, "d.iri", SORTS)
    if q.strip():
        listing.must("instr(d.folded, ?)", q.strip().casefold())
    if publisher.strip():
        listing.must("instr(d.publisher, ?)", publisher.strip())
    if place:
        rows = naming.places(snapshot, place)
        below = "SELECT inside FROM below WHERE below.place IN (SELECT value FROM json_each(?))"
        named = f"SELECT mention.document FROM mention WHERE mention.thing IN {in_place()}"
        listing.must(f"(d.home IN ({below}) OR d.id IN ({named}))", rows, rows)
    if entity:
        named = "d.id IN (SELECT document FROM mention WHERE mention.thing = ?)"
        listing.must(named, naming.thing(snapshot, entity))
    if year is not None:
        listing.must("d.published >= ? AND d.published < ?", f"{year:04}", f"{year + 1:04}")
    if since:
        listing.must("d.published >= ?", since)
    if until:
        listing.must("d.published <= ? AND d.published <> ''", f"{until}~")
    if source.strip():
        listing.must("d.id IN (SELECT document FROM source WHERE instr(source, ?))", source.strip())
    if min_claims:
        listing.must("d.claims >= ?", min_claims)
    return listing


def reading(snapshot: Snapshot, sink: Sink, *, name: str, root: str, format: str) -> None:
    """Write one document with its text, as far as the store keeps articles; 404 where there is none."""
    write(sink, read(snapshot, name, root=root), format=format)


def read(snapshot: Snapshot, name: str, *, root: str = "") -> models.Article:
    """Return one document with its text; 404 where there is none."""
    iri = naming.whole(snapshot, name if "/" in name or ":" in name else f"document/{name}")
    row = catalogue(snapshot).row(f"SELECT {COLUMNS} FROM {_SOURCE} WHERE d.iri = ?", [iri])
    if row is None:
        raise HTTPException(404, f"no document {iri[:300]}; /api/v1/documents lists them")
    record = record_of(snapshot, iri)
    flow = _Flow(record.facts.document.offsets if record else ())
    fields = _fields(snapshot, row)
    short = quote(fields["id"], safe="/")
    article = models.Article(
        **fields,
        mentions=_mentions(snapshot, iri, flow),
        claim_list=_claims(snapshot, row["id"], flow),
        links={
            "claims": f"{root}/api/v1/claims?document={short}",
            "entities": f"{root}/api/v1/entities?document={short}",
            "data": f"{root}/id/{short}",
        },
    )
    if record:
        document = record.facts.document
        article.sha256, article.text, article.reflowed = document.sha256, document.raw, document.text
        article.paragraphs = list(_paragraphs(document.text))
        article.unread = [
            models.ArticleUnread(
                start=each.span.start, end=each.span.end, quote=each.span.text, reason=each.reason,
                **flow.place(each.span.start, each.span.end),
            )
            for each in record.facts.unread
        ]  # fmt: skip
    return article


def _fields(snapshot: Snapshot, row: Row) -> dict[str, Any]:
    return {
        "iri": row["iri"],
        "id": naming.short(snapshot, row["iri"]),
        **{name: row[name] for name in ("title", "published", "publisher", "claims", "entities")},
        "home": naming.reference(snapshot, row, "home_") if row["home_iri"] else None,
        "sources": (row["sources"] or "").splitlines(),
    }


def record_of(snapshot: Snapshot, iri: str) -> Record | None:
    """Return the record of a document; a store that was loaded from a file has none."""
    try:
        return snapshot.store.records.of(naming.short(snapshot, iri))
    except StoreError:
        return None


class _Flow:
    """Tells where a stretch of the text as published lies in the re-flowed text."""

    def __init__(self, offsets: Sequence[int]) -> None:
        self._offsets = offsets

    def place(self, start: int, end: int) -> dict[str, int | None]:
        """Return flow_start and flow_end; None where there is no text."""
        if not self._offsets:
            return {"flow_start": None, "flow_end": None}
        first, last = bisect_left(self._offsets, start), bisect_left(self._offsets, end)
        return {"flow_start": first, "flow_end": max(first, last)}


def _paragraphs(text: str) -> Iterator[models.Paragraph]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield models.Paragraph(start=start, end=start + len(line), text=line)
        start += len(line) + 1


class _Seen(NamedTuple):
    start: int
    end: int
    slot: str
    entity: str
    row: dict[str, str]


def _mentions(snapshot: Snapshot, iri: str, flow: _Flow) -> list[models.ArticleMention]:
    found = {row["item"]: row for row in solutions(snapshot.store, _MENTIONS.format(document=term(iri)))}
    seen = sorted(
        (_Seen(int(row["start"]), int(row["end"]), row["slot"], row["entity"], row) for row in found.values()),
        key=lambda each: each[:4],
    )
    things = naming.named(snapshot, (each.entity for each in seen))
    return [
        models.ArticleMention(
            entity=things[each.entity], start=each.start, end=each.end, **flow.place(each.start, each.end),
            quote=each.row["quote"], rule=each.row["rule"], slot=each.slot,
            confidence=float(each.row["confidence"]) if each.row["confidence"] else None,
        )
        for each in seen
    ]  # fmt: skip


def _claims(snapshot: Snapshot, document: int, flow: _Flow) -> list[models.ArticleClaim]:
    sql = (
        f"SELECT {claims.COLUMNS} FROM claim AS c JOIN document AS d ON d.id = c.document WHERE c.document = ? "
        "ORDER BY c.start, c.end, c.iri"
    )
    made = claims.made(snapshot, catalogue(snapshot).rows(sql, [document]))
    return [
        models.ArticleClaim.model_validate({**each.model_dump(exclude={"source"}), **flow.place(each.start, each.end)})
        for each in made
    ]
