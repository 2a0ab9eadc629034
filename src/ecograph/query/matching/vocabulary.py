"""The words that a pattern may be written in: classes, relations and fields, in English or Chinese."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

CLASSES: Mapping[str, str] = {
    "Agency": "机构", "Official": "官员", "Project": "项目", "Place": "地点", "Policy": "政策", "Target": "目标",
    "Observation": "完成情况",
}  # fmt: skip
FIGURES = ("Target", "Observation")
OWNERS = ("Agency", "Official", "Project", "Place", "Policy")


class Shape(NamedTuple):
    """A relation: its name in Chinese, and the classes that it leads from and to."""

    zh: str
    subject: tuple[str, ...]
    object: tuple[str, ...]


RELATIONS: Mapping[str, Shape] = {
    "responsibleFor": Shape("负责", ("Agency",), ("Project",)),
    "worksFor": Shape("任职于", ("Official",), ("Agency",)),
    "locatedIn": Shape("位于", ("Project",), ("Place",)),
    "partOf": Shape("隶属于", ("Agency",), ("Agency",)),
    "governedBy": Shape("依据", ("Project",), ("Policy",)),
    "issued": Shape("发布", ("Agency",), ("Policy",)),
    "within": Shape("属于", ("Place",), ("Place",)),
    "hasTarget": Shape("有目标", OWNERS, FIGURES),
}
ROLES = ("leads", "implements", "supports", "supervises", "approves", "funds")
MODALITIES = ("plan", "doing", "done", "stated")
# Which classes have a field to filter by, and which one to show.
FILTERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("text", "name", "iri", "place"), tuple(CLASSES)),
    "kind": ("Agency", "Project", "Place", "Policy"),
    "post": ("Official",),
    **dict.fromkeys(("value", "unit", "year", "deadline", "status", "state", "indicator", "comparator"), FIGURES),
}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("name", "type", "iri"), tuple(CLASSES)),
    "kind": FILTERS["kind"],
    "post": ("Official",),
    "code": ("Place",),
    **dict.fromkeys(
        (
            "value",
            "unit",
            "grade",
            "text",
            "deadline",
            "status",
            "state",
            "metric",
            "comparator",
            "quote",
            "normalized",
        ),
        FIGURES,
    ),
}


@cache
def class_named(name: str) -> str:
    """Return the class of a name in either language, "" for none."""
    return _named(name, CLASSES)


@cache
def relation_named(name: str) -> str:
    """Return the relation of a name in either language, "" for none."""
    return _named(name, {each: shape.zh for each, shape in RELATIONS.items()})


def _named(name: str, known: Mapping[str, str]) -> str:
    return name if name in known else next((each for each, zh in known.items() if zh == name), "")


def meant(name: str, known: Iterable[str]) -> str:
    """Return a remedy for a name that is not known: the one that looks most like it, and all."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    return (f"did you mean {near[0]!r}? " if near else "") + f"choose of {', '.join(names)}"
