"""After words of the tables changed, only the articles that hold one are read again, and the store is as a new one would be."""

from __future__ import annotations

import csv
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from articles import HOME, article, dumped, write
from ecograph import resources
from ecograph.build import Summary, batches, build, renewing
from ecograph.build.renewing import Change, changed, holds, tables
from ecograph.build.watching import Changes
from ecograph.cli.build import Order, watched
from ecograph.derive.batching import together
from ecograph.engines import Serial
from ecograph.extract import extract
from ecograph.extract.words.tables import WHOLE, WORDS
from ecograph.model import Document
from ecograph.readers import Source, document_of
from ecograph.reading import version
from ecograph.store import Store, open_store

Cells: TypeAlias = list[str]
_SHIPPED, _SHIPPED_FILE = resources.resource("data"), resources.resource
# Rows of so many tables change at once; words that stand in more articles than these are not taken.
_TOGETHER, _RARE = 14, 2
_OF_PROCESSES = ("ecograph.guarding", "ecograph.server")


def forget() -> None:
    """Let go of what was made of the tables, not of the processes that are kept."""
    for name, module in list(sys.modules.items()):
        for each in vars(module).values() if name.startswith("ecograph.") else ():
            if hasattr(each, "cache_clear") and not each.__module__.startswith(_OF_PROCESSES):
                each.cache_clear()


class Edited:
    """The shipped tables in a folder of their own, where rows can come and go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.restore()

    def restore(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("lexicon", "gazetteer"):
            shutil.copytree(_SHIPPED / name, self.folder / name)

    def path(self, *parts: str) -> Path:
        own = self.folder.joinpath(*parts[1:])
        return own if parts[0] == "data" and own.exists() else _SHIPPED_FILE(*parts)

    def rows(self, table: str) -> list[Cells]:
        with (self.folder / table).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def write(self, table: str, edit: Callable[[list[Cells]], list[Cells]]) -> None:
        changed = edit(self.rows(table))
        with (self.folder / table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(changed)

    def change(self, table: str, edit: Callable[[list[Cells]], list[Cells]]) -> None:
        self.write(table, edit)
        forget()

    def add(self, table: str, *cells: str) -> None:
        self.change(table, lambda rows: [*rows, list(cells)])


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edited]:
    """Let the program take its tables of words from a folder, where they can be edited."""
    found = Edited(tmp_path / "tables")
    monkeypatch.setattr(resources, "resource", found.path)
    yield found
    monkeypatch.undo()
    forget()


# Which tables count


def test_each_table_counts_as_words_or_has_a_reason_why_not() -> None:
    shipped = {f"{path.parent.name}/{path.name}" for name in ("lexicon", "gazetteer") for path in (_SHIPPED / name).glob("*.csv")}
    assert shipped == WORDS | WHOLE.keys()
    assert not WORDS & WHOLE.keys()


def documents() -> list[Document]:
    return [document_of(path.read_bytes(), path.name) for path in sorted((_SHIPPED / "articles").glob("*.txt"))]


def standing(row: Cells, texts: list[str]) -> int:
    """Return in how many texts one of a row's words stands."""
    return sum(any(word in text for word in row[0].split("|")) for text in texts)


def some_changes(chance: random.Random, rows: list[Cells], texts: list[str]) -> list[Cells]:
    """Take a row out that some article holds and one that none does, and add one with a stretch of an article for its word."""
    head, *body = rows
    # A row of marks alone (<) fits everywhere: with it all articles are read again.
    rare = [(row, standing(row, texts)) for row in chance.sample(body, min(len(body), 80)) if re.search(r"\w", row[0])]
    gone = [some[0] for kind in (range(1, _RARE + 1), range(1)) if (some := [row for row, many in rare if many in kind])]
    payload, new = chance.choice(body)[1:], [""]
    while not new[0] or standing(new, texts) > 1:
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 4)
        new = [re.sub(r"\W", "", text[at : at + chance.randint(2, 4)]), *payload]
    kept = [row for row in body if row not in gone]
    kept.insert(chance.randrange(len(kept)), new)
    return [head, *kept]


def test_the_facts_of_articles_that_hold_no_changed_word_stay(edited: Edited) -> None:
    chance, found = random.Random(11), documents()[::2]
    texts = [re.sub(r"\W", "", each.text) for each in found]
    facts, before = [extract(each) for each in found], tables()
    turned = kept = 0
    names = sorted(WORDS)
    chance.shuffle(names)
    for some in together(names, _TOGETHER):
        edited.restore()
        for name in some:
            edited.write(name, lambda rows: some_changes(chance, rows, texts))
        forget()
        change = changed(before, tables())
        assert change is not None
        for document, told in zip(found, facts, strict=True):
            if holds(change, document):
                turned += extract(document) != told
            else:
                kept += 1
                assert extract(document) == told, (some, change.words, document.source)
    assert turned > 5
    assert kept > 50


class Asked(frozenset[str]):
    """A table of words that notes what it is asked for."""

    found: set[str]

    def __contains__(self, word: object) -> bool:
        assert isinstance(word, str)
        self.found.add(word)
        return super().__contains__(word)


def test_tables_of_words_are_asked_for_nothing_that_is_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = dict[str, Asked]()

    def word_set(file: str) -> frozenset[str]:
        if file not in asked:
            asked[file] = Asked(resources.words("data", "lexicon", file))
            asked[file].found = set()
        return asked[file]

    forget()
    for name, module in list(sys.modules.items()):
        if name.startswith("ecograph.extract.") and hasattr(module, "word_set"):
            monkeypatch.setattr(module, "word_set", word_set)
    for document in documents()[::3]:
        for each in asked.values():
            each.found.clear()
        extract(document)
        elsewhere = {file: [word for word in each.found if word not in document.text] for file, each in asked.items()}
        assert not {file: words for file, words in elsewhere.items() if words and f"lexicon/{file}" in WORDS}
    forget()


# What changed


def packed(edited: Edited) -> bytes:
    forget()
    return tables()


def test_a_row_that_comes_goes_or_is_told_otherwise_counts_by_its_words(edited: Edited) -> None:
    before = packed(edited)
    edited.add("lexicon/agency_national.csv", "某某总局|某某局", "bureau")
    edited.change("lexicon/posts.csv", lambda rows: [row for row in rows if row[0] != "总林长"])
    edited.change("lexicon/cues.csv", lambda rows: [[*row[:2], "3"] if row[0] == "计划" else row for row in rows])
    assert changed(before, packed(edited)) == Change(("总林长", "某某局", "某某总局", "计划"))


@pytest.mark.parametrize(
    ("table", "edit"),
    [
        ("lexicon/units.csv", lambda rows: [*rows, ["箩筐", "count", "", ""]]),
        ("gazetteer/divisions_called.csv", lambda rows: [*rows, ["140700", "晋中城", "晋中市"]]),
        ("lexicon/posts.csv", lambda rows: [rows[0], *reversed(rows[1:])]),
        ("lexicon/posts.csv", lambda rows: [[*rows[0], "more"], *rows[1:]]),
        ("lexicon/posts.csv", lambda rows: rows[:100]),
        ("lexicon/posts.csv", lambda rows: [*rows, ["——", "leader", ""]]),
    ],
    ids=["units", "divisions", "order", "column", "most of the rows", "a word of marks"],
)
def test_more_than_words_changed(edited: Edited, table: str, edit: Any) -> None:
    before = packed(edited)
    edited.change(table, edit)
    assert changed(before, packed(edited)) is None


def test_a_note_in_a_table_changes_no_word(edited: Edited) -> None:
    before = packed(edited)
    edited.add("lexicon/posts.csv", "# a note", "", "")
    assert changed(before, packed(edited)) == Change(())


@pytest.mark.parametrize(
    "text",
    ["生态护林员。", "生态护\n林员。", "生态护 林员。", "生态“护”林员。"],
    ids=["plain", "over lines", "blank", "marks"],
)
def test_words_are_found_though_something_parts_them(text: str) -> None:
    document = document_of(f"新闻\n县里聘了一百名{text}\n".encode(), "a.txt")
    assert holds(Change(("护林员",)), document)
    assert not holds(Change(("护林站",)), document)


# The whole way


def some_articles(folder: Path) -> list[Source]:
    """Write five articles, two of which speak of an office that no table has."""
    office = "护鸭使者王建国表示，今年计划植树3万株。\n"
    return [write(folder, f"a{number}.txt", article(number) + office * (number > 2)) for number in range(5)]


def state(store: Store) -> tuple[bytes, list[tuple[Any, ...]]]:
    """Return all that a store holds, but for when it was read."""
    held = [(each.key, each.document, each.version) for each in store.records.held()]
    facts = [store.records.facts(each.number) for each in store.records.packed()]
    return dumped(store, "trig"), sorted(zip(held, facts, strict=True))


def fresh(sources: list[Source]) -> tuple[bytes, list[tuple[Any, ...]]]:
    with open_store(None) as store:
        build(sources, store, HOME)
        return state(store)


def read(summary: Summary) -> tuple[int, ...]:
    return summary.documents, summary.unchanged, summary.again, summary.words


def test_a_new_word_has_the_articles_that_hold_it_read_again(edited: Edited, tmp_path: Path) -> None:
    sources = some_articles(tmp_path)
    with open_store(None) as store:
        build(sources, store, HOME)
        before = state(store)
        edited.add("lexicon/posts.csv", "护鸭使者", "", "")
        assert read(build(sources, store, HOME)) == (2, 3, 2, 1)
        assert state(store) == fresh(sources)
        assert state(store)[0] != before[0]
        last = store.records.journal.builds()[0]
        assert (last.read, last.unchanged, last.again, last.words) == (2, 3, 2, 1)
        assert read(build(sources, store, HOME)) == (0, 5, 0, 0)
        edited.change("lexicon/posts.csv", lambda rows: rows[:-1])
        assert read(build(sources, store, HOME)) == (2, 3, 2, 1)
        assert state(store) == before


@pytest.mark.parametrize("table", ["lexicon/words.csv", "gazetteer/natural.csv"])
def test_what_the_segmenter_is_taught_counts_where_it_cuts_otherwise(edited: Edited, tmp_path: Path, table: str) -> None:
    sources = some_articles(tmp_path)
    with open_store(None) as store:
        build(sources, store, HOME)
        edited.add(table, "护鸭使者", *(["n"] if "words" in table else ["lake", "14"]))
        assert read(build(sources, store, HOME)) == (2, 3, 2, 1)
        assert state(store) == fresh(sources)


def test_more_than_words_has_all_read_again(edited: Edited, tmp_path: Path) -> None:
    sources = some_articles(tmp_path)
    with open_store(None) as store:
        build(sources, store, HOME)
        edited.add("lexicon/units.csv", "箩筐", "count", "", "")
        assert read(build(sources, store, HOME)) == (5, 0, 0, 0)


def test_records_of_a_program_that_kept_no_tables_are_read_again(edited: Edited, tmp_path: Path) -> None:
    sources = some_articles(tmp_path)
    with open_store(None) as store:
        build(sources, store, HOME)
        store.records.tables.forget(version())
        edited.add("lexicon/posts.csv", "护鸭使者", "", "")
        assert read(build(sources, store, HOME)) == (5, 0, 0, 0)


# Five records are noted, the tables of before let go of, two articles read.
@pytest.mark.parametrize(("done", "again"), [(0, False), (3, False), (3, True), (5, False), (7, False), (7, True)])
def test_what_is_killed_goes_on(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, done: int, again: bool
) -> None:
    sources = some_articles(tmp_path)
    monkeypatch.setattr(renewing, "_TOGETHER", 1)
    monkeypatch.setattr(batches, "_MANY", 1)
    with open_store(None) as store:
        build(sources, store, HOME)
        edited.add("lexicon/posts.csv", "护鸭使者", "", "")
        left = iter(range(done))

        def until_killed(step: Callable[..., object], *told: object, **more: object) -> object:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return step(*told, **more)

        records = store.records
        with monkeypatch.context() as patched:
            for of, name in ((records.tables, "renew"), (records.tables, "forget"), (records, "put_packed")):
                patched.setattr(of, name, partial(until_killed, getattr(of, name)))
            with pytest.raises(KeyboardInterrupt):
                build(sources, store, HOME)
        if again:
            edited.add("lexicon/posts.csv", "北河护卫", "", "")
            edited.add("lexicon/cues.csv", "今年计划", "frame", "2")
        build(sources, store, HOME)
        assert state(store) == fresh(sources)
        assert read(build(sources, store, HOME)) == (0, 5, 0, 0)


def test_a_folder_that_is_watched_is_renewed_at_first(
    edited: Edited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    some_articles(tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    told = [Changes([], []), Changes(["articles/a0.txt"], [])]
    monkeypatch.setattr("ecograph.build.watching.changes", lambda _: iter(told))
    order = Order("s", HOME, "", Serial(), None, keep_history=False, retry=False)
    watched(order, ["articles"], retract_deleted=False)
    edited.add("lexicon/posts.csv", "护鸭使者", "", "")
    write(tmp_path / "articles", "a0.txt", article(7))
    capsys.readouterr()
    watched(order, ["articles"], retract_deleted=False)
    first, second = capsys.readouterr().out.split("Nothing to do")
    assert first.startswith("Read 3 articles, 2 unchanged\n       2 of them again, as 1 word of the tables changed\n")
    assert "the article is in the store as it is" in second
