"""Write statements as RDF/XML: one description a subject, in the order of the input."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from xml.sax.saxutils import escape, quoteattr

from ecograph.export.terms import Statement
from ecograph.store import PREFIXES

_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_LOCAL = re.compile(r"[^\W\d][\w.-]*$")
# XML 1.0 has no place for these, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def rdf_xml(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield an RDF/XML document; control characters that XML cannot hold become U+FFFD."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
    yield from (f"\n    xmlns:{prefix}={quoteattr(PREFIXES[prefix])}" for prefix in sorted(PREFIXES))
    yield ">\n"
    ordered = sorted(statements, key=lambda each: each[1:])
    for subject, group in groupby(ordered, key=attrgetter("subject")):
        yield f"  <rdf:Description {_node(subject, 'about')}>\n"
        yield from map(_property, group)
        yield "  </rdf:Description>\n"
    yield "</rdf:RDF>\n"


def _property(each: Statement) -> str:
    name, declared = _name(each.predicate)
    if each.iri:
        return f"    <{name}{declared} {_node(each.iri, 'resource')}/>\n"
    kind = f" rdf:datatype={_quoted(each.datatype)}" if each.datatype else ""
    kind = f" xml:lang={_quoted(each.language)}" if each.language else kind
    return f"    <{name}{declared}{kind}>{escape(clean(each.text), {chr(13): '&#13;'})}</{name}>\n"


def _node(iri: str, attribute: str) -> str:
    return f'rdf:nodeID="{iri[2:]}"' if iri.startswith("_:") else f"rdf:{attribute}={_quoted(iri)}"


def _quoted(text: str) -> str:
    return quoteattr(clean(text))


def clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _name(iri: str) -> tuple[str, str]:
    """Return a property's qualified name, and the declaration of its namespace if it is none of the usual ones."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    found = _LOCAL.search(iri, cut)
    if not found:
        raise ValueError(f"RDF/XML has no name for the property {iri}")
    namespace, local = iri[: found.start()], found[0]
    prefix = _NAMESPACES.get(namespace)
    return (f"{prefix}:{local}", "") if prefix else (f"p:{local}", f" xmlns:p={quoteattr(namespace)}")
