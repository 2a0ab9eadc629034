"""Turn what somebody typed into questions to the engine: the best hits first, each kind of match one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ecograph.errors import QueryError
from ecograph.query.search.entries import (
    ALIAS,
    DOCUMENT,
    FIGURES,
    FIRST,
    NAME,
    SENTENCE,
    THINGS,
)
from ecograph.query.search.folding import bare, folded
from ecograph.query.search.readings import Reading
from ecograph.query.search.typed import completions, divided, initials, letters

if TYPE_CHECKING:
    from tantivy import Query, Schema

_LONGEST = 200


class Words(NamedTuple):
    """What was typed: `whole` and each word, folded; `typed` the letters, where they can be pinyin."""

    whole: str
    each: tuple[str, ...]
    typed: str


class Filters(NamedTuple):
    """What to look among: classes (Document and Sentence among them), concepts of kinds, places; () for all."""

    types: tuple[str, ...] = ()
    concept: str = ""
    places: tuple[str, ...] = ()


def words(text: str) -> Words:
    """Return the words of a text that somebody typed; raise QueryError where there is none."""
    if len(text) > _LONGEST:
        raise QueryError(f"the text is longer than {_LONGEST} characters", remedy="search for a few words of it")
    each = tuple(dict.fromkeys(part for word in text.split() if (part := folded(word))))
    if not each:
        raise QueryError("there is nothing to search for", remedy="give a name, or words of a sentence")
    whole = folded(text)
    return Words(whole, each, letters(whole))


class Asking:
    """The questions to one index about some words."""

    def __init__(self, schema: Schema, said: Words, filters: Filters) -> None:
        from tantivy import Occur, Query

        self._schema, self._said, self._filters = schema, said, filters
        self._query, self._must, self._may, self._not = Query, Occur.Must, Occur.Should, Occur.MustNot

    def all(self) -> Query:
        """Ask for everything that is found."""
        typed = self._said.typed
        read = self._read(first=len(typed) == 1) if typed else []
        return self._among(self._any([self._worded(), *read]), self._filters.types)

    def steps(self, *, sentences: bool = True) -> Iterator[Query]:
        """Yield the questions whose hits follow one another, none found by two: entities, figures, documents, sentences."""
        for sort, types in (("thing", THINGS), ("figure", FIGURES)):
            chosen = tuple(each for each in types if each in self._filters.types)
            if self._filters.types and not chosen:
                continue
            earlier: list[Query] = []
            for each in self._named():
                yield self._without(self._among(each, chosen, sort), earlier)
                earlier.append(each)
        if sentences:
            worded = self._worded()
            for sort, type_ in (("document", DOCUMENT), ("sentence", SENTENCE)):
                if not self._filters.types or type_ in self._filters.types:
                    yield self._among(worded, (), sort)

    def called(self) -> Iterator[Query]:
        """Yield who has this name, then who has it as an alias."""
        for before in (NAME, ALIAS):
            yield self._among(
                self._query.term_query(self._schema, "called", before + self._said.whole, "basic"), self._filters.types
            )

    def _named(self) -> Iterator[Query]:
        """Yield who is called so, whose name begins so, who is called so somewhere; then the same by the sound."""
        whole, typed = self._said.whole, self._said.typed
        for before in (NAME, ALIAS):
            yield self._query.term_query(self._schema, "called", before + whole, "basic")
        yield self._stretch(f"{NAME}{whole}")
        yield self._stretch(f"{ALIAS}{whole}")
        yield self._worded()
        if typed:
            yield self._any(self._read(first=True))
        if len(typed) > 1:
            yield self._any(self._read())

    def _worded(self) -> Query:
        """Ask for what holds each of the words."""
        return self._every([self._word(each) for each in self._said.each])

    def _word(self, word: str) -> Query:
        plain = bare(word)
        found = self._stretch(word)
        return self._any([found, self._stretch(plain)]) if plain and plain != word else found

    def _stretch(self, text: str) -> Query:
        """Ask for what holds a stretch of text."""
        if len(text) == 1:
            return self._query.term_query(self._schema, "characters", text, "basic")
        return self._paired("pairs", text)

    def _paired(self, field: str, text: str) -> Query:
        """Ask for a stretch by its pairs: every second one, and the last, tell it whole."""
        if len(text) == 2:
            return self._query.term_query(self._schema, field, text, "basic")
        last = len(text) - 2
        return self._query.phrase_query(
            self._schema, field, [(at, text[at : at + 2]) for at in (*range(0, last, 2), last)]
        )

    def _read(self, *, first: bool = False) -> list[Query]:
        """Ask for names that are read as was typed, from their beginning if `first`, else from any syllable on."""
        typed = self._said.typed
        firsts = f"{NAME}{initials(typed)}" if first else initials(typed)
        found = [self._paired("initials", firsts)] if len(firsts) > 1 else []
        if len(typed) == 1:  # the first letter of a syllable says all
            return found
        return [*(self._syllables(each, first=first) for each in divided(typed)), *found]

    def _syllables(self, reading: Reading, *, first: bool) -> Query:
        said = [FIRST, *reading] if first else [*reading]
        if completions(reading[-1]) > 1:
            return self._query.phrase_prefix_query(self._schema, "syllables", [*said])
        if len(said) == 1:
            return self._query.term_query(self._schema, "syllables", said[0], "basic")
        return self._query.phrase_query(self._schema, "syllables", [*said])

    def _among(self, found: Query, types: Sequence[str], sort: str = "") -> Query:
        """Keep what the filters let through."""
        kept = [found]
        for field, values in (
            ("type", types),
            ("sort", [sort] if sort and not types else []),
            ("place", self._filters.places),
        ):
            if values:
                kept.append(self._any([self._query.term_query(self._schema, field, each, "basic") for each in values]))
        if self._filters.concept:
            kept.append(self._query.term_query(self._schema, "concept", self._filters.concept, "basic"))
        return self._every(kept)

    def _any(self, asked: Sequence[Query]) -> Query:
        if len(asked) < 2:
            return asked[0] if asked else self._query.empty_query()
        return self._query.boolean_query([(self._may, each) for each in asked])

    def _every(self, asked: Sequence[Query]) -> Query:
        return asked[0] if len(asked) == 1 else self._query.boolean_query([(self._must, each) for each in asked])

    def _without(self, asked: Query, others: Iterable[Query]) -> Query:
        refused = [(self._not, each) for each in others]
        return self._query.boolean_query([(self._must, asked), *refused]) if refused else asked
