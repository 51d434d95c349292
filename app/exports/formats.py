"""The formats a report can be exported to, by the name that command line and menus use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Required, TypedDict, Unpack

from app import clock
from app.exports.block_formats import font_set, render_blocks
from app.exports.blocks import ReviewCopy
from app.exports.report_blocks import document
from app.files import replace_file, safe_name
from app.report import Report

if TYPE_CHECKING:
    from app.exports.annex import Annex
    from app.exports.archival_details import Particulars
    from app.exports.archive import Digests
    from app.exports.pages.page_text import PageWords
    from app.rules.check import Check
    from app.second_entry import SecondEntry

FORMATS = {
    "pdf": "PDF 文件",
    "ofd": "OFD 文件",
    "docx": "Word 文档",
    "html": "网页",
    "xlsx": "Excel 工作簿",
    "json": "数据文件（JSON）",
}


_OF_REPORTS = ("json", "xlsx")
"""The formats that need the report itself, not only its blocks."""


def default_name(report: Report, format_name: str, *, draft: bool = False) -> str:
    """Return the usual file name: unit, year and kind of document, without what file systems forbid.

    A unit's name is cut where the whole would be longer than they allow.
    """
    return safe_name(report.unit.name, default_ending(report, format_name, draft=draft))


def default_ending(report: Report, format_name: str, *, draft: bool = False) -> str:
    """Return what follows the unit's name in the usual file name."""
    ending = "归档包.zip" if format_name == "archive" else f".{format_name}"
    if draft:
        ending = f"（草稿）{ending}"
    return f"{report.year}年{report.form.document_type}{ending}"


REVIEWED = ("pdf", "ofd")
"""The formats in which a copy for review can be made."""


SEALED = ("pdf", "ofd", "docx")
"""The formats that can leave room for a seal (GB/T 9704-2012, 7.3.5.1)."""


def review_of(report: Report, *, numbered: bool = False) -> ReviewCopy:
    """Return what a copy for review made now says of itself; *numbered* asks for numbers of lines."""
    from app.check_code import check_code, spaced

    now = clock.now()
    made_at = f"{clock.written(now)}{now:%H:%M}"
    return ReviewCopy(made_at, spaced(check_code(report.form, report.cells)), numbered)


class ExportLooks(TypedDict, total=False):
    """How a report is written.

    *draft* marks it as one; *installed_fonts* sets its pages in the office fonts of this computer, where it has them;
    *review* makes a copy in the formats of `REVIEWED`, *sealed* leaves room for a seal in those of `SEALED`;
    *annex* follows the text in those of `annex.ANNEXED`.
    """

    draft: Required[bool]
    installed_fonts: bool
    review: ReviewCopy | None
    sealed: bool
    annex: Annex | None


def export(
    report: Report,
    format_name: str,
    path: Path,
    **looks: Unpack[ExportLooks],
) -> None:
    """Write *report* to *path*; the old file stays whole until the new one is complete.

    Raises `app.errors.UserError` when the file can't be written or a character can't be printed.
    """
    replace_file(path, render(report, format_name, **looks))


def export_archive(
    report: Report,
    result: Check,
    path: Path,
    particulars: Particulars | None = None,
    *,
    installed_fonts: bool = False,
    second: Sequence[SecondEntry] = (),
) -> Digests:
    """Write the archive package of *report*, whose full check gave *result*; return the package's digests.

    *second* are the report's second entries.

    Raises `app.errors.UserError`.
    """
    from app.exports.archival_details import NO_PARTICULARS
    from app.exports.archive import package, write_package

    fonts = font_set(installed=installed_fonts)
    made = package(report, result, particulars or NO_PARTICULARS, fonts=fonts, second=second)
    return write_package(path, made)


def substitutions(format_name: str, *, installed_fonts: bool) -> tuple[str, ...]:
    """Say which office font an export has to do without; nothing for a format that brings no fonts along."""
    fonts = font_set(installed=installed_fonts) if format_name in ("pdf", "ofd", "archive") else None
    return fonts.substitutions if fonts else ()


def one_sentence(sentences: tuple[str, ...]) -> str:
    """Return what `substitutions` says in one sentence, however many fonts are missing."""
    if len(sentences) > 1:
        return f"本机有 {len(sentences)} 种公文字体没有安装或不允许嵌入，改用程序自带的字体。"
    return "".join(sentences)


def render(
    report: Report,
    format_name: str,
    **looks: Unpack[ExportLooks],
) -> bytes:
    """Return the file's content. Raises as `export` does."""
    return rendering(report, format_name, **looks)()


def rendering(
    report: Report,
    format_name: str,
    **looks: Unpack[ExportLooks],
) -> Callable[[], bytes]:
    """Return the work of making the file's content, which can be pickled and done by another process.

    Raises UserError for a report that is too long for pages.
    """
    draft = looks["draft"]
    if format_name in _OF_REPORTS:
        return partial(_from_report, report, format_name, draft=draft)
    made = document(
        report,
        draft=draft,
        review=looks.get("review") if format_name in REVIEWED else None,
        sealed=looks.get("sealed", False) and format_name in SEALED,
    )
    installed, annex = looks.get("installed_fonts", False), looks.get("annex")
    if annex is None:
        return partial(render_blocks, made, format_name, installed_fonts=installed)
    from app.exports.annex import render_annexed

    return partial(render_annexed, made, annex, format_name, installed_fonts=installed)


def _from_report(report: Report, format_name: str, *, draft: bool) -> bytes:
    if format_name == "json":
        from app.exports.json import render as render_json

        return render_json(report, draft=draft)
    from app.exports.xlsx import render as render_xlsx

    return render_xlsx(report, draft=draft)


def pdf_with_text(
    report: Report, *, draft: bool, installed_fonts: bool, review: ReviewCopy | None, sealed: bool
) -> tuple[bytes, tuple[PageWords, ...]]:
    """Return the PDF that `render` returns, and what stands where on its pages."""
    from app.exports.pages.composition import compose
    from app.exports.pages.fonts import bundled
    from app.exports.pages.page_text import page_texts
    from app.exports.pdf import composed

    made = document(report, draft=draft, review=review, sealed=sealed)
    composition = compose(made, font_set(installed=installed_fonts) or bundled())
    return composed(made, composition), page_texts(composition)
