"""A sum that no longer equals its units can leave the window in no format as a finished report."""

from pathlib import Path

import pytest
from drifted_sum import drift, whole_sum
from driving import notice, part
from fixture_types import OpenWindow
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.report import Origin
from ui.frame.main_window import MainWindow
from ui.work.batch_export import BatchOrder, _export

WORDS = "有 1 处错误"


def _shown(open_window: OpenWindow, path: Path) -> MainWindow:
    window = open_window(path)
    session = window.workbench.session
    (head,) = [one for one in session.repository.summaries() if one.origin is Origin.SUM]
    session.select(head.id)
    session.check_now()
    return window


def _export_one(window: MainWindow, folder: Path, kind: str, *, drafts: bool) -> bool:
    """Write the report on screen as a batch does; return whether as a draft."""
    session = window.workbench.session
    order = BatchOrder([session.report.id], kind, folder, drafts=drafts)
    checked = session.full_check(session.report)
    return _export(session.report, None, checked, order, lambda ending: folder / f"汇总{ending}")[1].draft


@pytest.mark.parametrize("drifted", [False, True])
def test_the_verdict_the_clipboard_and_the_archive(
    open_window: OpenWindow, tmp_path: Path, drifted: bool
) -> None:
    path = whole_sum(tmp_path / "汇总.nianbao")
    if drifted:
        drift(path)
    window = _shown(open_window, path)
    actions = window.menu_actions.by_name
    assert part(window, QLabel, "verdictLabel").text().startswith(WORDS) == drifted
    actions["copy_for_web"].trigger()
    assert QApplication.clipboard().text().startswith("草稿\n") == drifted
    assert (f"{WORDS}，输出的是草稿。" in notice(window)) == drifted
    if drifted:
        actions["export_archive"].trigger()
        assert notice(window) == f"{WORDS}，只能输出草稿，不能归档。"


@pytest.mark.parametrize("kind", ["pdf", "ofd", "docx", "html", "xlsx", "json", "archive"])
def test_a_batch(open_window: OpenWindow, tmp_path: Path, kind: str) -> None:
    path = whole_sum(tmp_path / "汇总.nianbao")
    fine, refused = tmp_path / "好", tmp_path / "坏"
    fine.mkdir()
    refused.mkdir()
    window = _shown(open_window, path)
    assert not _export_one(window, fine, kind, drafts=False)
    window.close()
    drift(path)
    window = _shown(open_window, path)
    with pytest.raises(Exception, match=f"{WORDS}，只能输出草稿"):
        _export_one(window, refused, kind, drafts=False)
    assert not list(refused.iterdir())
    if kind != "archive":
        assert _export_one(window, refused, kind, drafts=True)


def test_the_list_says_it_too(open_window: OpenWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = whole_sum(tmp_path / "汇总.nianbao")
    drift(path)
    window = _shown(open_window, path)
    session = window.workbench.session
    verdicts = window.workbench.report_panel.model.verdicts
    (head,) = [one for one in session.repository.summaries() if one.origin is Origin.SUM]
    qtbot.waitUntil(lambda: verdicts.of(head.id) is not None, timeout=10_000)
    assert [one.rule.startswith("sum.drift") for one in verdicts.of(head.id).errors] == [True]
