"""The graph follows from the records: in any order, split and number of workers, after a kill, a retraction, a correction."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pyoxigraph
import pytest

from articles import HOME, article, dumped, shipped, write, written
from ecograph import open_graph, retract
from ecograph.build import Settings, batches, build
from ecograph.derive import writing
from ecograph.engines import Engine, open_engine
from ecograph.errors import StoreError, UsageError
from ecograph.readers import Source, find_sources
from ecograph.resolve import Decision
from ecograph.store import Store, open_store
from ecograph.upkeep import as_of, refresh


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    """Give eight articles in files."""
    return written(tmp_path, 8)


def built(*steps: list[Source], settings: Settings = HOME, engine: Engine | None = None) -> Store:
    """Return a store in memory that was built in so many steps."""
    store = open_store(None)
    for step in steps:
        build(step, store, settings, engine=engine)
    return store


# Order, split, workers


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_any_order_of_arrival_gives_the_same_graph(sources: list[Source], order: tuple[int, ...]) -> None:
    assert dumped(built(*([sources[at]] for at in order))) == dumped(built(sources[:3]))


@pytest.mark.parametrize("seed", range(6))
def test_any_order_and_split_of_shipped_articles_gives_the_same_graph(seed: int) -> None:
    chance = random.Random(seed)
    mixed = shipped(7)
    chance.shuffle(mixed)
    cut = chance.randrange(1, 7)
    assert dumped(built(mixed[:cut], mixed[cut:], settings=Settings())) == dumped(
        built(shipped(7), settings=Settings())
    )


@pytest.mark.parametrize("chosen", [(0,), (6, 1), (5, 3, 4), (2, 0, 7, 1)], ids=str)
def test_any_order_of_a_subset_gives_the_graph_of_the_subset(sources: list[Source], chosen: tuple[int, ...]) -> None:
    subset = [sources[at] for at in chosen]
    assert dumped(built(subset)) == dumped(built(sorted(subset, key=lambda each: each.name)))


def test_four_workers_give_the_same_graph(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MANY", 1)
    found = [*sources, *shipped(6)]
    with open_engine("processes", workers=4) as engine:
        assert dumped(built(found, engine=engine)) == dumped(built(found[::-1]))


def test_a_store_on_disk_holds_the_same_graph_as_one_in_memory(sources: list[Source], tmp_path: Path) -> None:
    with open_graph(tmp_path / "store", create=True) as store:
        build(sources[:5], store, HOME)
        build(sources, store, HOME)
        assert dumped(store) == dumped(built(sources))


def test_few_records_at_a_time_give_the_same_graph(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dumped(built(sources))
    monkeypatch.setattr(batches, "_MANY", 3)
    assert dumped(built(sources)) == whole


def test_one_text_from_two_sources_is_one_document(tmp_path: Path) -> None:
    one, other = (write(tmp_path, name, article(1)) for name in ("a.txt", "b.txt"))
    forth, back = built([one, other]), built([other], [one])
    assert dumped(forth) == dumped(back)
    assert len(forth.documents()) == 1
    assert forth.query("ASK { ?d eco:source 'articles/a.txt', 'articles/b.txt' }") is True


def test_an_unchanged_document_is_not_written_again(sources: list[Source], tmp_path: Path) -> None:
    with open_graph(tmp_path / "store", create=True) as store:
        build(sources[:7], store, HOME)
        held = {each.document for each in store.records.held()}
        build(sources, open_store(None), HOME)
        store.records.put(built(sources).records.all())
        done = refresh(store)
    assert done is not None
    assert done.dropped == ()
    assert [graph.split("/id/")[1] in held for graph in done.written] == [False]


def test_only_what_changed_is_judged_and_written_again(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build(sources[:-1], store, HOME)
        made = list[str]()
        for name in ("split", "read"):
            whole = getattr(writing, name)
            monkeypatch.setattr(
                writing, name, lambda facts, of=whole, **more: made.append(facts.document.source) or of(facts, **more)
            )
        build(sources[-1:], store, HOME)
        assert made == [sources[-1].name] * 2
        whole = built(sources)
        assert dumped(store) == dumped(whole)


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_one_after_the_other_end_with_the_graph_of_what_is_held(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    pool = [*written(tmp_path, 8), *shipped(8)]
    with open_store(tmp_path / "store", create=True) as store:
        for _ in range(5):
            decisions = tuple(decision for decision in DECIDED if chance.random() < 0.3)
            if chance.random() < 0.7:
                build(chance.sample(pool, chance.randint(1, 5)), store, HOME, decisions=decisions)
            if held := [each.source for each in store.records.held()]:
                retract(store, chance.sample(held, min(len(held), chance.randint(0, 2))), decisions=decisions)
            refresh(store, decisions=decisions)
            fresh = open_store(None)
            fresh.records.derivation.fix_base(HOME.base)
            fresh.records.put(store.records.all())
            refresh(fresh, decisions=decisions)
            assert dumped(store) == dumped(fresh)


def iri(path: str) -> str:
    return f"https://w3id.org/ecograph/id/{path}"


DECIDED = [
    Decision("same", iri("agency/晋中市水利局"), iri("agency/晋中市生态环境局"), "c", "2026", "d"),
    Decision("name", iri("agency/晋中市生态环境局"), "生态环境局", "c", "2026", "d"),
    Decision("different", iri("place/140700"), iri("place/140728"), "c", "2026", "d"),
]


def test_an_analysis_stays_beside_an_unchanged_graph_and_goes_with_the_next_change(sources: list[Source]) -> None:
    store = built(sources[:2])
    before = dumped(store)
    graph = pyoxigraph.NamedNode("https://w3id.org/ecograph/id/analysis")
    store.put_beside(graph.value, [pyoxigraph.Quad(graph, graph, graph, graph)])
    build(sources[:2], store, HOME)
    assert dumped(store) != before
    build(sources[:3], store, HOME)
    assert dumped(store) == dumped(built(sources[:3]))


# A build that is cut short


def cut_short(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.fixture
def killed(sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a store whose second build was cut short between the records and the graph."""
    folder = tmp_path / "store"
    with open_store(folder, create=True) as store:
        build(sources[:3], store, HOME)
        with monkeypatch.context() as patched:
            patched.setattr("ecograph.build.building.refresh", cut_short)
            with pytest.raises(KeyboardInterrupt):
                build(sources, store, HOME)
    return folder


def test_a_reader_sees_the_graph_as_it_was_before(killed: Path, sources: list[Source]) -> None:
    with open_store(killed, read_only=True) as store:
        assert dumped(store) == dumped(built(sources[:3]))
        assert not store.records.derivation.complete


def test_the_next_opening_for_writing_completes_it(killed: Path, sources: list[Source]) -> None:
    with open_graph(killed) as store:
        assert dumped(store) == dumped(built(sources))
    with open_store(killed, read_only=True) as store:
        assert store.records.derivation.complete


def test_the_next_build_completes_it_and_says_so(killed: Path, sources: list[Source]) -> None:
    with open_store(killed) as store:
        summary = build(sources[:2], store, HOME)
        assert (summary.completed, summary.documents, summary.unchanged) == (True, 0, 2)
        assert dumped(store) == dumped(built(sources))


def test_a_retraction_after_it_says_only_what_it_did_itself(killed: Path, sources: list[Source]) -> None:
    with open_store(killed) as store:
        done = retract(store, [sources[7].name])
        assert not done.difference.new
        assert dumped(store) == dumped(built(sources[:7]))


def test_a_build_that_is_cut_short_while_reading_keeps_what_was_read(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_MANY", 2)
    with open_store(tmp_path / "store", create=True) as store:
        with pytest.raises(KeyboardInterrupt):
            build(sources, store, HOME, progress=lambda name: cut_short() if name == sources[5].name else None)
        summary = build(sources, store, HOME)
        assert (summary.completed, summary.unchanged, summary.documents) == (True, 6, 2)
        assert dumped(store) == dumped(built(sources))


POINTS = {
    "while the records are written": "ecograph.store.records._put",
    "between records and graph": "ecograph.build.building.refresh",
    "before the graph changes": "ecograph.store.rewriting.Rewriting.apply",
    "after the graph changed": "ecograph.store.derivation.Derivation.settle",
}
CODE = """
import os, signal, sys
from pathlib import Path
from articles import HOME, written
from ecograph.build import build
import importlib
import ecograph.store.records, ecograph.store.rewriting, ecograph.store.derivation, ecograph.build.building
from ecograph.store import open_store

module, _, name = sys.argv[2].rpartition(".")
try:
    owner = importlib.import_module(module)
except ModuleNotFoundError:
    above, _, kind = module.rpartition(".")
    owner = getattr(importlib.import_module(above), kind)
folder = Path(sys.argv[1])
sources = written(folder, 8)
with open_store(folder / "store", create=True) as store:
    build(sources[:3], store, HOME)
    setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    build(sources, store, HOME)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that nobody can catch")
@pytest.mark.parametrize("point", POINTS.values(), ids=POINTS)
def test_a_killed_process_leaves_a_store_that_the_next_build_completes(tmp_path: Path, point: str) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, str(Path(__file__).parent)]))}
    done = subprocess.run([sys.executable, "-c", CODE, str(tmp_path), point], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    sources = written(tmp_path, 8)
    with open_store(tmp_path / "store", read_only=True) as store:
        assert dumped(store) in (dumped(built(sources[:3])), dumped(built(sources)))
    with open_graph(tmp_path / "store") as store:
        build(sources, store, HOME)
        assert dumped(store) == dumped(built(sources))
        assert store.records.derivation.complete


def test_other_rules_derive_the_graph_anew(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path / "store", create=True) as store:
        build(sources, store, HOME)
        assert refresh(store) is None
        decided = Decision("different", "a", "b", "c", "2026", "d")
        assert refresh(store, decisions=(decided,)) is not None
        monkeypatch.setattr("ecograph.derive.given.fingerprint", lambda *_: "another")
        assert refresh(store) is not None


# Retraction


@pytest.mark.parametrize("last", range(8))
def test_retracting_an_article_gives_the_graph_without_it(sources: list[Source], last: int) -> None:
    store = built(sources)
    retract(store, [sources[last].name])
    others = [source for source in sources if source is not sources[last]]
    assert dumped(store, "trig") == dumped(built(others), "trig")


def test_retracting_a_shipped_article_on_disk_gives_the_graph_without_it(tmp_path: Path) -> None:
    with open_graph(tmp_path / "store", create=True) as store:
        build(shipped(5), store)
        retract(store, [shipped(5)[-1].name])
        assert dumped(store, "trig") == dumped(built(shipped(4), settings=Settings()), "trig")


def test_retracting_everything_leaves_nothing(sources: list[Source]) -> None:
    store = built(sources)
    retract(store, [source.name for source in sources])
    assert dumped(store, "trig") == dumped(open_store(None), "trig")


def names(store: Store, number: int, sources: list[Source]) -> dict[str, str]:
    """Return the ways to name an article."""
    (iri,) = [each for each in store.documents() if source_of(store, each) == sources[number].name]
    return {
        "IRI": iri,
        "short form": "document:" + iri.rsplit("/", 1)[1],
        "source": sources[number].name,
        "path": sources[number].path,
    }


def source_of(store: Store, iri: str) -> str:
    (row,) = store.query(f"SELECT ?source {{ <{iri}> eco:source ?source }}")
    return str(row["source"].value)


@pytest.mark.parametrize("way", ["IRI", "short form", "source", "path"])
def test_an_article_is_named_in_any_of_these_ways(sources: list[Source], way: str) -> None:
    store = built(sources)
    done = retract(store, [names(store, 2, sources)[way]])
    assert [each.facts.document.source for each in done.records] == [sources[2].name]
    assert len(store.documents()) == 7


def test_the_name_of_a_container_means_all_that_is_in_it(tmp_path: Path, sources: list[Source]) -> None:
    rows = [json.dumps({"text": article(number)}, ensure_ascii=False) for number in (20, 21)]
    (tmp_path / "list.jsonl").write_text("\n".join(rows), encoding="utf-8")
    store = built([*sources, *find_sources([str(tmp_path / "list.jsonl")])])
    done = retract(store, [str(tmp_path / "list.jsonl")])
    assert len(done.records) == 2
    assert dumped(store) == dumped(built(sources))


def test_one_wrong_name_among_others_retracts_nothing(sources: list[Source]) -> None:
    store = built(sources)
    once = dumped(store)
    with pytest.raises(UsageError, match=r"document:none: no document .*; .*ask documents"):
        retract(store, [sources[0].name, "document:none"])
    assert dumped(store) == once
    assert store.records.derivation.complete


def test_only_what_nothing_else_supports_goes(sources: list[Source]) -> None:
    store = built(sources)
    done = retract(store, [sources[0].name])
    gone = b"\n".join(done.difference.gone).decode()
    assert "平遥县河道管理办法" in gone
    assert "李国强" not in gone  # the other articles name him too
    assert not done.difference.new


def test_a_retracted_source_leaves_the_same_text_of_another(tmp_path: Path) -> None:
    one, other = (write(tmp_path, name, article(1)) for name in ("a.txt", "b.txt"))
    store = built([one, other])
    done = retract(store, [one.name])
    assert done.still_held == (other.name,)
    assert dumped(store) == dumped(built([other]))


def test_a_retracted_article_can_be_read_again(sources: list[Source]) -> None:
    store = built(sources)
    retract(store, [sources[3].name])
    build(sources, store, HOME)
    assert dumped(store) == dumped(built(sources))


# Reposts


def printed(number: int, *, day: str, site: str = "") -> str:
    """Return an article as a site prints it."""
    head, foot = (f"首页 > {site}\n", f"\n编辑：李明\n主办：{site}\n") if site else ("", "")
    return f"{head}造林计划公布\n{day} 来源：晋中日报\n{article(number)}全市林业系统将逐村落实任务，确保栽一片、活一片。{foot}"


@pytest.fixture
def reposts(tmp_path: Path) -> list[Source]:
    """Give an article, the same of two other sites, and another article."""
    return [
        write(tmp_path, "first.txt", printed(1, day="2025-03-01")),
        write(tmp_path, "second.txt", printed(1, day="2025-03-02", site="清风网")),
        write(tmp_path, "third.txt", printed(1, day="2025-03-03", site="大地网")),
        write(tmp_path, "other.txt", printed(2, day="2025-03-02")),
    ]


def sources_of(store: Store) -> list[list[str]]:
    """Return the sources of each document, by file name."""
    rows = store.query("SELECT ?d (GROUP_CONCAT(?s) AS ?all) { ?d a eco:Document ; eco:source ?s } GROUP BY ?d")
    return sorted(sorted(Path(each).stem for each in row["all"].value.split()) for row in rows)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)], ids=str)
def test_an_article_on_three_sites_is_one_document_with_three_sources(
    reposts: list[Source], order: tuple[int, ...], tmp_path: Path
) -> None:
    once = built(reposts, settings=Settings(home="140700"))
    with open_store(tmp_path / "store", create=True) as store:
        for at in order:
            build([reposts[at]], store, Settings(home="140700"))
        assert dumped(store) == dumped(once)
    assert sources_of(once) == [["first", "second", "third"], ["other"]]


def test_a_build_says_how_many_articles_repeat_another(reposts: list[Source]) -> None:
    with open_store(None) as store:
        assert build(reposts[:2], store, Settings()).reposts == 1
        assert build(reposts, store, Settings()).reposts == 1
        assert build(reposts, store, Settings()).reposts == 0


def test_without_the_first_the_next_one_tells_the_article(reposts: list[Source]) -> None:
    store = built(reposts, settings=Settings(home="140700"))
    done = retract(store, ["articles/first.txt"])
    assert dumped(store) == dumped(built(reposts[1:], settings=Settings(home="140700")))
    assert sorted(done.still_held) == ["articles/second.txt", "articles/third.txt"]
    retract(store, ["articles/third.txt"])
    assert sources_of(store) == [["other"], ["second"]]


def test_an_article_that_no_longer_repeats_another_speaks_for_itself(reposts: list[Source], tmp_path: Path) -> None:
    store = built(reposts, settings=Settings(home="140700"))
    changed = write(
        tmp_path, "second.txt", printed(1, day="2025-03-02", site="清风网").replace("造林2万亩", "造林9万亩")
    )
    build([changed], store, Settings(home="140700"))
    assert sources_of(store) == [["first", "third"], ["other"], ["second"]]


# As of a day


@pytest.fixture
def dated(tmp_path: Path) -> list[Source]:
    """Give three articles of three years, each with its date in its text."""
    dates = ("2022年5月6日", "2023年7月8日", "2024年9月10日")
    return [write(tmp_path, f"{at}.txt", f"来源：晋中日报　{date}\n{article(at)}") for at, date in enumerate(dates)]


DAYS = [("2022-05-05", 0), ("2022-05-06", 1), ("2023-06", 1), ("2023", 2), ("2024-09-10", 3), ("", 3)]


@pytest.mark.parametrize(("date", "count"), DAYS, ids=[date for date, _ in DAYS])
def test_the_graph_as_of_a_day_is_that_of_the_articles_published_by_then(
    dated: list[Source], date: str, count: int
) -> None:
    settings = Settings(home="140700")
    all_of_them, by_then = built(dated, settings=settings), built(dated[:count], settings=settings)
    # What was planned is judged on the day itself, not on that of the newest article.
    with as_of(all_of_them, date) as known, as_of(by_then, date) as alone:
        assert dumped(known) == dumped(alone)


def test_an_article_without_a_date_counts_from_when_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path, "a.txt", "市水利局印发《平遥县河道管理办法》。")
    monkeypatch.setattr("ecograph.build.building.now", lambda: "2026-03-04T05:06:07+00:00")
    store = built([source], settings=Settings(home="140700"))
    assert [len(as_of(store, date).documents()) for date in ("2026-03-03", "2026-03-04")] == [0, 1]


def test_a_corrected_article_is_known_as_it_was_where_its_history_is_kept(dated: list[Source], tmp_path: Path) -> None:
    settings = Settings(home="140700")
    before = dumped(built(dated[:2], settings=settings))
    store = built(dated, settings=settings)
    text = Path(dated[1].path).read_text(encoding="utf-8")
    write(tmp_path, "1.txt", text.replace("2023年7月8日", "2024年1月2日").replace("3亿元", "4亿元"))
    assert build(dated, store, settings, keep_history=True).replaced == 1
    assert dumped(as_of(store, "2023-12")) == before
    assert dumped(as_of(store, "2024-01-02")) == dumped(built(dated[:2], settings=settings))
    assert dumped(store) == dumped(built(dated, settings=settings))


def test_a_retracted_article_is_known_before_where_its_history_is_kept(dated: list[Source]) -> None:
    settings = Settings(home="140700")
    store = built(dated, settings=settings)
    retract(store, [dated[0].name], keep_history=True, when="2025-02-03")
    assert dumped(store) == dumped(built(dated[1:], settings=settings))
    assert dumped(as_of(store, "2025-02-02")) == dumped(as_of(built(dated, settings=settings), "2025-02-02"))
    assert dumped(as_of(store, "2025-02-03")) == dumped(as_of(built(dated[1:], settings=settings), "2025-02-03"))


def test_looking_back_changes_nothing(dated: list[Source]) -> None:
    store = built(dated)
    once = dumped(store)
    as_of(store, "2022")
    assert dumped(store) == once
    assert store.records.derivation.complete


def test_the_times_of_reading_are_written_where_they_are_asked_for(
    sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecograph.build.building.now", lambda: "2026-03-04T05:06:07+00:00")
    with_times = as_of(built(sources), "", read_times=True)
    claims = "SELECT ?c { GRAPH ?d { ?c a eco:Claim MINUS { ?c prov:generatedAtTime ?t } } }"
    assert list(with_times.query(claims)) == []
    assert "generatedAtTime" not in dumped(built(sources)).decode()


# Stores without records of their own

REFUSED = {
    "build": lambda store: build([], store),
    "retract": lambda store: retract(store, ["document:0"]),
    "as_of": lambda store: as_of(store, "2024"),
    "refresh": refresh,
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_loaded_graph_can_be_asked_and_not_built_on(sources: list[Source], tmp_path: Path, what: str) -> None:
    (tmp_path / "graph.nq").write_bytes(dumped(built(sources)))
    with open_graph(tmp_path / "store", create=True) as store:
        store.load(tmp_path / "graph.nq")
        store.flush()
    with open_graph(tmp_path / "store") as store:
        assert dumped(store) == dumped(built(sources))
        assert store.count()["Document"] == 8
        with pytest.raises(
            StoreError, match=r"loaded or added by hand.*; it can be asked and exported; .*ecograph build"
        ):
            REFUSED[what](store)
        assert dumped(store) == dumped(built(sources))


@pytest.mark.parametrize("what", REFUSED)
def test_a_store_of_an_earlier_version_can_be_asked_and_not_built_on(
    sources: list[Source], tmp_path: Path, what: str
) -> None:
    with open_graph(tmp_path / "store", create=True) as store:
        build(sources, store, HOME)
    (tmp_path / "store" / "records.sqlite").unlink()
    with open_graph(tmp_path / "store") as store:
        with pytest.raises(StoreError, match=r"earlier version.*; .*ecograph build"):
            REFUSED[what](store)
        assert dumped(store) == dumped(built(sources))
