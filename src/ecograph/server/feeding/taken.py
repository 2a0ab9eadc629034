"""What became of one document that was sent in."""

from __future__ import annotations

from typing import TypedDict


class Taken(TypedDict, total=False):
    """What became of one document: its record, the address that it is to be fetched from, or why there is neither.

    `facts` is a line of JSON with the IRIs that it has alone; `record` the facts as `codec.packed` holds them.
    """

    name: str
    id: str
    record: bytes
    version: str
    key: str
    facts: bytes
    url: str
    told: dict[str, str]
    status: int
    problem: str
    remedy: str
