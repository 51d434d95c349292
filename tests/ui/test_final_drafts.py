"""A report that became final and then has errors: every way out of the window gives the same answer in the same words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import notice, part
from fixture_types import Complete
from PySide6.QtWidgets import QApplication, QLabel

from app.cli import main
from app.edits import SetCells, SetStatus
from app.report import Report, Status
from app.rules.model import Severity
from app.rules.release import release
from app.rules.settings import RuleSettings
from ui.frame.main_window import MainWindow
from ui.work.batch_export import BatchOrder, _export

WORDS = "已定稿，但有 2 处错误"


def _copied(window: MainWindow) -> str:
    window.menu_actions.by_name["copy_for_web"].trigger()
    return QApplication.clipboard().text()


def exported(path: str, report: Report, folder: Path) -> Iterator[tuple[str, int, Path]]:
    """Export a report by the command line in every format; yield format, exit status and target."""
    for form in ("pdf", "ofd", "docx", "html", "xlsx", "json", "archive"):
        target = folder / f"输出.{form}"
        chosen = ["--unit", report.unit.name, "--year", str(report.year), "--to", form, "-o", str(target)]
        yield form, main(["export", path, *chosen]), target


def test_a_final_report_with_broken_equations_is_a_draft_everywhere(
    window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    report = complete()
    session = window.workbench.session
    session.apply(SetCells(report.id, {"applications.new.total": 1}))
    session.apply(SetStatus(report.id, Status.FINAL, who="王一"))
    session.check_now()
    assert part(window, QLabel, "verdictLabel").text().startswith(WORDS)
    assert _copied(window).startswith("草稿\n")
    assert f"{WORDS}，输出的是草稿。" in notice(window)
    window.menu_actions.by_name["export_archive"].trigger()
    assert notice(window) == f"{WORDS}，只能输出草稿，不能归档。"
    order = BatchOrder([report.id], "pdf", tmp_path)
    with pytest.raises(Exception, match=f"{WORDS}，只能输出草稿。"):
        _export(session.report, None, session.full_check(session.report), order, tmp_path.joinpath)


def test_a_rule_raised_later_makes_no_draft_of_a_final_report(
    window: MainWindow, complete: Complete, tmp_path: Path
) -> None:
    report = complete(other="本年度没有收取信息处理费。另见某某单位。")
    session = window.workbench.session
    session.apply(SetStatus(report.id, Status.FINAL, who="王一"))
    session.set_rule_settings(RuleSettings(severities={"text.placeholder": Severity.ERROR}))
    assert len(session.check_now().errors) == 1
    assert not _copied(window).startswith("草稿")
    assert "草稿" not in notice(window)
    order = BatchOrder([report.id], "archive", tmp_path)
    checked = session.full_check(session.report)
    path, leaving, *_ = _export(session.report, None, checked, order, tmp_path.joinpath)
    assert path.exists()
    assert not leaving.draft


def test_a_rule_raised_later_makes_no_draft_on_the_command_line_either(
    window: MainWindow, complete: Complete, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same report by the menu, in the preview and on paper, and by the commands on the same file."""
    report = complete(other="本年度没有收取信息处理费。另见某某单位。")
    session = window.workbench.session
    session.apply(SetStatus(report.id, Status.FINAL, who="王一"))
    session.set_rule_settings(RuleSettings(severities={"text.placeholder": Severity.ERROR}))
    check = session.check_now()
    assert not release(session.report, check).draft
    path = str(session.path)
    session.close()
    for form, status, target in exported(path, report, tmp_path):
        assert status == 0, form
        assert target.exists()
        said = capsys.readouterr()
        assert "草稿" not in said.out + said.err, form


def test_a_final_report_with_broken_equations_is_a_draft_on_the_command_line_too(
    window: MainWindow, complete: Complete, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = complete()
    session = window.workbench.session
    session.apply(SetCells(report.id, {"applications.new.total": 1}))
    session.apply(SetStatus(report.id, Status.FINAL, who="王一"))
    path = str(session.path)
    session.close()
    for form, status, target in exported(path, report, tmp_path):
        assert status == 1, form
        assert not target.exists()
        assert WORDS in capsys.readouterr().err, form
