"""Read a pattern and say, where it cannot be read, what is wrong and what was probably meant."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from ecograph.errors import QueryError
from ecograph.query.matching.pattern import Pattern, Relation, Thing
from ecograph.query.matching.vocabulary import CLASSES, RELATIONS, meant

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LONGEST = 100_000
_FIELDS = {"find": Thing.model_fields, "relations": Relation.model_fields}
_SHOWN = 3


def read(given: str | bytes | Mapping[str, Any]) -> Pattern:
    """Return the pattern that JSON text, or the values of such, tells; raise QueryError that names the place of each fault."""
    told = _parsed(given) if isinstance(given, (str, bytes)) else given
    try:
        return Pattern.model_validate(told)
    except ValidationError as error:
        raise refusal(error.errors(include_url=False)) from error


def _parsed(text: str | bytes) -> Any:  # noqa: ANN401 - as JSON has it
    if len(text) > _LONGEST:
        raise QueryError(f"the pattern is longer than {_LONGEST:,} characters", remedy="look for less at once")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise QueryError(
            f"the pattern is no JSON: {error.msg}", where=where, remedy="check quotes and commas"
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise QueryError("the pattern is no JSON that can be read", remedy="save it as UTF-8 text") from error


def refusal(faults: Sequence[ErrorDetails]) -> QueryError:
    """Return what is wrong with a pattern, by the faults that its check told."""
    told = dict.fromkeys(f"{_place(fault)}: {_what(fault)}" for fault in faults)
    more = f" (and {len(told) - _SHOWN} more)" if len(told) > _SHOWN else ""
    remedy = next(filter(None, map(_remedy, faults)), "see the examples of POST /api/v1/match")
    return QueryError("; ".join([*told][:_SHOWN]) + more, where="pattern", remedy=remedy)


def _place(fault: ErrorDetails) -> str:
    """Return where a fault is, as it was written: `find.goal.value`; what the checker calls a union's members is left out."""
    parts = [str(part) for part in fault["loc"] if isinstance(part, int) or _is_written(str(part))]
    return ".".join(parts) or "the whole"


def _is_written(part: str) -> bool:
    return part not in ("[key]", "Range", "Years", "Days", "float", "int") and not part.startswith(
        ("constrained-", "function-", "tuple[", "lax-or-strict")
    )


def _what(fault: ErrorDetails) -> str:
    if fault["type"] == "extra_forbidden":
        return "there is no such field"
    if fault["type"] == "string_pattern_mismatch" and "[key]" in fault["loc"]:
        return "a name is made of letters and digits, e.g. body1"
    if fault["type"] == "literal_error":
        return f"{fault['input']!r} is not known here"
    return fault["msg"].removeprefix("Value error, ")


def _remedy(fault: ErrorDetails) -> str:
    *_, last = fault["loc"] or ("",)
    if fault["type"] == "extra_forbidden":
        fields = _FIELDS.get(str(fault["loc"][0]), {}) if len(fault["loc"]) > 1 else Pattern.model_fields
        return meant(str(last), list(fields))
    if fault["type"] == "literal_error":
        expected = str(fault.get("ctx", {}).get("expected", ""))
        known = [each.strip("' ") for each in expected.replace(" or ", ",").split(",")]
        return meant(str(fault["input"]), _known(known))
    return ""


def _known(names: list[str]) -> list[str]:
    """Return the names in both languages where there are two."""
    chinese = {**CLASSES, **{each: shape.zh for each, shape in RELATIONS.items()}}
    return [*names, *(chinese[each] for each in names if each in chinese)]
