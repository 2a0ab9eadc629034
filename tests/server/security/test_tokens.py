from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from ecograph.errors import UsageError
from ecograph.server.security import tokens
from ecograph.server.security.keeping import TokenFile

HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
TODAY = datetime.now(UTC).date()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "tokens.txt"
    path.touch(mode=0o600)
    return path


def test_a_token_is_found_by_its_secret_only():
    secret, token = tokens.issue("newsroom", ["write"])
    _, other = tokens.issue("other", ["read"])
    assert tokens.find([other, token], secret) == token
    assert tokens.find([other, token], secret + "x") is None
    assert tokens.find([other, token], token.sha256) is None
    assert tokens.find([], secret) is None


def test_two_secrets_differ_and_hold_256_bits():
    one, other = (tokens.issue("a", ["read"])[0] for _ in range(2))
    assert one != other
    assert len(one.removeprefix(tokens.PREFIX)) >= 43


@pytest.mark.parametrize(("days", "good"), [(-1, False), (0, True), (1, True)])
def test_a_token_is_good_through_its_last_day(days, good):
    secret, token = tokens.issue("a", ["read"], expires=TODAY + timedelta(days=days))
    assert (tokens.find([token], secret) is not None) is good


def test_a_line_is_read_as_it_was_written():
    _, token = tokens.issue("news.room@example", ["update", "write"], expires=date(2027, 12, 31))
    assert tokens.parse(token.line(), where="here") == (token,)
    assert " write,update " in token.line()


def test_admin_opens_all():
    _, token = tokens.issue("root", ["admin"])
    assert all(token.allows(scope) for scope in tokens.SCOPES)


def test_other_scopes_open_only_themselves():
    _, token = tokens.issue("a", ["write"])
    assert [scope for scope in tokens.SCOPES if token.allows(scope)] == ["write"]


def test_comments_and_empty_lines_are_passed_over():
    assert [each.name for each in tokens.parse(f"# who\n\na read {HASH} # Li Lei\n", where="x")] == ["a"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"a read,fly {HASH}", "no such scope: 'fly'"),
        (f"a  {HASH}", "3 or 4 fields"),
        ("a read secret", "no SHA-256"),
        (f"a/b read {HASH}", "no name"),
        (f"a read {HASH} soon", "'soon' is no day"),
        (f"a read {HASH}\na write {HASH}", "line 2: a second token is called a"),
    ],
)
def test_a_line_that_is_none_is_told_with_its_place(text, told):
    with pytest.raises(UsageError, match=r"tokens\.txt, line \d") as caught:
        tokens.parse(text, where="tokens.txt")
    assert told in str(caught.value)


def test_a_message_never_shows_what_may_be_a_secret():
    secret, _ = tokens.issue("a", ["read"])
    with pytest.raises(UsageError) as caught:
        tokens.parse(f"a read {secret}", where="x")
    assert secret not in str(caught.value)


@pytest.mark.parametrize("mode", [0o602, 0o604, 0o620, 0o644, 0o666])
def test_a_file_that_others_may_read_or_change_is_refused(file, mode):
    file.chmod(mode)
    with pytest.raises(UsageError, match="chmod 600"):
        tokens.read(file)


@pytest.mark.parametrize("mode", [0o400, 0o600, 0o640])
def test_a_file_of_ones_own_is_read(file, mode):
    file.write_text(f"a read {HASH}\n")
    file.chmod(mode)
    assert len(tokens.read(file)) == 1


def test_a_missing_file_is_told_with_the_remedy(tmp_path):
    with pytest.raises(UsageError, match="ecograph token new"):
        tokens.read(tmp_path / "none.txt")


def test_a_changed_file_is_read_again(file):
    kept = TokenFile(file)
    assert kept.tokens() == ()
    file.write_text(f"a read {HASH}\n")
    assert [each.name for each in kept.tokens()] == ["a"]
    file.write_text("")
    assert kept.tokens() == ()


def test_a_file_that_goes_bad_lets_nobody_in_and_is_told(file, caplog):
    file.write_text(f"a read {HASH}\n")
    kept = TokenFile(file)
    assert len(kept.tokens()) == 1
    file.chmod(0o666)
    os.utime(file, ns=(1, 1))
    assert kept.tokens() == ()
    assert "chmod 600" in caplog.text
    file.unlink()
    assert kept.tokens() == ()
