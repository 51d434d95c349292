"""Printing through the system's dialog: what is preset, what comes on which side, what is remembered."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from driving import part
from PySide6.QtCore import QRect, QSettings, Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QFrame, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.edits import SetCells
from app.report import Report
from ui import printing
from ui.main_window import MainWindow
from ui.printing import make_printer, place_on, remember, sides
from ui.settings import Settings

Complete = Callable[..., Report]
_WIDTH = 595
"""Of the pictures that are compared, in pixels."""


@pytest.fixture
def print_dialog(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Answers the system's dialog: ``print_dialog(choose)`` prints to the returned file as *choose* sets it."""

    def run(choose: Callable[[QPrinter], object] = lambda printer: None, accept: bool = True) -> Path:
        target = tmp_path / "印出.pdf"

        def answer(dialog: QPrintDialog) -> int:
            printer = dialog.printer()
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(target))
            printer.setResolution(150)
            choose(printer)
            return int(accept)

        monkeypatch.setattr(printing.QPrintDialog, "exec", answer)
        monkeypatch.setattr(printing, "PRINTERS_ONLY", False)
        return target

    return run


def _print(qtbot: QtBot, window: MainWindow) -> str:
    """Print and return what the notice says at the end."""
    notice = window.workbench.notice
    notice.say("")
    window.menu_actions.by_name["print_report"].trigger()
    ends = ("已送往", "没有打印", "已停止")
    qtbot.waitUntil(lambda: any(word in notice.text() for word in ends), timeout=30_000)
    return notice.text()


def _pages(path: Path) -> list[bytes]:
    """Return each printed page's picture, as bytes to compare."""
    with pypdfium2.PdfDocument(path) as opened:
        pictures = []
        for page in opened:
            scale = (_WIDTH - 0.01) / page.get_width()
            pictures.append(bytes(page.render(scale=scale, grayscale=True).buffer))
            page.close()
    return pictures


def test_every_page_is_printed_as_the_preview_shows_it(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path], tmp_path: Path
) -> None:
    from ui.rendering import make

    report = complete()
    target = print_dialog()
    said = _print(qtbot, window)
    made = make(report, draft=False, installed_fonts=False)
    count = len(made.sizes)
    assert said == f"已送往“{target}”，共 {count} 页。"
    (tmp_path / "要印的.pdf").write_bytes(made.pdf)
    printed, meant = _pages(target), _pages(tmp_path / "要印的.pdf")
    assert len(printed) == count
    for number, page in enumerate(printed):
        likeness = [_likeness(page, other) for other in meant]
        assert likeness.index(max(likeness)) == number
    with pypdfium2.PdfDocument(target) as opened:
        assert opened.get_page_size(0) == pytest.approx((595, 842), abs=1)


def _likeness(one: bytes, other: bytes) -> float:
    """How alike two pictures are, by every eleventh of their pixels: 1 for the same."""
    pairs = list(zip(one[::11], other[::11], strict=False))
    return 1 - sum(abs(a - b) for a, b in pairs) / (255 * len(pairs))


def test_a_range_of_pages_and_copies_come_out_in_order(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path]
) -> None:
    complete()
    target = print_dialog()
    _print(qtbot, window)
    whole = _pages(target)

    def choose(printer: QPrinter) -> None:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setFromTo(2, 3)
        printer.setCopyCount(2)

    target = print_dialog(choose)
    said = _print(qtbot, window)
    assert _pages(target) == [whole[1], whole[2], whole[1], whole[2]]
    assert said.endswith("共 4 页。")

    def backwards(printer: QPrinter) -> None:
        printer.setCopyCount(1)
        printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)

    target = print_dialog(backwards)
    _print(qtbot, window)
    assert _pages(target) == whole[::-1]


def test_a_draft_asks_first_and_is_printed_with_its_mark(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path]
) -> None:
    report = complete()
    target = print_dialog()
    _print(qtbot, window)
    clean = _pages(target)
    target.unlink()
    window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1}))
    asked: list[str] = []

    def answer(button: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == button).click()

    QTimer.singleShot(0, lambda: answer("取消"))
    window.menu_actions.by_name["print_report"].trigger()
    qtbot.wait(50)
    assert asked == ["有 2 处错误，输出的是草稿。仍要打印吗？"]
    assert not target.exists()
    QTimer.singleShot(0, lambda: answer("打印草稿"))
    _print(qtbot, window)
    assert _pages(target)[1] != clean[1]


def test_nothing_is_printed_or_remembered_when_the_dialog_is_cancelled(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path]
) -> None:
    complete()
    shown: list[int] = []
    target = print_dialog(lambda printer: shown.append(printer.copyCount()), accept=False)
    window.menu_actions.by_name["print_report"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    qtbot.wait(50)
    assert not target.exists()
    assert window.settings.text("print/last", "nothing") == "nothing"


def test_without_a_printer_windows_shows_no_dialog_and_that_is_said(
    qtbot: QtBot, window: MainWindow, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete()
    monkeypatch.setattr(printing, "PRINTERS_ONLY", True)
    file = QPrinter.OutputFormat.PdfFormat
    monkeypatch.setattr(printing.QPrinter, "outputFormat", lambda _printer: file)
    assert _print(qtbot, window).startswith("这台电脑没有装打印机，没有打印；")


def test_a_file_that_can_not_be_written_is_said(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path], tmp_path: Path
) -> None:
    complete()
    missing = tmp_path / "没有的文件夹" / "a.pdf"
    print_dialog(lambda printer: printer.setOutputFileName(str(missing)))
    assert _print(qtbot, window) == f"文件“{missing}”不能写入，没有打印，请另选位置。"


def test_printing_can_be_stopped_and_the_window_stays_alive(
    qtbot: QtBot, window: MainWindow, complete: Complete, print_dialog: Callable[..., Path]
) -> None:
    complete(other="本机关认真做好政府信息公开工作。\n" * 400)
    print_dialog()
    window.menu_actions.by_name["print_report"].trigger()
    notice = window.workbench.notice
    qtbot.waitUntil(lambda: "正在打印，第" in notice.text(), timeout=20_000)
    stop = next(b for b in part(window, QFrame, "notice").findChildren(QPushButton) if b.text() == "停止")
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: notice.text().startswith("已停止"), timeout=20_000)


class _Recording(QPrinter):
    """A printer that remembers what it was asked for: one that prints to a file knows nothing of two sides."""

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.asked: dict[str, object] = {}

    def setDuplex(self, mode: QPrinter.DuplexMode) -> None:
        self.asked["duplex"] = mode

    def duplex(self) -> QPrinter.DuplexMode:
        return self.asked["duplex"]

    def printerName(self) -> str:
        return "\\\\服务器\\二楼/HP 1020"


def test_both_sides_and_the_long_edge_are_preset_and_what_is_chosen_is_remembered_for_the_printer(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settings_file: Path
) -> None:
    monkeypatch.setattr(printing, "QPrinter", _Recording)
    settings = Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))
    printer = make_printer(settings, "报告")
    assert printer.asked["duplex"] is QPrinter.DuplexMode.DuplexLongSide
    assert printer.copyCount() == 1
    assert printer.pageLayout().pageSize().name().startswith("A4")
    printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    printer.setCopyCount(3)
    printer.setCollateCopies(False)
    remember(settings, printer)
    settings.sync()
    again = make_printer(Settings(QSettings(str(settings_file), QSettings.Format.IniFormat)), "报告")
    assert again.asked["duplex"] is QPrinter.DuplexMode.DuplexShortSide
    assert again.copyCount() == 3
    assert not again.collateCopies()
    monkeypatch.setattr(_Recording, "printerName", lambda self: "另一台")
    other = make_printer(settings, "报告")
    assert (other.asked["duplex"], other.copyCount()) == (QPrinter.DuplexMode.DuplexLongSide, 1)


def test_damaged_settings_of_a_printer_are_as_good_as_none(qtbot: QtBot, settings_file: Path) -> None:
    settings = Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))
    for key, value in (("duplex", 77), ("color", -4), ("copies", 10**9)):
        settings.set_of_printer("", key, value)
    assert 1 <= make_printer(settings, "报告").copyCount() <= 999


@pytest.mark.parametrize(
    ("pages", "copies", "collate", "duplex", "expected"),
    [
        ([0, 1, 2], 1, True, True, [0, 1, 2]),
        ([0, 1, 2], 2, True, False, [0, 1, 2, 0, 1, 2]),
        ([0, 1, 2], 2, True, True, [0, 1, 2, None, 0, 1, 2]),
        ([0, 1], 2, True, True, [0, 1, 0, 1]),
        ([0, 1], 2, False, False, [0, 0, 1, 1]),
        ([0, 1], 2, False, True, [0, 1, 0, 1]),
    ],
)
def test_each_copy_begins_on_a_sheet_of_its_own(
    pages: list[int], copies: int, collate: bool, duplex: bool, expected: list[int | None]
) -> None:
    assert sides(pages, copies, collate=collate, duplex=duplex) == expected


def test_a_page_goes_on_the_paper_in_its_own_size_and_is_only_ever_made_smaller() -> None:
    a4 = (595.276, 841.89)
    assert place_on(QRect(0, 0, 4961, 7016), a4, 600) == QRect(0, 0, 4961, 7016)
    on_a3 = place_on(QRect(0, 0, 7016, 9921), a4, 600)
    assert on_a3.size() == QRect(0, 0, 4961, 7016).size()
    assert on_a3.center() == QRect(0, 0, 7016, 9921).center()
    on_a5 = place_on(QRect(0, 0, 3496, 4961), a4, 600)
    assert on_a5.width() <= 3496
    assert on_a5.height() <= 4961
    assert on_a5.height() / on_a5.width() == pytest.approx(841.89 / 595.276, rel=0.01)
