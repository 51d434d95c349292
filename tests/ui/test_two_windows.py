"""Two windows, or two computers, with one file: one writes, the other reads, asks for it and takes over."""

import subprocess
import sys
from pathlib import Path

import pytest
from driving import notice, shown, takes, text, type_into, way_on
from fixture_types import OpenWindow
from full_disk import full_disk
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.work import workspace_file

KEY = "disputes.review.upheld"
HOLDER = """
import sys, time
from pathlib import Path
from app.store.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
print("holding", workspace.read_only, flush=True)
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def quick_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace_file, "POLL_MS", 20)


def _one_asks_the_other(qtbot: QtBot, open_window: OpenWindow, path: Path) -> tuple[MainWindow, MainWindow]:
    """Open a file in two windows, and ask in the second for it."""
    first, second = open_window(path), open_window(path)
    way_on(second, "请对方让出", "standingNotice").click()
    qtbot.waitUntil(lambda: "请您让出" in notice(first), timeout=3000)
    return first, second


def test_the_second_window_reads_only_and_says_who_has_the_file(
    open_window: OpenWindow, sample_workspace: Path
) -> None:
    first, second = open_window(sample_workspace), open_window(sample_workspace)
    assert not first.workbench.session.read_only
    said = notice(second, "standingNotice")
    assert "正在使用这个文件" in said
    assert "起" in said, "since when"
    assert second.windowTitle().endswith("（只读）")
    assert text(second, "overview").isReadOnly()


def test_what_the_first_window_writes_appears_in_the_second(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    first, second = open_window(sample_workspace), open_window(sample_workspace)
    type_into(qtbot, first, KEY, "41")
    qtbot.waitUntil(lambda: shown(second, KEY) == "41", timeout=3000)


def test_the_holder_hands_over_when_asked_and_can_get_the_file_back(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    first, second = open_window(sample_workspace), open_window(sample_workspace)
    editor = text(first, "overview")
    editor.setPlainText("刚刚输入，还没有到半秒")
    way_on(second, "请对方让出", "standingNotice").click()
    assert "已请对方让出" in notice(second, "standingNotice")
    qtbot.waitUntil(lambda: "请您让出" in notice(first), timeout=3000)
    # Two programs leave the file to each other; the two windows of this one process would race for it.
    first.workbench.session.file._poll_timer.stop()
    way_on(first, "让出").click()
    qtbot.waitUntil(lambda: not second.workbench.session.read_only, timeout=3000)
    first.workbench.session.file._poll_timer.start()
    assert "现在可以编辑了" in notice(second)
    assert notice(second, "standingNotice") == ""
    assert text(second, "overview").toPlainText() == "刚刚输入，还没有到半秒"
    assert not text(second, "overview").isReadOnly()
    assert text(first, "overview").isReadOnly()
    assert not first.workbench.session.undo_stack.canUndo()
    type_into(qtbot, second, KEY, "12")
    qtbot.waitUntil(lambda: shown(first, KEY) == "12", timeout=3000)
    assert "只读" in notice(first, "standingNotice")


def test_a_request_put_off_leaves_the_file_where_it_is(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    first, second = _one_asks_the_other(qtbot, open_window, sample_workspace)
    way_on(first, "稍后").click()
    qtbot.wait(200)
    assert notice(first) == "", "not asked again at once"
    assert second.workbench.session.read_only
    assert takes(qtbot, first, KEY, "3")


def test_the_file_is_not_handed_over_before_the_text_is_on_disk(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    first, _second = _one_asks_the_other(qtbot, open_window, sample_workspace)
    with full_disk(first.workbench.session.repository):
        text(first, "overview").setPlainText("长" * 100_000)
        way_on(first, "让出").click()
        assert "还没有存上" in notice(first)
        assert not first.workbench.session.read_only
    first.workbench.session.settle()


@pytest.mark.parametrize("end", ["terminate", "kill"])
def test_the_file_is_taken_over_when_the_other_program_ends(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path, root: Path, end: str
) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(sample_workspace)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout.readline() == "holding False\n"
    window = open_window(sample_workspace)
    assert window.workbench.session.read_only
    getattr(other, end)()
    other.communicate()
    qtbot.waitUntil(lambda: not window.workbench.session.read_only, timeout=3000)
    assert "现在可以编辑了" in notice(window)
    assert takes(qtbot, window, KEY, "8")


def test_opening_the_same_file_again_in_one_window_keeps_it_for_writing(
    qtbot: QtBot, open_window: OpenWindow, sample_workspace: Path
) -> None:
    window = open_window(sample_workspace)
    assert window.workbench.verbs.workspaces.open_path(sample_workspace)
    assert not window.workbench.session.read_only
