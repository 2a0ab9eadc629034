"""Write statements as JSON-LD: one node object a subject and graph, sorted, with the usual prefixes."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from ecograph.export.terms import Statement
from ecograph.store import PREFIXES

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}

Nodes: TypeAlias = dict[str, dict[str, list[Any]]]


def json_ld(statements: Iterable[Statement]) -> Iterator[str]:
    """Yield a JSON-LD document: the default graph's nodes, then one named graph after the other."""
    graphs: dict[str, Nodes] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for each in sorted(statements):
        node = graphs[each.graph][each.subject]
        if each.predicate == _TYPE and each.iri:
            node["@type"].append(_short(each.iri))
        else:
            node[_short(each.predicate)].append(_value(each))
    content = _objects(graphs.pop("", {}))
    content += [{"@id": name, "@graph": _objects(graphs[name])} for name in sorted(graphs)]
    whole = {"@context": dict(sorted(PREFIXES.items())), "@graph": content}
    yield json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _objects(nodes: Nodes) -> list[dict[str, Any]]:
    return [{"@id": subject, **nodes[subject]} for subject in sorted(nodes)]


def _value(each: Statement) -> dict[str, str]:
    if each.iri:
        return {"@id": each.iri}
    if each.language:
        return {"@value": each.text, "@language": each.language}
    return {"@value": each.text} | ({"@type": _short(each.datatype)} if each.datatype else {})


def _short(iri: str) -> str:
    """Abbreviate a property, class or datatype."""
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    prefix = _NAMESPACES.get(iri[:cut])
    return f"{prefix}:{iri[cut:]}" if prefix and iri[cut:] else iri
