"""Write a figure as a line of JSON and read it back, so that it can be kept and followed without its article."""

from __future__ import annotations

import json
from decimal import Decimal

from ecograph.graph.tracking.periods import Period
from ecograph.graph.tracking.spoken import Spoken
from ecograph.graph.tracking.units import Amount
from ecograph.graph.tracking.values import Figure, Measure


def packed(figure: Figure, *, base: str) -> bytes:
    """Return a figure as JSON; what begins with its document's IRI, or with `base`, is told without that."""
    measure, amount = figure.measure, figure.amount
    told = [
        figure.published,
        figure.day,
        [*measure[:-1], measure.subject.removeprefix(base)],
        figure.target.removeprefix(base),
        [each.removeprefix(figure.document) for each in figure.claims],
        [str(amount.value), None if amount.upper is None else str(amount.upper), str(amount.step), *amount[3:]],
        figure.planned,
        figure.spoken,
        *figure[9:],
    ]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def unpacked(data: bytes, document: str, *, base: str) -> Figure:
    """Return the figure of the document of this IRI that `packed` wrote."""
    published, day, measure, target, claims, amount, planned, spoken, sentence, *rest = json.loads(data)
    value, upper, step, *more = amount
    return Figure(
        document,
        published,
        day,
        Measure._make([*measure[:-1], base + measure[-1]]),
        base + target,
        tuple(document + each for each in claims),
        Amount(Decimal(value), None if upper is None else Decimal(upper), Decimal(step), *more),
        Period(*planned) if planned else None,
        Spoken(Period(*spoken[0]), *spoken[1:]) if spoken else None,
        (sentence[0], sentence[1]),
        *rest,
    )
