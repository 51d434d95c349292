"""The program as a screen reader learns it, by AT-SPI: every control, every cell, and what is said after each act."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from states import nameless

# Another program reads the window aloud, step by step, and is waited for.
pytestmark = pytest.mark.slow
SAID_AFTER = {
    "wrong figure": "新的问题：自然人列办理结果总计填 47，而（一）至（六）各项相加为 122，相差 75。",
    "next finding": "很可能是“予以公开”行“自然人”列填错",
    "right figure": "可定稿",
    "undo": "有 2 处错误",
    "redo": "已消除：自然人列办理结果总计填 47",
    "adopt": "请先在“检查结果”中选一项有建议的问题。",
    "no figure": "“4x”不是数字",
    "save": "已保存在",
    "copy for the web": "全文已复制",
    "type in the list": "这里不能输入",
    "type a total": "这一格由程序自动合计",
}
SILENT = ("give up",)
"""Steps done between the others; after them a screen reader reads only the cell."""
WRONG = "42，有错误"
CELLS = 200


def _system_python() -> str:
    """Return a Python that has pyatspi, a package of the system."""
    for name in ("dbus-run-session", "Xvfb", "openbox"):
        if shutil.which(name) is None:
            pytest.skip(f"no {name} here")
    python = "/usr/bin/python3"
    known = (
        Path(python).exists()
        and not subprocess.run([python, "-c", "import pyatspi"], capture_output=True, check=False).returncode
    )
    if not known:
        pytest.skip("the system's Python has no pyatspi here")
    return python


@pytest.fixture(scope="module")
def read(
    root: Path, tmp_path_factory: pytest.TempPathFactory, bundled_samples: list[Path], display: str
) -> Any:
    """What a screen reader found in a program that shows the bundled sample."""
    from app.edits import AddReport
    from app.imports import read as read_file
    from app.store.new_reports import unit_named
    from app.store.workspace import create

    python = _system_python()
    folder = tmp_path_factory.mktemp("read aloud")
    workspace = create(folder / "年报.nianbao")
    for path in bundled_samples:
        found = read_file(path)
        repository = workspace.repository
        unit = unit_named(repository, found.unit)
        repository.apply(AddReport(found.report(repository.new_report_id(), unit)))
    workspace.close()
    here = root / "tests" / "ui"
    acts = ",".join([*list(SAID_AFTER)[:7], *SILENT, *list(SAID_AFTER)[7:]])
    program = [sys.executable, here / "read_aloud_child.py", workspace.path, folder / "s.ini"]
    done = subprocess.run(
        ["dbus-run-session", "--", python, here / "screen_reader.py", acts, *program],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
        env=os.environ
        | {
            "DISPLAY": display,
            "HOME": str(folder),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "PYTHONPATH": os.pathsep.join(map(str, (root, root / "tests", here))),
        },
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout[done.stdout.index('{"controls"') :])


def test_every_control_has_a_name_and_a_role(read: Any) -> None:
    """Bare containers that Qt lets take the keyboard are no controls; a list within a box is called as the box is."""
    controls = [c for c in read["controls"] if not ("combo box" in c["path"] and c["role"] == "list")]
    assert len(controls) >= 40
    assert {c["role"] for c in controls} >= {"push button", "text", "table", "page tab", "list"}
    assert [c for c in controls if not c["name"] or not c["role"]] == []
    assert [c["name"] for c in controls if "&" in c["name"]] == [], "no marks of access keys are read"


def test_every_cell_has_row_column_and_value_and_says_what_is_wrong(read: Any) -> None:
    cells = [
        cell for table in read["cells"].values() for cell in table.values() if "列" in cell["description"]
    ]
    places = {cell["description"].partition("；")[0] for cell in cells}
    assert len(places) == CELLS
    for cell in cells:
        assert cell["name"], cell
        assert cell["description"].startswith("“"), cell
        assert "行" in cell["description"].partition("；")[0], cell
    wrong = [cell for cell in cells if cell["name"] == WRONG]
    assert len(wrong) == 1
    assert "“予以公开”行“自然人”列" in wrong[0]["description"]
    assert "相差 18" in wrong[0]["description"]
    requests = next(table for name, table in read["cells"].items() if "申请" in name)
    assert all(cell["row"] and cell["column"] for cell in requests.values())


@pytest.mark.parametrize(("act", "said"), SAID_AFTER.items())
def test_what_an_act_brings_about_is_said(read: Any, act: str, said: str) -> None:
    assert any(said in sentence for sentence in read["announced"][act]), read["announced"][act]


def test_what_is_written_is_said_to_be_kept(read: Any) -> None:
    assert "已保存" in read["announced"]["wrong figure"]


def test_a_part_without_a_name_is_noticed(qtbot: QtBot) -> None:
    """A check that never complains would hold nothing."""
    page = QWidget()
    column = QVBoxLayout(page)
    named, bare = QLineEdit(), QLineEdit()
    named.setAccessibleName("标题")
    for line in (named, bare):
        column.addWidget(line)
    qtbot.addWidget(page)
    page.show()
    assert [role for role, _ in nameless(page)] == ["EditableText"]
