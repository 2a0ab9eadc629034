"""Write values into SPARQL safely, and read solutions as plain strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ecograph.errors import QueryError
from ecograph.store import ECO, VOCAB, Store

TYPES = ("Agency", "Official", "Project", "Place", "Policy", "Target", "Observation")
PREDICATES = ("responsibleFor", "worksFor", "locatedIn", "partOf", "governedBy", "issued", "within", "hasTarget")
_NOT_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")


def is_iri(text: str) -> bool:
    """Say whether the text is an absolute IRI."""
    return bool(_SCHEME.match(text)) and not _NOT_IRI.search(text)


def iri(text: str) -> str:
    """Return `<text>`; QueryError if it is not an absolute IRI."""
    if not is_iri(text):
        raise QueryError("this is not an absolute IRI", where=repr(text), remedy="copy one from /api/v1/entities")
    return f"<{text}>"


def literal(text: str) -> str:
    """Return `text` as a quoted SPARQL string."""
    table = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(table.get(character, character) for character in text) + '"'


def values(iris: Iterable[str]) -> str:
    """Return the IRIs as the inside of a VALUES block."""
    return " ".join(iri(each) for each in iris)


def eco(names: Iterable[str]) -> str:
    """Return names of the ontology as prefixed names, for a VALUES block."""
    return " ".join(f"eco:{name}" for name in names)


def local(text: str) -> str:
    """Return the last part of an IRI of the ontology or its vocabularies, any other text as it is."""
    if text.startswith(ECO):
        return text[len(ECO) :]
    return text.rsplit("/", 1)[-1] if text.startswith(VOCAB) else text


def rows(store: Store, select: str) -> Iterator[dict[str, str]]:
    """Yield each solution of a SELECT as name -> text; an unbound variable is ""."""
    solutions: Any = store.query(select)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: _value(term) for name, term in zip(names, solution, strict=True)}


def _value(term: Any) -> str:  # noqa: ANN401 — every term of the engine has a value
    return "" if term is None else str(term.value)
