"""What reviewers do over the API: doubts, parts, decisions, undo; each is a line beside the store that the graph follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ecograph.build import build
from ecograph.readers import Source
from ecograph.server.app import create_app
from ecograph.server.security import issue
from ecograph.server.service import inside
from ecograph.server.settings import Settings
from ecograph.store import BASE, Store, open_store
from serving import Client

WATER = BASE + "official/140700/王明远/平遥县水利局"
FORESTS = BASE + "official/140700/王明远/平遥县林业局"
ARTICLES = {
    "water.txt": "2023年5月1日，平遥县水利局局长王明远介绍，今年平遥县将完成造林绿化32万亩。",
    "forests.txt": "2023年6月1日，平遥县林业局局长王明远介绍，平遥县已完成造林绿化9万亩。",
}
Ask = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_store(tmp_path / "store", create=True) as made:
        build([Source(name, path=str(tmp_path / name)) for name in ARTICLES], made)
        yield made


def asking(store: Store, *scopes: str) -> Ask:
    secret, token = issue("李雷", scopes)
    client = Client(create_app(service=inside(store, Settings(tokens=(token,)))))

    def ask(path: str, body: dict[str, str] | None = None, *, status: int = 0) -> Any:
        headers = {"Authorization": f"Bearer {secret}"}
        answer = client.request("POST" if body else "GET", f"/api/v1/{path}", json=body, headers=headers)
        assert answer.status_code == (status or (201 if body else 200)), answer.text
        return answer.json()

    return ask


@pytest.fixture
def ask(store: Store) -> Ask:
    return asking(store, "review")


def lines(store: Store) -> list[dict[str, str]]:
    path = Path(str(store.records.folder)).parent / "decisions.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def first_claim(ask: Ask) -> dict[str, Any]:
    found: dict[str, Any] = ask("claims?predicate=worksFor&limit=1")["items"][0]
    return found


def facts(ask: Ask) -> int:
    return len(ask("claims?predicate=worksFor")["items"])


@pytest.mark.parametrize("path", ["review", "review/doubts", "review/parts?iri=x", "decisions"])
def test_it_needs_a_token_with_the_scope(store: Store, path: str) -> None:
    assert Client(create_app(store)).get(f"/api/v1/{path}").status_code == 401
    asking(store, "read", "write")(path, status=403)


def test_it_tells_whose_the_token_is(ask: Ask) -> None:
    assert ask("review") == {"name": "李雷"}


def test_a_doubtful_pair_is_joined_and_parted_again(ask: Ask, store: Store) -> None:
    (doubt,) = ask("review/doubts")
    assert {doubt["a"], doubt["b"]} == {WATER, FORESTS}
    taken = ask("decisions", {"decision": "same", "a": WATER, "b": FORESTS, "why": "问过"})
    assert (taken["by"], taken["gone"] > 0) == ("李雷", True)
    assert ask("review/doubts") == []
    (kept,) = ask("decisions")
    assert (kept["decision"], kept["about"], kept["idle"]) == ("same", ["王明远", "王明远"], "")
    assert len(ask(f"review/parts?iri={BASE}official/140700/王明远")) == 2
    ask("decisions", {"decision": "undo", "a": WATER, "b": FORESTS, "why": "错了"})
    assert len(ask("review/doubts")) == 1
    assert [line["decision"] for line in lines(store)] == ["same", "undo"]


def test_a_rejected_statement_is_gone_until_it_is_undone(ask: Ask) -> None:
    claim, before = first_claim(ask), facts(ask)
    taken = ask("decisions", {"decision": "reject", "a": claim["iri"], "why": "读错了"})
    assert facts(ask) == before - 1
    (kept,) = ask("decisions")
    assert kept["about"] == [claim["subject"]["label"], "worksFor", claim["object"]["label"]]
    assert (kept["quote"], kept["start"]) == (claim["quote"], claim["start"])
    ask("decisions", {"decision": "undo", "a": taken["a"], "why": "没错"})
    assert (facts(ask), ask("decisions")) == (before, [])


def test_an_accepted_statement_is_certain(ask: Ask) -> None:
    claim = ask("claims?sort=confidence&limit=1")["items"][0]
    ask("decisions", {"decision": "accept", "a": claim["iri"], "why": "原文如此"})
    now = ask(f"claims?entity={claim['object']['iri']}&predicate={claim['predicate']}")["items"]
    assert [each["confidence"] for each in now] == [1.0]


def test_a_name_is_fixed_and_the_old_one_finds_it_still(ask: Ask) -> None:
    iri = BASE + "agency/平遥县水利局"
    ask("decisions", {"decision": "name", "a": iri, "b": "平遥县水务局", "why": "已更名"})
    found = ask(f"entities/{iri.removeprefix(BASE)}")
    assert (found["label"], "平遥县水利局" in found["aliases"]) == ("平遥县水务局", True)
    ask("decisions", {"decision": "undo", "a": iri, "why": "没有"})
    assert ask(f"entities/{iri.removeprefix(BASE)}")["label"] == "平遥县水利局"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"decision": "reject", "a": BASE + "document/none#claim-1", "why": "x"}, 400),
        ({"decision": "same", "a": "agency/没有", "b": "agency/平遥县水利局", "why": "x"}, 400),
        ({"decision": "undo", "a": WATER, "b": FORESTS, "why": "x"}, 409),
        ({"decision": "maybe", "a": WATER, "why": "x"}, 422),
        ({"decision": "reject", "a": WATER, "why": ""}, 422),
    ],
)
def test_what_cannot_be_decided_leaves_no_line(ask: Ask, store: Store, body: dict[str, str], status: int) -> None:
    assert ask("decisions", body, status=status)["detail"]
    assert not (Path(str(store.records.folder)).parent / "decisions.jsonl").exists()


def test_a_contradiction_is_a_conflict(ask: Ask) -> None:
    claim = first_claim(ask)["iri"]
    ask("decisions", {"decision": "accept", "a": claim, "why": "x"})
    again = ask("claims?predicate=worksFor&limit=1")["items"][0]["iri"]
    ask("decisions", {"decision": "reject", "a": again, "why": "y"}, status=409)
