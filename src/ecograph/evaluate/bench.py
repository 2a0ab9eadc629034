"""Find the annotations of a folder, what its index says about them, and the articles that they belong to."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from ecograph.errors import UsageError
from ecograph.evaluate.gold import Gold, read_gold
from ecograph.readers import Source
from ecograph.resources import resource

INDEX = "index.csv"
SPLITS = ("tune", "test", "all")


@dataclass(frozen=True, slots=True)
class Bench:
    """One annotated article: its annotation, its text (None where there is none), and its row of the index."""

    gold: Gold
    source: Source | None
    province: str = ""
    style: str = ""
    layout: str = ""
    published: str = ""
    split: str = ""


def read_bench(folder: Path | None = None, articles: Path | None = None, *, split: str = "all") -> tuple[Bench, ...]:
    """Return the annotated articles of a folder, by name; by default those that ship with EcoGraph.

    `split` keeps those that the folder's index.csv puts there. `articles` is where the texts lie: by default beside the
    folder, under the name articles. Raise `UsageError` for a folder without annotations, or a split without articles.
    """
    folder = folder or resource("data", "gold")
    articles = articles or folder.resolve().parent / "articles"
    index = _index(folder)
    paths = [path for path in sorted(folder.glob("*.json")) if split in ("all", index.get(path.stem, {}).get("split"))]
    _check(folder, articles, paths, split)
    return tuple(_bench(path, articles, index.get(path.stem, {})) for path in paths)


def _bench(path: Path, articles: Path, row: dict[str, str]) -> Bench:
    text = next((each for each in sorted(articles.glob(f"{path.stem}.*")) if each.stem == path.stem), None)
    source = Source(f"{articles.name}/{text.name}", path=str(text)) if text else None
    told = {name: row.get(name, "") for name in ("province", "style", "layout", "published", "split")}
    return Bench(read_gold(path), source, **told)


def _index(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / INDEX
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _check(folder: Path, articles: Path, paths: list[Path], split: str) -> None:
    if not articles.is_dir():
        raise UsageError("no such folder", where=str(articles), remedy="name the folder of the texts with --articles")
    if not paths and split == "all":
        remedy = "name a folder of annotations, or none for those that ship with EcoGraph"
        raise UsageError("holds no annotation (*.json)", where=str(folder), remedy=remedy)
    if not paths:
        remedy = f"list the articles in its {INDEX} (columns id and split), or take --split all"
        raise UsageError(f"has no article in the split {split}", where=str(folder), remedy=remedy)
