"""Other scripts and widths become the usual ones, character for character."""

import pytest

from ecograph.readers.characters import normalise, simplified

TRADITIONAL = "廣東省生態環境廳廳長李國華表示，今年將營造紅樹林一千畝。"


def test_a_traditional_text_is_read_in_simplified_characters_of_the_same_number() -> None:
    assert simplified(TRADITIONAL) == "广东省生态环境厅厅长李国华表示，今年将营造红树林一千亩。"
    assert len(simplified(TRADITIONAL)) == len(TRADITIONAL)


def test_a_traditional_character_in_a_simplified_text_stays() -> None:
    text = "晋中市林业局局长李昇表示，今年全市计划完成营造林三十二万亩，其中人工造林九万亩。" * 3
    assert simplified(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("３２．４万亩", "32.4万亩"),
        ("10～15公里", "10-15公里"),
        ("10——15公里", "10--15公里"),
        ("「一泓清水」工程", "“一泓清水”工程"),
        ("水质达Ⅲ类,同比好转;", "水质达Ⅲ类，同比好转；"),
        ("1,234.5万元", "1,234.5万元"),
        ("PM₂.₅", "PM2.5"),
    ],
)
def test_marks_and_digits_get_their_usual_form(text: str, expected: str) -> None:
    assert normalise(text) == expected
    assert len(normalise(text)) == len(text)
