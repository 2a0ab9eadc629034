"""Sum up a document for comparison with others: digests of its sentences, and what tells its day, place and kind."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from ecograph.model import Document
from ecograph.reposts.body import body
from ecograph.resources import fingerprint, words

# What a signature follows from besides its document.
_RULES = ("reposts", "data/reposts", "data/targets/corrections.csv")
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN = "\t"


class Signature(NamedTuple):
    """A document as it is compared.

    `sentences` are 64-bit digests of the sentences of its body, in their order, `openings` those of other readings of the first
    of them; `characters` is how long the sentences are together. `published` is ISO 8601, `home` a GB/T 2260 code, each ""
    where unknown. `years` are those in the title, `marks` the words there by which it corrects another article.
    """

    published: str
    home: str
    years: str
    marks: str
    characters: int
    sentences: tuple[int, ...]
    openings: tuple[int, ...] = ()

    def packed(self) -> bytes:
        """Return it as bytes, the same for equal signatures."""
        told = (
            rules(), self.published, self.home, self.years, self.marks, str(self.characters), str(len(self.openings)),
        )  # fmt: skip
        return _BETWEEN.join(told).encode() + b"\n" + digests((*self.openings, *self.sentences))

    @classmethod
    def unpacked(cls, data: bytes) -> Signature:
        """Return what `packed` packed."""
        head, _, rest = data.partition(b"\n")
        _, published, home, years, marks, characters, openings = head.decode().split(_BETWEEN)
        found, first = digests_of(rest), int(openings)
        return cls(published, home, years, marks, int(characters), found[first:], found[:first])


def signature(document: Document) -> bytes:
    """Return the signature of a document, eight bytes a sentence and a few more; a function of the document alone."""
    told = body(document)
    years = " ".join(sorted(set(_YEAR.findall(document.title))))
    marks = " ".join(each for each in _marks() if each in document.title)
    characters = sum(map(len, told.sentences))
    return Signature(
        document.published, document.home, years, marks, characters, _digested(told.sentences), _digested(told.openings)
    ).packed()


def rules() -> str:
    """Return what must be the same for the same document to give the same signature."""
    return fingerprint(*_RULES)


def is_current(packed: bytes) -> bool:
    """Say whether a signature was made by the rules as they are; b"" was not."""
    return packed.startswith(f"{rules()}{_BETWEEN}".encode())


def _digested(texts: Iterable[str]) -> tuple[int, ...]:
    return tuple(int.from_bytes(blake2b(each.encode(), digest_size=8).digest(), "little") for each in texts)


def digests(numbers: Sequence[int]) -> bytes:
    """Return digests as a row of bytes, eight each."""
    return struct.pack(f"<{len(numbers)}Q", *numbers)


def digests_of(row: bytes) -> tuple[int, ...]:
    """Return the digests that stand in a row of bytes."""
    return struct.unpack(f"<{len(row) // 8}Q", row)


@cache
def _marks() -> tuple[str, ...]:
    """Return the words by which a title says that the article corrects another."""
    return words("data", "targets", "corrections.csv")
