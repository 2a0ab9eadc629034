"""`ecograph network`: measures as tables and files, results in the store, explanations."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from invoking import Run

from ecograph.network import MEASURES
from ecograph.resources import resource

# Several of them tell of the same bodies and places.
ARTICLES = ("shanxi-jinzhong-*.txt", "hebei-*.txt", "fujian-*.txt", "zhejiang-*.txt")
NODES = ("degree", "betweenness", "pagerank", "communities")


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the folder of a store of some of the articles that ship with EcoGraph."""
    from ecograph.cli.main import status_of

    folder = tmp_path_factory.mktemp("network") / "store"
    articles = resource("data", "articles")
    paths = [str(path) for pattern in ARTICLES for path in sorted(articles.glob(pattern))]
    assert len(paths) > 4
    assert status_of(["build", *paths, "--store", str(folder)]) == 0
    return str(folder)


def read(run: Run, *arguments: str):
    result = run("network", *arguments, "--format", "json")
    assert (result.status, result.err) == (0, "")
    return json.loads(result.out)


@pytest.mark.parametrize("measure", MEASURES)
def test_each_measure_prints_a_table_with_its_network(run: Run, bundled: str, measure: str) -> None:
    result = run("network", "--store", bundled, "--measure", measure, "--top", "3")
    assert (result.status, result.err) == (0, "")
    head, names = result.out.splitlines()[:2]
    network = "agencies" if measure == "co-responsibility" else "responsibility"
    assert head.startswith(f"{measure} in the network of {network}: ")
    assert "components; " in head
    assert names.split()[0] in ("rank", "community")


@pytest.mark.parametrize("measure", NODES[:3])
def test_a_ranking_has_all_nodes_in_order(run: Run, bundled: str, measure: str) -> None:
    (found,) = read(run, "--store", bundled, "--measure", measure, "--top", "0")
    values = [score["value"] for score in found["scores"]]
    assert len(values) == found["nodes"]
    assert values == sorted(values, reverse=True)
    assert found["scores"][0]["rank"] == 1


def test_communities_share_out_the_nodes_and_state_modularity(run: Run, bundled: str) -> None:
    (found,) = read(run, "--store", bundled, "--measure", "communities", "--top", "0")
    members = [member["id"] for community in found["communities"] for member in community["members"]]
    assert len(members) == len(set(members)) == found["nodes"]
    assert 0 < found["modularity"] <= 1
    assert "modularity 0." in run("network", "--store", bundled, "--measure", "communities").out


def test_co_responsibility_names_what_is_shared_with_roles_and_quotes(run: Run, bundled: str) -> None:
    (found,) = read(run, "--store", bundled, "--measure", "co-responsibility", "--top", "0")
    assert len(found["ties"]) == found["edges"] > 0
    for tie in found["ties"]:
        assert tie["one"]["id"] < tie["other"]["id"]
        for shared in tie["shared"]:
            assert [side for side in ("one", "other") if not shared[side]["evidence"]] == []


@pytest.mark.parametrize("top", ["1", "4", "0"])
def test_top_cuts_the_rows(run: Run, bundled: str, top: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("network", "--store", bundled, "--top", top, "--format", "csv").out)))
    (whole,) = read(run, "--store", bundled, "--top", "0")
    assert len(rows) == (int(top) or whole["nodes"])
    assert list(rows[0]) == ["rank", "name", "class", "degree", "id"]


def test_a_place_keeps_what_concerns_it(run: Run, bundled: str) -> None:
    (whole,) = read(run, "--store", bundled)
    (part,) = read(run, "--store", bundled, "--place", "晋中市")
    assert 0 < part["nodes"] < whole["nodes"]
    assert part["place"].endswith("place/140700")
    assert "that concerns 晋中市" in run("network", "--store", bundled, "--place", "140700").out


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_a_file_holds_the_measures_as_attributes(run: Run, bundled: str, suffix: str) -> None:
    wanted = [option for name in NODES for option in ("--measure", name)]
    result = run("network", *wanted, f"out.{suffix}", "--store", bundled)
    assert result.out.startswith(f"wrote out.{suffix} (")
    network = getattr(nx, f"read_{suffix}")(f"out.{suffix}")
    assert network.is_directed()
    for _, data in network.nodes(data=True):
        kinds = [type(data[name]) for name in ("degree", "betweenness", "pagerank", "community")]
        assert kinds == [int, float, float, int]
    assert all(data["weight"] > 0 for _, _, data in network.edges(data=True))


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
def test_a_file_of_a_projection_is_undirected_with_weights(run: Run, bundled: str, suffix: str) -> None:
    run("network", "--measure", "co-responsibility", "--measure", "pagerank", f"out.{suffix}", "--store", bundled)
    network = getattr(nx, f"read_{suffix}")(f"out.{suffix}")
    assert not network.is_directed()
    for _, _, data in network.edges(data=True):
        assert data["predicate"] == "sharesProject"
        assert data["weight"] > 0
        assert data["count"] == data["shared"].count("；") + 1
        assert data["quote"]
    assert all("pagerank" in data for _, data in network.nodes(data=True))


def test_a_csv_file_has_the_measures_as_columns(run: Run, bundled: str) -> None:
    run("network", "--measure", "degree", "--measure", "pagerank", "out.csv", "--store", bundled)
    header = Path("out.nodes.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == "id,label,type,kind,aliases,detail,degree,pagerank"


def test_results_are_written_into_the_store_in_place_of_the_last(run: Run, filled: str) -> None:
    for measures in (("degree", "pagerank"), ("communities",)):
        wanted = [option for name in measures for option in ("--measure", name)]
        result = run("network", *wanted, "--write", "--store", filled)
        assert (result.status, result.err) == (0, "")
        assert result.out.startswith(f"wrote {', '.join(measures)} to <https://w3id.org/ecograph/id/analysis> (")
        asked = "SELECT ?m { GRAPH <https://w3id.org/ecograph/id/analysis> { ?a eco:measure ?m } } ORDER BY ?m"
        assert run("query", asked, "--store", filled, "--format", "csv").out.split() == ["m", *measures]
    assert run("validate", "--store", filled).status == 0


def test_top_cuts_what_is_written_only_where_it_is_given(run: Run, filled: str) -> None:
    asked = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a eco:Score } }"
    counts = []
    for top in ((), ("--top", "1")):
        run("network", "--write", *top, "--store", filled)
        counts.append(run("query", asked, "--store", filled, "--format", "csv").out.split()[1])
    assert counts == ["4", "1"]


def test_a_path_shows_each_fact_with_sentence_document_and_date(run: Run, bundled: str) -> None:
    result = run("network", "path", "马成毅", "平遥县", "--store", bundled, "--paths", "2")
    assert (result.status, result.err) == (0, "")
    lines = result.out.splitlines()
    assert lines[0].startswith("1. 马成毅 (Official) … 平遥县 (Place): ")
    assert any(line.startswith("2. 马成毅") for line in lines)
    assert lines[1] == "   马成毅 —worksFor→ 晋中市生态环境局"
    assert lines[2].startswith("      “")
    assert ", 2025, document:" in lines[3]


def test_paths_hold_together_and_their_sentences_stand_in_the_articles(run: Run, bundled: str) -> None:
    chains = read(run, "path", "马成毅", "平遥县", "--store", bundled, "--paths", "3")
    assert [chain["length"] for chain in chains] == sorted(chain["length"] for chain in chains)
    assert len({json.dumps(chain["steps"]) for chain in chains}) == 3
    raw = "".join(path.read_text(encoding="utf-8") for path in resource("data", "articles").glob("*.txt"))
    for chain in chains:
        at = "马成毅"
        for step in chain["steps"]:
            ends = [step[end]["name"] for end in (("subject", "object") if step["forward"] else ("object", "subject"))]
            assert ends[0] == at
            at = ends[1]
            assert step["evidence"]
            assert [
                each
                for each in step["evidence"]
                if each["sentence"] not in raw or each["quote"] not in each["sentence"]
            ] == []
        assert at == "平遥县"


def test_a_path_as_csv_has_a_row_a_sentence(run: Run, bundled: str) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(run("network", "path", "马成毅", "晋中市", "--store", bundled, "--format", "csv").out)
        )
    )
    assert {row["path"] for row in rows} == {"1"}
    assert [row["sentence"] for row in rows if not row["sentence"]] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--measure", "fame"), "--measure: unknown measure 'fame'; choose from degree"),
        (("--on", "friends"), "unknown network 'friends'"),
        (("--on", "agencies", "--class", "Agency"), "has its own classes"),
        (("--on", "facts", "--measure", "co-responsibility"), "has no co-responsibility"),
        (("--place", "火星市"), "'火星市': no place of this name"),
        (("--measure", "degree", "--measure", "pagerank", "--format", "csv"), "csv holds one table"),
        (("out.png",), "out.png: unknown format 'png'; use one of .graphml, .gexf, .csv"),
        (("out.graphml", "more.gexf"), "too many arguments"),
        (("--paths", "2"), "--paths means nothing without path A B"),
        (("path", "马成毅"), "path wants two names"),
        (("path", "马成毅", "马成毅"), "both names mean the same entity"),
        (("path", "马成毅", "火星市"), "'火星市': no entity of this name"),
        (("path", "马成毅", "晋中市", "--write"), "--write means nothing with path A B"),
        (("path", "局", "晋中市"), "things fit, where one entity is wanted"),
    ],
)
def test_bad_usage_is_one_line_with_a_remedy(run: Run, filled: str, arguments: tuple[str, ...], told: str) -> None:
    result = run("network", *arguments, "--store", filled)
    assert (result.status, len(result.err.splitlines())) == (2, 1), result.err
    assert told in result.err
    assert "; " in result.err


def test_no_chain_is_bad_data(run: Run, bundled: str) -> None:
    result = run("network", "path", "马成毅", "衡水市", "--store", bundled)
    assert (result.status, "no chain of facts joins 马成毅" in result.err) == (1, True)


def test_every_run_gives_the_same_bytes_whatever_the_hash_of_a_string(bundled: str) -> None:
    wanted = [option for name in NODES for option in ("--measure", name)]
    calls = [
        ["network", *wanted, "--format", "json", "--top", "0", "--store", bundled],
        ["network", "path", "马成毅", "平遥县", "--paths", "3", "--format", "json", "--store", bundled],
    ]
    code = "import sys; from ecograph.cli.main import status_of; [status_of(call) for call in eval(sys.argv[1])]"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, repr(calls)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0]
    assert outputs[0] == outputs[1]
