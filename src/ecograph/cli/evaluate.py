"""Hold what is found in annotated articles against the annotation."""

from __future__ import annotations

import json as json_
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ecograph.cli.output import print_table, wrote
from ecograph.cli.sources import progress, report

if TYPE_CHECKING:
    from ecograph.build import Failure
    from ecograph.evaluate import Bench, Judged, Totals
    from ecograph.model import Facts

EXAMPLE = "ecograph evaluate --split test --peer --html report.html"
_Groups = list[tuple[str, "Totals"]]


def run(
    gold: Annotated[
        Path | None,
        typer.Argument(metavar="[GOLD_DIR]", help="The annotations; without it, those that ship.", show_default=False),
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option("--articles", metavar="DIR", help="Where the texts lie.", show_default="GOLD_DIR/../articles"),
    ] = None,
    split: Annotated[Literal["tune", "test", "all"], typer.Option("--split", help="Which part of the index.")] = "all",
    by: Annotated[
        Literal["style", "province"] | None, typer.Option("--by", help="Print the figures of each group too.")
    ] = None,
    peer: Annotated[bool, typer.Option("--peer", help="Score a plain segmenter's tags on the same articles.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="List the mistakes with their sentences.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write a page with the articles highlighted.")
    ] = None,
    resolution: Annotated[
        Path | None,
        typer.Option(
            "--resolution",
            metavar="FILE",
            help="Measure instead which mentions get one IRI, on this gold.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures for programs.")] = False,
) -> None:
    """Measure the extraction on annotated articles.

    Precision, recall and F1 by class and relation, the fields of targets, and the spans checked. data/gold/README.md
    says what counts as right. With --resolution, pairs of mentions: data/sequences/README.md says of which.
    """
    if resolution:
        _resolution(resolution, verbose=verbose, json=json)
        return
    from ecograph.evaluate import judge, read_bench, tagged, totals

    bench = read_bench(gold, articles, split=split)
    found, failures = _facts(bench)
    judged = [judge(each.gold, facts) for each, facts in zip(bench, found, strict=True)]
    baseline = [judge(each.gold, facts and tagged(facts.document)) for each, facts in zip(bench, found, strict=True)]
    both = totals(judged), totals(baseline) if peer else None
    groups = _grouped(bench, judged, by)
    if html:
        from ecograph.evaluate.page import page

        html.write_bytes(page(bench, judged, *both, groups))
    if json:
        print(json_.dumps(_form(*both, split, by, groups), ensure_ascii=False))
    else:
        _print(*both, by, groups, judged if verbose else ())
        wrote([html] if html else [])
    raise typer.Exit(report(failures))


def _resolution(path: Path, *, verbose: bool, json: bool) -> None:
    """Print how well mentions that mean one thing get one IRI."""
    from ecograph.evaluate.resolution import measure, read_resolution_gold

    gold = read_resolution_gold(path)
    found = measure(gold)
    if json:
        print(json_.dumps(found.form(), ensure_ascii=False))
        return
    if verbose:
        for told, mistakes in (("one IRI, several things", found.mixed), ("one thing, several IRIs", found.split)):
            for each in mistakes:
                print(f"{told}: {each.what}")
                print("".join(f"      {what} ({number} times)\n" for what, number in each.parts), end="")
        for mention in found.lost:
            print(f"not found: {mention.document}, {mention.start}: {mention.text} ({mention.entity})")
        print()
    print(f"{len(gold.mentions)} mentions in {len(gold.articles)} articles, {len(found.lost)} of them not found\n")
    print_table(("", "found", "not found", "pairs", "wrong", "missed", "precision", "recall"), found.rows())


def _facts(bench: Sequence[Bench]) -> tuple[list[Facts | None], list[Failure]]:
    """Return the facts of each article, None for one that gave none, and why it did not."""
    from ecograph.build import Failure, extract_all
    from ecograph.errors import ReadError

    found: list[Facts | None] = []
    failures: list[Failure] = []
    with progress("Reading", len(bench)) as advance:
        for each in bench:
            missing = ReadError("has no text to its annotation", where=each.gold.stem, remedy="see --articles")
            facts = next(iter(extract_all([each.source]))) if each.source else Failure(each.gold.stem, missing)
            if isinstance(facts, Failure):
                failures.append(facts)
            found.append(None if isinstance(facts, Failure) else facts)
            advance("")
    return found, failures


def _grouped(bench: Sequence[Bench], judged: Sequence[Judged], by: str | None) -> _Groups:
    from ecograph.evaluate import totals

    members: dict[str, list[Judged]] = {}
    for each, one in zip(bench, judged, strict=True):
        if by:
            members.setdefault(getattr(each, by), []).append(one)
    return [(name, totals(members[name])) for name in sorted(members)]


def _form(found: Totals, peer: Totals | None, split: str, by: str | None, groups: _Groups) -> dict[str, Any]:
    told: dict[str, Any] = {"split": split, "articles": found.articles, **found.form()}
    if by:
        told |= {"by": by, "groups": {name: each.form() for name, each in groups}}
    if peer:
        from ecograph.evaluate import PEER

        told["peer"] = {"name": PEER, **peer.form()}
    return told


def _print(found: Totals, peer: Totals | None, by: str | None, groups: _Groups, judged: Iterable[Judged]) -> None:
    from ecograph.evaluate import table

    for line in _mistakes(judged):
        print(line)
    print(f"{found.articles} article{'' if found.articles == 1 else 's'}\n")
    print_table(table.head(peer), list(table.rows(found, peer)))
    if by:
        print()
        print_table([by, *table.GROUP_HEAD], list(table.group_rows(groups)))
    print("\n" + "\n".join(table.remarks(found)))


def _mistakes(judged: Iterable[Judged]) -> Iterator[str]:
    from ecograph.evaluate import mistakes

    for one in judged:
        yield f"{one.gold.stem}\n"
        for each in mistakes(one):
            yield f"  {each.verdict} {each.what}: {each.told}"
            yield f"      “{each.sentence}”" if each.sentence else "      (no sentence of the article)"
        yield ""
