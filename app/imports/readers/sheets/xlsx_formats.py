"""Numbers as a sheet shows them by their format: a person reads what is shown, not what is stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from app.clock import written

GENERAL = "General"
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "0", 6: "0", 7: "0.00", 8: "0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)", 41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', 42: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)', 44: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    48: "##0.0E+0", 49: "@",
} | dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)), "yyyy-m-d") | dict.fromkeys(
    (18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "h:mm"
)  # fmt: skip
"""The formats that a file names only by number."""

_SIGNIFICANT, _SHOWN, _PLAIN = 15, 11, 9
_LARGEST_EXPONENT = 2 * _SIGNIFICANT
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*(?P<filling>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式)'
    r"|(?P<digits>[0#?][0#?,.]*|\.[0#?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_COLOURS = frozenset(("black", "blue", "cyan", "green", "magenta", "red", "yellow"))
_DATE = re.compile(r"[ymdhsage]", re.IGNORECASE)
_DIGITS = re.compile(r"(?P<whole>[0#?,]*[0#?]|)(?:\.(?P<places>[0#?]*))?")
"""Digits that show all of a number: with commas at their end it is shown in thousands, and what it is can't be seen."""
_STROKES = ("-", "–", "—")
_ODD = "数字格式“{}”较特殊，不能确定显示的是什么，请核对后填写。"
_ROUNDED = "这一格填的是小数，显示成了整数，请核对后填写。"
_LAST_DAY = 2_958_465


_LONGEST_KNOWN = 100


class ShownFigure(NamedTuple):
    """What a cell shows; *doubt* says, in Chinese, why it is not certain. *formula* is what computes it.

    *pending*: the file keeps no result of the formula. *shortened*: a decimal number whose last zeros are not shown,
    so that 1.3 may have been typed as 1.30.
    """

    text: str = ""
    doubt: str = ""
    formula: str = ""
    pending: bool = False
    shortened: bool = False


@dataclass(frozen=True)
class _Section:
    """A part of a format: what stands before and after its *digits*. *general* shows the number as it is."""

    before: str = ""
    digits: str = ""
    after: str = ""
    general: bool = False
    dated: bool = False
    timed: bool = False
    clear: bool = True


def number(text: str) -> str:
    """Write a stored number as Excel shows it without a format: without rounding noise and without an exponent."""
    exact = _decimal(text)
    return text if exact is None else _plain(exact)


def _decimal(text: str) -> Decimal | None:
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact.adjusted()) > _LARGEST_EXPONENT:
        return None
    return Decimal(format(exact.normalize() if exact else Decimal(0), f".{_SIGNIFICANT}g"))


def _plain(exact: Decimal) -> str:
    shown = Decimal(format(exact, f".{_SHOWN}g")).normalize()
    noisy = shown != exact and len(shown.as_tuple().digits) <= _PLAIN
    text = format(shown if noisy else exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(text: str, code: str, *, since_1904: bool = False) -> ShownFigure:
    """Return what a cell with the stored number *text* shows in the format *code*."""
    is_short = len(text) + len(code) < _LONGEST_KNOWN
    return (_known if is_short else _shown)(text, code, since_1904)


def _shown(text: str, code: str, since_1904: bool) -> ShownFigure:
    exact = _decimal(text)
    if exact is None:
        return ShownFigure(text)
    sections = _sections(code)
    section, sign = _chosen(sections, exact)
    if not section.clear:
        return ShownFigure(_plain(exact), _ODD.format(code[:30]))
    if section.dated or section.timed:
        return ShownFigure(_dated(exact, since_1904) if section.dated else "（时间）")
    if section.general:
        figure = _plain(abs(exact))
    elif section.digits:
        is_percent = "%" in section.before + section.after
        is_whole = re.fullmatch("[0#?,]*[0#?]", section.digits) is not None and not is_percent
        if is_whole and Decimal(_plain(exact)) % 1:
            return ShownFigure(_plain(exact), _ROUNDED)
        figure = _figure(abs(exact) * (100 if is_percent else 1), section.digits)
    else:
        # A dash that a format shows for zero was not typed by anybody.
        return ShownFigure("0" if not exact and section.before.strip() in _STROKES else section.before)
    if sign and section.before.strip() == "" and not figure.strip("0."):
        sign = ""
    places = section.digits.partition(".")[2]
    shortened = "." in figure and (section.general or places.endswith(("#", "?")))
    return ShownFigure(f"{sign}{section.before}{figure}{section.after}".strip(), shortened=shortened)


_known = lru_cache(maxsize=4096)(_shown)
"""The figures of reports are small and few: most were seen before."""


@lru_cache(maxsize=1024)
def hides_text(code: str) -> bool:
    """Whether a format shows nothing of a text."""
    parts = _split(code)
    return len(parts) > 3 and not _TEXT_SHOWN.search(parts[3])


@lru_cache(maxsize=1024)
def odd_text(code: str) -> str:
    """Say why it is not certain what a format shows of a text, as one that puts digits beside it."""
    parts = _split(code)
    own = parts[3] if len(parts) > 3 else parts[0] if len(parts) == 1 and "@" in parts[0] else ""
    return "" if not own or _section(own).clear else _ODD.format(code[:30])


_TEXT_SHOWN = re.compile(r"@|General", re.IGNORECASE)


def _chosen(sections: Sequence[_Section], exact: Decimal) -> tuple[_Section, str]:
    """Return the part for a number, and the sign that is shown before it."""
    if exact > 0 or len(sections) == 1:
        return sections[0], "-" if exact < 0 else ""
    if exact < 0:
        section = sections[1]
        # A negative number without any sign of it would be read as a positive one.
        shows = not (section.digits or section.general)
        is_marked = any(mark in section.before + section.after for mark in "-−–(（△▲负减")
        return (section if shows or is_marked else _Section(clear=False)), ""
    return sections[2] if len(sections) > 2 else sections[0], ""


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    parts = _split(code)[:3]
    return tuple(_section(part) for part in parts)


def _split(code: str) -> list[str]:
    parts = [""]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            parts.append("")
        else:
            parts[-1] += match.group()
    return parts


def _section(part: str) -> _Section:
    before = digits = after = ""
    general = dated = timed = False
    clear = True
    for match in _TOKEN.finditer(part):
        literal = match["quoted"] or match["escaped"] or ""
        if (bracket := match["bracket"]) is not None:
            if bracket.startswith("$"):
                literal = bracket[1:].partition("-")[0]
            elif bracket.lower() not in _COLOURS:
                timed = timed or bool(re.fullmatch(r"h+|m+|s+", bracket, re.IGNORECASE))
                clear = clear and timed
        elif match["general"] or match["other"] == "@":
            clear, general = clear and not (digits or general), True
        elif match["digits"]:
            clear, digits = clear and not (digits or general), match["digits"]
        elif (other := match["other"]) is not None:
            if other in "yYdDeEaAgGbB" and not (other in "eE" and digits):
                dated = True
            elif other in "mMhHsS":
                dated, timed = dated or other in "mM", timed or other in "hHsS"
            elif (other == "/" and digits) or other in "eE":
                clear = False
            else:
                literal = other
        # Some formats fill the width of the cell with one character: with digits nobody could tell the figure.
        clear = clear and not (match["filling"] or "").isdigit()
        if digits or general:
            after += literal
        else:
            before += literal
    if dated or timed:
        return _Section(
            dated=dated and not (timed and not re.search("[yd]", part, re.IGNORECASE)),
            timed=timed,
            clear=True,
        )
    clear = clear and not re.search(
        r"[0-9０-９一二三四五六七八九十百千万亿]", before + after.replace("万元", "")
    )
    clear = clear and (not digits or _DIGITS.fullmatch(digits) is not None)
    return _Section(before, digits, after, general, clear=clear)


def _figure(exact: Decimal, digits: str) -> str:
    match = _DIGITS.fullmatch(digits)
    assert match is not None
    whole, places = match["whole"], match["places"] or ""
    rounded = exact.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    text = format(rounded, "f")
    left, _, right = text.partition(".")
    least = sum(mark == "0" for mark in whole)
    left = left.lstrip("0").rjust(least, "0")
    while right and places[len(right) - 1] != "0" and right[-1] == "0":
        right = right[:-1]
    return f"{left}.{right}" if right else left


def _dated(exact: Decimal, since_1904: bool) -> str:
    days = int(exact)
    if not 0 < days < _LAST_DAY:
        return "（日期）"
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if days > 59 else 31)
    day = first + timedelta(days=days)
    return written(day)
