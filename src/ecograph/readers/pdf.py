"""Read the text layer of a PDF, in the order in which people read it.

The source as decoded is the text that this makes: a line for each line on the page, indented as it is there, the columns one
after the other, a form feed between pages. Running heads, page numbers and what is set askew (watermarks) are left out.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain
from typing import TYPE_CHECKING

from ecograph.errors import ReadError
from ecograph.readers.columns import Piece, lines
from ecograph.readers.content import Content
from ecograph.readers.layout import columns

if TYPE_CHECKING:
    import pypdfium2 as pdfium

MAX_PAGES = 500
# A page of a scan has no text but that of a stamp or of whoever scanned it.
_SCANNED = 8
# Characters that stand for none: of a font without a map to Unicode.
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NUMBER = re.compile(r"\d+")
# A line of the text may recur; one that recurs at the edge of so many pages is furniture.
_RUNNING, _EDGE = 3, 2
# A newspaper's column has ten characters and more.
_NARROWEST = 20


def read(data: bytes, *, where: str, charset: str = "") -> Content:  # noqa: ARG001 - a PDF needs no encoding
    """Return the text of a PDF and what it says of itself.

    Raise `ReadError` where it is damaged, encrypted, too long, or a scan without a text layer.
    """
    import pypdfium2 as pdfium

    logging.getLogger("pypdfium2").addHandler(logging.NullHandler())
    try:
        with closing(pdfium.PdfDocument(data)) as opened:
            pages = _pages(opened, where)
            told = {name: opened.get_metadata_value(name) for name in ("Title", "CreationDate")}
    except pdfium.PdfiumError as error:
        raise _refusal(error, where) from error
    _refuse_unreadable(pages, where)
    kept = list(_without_running(pages))
    text = "\n\f".join("\n".join(page) for page in kept)
    made = _MADE.match(told["CreationDate"])
    day = "-".join(made.groups()) if made else ""
    return Content(text, title=_title(told["Title"], text), made=day, width=_width(chain.from_iterable(kept)))


def _pages(opened: pdfium.PdfDocument, where: str) -> list[list[str]]:
    if len(opened) > MAX_PAGES:
        raise ReadError(
            f"{len(opened)} pages, which no article has (at most {MAX_PAGES})", where=where, remedy="split the PDF"
        )
    return [lines(_pieces(opened, number)) for number in range(len(opened))]


def _pieces(opened: pdfium.PdfDocument, number: int) -> list[Piece]:
    from ecograph.readers.glyphs import pieces

    with closing(opened[number]) as page, closing(page.get_textpage()) as text:
        return pieces(text)


def _refusal(error: Exception, where: str) -> ReadError:
    if "password" in str(error).lower():
        return ReadError("this PDF is encrypted", where=where, remedy="save it without a password and try again")
    return ReadError(f"this PDF is damaged ({error})", where=where, remedy="get it again, or print it to a new PDF")


def _refuse_unreadable(pages: list[list[str]], where: str) -> None:
    text = "".join(chain.from_iterable(pages))
    if len(text.replace(" ", "")) < _SCANNED * max(1, len(pages)):
        what = "this PDF has no text layer: it is a scan, or pictures of pages"
        raise ReadError(what, where=where, remedy="recognise its text first (e.g. ocrmypdf -l chi_sim in.pdf out.pdf)")
    if len(_UNKNOWN.findall(text)) > 0.3 * len(text):
        what = "the text layer of this PDF does not say which characters it shows"
        raise ReadError(what, where=where, remedy="recognise its text anew (e.g. ocrmypdf --force-ocr -l chi_sim)")


def _without_running(pages: list[list[str]]) -> Iterator[list[str]]:
    """Yield the pages without the heads and feet that run through them."""
    seen = Counter(chain.from_iterable({_as_head(line) for line in _edges(page)} for page in pages))
    running = {head for head, times in seen.items() if times >= max(_RUNNING, len(pages) / 2 - 1)}
    for page in pages:
        edges = set(_edges(page))
        yield [line for line in page if line not in edges or _as_head(line) not in running]


def _edges(page: list[str]) -> Iterable[str]:
    return [line for line in (*page[:_EDGE], *page[-_EDGE:]) if line.strip()]


def _as_head(line: str) -> str:
    """Return a line as it is on every page: whatever its number, and on which side it stands."""
    return _NUMBER.sub("0", "".join(line.split()))


def _width(lines: Iterable[str]) -> int | None:
    """Return how wide the column is, by the most lines of about one width; None where no two are."""
    widths = Counter(columns(line) for line in lines)
    near = {width: sum(widths[width + more] for more in range(-3, 1)) for width in widths if width >= _NARROWEST}
    best = max(near, key=lambda width: (near[width], width), default=0)
    return best if best and near[best] > 1 else None


def _title(told: str, text: str) -> str:
    """Return the title that the file tells, if the page shows it: many tell the name of a template or of a scanner."""
    squeezed = "".join(told.split())
    with suppress(ValueError):
        at = "".join(text[:2000].split()).index(squeezed)
        return told.strip() if len(squeezed) > 3 and at < 400 else ""
    return ""
