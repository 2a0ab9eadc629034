"""What a quantity counts."""

from __future__ import annotations

from typing import NamedTuple

from ecograph.model import Change


class Metric(NamedTuple):
    """What a quantity counts: the stretch that names it, and the stretch of the quote."""

    start: int
    end: int
    quote_start: int
    quote_end: int
    change: Change = "level"
    inherited: bool = False
    # What the metric is of, where the text names it earlier (综合治理河道60条，总长…).
    owner: tuple[int, int] | None = None

    def name(self, text: str) -> str:
        """Return the metric as words of the text."""
        of = "" if self.owner is None else text[slice(*self.owner)]
        return of + text[self.start : self.end]

    def again(self, end: int, change: Change) -> Metric:
        """Return the same metric for a quantity that ends at `end`."""
        return self._replace(quote_end=max(self.quote_end, end), change=change, inherited=True)
