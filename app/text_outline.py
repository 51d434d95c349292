"""The structure of a narrative text: which of its lines are headings, and of what level.

The text itself stays plain; headings are recognised by the numbering that official documents use
(GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then （1）.
"""

import re
from typing import NamedTuple

from app.chinese_numerals import TO_TEN, chinese_number

_NUMERAL = f"[{TO_TEN}百]+"
_NUMBERING = (
    (1, re.compile(rf"{_NUMERAL}、")),
    (2, re.compile(rf"[（(]{_NUMERAL}[）)]")),
    (3, re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、)")),
    (4, re.compile(r"[（(][0-9０-９]{1,2}[）)]")),
)
_DIGITS = f"{TO_TEN}百0123456789０１２３４５６７８９"
_FIRST = frozenset(f"（({_DIGITS}")
_LONGEST_HEADING = 40
_SENTENCE_ENDS = "。；：，、！？;:,!?"
BLANKS = " \t\u3000\u00a0"


class OutlineLine(NamedTuple):
    """One paragraph of a text.

    *level* is 0 for plain text, 1 to 4 for a numbered line. *lead* is the heading at its start: the whole line
    when *rest* is empty, else a run-in heading such as （二）依申请公开情况。 *start* is the paragraph's offset
    in the text.
    """

    level: int
    lead: str
    rest: str
    start: int

    @property
    def is_heading(self) -> bool:
        """Whether the line is a heading by itself."""
        return self.level > 0 and not self.rest

    @property
    def number(self) -> int | None:
        """The number of a numbered line."""
        if not self.level:
            return None
        written = self.text.lstrip("（(")
        number = written[: len(written) - len(written.lstrip(_DIGITS))]
        return int(number) if number.isdigit() else chinese_number(number)

    @property
    def text(self) -> str:
        """The whole line."""
        return self.lead + self.rest


def outline(text: str) -> list[OutlineLine]:
    """Split *text* into its paragraphs, without blank lines and the blanks around each."""
    lines = []
    start = 0
    for raw in text.split("\n"):
        stripped = raw.strip(BLANKS + "\r")
        if stripped:
            lines.append(_line(stripped, start + raw.index(stripped[0])))
        start += len(raw) + 1
    return lines


def _line(text: str, start: int) -> OutlineLine:
    level = 0
    if text[0] in _FIRST:
        level = next((level for level, numbering in _NUMBERING if numbering.match(text)), 0)
    if level == 0:
        return OutlineLine(0, "", text, start)
    stop = text.find("。") + 1
    if not stop and len(text) <= _LONGEST_HEADING and text[-1] not in _SENTENCE_ENDS:
        return OutlineLine(level, text, "", start)
    if stop == len(text) and stop <= _LONGEST_HEADING // 2:
        return OutlineLine(level, text, "", start)
    if 0 < stop <= _LONGEST_HEADING // 2:
        return OutlineLine(level, text[:stop], text[stop:], start)
    return OutlineLine(level, "", text, start)
