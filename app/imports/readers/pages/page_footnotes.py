"""Footnotes at the end of a page: they are no part of the text that goes on overleaf."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from app.imports.readers.pages.glyph_lines import GlyphLine
from app.imports.readers.pages.joined_pages import Item, PageTable, is_furniture
from app.imports.readers.pages.ruled_lines import RuledLine

_MOST = 12
"""Lines at the end of a page that may be notes."""
_MARK = re.compile(
    r"\s*(?:[0-9⁰¹²³⁴-⁹①-⑳]{1,2}|[*＊※†‡#]{1,3}|[\[［〔(（][0-9]{1,2}[\]］〕)）]|注[0-9]*[：:])"
)
_RAISED_MARK = re.compile(r"\s*[⁰¹²³⁴-⁹①-⑳]{1,2}")
_SMALL, _LIFTED = 0.8, 0.8
_SHORT = (0.12, 0.5)
"""How long the line above the notes is, in parts of the text's width."""
_NEAR, _BELOW = 12.0, 1.0
_LONGEST_MARK, _SMALLER, _LEADING, _FARTHER = 2, 0.93, 1.5, 1.3


def parted(items: Sequence[Item], ruled_lines: Sequence[RuledLine]) -> tuple[list[Item], list[GlyphLine]]:
    """Return what a page holds without its notes, and the lines of these."""
    lines: list[GlyphLine] = []
    for item in reversed(items):
        if not isinstance(item, GlyphLine) or len(lines) == _MOST:
            break
        lines.insert(0, item)
    first = len(items) - len(lines)
    for place, (line, mark) in enumerate(pairwise(lines)):
        if _is_mark_of(mark, line):
            lines[place : place + 2] = [mark, line]
    for place, line in enumerate(lines):
        following = lines[place + 1 :]
        if _is_under_a_rule(line, following, items, ruled_lines) or (
            _begins_with_a_mark(line, following) and _is_apart(line, following, items)
        ):
            return list(items[: first + place]), lines[place:]
    return list(items), []


def _is_under_a_rule(
    line: GlyphLine, following: Sequence[GlyphLine], items: Sequence[Item], ruled_lines: Sequence[RuledLine]
) -> bool:
    """Whether a line that begins with a mark stands below a short rule at the left of the text."""
    if not _MARK.match(line.text) or (is_furniture(line.text) and not _begins_with_a_mark(line, following)):
        return False
    texts = [item for item in items if isinstance(item, GlyphLine)]
    left, right = min(text.left for text in texts), max(text.right for text in texts)
    above = _end_above(line, items) + _BELOW
    return any(
        rule.is_horizontal
        and above <= rule.at <= line.base
        and abs(rule.left - left) <= _NEAR
        and _SHORT[0] <= (rule.right - rule.left) / max(right - left, 1.0) <= _SHORT[1]
        for rule in ruled_lines
    )


def _begins_with_a_mark(line: GlyphLine, following: Sequence[GlyphLine]) -> bool:
    """Whether a line begins with a raised mark, which may stand as a line of its own."""
    if following and _is_mark_of(line, following[0]):
        return True
    return bool(_RAISED_MARK.match(line.text)) and len(line.text.strip()) > _LONGEST_MARK


def _is_mark_of(mark: GlyphLine, text: GlyphLine) -> bool:
    """Whether a small line stands raised before another one."""
    return (
        bool(_MARK.fullmatch(mark.text))
        and mark.size <= _SMALL * text.size
        and 0 <= text.base - mark.base <= _LIFTED * text.size
        and 0 <= text.left - mark.left <= 3 * text.size
    )


def _is_apart(line: GlyphLine, following: Sequence[GlyphLine], items: Sequence[Item]) -> bool:
    """Whether notes are set smaller than the page's text, or farther from what stands above than its lines are."""
    texts = [item for item in items if isinstance(item, GlyphLine) and item.base < line.top]
    note = following[0] if following and _is_mark_of(line, following[0]) else line
    if texts and note.size <= _SMALLER * median(text.size for text in texts):
        return True
    gaps = [two.base - one.base for one, two in pairwise(texts)]
    usual = min((gap for gap in gaps if gap > note.size), default=_LEADING * note.size)
    return note.base - _end_above(line, items) > _FARTHER * usual


def _end_above(line: GlyphLine, items: Sequence[Item]) -> float:
    """Return where what stands above a line ends."""
    ends = [item.bottom if isinstance(item, PageTable) else item.base for item in items]
    return max((end for end in ends if end < line.top), default=0.0)
