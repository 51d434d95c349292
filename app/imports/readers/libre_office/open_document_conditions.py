"""Conditions in LibreOffice's sheets: for which figures a look or a part of a number format holds."""

import re

from lxml import etree

from app.imports.readers.libre_office.open_document_names import FO, NUMBER, STYLE
from app.imports.readers.sheets.xlsx_conditions import TESTS, as_number

_COMPARED = re.compile(
    r"(?:value\(\)|cell-content\(\))?(?P<sign>!=|<>|<=|>=|=|<|>)(?P<number>-?[0-9]+(?:\.[0-9]+)?)"
)
_OWN = re.compile(r"(?:is-true-formula|formula-is)\(\[\.(?P<cell>[A-Z]{1,3}[0-9]{1,7})\](?P<rest>[^()]*)\)")


def may_hold(condition: str, stored: str, base: str = "") -> bool:
    """Whether a condition may hold for a number that a cell keeps; one that is not worked out may always.

    *base* is the address of the cell that a formula in the condition calls its own.
    """
    own = _OWN.fullmatch(condition)
    if own is not None and own["cell"] == base.rpartition(".")[2].replace("$", ""):
        condition = own["rest"]
    match, number = _COMPARED.fullmatch(condition.replace(" ", "")), as_number(stored)
    if match is None or number is None:
        return True
    return TESTS[match["sign"].replace("!=", "<>")](number, float(match["number"]))


class NumberFormats:
    """The number formats of a workbook by name."""

    def __init__(self, roots: list[etree._Element | None]) -> None:
        self._formats: dict[str, etree._Element] = {}
        for root in roots:
            for item in () if root is None else root.iter(f"{NUMBER}*"):
                if str(item.tag).endswith("-style"):
                    self._formats.setdefault(item.get(STYLE + "name", ""), item)

    def is_usual(self, name: str) -> bool:
        """Whether a format shows a number as it is."""
        found = self._formats.get(name)
        if found is None:
            return True
        parts = list(found.iterchildren(etree.Element))
        return len(parts) == 1 and list(parts[0].items()) == [(NUMBER + "min-integer-digits", "1")]

    def colour(self, name: str, stored: str) -> str:
        """Return the colour that a format gives to a number, RRGGBB; empty for none."""
        found = self._formats.get(name)
        for part in () if found is None else found.iterchildren(STYLE + "map"):
            if may_hold(part.get(STYLE + "condition", ""), stored):
                found = self._formats.get(part.get(STYLE + "apply-style-name", ""))
                break
        words = None if found is None else found.find(STYLE + "text-properties")
        return "" if words is None else words.get(FO + "color", "").lstrip("#").upper()
