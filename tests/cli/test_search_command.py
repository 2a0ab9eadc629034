from __future__ import annotations

import json


def test_a_store_is_searched(run, filled):
    result = run("search", "晋中市", "--store", filled, "--kind", "entity")
    assert result.status == 0
    assert "Place" in result.out
    assert "place:140700" in result.out


def test_the_second_search_finds_the_index(run, filled, tmp_path):
    first = run("search", "市", "--store", filled)
    kept = sorted(each.name for each in (tmp_path / "store/search").iterdir())
    assert run("search", "市", "--store", filled).out == first.out
    assert sorted(each.name for each in (tmp_path / "store/search").iterdir()) == kept
    assert len(kept) == 1


def test_hits_are_printed_as_json(run, filled):
    result = run("search", "晋中市", "--store", filled, "--format", "json", "--limit", "1")
    assert json.loads(result.out)["label"] == "晋中市"


def test_nothing_found_is_no_error(run, filled):
    result = run("search", "火星基地", "--store", filled)
    assert (result.status, result.out) == (0, "0 hits\n")


def test_a_place_that_nobody_knows_is_told_in_one_line(run, filled):
    result = run("search", "局", "--place", "火星", "--store", filled)
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert "no place is called" in result.err


def test_a_past_day_is_searched(run, filled):
    assert run("search", "晋中市", "--store", filled, "--as-of", "1999").out.endswith("0 hits\n")
