"""What Excel shows of a cell's value: number formats, fonts that strike or raise, and what can't be told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from lxml import etree

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SIGNIFICANT = 15
_ODD = "这一格的数字带特殊的显示格式，不能确定看到的是多少，请核对后填写。"
_ROUNDED = "这一格填的是小数，显示成了整数，请核对后填写。"
_STRUCK = "这一格的内容被划去，没有读入，请核对后填写。"
_WHITE = "这一格的文字是白色的，不能确定是否看得见，请核对后填写。"

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
    48: "##0.0E+0", 49: "@",
    **dict.fromkeys((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)), "yyyy-m-d"),
}  # fmt: skip
"""The number formats that files name by their number alone (ECMA-376, 18.8.30); dates and times all alike."""
_LITERAL = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?:\$(?P<money>[^\-\]]*)[^\]]*|[A-Za-z]+[0-9]*)\]'
)
_CONDITION = re.compile(r"\[[<>=]")
_PLACEHOLDERS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*")
_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)


@dataclass(frozen=True)
class Look:
    """How the cells of one style look: their number *format*, and what their font does to all of their text."""

    format: str = ""
    struck: bool = False
    raised: bool = False
    white: bool = False

    def doubt(self, text: str) -> str:
        """Say why nothing is taken from a cell with *text*; empty when something is."""
        if not text.strip():
            return ""
        return _STRUCK if self.struck else _WHITE if self.white else ""


PLAIN = Look()


def looks(root: etree._Element | None) -> list[Look]:
    """Return the looks of a workbook's cell styles, by their number."""
    if root is None:
        return []
    formats = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in root.iterfind(f"{S}numFmts/{S}numFmt")
        if item.get("numFmtId", "").isdecimal()
    }
    fonts = [_font(font) for font in root.iterfind(f"{S}fonts/{S}font")]
    filled = [_is_filled(fill) for fill in root.iterfind(f"{S}fills/{S}fill")]
    return [_look(item, formats, fonts, filled) for item in root.iterfind(f"{S}cellXfs/{S}xf")]


def _look(
    item: etree._Element, formats: Mapping[int, str], fonts: Sequence[Look], filled: Sequence[bool]
) -> Look:
    number, font, fill = (_index(item, name) for name in ("numFmtId", "fontId", "fillId"))
    own = fonts[font] if font < len(fonts) else PLAIN
    ground = filled[fill] if fill < len(filled) else False
    code = formats.get(number, _BUILT_IN.get(number, ""))
    return Look("" if code.lower() == "general" else code, own.struck, own.raised, own.white and not ground)


def _index(item: etree._Element, name: str) -> int:
    text = item.get(name, "0")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _font(font: etree._Element) -> Look:
    colour = font.find(S + "color")
    white = colour is not None and (
        colour.get("rgb", "").upper().endswith("FFFFFF")
        or (colour.get("theme") == "0" and not colour.get("tint"))
        or colour.get("indexed") in ("1", "9")
    )
    return Look(struck=_is_on(font, "strike"), raised=_value(font, "vertAlign") == "superscript", white=white)


def _is_on(font: etree._Element, name: str) -> bool:
    element = font.find(S + name)
    return element is not None and element.get("val", "1") not in ("0", "false")


def _value(font: etree._Element, name: str) -> str:
    element = font.find(S + name)
    return "" if element is None else element.get("val", "")


def _is_filled(fill: etree._Element) -> bool:
    pattern = fill.find(S + "patternFill")
    return pattern is None or pattern.get("patternType", "none") not in ("none",)


def run_look(properties: etree._Element | None) -> Look:
    """Return how a run of rich text looks."""
    return PLAIN if properties is None else _font(properties)


def shown(value: str, code: str, *, epoch_1904: bool = False) -> tuple[str, str]:
    """Return what Excel shows of a number under a format *code*, and why that is not certain (or nothing)."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value, ""
    if not number.is_finite() or abs(number.adjusted()) > 2 * _SIGNIFICANT:
        return value, ""
    if not code or code == "@":
        return _general(number), ""
    if _CONDITION.search(code):
        return _general(number), _ODD
    section, signed = _section(code, number)
    bare = _LITERAL.sub("", section)
    if re.search(r"[ymdhsYMDHS]", bare) and not re.search(r"[#0?]", bare):
        return _day(number, _FIRST_DAY_1904 if epoch_1904 else _FIRST_DAY)
    if re.search(r"[Ee][+-]|/|[ymdhsYMDHS]", bare):
        return _general(number), _ODD
    text = _formatted(number if signed else abs(number), section)
    if "%" not in bare and not re.search(r"[.,]", bare) and Decimal(_general(number)) % 1:
        return _general(number), _ROUNDED
    # A stroke that a format puts in the place of nothing is no stroke that somebody typed.
    return ("0" if number == 0 and text in ("-", "—", "–") else text), ""


def _general(number: Decimal) -> str:
    """Write a number as Excel shows it without a format: 15 significant digits, no exponent."""
    plain = Decimal(format(number.normalize() if number else Decimal(0), f".{_SIGNIFICANT}g"))
    return format(plain.normalize() if plain else Decimal(0), "f")


def _section(code: str, number: Decimal) -> tuple[str, bool]:
    """Return the part of a format for a number, and whether the number's sign is shown by itself."""
    sections = re.findall(r'(?:"[^"]*"|\\.|[^;"\\])+|(?<=;)(?=;|$)|^(?=;)', code) or [code]
    if number < 0 and len(sections) > 1:
        return sections[1], False
    if number == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


def _day(number: Decimal, first: date) -> tuple[str, str]:
    try:
        day = first + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return _general(number), _ODD
    return f"{day.year}年{day.month}月{day.day}日", ""


def _formatted(number: Decimal, section: str) -> str:
    """Write a number by a section of plain digits, with the words around them; blank where it shows none."""
    pieces: list[str] = []
    at, done = 0, False
    while at < len(section):
        literal = _LITERAL.match(section, at)
        digits = _PLACEHOLDERS.match(section, at)
        if literal:
            pieces.append(literal["quoted"] or literal["escaped"] or literal["money"] or "")
            at = literal.end()
        elif digits and not done:
            pieces.append(_digits(number * (100 if "%" in section else 1), digits.group()))
            at, done = digits.end(), True
        else:
            pieces.append("" if section[at] in "#0?," else section[at])
            at += 1
    return "".join(pieces).strip()


def _digits(number: Decimal, places: str) -> str:
    whole, _, fraction = places.rstrip(",").partition(".")
    number = number.scaleb(-3 * (len(places) - len(places.rstrip(","))))
    rounded = Decimal(_general(number)).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = f"{rounded:f}"
    optional = len(fraction) - len(fraction.rstrip("#?"))
    for _ in range(optional):
        text = text[:-1] if text.endswith("0") and "." in text else text
    text = text.rstrip(".")
    if "0" not in whole and text.lstrip("-").startswith("0"):
        text = text.replace("0", "", 1) if text != "0" else ""
    if "," in whole and text:
        head, dot, tail = text.partition(".")
        text = f"{int(head):,}{dot}{tail}" if head.lstrip("-").isdecimal() else text
    return text
