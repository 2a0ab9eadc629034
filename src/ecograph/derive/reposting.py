"""Find out which documents repeat another; what tells that of a document is kept, and only what is new is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ecograph.derive.differing import differing
from ecograph.derive.documents import Known, documents
from ecograph.reposts import Reposts, is_current, rules, signature
from ecograph.store import Records
from ecograph.store.codec import document_of

_FILE = "reposts.sqlite"


@contextmanager
def reposted(records: Records, *, as_of: str = "", keep: bool = True) -> Iterator[Reposts]:
    """Tell which of the documents that are held, or were known on a day, repeat another.

    Unless told not to, `keep` what is found beside the records for the next time.
    """
    path = records.folder / _FILE if records.folder and keep else None
    with Reposts(path) as reposts:
        gone = list[str]()
        wanted = ((each.document, f"{rules()} {each.digest.hex()}", each) for each in documents(records, as_of=as_of))
        changed = differing(wanted, reposts.tags(), gone)
        reposts.add((document, tag, _signature(records, known)) for document, tag, known in changed)
        reposts.remove(gone)
        reposts.settle()
        yield reposts


def _signature(records: Records, known: Known) -> bytes:
    """Return the signature that was kept with the record, or make it where that was made by other rules."""
    kept = records.signature(known.number)
    return kept if is_current(kept) else signature(document_of(records.facts(known.number)))
