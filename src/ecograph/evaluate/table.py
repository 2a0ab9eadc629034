"""Lay counts out as rows of text, for the terminal, the page and the documents alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ecograph.evaluate.peer import PEER, PEER_CLASSES
from ecograph.evaluate.totals import Tally, Totals

NOTHING = "–"
HEAD = ("", "precision", "recall", "F1", "right", "wrong", "missed")


def head(peer: Totals | None) -> list[str]:
    """Return the names of the columns."""
    return [*HEAD, *([f"F1 of {PEER}"] if peer else [])]


def rows(found: Totals, peer: Totals | None = None) -> Iterator[list[str]]:
    """Yield a row a class and relation, with the baseline's F1 if it is given."""
    for name, tally in found.tallies.items():
        yield [name, *figures(tally), *([peer_f1(peer, name)] if peer else [])]


def figures(tally: Tally) -> list[str]:
    """Return one row's figures; a dash for a share of nothing."""
    counts = [str(tally.right), str(tally.wrong), str(tally.missed)]
    precision = share(tally.precision) if tally.right + tally.wrong else NOTHING
    recall = share(tally.recall) if tally.right + tally.missed else NOTHING
    return [precision, recall, share(tally.f1) if tally != Tally() else NOTHING, *counts]


def share(number: float) -> str:
    """Return a share in [0, 1] as it is printed."""
    return f"{number:.3f}"


def peer_f1(peer: Totals, name: str) -> str:
    """Return the baseline's F1, a dash where its tags know nothing of the class."""
    return share(peer.tallies[name].f1) if name in PEER_CLASSES else NOTHING


def group_rows(groups: Sequence[tuple[str, Totals]]) -> Iterator[list[str]]:
    """Yield a row a group: its name, its articles, and the figures of its entities and relations."""
    for name, found in groups:
        entities, relations = (figures(found.tallies[kind])[:3] for kind in ("entities", "relations"))
        yield [name or NOTHING, str(found.articles), *entities, *relations]


GROUP_HEAD = ("articles", "entities P", "R", "F1", "relations P", "R", "F1")


def remarks(found: Totals) -> Iterator[str]:
    """Yield the lines below the table: fields, spans, and what could not be judged."""
    told = [f"{name} {right}/{of}" for name, (right, of) in found.fields.items() if of]
    if told:
        yield f"Fields of what was found and is annotated: {', '.join(told)}"
    yield f"Evidence: {found.spans} spans, {len(found.bad_spans)} of them not verbatim in the source"
    yield f"Relations not judged, as an end of theirs is not annotated: {found.outside}"
    if found.unread:
        yield f"Articles without facts: {', '.join(found.unread)}"
