"""Every menu, entry and button that a message names exists under that name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import table, text
from fixture_types import ReportAdder
from PySide6.QtWidgets import QMenu, QTabWidget

from app.cli import commands
from app.collection.overview import MemberState
from app.collection.records import ReturnState
from app.rules.model import KINDS
from app.rules.registry import all_rules
from ui.frame.main_window import MainWindow
from ui.frame.menu_entries import MENUS

_QUOTED = re.compile(r"“([^“”{}]+)”")
_MENU = re.compile(r"“([^“”]+)”菜单(?:[中的里]*(?:用|取消|改为)?“([^“”]+)”)?")
_QUOTES_OF_REPORTS = (
    *("app/rules/", "app/imports/", "app/forms/", "app/ledger/"),
    *("app/exports/workbook/", "app/exports/transfer/", "app/commands/", "app/cli.py"),
)
"""Files that quote the words of a report or a file, not of the window."""
_OTHER_NAMES = {"草稿", "≠", "公开年报", "/"}
"""The mark on a draft's pages and in its name, the one in a cell, the program itself, and what parts two names."""

_CAPTIONED = frozenset(
    (
        *("QPushButton", "QCheckBox", "QToolButton", "QLabel", "addButton", "addAction", "addItem", "addRow"),
        *("setText", "push_button", "caption", "choice_box", "confirmed"),
    )
)
"""The calls that give a text to a button, a field or a list."""


def _texts(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of the program, documentation strings aside, each with its file; and the guide's."""
    for path in sorted([*(root / "app").rglob("*.py"), *(root / "ui").rglob("*.py")]):
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
                yield path.relative_to(root).as_posix(), node.value
    for path in sorted((root / "resources" / "guide").glob("*.md")):
        yield path.relative_to(root).as_posix(), path.read_text("utf-8")


def _bare(text: str) -> str:
    return re.sub(r"\(&.\)|&|…$", "", text.partition("\t")[0])


def _menus(window: MainWindow) -> dict[str, set[str]]:
    """Return what the window's menus hold, by their titles, as it is shown."""
    menus = {}
    for action in window.menuBar().actions():
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menus[_bare(action.text())] = {_bare(entry.text()) for entry in menu.actions() if entry.text()}
    return menus


def _labels(root: Path) -> set[str]:
    """Return the captions of the program's own buttons: what it gives to a button's class or adds to a box."""
    labels = set()
    for path in (root / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "offers":
                labels |= {a.value for a in ast.walk(node) if isinstance(a, ast.Constant)}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "").endswith("_HEADS"):
                labels |= {a.value for a in ast.walk(node) if isinstance(a, ast.Constant)}
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _CAPTIONED:
                labels |= {
                    _bare(a.value)
                    for a in ast.walk(node)
                    if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    return labels


def _is_command(name: str) -> bool:
    """Whether a name is a call of the command line."""
    program, _, command = name.partition(" ")
    return program == "nianbao" and command in {*commands(), "--help"}


def test_every_menu_that_is_named_has_the_entry_that_is_named(window: MainWindow, root: Path) -> None:
    menus = _menus(window)
    assert set(menus) == {_bare(title) for title in MENUS}
    named = [(place, *match) for place, text in _texts(root) for match in _MENU.findall(text)]
    assert len(named) >= 8
    for place, menu, entry in named:
        assert menu in menus, f"{place}: {menu}"
        assert not entry or entry in menus[menu], f"{place}: {menu}, {entry}"


def test_every_name_in_quotes_is_one_that_the_window_shows(window: MainWindow, root: Path) -> None:
    menus = _menus(window)
    tabs = window.findChild(QTabWidget, "reportTabs")
    known = {*menus, *(entry for entries in menus.values() for entry in entries), *KINDS, *_labels(root)}
    known |= {tabs.tabText(number) for number in range(tabs.count())} | {rule.name for rule in all_rules()}
    known |= {state.value for states in (MemberState, ReturnState) for state in states}
    strange = {
        (place, name)
        for place, text in _texts(root)
        if place.startswith(("app/", "ui/")) and not place.startswith(_QUOTES_OF_REPORTS)
        for name in _QUOTED.findall(text)
        if name not in known and name not in _OTHER_NAMES and not _is_command(name)
    }
    assert strange == set()


@pytest.mark.parametrize("words", ["请在“报告”菜单中改为“手工填写合计”。", "见“工具”菜单。"])
def test_a_name_that_is_not_there_would_be_found(window: MainWindow, words: str) -> None:
    menus = _menus(window)
    ((menu, entry),) = _MENU.findall(words)
    assert menu not in menus or entry not in menus[menu]


def test_keys_are_named_as_the_menus_name_them(root: Path) -> None:
    texts = [(place, text) for place, text in _texts(root) if re.search("[一-鿿（]", text)]
    assert len(texts) > 100
    assert [place for place, text in texts if re.search(r"Enter\b|Return\b|Backspace", text)] == []


def test_every_file_and_folder_that_is_named_is_there(root: Path) -> None:
    named = {
        (place, path) for place, text in _texts(root) for path in re.findall(r"resources(?:/[a-z_.]+)+", text)
    }
    assert named
    assert [(place, path) for place, path in named if not (root / path).exists()] == []


def test_every_entry_at_the_right_mouse_button_has_an_access_key_of_its_own(
    window: MainWindow, add_report: ReportAdder
) -> None:
    """The entries come from several menus."""
    add_report()
    parts = table(window, "applications"), text(window, "overview"), window.workbench.report_panel.list
    for shown in parts:
        letters = [
            re.findall(r"&(\w)", action.text()) for action in shown.actions() if not action.isSeparator()
        ]
        assert all(letters)
        assert len({found[0] for found in letters}) == len(letters), (shown.objectName(), letters)


def test_every_entry_of_a_menu_has_an_access_key_of_its_own(window: MainWindow) -> None:
    for title in window.menuBar().actions():
        keys = [
            re.findall(r"\(&(\w)\)", entry.text())
            for entry in title.menu().actions()
            if not entry.isSeparator()
        ]
        assert all(len(found) == 1 for found in keys), title.text()
        letters = [found[0] for found in keys]
        assert len(set(letters)) == len(letters), (title.text(), sorted(letters))
    titles = [re.findall(r"&(\w)", title.text())[0] for title in window.menuBar().actions()]
    assert len(set(titles)) == len(titles)
