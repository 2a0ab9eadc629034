"""Documents are added, held once, read without being kept, and taken out; the graph follows from what is held."""

from __future__ import annotations

import asyncio
import json
from itertools import cycle, permutations
from pathlib import Path
from typing import Any

import pytest
from feeds import READER, TEXT, Fed, id_of

from articles import dumped
from ecograph.build import Settings, build, extract
from ecograph.errors import EcographError
from ecograph.export.facts import facts_document
from ecograph.readers import Source
from ecograph.server.engine import InsideEngine
from ecograph.server.feeding import adding, taking
from ecograph.server.feeding.batching import Batches
from ecograph.server.feeding.taken import Taken
from ecograph.store import BASE, Store, open_store
from papers import column, docx, pdf

DATA = TEXT.encode()
ARTICLES = {
    "a.txt": TEXT,
    "b.txt": "晋中市水利局印发《晋中市河道管理办法》。晋中市水利局牵头推进祁县昌源河治理工程，总投资2亿元。",
    "c.txt": "截至5月底，平遥县污水处理厂扩建项目已完成投资1.2亿元。晋中市生态环境局局长马成毅到现场调研。",
}


def paper() -> bytes:
    title, *lines = TEXT.splitlines()
    at, placed = 740.0, [(200.0, 790.0, title, 18.0)]
    for line in lines:
        placed += column(line, left=72, top=at, width=30)
        at = placed[-1][1] - 18
    return pdf([placed])


KINDS = [
    (DATA, "text/plain"),
    (DATA, "text/plain; charset=utf-8"),
    (TEXT.encode("gb18030"), "text/plain"),
    (DATA, ""),
    (DATA, "application/octet-stream"),
    (
        f"<html><title>{TEXT.splitlines()[0]}</title><p>{'</p><p>'.join(TEXT.splitlines()[1:])}</p>".encode(),
        "text/html",
    ),
    (paper(), "application/pdf"),
    (paper(), ""),
    (docx(TEXT.splitlines()), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS, ids=[f"{n} {kind}" for n, (_, kind) in enumerate(KINDS)])
def test_a_document_is_added_and_its_facts_come_back(fed: Fed, data: bytes, kind: str) -> None:
    answer = fed.send(data, kind)
    assert (answer.status_code, answer.headers["location"]) == (201, f"/api/v1/documents/{id_of(data)}"), answer.text
    facts = answer.json()
    assert facts["document"]["id"] == f"{BASE}document/{id_of(data)}"
    names = {entity["name"]: entity["id"] for entity in facts["entities"]}
    assert names["晋中市生态环境局"] == f"{BASE}agency/晋中市生态环境局"
    assert "马成毅" in names
    assert fed.store.documents() == [facts["document"]["id"]]


def test_what_is_held_already_changes_nothing(fed: Fed) -> None:
    first, state = fed.send(DATA, "text/plain"), fed.state()
    again = fed.send(DATA, "text/plain")
    assert (first.status_code, again.status_code) == (201, 200)
    assert (again.json(), again.headers["location"]) == (first.json(), first.headers["location"])
    assert fed.state() == state


def test_a_form_with_what_is_told_of_the_file(fed: Fed) -> None:
    told = {"published": "2025-03", "home": "晋中市", "title": "新题", "source": "https://example.org/a"}
    document = fed.post(files={"file": ("a.txt", DATA)}, data=told).json()["document"]
    assert document["published"] == "2025-03"
    assert document["home"] == f"{BASE}place/140700"
    assert (document["title"], document["source"]) == ("新题", "https://example.org/a")


def test_what_is_told_in_the_address(fed: Fed) -> None:
    answer = fed.send(DATA, "text/plain", params={"published": "2025-03-12", "home": "140700", "name": "x/一.txt"})
    assert answer.json()["document"]["published"] == "2025-03-12"
    assert answer.json()["document"]["source"] == "一.txt"


def test_several_files_of_one_form(fed: Fed) -> None:
    files = [("file", (name, text.encode())) for name, text in ARTICLES.items()]
    answer = fed.post(files=[*files, ("file", ("bad.pdf", b"%PDF-1.7"))])
    found = [json.loads(line) for line in answer.text.splitlines()]
    assert [each["status"] for each in found] == [201, 201, 201, 422]
    assert "damaged" in found[3]["detail"]
    assert len(fed.store.documents()) == 3


def test_a_later_document_of_a_source_takes_the_place_of_the_earlier(fed: Fed) -> None:
    fed.post(json={"text": ARTICLES["a.txt"], "source": "news/1"})
    fed.post(json={"text": ARTICLES["b.txt"], "source": "news/1"})
    assert fed.store.documents() == [f"{BASE}document/{id_of(ARTICLES['b.txt'].encode())}"]


@pytest.mark.parametrize("order", list(permutations(ARTICLES)), ids="".join)
def test_any_order_and_split_gives_the_graph_that_a_build_gives(
    fed: Fed, order: tuple[str, ...], tmp_path: Path
) -> None:
    told = {name: {"text": ARTICLES[name], "source": name, "home": "晋中市"} for name in order}
    fed.lines(told[order[0]], told[order[1]])
    fed.lines(told[order[2]])
    sources = []
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(Source(name, str(tmp_path / name)))
    with open_store(None) as other:
        build(sources, other, Settings(home="140700"))
        assert dumped(fed.store) == dumped(other)


def test_facts_come_back_with_the_iris_that_they_have_among_all_documents(fed: Fed) -> None:
    fed.lines({"text": ARTICLES["a.txt"]})
    (found,) = fed.lines({"text": "市生态环境局局长马成毅说，今年造林3万亩。", "home": "晋中市"})
    officials = [each["id"] for each in found["facts"]["entities"] if each["type"] == "Official"]
    assert fed.store.query(
        f"ASK {{ GRAPH ?g1 {{ ?c1 ?p1 <{officials[0]}> }} GRAPH ?g2 {{ ?c2 ?p2 <{officials[0]}> }} FILTER(?g1 != ?g2) }}"
    )


def test_extract_keeps_nothing_and_needs_no_token(fed: Fed, tmp_path: Path) -> None:
    state = fed.state()
    answer = fed.send(DATA, "text/plain", "extract", secret="", params={"name": "a.txt"})
    (tmp_path / "a.txt").write_bytes(DATA)
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(facts_document(extract(Source("a.txt", str(tmp_path / "a.txt"))))))
    assert fed.state() == state


def test_extract_uses_the_iris_base_of_the_graph() -> None:
    with open_store(None) as store:
        store.records.derivation.fix_base("https://example.org/id/")
        fed = Fed(store)
        added, read = fed.send(DATA), fed.send(DATA, path="extract")
        assert added.json()["document"]["id"].startswith("https://example.org/id/")
        assert read.json()["document"]["id"] == added.json()["document"]["id"]


@pytest.mark.parametrize("history", [True, False])
def test_a_document_is_taken_out(fed: Fed, history: bool) -> None:
    empty = fed.state()
    fed.send(DATA)
    assert fed.delete(id_of(DATA), keep_history=history).status_code == 204
    assert fed.state() == empty
    assert fed.delete(id_of(DATA), keep_history=True).status_code == 404
    assert (fed.store.records.first_known != "") == history


@pytest.mark.parametrize("id", ["0123456789abcdef", "a.txt", "..%2fa.txt", "%00", "0" * 5000])
def test_a_document_that_is_not_held_cannot_be_taken_out(fed: Fed, id: str) -> None:
    fed.post(json={"text": TEXT, "source": "a.txt"})
    state = fed.state()
    assert fed.delete(id).status_code == 404
    assert fed.state() == state


@pytest.mark.parametrize(
    ("secret", "status"), [("", 401), ("eco_no", 401), (READER, 403)], ids=["none", "bad", "reader"]
)
def test_who_may_not(fed: Fed, secret: str, status: int) -> None:
    assert fed.send(DATA, secret=secret).status_code == status
    assert fed.delete(id_of(DATA), secret=secret).status_code == status
    assert fed.store.documents() == []


def test_nothing_is_added_to_a_read_only_service(store: Store) -> None:
    fed = Fed(store, read_only=True)
    assert (fed.send(DATA).status_code, fed.delete("0" * 16).status_code) == (403, 403)
    assert fed.send(DATA, path="extract").status_code == 200


def test_a_store_of_what_was_loaded_takes_no_documents(store: Store) -> None:
    answer = Fed(store).send(DATA)
    assert (answer.status_code, "loaded" in answer.json()["detail"]) == (409, True)


REFUSED: list[tuple[dict[str, Any], int, str]] = [
    ({"json": {"text": "今天天气真好，我们一起唱歌。"}}, 422, "no fact"),
    ({"json": {"text": TEXT, "home": "乌有县"}}, 422, "乌有县"),
    ({"json": {"text": TEXT, "published": "2025-13"}}, 400, "no date"),
    ({"json": {"text": TEXT, "url": "https://example.org"}}, 400, "either"),
    ({"json": {}}, 400, "either"),
    ({"json": {"text": 3}}, 400, "no text"),
    ({"json": {"txt": TEXT}}, 400, "'txt'"),
    ({"json": [TEXT]}, 400, "no JSON object"),
    ({"json": {"url": "file:///etc/passwd"}}, 400, "http"),
    ({"json": {"url": "https://example.org/"}}, 403, "reads no addresses"),
    ({"content": b"{", "headers": {"Content-Type": "application/json"}}, 400, "no JSON"),
    ({"content": b"", "headers": {"Content-Type": "text/plain"}}, 422, "empty"),
    ({"content": b"", "headers": {"Content-Type": "application/x-ndjson"}}, 400, "0 documents"),
    ({"content": DATA, "headers": {"Content-Type": "image/png"}}, 415, "image/png"),
    ({"content": DATA, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 415, "urlencoded"),
    ({"content": DATA, "headers": {"Content-Type": "text/plain", "Content-Encoding": "gzip"}}, 415, "encoding"),
    ({"content": DATA, "headers": {"Content-Type": "multipart/form-data"}}, 400, "multipart"),
    ({"files": {"file": ("a.txt", DATA)}, "data": {"colour": "red"}}, 400, "'colour'"),
    ({"files": [("file", ("a", DATA)), ("file", ("b", DATA))], "data": {"title": "x"}}, 400, "one title"),
    ({"files": {"file": ("a.zip", b"PK\x03\x04", "application/zip")}}, 415, "application/zip"),
    ({"content": DATA, "params": {"published": "yesterday"}}, 400, "no date"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "status", "told"), REFUSED, ids=[f"{n} {told}" for n, (_, _, told) in enumerate(REFUSED)]
)
def test_a_refused_document_changes_nothing(fed: Fed, sent: dict[str, Any], status: int, told: str) -> None:
    state = fed.state()
    answer = fed.post(**sent)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert told in answer.json()["detail"]
    assert fed.state() == state


def test_a_document_with_which_the_graph_cannot_be_derived_is_let_go_again(
    fed: Fed, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed.post(json={"text": ARTICLES["a.txt"], "source": "news/1"})
    state, refresh = fed.state(), adding.refresh
    calls = cycle((refresh, lambda _: _broken(), refresh))
    monkeypatch.setattr(adding, "refresh", lambda store: next(calls)(store))
    assert fed.post(json={"text": ARTICLES["b.txt"], "source": "news/1"}).status_code == 422
    assert fed.state() == state
    monkeypatch.undo()
    assert fed.post(json={"text": ARTICLES["c.txt"]}).status_code == 201


def _broken() -> None:
    raise EcographError("the graph cannot be derived")


def test_what_comes_at_once_is_added_together_and_what_fails_alone(fed: Fed, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    add = adding.add

    def counted(store: Store, *, documents: list[Any]) -> list[adding.Added]:
        sizes.append(len(documents))
        if any(b"bad" in facts for facts, _, _ in documents):
            raise EcographError("the graph cannot be derived")
        return add(store, documents=documents)

    monkeypatch.setattr(adding, "add", counted)
    records = [(each["record"], each["version"], "") for each in (take(text.encode()) for text in ARTICLES.values())]

    async def send() -> list[object]:
        batches = Batches(fed.app.state.service.writer)
        documents = [[record] for record in (*records, (b"bad", "", ""))]
        return await asyncio.gather(*map(batches.add, documents), return_exceptions=True)

    *good, bad = asyncio.run(send())
    assert [each[0]["held"] for each in good] == [False] * 3  # type: ignore[index]
    assert isinstance(bad, EcographError)
    assert (sizes, len(fed.store.documents())) == ([4, 1, 1, 1, 1], 3)


def take(data: bytes) -> Taken:
    return taking.take(data, "text/plain", {}, BASE, rehearse=False)[0]


def test_the_stamp_changes_with_the_graph(fed: Fed) -> None:
    engine = fed.app.state.service.engine
    assert isinstance(engine, InsideEngine)
    stamps = [engine.stamp]
    fed.send(DATA)
    stamps.append(engine.stamp)
    fed.send(DATA, path="extract")
    assert (stamps[0] != stamps[1], engine.stamp) == (True, stamps[1])


def test_links_are_below_the_prefix_of_a_proxy(fed: Fed) -> None:
    fed.app.root_path = "/eco"
    assert fed.send(DATA).headers["location"] == f"/eco/api/v1/documents/{id_of(DATA)}"


def test_a_client_has_only_so_many_documents_read_at_once(fed: Fed) -> None:
    fed.app.state.feeder._places._taken["token:newsroom"] = 4
    answer = fed.send(DATA)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert fed.send(DATA, path="extract", secret="").status_code == 200


def test_the_description_names_what_is_taken(fed: Fed) -> None:
    paths = fed.client.get("/openapi.json").json()["paths"]
    post = paths["/api/v1/documents"]["post"]
    assert {"multipart/form-data", "application/json", "application/pdf"} <= post["requestBody"]["content"].keys()
    assert {"201", "200", "401", "413", "415", "422", "429"} <= post["responses"].keys()
    assert post["responses"]["201"]["content"]["application/json"]["schema"]["$ref"].endswith("FactsOut")
