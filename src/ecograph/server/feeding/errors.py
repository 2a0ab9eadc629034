"""How a document can be refused."""

from __future__ import annotations

from ecograph.errors import EcographError, UsageError


class UnreadTypeError(UsageError):
    """The body, or a file in it, is of a type that is not read."""


class RefusedError(EcographError):
    """A document was not read, though the request was right."""


class FetchError(EcographError):
    """An address cannot be read, or may not be."""
