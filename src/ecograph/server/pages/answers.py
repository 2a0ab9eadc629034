"""Read the rows of a named question as people do: names that lead to things, quotes with their article, values with units.

The questions name their columns alike: `agencyId` is the IRI of `agency`, `id` that of `name`; `quote` stands in `document`,
from `start` on where that is told; `comparator`, `value`, `upTo` and `unit` are one value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from pyoxigraph import NamedNode

from ecograph.server.api.terms import TYPES, literal, local, values
from ecograph.server.api.terms import rows as solutions
from ecograph.server.pages.things import Article, Quote, Thing, articles, things
from ecograph.store import Store

# Columns that are told with another one.
_VALUE = ("comparator", "value", "upTo", "unit", "change")
_NOT_ALONE = frozenset({"claim", "start", "end", "whyZh", *_VALUE} - {"value"})
# Columns whose values the ontology or a vocabulary has names for: what stands before them in `name(…)`.
_NAMED = {
    "class": "", "predicate": "", "role": "role/", "modality": "modality/", "kind": "kind/", "grade": "",
}  # fmt: skip
# Columns whose values are words of the pages' own texts.
_WORDS = ("status", "tells", "direction")
# Columns of names: what has no IRI beside it is looked up.
_LABELS = frozenset(
    {
        "agency",
        "body",
        "issuer",
        "object",
        "official",
        "parent",
        "place",
        "policy",
        "project",
        "speaker",
        "subject",
        "water",
    }
)
_COUNTS = frozenset(
    {
        "agencies", "all", "branches", "claims", "direct", "documents", "implements", "leads", "names", "observations", "officials",
        "others", "places", "plans", "policies", "posts", "projects", "results", "statements", "targets", "times", "yuan",
    }
)  # fmt: skip


class Cell(NamedTuple):
    """What a column has in a row: `kind` says how it is shown, `text` is what it says; one of the others goes with it.

    `kind` is text, number, thing, article, quote, value, state, name (of the ontology), word (of the pages' texts) or why.
    """

    kind: str
    text: str = ""
    thing: Thing | None = None
    article: Article | None = None
    quote: Quote | None = None
    parts: tuple[str, ...] = ()


_NOTHING = Cell("text")


class Answer(NamedTuple):
    """The columns that say something on this page, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Row: TypeAlias = dict[str, str]


def answered(store: Store, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Answer:
    """Return rows of terms as people read them."""
    listed = [dict(zip(columns, row, strict=True)) for row in rows]
    shown = tuple(each for each in columns if _is_shown(each, columns))
    found = _Found(store, columns, listed)
    texts = [{name: _text(term) for name, term in row.items()} for row in listed]
    cells = [tuple(found.cell(column, row) for column in shown) for row in texts]
    said = [at for at in range(len(shown)) if any(row[at] != _NOTHING for row in cells)] if cells else range(len(shown))
    return Answer(tuple(shown[at] for at in said), tuple(tuple(row[at] for at in said) for row in cells))


def _is_shown(column: str, columns: Sequence[str]) -> bool:
    if column in _NOT_ALONE or (column == "id" and "name" in columns):
        return False
    if column == "document":
        return not {"quote", "title", "source"} & set(columns)
    if column == "source":
        return "title" not in columns
    return not column.endswith("Id")


class _Found:
    """What is known of the things that the rows name."""

    def __init__(self, store: Store, columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
        self._columns = frozenset(columns)
        self._labelled = _labelled(
            store, (row[name] for row in rows for name in _LABELS if f"{name}Id" not in row and name in row)
        )
        self._documents = (
            {} if "document" in columns else _saying(store, (row["quote"] for row in rows if row.get("quote")))
        )
        iris = [term.value for row in rows for term in row.values() if isinstance(term, NamedNode)]
        told = [each for each in iris if "/document/" in each and "#" not in each]
        told += [document for document, _ in self._documents.values()]
        self._articles = articles(store, told)
        self._things = things(store, (each for each in iris if each not in self._articles and "#" not in each))
        self._stretches = _stretches(store, (each for each in iris if "#claim-" in each))

    def cell(self, column: str, row: Row) -> Cell:
        """Return what is shown of one column."""
        text, iri = row[column], row.get(f"{column}Id", "") or (row.get("id", "") if column == "name" else "")
        if iri and text:
            known = self._things[iri]
            return Cell("thing", thing=Thing(iri, text, known.type))
        if column in ("title", "source", "document") and row.get("document"):
            known_article = self._articles[row["document"]]
            return Cell("article", text if column == "title" else known_article.title or text, article=known_article)
        if column == "quote" and text and (row.get("document") or text in self._documents):
            return Cell("quote", quote=self._quote(row))
        if (column == "value" and "unit" in self._columns) or (column == "grade" and "comparator" in self._columns):
            return self._value(row, text)
        return self._plain(column, row, text)

    def _plain(self, column: str, row: Row, text: str) -> Cell:
        if not text:
            return _NOTHING
        if column in _LABELS and text in self._labelled:
            return Cell("thing", thing=self._labelled[text])
        if column == "state":
            return Cell("state", text)
        if column == "why":
            return Cell("why", text, parts=(row.get("whyZh", "") or text, text))
        if column in _NAMED:
            return Cell("name", _NAMED[column] + text)
        if column in _WORDS:
            return Cell("word", text)
        return Cell("number" if column in _COUNTS else "text", text)

    def _value(self, row: Row, text: str) -> Cell:
        comparator = row.get("comparator", "=")
        until = row.get("upTo", "")
        amount = ("" if comparator == "=" else comparator) + text + (f"–{until}" if until else "")
        change = row.get("change", "")
        target = row.get("targetId") or row.get("observationId") or ""
        thing = Thing(target, "", "Target") if target else None
        parts = (change if change in ("increase", "decrease") else "", amount, row.get("unit", ""))
        return Cell("value" if text else "text", thing=thing, parts=parts)

    def _quote(self, row: Row) -> Quote:
        document, start = self._documents.get(row["quote"], (row.get("document", ""), 0))
        known = self._articles[document]
        start = start or int(row.get("start") or self._stretches.get(row.get("claim", ""), 0))
        end = start + len(row["quote"]) if start else 0
        return Quote(row["quote"], known.iri, start, end, known.title, known.published, known.publisher)


def _stretches(store: Store, claims: Iterable[str]) -> dict[str, int]:
    """Return where the words of claims begin."""
    wanted = sorted(set(claims))
    if not wanted:
        return {}
    pattern = (
        f"SELECT ?claim ?start WHERE {{ VALUES ?claim {{ {values(wanted)} }} GRAPH ?d {{ ?claim eco:start ?start }} }}"
    )
    return {row["claim"]: int(row["start"]) for row in solutions(store, pattern)}


def _saying(store: Store, quotes: Iterable[Any]) -> dict[str, tuple[str, int]]:
    """Return the document in which words stand that a question tells without it, and where; of several the first."""
    wanted = _chinese(quotes)
    if not wanted:
        return {}
    pattern = f"""SELECT ?quote ?document ?start WHERE {{ VALUES ?quote {{ {wanted} }}
        GRAPH ?document {{ ?claim eco:quote ?quote ; eco:start ?start }} }} ORDER BY DESC(?document) DESC(?start)"""
    return {row["quote"]: (row["document"], int(row["start"])) for row in solutions(store, pattern)}


def _labelled(store: Store, labels: Iterable[Any]) -> dict[str, Thing]:
    """Return the things that some names name, where each names one only."""
    wanted = _chinese(labels)
    if not wanted:
        return {}
    classes = ", ".join(f"eco:{each}" for each in TYPES)
    pattern = f"""SELECT ?label (MIN(?thing) AS ?iri) (MIN(?class) AS ?type) (COUNT(DISTINCT ?thing) AS ?n) WHERE {{
        VALUES ?label {{ {wanted} }} ?thing rdfs:label ?label ; a ?class . FILTER(?class IN ({classes}))
        }} GROUP BY ?label HAVING (COUNT(DISTINCT ?thing) = 1)"""
    return {row["label"]: Thing(row["iri"], row["label"], local(row["type"])) for row in solutions(store, pattern)}


def _chinese(terms: Iterable[Any]) -> str:
    """Return texts as the graph has names and quotes, for a VALUES block."""
    return " ".join(f"{literal(each)}@zh" for each in sorted({_text(term) for term in terms} - {""}))


def _text(term: Any) -> str:  # noqa: ANN401 - any term of the engine
    return "" if term is None else str(term.value)
