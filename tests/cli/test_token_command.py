from __future__ import annotations

import stat

import pytest

from ecograph.cli.main import status_of
from ecograph.server.security import tokens


def test_a_new_token_is_shown_once_and_its_line_kept(tmp_path, capsys):
    file = tmp_path / "tokens.txt"
    call = ["token", "new", "--name", "newsroom", "--scopes", "write,update", "--file", str(file)]
    assert status_of(call) == 0
    out = capsys.readouterr().out
    secret = out.splitlines()[0].removeprefix("token: ")
    assert secret not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = tokens.find(tokens.read(file), secret)
    assert found is not None
    assert found.scopes == {"write", "update"}


def test_a_name_is_given_once(tmp_path, capsys):
    call = ["token", "new", "--name", "a", "--file", str(tmp_path / "t")]
    assert status_of(call) == 0
    assert status_of(call) == 2
    assert "called a already" in capsys.readouterr().err


def test_the_tokens_of_a_file_are_listed(tmp_path, capsys):
    file = str(tmp_path / "t")
    status_of(["token", "new", "--name", "a", "--scopes", "write,read", "--expires", "2031-02-03", "--file", file])
    capsys.readouterr()
    assert status_of(["token", "list", "--file", file]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["a", "read,write", "2031-02-03"]


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["new"], "--name"),
        (["new", "--name", "a", "--scopes", "fly"], "no such scope: 'fly'"),
        (["new", "--name", "a", "--expires", "2031"], "YYYY-MM-DD"),
        (["list"], "--file"),
    ],
)
def test_a_wrong_call_is_one_line(call, told, capsys):
    assert status_of(["token", *call]) == 2
    assert told in capsys.readouterr().err
