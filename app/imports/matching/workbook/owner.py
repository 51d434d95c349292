"""Tells unit and year of our own workbook that states no identity, by its title, preface and signature."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.imports.imported import NO_UNIT, NO_YEAR, Unread
from app.imports.matching import titles
from app.imports.matching.marked_texts import SortedTexts
from app.imports.matching.workbook.title_cell import is_to_come, title_cell
from app.unit_names import unit_name


@dataclass
class Owner:
    """Unit and year (empty and 0 when a person must give them), the printed title, and remarks."""

    unit: str = ""
    year: int = 0
    title: str = ""
    unread: list[Unread] = field(default_factory=list)


def owner(lines: Sequence[str], narrative: SortedTexts, *, typed: bool) -> Owner:
    """Read the title's cell *lines* and compare it with the rest. *typed*: a person may have mistyped it."""
    cell = title_cell(lines)
    found = Owner(cell.unit, cell.year, cell.text)
    written = " ".join(lines)
    preface = [year for text in narrative.sections.get("preface", ()) for year in titles.years_in(text)]
    of_preface = max(preface, key=preface.count, default=0)
    _unit(found, cell.unit, unit_name(narrative.signed_by), written)
    if cell.cut:
        found.year = 0
        hint = f"（前言写的是 {of_preface} 年）" if of_preface else ""
        found.unread.append(Unread("标题", written, f"标题中的年份被删去{hint}，请核对后指明年度"))
    elif typed and cell.year and is_to_come(cell.year):
        found.year, found.title = (0 if is_to_come(of_preface) else of_preface), ""
        taken = f"，已按前言取 {found.year} 年，请核对" if found.year else "，请核对后指明年度"
        found.unread.append(Unread("标题", written, f"标题的年份 {cell.year} 还没有到{taken}"))
    elif not cell.year:
        found.year = of_preface
    elif preface and cell.year not in preface:
        why = f"标题是 {cell.year} 年，前言写的是 {of_preface} 年，请核对年度"
        found.unread.append(Unread("标题", written, why))
    if not found.year and not cell.cut:
        found.unread.append(NO_YEAR)
    if found.unit and found.year and not found.title and written and not found.unread:
        why = f"标题格填写不完整，按 {found.unit} {found.year} 年读入，请核对"
        found.unread.append(Unread("标题", written, why, harmless=True))
    return found


def _unit(found: Owner, titled: str, signed: str, written: str) -> None:
    if titled and signed and not alike(titled, signed):
        why = f"标题写的是“{titled}”，落款写的是“{signed}”，不能确定是哪个单位，请核对后指明单位"
        found.unit = ""
        found.unread.append(Unread("标题", written, why))
        return
    found.unit = titled or signed
    if not found.unit:
        found.unread.append(NO_UNIT)


def alike(one: str, other: str) -> bool:
    """Whether two names may be one body's: the one is the other's end or beginning, as 教育局 is for 某县教育局."""
    short, long = sorted((unit_name(one), unit_name(other)), key=len)
    return long.endswith(short) or long.startswith(short)
