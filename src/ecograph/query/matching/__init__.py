"""Ask by a pattern of things and relations, written as JSON, which becomes SPARQL: for people who write none."""

from ecograph.query.matching.matching import match, sparql_of
from ecograph.query.matching.pattern import Pattern
from ecograph.query.matching.reading import read, refusal
from ecograph.query.matching.rows import Matched, Named, Quote, Row, Said

__all__ = ["Matched", "Named", "Pattern", "Quote", "Row", "Said", "match", "read", "refusal", "sparql_of"]
