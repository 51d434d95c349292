"""Makes a sentence plain, so that patterns meet all numbers as half-width digits.

A plain sentence has lost its blanks, its full-width digits, its thousands separators and its Chinese numerals
before a measure word; its length differs from the original's, so positions in it are never reported.
"""

import re
from functools import lru_cache

from app.chinese_numerals import ARABIC_DIGITS, DIGITS, SCALES, YEAR, ZEROS, chinese_number
from app.lazy_pattern import pattern

CLAUSE_MARKS = "，。；：！？"
_NUMERAL = "".join(DIGITS) + "".join(SCALES)

_WHOLES = "".join(DIGITS) + "十"

MEASURES = "件份宗条起例次个项部篇期场名位家"
"""The measure words after which a Chinese numeral is read as a number."""

_REMEMBERED = 1_024
"""How many sentences are remembered: an edit changes one of them."""

_BLANKS = pattern("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+")
"""Blanks, and characters of no width, which come into figures copied from web pages."""

_CHINESE_YEAR = pattern(f"{YEAR}(?=年)")
_ASIDE = pattern(r"\((?P<words>[^()0-9]{0,60})\)")
_SHORT = 6
_ONE_KIND = str.maketrans("０１２３４５６７８９％．（）,;?!", "0123456789%.()，；？！")
_GROUPED = pattern(
    r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3}){1,3}(?![0-9,])"
    r"|(?<![０-９，,])[０-９]{1,3}(?:[，,][０-９]{3}){1,3}(?![０-９，,])"
)
_CHINESE = pattern(f"[{_NUMERAL}]{{1,12}}(?=[余多]?[{MEASURES}倍])")
_NO_COUNT_BEFORE = frozenset(f"第每逐0123456789.{_NUMERAL}")
_NO_MEASURE_BEFORE = ("事", "龙", "线", "文", "例", "体", "心", "把")
"""What stands before and after numerals that count nothing: 第三项, 一条龙; nor does 一部分."""

_RATE = pattern(
    rf"百分之(?P<percent>[{_NUMERAL}]{{1,6}})(?:点(?P<rest>[{_NUMERAL}]{{1,2}}))?"
    rf"|(?<![{_NUMERAL}])(?P<whole>[{_WHOLES}]|[2-9])分之(?P<part>[{_NUMERAL}]|[1-9])"
)
_LISTED = pattern(rf"(?<=[{MEASURES}%)])、")
_SIGNED = pattern(
    r"(?:(?<=[件份宗起例项条个比年期度幅])|(?<=[(，：]))(?P<way>[↑↓+＋−－-])(?=[0-9.]+(?:%|个百分点|百分点))"
    r"|(?<=\()(?P<in>[↑↓+＋−－-])(?=[0-9]+[件份宗起例]\))"
)
_FULL_WIDTH = frozenset("０１２３４５６７８９")
_SIGNS = "↑↓+＋−－-"
_RISEN = {"↑": "增长", "+": "增长", "＋": "增长"}
_DOUBLED = pattern(rf"翻(?:(?:了)?(?P<n>[{''.join(DIGITS)}])番(?P<more>(?:还|有)?[多余])?|番)")
_TENTHS = pattern(
    rf"(?P<word>增长|增加|上升|提高|上涨|涨|跌|增|升|下降|减少|降低|回落|减|降|占|逾|近|超过|超|约|比|达)(?P<said>了|到|幅)?(?P<n>[{''.join(DIGITS)}])成(?P<half>半|[{''.join(DIGITS)}](?![{_NUMERAL}{MEASURES}成]))?(?P<more>余|多|左右)?"
)
_HALVED = pattern(
    "(?P<word>下降|减少|降低|减|降|少|增长|增加|增|占|近|超过|超|逾|约)(?P<said>了|到|近|约|超过|超)?(?P<half>一半|半数)"
)


_OF_SOME = pattern(
    rf"(?P<word>将近|接近|近|超过|超|逾|约)?(?:(?P<n>[{''.join(DIGITS)}])成(?P<half>半)?|半数|一半)(?P<more>余|多|左右|以上)?\((?P<count>[0-9]+[件份宗起例])\)"
)
"""A share in words with its figure in brackets: 四成多（46件）全部公开."""

_EXACTLY = pattern(r"(?:将近|接近|近|超过|超|逾|约)*[0-9]{1,2}%(?:余|左右|以上)?\(([0-9.]+%)\)")
"""A share told twice, the second time exactly: 占四成多（44.7%）."""

_SAID_ABOUT = ("近", "约", "超", "过", "逾", "足")


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return *text* without blanks, numbers in half-width digits, commas and brackets of one kind each."""
    text = _BLANKS.sub("", text)
    if "," in text or ("，" in text and not _FULL_WIDTH.isdisjoint(text)):
        text = _GROUPED.sub(lambda match: re.sub("[,，]", "", match.group()), text)
    text = text.translate(_ONE_KIND)
    if "年" in text and any(f"二{zero}" in text for zero in ZEROS):
        text = _CHINESE_YEAR.sub(lambda match: match.group().translate(ARABIC_DIGITS), text)
    if "分之" in text:
        text = _RATE.sub(_percentage, text)
    if any(sign in text for sign in _SIGNS):
        text = _SIGNED.sub(lambda match: _RISEN.get(match.group(), "下降"), text)
    if "番" in text or "半" in text or ("成" in text and any(f"{digit}成" in text for digit in DIGITS)):
        text = _OF_SOME.sub(_of_some, text)
        text = _HALVED.sub(_halved, text)
        text = _TENTHS.sub(_tenths, _DOUBLED.sub(_doubled, text))
        text = _EXACTLY.sub(r"\1", text)
    text = _CHINESE.sub(_arabic, text)
    if "(" in text:
        text = _ASIDE.sub(_aside, text)
    return _LISTED.sub("，", text) if "、" in text else text


def _aside(match: re.Match[str]) -> str:
    """Return the words of a bracket without a figure where they are short or say for whom something was done."""
    words = match["words"]
    return words if len(words) <= _SHORT or "代表" in words else ""


def _percentage(match: re.Match[str]) -> str:
    """Return 百分之三十 and 四分之一 as percentages; a fraction is one to the nearest whole."""
    if match["percent"]:
        number, rest = chinese_number(match["percent"]), match["rest"] or ""
        if number is None or any(character not in DIGITS for character in rest):
            return match.group()
        return f"{number}{'.' if rest else ''}{''.join(str(DIGITS[character]) for character in rest)}%"
    whole, part = (_digit(match[key]) for key in ("whole", "part"))
    before = match.string[max(0, match.start() - 1) : match.start()]
    return f"{_about(before, None)}{round(part * 100 / whole)}%" if 0 < part <= whole else match.group()


def _of_some(match: re.Match[str]) -> str:
    """Return 四成多（46件）全部公开 as 占40%余的46件全部公开."""
    number = DIGITS[match["n"]] * 10 if match["n"] else 50
    word, more = match["word"] or "", {"多": "余"}.get(match["more"], match["more"] or "")
    about = "" if word or more else "约"
    return f"占{word}{about}{number + 5 * bool(match['half'])}%{more}的{match['count']}"


def _halved(match: re.Match[str]) -> str:
    """Return 减少一半 as a percentage, which is not meant exactly."""
    return f"{match['word']}{match['said'] or ''}{_about(match['word'], match['said'])}50%"


def _about(word: str, said: str | None) -> str:
    """Return a word for not exactly, where none stands before a share or growth in words."""
    return "" if (said or word).endswith(_SAID_ABOUT) else "约"


def _doubled(match: re.Match[str]) -> str:
    """Return 翻一番 as what it is more: 100%, not meant exactly."""
    more = (2 ** DIGITS[match["n"]] - 1) * 100 if match["n"] else 100
    return f"增长{more}%余" if match["more"] else f"增长约{more}%"


def _tenths(match: re.Match[str]) -> str:
    """Return 增长三成 and 占六成半 as percentages."""
    number = DIGITS[match["n"]] * 10 + DIGITS.get(match["half"] or "", 5 if match["half"] else 0)
    about = "" if match["more"] else _about(match["word"], match["said"])
    return f"{match['word']}{match['said'] or ''}{about}{number}%{'余' if match['more'] in ('余', '多') else match['more'] or ''}"


def _arabic(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    number = None
    if not (start and text[start - 1] in _NO_COUNT_BEFORE):
        measure = end + (text[end] in "余多")
        uncounted = text.startswith("部分", measure) or text.startswith(_NO_MEASURE_BEFORE, measure + 1)
        number = None if uncounted else chinese_number(match.group())
    return match.group() if number is None else str(number)


def _digit(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text) or 0
