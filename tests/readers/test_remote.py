"""Addresses are read through fsspec, only where one is named; what is missing or fails says so."""

from __future__ import annotations

import errno
import gzip
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from unittest.mock import Mock

import fsspec
import pytest

from ecograph.errors import ReadError, UsageError
from ecograph.readers import find_sources, read_document

TEXT = "晋中市植树。".encode()
LINES = b"".join(json.dumps({"text": f"造林{number}。"}).encode() + b"\n" for number in range(3))


@pytest.fixture
def memory() -> Iterator[str]:
    system = fsspec.filesystem("memory")
    for name, data in {"a.txt": TEXT, "b/c.jsonl.gz": gzip.compress(LINES), "b/d.png": TEXT, "a/e.txt": TEXT}.items():
        system.pipe(f"/news/{name}", data)
    yield "memory://news"
    system.rm("/news", recursive=True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "list.jsonl").write_bytes(LINES)
    (tmp_path / "a.html").write_bytes(b"<p>" + TEXT)
    with serving(tmp_path) as address:
        yield address


def names(*paths: str) -> list[str]:
    return [source.name for source in find_sources(paths)]


def test_files_folders_and_globs(memory: str) -> None:
    rows = [f"{memory}/b/c.jsonl.gz#{number}" for number in (1, 2, 3)]
    assert names(f"{memory}/a.txt") == [f"{memory}/a.txt"]
    assert names(memory) == [f"{memory}/a.txt", f"{memory}/a/e.txt", *rows]
    assert names(f"{memory}/*/*.txt") == [f"{memory}/a/e.txt"]
    assert names(f"{memory}/**/*.gz", f"{memory}/b/c.jsonl.gz") == rows


def test_an_article_is_read_when_it_is_asked_for(memory: str) -> None:
    (source,) = find_sources([f"{memory}/a.txt"])
    assert source.data is None
    assert read_document(source).text == TEXT.decode()
    with pytest.raises(ReadError, match="larger than"):
        source.read(max_bytes=3)
    fsspec.filesystem("memory").rm("/news/a.txt")
    with pytest.raises(ReadError, match=r"a\.txt: cannot be had"):
        source.read()


def test_over_http(web: str) -> None:
    assert names(f"{web}/list.jsonl") == [f"{web}/list.jsonl#{number}" for number in (1, 2, 3)]
    (page,) = find_sources([f"{web}/a.html"])
    assert read_document(page).raw == TEXT.decode()
    with pytest.raises((UsageError, ReadError), match=r"gone\.html: "):
        names(f"{web}/gone.html")


class Streaming(Quiet):
    """Says that it gives nothing from its middle."""

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "none")
        super().end_headers()


@pytest.mark.parametrize("handler", [Quiet, Streaming], ids=["does not say so", "says so"])
def test_a_server_that_gives_files_only_whole(
    tmp_path: Path, handler: type[Quiet], monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b.bin", bytes(3_000_000))
        archive.writestr("c.txt", TEXT)
    (tmp_path / "long.jsonl").write_bytes(b"".join(b'{"text": "%s"}\n' % (TEXT * 10_000) for _ in range(36)))
    with serving(tmp_path, handler) as web:
        assert [source.read() for source in find_sources([f"{web}/news.zip"])] == [TEXT, TEXT]
        assert len(names(f"{web}/long.jsonl")) == 36
        full = OSError(errno.ENOSPC, "No space left on device")
        monkeypatch.setattr("ecograph.readers.remote.shutil.copyfileobj", Mock(side_effect=full))
        (source,) = find_sources([f"{web}/news.zip"])
        with pytest.raises(ReadError, match=r"news\.zip: its server gives it only whole, .*No space left.*; download it"):
            source.read()


def test_what_is_not_there(memory: str) -> None:
    for path in (f"{memory}/gone.txt", f"{memory}/*.doc", "memory://gone"):
        with pytest.raises(UsageError, match="no such file or folder"):
            find_sources([path])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="a package for this address is missing"):
        find_sources(["s3://bucket/a.txt"])
    with pytest.raises(UsageError, match="no such kind of address"):
        find_sources(["nonsense://bucket/a.txt"])
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(UsageError, match=r'install it: pip install "ecograph\[remote-files\]"'):
        find_sources(["https://127.0.0.1/a.txt"])


def test_no_address_no_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (tmp_path / "a.txt").write_bytes(TEXT)
    (source,) = find_sources([str(tmp_path)])
    assert source.read() == TEXT
