"""Read what may hurt its reader in a process of its own, which is kept until something does: a fork an article costs too much."""

from __future__ import annotations

from importlib import import_module

from ecograph.guarding import GUARDED, Bounds, kept
from ecograph.readers.content import Content
from ecograph.readers.kinds import choose
from ecograph.readers.reading import content_of

WARM = f"{__name__}:warm_up"


def guarded_content(
    data: bytes, name: str, *, media_type: str, charset: str, max_bytes: int, bounds: Bounds
) -> Content:
    """Return what `content_of` does; raise `GuardError` where that takes more than the bounds, or ends its process."""
    told = {"media_type": media_type, "charset": charset, "max_bytes": max_bytes}
    if not choose(data, name, media_type).guarded or not GUARDED:
        return content_of(data, name, **told)  # type: ignore[arg-type]
    return Content(*kept(WARM, bounds).call(f"{__name__}:plain_content", data=data, name=name, **told))


def plain_content(**told: object) -> tuple[object, ...]:
    """Return the fields of what `content_of` does."""
    return tuple(content_of(**told))  # type: ignore[arg-type]


def warm_up() -> None:
    """Load all that reading needs, so that the processes born of this one have it."""
    for name in ("docx", "pypdfium2"):
        import_module(name)
    content_of(b"<title>.</title><p>.", "warm.html")
