"""Write the whole graph as sorted N-Quads in several files, which any triple store loads in bulk.

A named graph lies in one file, and so does what the default graph says of one subject; which one follows from the name alone. So
the same graph gives the same files, and where little of it changes, few of them do.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING
from zlib import crc32

import pyoxigraph as ox

from ecograph.errors import ExportError
from ecograph.export.files import write

if TYPE_CHECKING:
    from ecograph.store import Quad, Store

_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { } }"


def export_partitions(
    store: Store, folder: str | Path, *, number: int, compress: bool = False, description: Iterable[Quad] = ()
) -> tuple[Path, ...]:
    """Write so many files, part-00000-of-00008.nq and so on (.nq.gz with `compress`), and return the paths of all of them.

    Each is written beside its place and then put there, and one that is there as it is to be stays untouched; so what was cut
    short, or damaged, is made good by doing it again. `description` are quads of a graph of their own. One file at a time is
    held in memory. Raises `ExportError` where a file cannot be written, or where files of another number are there.
    """
    folder = Path(folder)
    suffix = ".nq.gz" if compress else ".nq"
    paths = tuple(folder / f"part-{at:05}-of-{number:05}{suffix}" for at in range(number))
    _make(folder, paths)
    with ExitStack() as stack:
        apart = [stack.enter_context(TemporaryFile(dir=folder)) for _ in range(number)]
        for name in _graphs(store):
            sink = _Sink(apart, name)
            store.write_graph(sink, name, ox.RdfFormat.N_TRIPLES)  # type: ignore[arg-type]
            sink.close()
        for quad in description:
            _Sink(apart, quad.graph_name.value).write(f"{quad.triple} .\n".encode())  # type: ignore[union-attr]
        for path, lines in zip(paths, apart, strict=True):
            _write(path, lines, compress=compress)
    return paths


class _Sink:
    """Takes the triples of a graph as text, and puts each line, as a quad, into the file that it belongs to."""

    def __init__(self, apart: Sequence[IO[bytes]], name: str) -> None:
        self._apart, self._rest = apart, b""
        self._end = f" <{name}> .\n".encode() if name else b" .\n"
        self._whole = crc32(name.encode()) % len(apart) if name else None

    def write(self, data: bytes) -> int:
        """Take some text, which may end anywhere in a line."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            at = crc32(line.partition(b" ")[0]) % len(self._apart) if self._whole is None else self._whole
            self._apart[at].write(line.removesuffix(b" .") + self._end)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the engine asks for this."""

    def close(self) -> None:
        assert not self._rest  # the engine ends each line


def _graphs(store: Store) -> list[str]:
    answer = store.query(_GRAPHS)
    assert isinstance(answer, ox.QuerySolutions)
    return ["", *sorted(row["graph"].value for row in answer)]


def _make(folder: Path, paths: Sequence[Path]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = set(folder.glob("part-*-of-*.nq*")) - set(paths)
    except OSError as error:
        raise ExportError(f"cannot write: {error.strerror}", where=str(folder), remedy="name a folder") from error
    if others:
        remedy = "remove them, since whoever loads the folder would load both, or name another"
        raise ExportError(f"holds parts of another number, such as {min(others).name}", where=str(folder), remedy=remedy)


def _write(path: Path, lines: IO[bytes], *, compress: bool) -> None:
    lines.seek(0)
    text = b"".join(sorted(set(lines)))
    if compress:
        packed = io.BytesIO()
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=packed, mtime=0) as file:  # no name, no time: the same bytes
            file.write(text)
        text = packed.getvalue()
    if not path.is_file() or path.stat().st_size != len(text) or path.read_bytes() != text:
        write(path, [text])
