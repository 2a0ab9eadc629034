"""Choose how a container is read, by its suffixes, and read it: what cannot be read of it is told, the rest goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

from ecograph.errors import EcographError
from ecograph.readers.containers.opened import Opened
from ecograph.readers.containers.packing import SUFFIXES as PACKINGS
from ecograph.readers.containers.packing import unpacked
from ecograph.readers.kinds import unnumbered
from ecograph.readers.source import Source


class Container(NamedTuple):
    """A kind of container, and the module whose `members` yields the articles of one that is `Opened`."""

    suffixes: tuple[str, ...]
    module: str
    packed: bool = True


_CONTAINERS = (
    Container((".jsonl", ".ndjson"), "jsonl"),
    Container((".csv", ".tsv"), "separated"),
    Container((".tar",), "tarred"),
    Container((".zip",), "zipped", packed=False),
    Container((".parquet",), "parquet", packed=False),
    Container((".warc", ".warc.gz"), "warc", packed=False),
)
_SHORT = {".tgz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz", ".tzst": ".tar.zst"}


def container_of(name: str) -> tuple[Container, str] | None:
    """Return the kind of container that a file's name stands for, and how it is packed ("" for not), None for no container."""
    name = unnumbered(name).lower()
    for short, long in _SHORT.items():
        if name.endswith(short):
            name = name.removesuffix(short) + long
    packing = next((each for each in PACKINGS if name.endswith(each)), "")
    for container in _CONTAINERS:
        if name.endswith(container.suffixes):
            return container, ""
        if container.packed and packing and name.removesuffix(packing).endswith(container.suffixes):
            return container, packing
    return None


def members(opened: Opened) -> Iterator[Source]:
    """Yield the articles of a container; where it breaks off, what stands for the rest has a fault, and so has an empty one."""
    found = container_of(opened.name)
    assert found, opened.name
    container, packing = found
    number = 0
    try:
        stream = unpacked(opened.stream, packing, where=opened.name) if packing else opened.stream
        reading = import_module(f"ecograph.readers.containers.{container.module}")
        for each in reading.members(replace(opened, stream=stream)):
            number += 1
            yield each
        if not number:
            yield opened.fault("", "no article in it", "remove it from the list")
    except EcographError as error:
        yield opened.failed("", error)
    except MemoryError:  # says nothing of the file
        raise
    except Exception as error:  # noqa: BLE001 - each library has errors of its own, and a bad file must not cost the others
        reason = next(reversed(f"{error}".strip().splitlines()), type(error).__name__)  # of a traceback, the last line
        what = f"damaged or cut short after {number} articles ({reason})"
        yield opened.fault("", what, "get it again; what stands before that has been read")
