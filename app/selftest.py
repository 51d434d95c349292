"""Checks an installation: what the program needs is there and works together. No Qt is imported."""

import platform
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.edits import AddReport, SetCells
from app.forms.loader import forms
from app.paths import resource
from app.report import Report
from app.rules.check import check


def selftest(say: Callable[[str], None]) -> int:
    """Say one line a check, last ``ok``; return 0, or 3 after the first check that fails."""
    say(f"gongkai-nianbao {__version__}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    try:
        with tempfile.TemporaryDirectory(prefix="nianbao-selftest-") as folder:
            for step in (_forms, _fonts, _sample_round_trip):
                say(step(Path(folder)))
    except Exception as error:
        say(f"失败：{type(error).__name__} {error}")
        return 3
    say("ok")
    return 0


def _forms(_folder: Path) -> str:
    return "格式：" + "，".join(
        f"{form.id} {len(form.cells)} 格 {len(form.narrative.claims)} 种句式" for form in forms().values()
    )


def _fonts(_folder: Path) -> str:
    names = sorted(path.name for path in resource("fonts").glob("*.ttf"))
    _expect(len(names) >= 5, "缺少字体")
    return "字体：" + "，".join(names)


def _sample_round_trip(folder: Path) -> str:
    """Import a sample into a new workspace, edit, reopen, check, set the PDF and read it back."""
    from app.exports.formats import export
    from app.imports import read
    from app.store.drafts import unit_named
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
    pdf = folder / "检查.pdf"
    export(kept, "pdf", pdf, draft=False)
    return f"PDF：{pdf.stat().st_size} 字节，{_pages_with_title(pdf, kept)} 页"


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
