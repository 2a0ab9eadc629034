"""What a container gives, told shortly; and small containers made by hand."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from ecograph.readers import Columns, Source, find_sources, read_document


def sources(path: Path, columns: str = "", **more) -> list[Source]:
    return list(find_sources([str(path)], columns=Columns.parse(columns), **more))


def places(found: Iterable[Source], path: Path) -> list[str]:
    """Return what the sources are called, without the name of their file."""
    return [source.name.removeprefix(str(path)) for source in found]


def texts(found: Iterable[Source]) -> list[str]:
    """Return the text of each source, or its fault in angle brackets."""
    return [f"<{source.fault.what}>" if source.fault else read_document(source).raw for source in found]


def faults(found: Iterable[Source]) -> list[str]:
    return [str(source.fault) for source in found if source.fault]


def zipped(path: Path, members: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(members: Mapping[str, bytes], **more) -> bytes:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", **more) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def crawl(records: Iterable[tuple[str, bytes, bytes]], *, packed: bool = True) -> bytes:
    """Return a WARC file of records: an address, the head of the answer without its end, and its body."""
    whole = b""
    for number, (uri, head, body) in enumerate(records):
        block = head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body
        told = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-03-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = told.encode() + block + b"\r\n\r\n"
        whole += gzip.compress(record) if packed else record
    return whole
