"""Checks an installation: what the program needs is there and works together. No Qt is imported."""

import argparse
import importlib
import pkgutil
import platform
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import app
from app import __version__
from app.edits import AddReport, SetCells
from app.forms.loader import forms, refuse_confusable
from app.paths import resource
from app.report import Report
from app.rules.check import check

Check = Callable[[Path], str]
"""A check: may write into the folder it is given; returns a line that says what it found, or raises."""


def run(options: argparse.Namespace) -> int:
    """Do the command ``selftest``."""
    return selftest(print, options.more_checks)


def selftest(say: Callable[[str], None], more: Sequence[Check] = ()) -> int:
    """Print one line per check, last ``ok``; return 0, or 3 after the first check that fails.

    *more*: checks of what this part of the program doesn't know, the window's libraries.
    """
    say(f"gongkai-nianbao {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    try:
        with tempfile.TemporaryDirectory(prefix="nianbao-selftest-") as folder:
            for step in (_modules, _versions, _forms, _ledger, _fonts, _sample_round_trip, *more):
                say(step(Path(folder)))
    except Exception as error:
        say(f"失败：{type(error).__name__} {error}")
        return 3
    say("ok")
    return 0


def _modules(_folder: Path) -> str:
    return f"模块：{import_all(app.__path__, 'app')} 个"


def import_all(path: Sequence[str], package: str) -> int:
    """Import every module of a package, so that one left out of an installation is noticed; return how many."""
    names = [module.name for module in pkgutil.walk_packages(path, f"{package}.")]
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    return len(names)


def _versions(_folder: Path) -> str:
    import docx
    import openpyxl
    import pypdfium2
    import reportlab
    from lxml import etree

    versions = {
        "lxml": etree.__version__,
        "openpyxl": openpyxl.__version__,
        "pypdfium2": pypdfium2.PYPDFIUM_INFO.version,
        "pdfium": pypdfium2.PDFIUM_INFO.version,
        "python-docx": docx.__version__,
        "reportlab": reportlab.__version__,
    }
    return "组件：" + "，".join(f"{name} {version}" for name, version in versions.items())


def _forms(_folder: Path) -> str:
    refuse_confusable()
    return "格式：" + "，".join(
        f"{form.id} {len(form.cells)} 格 {len(form.narrative.words)} 个词" for form in forms().values()
    )


def _ledger(_folder: Path) -> str:
    from app.ledger.foreign.vocabulary import headings, lookup
    from app.ledger.working_days import state_calendar

    years = [year for year in range(2020, 2100) if state_calendar().knows(year)]
    _expect(years[:7] == list(range(2020, 2027)), "缺少节假日安排")
    _expect(len(headings()) > 100 and len(lookup("results")) > 50, "缺少台账用语")
    return f"台账：节假日安排 {years[0]} 至 {years[-1]} 年，列名 {len(headings())} 个"


def _fonts(_folder: Path) -> str:
    names = sorted(path.name for path in resource("fonts").glob("*.ttf"))
    _expect(len(names) >= 5, "缺少字体")
    from app.exports.pages.extra_fonts import extra_fonts

    extra = [font.path.name for font in extra_fonts()]
    return f"字体：{'，'.join(names)}；扩展字库：{'，'.join(extra) or '没有安装'}"


def _sample_round_trip(folder: Path) -> str:
    """Import a sample into a new workspace, edit, reopen, check, export to every format and read that back."""
    from app.exports.formats import FORMATS, export
    from app.imports import read
    from app.store.new_reports import unit_named
    from app.store.workspace import create, open_workspace

    samples = sorted(resource("samples").glob("*.json"))
    _expect(bool(samples), "缺少示例报告")
    path = folder / "检查.nianbao"
    found = read(samples[0])
    workspace = create(path)
    repository = workspace.repository
    report = found.report(repository.new_report_id(), unit_named(repository, found.unit))
    repository.apply(AddReport(report))
    repository.apply(
        SetCells(report.id, {"disclosure.rules.issued": report.cells["disclosure.rules.issued"]})
    )
    workspace.close()
    workspace = open_workspace(path)
    kept = workspace.repository.report(report.id)
    workspace.close()
    _expect(dict(kept.cells) == dict(report.cells), "数据文件读回的数不一致")
    _expect(not check(kept).errors, "示例报告核对出错误")
    for name in FORMATS:
        exported = folder / f"检查.{name}"
        export(kept, name, exported, draft=False)
        _expect(read(exported).cells == found.cells, f"从 {name} 文件读回的数不一致")
    pdf = folder / "检查.pdf"
    return f"PDF：{pdf.stat().st_size} 字节，{_pages_with_title(pdf, kept)} 页；{len(FORMATS)} 种格式读回一致"


def _pages_with_title(pdf: Path, report: Report) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage().get_text_range()
        _expect(report.form.document_type in "".join(text.split()), "PDF 中读不出标题")
        return len(document)
    finally:
        document.close()


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise AssertionError(otherwise)
