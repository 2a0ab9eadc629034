"""Judge what stands behind a personal name: where it may end."""

from __future__ import annotations

import re

from ecograph.extract.sheet import Sheet
from ecograph.extract.words.lexicon import segmenter

MARKS = frozenset("，。、；：！？（(）)《“”\n ")
"""Marks that end a name."""

NEXT = frozenset("在于说任作带对向和与率等则也还将已来去看给就把被从到为称讲谈同及是主表介指强要告出参陪汇")
"""Characters that end no given name where they begin the next word (路华|说, 苏皖|在)."""

# What may follow a name as a word of its own: a verb, preposition, adverb, time, conjunction, pronoun, number.
_GOOD_TAGS = frozenset("vpdtcrmfzi")
# 李芳|迅速|赶到, 李芳|连日来: adjectives that qualify verbs, and set words of time.
_ADVERBIAL = frozenset({"ad", "vd"})
_LATELY = ("连日来", "多年来", "近年来", "一直以来", "长期以来")
# 王春|说，…: no given name ends in these before a speech, whatever the segmenter makes of them.
_SAYS, _THEN = ("说", "称"), ("，", "：", "“", "。")
_BEFORE_DATES = frozenset("于在至从自到由截")
_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}[月日]")


def end_score(sheet: Sheet, end: int) -> float:
    """Judge what stands behind a name: a verb of saying best, then a mark, then a word that names do not hold."""
    following = sheet.text[end : end + 1]
    if (
        not following
        or following in MARKS
        or (_DATE.match(sheet.text, end) and sheet.text[end - 1] not in _BEFORE_DATES)
    ):
        return 3
    if says := sheet.found("saying").at(end):
        speaks = following in _SAYS and sheet.text[end + 1 : end + 2] in _THEN
        return 3.5 if speaks or sheet.boundary(end) or says[0][1] - end > 2 else 2.1
    if following in "及暨各均皆" or (following in NEXT and end not in sheet.starts and sheet.boundary(end + 1)):
        # The second: 林佩珊来|调研, which the segmenter glues together.
        return 1.8
    word = sheet.starts.get(end)
    if word and word.tag[:1] in _GOOD_TAGS and word.tag != "vn":
        # A verb that the segmenter made up (刘曾|君到) says nothing.
        return 1.8 if word.tag[:1] != "v" or in_dictionary(sheet.text[end : word.end]) else 1
    if word and (word.tag in _ADVERBIAL or sheet.text.startswith(_LATELY, end)):
        return 1.8
    return 1 if word else 0


def in_dictionary(text: str) -> bool:
    """Tell whether the segmenter has a word in its dictionary; what it has not, it put together by guess."""
    return bool(segmenter().has_word(text))
