"""Find what a request names: by IRI, by the short form that addresses have, and places by code or name too."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from starlette.exceptions import HTTPException

from ecograph.server.api.catalogue import Row, catalogue
from ecograph.server.api.models.reference import Reference
from ecograph.server.api.terms import is_iri
from ecograph.server.engine import Snapshot
from ecograph.store import BASE

CLASSES = ("agency", "official", "project", "place", "policy", "target", "document", "series", "conflict")
_BEGINNING = re.compile(rf"(.+?[/#])(?:{'|'.join(CLASSES)})/")
_SHORT = re.compile(rf"({'|'.join(CLASSES)})[:/](.+)", re.DOTALL)


def base(snapshot: Snapshot) -> str:
    """Return what the IRIs of this graph begin with."""
    found: str | None = snapshot.kept.get("base")
    if found is None:
        sql = "SELECT iri FROM (SELECT iri FROM document LIMIT 50) UNION ALL SELECT iri FROM (SELECT iri FROM thing LIMIT 50)"
        begun = Counter(match[1] for row in catalogue(snapshot).rows(sql) if (match := _BEGINNING.match(row["iri"])))
        found = snapshot.kept["base"] = begun.most_common(1)[0][0] if begun else BASE
    return found


def short(snapshot: Snapshot, iri: str) -> str:
    """Return the short form of an IRI: what follows the base, the whole IRI where it has another one."""
    return iri.removeprefix(base(snapshot))


def whole(snapshot: Snapshot, name: str) -> str:
    """Return the IRI that a name means: an IRI, `agency/…` or `agency:…`; 404 where it is neither."""
    name = name.strip()
    if match := _SHORT.fullmatch(name):
        return f"{base(snapshot)}{match[1]}/{match[2]}"
    if not is_iri(name):
        raise HTTPException(404, f"{name[:200]!r} names nothing here; give an IRI or its short form, e.g. place/140700")
    return name


def thing(snapshot: Snapshot, name: str) -> int:
    """Return the row of a thing, -1 for one that the graph does not know: no row matches it."""
    found = catalogue(snapshot).value("SELECT id FROM thing WHERE iri = ?", [whole(snapshot, name)])
    return -1 if found is None else int(found)


def document(snapshot: Snapshot, name: str) -> int:
    """Return the row of a document, -1 for one that the graph does not know."""
    name = name if ":" in name or "/" in name else f"document/{name}"
    found = catalogue(snapshot).value("SELECT id FROM document WHERE iri = ?", [whole(snapshot, name)])
    return -1 if found is None else int(found)


def places(snapshot: Snapshot, name: str) -> str:
    """Return the rows of the places that a name means, as a JSON list: by IRI, short form, code, name or alias.

    404 where there is no such place: a list that is empty because of a slip would mislead.
    """
    name = name.strip()
    if _SHORT.fullmatch(name) or is_iri(name):
        found = [thing(snapshot, name)]
    else:
        sql = (
            "SELECT id FROM thing WHERE type = 'Place' AND code = ?1 AND code <> '' UNION SELECT thing.id FROM name "
            "JOIN thing ON thing.id = name.thing WHERE thing.type = 'Place' AND name.folded = ?2"
        )
        found = [row["id"] for row in catalogue(snapshot).rows(sql, [name, name.casefold()])]
    if not found:
        raise HTTPException(
            404, f"no place is called {name[:200]!r}; give its whole name (晋中市), its code (140700) or its IRI"
        )
    return json.dumps(found)


def reference(snapshot: Snapshot, row: Row, prefix: str = "") -> Reference:
    """Return the thing that a row holds under `iri`, `label` and `type`, each with a prefix."""
    iri = row[f"{prefix}iri"]
    return Reference(iri=iri, id=short(snapshot, iri), label=row[f"{prefix}label"], type=row[f"{prefix}type"])


def references(snapshot: Snapshot, ids: Iterable[int | None]) -> Mapping[int, Reference]:
    """Return the things of some rows of the catalogue, by row."""
    wanted = json.dumps(sorted({each for each in ids if each is not None}))
    sql = "SELECT id, iri, label, type FROM thing WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: reference(snapshot, row) for row in catalogue(snapshot).rows(sql, [wanted])}


def named(snapshot: Snapshot, iris: Iterable[str]) -> Mapping[str, Reference]:
    """Return a thing for each IRI; one that the graph does not know has its end as a name."""
    wanted = list(dict.fromkeys(iris))
    sql = "SELECT iri, label, type FROM thing WHERE iri IN (SELECT value FROM json_each(?))"
    found = {row["iri"]: reference(snapshot, row) for row in catalogue(snapshot).rows(sql, [json.dumps(wanted)])}
    return {each: found.get(each) or unknown(snapshot, each) for each in wanted}


def unknown(snapshot: Snapshot, iri: str) -> Reference:
    """Return a thing of which only the IRI is known."""
    return Reference(iri=iri, id=short(snapshot, iri), label=iri.rstrip("/").rsplit("/", 1)[-1] or iri)
