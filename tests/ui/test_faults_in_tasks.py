"""A fault of the program in any background work is told once, nothing says that it still runs, and it can be tried again."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

import pytest
from collecting_office import make_office, report_of, write_file
from driving import notice, part
from fixture_types import Complete
from invented_requests import invented
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_verdicts import _lies

from app.edits import SetCells, SetStatus
from app.errors import UserError
from app.exports.transfer import Handover, TransferStructure
from app.printing.job import Job
from app.printing.printers import Abilities, Printer
from app.report import Report, Status
from app.workspace_values import Backup, BackupReason, BackupsWithApplicants
from ui.base.settings import Settings
from ui.dialogs.backups_dialog import BackupActions, BackupsDialog
from ui.dialogs.ledger.forget_dialog import ForgetDialog
from ui.dialogs.ledger.import_dialog import LedgerImportDialog
from ui.dialogs.print_dialog import PrintDialog
from ui.dialogs.print_leaves import PrintLeaves
from ui.frame.main_window import MainWindow
from ui.printing.job_words import JobNotice
from ui.printing.page_pictures import PrintedDocument, make
from ui.printing.print_run import PrintRun
from ui.work.parallel_checking import ParallelRun
from ui.work.tasks import Task, idle
from ui.work.transferring import TransferOrder, TransferOutcome, TransferRun

RUNNING = re.compile("正在(?!编辑)")
"""What is said of work under way; of a file that is open it is said that it is being edited."""


@dataclass
class World:
    """What a way of starting work may use."""

    window: MainWindow
    folder: Path
    qtbot: QtBot
    closed: list[str]
    """The dialogs that asked something and were closed at once."""

    def choose(self, name: str) -> None:
        self.window.menu_actions.by_name[name].trigger()

    def unsaid(self) -> None:
        self.window.workbench.notice.say("")


Act = Callable[[World], object]
Fault = Callable[[str], Callable[[], None]]


def _office(world: World) -> None:
    world.window.workbench.session.open(make_office(world.folder / "汇总.nianbao"))
    world.qtbot.waitUntil(lambda: world.window.workbench.navigation.group is not None)


def _report(world: World) -> Report:
    report = world.window.workbench.session.report
    assert report is not None
    return report


def _ledger(world: World) -> None:
    world.window.workbench.run(lambda verbs: verbs.ledger.open_ledger())
    page = world.window.workbench.verbs.ledger.page
    unit = page.ledger.unit
    page.ledger.put({1: replace(invented(1), id=1, unit_id=unit.id)}, "准备")


def _says(words: str) -> Act:
    return lambda world: words in notice(world.window)


def _import(world: World) -> None:
    path = write_file(world.folder / "来", report_of(4, 14))
    world.window.workbench.run(lambda verbs: verbs.imports.import_paths([path]))


def _asked(world: World) -> bool:
    return bool(world.closed)


def _read_ledger(world: World) -> None:
    path = world.folder / "台账.csv"
    path.write_text("受理编号,申请人,收到日期\n2025-1,张某,2025.1.6\n", encoding="utf-8")
    world.window.workbench.run(lambda verbs: verbs.ledger_reading.read_file(path))


def _dialog_shown(name: str) -> Act:
    def shown(world: World) -> bool:
        found = [
            one
            for one in world.window.findChildren(QDialog)
            if type(one).__name__ == name and one.isVisible()
        ]
        for one in found:
            one.reject()
        return bool(found)

    return shown


def _final(world: World) -> None:
    report = _report(world)
    world.window.workbench.session.apply(SetStatus(report.id, Status.FINAL, "张三", ""))


def _batch(world: World) -> None:
    world.choose("batch_export")
    dialog = part(world.window, QDialog, "batchDialog")
    (world.folder / "输出").mkdir(exist_ok=True)
    part(dialog, QLineEdit, "batchFolder").setText(str(world.folder / "输出"))
    part(dialog, QPushButton, "batchStart").click()


def _batch_done(world: World) -> bool:
    return any((world.folder / "输出").iterdir())


def _preview(world: World) -> None:
    # A change makes what is shown out of date.
    report = _report(world)
    value = (report.cells["disputes.review.upheld"] or 0) + 1
    world.window.workbench.session.apply(SetCells(report.id, {"disputes.review.upheld": value}))
    world.choose("preview")


def _preview_done(world: World) -> bool:
    view = world.window.workbench.tabs.scrolled()
    return view.page_count > 1 and view.settled()


def _draw(world: World) -> None:
    world.choose("preview")
    world.qtbot.waitUntil(lambda: world.window.workbench.tabs.scrolled().page_count > 1, timeout=20_000)
    world.window.workbench.tabs.scrolled().zoom_by_step(1)


def _take_in(world: World) -> None:
    write_file(world.folder / "报来", report_of(4, 14))
    world.window.workbench.verbs.collecting.taking_in.take_in_paths([world.folder / "报来"])


def _of_group(name: str) -> Act:
    return lambda world: part(world.window, QAction, f"group_action_{name}").trigger()


def _slips(world: World) -> None:
    part(world.window, QTableView, "groupTable").selectRow(0)
    _of_group("send_back")(world)


def _clear_backups(world: World) -> None:
    from app.store.applicants_in_backups import ApplicantsToForget
    from ui.work.forgetting import deleting_in_backups

    session = world.window.workbench.session
    wanted = ApplicantsToForget(_report(world).unit.id, date(2026, 1, 1), {})
    work = deleting_in_backups(session.file, wanted, "删除申请人信息：保存期满")
    world.window.workbench.verbs.ledger_settings._clear_backups(work)


@dataclass(frozen=True)
class Place:
    """A module that starts work, how a user gets there, how it is seen to be done, and what has to be there before."""

    module: str
    act: Act
    done: Act
    before: Act = _report
    told: str = ""
    """What the notice says after a fault; empty: the dialog of faults alone says it."""


FAILED = "程序内部出错，没有做完。"
PLACES = [
    Place("ui.verbs.base", lambda w: w.choose("export_chart"), _says("已导出"), told=FAILED),
    Place("ui.verbs.file.imports", _import, _asked, told="程序内部出错，没有读入。"),
    Place("ui.verbs.ledger.reading", _read_ledger, _asked, _ledger, FAILED),
    Place("ui.verbs.ledger.settings", _clear_backups, _says("备份中的也已删去"), _ledger, FAILED),
    Place(
        "ui.verbs.output.printing",
        lambda w: w.choose("print_report"),
        lambda w: _asked(w) or "没有打印" in notice(w.window),
        told=FAILED,
    ),
    Place(
        "ui.verbs.output.presenting",
        lambda w: w.window.workbench.verbs.presenting.make_volume([_report(w).id]),
        _says("合成汇编"),
        told=FAILED,
    ),
    Place(
        "ui.verbs.collecting.workbooks",
        _of_group("make_workbooks"),
        _says("制作 4 份填报表"),
        _office,
        FAILED,
    ),
    Place("ui.verbs.collecting.papers", _of_group("export_scores"), _says("已存为"), _office, FAILED),
    Place("ui.verbs.collecting.slips", _slips, _asked, _office, FAILED),
    Place("ui.work.intake", _take_in, _dialog_shown("TakenDialog"), _office),
    Place("ui.work.batch_export", _batch, _batch_done),
    Place("ui.views.preview.preview_page", _preview, _preview_done),
    Place("ui.views.preview.drawn_pages", _draw, _preview_done),
]


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Callable[[], None]]:
    """Plants a fault in the thread of all work that a module starts from now on; what it returns takes it away."""

    def plant(module: str) -> Callable[[], None]:
        class Faulty(Task):
            def __init__(self, _work: Callable[[Task], object]) -> None:
                super().__init__(_fail)

        def _fail(_task: Task) -> None:
            raise ZeroDivisionError(module)

        monkeypatch.setattr(import_module(module), "Task", Faulty)
        return lambda: monkeypatch.setattr(import_module(module), "Task", Task)

    return plant


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every question for a file or folder gets one in the test's own folder."""
    folder = tmp_path / "出"
    folder.mkdir()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda _p, _c, name, *_a: (str(folder / Path(name).name), "")
    )
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))


@pytest.fixture
def closed(qapp: QApplication) -> Iterator[list[str]]:
    """Closes each modal dialog; the value names those that were."""
    found: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            found.append(type(dialog).__name__)
            dialog.reject()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(30)
    yield found
    timer.stop()


def _told(qtbot: QtBot, act: Callable[[], object], count: int = 1) -> list[str]:
    """Return the faults that are told from *act* on, once there are *count* and no work is under way."""
    with qtbot.captureExceptions() as told:
        act()
        qtbot.waitUntil(lambda: len(told) >= count and idle(), timeout=20_000)
        qtbot.wait(20)
    return [kind.__name__ for kind, _error, _trace in told]


def _running(window: QWidget) -> list[str]:
    """Return what still says, anywhere in the window, that something is under way."""
    labels = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return [text for text in labels if RUNNING.search(text)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.module)
def test_a_fault_in_work_that_the_window_starts_is_told_and_leaves_it_usable(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    tmp_path: Path,
    fault: Fault,
    closed: list[str],
    place: Place,
) -> None:
    complete()
    world = World(window, tmp_path, qtbot, closed)
    qtbot.waitUntil(lambda: window.workbench.session.check.completed and idle(), timeout=20_000)
    place.before(world)
    qtbot.waitUntil(idle, timeout=20_000)
    mend = fault(place.module)
    assert set(_told(qtbot, lambda: place.act(world))) == {"ZeroDivisionError"}
    qtbot.waitUntil(lambda: not _running(window), timeout=5_000)
    assert notice(window) == place.told
    mend()
    world.unsaid()
    place.act(world)
    qtbot.waitUntil(lambda: bool(place.done(world)), timeout=20_000)


def test_a_fault_in_a_backup_beside_the_work_is_told(qtbot: QtBot, window: MainWindow, fault: Fault) -> None:
    qtbot.waitUntil(idle)
    mend, file = fault("ui.work.workspace_file"), window.workbench.session.file
    assert _told(qtbot, lambda: file.take(file.workspace)) == ["ZeroDivisionError"]
    mend()
    file.take(file.workspace)
    qtbot.waitUntil(idle)


def test_the_list_goes_on_by_itself_where_other_processes_could_not_check(
    qtbot: QtBot,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    monkeypatch.setattr("ui.work.parallel_checking.WORTHWHILE", 1)
    fault("ui.work.parallel_checking")
    run = ParallelRun(window.workbench.session, window)
    looked: list[int] = []
    run.more_kept.connect(lambda: looked.append(1))
    assert _told(qtbot, lambda: run.takes([1, 2])) == ["ZeroDivisionError"]
    assert looked
    assert not run.takes([1, 2]), "what they could not check is for the window"


def test_a_check_with_a_fault_is_tried_again_and_given_up_in_words(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
) -> None:
    monkeypatch.setattr("ui.work.checking.RETRY_DELAY_MS", 10)
    mend = fault("ui.work.checking")
    assert set(_told(qtbot, complete, 3)) == {"ZeroDivisionError"}
    verdict = part(window, QLabel, "verdictLabel")
    assert verdict.text() == "没有检查完"
    mend()
    session = window.workbench.session
    session.apply(SetCells(session.report.id, {"disputes.review.upheld": 3}))
    qtbot.waitUntil(lambda: session.check.completed, timeout=20_000)
    assert verdict.text() != "没有检查完"


def test_a_check_of_another_report_with_a_fault_is_tried_again(
    qtbot: QtBot, window: MainWindow, complete: Complete, fault: Fault
) -> None:
    first, session = complete("示例县民政局"), window.workbench.session
    complete("示例县水利局")
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [] and idle(), timeout=20_000)
    mend = fault("ui.models.verdicts")
    change = SetCells(first.id, {"disputes.review.upheld": 77})
    assert set(_told(qtbot, lambda: session.apply(change), 2)) == {"ZeroDivisionError"}
    mend()
    session.apply(SetCells(first.id, {"disputes.review.upheld": 78}))
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [], timeout=20_000)


def test_handing_over_to_the_archive(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path, fault: Fault
) -> None:
    complete()
    order = TransferOrder({}, Handover("局", "馆"), TransferStructure.STANDARD, tmp_path / "移交")

    def ended(begin: Callable[[TransferRun], object]) -> TransferOutcome:
        run = TransferRun(window.workbench.session, order, window)
        with qtbot.waitSignal(run.ended) as found:
            begin(run)
        return found.args[0]

    mend = fault("ui.work.transferring")
    assert ended(lambda run: _told(qtbot, run.start)).error == "程序内部出错，移交文件夹没有写成。"
    mend()
    assert "内部出错" not in ended(TransferRun.start).error


def test_reading_a_ledger_by_other_columns(
    qtbot: QtBot, window: MainWindow, complete: Complete, tmp_path: Path, fault: Fault
) -> None:
    complete()
    world = World(window, tmp_path, qtbot, [])
    _ledger(world)
    _read_ledger(world)
    qtbot.waitUntil(lambda: window.findChild(LedgerImportDialog) is not None, timeout=20_000)
    dialog = part(window, LedgerImportDialog, "ledgerImportDialog")
    mend = fault("ui.dialogs.ledger.import_dialog")
    assert _told(qtbot, dialog._read_again) == ["ZeroDivisionError"]
    assert not _running(dialog)
    assert dialog.grid.isEnabled()
    mend()
    dialog._read_again()
    qtbot.waitUntil(lambda: idle() and dialog.grid.isEnabled(), timeout=20_000)
    dialog.reject()


# dialogs


class _Outlet:
    """A printer that takes everything."""

    follows = False

    def printers(self) -> Sequence[Printer]:
        return [Printer("one", "一楼"), Printer("two", "二楼")]

    def abilities(self, _printer: str) -> Abilities:
        return Abilities(papers=("A4",))

    def send(self, *_arguments: object) -> int:
        return 1


@pytest.fixture
def document(filled: Callable[..., Report]) -> PrintedDocument:
    report = filled("cn-disclosure-2021", 1)
    made = make(report, draft=False, installed_fonts=False)
    return PrintedDocument(
        "报告", made, reviewed=lambda: make(report, draft=False, installed_fonts=False, reviewed=True)
    )


def test_printing(qtbot: QtBot, document: PrintedDocument, settings_file: Path, fault: Fault) -> None:
    """The dialog that asks a printer what it can do, the picture of a copy for review, and the handing over."""
    settings = Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))
    outlet = _Outlet()
    dialog = PrintDialog(outlet, outlet.printers(), outlet.abilities(""), [document], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(idle)
    mend = fault("ui.dialogs.print_dialog")
    assert _told(qtbot, lambda: dialog._on_printer_chosen("two")) == ["ZeroDivisionError"]
    assert not _running(dialog)
    mend()
    dialog._on_printer_chosen("two")
    qtbot.waitUntil(lambda: idle() and dialog._go.isEnabled())

    mend, refused = fault("ui.dialogs.print_leaves"), []
    leaves = dialog.findChild(PrintLeaves)
    leaves.refused.connect(refused.append)
    assert _told(qtbot, lambda: leaves.show_reviewed(True)) == ["ZeroDivisionError"]
    assert refused == ["程序内部出错，没有排出送审稿。"]
    mend()
    leaves.show_reviewed(True)
    qtbot.waitUntil(lambda: bool(leaves._reviewed), timeout=20_000)

    mend = fault("ui.printing.print_run")
    assert _printed(qtbot, outlet, document, dialog, lambda run: _told(qtbot, run.start)).kind == "error"
    mend()
    assert _printed(qtbot, outlet, document, dialog, PrintRun.start).kind == "ask"


def _printed(
    qtbot: QtBot,
    outlet: _Outlet,
    document: PrintedDocument,
    parent: QWidget,
    start: Callable[[PrintRun], object],
) -> JobNotice:
    """Return what is said last of a print."""
    said: list[JobNotice] = []
    run = PrintRun(
        outlet, "一楼", [(Job("报告", "one", tuple(range(document.pages))), document.made)], parent
    )
    run.said.connect(said.append)
    with qtbot.waitSignal(run.ended):
        start(run)
    assert not run.lost_by_closing
    return said[-1]


def test_dialogs_about_backups(qtbot: QtBot, fault: Fault) -> None:
    one = Backup(Path("a.nianbao"), datetime(2026, 1, 5), BackupReason.BY_HAND, 1)
    offers = BackupActions(lambda: [one], lambda _backup: [], None, lambda _task: None, lambda: None)
    mend, made = fault("ui.dialogs.backups_dialog"), list[BackupsDialog]()

    def show() -> None:
        made.append(BackupsDialog(Path("a.nianbao"), offers))
        qtbot.addWidget(made[0])
        made[0].show()

    assert _told(qtbot, show) == ["ZeroDivisionError"]
    dialog = made[0]
    words, button = part(dialog, QLabel, "backupChanges"), part(dialog, QPushButton, "backUpNow")
    assert words.text() == "程序内部出错，不能比较。"
    assert _told(qtbot, button.click) == ["ZeroDivisionError"]
    assert (words.text(), button.isEnabled()) == ("程序内部出错，没有备份。", True)
    mend()
    button.click()
    qtbot.waitUntil(lambda: "内容与最近一次备份相同" in words.text())


def test_the_dialog_that_deletes_applicants(qtbot: QtBot, fault: Fault) -> None:
    mend = fault("ui.dialogs.ledger.forget_dialog")
    made: list[ForgetDialog] = []

    def look(_day: date) -> Callable[[Task], BackupsWithApplicants]:
        return lambda _task: BackupsWithApplicants(0, (), (), None)

    def show() -> None:
        made.append(ForgetDialog(date(2025, 1, 1), lambda _day: 1, look, lambda *_a: None, None))
        qtbot.addWidget(made[0])
        made[0].show()

    assert _told(qtbot, show) == ["ZeroDivisionError"]
    assert not _running(made[0])
    mend()
    part(made[0], QDateEdit, "forgetBefore").setDate(date(2024, 1, 1))
    qtbot.waitUntil(lambda: idle() and not _running(made[0]))
    assert "出错" not in part(made[0], QLabel, "forgetBackups").text()


def test_a_refusal_that_nobody_listens_to_is_told_too(qtbot: QtBot) -> None:
    def work(_task: Task) -> None:
        raise UserError("文件打不开。")

    heard: list[str] = []
    assert _told(qtbot, Task(work).start) == ["UserError"]
    task = Task(work)
    task.failed.connect(heard.append)
    task.start()
    qtbot.waitUntil(lambda: heard == ["文件打不开。"])


def test_every_module_that_starts_work_is_tried(root: Path) -> None:
    """A new one needs a line here; those without a line above are in tests of their own."""
    found = {
        ".".join(path.relative_to(root).with_suffix("").parts)
        for path in (root / "ui").rglob("*.py")
        if re.search(r"\bTask\((?!QObject)", path.read_text("utf-8"))
    }
    own = {
        "ui.work.workspace_file", "ui.work.parallel_checking", "ui.work.checking", "ui.dialogs.print_dialog",
        "ui.dialogs.print_leaves", "ui.printing.print_run", "ui.dialogs.backups_dialog",
        "ui.dialogs.ledger.forget_dialog", "ui.models.verdicts", "ui.work.transferring",
        "ui.dialogs.ledger.import_dialog",
    }  # fmt: skip
    assert found == {place.module for place in PLACES} | own
