from __future__ import annotations

import socket
from threading import Thread

import pytest

from ecograph.guarding.frames import BODY, END, HEAD, READY, Frames, frame, received


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_messages_come_whole_and_bodies_in_pieces_however_the_bytes_are_cut(size):
    sent = frame(READY, b"12") + frame(HEAD, b"head") + frame(BODY, b"a long body") + frame(BODY) + frame(END)
    frames, seen = Frames(), []
    for at in range(0, len(sent), size):
        seen += frames.feed(sent[at : at + size])
    assert [each for each in seen if each[0] != BODY] == [(READY, b"12"), (HEAD, b"head"), (END, b"")]
    assert b"".join(payload for kind, payload in seen if kind == BODY) == b"a long body"


@pytest.mark.parametrize("size", [0, 10, 1 << 20])
def test_a_message_is_received_whole(size):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        sending = Thread(target=ours.sendall, args=(frame(HEAD, b"x" * size),))
        sending.start()
        assert received(theirs) == b"x" * size
        sending.join()


@pytest.mark.parametrize("sent", [b"", b"\0\0", frame(HEAD, b"whole")[:-1]])
def test_a_message_that_breaks_off_is_none(sent):
    ours, theirs = socket.socketpair()
    with theirs:
        ours.sendall(sent)
        ours.close()
        assert received(theirs) is None
