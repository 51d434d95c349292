"""Reads the title's cell as people fill it in: only the unit, two lines, 单位： behind the title, or a mistyped year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.imports.matching import titles
from app.imports.matching.labels import squeeze
from app.unit_names import unit_name

_NAMED = re.compile(r"(?:填报|报送|编制|公开)?单位(?:名称)?\s*[:：]\s*(?P<unit>[^\s，。；：:（(]+)")
_SEAL = re.compile(r"[（(]\s*(?:盖章|公章|章|签章|加盖公章)\s*[）)]")
_YEARLESS = re.compile(r"(?<![0-9〇○零一二三四五六七八九])年度?(?:政府|政务)?信息公开")
_NO_UNIT = re.compile(r"(?:20[0-9]{0,2}|本)?年?度?")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")


@dataclass(frozen=True)
class TitleCell:
    """What the cell contains. *text* is the title if it is complete. *cut*: unit or year were deleted from it."""

    text: str = ""
    unit: str = ""
    year: int = 0
    cut: bool = False


def title_cell(lines: Sequence[str]) -> TitleCell:
    """Read the lines of the cell."""
    whole = "\n".join(lines)
    named = _NAMED.search(whole)
    bare = [_SEAL.sub("", _NAMED.sub("", line)).strip() for line in lines]
    bare = [line for line in bare if line]
    cut = bool(_YEARLESS.search(squeeze("".join(bare))))
    found = titles.title_at(bare, 0) if bare else None
    unit = named["unit"] if named else ""
    year = _YEAR.search(whole)
    if found is None:
        alone = squeeze("".join(bare))
        unit = unit or (alone if titles.is_unit(alone) else "")
        return TitleCell("", unit_name(unit), int(year[1]) if year else 0, cut)
    unit = unit or ("" if _NO_UNIT.fullmatch(found.unit) else found.unit)
    is_whole = bool(unit and found.year and not named and found.lines == len(bare))
    return TitleCell(found.text if is_whole else "", unit_name(unit), 0 if cut else found.year, cut)


def is_to_come(year: int) -> bool:
    """Whether nobody can report on a year yet: it is mistyped."""
    return year > date.today().year
