"""The numbers and formulas behind the texts of a sheet of LibreOffice."""

import re

from lxml import etree

from app.imports.readers.libre_office.open_document_names import OFFICE

_NUMBERS = ("float", "currency", "percentage")
_NO_NUMBERS = ("date", "time", "boolean")
_PLAIN = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
_REFERENCE = re.compile(
    r"\[(?:\$?(?P<sheet>'(?:[^']|'')+'|[^\[\]'.:]+))?\.(?P<first>\$?[A-Z]{1,3}\$?[0-9]{1,7})"
    r"(?::\.(?P<last>\$?[A-Z]{1,3}\$?[0-9]{1,7}))?\]"
)
_QUOTED = re.compile(r'("(?:[^"]|"")*")')
_LONGEST = 2000
_DUST = 1e-9
_SHORT = (("0", 1), ("0,", 1e3), ("0,,", 1e6))


def stored_number(cell: etree._Element) -> str:
    """Return the number that a cell keeps; empty where it keeps a text, a date or nothing."""
    return cell.get(OFFICE + "value", "") if cell.get(OFFICE + "value-type") in _NUMBERS else ""


def is_some(number: str) -> bool:
    """Whether a number that a cell keeps is another one than 0."""
    return bool(number.strip("-+0."))


def is_another(text: str, cell: etree._Element) -> bool:
    """Whether a text is plainly another number than what is behind it; decimals may be rounded."""
    shown, stored = text.strip().replace(",", ""), stored_number(cell)
    if not _PLAIN.fullmatch(shown):
        return False
    if not stored:
        return cell.get(OFFICE + "value-type") in _NO_NUMBERS
    places = len(shown.partition(".")[2])
    try:
        return abs(float(shown) - float(stored)) > (0.5000001 / 10**places if places else _DUST)
    except ValueError:
        return True


def shortening(text: str, stored: str) -> str:
    """Return Excel's format that shows a number as shortly as *text*, another number, does; empty where none does."""
    if not stored:
        return ""
    seen, whole = float(text.strip().replace(",", "")), float(stored)
    return next((code for code, unit in _SHORT if abs(whole / unit - seen) <= 0.5), "")


def formula_of(text: str) -> str:
    """Return a formula as Excel writes it: of:=SUM([.B2:.B4];[$表.C1]) is SUM(B2:B4,表!C1)."""
    _, mark, formula = text[:_LONGEST].partition("=")
    if not mark:
        return ""
    parts = _QUOTED.split(formula)
    parts[::2] = [_REFERENCE.sub(_written, part).replace(";", ",") for part in parts[::2]]
    return "".join(parts)


def _written(match: re.Match[str]) -> str:
    sheet = f"{match['sheet']}!" if match["sheet"] else ""
    return f"{sheet}{match['first']}" + (f":{match['last']}" if match["last"] else "")
