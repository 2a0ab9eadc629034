"""Importing is light, and the components are registered with spaCy."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

HEAVY = (
    "spacy", "fastapi", "uvicorn", "matplotlib", "networkx", "numpy", "rdflib", "pyshacl", "pyoxigraph", "jinja2",
    "ahocorasick_rs", "rjieba", "charset_normalizer",
)  # fmt: skip


def in_a_fresh_interpreter(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("ecograph", HEAVY),
        ("ecograph.cli", HEAVY),
        ("ecograph.store", ("spacy", "fastapi", "matplotlib", "rdflib")),
        ("ecograph.server.app", ("spacy", "matplotlib", "pyshacl", "ahocorasick_rs")),
        ("ecograph.build", ("fastapi", "uvicorn", "matplotlib", "pyshacl")),
        ("ecograph.upkeep", ("spacy", "fastapi", "matplotlib", "pyshacl", "ahocorasick_rs", "rjieba")),
        ("ecograph.network", ("matplotlib", "networkx", "spacy")),
        ("ecograph.export", ("networkx", "spacy", "rdflib")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_importing_is_light(module: str, heavy: tuple[str, ...]) -> None:
    code = f"import {module}, sys; print(*(name for name in {heavy!r} if name in sys.modules))"
    assert in_a_fresh_interpreter(code) == ""


def test_asking_for_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from ecograph.cli.main import status_of
for command in ("build", "serve", "draw"):
    status_of([command, "--help"])
print("loaded:", *(name for name in {HEAVY!r} if name in sys.modules))
"""
    assert in_a_fresh_interpreter(code).splitlines()[-1] == "loaded:"


def test_every_component_is_an_entry_point() -> None:
    from ecograph.extract.components import COMPONENTS

    ours = {each.name for each in entry_points(group="spacy_factories") if each.value.startswith("ecograph.")}
    assert ours == set(COMPONENTS)


def test_the_components_work_in_a_pipeline_of_somebody_else() -> None:
    code = """
import spacy
nlp = spacy.blank("zh")
for name in ("places", "agencies", "officials"):
    nlp.add_pipe(f"ecograph_{name}")
doc = nlp("晋中市生态环境局局长马成毅说，今年植树。")
print([span.text for span in doc.spans["Official"]])
"""
    assert in_a_fresh_interpreter(code) == "['马成毅']"


def test_the_package_runs_as_a_module() -> None:
    code = "import runpy, sys; sys.argv = ['ecograph', '--version']; runpy.run_module('ecograph', run_name='__main__')"
    assert in_a_fresh_interpreter(code).startswith("ecograph ")
