"""Find the whole sentence around the words that back a fact, which may be as few as a name with its post.

The store holds no articles, but it holds, verbatim and with their place, the stretches that back other facts of the same
document: the shortest of these that ends a sentence and has the words inside is the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ecograph.network.evidence import Evidence
from ecograph.network.selecting import select

if TYPE_CHECKING:
    from ecograph.store import Store

_STRETCHES = """\
SELECT DISTINCT ?document ?start ?quote WHERE {{
  VALUES ?document {{ {documents} }}
  GRAPH ?document {{ ?claim a eco:Claim ; eco:start ?start ; eco:quote ?quote }}
}}"""
_ENDS = "。！？!?；;…"
_CLOSERS = "”’」』》）)\"'"


class _Stretch(NamedTuple):
    start: int
    quote: str

    @property
    def end(self) -> int:
        return self.start + len(self.quote)


class Sentences:
    """The sentences that the store holds of some documents."""

    def __init__(self, store: Store, evidence: Iterable[Evidence]) -> None:
        self._stretches: dict[str, set[_Stretch]] = {}
        documents = " ".join(f"<{document}>" for document in sorted({item.document for item in evidence}))
        for row in select(store, _STRETCHES.format(documents=documents)) if documents else ():
            stretch = _Stretch(int(row["start"]), row["quote"])
            if stretch.quote.rstrip().rstrip(_CLOSERS).endswith(tuple(_ENDS)):
                self._stretches.setdefault(row["document"], set()).add(stretch)

    def around(self, evidence: Evidence) -> str:
        """Return the sentence around the words, or the words themselves where the store does not hold it."""
        words = _Stretch(evidence.start, evidence.quote)
        around = [
            each
            for each in self._stretches.get(evidence.document, ())
            if 0 <= each.start <= words.start and words.end <= each.end
        ]
        return min(around, key=lambda each: (len(each.quote), each)).quote if around else words.quote
