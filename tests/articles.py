"""Short articles in files, and what a store that was built from them writes."""

from __future__ import annotations

import io
from pathlib import Path

from ecograph.build import Settings
from ecograph.readers import Source
from ecograph.resources import resource
from ecograph.store import Store

COUNTIES = ("平遥县", "祁县", "灵石县", "左权县", "和顺县", "昔阳县", "寿阳县", "榆社县")
HOME = Settings(home="140700", published="2025-03-01")


def article(number: int) -> str:
    county = COUNTIES[number % len(COUNTIES)]
    return (
        f"晋中市生态环境局局长李国强表示，{county}今年计划造林{number + 1}万亩。"
        f"市水利局牵头推进{county}北河综合治理工程，总投资{number + 2}亿元。\n"
        f"市水利局印发《{county}河道管理办法》。\n"
    )


def written(folder: Path, count: int) -> list[Source]:
    """Write so many articles into files and return them as sources."""
    return [write(folder, f"a{number:03}.txt", article(number)) for number in range(count)]


def write(folder: Path, name: str, text: str) -> Source:
    (folder / name).write_text(text, encoding="utf-8")
    return Source(f"articles/{name}", str(folder / name))


def shipped(count: int) -> list[Source]:
    """Return so many of the articles that ship with the package."""
    paths = sorted(resource("data", "articles").glob("*.txt"))[:count]
    return [Source(f"articles/{path.name}", str(path)) for path in paths]


def sequence() -> list[Source]:
    """Return the articles about one prefecture over the years."""
    paths = sorted(resource("data", "sequences", "gansu-pingliang", "articles").glob("*.txt"))
    return [Source(f"articles/{path.name}", str(path)) for path in paths]


def dumped(store: Store, format: str = "nq") -> bytes:
    """Return all that a store holds; N-Quads come sorted."""
    sink = io.BytesIO()
    store.dump(sink, format)
    return sink.getvalue()
