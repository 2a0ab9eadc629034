"""Make a catalogue of a graph: one scan of the store for each property, straight into the tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import blake2b
from typing import TypeAlias

from ecograph.server.api.catalogue.places import about, below
from ecograph.server.api.catalogue.schema import INDEXES, TABLES
from ecograph.server.api.terms import PREDICATES, TYPES, local, rows
from ecograph.server.api.vocabulary import ranks
from ecograph.store import Store

Step: TypeAlias = Callable[[sqlite3.Connection, Store], None]

_THING = "(SELECT id FROM thing WHERE iri = ?)"
_DOCUMENT = "(SELECT id FROM document WHERE iri = ?)"
_SERIES = "(SELECT id FROM series WHERE iri = ?)"

# Table, column, property, and how the value is written: as text, as its last part, or as the row of what it names.
_DEFAULT = (
    ("thing", "kind", "eco:kind", "local"),
    ("thing", "code", "eco:code", "text"),
    ("document", "title", "dcterms:title", "text"),
    ("document", "published", "dcterms:issued", "text"),
    ("document", "publisher", "dcterms:publisher", "text"),
    ("document", "home", "eco:home", "thing"),
    ("series", "label", "rdfs:label", "text"),
    ("series", "metric", "eco:metric", "text"),
    ("series", "indicator", "eco:indicator", "local"),
    ("series", "subject", "eco:concerns", "thing"),
    ("series", "period", "eco:period", "text"),
    ("series", "first", "eco:from", "text"),
    ("series", "last", "eco:until", "text"),
    ("series", "state", "eco:state", "local"),
    ("series", "since", "eco:since", "text"),
    ("series", "plan", "eco:planInForce", "text"),
    ("series", "report", "eco:latestReport", "text"),
    ("entry", "series", "eco:ofSeries", "series"),
    ("entry", "quantity", "eco:quantity", "thing"),
    ("entry", "tells", "eco:tells", "text"),
    ("entry", "period", "eco:period", "text"),
    ("standing", "series", "eco:ofSeries", "series"),
    ("standing", "state", "eco:state", "local"),
    ("standing", "since", "eco:since", "text"),
    ("conflict", "series", "eco:ofSeries", "series"),
    ("conflict", "tells", "eco:tells", "text"),
    ("conflict", "period", "eco:period", "text"),
)
_QUANTITY = (
    ("metric", "eco:metric"), ("value", "eco:value"), ("value_max", "eco:valueMax"), ("grade", "eco:grade"),
    ("text", "eco:valueText"), ("unit", "eco:unit"), ("comparator", "eco:comparator"), ("change", "eco:change"),
    ("status", "eco:status"), ("deadline", "eco:deadline"), ("normalized_value", "eco:normalizedValue"),
    ("normalized_unit", "eco:normalizedUnit"), ("quote", "eco:quote"),
)  # fmt: skip
_CLAIM = (
    ("s", "rdf:subject", "thing"), ("p", "rdf:predicate", "local"), ("o", "rdf:object", "thing"),
    ("role", "eco:role", "local"), ("modality", "eco:modality", "local"), ("speaker", "eco:speaker", "thing"),
    ("rule", "eco:rule", "text"), ("confidence", "eco:confidence", "text"), ("start", "eco:start", "text"),
    ("end", "eco:end", "text"), ("quote", "eco:quote", "text"), ("time", "eco:time", "text"),
)  # fmt: skip
_CLASSES = {
    "document": "Document",
    "series": "Series",
    "entry": "Entry",
    "standing": "Standing",
    "conflict": "Conflict",
}
_ROWS = {"thing": _THING, "series": _SERIES}
_NUMBERS = frozenset({"value", "value_max", "normalized_value"})


def make(database: sqlite3.Connection, store: Store) -> None:
    """Fill a database with the catalogue of a store, step by step: one that was left half done is taken up where it was."""
    (done,) = database.execute("PRAGMA user_version").fetchone()
    for number, step in enumerate(_STEPS[done:], done + 1):
        database.execute("BEGIN")
        step(database, store)
        database.execute(f"PRAGMA user_version = {number}")
        database.execute("COMMIT")


def folded(text: str) -> str:
    """Return text as a search compares it."""
    return text.casefold()


def _keys(database: sqlite3.Connection, store: Store) -> None:
    order = {name: rank for rank, name in enumerate(TYPES)}
    found: dict[str, str] = {}
    for name in TYPES:
        for row in rows(store, f"SELECT ?s {{ ?s a eco:{name} }}"):
            found[row["s"]] = min(name, found.get(row["s"], name), key=order.__getitem__)
    database.executemany("INSERT INTO thing (iri, type) VALUES (?, ?)", sorted(found.items()))
    for table, name in _CLASSES.items():
        keys = sorted({row["s"] for row in rows(store, f"SELECT ?s {{ ?s a eco:{name} }}")})
        database.executemany(f"INSERT INTO {table} (iri) VALUES (?)", ((each,) for each in keys))


def _columns(database: sqlite3.Connection, store: Store) -> None:
    """Fill the columns of `_DEFAULT`; of several texts for one column the least one stays."""
    for table, column, property_, form in _DEFAULT:
        pairs = _pairs(store, property_, _CLASSES.get(table, ""))
        if form in _ROWS:
            sql = f"UPDATE {table} SET {column} = {_ROWS[form]} WHERE iri = ?"
            database.executemany(sql, ((value, each) for each, value in pairs))
        else:
            sql = f"UPDATE {table} SET {column} = ?1 WHERE iri = ?2 AND ({column} = '' OR {column} > ?1)"
            told = ((local(value) if form == "local" else value, each) for each, value in pairs)
            database.executemany(sql, told)


def _pairs(store: Store, property_: str, class_: str = "") -> Iterator[tuple[str, str]]:
    """Yield the subjects, of a class where one is named, and the values of a property."""
    typed = f"a eco:{class_} ; " if class_ else ""
    for row in rows(store, f"SELECT ?s ?o {{ ?s {typed}{property_} ?o }}"):
        yield row["s"], row["o"]


def _names(database: sqlite3.Connection, store: Store) -> None:
    insert = "INSERT INTO name (thing, name, folded, main) SELECT id, ?, ?, ? FROM thing WHERE iri = ?"
    for main, property_ in ((1, "rdfs:label"), (0, "skos:altLabel")):
        pairs = sorted(set(_pairs(store, property_)))
        database.executemany(insert, ((name, folded(name), main, each) for each, name in pairs))
    least = "SELECT thing, MIN(name) AS name FROM name WHERE main GROUP BY thing"
    database.execute(f"UPDATE thing SET label = told.name FROM ({least}) AS told WHERE told.thing = thing.id")
    database.execute("UPDATE thing SET label = iri WHERE label = ''")
    database.executemany("UPDATE thing SET label = ? WHERE label = ?", _bare_names(database))
    posts = sorted(set(_pairs(store, "eco:post")))
    database.executemany(
        "INSERT INTO post (thing, post) SELECT id, ? FROM thing WHERE iri = ?", ((post, each) for each, post in posts)
    )
    sources = sorted(set(_pairs(store, "eco:source")))
    database.executemany(
        "INSERT INTO source (document, source) SELECT id, ? FROM document WHERE iri = ?",
        ((source, each) for each, source in sources),
    )
    titles = database.execute("SELECT id, title FROM document").fetchall()
    database.executemany("UPDATE document SET folded = ? WHERE id = ?", ((folded(title), id_) for id_, title in titles))


def _bare_names(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return a name for what has no label: the end of its IRI."""
    found = database.execute("SELECT iri FROM thing WHERE label = iri").fetchall()
    return [(iri.rstrip("/").rsplit("/", 1)[-1] or iri, iri) for (iri,) in found]


def _facts(database: sqlite3.Connection, store: Store) -> None:
    insert = (
        "INSERT OR IGNORE INTO fact (s, p, o, key) SELECT one.id, ?, other.id, ? FROM thing AS one, thing AS other "
        "WHERE one.iri = ? AND other.iri = ?"
    )
    for predicate in PREDICATES:
        pairs = _pairs(store, f"eco:{predicate}")
        database.executemany(insert, ((predicate, _fact_key(s, predicate, o), s, o) for s, o in pairs))


def _fact_key(s: str, p: str, o: str) -> str:
    """Return a name for a fact, the same in each state of the graph."""
    return blake2b(f"{s} {p} {o}".encode(), digest_size=9).hexdigest()


def _quantities(database: sqlite3.Connection, store: Store) -> None:
    database.execute("INSERT INTO quantity (thing) SELECT id FROM thing WHERE type IN ('Target', 'Observation')")
    for column, property_ in _QUANTITY:
        database.executemany(
            f"UPDATE quantity SET {column} = ? WHERE thing = {_THING}",
            ((float(value) if column in _NUMBERS else value, each) for each, value in _pairs(store, property_)),
        )


def _claim_keys(database: sqlite3.Connection, store: Store) -> None:
    found = sorted({(row["c"], row["g"]) for row in rows(store, "SELECT ?c ?g { GRAPH ?g { ?c a eco:Claim } }")})
    database.executemany(f"INSERT OR IGNORE INTO claim (iri, document) VALUES (?, {_DOCUMENT})", found)


def _claim_column(column: str, property_: str, form: str) -> Step:
    """Return the step that fills one column of the claims: the longest part of the work, in pieces."""

    def fill(database: sqlite3.Connection, store: Store) -> None:
        pairs = rows(store, f"SELECT ?s ?o {{ GRAPH ?g {{ ?s {property_} ?o }} }}")
        database.executemany(
            f"UPDATE claim SET {column} = {_ROWS.get(form, '?')} WHERE iri = ?",
            ((local(row["o"]) if form == "local" else row["o"], row["s"]) for row in pairs),
        )

    return fill


def _mentions(database: sqlite3.Connection, store: Store) -> None:
    # What tells of nothing that the graph holds is no row of a list.
    database.execute("DELETE FROM claim WHERE s IS NULL OR o IS NULL OR document IS NULL")
    database.execute("UPDATE claim SET published = (SELECT published FROM document WHERE id = claim.document)")
    named = rows(store, "SELECT ?g ?o { GRAPH ?g { ?s eco:mentionOf ?o } }")
    database.executemany(
        f"INSERT OR IGNORE INTO mention (thing, document) SELECT id, document FROM "
        f"(SELECT {_THING} AS id, {_DOCUMENT} AS document) WHERE id IS NOT NULL AND document IS NOT NULL",
        ((row["o"], row["g"]) for row in named),
    )
    for end in ("s", "o"):
        database.execute(f"INSERT OR IGNORE INTO mention (thing, document) SELECT {end}, document FROM claim")


def _states(database: sqlite3.Connection, store: Store) -> None:
    for language in ("en", "zh"):
        why = f"SELECT ?s ?o {{ ?s eco:why ?o FILTER(LANG(?o) = '{language}') }}"
        told = [(row["o"], row["s"]) for row in rows(store, why)]
        for table in ("series", "standing", "conflict"):
            database.executemany(f"UPDATE {table} SET why_{language} = ? WHERE iri = ?", told)
    database.executemany("UPDATE series SET rank = ? WHERE state = ?", ((rank, name) for name, rank in ranks().items()))
    scopes = sorted(set(_pairs(store, "eco:scope")))
    database.executemany(
        "UPDATE series SET scope = TRIM(scope || ' ' || ?) WHERE iri = ?",
        ((local(value), each) for each, value in scopes),
    )
    database.executemany(
        "INSERT INTO side (conflict, quantity) SELECT conflict.id, thing.id FROM conflict, thing "
        "WHERE conflict.iri = ? AND thing.iri = ?",
        sorted(set(_pairs(store, "eco:between"))),
    )


def _places(database: sqlite3.Connection, _: Store) -> None:
    database.executemany("INSERT OR IGNORE INTO below (place, inside) VALUES (?, ?)", below(database))
    database.executemany("INSERT OR IGNORE INTO about (thing, place) VALUES (?, ?)", about(database))
    # What is told of an official's body, and of the owner of a quantity, is told of them too.
    for predicate, start, end in (("worksFor", "o", "s"), ("hasTarget", "s", "o")):
        database.execute(
            f"INSERT OR IGNORE INTO about (thing, place) SELECT fact.{end}, about.place FROM fact "
            f"JOIN about ON about.thing = fact.{start} WHERE fact.p = '{predicate}'"
        )


def _counts(database: sqlite3.Connection, _: Store) -> None:
    _all(
        database,
        """
        CREATE INDEX mention_of ON mention (document);
        UPDATE thing SET documents = told.n, first = told.first, last = told.last FROM (
          SELECT thing, COUNT(*) AS n, COALESCE(MIN(NULLIF(published, '')), '') AS first, MAX(published) AS last
          FROM mention JOIN document ON document.id = mention.document GROUP BY thing
        ) AS told WHERE told.thing = thing.id;
        UPDATE thing SET facts = told.n FROM (
          SELECT thing, SUM(n) AS n FROM (
            SELECT s AS thing, COUNT(*) AS n FROM fact GROUP BY s UNION ALL
            SELECT o AS thing, COUNT(*) AS n FROM fact GROUP BY o
          ) GROUP BY thing
        ) AS told WHERE told.thing = thing.id;
        UPDATE fact SET claims = told.n, roles = told.roles, confidence = told.confidence FROM (
          SELECT s, p, o, COUNT(*) AS n, COALESCE(GROUP_CONCAT(DISTINCT NULLIF(role, '')), '') AS roles,
          MAX(confidence) AS confidence FROM claim WHERE modality NOT IN ('denied', 'possible') GROUP BY s, p, o
        ) AS told WHERE told.s = fact.s AND told.p = fact.p AND told.o = fact.o;
        UPDATE document SET claims = told.n FROM (SELECT document, COUNT(*) AS n FROM claim GROUP BY document) AS told
        WHERE told.document = document.id;
        UPDATE document SET entities = told.n FROM (SELECT document, COUNT(*) AS n FROM mention GROUP BY document) AS told
        WHERE told.document = document.id;
        DROP INDEX mention_of;
        """,
    )


def _all(database: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script within the transaction that is open."""
    for statement in script.split(";"):
        database.execute(statement)


_STEPS: tuple[Step, ...] = (
    lambda database, _: _all(database, TABLES),
    _keys,
    _columns,
    _names,
    _facts,
    _quantities,
    _claim_keys,
    *(_claim_column(*each) for each in _CLAIM),
    _mentions,
    _states,
    _places,
    _counts,
    lambda database, _: _all(database, INDEXES),
)
