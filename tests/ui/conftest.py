"""A window on a workspace of the test's own."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import unanswered_dialogs
from collecting_office import make_office
from cups_server import CupsServer, make_known, server_of_its_own
from fixture_types import OpenWindow
from print_driving import Desk
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from ways import desktop, workspace_with_request

from app.report import Report
from ui.base import theme
from ui.base.garbage import Garbage
from ui.base.settings import Settings
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench


def pytest_configure(config: pytest.Config) -> None:
    """Let no dialog that a test leaves unanswered stop the run."""
    config.pluginmanager.register(unanswered_dialogs)


@pytest.fixture(autouse=True)
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Clear the clipboard: the offscreen platform crashes at exit if Python has put something there."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True, scope="session")
def garbage(qapp: QApplication) -> Iterator[None]:
    """Have cycles of Qt objects found in the window's thread, as in the program."""
    taken_over = Garbage(qapp)
    yield
    taken_over.deleteLater()
    gc.enable()


@pytest.fixture(autouse=True, scope="session")
def look(qapp: QApplication) -> None:
    """Give the application its colours once: every window that still exists is drawn anew by it."""
    theme.apply_theme(qapp)


@pytest.fixture
def settings_file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


@pytest.fixture
def open_window(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, settings_file: Path
) -> Iterator[OpenWindow]:
    """Opens a window as the program does: ``open_window(path)``; a missing workspace is made."""
    opened = []

    def run(path: Path = tmp_path / "工作 文件.nianbao") -> MainWindow:
        if theme.current() is not theme.LIGHT:
            theme.apply_theme(qapp)
        window = MainWindow(Settings(QSettings(str(settings_file), QSettings.Format.IniFormat)))
        qtbot.addWidget(window)
        window.resize(1366, 720)
        window.show()
        window.begin(path)
        workbench = window.workbench
        session = workbench.session
        qtbot.waitUntil(
            lambda: (
                not session.is_open
                or not session.summaries()
                or session.report is not None
                or workbench.navigation.group is not None
            )
        )
        opened.append(window)
        return window

    yield run
    for window in opened:
        window.give_up()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A workspace with one empty report, and one request in the unit's ledger of which nothing is known but its day."""
    return workspace_with_request(tmp_path)


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window on a new workspace without reports."""
    from app.store.workspace import create

    path = tmp_path / "工作 文件.nianbao"
    create(path).close()
    return open_window(path)


@pytest.fixture
def workbench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def add_report(workbench: Workbench) -> Callable[..., Report]:
    """Adds a report and puts it on screen: ``add_report(year=2025, **fields)``."""
    from dataclasses import replace

    def run(
        unit: str = "示例县教育局", year: int = 2025, form: str | None = None, **fields: object
    ) -> Report:
        report = replace(workbench.session.new_report(unit, year, form), **fields)
        workbench.session.add(report)
        return report

    return run


@pytest.fixture
def sample_workspace(tmp_path: Path, bundled_samples: list[Path]) -> Path:
    """A workspace with the bundled sample's reports."""
    from app.edits import AddReport
    from app.imports import read
    from app.store.new_reports import unit_named
    from app.store.workspace import create

    workspace = create(tmp_path / "sample.nianbao")
    repository = workspace.repository
    for path in bundled_samples:
        found = read(path)
        repository.apply(
            AddReport(found.report(repository.new_report_id(), unit_named(repository, found.unit)))
        )
    workspace.close()
    return workspace.path


@pytest.fixture
def complete(add_report: Callable[..., Report], filled: Callable[..., Report]) -> Callable[..., Report]:
    """Adds a report without errors and puts it on screen: ``complete(unit, other="…")``, texts by section."""

    def run(unit: str = "示例县教育局", seed: int = 1, **texts: str) -> Report:
        whole = filled("cn-disclosure-2021", seed)
        return add_report(
            unit,
            whole.year,
            "cn-disclosure-2021",
            cells=whole.cells,
            totals=whole.totals,
            sections=dict(whole.sections) | texts,
        )

    return run


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    with server_of_its_own() as server:
        make_known(server, monkeypatch)
        server.add("first", "一楼 打印机", duplexer=True)
        server.run("lpadmin", "-d", "first")
        server.add("plain", "二楼 打印机", duplexer=False)
        server.add("shut", "停用的打印机", duplexer=True)
        server.run("cupsreject", "shut")
        yield server


@pytest.fixture
def office(open_window: OpenWindow, tmp_path: Path) -> MainWindow:
    """A window on a collecting office: two bureaus of a city have reported, the second with an error."""
    return open_window(make_office(tmp_path / "汇总.nianbao"))


@pytest.fixture
def desk(qtbot: QtBot, window: MainWindow) -> Desk:
    """The window as someone uses it who prints."""
    return Desk(qtbot, window)


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The name of a screen with a window manager, as on a desktop."""
    with desktop() as (number, _server):
        yield number
