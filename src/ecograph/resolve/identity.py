"""Give the entities of one document IRIs from what they are: their class, their full name, and the jurisdiction.

| class | IRI below the base | scope |
|---|---|---|
| Place | place/140700, place/黄河, place/140700/王庄桥南断面 | a code needs none; rivers and ranges the gazetteer knows need none |
| Agency | agency/晋中市生态环境局, agency/140700/专项工作专班 | none where the name begins with its place or the nation |
| Official | official/140700/马成毅 | the prefecture, or the province or nation whose office it is |
| Project, Policy | project/140700/… | the prefecture, or the province or nation that the name begins with |
| Target | target/<16 hex of sha256 of subject, metric, value, deadline, status> | none |

Where many documents make of one such IRI several things (two officials of one name in one prefecture), each gets a longer
one that says which: official/140700/王明/平遥县水利局.
"""

from __future__ import annotations

from ecograph.model import Facts
from ecograph.resolve.names import segment
from ecograph.resolve.resolving import Resolving

__all__ = ["identify", "segment"]


def identify(facts: Facts, *, base: str) -> Facts:
    """Return the facts of one document, read alone, with IRIs below `base` in place of local keys."""
    return Resolving((facts,), base, ()).facts(0)
