"""Turn Python values into RDF terms, each in one way only."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import MAX_PREC, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from ecograph.errors import ValidationError
from ecograph.store.names import ECO, VOCAB, XSD

Term: TypeAlias = NamedNode | Literal
Scalar: TypeAlias = str | float | int
# How a value becomes a term; None where this way does not fit the value.
Make: TypeAlias = Callable[[Scalar], Term | None]

_DATES = {
    re.compile(r"\d{4}"): NamedNode(XSD + "gYear"),
    re.compile(r"\d{4}-\d\d"): NamedNode(XSD + "gYearMonth"),
    re.compile(r"\d{4}-\d\d-\d\d"): NamedNode(XSD + "date"),
}

# Digits after the point that Virtuoso keeps; Oxigraph keeps 18.
_PLACES = 15

# What no IRI may hold.
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\%]")


@lru_cache(maxsize=8192)
def iri(value: Scalar) -> NamedNode:
    """Return the IRI; raises ValidationError where the text is none."""
    try:
        return NamedNode(str(value))
    except ValueError as error:
        raise ValidationError(f"not an IRI: {value!r}", remedy="resolve the facts before writing them") from error


def local_name(value: Scalar) -> str:
    """Return a name that an IRI may end in: what no IRI may hold is escaped, for the shapes to find."""
    return _FORBIDDEN.sub(lambda match: f"%{ord(match[0]):02X}", str(value))


def prop(value: Scalar) -> NamedNode:
    """Return the ontology's property of this local name."""
    return iri(f"{ECO}{local_name(value)}")


def concept(scheme: str) -> Make:
    """Return a maker of the concepts of one vocabulary, e.g. `concept("role")("leads")`."""
    return lambda value: iri(f"{VOCAB}{scheme}/{local_name(value)}")


def wikidata(value: Scalar) -> NamedNode:
    """Return the IRI of a Wikidata item, e.g. Q46913."""
    return iri(f"http://www.wikidata.org/entity/{value}")


def stats_page(value: Scalar) -> NamedNode:
    """Return the page of the National Bureau of Statistics that lists the parts of a division, by its code of 12 digits.

    The pages of 2023: a province has 14.html, a prefecture 14/1407.html, a county 14/07/140728.html.
    """
    code = str(value)
    path = code[:2] if code[2:6] == "0000" else f"{code[:2]}/{code[:4]}" if code[4:6] == "00" else ""
    return iri(
        f"http://www.stats.gov.cn/sj/tjbz/tjyqhdmhcxhfdm/2023/{path or f'{code[:2]}/{code[2:4]}/{code[:6]}'}.html"
    )


def chinese(value: Scalar) -> Literal:
    """Return text in Chinese."""
    return Literal(str(value), language="zh")


def english(value: Scalar) -> Literal:
    """Return text in English."""
    return Literal(str(value), language="en")


def plain(value: Scalar) -> Literal:
    """Return a string without a language: codes, symbols, paths."""
    return Literal(str(value))


def integer(value: Scalar) -> Literal:
    """Return a whole number."""
    return Literal(str(int(value)), datatype=NamedNode(XSD + "integer"))


def number(value: Scalar) -> Literal | None:
    """Return a decimal without an exponent, and None for what is no number: a grade such as Ⅲ.

    It is exact to 15 digits after the point: no store in use keeps fewer.
    """
    try:
        decimal = Decimal(str(value))
    except InvalidOperation:
        return None
    if decimal.is_finite() and int(decimal.as_tuple().exponent) < -_PLACES:
        decimal = Context(prec=MAX_PREC).quantize(decimal, Decimal(1).scaleb(-_PLACES))
    # The engine knows no negative zero.
    return Literal(f"{decimal.normalize() + 0:f}", datatype=NamedNode(XSD + "decimal")) if decimal.is_finite() else None


def grade(value: Scalar) -> Literal | None:
    """Return what is no number, as text."""
    return plain(value) if number(value) is None else None


def date(value: Scalar) -> Literal:
    """Return a year, a month or a day in the type that fits; the rest stays a string, for the shapes to find."""
    text = str(value)
    for pattern, datatype in _DATES.items():
        if pattern.fullmatch(text):
            return Literal(text, datatype=datatype)
    return Literal(text)


def moment(value: Scalar) -> Literal:
    """Return a point in time, with its time zone, of which the engine writes the usual one as Z."""
    return Literal(str(value).replace("+00:00", "Z"), datatype=NamedNode(XSD + "dateTime"))
