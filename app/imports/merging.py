"""Compares an import with the report that is there already, and turns it into one edit.

The unit of replacement is what the source has: a table or text that it lacks stays as it is in the report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.edits import Batch, Edit, SetCells, SetField, SetText, SetTotals
from app.forms.compiled import total_definitions
from app.imports.imported import Imported
from app.linked_figures import own_links, with_linked_figures
from app.linked_text import plain
from app.report import Report, Status, Totals
from app.text_outline import outline
from app.totals import computed_totals, with_totals
from app.values import Value


class MergeChoice(StrEnum):
    """What becomes of an import whose unit and year have a report already."""

    SKIP = "skip"
    REPLACE = "replace"
    """The tables and texts of the source take the place of the report's."""
    FILL = "fill"
    """Only what the report has left blank is taken."""


@dataclass(frozen=True)
class Differences:
    """Where report and source differ, each as (report's, source's), as far as the source has the part."""

    cells: Mapping[str, tuple[Value | None, Value | None]]
    sections: Mapping[str, tuple[str, str]]
    fields: Mapping[str, tuple[str, str]]

    @property
    def count(self) -> int:
        """How many cells, texts and cover lines differ."""
        return len(self.cells) + len(self.sections) + len(self.fields)


def obstacle(report: Report, found: Imported) -> str:
    """Say in one sentence why *found* can't be merged into *report*; empty when it can."""
    if report.status is Status.FINAL:
        return f"{report.year} 年的报告已定稿，不能修改；确需改动，请先取消定稿。"
    if report.form is not found.form:
        return f"已有的报告用的是{report.form.name}，文件用的是{found.form.name}，两种格式不能逐格合并。"
    return ""


def differences(report: Report, found: Imported) -> Differences:
    """Compare *report* with *found*, which uses the same form. Texts that are printed alike do not differ."""
    tables, theirs = _tables(found), _cells(found)
    keys = [key for key, cell in report.form.cells.items() if cell.table in tables]
    cells = {key: (report.cells.get(key), theirs.get(key)) for key in keys}
    sections = {key: (report.text(key), plain(body)) for key, body in found.sections.items()}
    fields = {name: (str(getattr(report, name)), value) for name, value in _fields(found).items()}
    return Differences(
        {key: pair for key, pair in cells.items() if pair[0] != pair[1]},
        {key: pair for key, pair in sections.items() if _printed(pair[0]) != _printed(pair[1])},
        {key: pair for key, pair in fields.items() if pair[0] != pair[1]},
    )


def _printed(text: str) -> list[str]:
    """Return a text's paragraphs: blank lines, and blanks around a paragraph, are not printed."""
    return [line.text for line in outline(text)]


def _cells(found: Imported) -> Mapping[str, Value | None]:
    """Return the source's cells; totals that follow their parts are the same whether it states them or not."""
    if found.totals is not Totals.COMPUTED:
        return found.cells
    return {**found.cells, **computed_totals(found.form, found.cells)}


def _tables(found: Imported) -> set[str]:
    return {found.form.cells[key].table for key in (*found.places, *found.cells)}


def _fields(found: Imported) -> dict[str, str]:
    """Return the cover lines that the source has; a title in the form's own wording is left out."""
    fields = {"signed_by": found.signed_by, "signed_on": found.signed_on}
    fields = {name: value for name, value in fields.items() if value}
    return {"title": found.title if found.full_title_differs else "", **fields} if found.title else fields


def merge(report: Report, found: Imported, how: MergeChoice, label: str = "读入报告") -> Batch:
    """Return the one step that takes *found* into *report*, of the same form; without edits when nothing differs.

    Replacing also takes over whether the source's totals were typed; else computed totals go on following their parts.
    """
    wanted = differences(report, found)
    if how is MergeChoice.SKIP:
        return Batch((), label)
    totals = found.totals if how is MergeChoice.REPLACE and wanted.cells else report.totals
    cells = {key: pair[1] for key, pair in wanted.cells.items() if _takes(how, pair[0])}
    if totals is Totals.COMPUTED:
        computed = total_definitions(report.form)
        cells = {key: value for key, value in cells.items() if key not in computed}
    edits: list[Edit] = []
    if totals is not report.totals:
        edits.append(SetTotals(report.id, totals))
    if cells:
        edits.append(SetCells(report.id, cells))
    edits += _texts(report, found, how, cells, totals)
    edits += [
        SetField(report.id, name, pair[1]) for name, pair in wanted.fields.items() if _takes(how, pair[0])
    ]
    return Batch(tuple(edits), label)


def _texts(
    report: Report, found: Imported, how: MergeChoice, cells: Mapping[str, Value | None], totals: Totals
) -> list[Edit]:
    """Return the edits that take over texts: what is taken over reads as in the source.

    A linked figure that follows the new *cells* to another value than the source has in its text becomes plain text,
    so that the checks find the difference.
    """
    then = report.with_cells(cells)
    then = with_linked_figures(with_totals(then) if totals is Totals.COMPUTED else then)
    edits: list[Edit] = []
    for key, body in found.sections.items():
        if _takes(how, report.text(key)) and _printed(then.text(key)) != _printed(plain(body)):
            edits.append(SetText(report.id, key, own_links(then, body)))
    return edits


def _takes(how: MergeChoice, present: object) -> bool:
    return how is MergeChoice.REPLACE or present is None or present == ""
