"""Uploads that are made to harm end within their limits, change nothing, and leave the next upload right."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from feeds import SECRET, Fed
from hostile import FORM, HOSTILE, JSON, SENTENCE, Hostile, field, form

from ecograph.server.feeding.feeder import nursery
from ecograph.server.settings import Limits
from ecograph.store import open_store
from serving import running

SECONDS, MEMORY, SIZE = 1.0, 256 * 1024**2, 8_000_000
# A process may grow by the limit, and while it ends another one may be there; so much may it have been at its birth.
BORN = 300 * 1024**2
LIMITS = Limits(upload_seconds=SECONDS, upload_memory_bytes=MEMORY, upload_bytes=SIZE)


class Watch:
    """Samples how much memory the guarded processes and this one hold."""

    def __init__(self) -> None:
        self.most = self.own = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        nursery().start()
        self._start = _resident("self")
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        nest = nursery()._nest
        while nest is not None and not self._stop.wait(0.03):
            with contextlib.suppress(OSError, ValueError):
                children = Path(f"/proc/{nest.pid}/task/{nest.pid}/children").read_text().split()
                self.most = max(self.most, *map(_resident, children), 0)
            self.own = max(self.own, _resident("self") - self._start)


def _resident(pid: str) -> int:
    """Return how many bytes a process holds, 0 for one that is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except (OSError, IndexError, ValueError):
        return 0


@pytest.fixture(scope="module")
def fed() -> Iterator[Fed]:
    """Give a service with short limits that holds one document."""
    with open_store(None) as store:
        assert Fed(store).send(SENTENCE.encode(), "text/plain").status_code == 201
        yield Fed(store, limits=LIMITS)


@pytest.fixture(scope="module")
def address(fed: Fed) -> Iterator[str]:
    with running(fed.app) as base:
        yield base


def assert_right(fed: Fed) -> None:
    """Check that a harmless document is read as ever, by a service that gives it the time that a busy machine needs."""
    answer = Fed(fed.store).send(SENTENCE.encode(), "text/plain", "extract")
    assert answer.status_code == 200, answer.text
    assert {"晋中市生态环境局", "平遥县"} <= {each["name"] for each in answer.json()["entities"]}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_upload(fed: Fed, name: str) -> None:
    hostile: Hostile = HOSTILE[name]
    body, state = hostile.body(), fed.state()
    assert len(body) <= SIZE, "this tests another limit"
    with Watch() as watch:
        start = time.monotonic()
        answer = fed.post("extract", content=body, headers={"Content-Type": hostile.kind, **hostile.headers})
        took = time.monotonic() - start
    assert answer.status_code in (*hostile.statuses, 422), answer.text[:500]  # on a busy machine, all may take too long
    assert answer.status_code == 200 or answer.headers["content-type"] == "application/problem+json"
    assert "root:" not in answer.text
    assert took < SECONDS + 1
    assert watch.most < MEMORY + BORN
    assert watch.own < 6 * SIZE + 50_000_000
    assert_right(fed)
    assert fed.state() == state


KEPT = [
    "zip bomb",
    "billion laughs",
    "flate bomb",
    "encrypted PDF",
    "text of NULs",
    "arrays in arrays",
    "fifty thousand parts",
]


@pytest.mark.parametrize("name", KEPT)
def test_a_hostile_upload_that_is_to_be_kept_changes_nothing(fed: Fed, name: str) -> None:
    hostile, state = HOSTILE[name], fed.state()
    answer = fed.post(content=hostile.body(), headers={"Content-Type": hostile.kind, **hostile.headers})
    assert answer.status_code in (*hostile.statuses, 422), answer.text[:500]
    assert fed.state() == state


NAMES = [
    "../../etc/passwd.txt", "..\\..\\a.txt", "a\0.txt", "长" * 5000, "\u202efdp.txt", "a%00.txt", "C:\\a.txt", "'; DROP",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_an_odd_file_name_is_only_shown_and_as_one_line(fed: Fed, name: str) -> None:
    answer = fed.post("extract", content=form(field(filename=name)), headers={"Content-Type": FORM})
    assert answer.status_code in (200, 400), answer.text
    if answer.status_code == 200:
        source = answer.json()["document"]["source"]
        assert (len(source) <= 120, source.isprintable(), "/" in source, "\\" in source) == (True, True, False, False)


def test_a_body_over_the_limit_is_refused_unread(fed: Fed) -> None:
    sent = 0

    async def endless() -> object:
        nonlocal sent
        while True:
            sent += 1_000_000
            yield b"x" * 1_000_000

    start = time.monotonic()
    answer = fed.post("extract", content=endless(), headers={"Content-Type": "text/plain"})
    assert (answer.status_code, sent <= SIZE + 2_000_000) == (413, True)
    assert time.monotonic() - start < SECONDS + 1


def talk(base: str, head: str, *chunks: bytes, pause: float = 0.0) -> tuple[bytes, float]:
    """Send a request as it stands, its chunks with pauses between, and return what came back and after how long."""
    url = httpx.URL(base)
    start = time.monotonic()
    with socket.create_connection((url.host, url.port or 80), timeout=SECONDS + 3) as connection:
        connection.sendall(f"{head}Authorization: Bearer {SECRET}\r\nHost: x\r\n\r\n".encode())
        answer = b""
        with contextlib.suppress(OSError):
            connection.settimeout(pause or SECONDS + 3)
            for chunk in chunks:
                connection.sendall(chunk)
                with contextlib.suppress(TimeoutError):
                    answer += connection.recv(65536) if pause else b""
                if answer:
                    break
            connection.settimeout(SECONDS + 3)
            answer += b"" if answer else connection.recv(65536)
    return answer, time.monotonic() - start


POST = "POST /api/v1/documents HTTP/1.1\r\nContent-Type: text/plain\r\n"


@pytest.mark.parametrize(
    ("head", "chunks", "pause", "status"),
    [
        (f"{POST}Transfer-Encoding: chunked\r\n", [b"1\r\nx\r\n"] * 100, 0.05, b"408"),
        (f"{POST}Content-Length: 100\r\n", [b"x"], 0.0, b"408"),
        (f"{POST}Content-Length: 1000000000\r\n", [], 0.0, b"413"),
        (f"{POST}Content-Length: 99999999999999999999999\r\n", [], 0.0, b"4"),
        (f"{POST}Content-Length: -1\r\n", [], 0.0, b"400"),
        (f"{POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", [b"0\r\n\r\n"], 0.0, b"4"),
        (f"{POST}Transfer-Encoding: chunked\r\n", [b"zz\r\n"], 0.0, b"4"),
        (f"{POST}Transfer-Encoding: chunked\r\n", [b"100000\r\n" + b"x" * 0x100000 + b"\r\n"] * 12, 0.0, b"413"),
    ],
    ids=["drops", "stops", "boasts", "boasts more", "negative", "two lengths", "no chunk", "chunks without an end"],
)
def test_a_body_that_does_not_come_right(
    fed: Fed, address: str, head: str, chunks: list[bytes], pause: float, status: bytes
) -> None:
    state = fed.state()
    answer, took = talk(address, head, *chunks, pause=pause)
    assert answer.split(b"\r\n")[0].startswith(b"HTTP/1.1 " + status), answer[:200]
    assert took < SECONDS + 1
    assert_right(fed)
    assert fed.state() == state


def test_a_client_that_goes_away_leaves_no_place_taken(fed: Fed, address: str) -> None:
    url = httpx.URL(address)
    for _ in range(4):
        with socket.create_connection((url.host, url.port or 80)) as connection:
            head = f"{POST}Content-Length: 5000\r\nAuthorization: Bearer {SECRET}\r\nHost: x\r\n\r\n"
            connection.sendall(head.encode() + b"x")
    until = time.monotonic() + SECONDS + 1
    while fed.app.state.feeder._places._taken and time.monotonic() < until:
        time.sleep(0.02)
    assert not fed.app.state.feeder._places._taken
    assert httpx.get(f"{address}healthz").json()["status"] == "ok"


def test_others_are_served_while_a_client_sends_what_takes_long(fed: Fed, address: str) -> None:
    slow = HOSTILE["PDF of very many characters"]
    body, answers = slow.body(), []

    def send() -> None:
        headers = {"Content-Type": slow.kind, "Authorization": f"Bearer {SECRET}"}
        answers.append(httpx.post(f"{address}api/v1/extract", content=body, headers=headers, timeout=30).status_code)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    start = time.monotonic()
    assert httpx.get(f"{address}healthz").status_code == 200
    assert time.monotonic() - start < 1
    for thread in threads:
        thread.join()
    assert sorted(set(answers)) in ([422], [422, 429], [422, 429, 503])
    assert answers.count(429) >= 2
    assert_right(fed)


SSRF = [
    "http://127.0.0.1:{port}/",
    "http://2130706433:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://localhost:{port}/",
]


@pytest.mark.parametrize(
    "url", [*SSRF, "http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "https://10.0.0.1/"]
)
def test_no_address_inside_is_read(url: str) -> None:
    with open_store(None) as store, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.01)
        fed = Fed(store, limits=LIMITS, fetch_urls=True)
        answer = fed.post(
            content=json.dumps({"url": url.format(port=listener.getsockname()[1])}), headers={"Content-Type": JSON}
        )
        assert answer.status_code == 422
        with pytest.raises(TimeoutError):
            listener.accept()
