"""Say a query in other words where the engine (Oxigraph 0.5) would answer it wrong; each rewriting says why it is the same.

Only what is certain is rewritten: a query in which a rewriting's conditions cannot be seen to hold stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from ecograph.store.editing import Edit, closing, edited
from ecograph.store.lexing import Token, tokens

# What may need a repair; reading the tokens of each query would cost more than most queries do.
_PATHS = re.compile(r"(?<=[\w>)])[*?]\s")
_GRAPHS = re.compile(r"GRAPH\s{0,99}[?$]", re.IGNORECASE)
_IN_GRAPHS = re.compile(r"SELECT|VALUES|MINUS", re.IGNORECASE)
# A longer query was written by a program, and one made to be hard to read is not worth the time.
_MOST_TOKENS, _DEEPEST = 5_000, 50
_AGGREGATES = frozenset(["COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"])
# Within these words and up to what they hold, a term is no part of a triple.
_NO_TRIPLE = frozenset(["GRAPH", "SERVICE", "SILENT", "VALUES", "FILTER", "BIND", "AS"])
# Beside one of these, a graph's name would mean something else.
_TOO_MUCH = frozenset(["GRAPH", "SERVICE", "EXISTS", "LIMIT", "OFFSET"])

# Tells whether a term, as it is written, stands in the default graph that the query reads.
Known = Callable[[str], bool]


def repaired(sparql: str, known: Known) -> str:
    """Return a query that means the same and that the engine answers right; the query itself where nothing is to be done."""
    if not _is_suspect(sparql):
        return sparql
    found = list(islice(tokens(sparql), _MOST_TOKENS + 1))
    if len(found) > _MOST_TOKENS or max((each.depth for each in found), default=0) > _DEEPEST:
        return sparql
    edits = [
        *_graphs(sparql, found),
        *_concatenations(found),
        *_zero_lengths(found, known),
    ]
    return edited(sparql, edits)


def _is_suspect(sparql: str) -> bool:
    """Tell whether there may be something to repair; a graph's name around triples alone, as most queries have it, is fine."""
    folded = sparql.casefold()
    if "group_concat" in folded or _PATHS.search(sparql):
        return True
    graph = _GRAPHS.search(sparql) if "graph" in folded else None
    return graph is not None and _IN_GRAPHS.search(sparql, graph.end()) is not None


# ---- GRAPH ?g { … }


def _graphs(text: str, found: Sequence[Token]) -> Iterator[Edit]:
    """Repair `GRAPH ?g { … }` around a sub-SELECT, VALUES or MINUS.

    The standard reads the pattern once for each graph, and then adds the name. The engine gives each triple of the pattern the
    graph's name as a fourth term, so that a solution without a triple (VALUES) has no graph, a sub-SELECT drops the name or
    counts over all graphs, and two sides of a MINUS always have a variable in common.
    """
    for at, token in enumerate(found):
        if token.key != "GRAPH" or at + 2 >= len(found) or found[at + 1].kind != "var" or found[at + 2].key != "{":
            continue
        stop = closing(found, at + 2)
        inside = found[at + 3 : stop]
        name = found[at + 1].text
        if (
            stop == len(found)
            or any(each.key in _TOO_MUCH or _names(inside, at, name) for at, each in enumerate(inside))
            or any(each.kind == "name" and each.text.startswith("_:") for each in inside)
            or _is_within_exists(found, at)
        ):
            continue
        yield from _of_group(text, inside, name)


def _names(inside: Sequence[Token], at: int, variable: str) -> bool:
    """Tell whether a token is this variable; in the head of VALUES, it is joined with the graph's name either way."""
    if inside[at].kind != "var" or inside[at].text[1:] != variable[1:]:
        return False
    while at and (inside[at].kind == "var" or inside[at].key == "("):
        at -= 1
    return inside[at].key != "VALUES"


def _is_within_exists(found: Sequence[Token], at: int) -> bool:
    return any(
        each.key == "EXISTS" and where + 1 < len(found) and where < at < closing(found, where + 1)
        for where, each in enumerate(found[:at])
    )


def _of_group(text: str, inside: Sequence[Token], name: str) -> Iterator[Edit]:
    """Repair what stands between the braces of a group that is read in the graph `name`."""
    if not inside:
        return
    if inside[0].key == "SELECT":
        yield from _of_select(text, inside, name)
        return
    depth = inside[0].depth
    if any(each.key == "VALUES" and each.depth == depth for each in inside) and not _has_triple(inside):
        # Each graph joins the pattern once, as the standard adds its name.
        yield Edit(inside[0].start, inside[0].start, f"GRAPH {name} {{}} ")
    at = 0
    while at < len(inside):
        token = inside[at]
        if token.key == "{" and inside[at - 1].key != "VALUES" and not _is_data(inside, at):
            stop = closing(inside, at)
            if at and inside[at - 1].key == "MINUS":
                yield from _of_minus(inside, at, stop)
            yield from _of_group(text, inside[at + 1 : stop], name)
            at = stop
        elif token.key in ("(", "["):
            at = closing(inside, at)
        at += 1


def _is_data(found: Sequence[Token], at: int) -> bool:
    """Tell whether a brace opens the data of VALUES."""
    before = found[at - 1] if at else None
    if before is None:
        return False
    if before.kind == "var":
        return at > 1 and found[at - 2].key == "VALUES"
    if before.key != ")":
        return False
    opens = next((each for each in range(at - 2, -1, -1) if found[each].depth == before.depth), 0)
    return opens > 0 and found[opens - 1].key == "VALUES"


def _of_minus(inside: Sequence[Token], at: int, stop: int) -> Iterator[Edit]:
    """Drop a MINUS whose pattern has no variable in common with what stands before it: it takes nothing away."""
    before, pattern = inside[: at - 1], inside[at:stop]
    if not _variables(before) & _variables(pattern) and not any(each.key == "*" for each in pattern):
        yield Edit(inside[at - 1].start, inside[stop].end, " ")


def _variables(found: Sequence[Token]) -> set[str]:
    return {each.text[1:] for each in found if each.kind == "var"}


def _has_triple(inside: Sequence[Token]) -> bool:
    """Tell whether a group has a triple of its own, outside of its parts: then each solution has a graph."""
    depth = inside[0].depth
    terms = [
        (at, each) for at, each in enumerate(inside) if each.depth == depth and each.kind in ("var", "iri", "name")
    ]
    return any(at == 0 or inside[at - 1].key not in _NO_TRIPLE for at, _ in terms)


def _of_select(text: str, inside: Sequence[Token], name: str) -> Iterator[Edit]:
    """Let a sub-SELECT tell its graph, and count for each graph."""
    depth = inside[0].depth
    outside = {each.key: at for at, each in enumerate(inside) if each.depth == depth and each.key}
    opens = next((at for at, each in enumerate(inside) if each.key == "{" and each.depth == depth), None)
    if opens is None or outside.get("VALUES", -1) > opens or "FROM" in outside:
        return
    stop = closing(inside, opens)
    pattern, head = inside[opens + 1 : stop], inside[1 : opens - (inside[opens - 1].key == "WHERE")]
    first = next((at for at, each in enumerate(head) if each.key not in ("DISTINCT", "REDUCED")), 0)
    is_star = head[first].key == "*" if head else False
    groups = next(
        (at for at in range(stop, len(inside)) if inside[at].key == "GROUP" and inside[at].depth == depth), None
    )
    is_grouped = groups is not None
    counts = any(each.key in _AGGREGATES for each in (*head, *inside[stop:]))
    if counts and not is_grouped:
        yield from _of_count(text, inside, pattern, head, name, outside)
        return
    if not is_star:
        yield Edit(head[first].start, head[first].start, f"{name} ")
    if groups is not None:
        where = inside[groups + 2].start
        yield Edit(where, where, f"{name} ")
    if pattern and (is_star or (pattern[0].key != "SELECT" and not _has_triple(pattern))):
        yield Edit(pattern[0].start, pattern[0].start, f"GRAPH {name} {{}} ")
        pattern = [*pattern]
    yield from (
        edit
        for edit in _of_group(text, pattern, name)
        if not (pattern and edit == Edit(pattern[0].start, pattern[0].start, f"GRAPH {name} {{}} "))
    )


def _of_count(
    text: str,
    inside: Sequence[Token],
    pattern: Sequence[Token],
    head: Sequence[Token],
    name: str,
    outside: dict[str, int],
) -> Iterator[Edit]:
    """Count for each graph, and once over nothing for each graph in which nothing matches.

    The standard counts in each graph, and where there is nothing to count it gives one solution (a count of 0, a sum of 0).
    """
    is_plain = not any(each.key in ("SELECT", "VALUES", "MINUS") for each in pattern)
    if not pattern or not is_plain or not _has_triple(pattern) or outside.keys() & {"HAVING", "ORDER", "VALUES"}:
        return
    told, matched = (text[part[0].start : part[-1].end] for part in (head, pattern))
    yield Edit(
        inside[0].start,
        inside[-1].end,
        f"{{ SELECT {name} {told} WHERE {{ {matched}\n}} GROUP BY {name} }} UNION "
        f"{{ GRAPH {name} {{}} FILTER NOT EXISTS {{ {matched}\n}} {{ SELECT {told} WHERE {{ FILTER(false) }} }} }}",
    )


# ---- functions


def _concatenations(found: Sequence[Token]) -> Iterator[Edit]:
    """Make GROUP_CONCAT give a plain string, as the standard says; the engine keeps the language where all have the same.

    STR() of a plain string is that string, of one with a language the string without it, and of an error an error.
    """
    for at, token in enumerate(found):
        if token.key == "GROUP_CONCAT" and at + 1 < len(found) and found[at + 1].key == "(":
            stop = closing(found, at + 1)
            if stop < len(found):
                yield Edit(token.start, token.start, "STR(")
                yield Edit(found[stop].end, found[stop].end, ")")


# ---- paths of length zero


def _zero_lengths(found: Sequence[Token], known: Known) -> Iterator[Edit]:
    """Let `?x :p* :end` find `:end` itself where no triple has it, as the standard says.

    Then the path, of any length, has that one solution. It is only looked at in patterns that read the default graph.
    """
    if any(each.kind == "name" and each.text.startswith("_:") for each in found):
        return  # to part the triples of a pattern would part its blank nodes
    named = [
        (at, closing(found, at + 2))
        for at, each in enumerate(found[:-2])
        if each.key in ("GRAPH", "SERVICE") and "{" in (found[at + 2].key, found[at + 1].key)
    ]
    for at, token in enumerate(found[1:-3], 1):
        if token.kind not in ("var", "iri", "name") or found[at - 1].key not in ("{", ".", "}"):
            continue
        path = at + 1 + (found[at + 1].key == "^")
        last = closing(found, path) if found[path].key == "(" else path
        if last + 3 >= len(found) or found[last + 1].key not in ("*", "?") or not _is_path(found[path]):
            continue
        start, end = token, found[last + 2]
        after = found[last + 3]
        if after.key not in (".", "}") and not (after.kind == "word" and after.key != "A"):
            continue
        constant, variable = (end, start) if start.kind == "var" else (start, end)
        if variable.kind != "var" or constant.kind not in ("iri", "name") or any(a < at < z for a, z in named):
            continue
        if not known(constant.text):
            yield Edit(start.start, end.end, f"VALUES {variable.text} {{ {constant.text} }}")


def _is_path(token: Token) -> bool:
    return token.kind in ("iri", "name") or token.key in ("(", "A")
