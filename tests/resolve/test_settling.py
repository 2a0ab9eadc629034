"""Documents settled part by part from a database get the names that they get when all are held in memory."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest
from mixing import mixed
from naming import BASE, known

from ecograph.extract import extract
from ecograph.model import Facts
from ecograph.readers import Source, read_text
from ecograph.resolve import (
    Decision,
    Judge,
    Resolution,
    Settling,
    identified,
    lent,
    rejected_in,
    standing,
)
from ecograph.resources import resource


@cache
def bundled() -> tuple[Facts, ...]:
    folders = Path(resource("data", "articles")), Path(resource("data", "sequences", "gansu-pingliang", "articles"))
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return tuple(extract(read_text(Source(path.name, path=str(path)))) for path in paths)


def settled(
    documents: Sequence[Facts], *, decisions: Iterable[Decision] = (), path: Path | None = None, shuffled: int = 0
) -> Resolution:
    """Resolve documents as a build does: each is read alone, the names are settled, and each is written alone."""
    kept = standing(decisions)
    judge = Judge(kept, base=BASE)
    judged = {each.document.id: judge.judged(each) for each in documents}
    rows = [(id_, "", lent(each.facts)) for id_, each in judged.items()]
    random.Random(shuffled).shuffle(rows)
    with Settling(path, base=BASE, decisions=kept) as settling:
        settling.add(rows)
        settling.settle()
        things = dict(settling.things())
        assert all(settling.named(id_) == each for id_, each in things.items())
        idle = (*judge.idle({key for each in judged.values() for key in each.met}), *settling.idle())
        return Resolution(
            tuple(identified(judged[id_].facts, each, base=BASE) for id_, each in things.items()),
            tuple(settling.doubts()),
            tuple(settling.renames()),
            dict(settling.members()),
            idle,
            {
                BASE + each.document.id: rejected_in(each, gone, things[each.document.id], base=BASE)
                for each in sorted(documents, key=lambda facts: facts.document.id)
                if (gone := judged[each.document.id].rejected)
            },
        )


def same(one: Resolution, other: Resolution) -> bool:
    return one == other and pickle.dumps(one.facts) == pickle.dumps(other.facts)


def test_the_bundled_articles_get_the_names_that_they_get_in_memory(tmp_path: Path) -> None:
    assert settled(bundled(), path=tmp_path / "names.sqlite") == known(*bundled())


@pytest.mark.parametrize(("seed", "homes"), [(1, 12), (2, 3), (3, 60), (4, 1)])
def test_many_articles_get_the_names_that_they_get_in_memory_in_any_order(seed: int, homes: int) -> None:
    documents = list(mixed(bundled(), 250, seed=seed, homes=homes))
    assert settled(documents, shuffled=seed) == known(*documents)
