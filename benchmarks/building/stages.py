"""Time the stages of a build one after the other in one process."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ecograph.graph import each_written, split, track
from ecograph.readers import Source
from ecograph.reading import Settings, read
from ecograph.reposts import Reposts, signature
from ecograph.resolve import Settling, identified, lent
from ecograph.store import BASE
from ecograph.store.codec import packed, unpacked


class Stages(dict[str, float]):
    """CPU seconds by stage."""

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Count what is done within for a stage."""
        start = time.process_time()
        yield
        self[name] = self.get(name, 0.0) + time.process_time() - start


def stages(paths: list[str]) -> dict[str, Any]:
    """Return ms an article of each stage of a build of these files, and how many lines of RDF an article gives."""
    took, settings = Stages(), Settings()
    read(Source("warm", path=paths[0]), settings)
    with took.of("read and extract"):
        found = [read(Source(path, path=path), settings) for path in paths]
    with took.of("pack"):
        kept = {facts.document.id: packed(facts) for facts in found}
    with took.of("reposts"), Reposts() as reposts:
        reposts.add((facts.document.id, "", signature(facts.document)) for facts in found)
        reposts.settle()
        repeated = dict(reposts.all())
    own = [facts for facts in found if facts.document.id not in repeated]
    with Settling(None, base=BASE) as settling, took.of("names"):
        settling.add((facts.document.id, "", lent(facts)) for facts in own)
        settling.settle()
        things = dict(settling.things())
    with took.of("write"):
        named = [identified(unpacked(kept[id_]), told, base=BASE) for id_, told in things.items()]
        lines = [split(each, base=BASE).lines for each in named]
    with took.of("tracking"):
        tracked = [make() for _, _, make in each_written(track(named, today="2026-01-01"), base=BASE)]
    told = [text for each in lines if each for text in each]
    return {
        "articles": len(paths),
        "reposts": len(repeated),
        "lines": sum(text.count(b"\n") for text in (*told, *tracked)) / len(paths),
        "bytes": sum(map(len, (*told, *tracked))) / len(paths),
        "stages": {name: 1000 * seconds / len(paths) for name, seconds in took.items()},
    }
