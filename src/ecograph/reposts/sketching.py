"""Sketch a body so that copies of one text share a part of their sketches, whatever is cut."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from heapq import nsmallest
from itertools import chain, pairwise

from ecograph.reposts.signature import Signature, digests

# With half of a text cut, one copy in a hundred shares none of so many pairs with the whole.
_KEPT = 8
_ODD, _BITS = 0x9E3779B97F4A7C15, (1 << 63) - 1


def sketch(sentences: Sequence[int], openings: Sequence[int] = ()) -> list[int]:
    """Return the smallest digests of the pairs of sentences that follow each other (bottom-k sketch, Broder 1997).

    Pairs, since a single sentence may stand in many articles: 会议还研究了其他事项. `openings` are other readings of the first.
    """
    pairs = chain(pairwise(sentences), ((each, sentences[1]) for each in openings))
    return nsmallest(_KEPT, {((one * _ODD) ^ other) * _ODD >> 32 & _BITS for one, other in pairs})


def body_of(one: Signature) -> int:
    """Return a number that two documents share whose bodies have the same sentences."""
    text = digests((*one.openings, len(one.openings), *one.sentences))
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little") & _BITS
