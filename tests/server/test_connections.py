from __future__ import annotations

from types import SimpleNamespace

import pytest

from ecograph.server.connections import _Joined


class Transport:
    def __init__(self):
        self.written, self.closed = [], False

    def write(self, data):
        self.written.append(data)

    def close(self):
        self.closed = True

    def is_closing(self):
        return self.closed


def joined(*, chunked):
    transport = Transport()
    return transport, _Joined(transport, SimpleNamespace(chunked_encoding=chunked))


@pytest.mark.parametrize(
    ("chunked", "written"),
    [(False, [b"headbody", b"more"]), (True, [b"head", b"body", b"more"]), (None, [b"head", b"body", b"more"])],
    ids=["its length told", "in chunks", "without a body"],
)
def test_a_head_that_tells_the_length_goes_out_with_the_body(chunked, written):
    transport, made = joined(chunked=chunked)
    for data in (b"head", b"body", b"more"):
        made.write(data)
    assert transport.written == written


def test_a_head_without_its_body_goes_out_at_the_end():
    transport, made = joined(chunked=False)
    made.write(b"head")
    made.close()
    assert (transport.written, transport.closed, made.is_closing()) == ([b"head"], True, True)
