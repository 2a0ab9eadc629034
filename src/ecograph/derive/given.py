"""What a graph follows from besides the records."""

from __future__ import annotations

from typing import NamedTuple

from ecograph.resolve import Decision
from ecograph.resources import fingerprint
from ecograph.store import BASE

# The tables of the extractor that resolution asks, too.
_LEXICON = (
    "agency_bodies", "agency_generic", "agency_national", "agency_short", "generic_policies", "generic_projects",
    "policy_heads", "posts",
)  # fmt: skip
# The code and the tables that a graph follows from, besides the records.
_RULES = (
    "derive", "model.py", "times.py", "scanning.py", "graph", "reposts", "resolve", "store/names.py", "data/gazetteer",
    *(f"data/lexicon/{name}.csv" for name in _LEXICON), "data/identity", "data/reposts", "data/targets", "ontology",
)  # fmt: skip


class Given(NamedTuple):
    """What a graph follows from besides the records.

    `base` begins every IRI; `decisions` are people's words on what is the same, true, and called how; `today` (ISO 8601) is
    the day at which targets are judged, by default that of the newest article; `read_times` asks for when each claim was read.
    """

    base: str = BASE
    decisions: tuple[Decision, ...] = ()
    today: str = ""
    read_times: bool = False

    @property
    def rules(self) -> str:
        """Return what must be the same for the same records to give the same graph."""
        return f"{self.making} {self!r}"

    @property
    def making(self) -> str:
        """Return what must be the same for the same facts with the same names to give the same lines."""
        return f"{fingerprint(*_RULES)} {self.base} {self.read_times}"
