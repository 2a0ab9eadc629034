from __future__ import annotations

from serviced import client

from ecograph import __version__
from ecograph.errors import StoreError


def test_it_is_alive(store):
    assert client(store).get("/healthz").json() == {"status": "ok", "version": __version__}


def test_it_is_ready_when_a_small_query_answers(store):
    answer = client(store).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


def test_it_is_not_ready_when_the_graph_does_not_answer(store):
    served = client(store)

    class Broken(type(served.app.state.service.engine)):
        async def answer(self, work, /, *, client="", **arguments):
            raise StoreError("the disk is gone")

    served.app.state.service.engine.__class__ = Broken
    answer = served.get("/readyz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "the disk is gone" in answer.json()["detail"]
    assert served.get("/healthz").status_code == 200
    assert "ecograph_documents" not in served.get("/metrics").text
