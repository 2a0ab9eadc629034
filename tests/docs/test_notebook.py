"""The notebook runs from its first cell to its last against a service, and says what it shows.

What it shows changes only on purpose: ECOGRAPH_UPDATE_GOLDEN=1 pytest tests/docs/test_notebook.py
"""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import ecograph
from ecograph.server.app import create_app
from serving import running

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "notebooks" / "ecograph.ipynb"
_KERNEL = "ignore::DeprecationWarning"


def told(notebook):
    """Return the text that each code cell gave, in one piece: into how many a kernel cuts it hangs on the moment."""
    return [
        "".join(output.get("text") or output["data"]["text/plain"] for output in cell.outputs)
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


@pytest.mark.filterwarnings(_KERNEL, "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_notebook_runs_and_shows_what_comes_out(store, monkeypatch):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    shown = told(notebook)
    source = str(Path(ecograph.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH", "")])))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    with running(create_app(store)) as url:
        monkeypatch.setenv("ECOGRAPH_URL", url)
        NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    if os.environ.get("ECOGRAPH_UPDATE_GOLDEN"):
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)
        nbformat.write(notebook, NOTEBOOK)
        return
    assert told(notebook) == shown


def test_the_notebook_is_in_both_languages():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and len(cell.source) > 30:
            assert any("一" <= each <= "鿿" for each in cell.source), cell.source
            assert any(each.isascii() and each.isalpha() for each in cell.source), cell.source
