"""The error tree: every message says what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


class EcographError(Exception):
    """Base of all errors that EcoGraph raises on purpose; the command line prints them in one line.

    `exit_status` is what the process ends with: 1 for bad data, 2 for bad usage.
    """

    exit_status = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what)

    def __reduce__(self) -> tuple[Callable[..., EcographError], tuple[object, ...]]:
        """Let any child go to another process and come back as it is, whatever its class asks for."""
        return _again, (type(self), self.args, vars(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}"


def _again(kind: type[EcographError], args: tuple[object, ...], told: Mapping[str, Any]) -> EcographError:
    made = kind.__new__(kind)
    made.args = args
    vars(made).update(told)
    return made


class UsageError(EcographError):
    """The call itself is wrong: a missing path, an unknown name, a bad option."""

    exit_status = 2


class ReadError(EcographError):
    """A source cannot be read as text: empty, binary, wrong encoding, too large."""


class StoreError(EcographError):
    """A store folder cannot be opened, is not a store, or is damaged."""


class OwnedError(UsageError):
    """What is to be written is made by a build from the documents, which would undo it."""


class QueryError(UsageError):
    """A query has a syntax error, asks for the network, or names an unknown question or parameter."""


class UnfitError(QueryError):
    """A query or an update can be read, but not carried out: a function or a graph that is not there."""


class ExportError(UsageError):
    """A file name's suffix names no known format, or the file cannot be written."""


class ValidationError(EcographError):
    """A graph does not conform to the shapes."""
