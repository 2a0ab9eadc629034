"""A signature comes back from its bytes, and tells what another document is held against."""

from __future__ import annotations

from printing import LINES, printed, read, signed

from ecograph.reposts import Signature, is_current, signature


def test_a_signature_comes_back_from_its_bytes() -> None:
    told = Signature("2024-03", "140728", "2023 2024", "更正", 812, (1, 2**64 - 1, 10), (7,))
    assert Signature.unpacked(told.packed()) == told


def test_digests_that_hold_line_breaks_and_tabs_come_back() -> None:
    told = Signature("", "", "", "", 0, tuple(range(9, 14)), (int.from_bytes(b"\n\t\n\t\n\t\n\t", "little"),))
    assert Signature.unpacked(told.packed()) == told


def test_a_signature_tells_day_home_years_and_corrections() -> None:
    told = signed(printed(*LINES, title="关于2023年公报的更正"), home="140728")
    assert told[:4] == ("2024-03-06", "140728", "2023", "更正")


def test_a_signature_is_small() -> None:
    assert len(signature(read(printed(*LINES)))) < 100


def test_a_signature_tells_whether_the_rules_are_still_those_that_made_it() -> None:
    made = signature(read(printed(*LINES)))
    assert is_current(made)
    assert not is_current(b"0" + made)
    assert not is_current(b"")
