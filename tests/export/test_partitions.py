"""Partitions hold each quad once, sorted, and are the same whatever was there before."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from articles import dumped
from ecograph.errors import ExportError
from ecograph.export import export_partitions
from ecograph.store import Store

OWN = ox.NamedNode("https://example.org/graph")
DESCRIPTION = [ox.Quad(OWN, OWN, ox.Literal("one\ntwo"), OWN)]


def lines(paths: tuple[Path, ...]) -> list[bytes]:
    return [line for path in paths for line in path.read_bytes().splitlines(keepends=True)]


def test_the_parts_together_are_the_dump(store: Store, tmp_path: Path) -> None:
    paths = export_partitions(store, tmp_path / "parts", number=5)
    assert [path.name for path in paths] == [f"part-{at:05}-of-00005.nq" for at in range(5)]
    assert sorted(lines(paths)) == sorted(dumped(store).splitlines(keepends=True))
    assert len([path for path in paths if path.stat().st_size]) > 2


def test_each_part_is_sorted_and_a_graph_lies_in_one(store: Store, tmp_path: Path) -> None:
    paths = export_partitions(store, tmp_path, number=3)
    assert all(lines((path,)) == sorted(lines((path,))) for path in paths)
    for document in store.documents():
        assert len([path for path in paths if f" <{document}> .\n".encode() in path.read_bytes()]) == 1


def test_a_description_lies_among_them(store: Store, tmp_path: Path) -> None:
    paths = export_partitions(store, tmp_path, number=2, description=DESCRIPTION)
    assert b'<https://example.org/graph> <https://example.org/graph> "one\\ntwo" <https://example.org/graph> .\n' in lines(
        paths
    )


def test_compressed_parts_hold_the_same_and_have_the_same_bytes_each_time(store: Store, tmp_path: Path) -> None:
    plain = export_partitions(store, tmp_path / "plain", number=2)
    one, other = (export_partitions(store, tmp_path / name, number=2, compress=True) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
    assert [gzip.decompress(path.read_bytes()) for path in one] == [path.read_bytes() for path in plain]


def test_what_is_whole_stays_and_what_is_damaged_is_made_good(store: Store, tmp_path: Path) -> None:
    paths = export_partitions(store, tmp_path, number=4)
    before, times = [path.read_bytes() for path in paths], [path.stat().st_mtime_ns for path in paths]
    paths[1].write_bytes(before[1][:-7])
    paths[2].unlink()
    assert export_partitions(store, tmp_path, number=4) == paths
    assert [path.read_bytes() for path in paths] == before
    assert [path.stat().st_mtime_ns == time for path, time in zip(paths, times, strict=True)] == [
        True,
        False,
        False,
        True,
    ]
    assert sorted(tmp_path.iterdir()) == list(paths)


def test_any_engine_loads_them_in_bulk(store: Store, tmp_path: Path) -> None:
    loaded = ox.Store()
    for path in export_partitions(store, tmp_path, number=3):
        loaded.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)
    sink = io.BytesIO()
    loaded.dump(sink, ox.RdfFormat.N_QUADS)
    assert sorted(sink.getvalue().splitlines()) == dumped(store).splitlines()


def test_parts_of_another_number_are_not_mixed(store: Store, tmp_path: Path) -> None:
    export_partitions(store, tmp_path, number=2)
    with pytest.raises(ExportError, match=r"parts of another number, such as part-00000-of-00002\.nq; remove them"):
        export_partitions(store, tmp_path, number=3)


def test_a_folder_that_is_a_file_is_an_error(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="cannot write"):
        export_partitions(store, tmp_path / "file", number=2)
