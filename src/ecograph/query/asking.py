"""Ask a named question: check its parameters, bind them as RDF terms, run it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ecograph.errors import QueryError
from ecograph.query.question import Parameter, Question, questions
from ecograph.store import Solutions, Store

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_PATTERNS = {"year": re.compile(r"\d{4}"), "number": re.compile(r"\d{1,9}")}


def ask(store: Store, name: str, params: Mapping[str, str] | None = None) -> Solutions:
    """Return the rows that answer a named question.

    Raises QueryError for an unknown question, an unknown or missing parameter, and a value of the wrong form.
    """
    answer = store.query(bound(find(name), params or {}))
    if not isinstance(answer, Solutions):
        raise QueryError("a named question must be a SELECT query", where=name, remedy="repair its file")
    return answer


def find(name: str) -> Question:
    """Return the question of this name, or raise QueryError that lists them all."""
    known = questions()
    if name not in known:
        raise QueryError(f"there is no question {name!r}", remedy=f"ask one of {', '.join(known)}")
    return known[name]


def bound(question: Question, params: Mapping[str, str]) -> str:
    """Return the question's SPARQL with each `$name` replaced by its value as a literal."""
    _check(question, params)
    terms = {each.name: _term(question, each, params.get(each.name, "")) for each in question.parameters}
    return re.sub(r"\$(\w+)", lambda found: terms[found[1]], question.sparql)


def _check(question: Question, params: Mapping[str, str]) -> None:
    known = {each.name for each in question.parameters}
    if unknown := sorted(set(params) - known):
        raise QueryError(f"no parameter {', '.join(unknown)}", where=question.name, remedy=_usage(question))
    missing = [each.name for each in question.parameters if each.default is None and not params.get(each.name)]
    if missing:
        raise QueryError(f"missing {', '.join(missing)}", where=question.name, remedy=_usage(question))


def _usage(question: Question) -> str:
    """Say which parameters there are, with examples."""
    each = ", ".join(f"{one.name}={one.example or '…'}" for one in question.parameters)
    return f"its parameters are {each}" if each else "it has no parameters"


def _term(question: Question, parameter: Parameter, given: str) -> str:
    """Return the value as SPARQL text that cannot end its own literal; an empty value means the default."""
    value = given or parameter.default or ""
    pattern = _PATTERNS.get(parameter.type)
    wrong = (pattern and not pattern.fullmatch(value)) or (parameter.choices and value not in parameter.choices)
    if wrong and value:
        form = " or ".join(parameter.choices) or {"year": "four digits", "number": "a whole number"}[parameter.type]
        raise QueryError(f"{parameter.name} is {form}, not {value!r}", where=question.name, remedy=_usage(question))
    return value if parameter.type == "number" else f'"{value.translate(_ESCAPES)}"'
