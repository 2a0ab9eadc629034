"""Print what a build costs: extraction, stages, loading, questions, a second build, growth with articles, workers and engines.

    python benchmarks/build.py [--steps extraction stages load queries builds] [--characters 2000] [--built 2000]
                               [--sizes 1000 10000] [--engines serial processes dask] [--workers 1 2] [--growth serial]
                               [--json FILE] [--chart FILE.svg]

The articles are synthetic, and what they state is known: the extraction is checked while it is timed. Every step runs in a
process of its own, so that its peak memory is its own. Seconds a core are CPU seconds: they hold on a machine that does other
things too. Each ratio stands beside its peer: jieba.posseg, the engine's own bulk load of the same quads, rdflib, the first build.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from building.builds import SERIAL, built, combinations, digest, written
from building.chart import draw
from building.watching import watched
from synthetic import articles

Figures: TypeAlias = dict[str, Any]
STEPS = ("extraction", "stages", "load", "queries", "builds")
# The goal of a million articles an hour on two cores; the load beside bulk_load; the second build of so many beside the first.
PER_CORE, LOAD_LIMIT, AGAIN_LIMIT, LARGE = 139, 1.5, 50, 10_000


def step(name: str, wanted: argparse.Namespace, folder: Path) -> Figures:
    """Return the figures of one step that runs in this process."""
    some = wanted.articles
    if name == "extraction":
        from building.extraction import extraction

        return extraction(list(articles(some, characters=wanted.characters)))
    paths = written(folder / f"some-{some}", some, wanted.characters)
    if name == "stages":
        from building.stages import stages

        return stages(paths)
    if name == "queries":
        from building.querying import querying

        return querying(paths, folder)
    from building.loading import loading

    return loading(paths, folder)


def apart(name: str, options: list[str], folder: Path) -> Figures:
    """Return the figures of a step that runs in a process of its own, with that process's peak memory."""
    told = watched((sys.executable, __file__, *options, "--only", name, "--folder", str(folder)))
    figures: Figures = json.loads(told.output.splitlines()[-1])
    return {**figures, "peak": told.peaks[0]}


def builds(wanted: argparse.Namespace, folder: Path) -> list[Figures]:
    """Return the figures of builds through the command line; those of one size must give the same graph."""
    found, smallest = list[Figures](), min(wanted.sizes)
    growth = wanted.growth, 1 if wanted.growth == SERIAL else max(wanted.workers)
    characters = wanted.built or wanted.characters
    print(f"\nBuilds of articles of {characters:,} characters: engine, workers")
    for size, engine, workers in combinations(wanted.sizes, wanted.workers, wanted.engines, growth):
        source, store = folder / f"articles-{size}", folder / f"store-{size}-{engine}-{workers}"
        if not source.exists():
            written(source, size, characters)
        figures = built(source, store, count=size, engine=engine, workers=workers, again=(engine, workers) == growth)
        if size == smallest and wanted.engines:
            figures["digest"] = digest(store, folder)
        shutil.rmtree(store)
        found.append(figures)
        print_build(figures)
    return found


def print_extraction(found: Figures) -> None:
    whole = sum(found["stages"].values())
    print(f"\nExtraction: {found['articles']} articles of {found['characters']:,.0f} characters, one core")
    for name, ms in found["stages"].items():
        print(f"  {name:24} {ms:8.2f} ms an article {ms / whole:6.1%}")
    print(
        f"  {'EcoGraph':24} {whole:8.2f} ms an article, {1000 / whole:,.0f} a second (goal of the whole build: {PER_CORE})"
    )
    for name, ms in found["peers"].items():
        print(f"  {name:24} {ms:8.2f} ms an article: EcoGraph takes every fact at {ms / whole:.2f} times its speed")
    told = found["check"]
    print(
        "  found of what is known: "
        + ", ".join(
            f"{name} {each['precision']:.3f}/{each['recall']:.3f}" for name, each in told.items() if "precision" in each
        )
        + " (precision/recall)"
    )
    print(
        "  right of what is found: "
        + ", ".join(f"{name} {each['right']:.3f}" for name, each in told.items() if "right" in each)
    )


def print_stages(found: Figures) -> None:
    whole = sum(found["stages"].values())
    print(
        f"\nStages of a build: {found['articles']} articles, one core, {found['lines']:,.0f} lines of RDF and "
        f"{found['bytes'] / 1000:,.0f} kB an article, {found['reposts']} reposts, peak {found['peak']} MB"
    )
    for name, ms in found["stages"].items():
        print(f"  {name:24} {ms:8.2f} ms an article {ms / whole:6.1%}")
    print(f"  {'all':24} {whole:8.2f} ms an article, {1000 / whole:,.0f} a second a core")


def print_load(found: Figures) -> None:
    print(f"\nLoading {found['quads']:,} quads of {found['articles']:,} articles into a new store")
    for name, key in (("EcoGraph", "ours"), ("the engine's bulk_load", "raw")):
        seconds, cpu = found[key]["seconds"], found[key]["cpu"]
        print(f"  {name:24} {seconds:8.2f} s, CPU {cpu:8.2f} s, {1000 * cpu / found['articles']:6.2f} ms an article")
    print(f"  {_load_ratio(found):.2f} times the CPU time (limit {LOAD_LIMIT})")


def print_queries(found: Figures) -> None:
    print(f"\nQuestions to {found['articles']} articles, {found['quads']:,} quads")
    for name, each in found["questions"].items():
        print(
            f"  {name:24} {each['ours']:8.2f} ms, rdflib {each['rdflib']:8.2f} ms: {each['rdflib'] / each['ours']:6.1f}"
            f" times as quick ({each['rows']} rows)"
        )


def _load_ratio(found: Figures) -> float:
    return float(found["ours"]["cpu"] / found["raw"]["cpu"])


def print_build(found: Figures) -> None:
    count, seconds, cpu = found["articles"], found["seconds"], found["cpu"]
    peaks = "+".join(map(str, found["peaks"][: found["workers"] + 1]))
    print(
        f"  {count:>8,} {found['engine']:>10} {found['workers']} | {seconds:8.1f} s {count / seconds:7.1f} a second"
        f" | CPU {1000 * cpu / count:6.1f} ms an article, {count / cpu:6.1f} a second a core"
        f" | peak {peaks} MB | store {found['bytes'] / 1e6:,.0f} MB",
        flush=True,
    )
    if again := found.get("again"):
        print(f"  {'':>8} again: {again['seconds']:.1f} s, {seconds / again['seconds']:.0f} times as quick", flush=True)


PRINT: dict[str, Callable[[Figures], None]] = {
    "extraction": print_extraction, "stages": print_stages, "load": print_load, "queries": print_queries,
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--characters", type=int, default=2_000)
    parser.add_argument("--built", type=int, help="the characters of the articles of whole builds, if others")
    parser.add_argument("--articles", type=int, default=300, help="for extraction, stages, load and queries")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engines", nargs="*", default=[SERIAL, "processes", "dask"], help="for the smallest size")
    parser.add_argument("--growth", default=SERIAL, help="the engine for all sizes, with most workers")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS))
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--chart", type=Path, help="draw the figures here, as SVG")
    parser.add_argument("--only", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where stores and articles go for the while")
    wanted = parser.parse_args()
    if wanted.chart and set(wanted.steps) != set(STEPS):
        parser.error("the chart shows what all steps measure: leave out --steps")
    if wanted.only:
        print(json.dumps(step(wanted.only, wanted, wanted.folder)))
        return 0
    with tempfile.TemporaryDirectory(dir=wanted.folder) as folder:
        return measure(wanted, Path(folder))


def measure(wanted: argparse.Namespace, folder: Path) -> int:
    """Run the steps, print and write what they give, and return whether a limit was broken."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    print(machine)
    found: Figures = {"machine": machine, "characters": wanted.characters, "built": wanted.built or wanted.characters}
    options = [f"--characters={wanted.characters}", f"--articles={wanted.articles}"]
    for name in wanted.steps:
        if name == "builds":
            found[name] = builds(wanted, folder)
        else:
            found[name] = apart(name, options, folder)
            PRINT[name](found[name])
    if wanted.json:
        wanted.json.write_text(json.dumps(_rounded(found), indent=1) + "\n", encoding="utf-8")
    if wanted.chart:
        draw(found, wanted.chart)
    return int(not _keeps_limits(found))


def _keeps_limits(found: Figures) -> bool:
    listed = found.get("builds", [])
    same = len({each["digest"] for each in listed if "digest" in each}) < 2
    if listed:
        print(f"  every engine and number of workers gives the same graph: {'yes' if same else 'NO'}")
    again = all(
        each["seconds"] >= AGAIN_LIMIT * each["again"]["seconds"]
        for each in listed
        if each["articles"] >= LARGE and "again" in each
    )
    load = "load" not in found or _load_ratio(found["load"]) <= LOAD_LIMIT
    return same and again and load


def _rounded(value: Any) -> Any:  # noqa: ANN401 - plain JSON values
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
