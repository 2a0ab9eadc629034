"""What a piece of work may cost."""

from __future__ import annotations

from typing import NamedTuple


class Bounds(NamedTuple):
    """Seconds by the clock, bytes of memory beyond what its process had at the start, bytes of what it gives back."""

    seconds: float = 30.0
    memory_bytes: int = 1024**3
    output_bytes: int = 256 * 1024**2
