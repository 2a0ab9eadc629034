"""Say a query in words that Virtuoso 7 answers right; each rewriting says what is wrong, and why it is the same.

Only what is certain is rewritten: a query in which a rewriting's conditions cannot be seen to hold stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from ecograph.store.editing import Edit, closing, edited
from ecograph.store.lexing import Token, tokens

_COMPARISONS = frozenset("=<>!&|")
_TRUTHS = frozenset(
    ["BOUND", "EXISTS", "NOT", "CONTAINS", "STRSTARTS", "STRENDS", "REGEX", "ISIRI", "ISURI", "ISLITERAL", "ISBLANK",
     "ISNUMERIC", "LANGMATCHES", "SAMETERM"]
)  # fmt: skip
_NOTHING = "?_nothing"
_EACH_GRAPH = "{ SELECT ?g (COUNT(*) AS ?_n) { GRAPH ?g { ?_s ?_p ?_o } } GROUP BY ?g }"
_FAMILIAR = ("rdf:", "rdfs:", "owl:", "<http://www.w3.org/")


def said(sparql: str) -> str:
    """Return the query in those words, but for the graphs that it reads."""
    for rewriting in (_calls, _divisions, _endless, _ordered):
        sparql = rewriting(sparql)
    return sparql


def within(sparql: str, graph: str, others: Sequence[str]) -> str:
    """Return a query with its pattern read in a graph, and with the names in `GRAPH ?name` kept from being this one.

    Nor is it one of `others`, those of the server, where the pattern might match there.
    """
    found = list(tokens(sparql))
    opens = [at for at, token in enumerate(found) if token.key == "{" and not token.depth]
    builds = any(token.key == "CONSTRUCT" and not token.depth for token in found)
    is_short = builds and bool(opens) and found[opens[0] - 1].key == "WHERE"
    pattern = opens[1:] if builds and not is_short else opens
    if not pattern or (stop := closing(found, start := pattern[0])) == len(found):
        return sparql
    edits = [
        Edit(found[start].end, found[start].end, f" GRAPH <{graph}> {{"),
        Edit(found[stop].start, found[stop].start, "} "),
    ]
    if is_short:
        template = sparql[found[start].start : found[stop].end]
        edits.append(Edit(found[start - 1].start, found[start - 1].start, f"{template} "))
    for at, token in enumerate(found[:-2]):
        if token.key == "GRAPH" and found[at + 1].kind == "var" and (end := closing(found, at + 2)) < len(found):
            name, group = found[at + 1].text, found[at + 3 : end]
            names = [graph, *others] if _is_familiar(group) else [graph]
            kept = f" FILTER({' && '.join(f'{name} != <{each}>' for each in names)})"
            if group:
                edits.append(Edit(found[end].end, found[end].end, kept))
            else:  # matches once in each graph; here, nowhere
                edits.append(Edit(token.start, found[end].end, _EACH_GRAPH.replace("?g", name) + kept))
    return edited(sparql, edits)


def _is_familiar(group: Sequence[Token]) -> bool:
    """Tell whether a group names nothing that a server does not know itself."""
    depth = group[0].depth if group else 0
    named = [token.text for token in group if token.depth == depth and token.kind in ("iri", "name")]
    return all(name.startswith(_FAMILIAR) for name in named)


def truths(sparql: str) -> frozenset[str]:
    """Return the variables that get yes or no by `AS`: they come back as 1 and 0."""
    found, names = list(tokens(sparql)), set[str]()
    for at, token in enumerate(found[:-1]):
        if token.key == "AS" and found[at + 1].kind == "var":
            start = next((each for each in range(at, -1, -1) if found[each].depth == token.depth - 1), 0)
            if _is_truth(found[start + 1 : at], token.depth):
                names.add(found[at + 1].text[1:])
    return frozenset(names)


def _is_truth(expression: Sequence[Token], depth: int) -> bool:
    outer = [token.key for token in expression if token.depth == depth]
    first = outer[0] if outer else ""
    return (
        any(key in _COMPARISONS or key == "IN" for key in outer) or first in _TRUTHS or outer in (["TRUE"], ["FALSE"])
    )


# ---- functions


def _calls(sparql: str) -> str:
    """Say the calls of some functions otherwise, the inner ones first."""
    before = len(sparql)
    while True:
        found = list(tokens(sparql))
        at = next(
            (at for at in range(len(found) - 2, -1, -1) if found[at].start < before and _is_call(found, at)), None
        )
        if at is None:
            return sparql
        stop = closing(found, at + 1)
        before = found[at].start
        if stop < len(found):
            arguments = list(_arguments(sparql, found, at + 1, stop))
            call = _SAID[found[at].key](found[at].text, arguments)
            sparql = sparql[:before] + call + sparql[found[stop].end :]


def _is_call(found: Sequence[Token], at: int) -> bool:
    return found[at].key in _SAID and found[at + 1].key == "("


def _arguments(text: str, found: Sequence[Token], opens: int, closes: int) -> Iterator[str]:
    start = found[opens].end
    for at in range(opens + 1, closes + 1):
        if at == closes or (found[at].key == "," and found[at].depth == found[opens].depth + 1):
            yield text[start : found[at].start].strip()
            start = found[at].end


def _is_string(text: str) -> bool:
    found = list(tokens(text))
    return len(found) == 1 and found[0].kind == "string"


def _holds(name: str, arguments: Sequence[str]) -> str:
    """Let any string hold, begin and end with the empty string; here none does. STRLEN fails where the function would."""
    if len(arguments) != 2:
        return _call(name, arguments)
    text, part = arguments
    if part in ('""', "''"):
        return f"(STRLEN({text}) >= 0)"
    if _is_string(part):
        return _call(name, arguments)
    return f'({name}({text}, {part}) || (STRLEN({text}) >= 0 && STR({part}) = ""))'


def _replaced(name: str, arguments: Sequence[str]) -> str:
    """Give what is replaced the language of the whole; here it has none."""
    text, *rest = arguments
    made = _call(name, [f"STR({text})", *rest])
    return f'IF(LANG({text}) = "", {made}, STRLANG({made}, LANG({text})))'


def _matched(name: str, arguments: Sequence[str]) -> str:
    """Begin a pattern with an empty group, which matches everywhere: one of letters and `|` alone is taken for a plain text."""
    if len(arguments) < 2:
        return _call(name, arguments)
    text, pattern, *flags = arguments
    return _call(name, [text, f'CONCAT("()", {pattern})' if not _is_string(pattern) else _grouped(pattern), *flags])


def _grouped(string: str) -> str:
    marks = 3 if string[:3] in ('"""', "'''") else 1
    return string[:marks] + "()" + string[marks:]


def _joined(name: str, arguments: Sequence[str]) -> str:
    """Let a text of which a part is missing be missing; here it is made of the other parts."""
    found = [list(tokens(each)) for each in arguments]
    names = [each[0] if len(each) == 1 else each[2] if _is_str(each) else None for each in found]
    bound = dict.fromkeys(f"BOUND({each.text})" for each in names if each and each.kind == "var")
    made = _call(name, arguments)
    return f"IF({' && '.join(bound)}, {made}, {_NOTHING})" if bound else made


def _is_str(call: Sequence[Token]) -> bool:
    return [token.key for token in call] == ["STR", "(", "", ")"]


def _call(name: str, arguments: Sequence[str]) -> str:
    return f"{name}({', '.join(arguments)})"


_SAID: Mapping[str, Callable[[str, Sequence[str]], str]] = {
    "CONTAINS": _holds, "STRSTARTS": _holds, "STRENDS": _holds, "REPLACE": _replaced, "REGEX": _matched, "CONCAT": _joined,
}  # fmt: skip


def _divisions(sparql: str) -> str:
    """Divide decimals: whole numbers divided by each other give a whole number here. A path has no variable around its `/`."""
    found = list(tokens(sparql))
    edits = [
        Edit(token.start, token.start, "* 1.0 ")
        for before, token, after in zip(found, found[1:], found[2:], strict=False)
        if token.key == "/"
        and (before.kind in ("var", "number") or (before.key == ")" and after.kind in ("var", "number")))
    ]
    return edited(sparql, edits)


# ---- paths


def _endless(sparql: str) -> str:
    """Say where `?x :p+ ?y` starts, where neither is bound before: here a path is followed from one end that is bound.

    Whatever such a path starts from has the property.
    """
    found, seen, edits = list(tokens(sparql)), set[str](), list[Edit]()
    first = next((at for at, token in enumerate(found) if token.key == "{"), 0)
    for at, token in enumerate(found[:-3]):
        if token.kind != "var" or at < first:
            continue
        last = closing(found, at + 1) if found[at + 1].key == "(" else at + 1
        is_path = found[at + 1].kind in ("iri", "name") or found[at + 1].key == "("
        if (
            is_path
            and last + 2 < len(found)
            and found[last + 1].key == "+"
            and found[last + 2].kind == "var"
            and found[at - 1].key in ("{", "}", ".")
            and not {token.text[1:], found[last + 2].text[1:]} & seen
        ):
            path = sparql[found[at + 1].start : found[last].end]
            start = f"{{ SELECT DISTINCT {token.text} {{ {token.text} {path} ?_step }} }} "
            edits.append(Edit(token.start, token.start, start))
        seen.add(token.text[1:])
    return edited(sparql, edits)


# ---- order


def _ordered(sparql: str) -> str:
    """Sort numbers by their value and all else by its text: here, texts with a language are sorted in part by their age.

    Variables of the head stay, since they are known there by name only; they are numbers, as a rule.
    """
    found = list(tokens(sparql))
    start = next((at for at, token in enumerate(found) if token.key == "ORDER" and not token.depth), None)
    if start is None:
        return sparql
    made, at, edits = _made(found), start + 2, list[Edit]()
    while at < len(found) and found[at].key not in ("LIMIT", "OFFSET", "VALUES"):
        token, direction = found[at], "ASC"
        if token.key in ("ASC", "DESC") and at + 1 < len(found):
            stop, direction = closing(found, at + 1), token.key
            inner = found[at + 2 : stop]
        elif token.kind == "var":
            stop, inner = at, [token]
        else:  # an expression: what it gives is no longer what is stored
            at = closing(found, at + 1) + 1 if token.kind in ("word", "iri", "name") else closing(found, at) + 1
            continue
        if len(inner) == 1 and inner[0].kind == "var" and inner[0].text[1:] not in made and stop < len(found):
            by = inner[0].text
            keys = f"{direction}(IF(ISNUMERIC({by}), {by}, 0)) {direction}(STR({by}))"
            edits.append(Edit(token.start, found[stop].end, keys))
        at = stop + 1
    return edited(sparql, edits)


def _made(found: Sequence[Token]) -> Collection[str]:
    """Return the variables that the head of a query makes."""
    return {
        after.text[1:]
        for token, after in pairwise(found)
        if token.key == "AS" and token.depth == 1 and after.kind == "var"
    }
