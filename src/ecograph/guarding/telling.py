"""Tell an error to another process as plain values, and raise it there as what it was."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator

from ecograph import errors
from ecograph.errors import EcographError
from ecograph.guarding.errors import GuardError


class ForeignError(Exception):
    """An error that was not raised on purpose, met in another process; the text is its traceback."""


def told(error: BaseException) -> bytes:
    """Return an error as JSON."""
    if isinstance(error, EcographError):
        fields = {
            name: value for name, value in vars(error).items() if isinstance(value, str | int | float | bool | None)
        }
        return _json(kind=_known(error), fields=fields)
    if hasattr(error, "status_code") and hasattr(
        error, "detail"
    ):  # Starlette's HTTPException; this layer knows no HTTP
        headers = getattr(error, "headers", None)
        return _json(kind="http", status=error.status_code, detail=error.detail, headers=headers and dict(headers))
    return _json(kind="foreign", text="".join(traceback.format_exception(error))[-20_000:])


def retold(data: bytes) -> Exception:
    """Return the error that `told` told."""
    said = json.loads(data)
    if said["kind"] == "http":
        from starlette.exceptions import HTTPException

        return HTTPException(said["status"], said["detail"], said["headers"])
    if said["kind"] == "foreign":
        return ForeignError(said["text"])
    kind = _kinds().get(said["kind"], EcographError)
    made = kind.__new__(kind)
    Exception.__init__(made, said["fields"].get("what", ""))
    vars(made).update(said["fields"])
    return made


def _known(error: EcographError) -> str:
    """Return the name of the error's class, or of the nearest one above it that the other side knows."""
    kinds = _kinds()
    return next(each.__name__ for each in type(error).__mro__ if kinds.get(each.__name__) is each)


def _kinds() -> dict[str, type[EcographError]]:
    return {each.__name__: each for each in (*_tree(EcographError), GuardError)}


def _tree(kind: type[EcographError]) -> Iterator[type[EcographError]]:
    yield kind
    for below in kind.__subclasses__():
        if below.__module__.startswith(f"{errors.__name__.partition('.')[0]}."):
            yield from _tree(below)


def _json(**said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
