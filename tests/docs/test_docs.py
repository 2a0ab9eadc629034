"""Nothing is left undocumented; that the documents show what comes out is for `make check`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ecograph.cli import app
from ecograph.query import questions

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
COMMANDS = [command.name or "" for command in app.registered_commands]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(readme: str) -> list[str]:
    """Return the fenced blocks of a README."""
    return re.findall(r"```\w*\n.*?```", readme, re.DOTALL)


@pytest.mark.parametrize("name", READMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_readme_names_every_command(name: str, command: str) -> None:
    assert re.search(rf"`ecograph {command}\b|\$ ecograph {command}\b|\*\*{command.capitalize()}\b", text(name)) or (
        command == "demo" and "make demo" in text(name)
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_describes_every_command(command: str) -> None:
    assert f"\n## {command}\n" in text("docs/commands.md")


@pytest.mark.parametrize("question", sorted(questions()))
def test_the_reference_describes_every_question(question: str) -> None:
    assert f"\n## {question}\n" in text("docs/questions.md")


def test_the_readmes_show_the_same() -> None:
    one, other = (blocks(text(name)) for name in READMES)
    assert one == other


@pytest.mark.parametrize("name", [*READMES, "docs/commands.md", "docs/questions.md"])
def test_links_lead_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text(name)) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("name", READMES)
def test_a_readme_names_every_target_a_newcomer_needs(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    code = re.findall(r"`[^`\n]+`|^\$ .*", text(name).replace("```", ""), re.MULTILINE)
    named = set(re.findall(r"\bmake ([a-z]+)", " ".join(code)))
    assert {"demo", "test", "check"} <= named <= targets


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-dev.txt"])
def test_the_constraints_hold_hashes_and_no_addresses(name: str) -> None:
    lines = text(name).splitlines()
    assert [line for line in lines if "://" in line] == []
    pinned = [line for line in lines if "==" in line]
    assert len(pinned) > 60
    assert all(line.endswith("\\") for line in pinned)
