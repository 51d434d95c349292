"""The formats a report can be exported to, by the name that command line and menus use."""

import re
from pathlib import Path

from app.exports.blocks import document
from app.exports.files import replace_file
from app.report import Report
from app.rules.check import Check

FORMATS = {
    "pdf": "PDF 文件",
    "docx": "Word 文档",
    "html": "网页",
    "xlsx": "Excel 工作簿",
    "json": "数据文件（JSON）",
}
_LONGEST_NAME = 240
"""In bytes of UTF-8, somewhat below the 255 that common file systems allow."""
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def default_name(report: Report, format_name: str) -> str:
    """Return the usual file name: unit, year and kind of document, without what file systems forbid.

    A unit's name is cut where the whole would be longer than they allow.
    """
    ending = "归档包.zip" if format_name == "archive" else f".{format_name}"
    end = f"{report.year}年{_FORBIDDEN_IN_NAMES.sub('_', report.form.document_type)}{ending}"
    unit = _FORBIDDEN_IN_NAMES.sub("_", report.unit.name).lstrip(" .")
    return unit.encode()[: _LONGEST_NAME - len(end.encode())].decode(errors="ignore") + end


def export(report: Report, format_name: str, path: Path, *, draft: bool) -> None:
    """Write *report* to *path*; the old file stays whole until the new one is complete.

    Raises `app.errors.UserError` when the file can't be written or a character can't be printed.
    """
    replace_file(path, render(report, format_name, draft=draft))


def export_archive(report: Report, result: Check, path: Path) -> None:
    """Write the archive package of *report*, whose check gave *result*. Raises `app.errors.UserError`."""
    from app.exports.archive import Particulars, write_package

    write_package(report, result, Particulars(), path)


def render(report: Report, format_name: str, *, draft: bool) -> bytes:
    """Return the file's content. Each format is imported only when asked for: they are heavy."""
    match format_name:
        case "json":
            from app.exports.json import render as render_json

            return render_json(report)
        case "docx":
            from app.exports.docx import render as render_docx

            return render_docx(document(report, draft=draft))
        case "html":
            from app.exports.html import render as render_html

            return render_html(document(report, draft=draft))
        case "xlsx":
            from app.exports.xlsx import render as render_xlsx

            return render_xlsx(report)
        case "pdf":
            from app.exports.pdf import render as render_pdf

            return render_pdf(document(report, draft=draft))
    raise KeyError(format_name)
