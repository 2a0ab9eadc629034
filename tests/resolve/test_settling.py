"""Documents settled part by part from a database get the names that they get when all are held in memory."""

from __future__ import annotations

import pickle
import random
from functools import cache
from pathlib import Path

import pytest
from mixing import invented, mixed
from naming import BASE, agency, article, known, named, outcome, settled

from ecograph.extract import extract
from ecograph.model import Facts
from ecograph.readers import Source, read_text
from ecograph.resolve import Decision, Judge, Resolution, Settling, decided, lent, resolve, standing
from ecograph.resources import resource


@cache
def bundled() -> tuple[Facts, ...]:
    folders = Path(resource("data", "articles")), Path(resource("data", "sequences", "gansu-pingliang", "articles"))
    paths = [path for folder in folders for path in sorted(folder.glob("*.txt"))]
    return tuple(extract(read_text(Source(path.name, path=str(path)))) for path in paths)


def test_the_bundled_articles_get_the_names_that_they_get_in_memory(tmp_path: Path) -> None:
    one, other = settled(bundled(), path=tmp_path / "names.sqlite"), resolve(bundled(), base=BASE)
    assert one == other
    assert pickle.dumps(list(map(repr, one.facts))) == pickle.dumps(list(map(repr, other.facts)))


@pytest.mark.parametrize(("seed", "homes"), [(1, 12), (2, 3), (3, 60)])
def test_many_articles_get_the_names_that_they_get_in_memory(seed: int, homes: int) -> None:
    documents = list(mixed(bundled(), 150, seed=seed, homes=homes))
    random.Random(seed).shuffle(documents)
    assert settled(documents) == resolve(documents, base=BASE)


@pytest.mark.parametrize("seed", range(8))
def test_names_that_may_all_be_one_another_are_never_parted(seed: int) -> None:
    known(*invented(80, seed=seed))


@pytest.mark.parametrize("seed", range(3))
def test_decisions_count_as_they_do_in_memory(seed: int) -> None:
    documents = list(invented(60, seed=seed))
    chance, decisions = random.Random(seed), ()
    for _ in range(6):
        decisions = more_decided(chance, known(*documents, decisions=decisions), decisions)
    assert decisions


@pytest.mark.parametrize("seed", range(3))
def test_changes_are_settled_as_if_all_were_new(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.resolve.settling.settling._MANY", 1.0)
    chance, decisions = random.Random(seed), tuple[Decision, ...]()
    given = {each.document.id: each for each in (*invented(50, seed=seed), *mixed(bundled(), 20, seed=seed))}
    held = dict(list(given.items())[:40])
    for step in range(8):
        with Settling(tmp_path / "names.sqlite", base=BASE, decisions=decisions) as settling:
            for id_ in chance.sample(sorted(given), 3 if step else 0):
                if id_ in held and chance.random() < 0.5:
                    del held[id_]
                    settling.remove([id_])
                else:
                    held[id_] = retold(given[id_], chance)
                    settling.add([(id_, str(step), lent(held[id_]))])
            if not step:
                settling.add((id_, "", lent(each)) for id_, each in held.items())
            settling.settle()
            found = outcome(settling, list(held.values()), Judge((), base=BASE))
        assert found == resolve(held.values(), base=BASE, decisions=decisions)
        decisions = more_decided(chance, found, decisions[chance.randrange(2) :])


@pytest.mark.parametrize("names", [("祁县绿化局", "祁县林业局"), ("祁县林业局", "祁县绿化局")])
def test_officials_part_with_their_bodies(names: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ecograph.resolve.settling.settling._MANY", 1.0)
    joining = article(agency(names[0], aliases=(names[1],)), home="140727")
    officials = [
        article(agency(name), named("Official", "张三"), home="140727", links=[("张三", "worksFor", name)]) for name in names
    ]
    for held in ([joining, *officials], officials):
        with Settling(tmp_path / "names.sqlite", base=BASE) as settling:
            settling.remove([joining.document.id])
            settling.add((each.document.id, "", lent(each)) for each in held)
            settling.settle()
            assert outcome(settling, held, Judge((), base=BASE)) == resolve(held, base=BASE)


def more_decided(chance: random.Random, found: Resolution, known: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Decide one thing more, about a doubtful pair or a name, unless that contradicts what is known."""

    def anchor(iri: str) -> str:
        return chance.choice((iri, *(member.iri for member in found.members[iri])))

    if found.doubts and chance.random() < 0.8:
        doubt = chance.choice(found.doubts)
        verdict = chance.choice(("same", "different"))
        ends = anchor(doubt.a), anchor(doubt.b)
    else:
        verdict, ends = "name", (chance.choice(sorted(found.members)), "某某")
    more = (*known, decided(verdict, *ends, by="Li Lei", when="2024-01-01", why="known"))
    try:
        standing(more)
    except ValueError:
        return known
    return more


def retold(facts: Facts, chance: random.Random) -> Facts:
    """Leave out some of what is named and told."""
    told = tuple(each for each in facts.claims if chance.random() < 0.7)
    ends = {end for each in (*told, *facts.readings) for end in (each.subject, each.object, each.speaker)}
    kept = tuple(each for each in facts.entities if each.id in ends or chance.random() < 0.7)
    return facts._replace(claims=told, entities=kept)
