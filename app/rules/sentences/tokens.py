"""The words, marks and numbers of a plain sentence, each with its place.

Words are looked up in the form's lists, the longest first. What stands in no list is kept as a run of unknown words:
whether a figure is read at all depends on them.
"""

import re
from dataclasses import dataclass

from app.forms.narrative import Narrative

MARKS = "，。；：！？()"
_NUMBER = re.compile(
    r"(?P<n>[0-9]{1,9}(?:\.[0-9]{1,6})?)(?P<more>余|多)?(?P<scale>万|亿)?余?"
    r"(?P<unit>%|个百分点|百分点|倍|元|年|月|日|(?:个?工作日|个月|个季度|个?小时|分钟|天|个?周(?!末)|岁)|人次|家次|[件份宗条起例部篇项个次期场人户批家册张名封面笔处页本台位笔幅])?"
)
_ALONE = {"办": "done", "结": "done", "转": "carried"}
"""Alone and right before a number these are acts: 收214件，办211件. Elsewhere they are offices or parts of words."""

_DIGITS = "0123456789"
_SPANS = "日月度时钟天周岁"
"""The last characters of words for stretches of time, which count no cases."""
_LONG_NUMBER = re.compile(r"[0-9.]+")
_SCALES = {"万": 10_000, "亿": 100_000_000}


@dataclass(slots=True, eq=False, repr=False)
class Token:
    """One word, mark or number of a plain sentence.

    *kind* is that of the word lists, or ``mark``, ``number``, ``year``, ``unknown``; *key* the list, the mark, or the
    number's unit.
    """

    start: int
    end: int
    kind: str
    key: str
    text: str
    weak: bool = False
    number: str = ""
    scale: int = 1


def tokens(text: str, narrative: Narrative) -> list[Token]:
    """Return the tokens of a plain sentence in their order; other signs than words, marks and numbers are left out."""
    found: list[Token] = []
    lengths, words, firsts = narrative.lengths, narrative.words, narrative.firsts
    at, end, unknown = 0, len(text), -1
    while at < end:
        first = text[at]
        token: Token | None = None
        if first in MARKS:
            token = Token(at, at + 1, "mark", first, first)
        elif first == "、":
            token = Token(at, at + 1, "pause", first, first)
        elif first in _DIGITS:
            token = _number(text, at, narrative)
        elif first in firsts:
            for length in lengths.get(text[at : at + 2], ()):
                part = text[at : at + length]
                word = words.get(part)
                if word is not None:
                    token = Token(at, at + length, word.kind, word.key, part, word.weak)
                    break
            else:
                word = words.get(first)
                if word is not None:
                    token = Token(at, at + 1, word.kind, word.key, first, word.weak)
        if token is None:
            if unknown < 0 and first >= "\u4e00":
                unknown = at
            elif unknown >= 0 and first < "\u4e00":
                found.append(Token(unknown, at, "unknown", "", text[unknown:at]))
                unknown = -1
            at += 1
            continue
        told = token.kind in ("number", "mark", "pause")
        if unknown >= 0 and told and _is_undecided(text[unknown:at], unknown, found):
            found[-1] = Token(found[-1].start, at, "acts", "pending", "未结")
        elif unknown >= 0:
            act = _ALONE.get(text[unknown:at], "") if token.kind == "number" and _ends(found) else ""
            kind, key = ("acts", act) if act else ("unknown", "")
            found.append(Token(unknown, at, kind, key, text[unknown:at]))
        unknown = -1
        found.append(token)
        at = token.end
    if unknown >= 0:
        found.append(Token(unknown, end, "unknown", "", text[unknown:]))
    if "结" in text and "办" in text:
        _tell_apart(found)
    return found


def _tell_apart(found: list[Token]) -> None:
    """Take 结 alone for what was carried over where 办 alone tells what was done: 收24，结2，办26，转0."""
    alone = [t for t in found if t.kind == "acts" and t.text in ("结", "办")]
    if len(alone) > 1 and alone[0].text == "结" and alone[1].text == "办":
        alone[0].key = "carried"


def _is_undecided(word: str, start: int, found: list[Token]) -> bool:
    """Whether 结 before a number or a mark belongs to a word for not: 未结1件, 1件未结, but not 未结转申请."""
    return word == "结" and bool(found) and found[-1].text == "未" and found[-1].end == start


def _ends(found: list[Token]) -> bool:
    return not found or found[-1].kind in ("mark", "pause")


def _number(text: str, at: int, narrative: Narrative) -> Token:
    whole = _LONG_NUMBER.match(text, at)
    assert whole is not None
    match = _NUMBER.match(text, at)
    if match is None or match.end("n") < whole.end() - whole.group().endswith("."):
        return Token(at, whole.end(), "digits", "", whole.group())
    unit = match["unit"] or ""
    if unit == "年" and len(match["n"]) == 4:
        end = match.end() + text.startswith("度", match.end())
        return Token(at, end, "year", match["n"], text[at:end])
    if unit in ("年", "月", "日") and not match["scale"]:
        return Token(at, match.end(), "date", unit, match.group())
    if unit and unit[-1] in _SPANS:
        return Token(at, match.end(), "span", unit, match.group())
    word = narrative.words.get(match["n"])
    if not unit and word is not None:
        return Token(at, match.end("n"), word.kind, word.key, match["n"], word.weak)
    scale = _SCALES.get(match["scale"] or "", 1)
    return Token(at, match.end(), "number", unit, match.group(), number=match["n"], scale=scale)
