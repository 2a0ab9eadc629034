"""Names that others give are shown and stored as one short line of visible characters."""

from __future__ import annotations

import pytest

from ecograph.server.feeding.naming import MAX_NAME, file_name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a.pdf", "a.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\系统.docx", "系统.docx"),
        ("..", ""),
        ("...", ""),
        ("", ""),
        ("/", ""),
        ("a\0.pdf", "a.pdf"),
        ("a\r\nX-Injected: 1.pdf", "a X-Injected: 1.pdf"),
        ("evil\u202efdp.exe", "evilfdp.exe"),
        ("\u200b\ufeff一.txt", "一.txt"),
        ("e\u0301.txt", "\u00e9.txt"),
        ("\ud800.txt", "txt"),
        (".htaccess", "htaccess"),
        ("长" * 5000 + ".pdf", "长" * (MAX_NAME - 4) + ".pdf"),
        ("x" * 5000, "x" * MAX_NAME),
    ],
)
def test_a_file_name(given: str, kept: str) -> None:
    assert file_name(given) == kept
