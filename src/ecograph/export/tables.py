"""Write a network as two CSV tables that a spreadsheet opens as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.export.rows import EDGE_COLUMNS, NODE_COLUMNS, Positions, Row, edge_rows, node_rows

if TYPE_CHECKING:
    from networkx import MultiDiGraph

# A spreadsheet would run such a cell as a formula; the text comes from articles that anybody may have written.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")


def tables(network: MultiDiGraph, path: Path, positions: Positions | None) -> dict[Path, bytes]:
    """Return name.nodes.csv and name.edges.csv: UTF-8 with a byte-order mark, so that Excel shows Chinese.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    places = () if positions is None else ("x", "y")
    return {
        path.with_suffix(".nodes.csv"): _table((*NODE_COLUMNS, *places), node_rows(network, positions)),
        path.with_suffix(".edges.csv"): _table(EDGE_COLUMNS, edge_rows(network)),
    }


def _table(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
