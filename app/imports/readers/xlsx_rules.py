"""Conditional formats of a sheet that hide what a cell holds: struck or white text, another number, only a bar or icon."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from app.imports.readers.xlsx_looks import OFF, S, font_of, is_white
from app.imports.readers.xlsx_places import CellRange, place_of

RULED = "这一格有条件格式，数可能被划去、变成白色或不显示，不能确定看到的是什么，请核对后填写。"
ALWAYS, _BLACK = "always", "000000"
"""What is hidden by a look whatever its colour; a font without a colour of its own is black."""
_MOST_RANGES = 1000
_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_NEWER = f"{S}extLst/{S}ext/{_X14}conditionalFormattings/{_X14}conditionalFormatting"
_NEVER = ("containsBlanks", "containsErrors")
"""Kinds of rules that are not about figures."""
_NO_FIGURE = re.compile(
    r"\s*(?:ISERR|ISERROR|ISNA|ISBLANK|ISTEXT)\([^()]*\)\s*|LEN\(TRIM\([^()]*\)\)=0", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>[0-9]+)(?P<sign>=|<>|<=|>=|<|>)(?P<number>-?[0-9.]+)"
)
_OPERATORS = {
    "equal": "=", "notEqual": "<>", "lessThan": "<", "lessThanOrEqual": "<=", "greaterThan": ">", "greaterThanOrEqual": ">=",
}  # fmt: skip
_TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


@dataclass(frozen=True)
class _HidingRule:
    """Where a rule holds, and for which figures: ``None`` where that is not worked out, so that it may be any."""

    area: CellRange
    test: tuple[str, float] | None
    hides: str = ALWAYS

    def may_hide(self, place: tuple[int, int], text: str, colour: str) -> bool:
        if self.hides not in (ALWAYS, colour or _BLACK):
            return False
        row, column = place
        area = self.area
        if not (area.row <= row <= area.last_row and area.column <= column <= area.last_column):
            return False
        number = _float(text)
        if self.test is None or number is None:
            return True
        sign, limit = self.test
        return _TESTS[sign](number, limit)


class HidingRules:
    """The rules of one sheet; *hiding* tells of the looks that rules give, in their order, what they hide."""

    def __init__(self, root: etree._Element, hiding: Sequence[str]) -> None:
        self._rules: list[_HidingRule] = []
        for item in root.iterfind(f"{S}conditionalFormatting"):
            areas = list(_areas(item.get("sqref", "")))
            for rule in item.iterchildren(S + "cfRule"):
                hides = _hidden_by(rule, hiding) if areas else ""
                if hides and not _is_for_no_figure(rule):
                    test = _test(rule, areas[0])
                    self._rules += [_HidingRule(area, test, hides) for area in areas]
        for item in root.iterfind(_NEWER):
            areas = list(_areas(item.findtext(_XM + "sqref") or ""))
            if any(_is_newer_hiding(rule) for rule in item.iterchildren(_X14 + "cfRule")):
                self._rules += [_HidingRule(area, None) for area in areas]
        del self._rules[_MOST_RANGES:]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._rules)

    def may_hide(self, place: tuple[int, int], value: str, colour: str) -> bool:
        """Whether a rule may hide the stored *value* of the cell at *place*, or change what is seen of it.

        *colour* is that of the cell's own font, RRGGBB or empty.
        """
        return any(rule.may_hide(place, value, colour) for rule in self._rules)


def hiding_looks(styles: etree._Element | None) -> list[str]:
    """Tell of the looks that rules give what is out of sight, or another figure, in them: `ALWAYS`, nothing, or a
    figure in one colour (RRGGBB).
    """
    return [] if styles is None else [_hides(item) for item in styles.iterfind(f"{S}dxfs/{S}dxf")]


def _hides(look: etree._Element) -> str:
    if look.find(S + "numFmt") is not None:
        return ALWAYS
    element = look.find(S + "font")
    ground = look.find(f"{S}fill/{S}patternFill/{S}bgColor")
    painted = "" if ground is None else (ground.get("rgb") or "").upper()[-6:]
    if element is None:
        return painted
    font = font_of(element)
    if font.white:
        return ALWAYS if ground is None or is_white(ground) else ""
    if font.struck or font.tiny or (painted and font.colour == painted):
        return ALWAYS
    return "" if font.colour else painted


def _hidden_by(rule: etree._Element, hiding: Sequence[str]) -> str:
    for name in ("iconSet", "dataBar"):
        drawn = rule.find(S + name)
        if drawn is not None and drawn.get("showValue", "1") in OFF:
            return ALWAYS
    index = rule.get("dxfId", "")
    return hiding[int(index)] if index.isdecimal() and len(index) < 9 and int(index) < len(hiding) else ""


def _is_newer_hiding(rule: etree._Element) -> bool:
    """Whether a rule of the kind that Excel 2010 brought, which has its look with it, may hide a figure."""
    look = rule.find(_X14 + "dxf")
    drawn = rule.find(_X14 + "iconSet") if rule.get("type") == "iconSet" else rule.find(_X14 + "dataBar")
    return (look is not None and bool(_hides(look))) or (
        drawn is not None and drawn.get("showValue", "1") in OFF
    )


def _is_for_no_figure(rule: etree._Element) -> bool:
    formula = rule.findtext(S + "formula") or ""
    return rule.get("type") in _NEVER or (
        rule.get("type") == "expression" and _NO_FIGURE.fullmatch(formula) is not None
    )


def _test(rule: etree._Element, first: CellRange) -> tuple[str, float] | None:
    """Return for which figures a rule holds, where it compares the cell itself with a number."""
    formula = rule.findtext(S + "formula") or ""
    if rule.get("type") == "cellIs":
        sign, limit = _OPERATORS.get(rule.get("operator", "")), _float(formula)
        return None if sign is None or limit is None else (sign, limit)
    match = _COMPARED.fullmatch(formula) if rule.get("type") == "expression" else None
    limit = _float(match["number"]) if match else None
    if match is None or limit is None:
        return None
    own = place_of(match["column"] + match["row"]) == (first.row, first.column)
    return (match["sign"], limit) if own and "$" not in formula else None


def _areas(reference: str) -> Iterable[CellRange]:
    for part in reference.split()[:_MOST_RANGES]:
        first, _, last = part.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start and end:
            yield CellRange(*start, *end)


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
