"""Write a network as two CSV tables that a spreadsheet opens as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ecograph.export.rows import Positions, Row, edge_columns, edge_rows, node_columns, node_rows

if TYPE_CHECKING:
    from networkx import Graph

# A spreadsheet would run such a cell as a formula; the text comes from articles that anybody may have written.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")


def tables(network: Graph, path: Path, positions: Positions | None) -> dict[Path, bytes]:
    """Return name.nodes.csv and name.edges.csv: UTF-8 with a byte-order mark, so that Excel shows Chinese.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    places = () if positions is None else ("x", "y")
    return {
        path.with_suffix(".nodes.csv"): _table((*node_columns(network), *places), node_rows(network, positions)),
        path.with_suffix(".edges.csv"): _table(edge_columns(network), edge_rows(network)),
    }


def _table(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
