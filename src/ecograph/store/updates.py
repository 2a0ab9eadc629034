"""Read an update's operations: which graphs each of them writes, and where a USING clause goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple, TypeAlias

from ecograph.errors import QueryError
from ecograph.store.datasets import Dataset, node, resolved
from ecograph.store.editing import closing
from ecograph.store.lexing import Token, tokens


class Whole(Enum):
    """What an operation may write besides graphs that it names."""

    DEFAULT = "the default graph"
    NAMED = "all named graphs"
    ANY = "graphs that only its pattern names"


Target: TypeAlias = str | Whole


class Operation(NamedTuple):
    """One operation of an update: its tokens, and the declarations of BASE and PREFIX before it."""

    tokens: Sequence[Token]
    prologue: str

    @property
    def keys(self) -> list[str]:
        """Return the words and marks outside of all brackets, "" for any other token there."""
        return [token.key for token in self.tokens if token.depth == 0]

    @property
    def has_pattern(self) -> bool:
        """Tell whether it has a WHERE clause."""
        return "WHERE" in self.keys

    def sets_dataset(self) -> bool:
        """Tell whether it says itself which graphs its pattern reads."""
        return "USING" in self.keys or "WITH" in self.keys


def operations(update: str) -> Iterator[Operation]:
    """Yield the operations of an update, which stand between semicolons."""
    prologue, held = "", list[Token]()
    end = Token("mark", ";", len(update), len(update), 0)
    for token in (*tokens(update), end):
        if token.key != ";" or token.depth:
            held.append(token)
            continue
        start = next((at for at, each in enumerate(held) if _begins(held, at)), len(held))
        if held and start:
            prologue += update[held[0].start : held[start - 1].end] + "\n"
        if held[start:]:
            yield Operation(held[start:], prologue)
        held = []


def _begins(held: Sequence[Token], at: int) -> bool:
    """Tell whether a token begins an operation, and no declaration."""
    return held[at].kind == "word" and held[at].key not in ("BASE", "PREFIX")


def targets(update: str, *, base: str = "") -> set[Target]:
    """Return what an update may write: graphs by name, and what cannot be told from its text."""
    found = set[Target]()
    for operation in operations(update):
        terms = list(_written(operation))
        named = [term for term in terms if isinstance(term, str)]
        found.update(term for term in terms if not isinstance(term, str))
        found.update(resolved(named, operation.prologue, base=base) if named else ())
    return found


def _written(operation: Operation) -> Iterator[Target]:
    """Yield the names, as they are written, of the graphs that one operation writes."""
    outside = [token for token in operation.tokens if token.depth == 0]
    verb = outside[0].key
    if verb in ("INSERT", "DELETE", "WITH"):
        yield from _of_templates(operation)
    elif verb in ("ADD", "COPY", "MOVE"):
        middle = next((at for at, token in enumerate(outside) if token.key == "TO"), 0)
        yield from _of_reference(outside[middle + 1 :])
        if verb == "MOVE":
            yield from _of_reference(outside[1:middle])
    elif verb == "LOAD":
        into = next((at for at, token in enumerate(outside) if token.key == "INTO"), None)
        yield from _of_reference(outside[into + 1 :]) if into else (Whole.DEFAULT,)
    else:
        yield from _of_reference(outside[1:])


def _of_reference(found: Sequence[Token]) -> Iterator[Target]:
    """Yield the graphs of `[SILENT] [GRAPH] <name>`, DEFAULT, NAMED or ALL."""
    for token in found:
        if token.kind in ("iri", "name"):
            yield token.text
        elif token.key in ("DEFAULT", "ALL"):
            yield Whole.DEFAULT
        if token.key in ("NAMED", "ALL"):
            yield Whole.NAMED


def _of_templates(operation: Operation) -> Iterator[Target]:
    found = operation.tokens
    own: Target = found[1].text if found[0].key == "WITH" and len(found) > 1 else Whole.DEFAULT
    for start, stop in _templates(found):
        yield from _of_template(found[start + 1 : stop], own)


def _templates(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where the blocks of an operation open and close that are written, and not only matched."""
    matched = False
    for at, token in enumerate(found):
        if token.depth == 0:
            if token.key == "WHERE":
                matched = found[at - 1].key != "DELETE"
            if token.key == "{" and not matched:
                yield at, closing(found, at)


def _of_template(found: Sequence[Token], own: Target) -> Iterator[Target]:
    """Yield the graphs of a block of quads: those of its GRAPH parts, and `own` where triples stand outside of them."""
    at = 0
    while at < len(found):
        token = found[at]
        if token.key == "GRAPH" and at + 2 < len(found):
            name = found[at + 1]
            yield name.text if name.kind in ("iri", "name") else Whole.ANY
            at = closing(found, at + 2) + 1 if found[at + 2].key == "{" else at + 2
        else:
            if token.key != ".":
                yield own
            at += 1


def with_using(update: str, dataset: Dataset) -> str:
    """Return the update with the pattern of each operation read from this dataset (USING, USING NAMED).

    Raise QueryError where an operation says itself what it reads: the protocol forbids to say both.
    """
    clauses = "".join(f"\nUSING {node(name)}" for name in dataset.default)
    clauses += "".join(f"\nUSING NAMED {node(name)}" for name in dataset.named)
    parts, at = list[str](), 0
    for operation in operations(update):
        if not operation.has_pattern:
            continue
        if operation.sets_dataset():
            raise QueryError(
                "the update says USING or WITH, and the request names graphs to use",
                remedy="say it in one place: in the update, or as using-graph-uri and using-named-graph-uri",
            )
        found = operation.tokens
        where = next(each for each, token in enumerate(found) if token.depth == 0 and token.key == "WHERE")
        start = found[where].start
        parts.append(update[at:start])
        if found[where - 1].key == "DELETE":  # DELETE WHERE, the short form, has no place for the clause
            parts.append(update[found[where].end : found[closing(found, where + 1)].end])
        parts.append(f"{clauses}\n")
        at = start
    return "".join([*parts, update[at:]])
