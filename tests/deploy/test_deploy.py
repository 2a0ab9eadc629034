"""The files that run a service say only what the program understands, and keep to the rules of their kind."""

from __future__ import annotations

import configparser
import json
import re
import shlex
from pathlib import Path

import pytest
import typer
import yaml

from ecograph.cli import app

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PAGE = ROOT / "docs" / "serving.md"
OPTIONS = {
    name: {flag for each in command.params for flag in (*each.opts, *each.secondary_opts)}
    for name, command in typer.main.get_command(app).commands.items()
}


def instructions():
    """Return the Dockerfile's instructions, continued lines joined."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text(), flags=re.MULTILINE)
    return [line.split(None, 1) for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def unit():
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / "ecograph.service")
    return parser


def calls():
    """Yield where a call of the program stands, and its words."""
    yield "Dockerfile", json.loads(dict(instructions())["CMD"])
    yield "compose.yaml", compose()["services"]["ecograph"]["command"]
    yield "ecograph.service", shlex.split(unit()["Service"]["ExecStart"])[1:]
    for name in ("compose.yaml", "nginx.conf"):
        for line in re.findall(
            r"^# .*?\becograph ((?:build|serve|token) .*)", (DEPLOY / name).read_text(), re.MULTILINE
        ):
            yield name, line.split()
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", PAGE.read_text(), re.DOTALL):
        for line in re.findall(r"\becograph ((?:backup|build|mcp|restore|serve|token) .*)", block):
            yield "serving.md", line.split()


CALLS = list(calls())


def test_there_are_calls_to_check():
    assert len(CALLS) > 12
    assert {name for name, _ in CALLS} == {"Dockerfile", "compose.yaml", "ecograph.service", "nginx.conf", "serving.md"}


@pytest.mark.parametrize(("where", "words"), CALLS)
def test_every_option_of_a_call_is_one_of_the_program(where, words):
    flags = {word.partition("=")[0] for word in words[1:] if word.startswith("--")}
    assert flags <= OPTIONS[words[0]], where


def test_every_option_that_the_page_names_is_one_of_the_program():
    named = set(re.findall(r"`(--[a-z-]+)", PAGE.read_text()))
    assert named <= set().union(*OPTIONS.values())
    assert {"--root-path", "--proxies", "--timeout", "--read-only", "--require-token"} <= named


def test_the_page_names_every_limit():
    limits = {"--timeout", "--memory-mb", "--total-memory-mb", "--result-mb", "--rows", "--query-kb", "--running"}
    limits |= {"--by-client", "--upload-mb", "--upload-timeout", "--upload-memory-mb", "--connections"}
    assert [flag for flag in sorted(limits & OPTIONS["serve"]) if f"`{flag}`" not in PAGE.read_text()] == []
    assert limits <= OPTIONS["serve"]


def test_the_page_leads_somewhere():
    links = re.findall(r"\]\(([^)#:]+)\)", PAGE.read_text())
    assert [link for link in links if not (PAGE.parent / link).exists()] == []


def test_the_image_runs_as_nobody_of_note_from_a_named_version():
    found = instructions()
    assert [value for name, value in found if name == "FROM" and ":latest" in value] == []
    assert all(":" in value for name, value in found if name == "FROM")
    (user,) = [value for name, value in found if name == "USER"]
    assert user == "10001:10001"
    names = [name for name, _ in found]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert "ADD" not in names
    assert "HEALTHCHECK" in names


def test_what_runs_in_the_image_is_said_as_lists():
    for name, value in instructions():
        if name in ("CMD", "ENTRYPOINT", "VOLUME"):
            assert isinstance(json.loads(value), list)


def test_the_image_copies_what_there_is():
    for name, value in instructions():
        if name == "COPY" and "--from=" not in value:
            *sources, _ = value.split()
            assert [each for each in sources if not (ROOT / each).exists()] == []


def test_what_the_image_is_built_of_is_sent_to_the_builder():
    sent = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        each
        for name, value in instructions()
        if name == "COPY" and "--from=" not in value
        for each in value.split()[:-1]
    }
    assert copied == sent


def test_the_image_pins_every_package_with_its_condition():
    (command,) = [value for name, value in instructions() if name == "RUN" and "pins.txt" in value and "sed" in value]
    import subprocess

    made = subprocess.run(
        ["sh", "-c", command.partition(">")[0]], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    pinned = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line]
    assert len(made) == len(pinned)
    assert [line for line in made if not re.fullmatch(r"[\w.-]+==[\w.]+( ; [^\\]+)?", line)] == []


def test_the_service_of_the_compose_file_has_no_more_rights_than_it_needs():
    service = compose()["services"]["ecograph"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in service
    assert compose()["networks"]["inner"]["internal"] is True
    assert service["mem_limit"]


def test_only_the_network_of_the_proxy_is_believed():
    described = compose()
    (subnet,) = [each["subnet"] for each in described["networks"]["inner"]["ipam"]["config"]]
    assert f"--proxies={subnet}" in described["services"]["ecograph"]["command"]
    users = [name for name, each in described["services"].items() if "inner" in each["networks"]]
    assert users == ["ecograph", "proxy"]


def test_names_in_the_compose_file_are_told():
    described = compose()
    volumes = [each.split(":")[0] for service in described["services"].values() for each in service["volumes"]]
    assert {each for each in volumes if not each.startswith("./")} == set(described["volumes"])
    assert [each for each in volumes if each.startswith("./") and not (DEPLOY / each).exists()] == []
    assert set(described["services"]["ecograph"]["secrets"]) == set(described["secrets"])
    assert (DEPLOY / described["services"]["ecograph"]["build"]["context"]).resolve() == ROOT


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf", "compose.yaml", "ecograph.service"])
def test_all_serve_below_the_same_prefix(name):
    assert "/ecograph" in (DEPLOY / name).read_text()


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_keeps_the_numbers_to_the_house(name):
    text = (DEPLOY / name).read_text()
    assert "/ecograph/metrics" in text
    assert "404" in text
    assert text.count("{") == text.count("}")


def test_the_unit_stops_it_in_order_and_lets_it_change_its_folder_alone():
    service = unit()["Service"]
    grace = 15 + 5
    assert int(service["TimeoutStopSec"]) >= 2 * grace
    assert service["KillMode"] == "mixed"
    assert service["User"] not in ("", "root")
    wanted = {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "PrivateTmp": "yes",
        "CapabilityBoundingSet": "",
        "StateDirectory": "ecograph",
        "OOMPolicy": "continue",
    }
    assert {key: service[key] for key in wanted} == wanted
    assert shlex.split(service["ExecStart"])[3] == "/var/lib/ecograph/store"
