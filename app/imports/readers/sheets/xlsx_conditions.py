"""Conditional formats of a sheet that hide what a cell holds: struck or white text, another number, only a bar or icon."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from app.imports.readers.sheets.xlsx_looks import OFF, Font, S, colour_of, font_of, is_white
from app.imports.readers.sheets.xlsx_places import CellRange, place_of

RULED = "这一格有条件格式，数可能被划去、变成白色或不显示，不能确定看到的是什么，请核对后填写。"
WHITE, _BLACK = "FFFFFF", "000000"
"""A font without a colour of its own is black, a cell without one white."""
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
TESTS: Mapping[str, Callable[[float, float], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


@dataclass(frozen=True)
class RuledLook:
    """What a rule changes of a cell's look: colours as RRGGBB, empty where the cell's own stays.

    *hides*: whatever the colours, the figure is struck, out of sight or another one.
    """

    colour: str = ""
    ground: str = ""
    hides: bool = False

    def may_hide(self, colour: str, ground: str) -> bool:
        """Whether a figure in this colour on this ground is out of sight, or another one, with the rule's look."""
        return self.hides or (self.colour or colour or _BLACK) == (self.ground or ground or WHITE)

    @property
    def changes(self) -> bool:
        """Whether it changes anything that matters."""
        return self.hides or bool(self.colour or self.ground)


HIDDEN = RuledLook(hides=True)


@dataclass(frozen=True)
class HidingRule:
    """Where a rule holds, and for which figures: ``None`` where that is not worked out, so that it may be any."""

    area: CellRange
    test: tuple[str, float] | None
    look: RuledLook = HIDDEN

    def may_hide(self, place: tuple[int, int], text: str, colour: str, ground: str) -> bool:
        """Whether the rule may hide the stored *text* of the cell at *place*, which has these colours itself."""
        if not self.look.may_hide(colour, ground):
            return False
        row, column = place
        area = self.area
        if not (area.row <= row <= area.last_row and area.column <= column <= area.last_column):
            return False
        number = as_number(text)
        if self.test is None or number is None:
            return True
        sign, limit = self.test
        return TESTS[sign](number, limit)


class HidingRules:
    """The rules of one sheet; *ruled* are the looks that rules give, in their order."""

    def __init__(self, root: etree._Element, ruled: Sequence[RuledLook]) -> None:
        self._rules: list[HidingRule] = []
        for item in root.iterfind(f"{S}conditionalFormatting"):
            areas = list(_areas(item.get("sqref", "")))
            for rule in item.iterchildren(S + "cfRule"):
                look = _look_by(rule, ruled) if areas else RuledLook()
                if look.changes and not _is_for_no_figure(rule):
                    test = _test(rule, areas[0])
                    self._rules += [HidingRule(area, test, look) for area in areas]
        for item in root.iterfind(_NEWER):
            areas = list(_areas(item.findtext(_XM + "sqref") or ""))
            for rule in item.iterchildren(_X14 + "cfRule"):
                if (look := _newer_look(rule)).changes:
                    self._rules += [HidingRule(area, None, look) for area in areas]
        del self._rules[_MOST_RANGES:]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._rules)

    def may_hide(self, place: tuple[int, int], value: str, colour: str, ground: str) -> bool:
        """Whether a rule may hide the stored *value* of the cell at *place*, or change what is seen of it.

        *colour* and *ground* are the cell's own ones, RRGGBB or empty.
        """
        return any(rule.may_hide(place, value, colour, ground) for rule in self._rules)


def ruled_looks(styles: etree._Element | None) -> list[RuledLook]:
    """Return the looks that rules give."""
    return [] if styles is None else [_look(item) for item in styles.iterfind(f"{S}dxfs/{S}dxf")]


def _look(look: etree._Element) -> RuledLook:
    if look.find(S + "numFmt") is not None:
        return HIDDEN
    element = look.find(S + "font")
    ground = look.find(f"{S}fill/{S}patternFill/{S}bgColor")
    font = Font() if element is None else font_of(element)
    if font.struck or font.tiny:
        return HIDDEN
    behind = "" if ground is None else WHITE if is_white(ground) else colour_of(ground)
    return RuledLook(WHITE if font.white else font.colour, behind)


def _look_by(rule: etree._Element, ruled: Sequence[RuledLook]) -> RuledLook:
    for name in ("iconSet", "dataBar"):
        drawn = rule.find(S + name)
        if drawn is not None and drawn.get("showValue", "1") in OFF:
            return HIDDEN
    index = rule.get("dxfId", "")
    known = index.isdecimal() and len(index) < 9 and int(index) < len(ruled)
    return ruled[int(index)] if known else RuledLook()


def _newer_look(rule: etree._Element) -> RuledLook:
    """Return the look of a rule of the kind that Excel 2010 brought, which has it with it."""
    look = rule.find(_X14 + "dxf")
    drawn = rule.find(_X14 + "iconSet") if rule.get("type") == "iconSet" else rule.find(_X14 + "dataBar")
    if drawn is not None and drawn.get("showValue", "1") in OFF:
        return HIDDEN
    return RuledLook() if look is None else _look(look)


def _is_for_no_figure(rule: etree._Element) -> bool:
    formula = rule.findtext(S + "formula") or ""
    return rule.get("type") in _NEVER or (
        rule.get("type") == "expression" and _NO_FIGURE.fullmatch(formula) is not None
    )


def _test(rule: etree._Element, first: CellRange) -> tuple[str, float] | None:
    """Return for which figures a rule holds, where it compares the cell itself with a number."""
    formula = rule.findtext(S + "formula") or ""
    if rule.get("type") == "cellIs":
        sign, limit = _OPERATORS.get(rule.get("operator", "")), as_number(formula)
        return None if sign is None or limit is None else (sign, limit)
    match = _COMPARED.fullmatch(formula) if rule.get("type") == "expression" else None
    limit = as_number(match["number"]) if match else None
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


def as_number(text: str) -> float | None:
    """Return the number that a text is, ``None`` for none."""
    try:
        return float(text)
    except ValueError:
        return None
