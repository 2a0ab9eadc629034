"""Tell what a working database lacks, and what it holds too much, of the documents that are to be in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def differing(
    wanted: Iterable[tuple[str, str, _T]], held: Iterator[tuple[str, str]], gone: list[str]
) -> Iterator[tuple[str, str, _T]]:
    """Yield what is wanted of each document (id, tag, anything) that is not held with this tag.

    Those that are held and not wanted are noted as `gone`. Both come sorted by id.
    """
    before = next(held, None)
    for document, tag, what in wanted:
        while before and before[0] < document:
            gone.append(before[0])
            before = next(held, None)
        same = before == (document, tag)
        if before and before[0] == document:
            before = next(held, None)
        if not same:
            yield document, tag, what
    gone += [document for document, _ in ([before] if before else [])]
    gone += [document for document, _ in held]
