"""Numbers in prose: makes a sentence plain, so that patterns meet half-width digits and nothing else.

A plain sentence has lost its blanks, its full-width digits, its thousands separators and its Chinese numerals
before a measure word; its length differs from the original's, so positions in it are never reported.
"""

import re
from functools import lru_cache

CLAUSE_MARKS = "，。；：！？"
_DIGITS = {"零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_DIGITS |= {"五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_NUMERAL = "".join(_DIGITS) + "".join(_SCALES)

MEASURES = "件份宗条起例次个项部篇期场"
"""The measure words after which a Chinese numeral is read as a number."""

_REMEMBERED = 1_024
"""How many sentences are remembered: an edit changes one of them."""

_BLANKS = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
"""Blanks, and what prints as nothing: characters of no width slip into figures copied from web pages."""

_CHINESE_YEAR = re.compile("二[〇○零ОOo0０](?P<rest>[一二三四五六七八九〇○零ОOo0０]{2})(?=年)")
_YEAR_DIGITS = str.maketrans("一二三四五六七八九〇○零ОOo０", "1234567890000000")
_ASIDE = re.compile(r"\((?P<words>[^()0-9]{0,60})\)")
_SHORT = 6
_ONE_KIND = str.maketrans("０１２３４５６７８９％．（）,;?!", "0123456789%.()，；？！")
_GROUPED = re.compile(
    r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9,])"
    r"|(?<![０-９，,])[０-９]{1,3}(?:[，,][０-９]{3}){1,3}(?![０-９，,])"
)
_CHINESE = re.compile(
    rf"(?<![第每逐0-9.{_NUMERAL}])[{_NUMERAL}]{{1,12}}(?=[余多]?[{MEASURES}倍](?!事|龙|线|文|例|体|心|把))"
)
_LISTED = re.compile(rf"(?<=[{MEASURES}%)])、")


def chinese_number(text: str) -> int | None:
    """Read a Chinese numeral (二十三, 两, 一百〇五, 二〇二五); ``None`` when it isn't one."""
    if not any(c in _SCALES for c in text):
        if not text or any(c not in _DIGITS for c in text):
            return None
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    scale_before = 10**9
    for c in text:
        if c in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[c]
        elif c == "万":
            total, section, digit, scale_before = (section + (digit or 0)) * 10000, 0, None, 10**9
        elif c in _SCALES and _SCALES[c] < scale_before:
            scale_before = _SCALES[c]
            section, digit = section + (1 if digit is None else digit) * scale_before, None
        else:
            return None
    return total + section + (digit or 0)


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return *text* without blanks, numbers in half-width digits, commas and brackets of one kind each."""
    text = _BLANKS.sub("", text)
    if "," in text or "，" in text:
        text = _GROUPED.sub(lambda match: re.sub("[,，]", "", match.group()), text)
    text = text.translate(_ONE_KIND)
    if "年" in text:
        text = _CHINESE_YEAR.sub(lambda match: "20" + match["rest"].translate(_YEAR_DIGITS), text)
    text = _CHINESE.sub(_arabic, text)
    if "(" in text:
        text = _ASIDE.sub(lambda match: match["words"] if len(match["words"]) <= _SHORT else "", text)
    return _LISTED.sub("，", text) if "、" in text else text


def _arabic(match: re.Match[str]) -> str:
    number = chinese_number(match.group())
    return match.group() if number is None else str(number)
