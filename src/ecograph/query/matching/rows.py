"""What an answer is made of."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class Named(NamedTuple):
    """An entity in a cell."""

    iri: str
    label: str
    type: str


class Quote(NamedTuple):
    """The words that say something, where they stand in the source of their document, and how sure it is.

    `start` and `end` count characters, -1 if unknown; `published` is ISO 8601.
    """

    quote: str
    start: int
    end: int
    role: str
    modality: str
    confidence: float
    document: str
    title: str
    published: str


class Said(NamedTuple):
    """A fact behind a row, as text, and the sentences that say it, the best first.

    `relation` is the place of the relation in the pattern, -1 for what is said of a thing that no relation names.
    """

    relation: int
    subject: Named
    predicate: str
    object: Named
    quotes: tuple[Quote, ...]


Cell: TypeAlias = Named | str | float | None


class Row(NamedTuple):
    """One way to fill the pattern."""

    cells: tuple[Cell, ...]
    evidence: tuple[Said, ...]


class Matched(NamedTuple):
    """The answer: columns as the pattern names them, rows, whether there are more, and the query that was asked."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool
    sparql: str
