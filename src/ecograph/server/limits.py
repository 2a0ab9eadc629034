"""The error that says which limit a request met."""

from __future__ import annotations

from ecograph.errors import EcographError


class LimitError(EcographError):
    """A request went over a limit; `status` is the HTTP status that says so.

    `retry_after` says in how many seconds the same request may be let in, None where it would only fail again.
    """

    def __init__(self, what: str, *, status: int, remedy: str, retry_after: int | None = None) -> None:
        super().__init__(what, remedy=remedy)
        self.status, self.retry_after = status, retry_after
