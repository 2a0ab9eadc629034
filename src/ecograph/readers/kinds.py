"""Choose how a file is read: by what its bytes are and, where these do not tell, by its suffix or media type.

The built-in kinds stand in one table; a package may add its own as entry points of the group `ecograph.readers`, each a `Kind`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.metadata import PackageNotFoundError, entry_points
from importlib.metadata import version as release
from pathlib import PurePath
from typing import NamedTuple, TypeAlias

from ecograph.readers.content import Content

Reader: TypeAlias = Callable[..., Content]
"""A function `read(data, *, where, charset="")` of bytes, how to name them in an error, and the encoding that came with them.

It returns their content and raises `ReadError` where they have none that can be read.
"""


class Kind(NamedTuple):
    """A kind of file, and the function that reads it, `package.module:function`.

    `recognises` tells from the bytes that a file is of this kind, whatever it is called. `packed` says that the file holds more
    than its text: it may be ten times as large as an article. `library` is the package whose version the text depends on.
    `guarded` says that what a file holds may hurt the process that reads it.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: str
    recognises: Callable[[bytes], bool]
    packed: bool = False
    library: str = ""
    guarded: bool = True

    def reader(self) -> Reader:
        """Return the function; its libraries are loaded now, not before."""
        module, _, name = self.read.partition(":")
        found: Reader = getattr(import_module(module), name)
        return found


_HTML = re.compile(rb"(?:\s|(?><!--.*?-->)|<\?xml[^>]*>)*+<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S)


def _is_html(data: bytes) -> bool:
    # UTF-16 has a NUL beside each letter of a tag.
    return bool(_HTML.match(data[:2048].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")))


def _is_pdf(data: bytes) -> bool:
    return data[:1024].lstrip().startswith(b"%PDF-")


def _is_docx(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    broken = (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError)
    with suppress(*broken), zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(name.startswith("word/") for name in archive.NameToInfo)
    return False


_NUMBER = re.compile(r"~\d+$")
# How much larger than an article a file may be that holds pictures and fonts beside it.
PACKED = 10
# The article of a row of a table, and one that is written in markup: made by us, never found in a file.
ROW, MARKED_ROW = "application/vnd.ecograph.row+json", "application/vnd.ecograph.marked-row+json"
TEXT = Kind(
    "text",
    (".txt", ".text", ".md"),
    ("text/plain", "text/markdown"),
    "ecograph.readers.text:read",
    lambda _: False,
    guarded=False,
)
KINDS = (
    Kind("PDF", (".pdf",), ("application/pdf",), "ecograph.readers.pdf:read", _is_pdf, True, "pypdfium2"),
    Kind(
        "DOCX",
        (".docx",),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        "ecograph.readers.docx:read",
        _is_docx,
        True,
        "python-docx",
    ),
    Kind(
        "HTML",
        (".html", ".htm", ".xhtml", ".shtml"),
        ("text/html", "application/xhtml+xml"),
        "ecograph.readers.html:read",
        _is_html,
        False,
        "trafilatura",
    ),
    Kind("row", (), (ROW,), "ecograph.readers.row:read", lambda _: False, guarded=False),
    Kind("row", (), (MARKED_ROW,), "ecograph.readers.row:read_marked", lambda _: False, False, "trafilatura"),
    TEXT,
)


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds that can be read, those of other packages first."""
    found = [point.load() for point in sorted(entry_points(group="ecograph.readers"), key=lambda each: each.name)]
    return (*found, *KINDS)


def suffixes() -> tuple[str, ...]:
    """Return the suffixes of the files that can be read."""
    return tuple(suffix for kind in (TEXT, *(each for each in kinds() if each != TEXT)) for suffix in kind.suffixes)


@cache
def libraries() -> str:
    """Return a digest of the releases of the libraries that files are read with: another one may read another text."""
    found = []
    for name in sorted(set(filter(None, (kind.library for kind in kinds())))):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {release(name)}")
    return f".{sha256(' '.join(found).encode()).hexdigest()[:6]}"


def unnumbered(name: str) -> str:
    """Return a name without the number that a member of an archive has whose name has come before (`a.zip!/b.txt~2`)."""
    return _NUMBER.sub("", name) if "!/" in name else name


def named(name: str, media_type: str = "") -> Kind | None:
    """Return the kind that a media type or else a file's suffix stands for, None where they stand for none."""
    suffix = PurePath(unnumbered(name)).suffix.lower()
    by_type = next((kind for kind in kinds() if media_type in kind.media_types), None)
    return by_type or next((kind for kind in kinds() if suffix in kind.suffixes), None)


def allowance(name: str, media_type: str, max_bytes: int) -> int:
    """Return how many bytes a file may have, by what it is called, whose text may have `max_bytes`."""
    kind = named(name, media_type)
    return max_bytes * (PACKED if kind and kind.packed else 1)


def choose(data: bytes, name: str, media_type: str = "") -> Kind:
    """Return the kind of a file: what its bytes are goes before what it is called; text where nothing tells."""
    found = next((kind for kind in kinds() if kind.recognises(data)), None)
    return found or named(name, media_type) or TEXT
