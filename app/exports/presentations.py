"""Further files made of reports: charts, a comparison with last year's, and many reports in one volume."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from app.errors import UserError
from app.exports.block_formats import font_set
from app.exports.report_blocks import document
from app.files import replace_file, safe_name
from app.forms.model import YEARLY
from app.report import Report

PRESENTATIONS = {
    "chart-png": "图解，PNG 图片",
    "chart-svg": "图解，SVG 图片",
    "chart-pdf": "图解，PDF 文件",
    "comparison-pdf": "两年对照，PDF 文件",
    "comparison-xlsx": "两年对照，Excel 工作簿",
}
"""By the name that the command line uses."""
_KINDS = {"chart": "图解", "comparison": "两年对照"}


def default_name(report: Report, name: str, *, draft: bool = False) -> str:
    """Return the usual file name of a presentation."""
    return safe_name(report.unit.name, default_ending(report, name, draft=draft))


def default_ending(report: Report, name: str, *, draft: bool = False) -> str:
    """Return what follows the unit's name in the usual file name."""
    kind, _, ending = name.partition("-")
    mark = "（草稿）" if draft else ""
    of = "政府信息公开" if report.series == YEARLY else report.form.document_type
    return f"{report.year}年{of}{_KINDS[kind]}{mark}.{ending}"


def present(
    report: Report,
    previous: Report | None,
    name: str,
    path: Path,
    *,
    draft: bool,
    installed_fonts: bool = False,
) -> None:
    """Write a presentation of *report* to *path*; *previous* is last year's report, if there is one.

    Raises UserError where it can't be made or written.
    """
    replace_file(path, render(report, previous, name, draft=draft, installed_fonts=installed_fonts))


def render(
    report: Report, previous: Report | None, name: str, *, draft: bool, installed_fonts: bool = False
) -> bytes:
    """Return the file's content. Raises as `present` does."""
    kind, _, ending = name.partition("-")
    fonts = font_set(installed=installed_fonts)
    if kind == "chart":
        from app.exports import infographic

        return infographic.render(report, previous, ending, draft=draft, fonts=fonts)
    if previous is None:
        raise UserError(
            f"没有 {report.unit.name} {report.year - 1} 年的报告，不能作两年对照，请先读入上一年的报告。"
        )
    from app.exports import comparison

    return comparison.render(report, previous, ending, draft=draft, fonts=fonts)


def usual_volume(group: str, year: int, reports: Sequence[Report]) -> tuple[str, str]:
    """Return the usual title of a volume of a year, and its file name; *group* is whose reports it holds, if one's."""
    from app.exports.volume import volume_subject

    subject = volume_subject(report.form.document_type for report in reports)
    return f"{group}{year}年{subject}", safe_name(group, f"{year}年{subject}.pdf")


def write_volume(
    reports: Sequence[tuple[Report, bool]],
    title: str,
    publisher: str,
    path: Path,
    *,
    installed_fonts: bool = False,
    told: Callable[[], None] = lambda: None,
) -> None:
    """Write *reports* in their order, each with whether it is marked as a draft, as a volume to *path*.

    *told* is called when each is set. Raises UserError where it can't be made or written.
    """
    from app.exports import volume

    ending = path.suffix.lower().removeprefix(".")
    if ending not in volume.ENDINGS:
        raise UserError(f"汇编只能输出为 pdf 或 ofd 文件，“{path.name}”不是。")
    documents = [document(report, draft=draft) for report, draft in reports]
    fonts = font_set(installed=installed_fonts)
    replace_file(path, volume.render(documents, title, publisher, ending, fonts=fonts, told=told))
