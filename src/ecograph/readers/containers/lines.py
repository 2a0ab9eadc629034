"""Read a text of any length line by line, in the encoding that its beginning tells; a line that is too long is skipped unheld."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from ecograph.readers.decoding import encoding_of

_HEAD, _PIECE = 1 << 12, 1 << 18


class Line(NamedTuple):
    """A line, its end included; "" where it is longer than the limit. What is no text in its encoding are lone surrogates."""

    number: int
    text: str


def lines(stream: BinaryIO, *, where: str, limit: int) -> Iterator[Line]:
    r"""Yield the lines of a stream, which end in \n, counted from 1; `limit` is how many characters one may have.

    Raise `ReadError` where the beginning is in no known encoding, or no text.
    """
    # Not all that is asked for: what comes before a fault would be lost with it.
    read = cast(io.BufferedIOBase, stream).read1
    head = read(_PIECE)
    while len(head) < _HEAD and (piece := read(_PIECE)):
        head += piece
    encoding = encoding_of(head, where=where)
    # Wide encodings have no bytes that can stand for themselves.
    errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    number, left, long = 1, "", False
    data = head
    while True:
        text = left + decoder.decode(data, final=not data)
        *whole, left = text.split("\n")
        for each in whole:
            yield Line(number, "" if long or len(each) > limit else each + "\n")
            number, long = number + 1, False
        if len(left) > limit:
            left, long = "", True
        if not data:
            if left or long:
                yield Line(number, "" if long else left)
            return
        data = read(_PIECE)
