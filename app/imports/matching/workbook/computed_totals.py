"""Totals that a workbook computes: without a result, out of date, or short of a column that was deleted."""

import re
from collections.abc import Sequence

from app.forms.compiled import total_definitions
from app.imports.imported import Unread
from app.imports.matching.form_labels import BandShape, FormRow
from app.imports.matching.rows import Alignment, names_of
from app.imports.raw_document import STALE
from app.values import canonical

_SUM = re.compile(r"SUM\(([^()]*)\)", re.IGNORECASE)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_MANY = 3
_AMISS = "表头与下面的数对不上，不能确定哪个数属于哪一列，没有读入，请核对后填写"


def settle(found: Alignment) -> None:
    """Put sums into the cells whose formula has no result or an old one, with one sentence for each kind."""
    form = found.layout.form
    _without_columns(found)
    summed: list[str] = []
    stale = _confirmed(found)
    blank: set[str] = set()
    for total, parts in total_definitions(form).items():
        if all(part in blank or _is_blank(found, part) for part in parts) and (
            total in found.pending or (found.own and found.cells.get(total) == 0)
        ):
            # The formula shows nothing while nothing is filled in; LibreOffice writes its result into xls as 0.
            found.cells.pop(total, None)
            blank.add(total)
        if not all(part in found.cells for part in parts):
            continue
        value = sum(found.cells[part] for part in parts)
        if total in found.pending:
            found.cells[total] = value
            summed.append(total)
        elif (
            found.own
            and total in found.cells
            and found.cells[total] != value
            and _is_own(found, total, len(parts))
        ):
            found.cells[total] = value
            stale.append(total)
    waiting = [key for key in found.pending if key not in summed and key not in blank]
    _say(found, summed, "这些总计的公式在文件中没有保存结果，已按公式相加", harmless=True)
    _say(
        found,
        stale,
        "这些总计与所加各格不符（公式没有重算，或有的数是文本格式），已按各格相加，请核对",
        harmless=True,
    )
    _say(found, waiting, "公式在文件中没有保存结果，请用 WPS 或 Excel 打开，保存后再读入")
    _say(found, found.zeros, "这些格用文字表示没有，按 0 读入", harmless=True)
    for where, texts in found.outside.items():
        said = "；".join(dict.fromkeys(texts))
        found.unread.append(Unread(where, said, "写在表格右边，没有读入", harmless=True))
    _in_one_sentence(found)


def _confirmed(found: Alignment) -> list[str]:
    """Take results from before that are what the parts add up to as they were read: a part may be a text.

    In a workbook of ours the program adds up its own totals; returns those of which the file kept something else.
    """
    form = found.layout.form
    renewed: list[str] = []
    for total, parts in total_definitions(form).items():
        cell = found.places[total][1] if total in found.places else None
        if cell is None or cell.doubt != STALE or not all(part in found.cells for part in parts):
            continue
        value = sum(found.cells[part] for part in parts)
        is_same = cell.text.replace(",", "").strip() == canonical(value)
        if is_same or (found.own and _is_own(found, total, len(parts))):
            found.cells[total] = value
            found.unread[:] = [item for item in found.unread if (item.cells, item.why) != ((total,), STALE)]
            renewed += [] if is_same else [total]
    return renewed


def _is_blank(found: Alignment, key: str) -> bool:
    return key not in found.cells and key not in found.places


def _say(found: Alignment, keys: Sequence[str], why: str, *, harmless: bool = False) -> None:
    if not keys:
        return
    text = names_of(found.layout.form, keys)
    where = found.places[keys[0]][0].where if keys[0] in found.places else "表格"
    where += text if len(keys) == 1 else ""
    found.unread.append(Unread(where, text, why, tuple(keys), harmless))


def _is_own(found: Alignment, total: str, parts: int) -> bool:
    """Whether a total's formula adds as many cells as it has parts: then it is ours, and its result was not renewed."""
    cell = found.places[total][1] if total in found.places else None
    match = _SUM.search(cell.formula) if cell is not None else None
    return match is not None and (not match[1] or _count(match[1]) == parts)


def _count(ranges: str) -> int:
    """Return how many cells the ranges of a sum have."""
    count = 0
    for match in _RANGE.finditer(ranges):
        left, top, right, bottom = match.groups()
        height = int(bottom) - int(top) + 1 if bottom else 1
        width = _column(right) - _column(left) + 1 if right else 1
        count += height * width
    return count


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _without_columns(found: Alignment) -> None:
    """Tell of a column that the table has lost; a total that a formula adds up without it is not taken."""
    for band, columns in found.columns.items():
        if columns is None or band.across:
            continue
        there = {place.index for place in columns.places}
        lost = [index for index in range(len(band.columns)) if index not in there]
        for index in lost:
            _lost_column(found, band, index, min(band.columns[index].labels, key=len))
        if lost and band in found.strays:
            _withdraw(found, band)


def _withdraw(found: Alignment, band: BandShape) -> None:
    """Take no figure of a table of which a column is missing in the head and figures stand beside all columns."""
    keys = [
        key for row in _rows_of(found, band) for key in row.cells if found.cells.pop(key, None) is not None
    ]
    if keys:
        where = found.layout.form.tables[band.table].name
        found.unread.append(Unread(where, where, _AMISS, tuple(dict.fromkeys(keys))))


def _lost_column(found: Alignment, band: BandShape, index: int, label: str) -> None:
    form = found.layout.form
    rows = {row.cells for row in _rows_of(found, band)}
    lost = [cells[index] for cells in rows]
    totals = [total for total, parts in total_definitions(form).items() if set(parts).intersection(lost)]
    computed = [total for total in totals if total in found.places and found.places[total][1].formula]
    for total in computed:
        found.cells.pop(total, None)
    why = f"表中没有“{label}”一列，这一列没有读到"
    why += "，由公式算出的有关总计不含这一列，也没有读入，请核对后填写" if computed else "，请核对后填写"
    where = form.tables[band.table].name
    concerned = tuple(key for key in form.cells if key in {*lost, *computed})
    found.unread.append(Unread(where, label, why, concerned))


def _rows_of(found: Alignment, band: BandShape) -> list[FormRow]:
    return [row for row in found.layout.down if row.band is band]


def _in_one_sentence(found: Alignment) -> None:
    """Join remarks that would repeat for each row of a column into one."""
    kept: list[Unread] = []
    by_why: dict[tuple[str, str], list[Unread]] = {}
    for item in found.unread:
        by_why.setdefault((item.why, item.where.partition("第")[0]), []).append(item)
    for items in by_why.values():
        if len(items) <= _MANY or items[0].cells:
            kept += items
            continue
        texts = "；".join(dict.fromkeys(item.text for item in items))
        first = items[0]
        kept.append(Unread(f"{first.where}等 {len(items)} 处", texts, first.why, harmless=first.harmless))
    order = {id(item): place for place, item in enumerate(found.unread)}
    found.unread[:] = sorted(kept, key=lambda item: order.get(id(item), len(order)))
