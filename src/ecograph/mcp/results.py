"""Read SPARQL results that may have been cut off: as many whole rows as there are."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from ecograph.mcp.answers import SparqlAnswer, Value
from ecograph.mcp.asking import Reply
from ecograph.mcp.fitting import fitting, short

# Results of a SELECT come a line a row, so that a cut leaves the rows before it whole; so do triples.
ACCEPT = "text/tab-separated-values, application/sparql-results+json;q=0.8, application/n-triples;q=0.6"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_BROKEN = frozenset(_XSD + name for name in ("decimal", "double", "float"))


def answer(reply: Reply, limit: int) -> SparqlAnswer:
    """Return at most `limit` rows of a reply, or its truth or triples."""
    kind = reply.content_type.partition(";")[0].strip()
    if kind == "application/sparql-results+json":
        return SparqlAnswer(truth=bool(reply.json()["boolean"]))
    lines = reply.body.split(b"\n")
    if not reply.whole or not lines[-1]:
        lines.pop()
    if kind == "application/n-triples":
        kept, cut = fitting([line.decode() for line in lines if line][:limit])
        return SparqlAnswer(triples="\n".join(kept), more=cut or not reply.whole or len(lines) > limit)
    if lines and lines[0] in (b"true", b"false"):
        return SparqlAnswer(truth=lines[0] == b"true")
    more = not reply.whole or len(lines) - 1 > limit
    solutions = parse_query_results(b"\n".join([*lines[: limit + 1], b""]), format=QueryResultsFormat.TSV)
    if not isinstance(solutions, QuerySolutions):
        return SparqlAnswer(truth=bool(solutions))
    columns = [variable.value for variable in solutions.variables]
    rows = [{name: _value(row[name]) for name in columns if row[name] is not None} for row in solutions]
    fit, cut = fitting(rows)
    return SparqlAnswer(columns=columns, rows=fit, more=more or cut)


def _value(term: object) -> Value:
    if isinstance(term, Literal):
        datatype = term.datatype.value
        try:
            if datatype in _WHOLE:
                return int(term.value)
            if datatype in _BROKEN:
                return float(term.value)
        except ValueError:
            return term.value
        return term.value == "true" if datatype == _XSD + "boolean" else short(term.value)
    if isinstance(term, NamedNode | BlankNode):
        return term.value
    return short(str(term))
