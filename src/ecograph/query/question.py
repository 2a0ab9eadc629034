"""Read the named questions from `ontology/queries/`: a SPARQL query under a header of comments.

    # title.zh: 某人的职务
    # title.en: The posts of a person
    # sentence.zh: …
    # sentence.en: …
    # param name: text; default=…; example=…

A parameter without a default must be given. In the query `$name` stands for its value; ordinary variables are `?name`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from ecograph.errors import QueryError
from ecograph.resources import resource

_FIELD = re.compile(r"# (title|sentence)\.(zh|en): (.+)")
_PARAMETER = re.compile(r"# param (\w+): (text|year|number|choice)((?: [\w-]+)*)(?:; default=([^;]*))?; example=(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value that a question wants: `default` None must be given, `choices` is () for free text.

    `type` is text, year, number or choice. `example` gives rows on the articles that ship with EcoGraph.
    """

    name: str
    type: str
    default: str | None
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A query that people can ask by its name, with words in Chinese and English (keys zh, en)."""

    name: str
    title: Mapping[str, str]
    sentences: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def sentence(self) -> str:
        """Return what the question answers, in English."""
        return self.sentences["en"]

    @property
    def example(self) -> dict[str, str]:
        """Return parameters that give rows on the articles that ship with EcoGraph."""
        return {each.name: each.example for each in self.parameters if each.example}


@cache
def questions() -> Mapping[str, Question]:
    """Return the named questions by name, in the order of their names."""
    files = sorted(resource("ontology", "queries").glob("*.rq"))
    return MappingProxyType({path.stem: _read(path) for path in files})


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header, _, body = text.partition("\n\n")
    words: dict[str, dict[str, str]] = {"title": {}, "sentence": {}}
    parameters = []
    for line in header.splitlines():
        if field := _FIELD.fullmatch(line):
            words[field[1]][field[2]] = field[3]
        elif found := _PARAMETER.fullmatch(line):
            parameters.append(Parameter(found[1], found[2], found[4], found[5], tuple(found[3].split())))
        else:
            raise QueryError(
                f"a header line cannot be read: {line!r}", where=path.name, remedy="see the other questions"
            )
    return Question(path.stem, words["title"], words["sentence"], tuple(parameters), body)
