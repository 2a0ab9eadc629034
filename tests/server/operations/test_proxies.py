from __future__ import annotations

import pytest
from serviced import client

from ecograph.errors import UsageError
from ecograph.server.operations.proxies import Proxied, checked_prefix, networks


def seen(peer="127.0.0.1", *, path="/a", trusted=("127.0.0.1", "10.0.0.0/8"), prefix="", **headers):
    """Return what the application inside sees."""
    scope = {
        "type": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "scheme": "http",
        "client": (peer, 5),
        "headers": [(b"host", b"inner:8000")]
        + [(key.replace("_", "-").encode(), value.encode()) for key, value in headers.items()],
    }
    Proxied(trusted=networks(trusted), prefix=prefix).place(scope)
    return scope


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7", "203.0.113.7"),
        ("6.6.6.6, 203.0.113.7, 10.1.2.3", "203.0.113.7"),
        ("10.1.2.3", "10.1.2.3"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("unknown", "127.0.0.1"),
        ("6.6.6.6, <script>", "127.0.0.1"),
        ("", "127.0.0.1"),
    ],
)
def test_the_client_is_the_last_that_no_trusted_proxy_is(forwarded, client):
    assert seen(x_forwarded_for=forwarded)["client"][0] == client


def test_nobody_else_is_believed():
    found = seen("203.0.113.9", x_forwarded_for="6.6.6.6", x_forwarded_proto="https")
    assert (found["client"][0], found["scheme"]) == ("203.0.113.9", "http")
    assert found["headers"] == [(b"host", b"inner:8000")]


def test_nobody_is_believed_by_default():
    assert seen(trusted=(), x_forwarded_for="6.6.6.6")["client"][0] == "127.0.0.1"


def test_scheme_and_host_come_from_the_proxy():
    found = seen(x_forwarded_proto="https", x_forwarded_host="graph.example")
    assert found["scheme"] == "https"
    assert found["headers"] == [(b"host", b"graph.example")]


def test_a_prefix_that_a_client_makes_up_makes_no_links():
    found = seen(x_forwarded_prefix="/elsewhere")
    assert (found["root_path"], found["path"]) == ("", "/a")
    assert found["headers"] == [(b"host", b"inner:8000")]


@pytest.mark.parametrize(
    ("path", "whole"), [("/a", "/eco/a"), ("/eco/a", "/eco/a"), ("/eco", "/eco"), ("/ecology", "/eco/ecology")]
)
def test_the_prefix_may_be_stripped_or_not(path, whole):
    found = seen(path=path, prefix="/eco")
    assert (found["root_path"], found["path"], found["raw_path"]) == ("/eco", whole, whole.encode())


@pytest.mark.parametrize("path", ["/all/things/stats", "/eco/all/things/stats"])
def test_routes_are_found_below_a_prefix(store, path):
    served = client(store, root_path="/eco")
    assert served.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/eco/healthz"])
def test_health_is_open_below_a_prefix_too(store, path):
    assert client(store, root_path="/eco", require_token=True).get(path).status_code == 200


@pytest.mark.parametrize(("given", "kept"), [("", ""), ("/", ""), ("eco", "/eco"), ("/eco/", "/eco"), ("/a/b", "/a/b")])
def test_a_prefix_is_written_in_one_way(given, kept):
    assert checked_prefix(given) == kept


@pytest.mark.parametrize("given", ["https://graph.example/eco", "/a b", "/a/../b"])
def test_a_prefix_that_is_none_is_told(given):
    with pytest.raises(UsageError, match="--root-path"):
        checked_prefix(given)


def test_an_address_that_is_none_is_told():
    with pytest.raises(UsageError, match="--proxies"):
        networks(["proxy.local"])
