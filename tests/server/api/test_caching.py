from __future__ import annotations

import asyncio

import pytest

from ecograph.server.api.catalogue import catalogue
from ecograph.server.api.layouts import positions
from ecograph.server.app import create_app
from ecograph.server.engine import Snapshot
from ecograph.store import Store
from serving import Client


@pytest.mark.parametrize(
    "url", ["/api/v1/agencies?limit=2", "/api/v1/entities/place/140700", "/api/v1/network", "/api/v1/stats"]
)
def test_what_has_not_changed_is_a_304_without_any_work(app, url):
    client = Client(app)
    tag = client.get(url).headers["etag"]
    app.state.service.engine._snapshot.store = None  # work would fail
    again = client.get(url, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_another_state_of_the_graph_has_another_tag(app):
    client = Client(app)
    before = client.get("/api/v1/stats").headers["etag"]
    asyncio.run(app.state.service.writer.do("serving:nothing"))
    assert client.get("/api/v1/stats", headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize(
    "other", ["/api/v1/agencies?limit=3", "/api/v1/agencies?limit=2&sort=-name", "/api/v1/agencies?limit=2&format=csv"]
)
def test_another_request_has_another_tag(client, other):
    assert client.get(other).headers["etag"] != client.get("/api/v1/agencies?limit=2").headers["etag"]


def test_addresses_stand_below_the_prefix_of_the_proxy(store):
    from ecograph.server.settings import Settings

    client = Client(create_app(store, settings=Settings(root_path="/graph")))
    page = client.get("/api/v1/entities?limit=1").json()
    assert page["next"].startswith("/graph/api/v1/entities?limit=1&cursor=")
    links = client.get("/api/v1/entities/place/140700").json()["links"]
    assert links["network"].startswith("/graph/api/v1/network?around=")


def test_a_catalogue_is_made_once_for_all_processes(store: Store, tmp_path):
    first = catalogue(Snapshot(store, "one", tmp_path))
    store.close()
    again = catalogue(Snapshot(store, "one", tmp_path))
    query = "SELECT iri, label FROM thing ORDER BY iri"
    assert [tuple(row) for row in again.rows(query)] == [tuple(row) for row in first.rows(query)]


def test_a_catalogue_that_was_left_half_done_is_taken_up(store: Store, tmp_path, monkeypatch):
    from ecograph.server.api.catalogue import making

    plain = catalogue(Snapshot(store, "two"))
    steps = making._STEPS
    calls = []

    def broken(database, store):
        calls.append("broken")
        raise RuntimeError

    monkeypatch.setattr(making, "_STEPS", (*steps[:9], broken, *steps[10:]))
    with pytest.raises(RuntimeError):
        catalogue(Snapshot(store, "one", tmp_path))
    monkeypatch.setattr(making, "_STEPS", (*[broken] * 9, *steps[9:]))
    whole = catalogue(Snapshot(store, "one", tmp_path))
    assert calls == ["broken"]
    for table in ("thing", "fact", "claim", "mention", "about"):
        query = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert [tuple(row) for row in whole.rows(query)] == [tuple(row) for row in plain.rows(query)]


def test_a_layout_is_kept_in_the_folder(store: Store, tmp_path):
    labels, edges = {"a": "甲", "b": "乙"}, [("a", "b")]
    first = positions(Snapshot(store, "one", tmp_path), labels, edges)
    assert [path.suffix for path in (tmp_path / "layouts").iterdir()] == [".json"]
    assert positions(Snapshot(store, "one", tmp_path), labels, edges) == first


@pytest.mark.parametrize("url", ["/api/v1/agencies", "/id/place/140700", "/data/place/140700.ttl", "/", "/healthz"])
def test_head_is_get_without_the_body(client, url):
    head, get = (client.request(method, url) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers.get("etag") == get.headers.get("etag")
