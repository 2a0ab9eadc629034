"""Write one document's facts as lines of N-Triples: entities and plain triples in one text, claims in another.

No blank nodes: what has no name of its own gets `<document>#<kind>-<hash of its content>`, so that the same input gives
the same bytes on every machine. The lines are made as text, since a document gives thousands of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox

from ecograph import __version__
from ecograph.graph import mapping
from ecograph.graph.naming import named
from ecograph.graph.nodes import NO_FACT, Node, nodes
from ecograph.graph.terms import iri, prop
from ecograph.graph.writing import Table, Tail, text_of, typed, writer
from ecograph.model import Claim, Facts, Span
from ecograph.store.names import BASE, OA

_SELECTOR = Table(*mapping.SELECTOR)
_iri, _prop = writer(iri), writer(prop)
_HAS_TARGET, _HAS_SOURCE, _HAS_SELECTOR = (
    f" <{OA}{name}> ".encode() for name in ("hasTarget", "hasSource", "hasSelector")
)


class Lines(NamedTuple):
    """What a document says, as text: sorted lines of N-Triples, each once, each ended by a newline.

    `claims` are those of the document's graph, `plain` those of the default graph.
    """

    claims: bytes
    plain: bytes


def lines(
    facts: Facts, *, base: str = BASE, sources: tuple[str, ...] = (), read: str = "", version: str = __version__
) -> Lines:
    """Return the lines of one document; entity ids must be IRIs, else ValidationError.

    A denied claim, and a second reading, stay in the document's graph and give no plain triple. `sources` are all sources
    of the same text, by default the document's own. With `read` (ISO 8601), each claim says when it was read. `version` is
    that of the program that read it.
    """
    return written(nodes(facts, base=base, sources=sources, read=read, version=version), facts.document.id)


def written(found: Iterable[Node], document: str) -> Lines:
    """Return the lines of the nodes of one document, an IRI."""
    graph = _iri(document)
    claims, plain = defaultdict[bytes, list[Tail]](list), defaultdict[bytes, list[Tail]](list)
    stretches = dict[Span, bytes]()
    for each in found:
        name = each.name
        node = _iri(name) if isinstance(name, str) else f"<{named(document, name)}>".encode()
        said = (plain if each.shared else claims)[node]
        said.append(typed(each.type))
        said += each.table.tails(each.values)
        claim = each.item
        if isinstance(claim, Claim):
            span = claim.evidence
            # Claims of one stretch share its nodes.
            stretch = stretches[span] = f"<{document}#stretch-{span.start}-{span.end}>".encode()
            said.append(_HAS_TARGET + stretch)
            if claim.modality not in NO_FACT:
                plain[_iri(claim.subject)].append(b" %b %b" % (_prop(claim.predicate), _iri(claim.object)))
    for span, stretch in stretches.items():
        selector = f"<{document}#char={span.start},{span.end}>".encode()
        claims[stretch] += [typed(OA + "SpecificResource"), _HAS_SOURCE + graph, _HAS_SELECTOR + selector]
        claims[selector] += [typed(OA + "TextQuoteSelector"), typed(OA + "TextPositionSelector")]
        claims[selector] += _SELECTOR.tails({"text": span.text, "start": span.start, "end": span.end})
    return Lines(text_of(claims), text_of(plain))


def as_lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as such lines, without the names of their graphs."""
    text = ox.serialize((each.triple for each in quads), format=ox.RdfFormat.N_TRIPLES)
    assert text is not None  # None comes only where an output was passed
    return merged(text)


def merged(*texts: bytes) -> bytes:
    """Return the lines of several texts, sorted and each once."""
    return b"".join(sorted({line for text in texts for line in text.splitlines(keepends=True)}))
