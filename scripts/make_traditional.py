"""Write the table of traditional characters with their simplified forms, from OpenCC's conversion (pip install opencc).

    python scripts/make_traditional.py > data/lexicon/traditional.csv

One character for one, so that offsets stay; characters that are also in everyday use in simplified texts are marked, as they
do not tell that a text is traditional.
"""

from __future__ import annotations

import csv
import sys

import opencc


def main() -> None:
    convert = opencc.OpenCC("t2s").convert
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["traditional", "simplified", "telling"])
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        simple = convert(char)
        if simple != char and len(simple) == 1:
            writer.writerow([char, simple, "no" if in_gb2312(char) else "yes"])


def in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
