"""Where a line of Chinese text may end (禁则), after GB/T 15834-2011 section 5 and common typographic practice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from app.lazy_pattern import pattern


class CharacterKind(IntEnum):
    """What a character is to the line breaker."""

    WIDE = 0
    """An ideograph, or anything else that fills an em."""
    OPEN = 1
    """（《“: may not end a line; its left half is blank."""
    CLOSE = 2
    """）》”: may not start a line; its right half is blank."""
    STOP = 3
    """，。、；：: may not start a line; its right half is blank; may hang into the margin."""
    MARK = 4
    """！？·～％: may not start a line."""
    LEADER = 5
    """— and …: the two halves of —— and …… stay together, neither may start a line."""
    PREFIX = 6
    """￥ and №: may not end a line."""
    DIGIT = 7
    LATIN = 8
    LATIN_STOP = 9
    """A half-width mark that closes: , . : ; ! ? ) ] %."""
    LATIN_OPEN = 10
    JOINT = 11
    """A half-width mark inside words: / - _ @ & = + #."""
    SPACE = 12


_MARKS = {
    CharacterKind.OPEN: "（〔［｛《〈「『【〖“‘",
    CharacterKind.CLOSE: "）〕］｝》〉」』】〗”’",
    CharacterKind.STOP: "，。、；：．",
    CharacterKind.MARK: "！？·•～％‰℃°′″／－–々",
    CharacterKind.LEADER: "—…",
    CharacterKind.PREFIX: "￥＄№＃",
    CharacterKind.DIGIT: "0123456789",
    CharacterKind.LATIN_STOP: ",.:;!?)]}%",
    CharacterKind.LATIN_OPEN: "([{$¥",
    CharacterKind.JOINT: "/-_@&=+#~*\\|<>'\"",
    CharacterKind.SPACE: " \u00a0\u3000\t",
}
_KINDS = {character: kind for kind, characters in _MARKS.items() for character in characters}

# The Latin, Greek and Cyrillic alphabets end before the general punctuation.
_FIRST_WIDE = 0x2000

# Numbers with their unit: 3 件, 12.5万元, 第20条, 5 个百分点. Every single character after a number counts as its unit.
_NUMBER = pattern(
    r"第?\d(?:[\d,.]*\d)?[%％‰℃]? ?"
    r"(?:[万亿千百十]+[件个元份条次人户家名字吨米]?|个百分点|平方公里|平方米|立方米|公里|公斤|公顷|千米|小时|分钟|\w)?"
)

# The numbers of documents and dates are read as one: 〔2025〕77号, 2025年1月20日.
_DOCUMENT_NUMBER = pattern(r"[〔（(\[]\d{4}[〕）)\]] ?第?\d{1,5} ?号")
# A hyphen at a line's end is taken for that of a parted word when the text is taken out of the file, and dropped.
_TELEPHONE = pattern(r"\d{2,4}(?:-\d{3,8}){1,3}")
_DATE = pattern(r"(\d{4}年)(\d{1,2}月)(?:\d{1,2}日)?")


def kind_of(character: str) -> CharacterKind:
    """Return what a character is to the line breaker."""
    kind = _KINDS.get(character)
    if kind is not None:
        return kind
    return CharacterKind.WIDE if ord(character) >= _FIRST_WIDE else CharacterKind.LATIN


def _may_part(before: CharacterKind, after: CharacterKind) -> int:
    """Say whether a line may end between two kinds: 0 never, 1 yes, 2 only when nothing else will do."""
    if after in (
        CharacterKind.CLOSE,
        CharacterKind.STOP,
        CharacterKind.MARK,
        CharacterKind.LEADER,
        CharacterKind.LATIN_STOP,
        CharacterKind.SPACE,
    ):
        return 0
    if before in (CharacterKind.OPEN, CharacterKind.PREFIX, CharacterKind.LATIN_OPEN):
        return 0
    if before == CharacterKind.SPACE:
        return 1
    word = (CharacterKind.DIGIT, CharacterKind.LATIN, CharacterKind.LATIN_STOP, CharacterKind.JOINT)
    if before in word and after in (*word, CharacterKind.LATIN_OPEN):
        joined = (before == CharacterKind.JOINT and after in (CharacterKind.LATIN, CharacterKind.DIGIT)) or (
            before == CharacterKind.LATIN_STOP and after == CharacterKind.LATIN
        )
        return 2 if joined else 0
    return 1


_PARTING = bytes(
    _may_part(CharacterKind(pair >> 4), CharacterKind(pair & 15)) if pair & 15 < 13 else 0
    for pair in range(13 * 16)
)


def opportunities(text: str, kinds: Sequence[int]) -> bytearray:
    """Say for each place of *text*, from 0 to its length, whether a line may end there.

    0 never, 1 yes, 2 only when nothing else will do (inside an address such as a@b.cn), 3 only where a line would
    otherwise be spread too much (inside a date).
    """
    places = bytearray([0])
    places += bytes([_PARTING[before << 4 | after] for before, after in pairwise(kinds)])
    places.append(1)
    for kept in (_NUMBER, _DOCUMENT_NUMBER, _TELEPHONE):
        for match in kept.finditer(text):
            start, end = match.span()
            places[start + 1 : end] = bytes(end - start - 1)
    for date in _DATE.finditer(text):
        for group in (1, 2):
            if date.end(group) < date.end():
                places[date.end(group)] = 3
    return places
