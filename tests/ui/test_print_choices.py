"""The dialog with unusual printers: without A4, with damaged settings, with choices of the driver."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driving import part
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.printing.cups_options import arguments
from app.printing.job import Job, Sides
from app.printing.printers import Abilities, Option, Printer
from app.report import Report
from ui.base.settings import Settings
from ui.dialogs.print_choices import Choices, for_many, remember, remembered
from ui.dialogs.print_dialog import PrintDialog
from ui.printing.page_pictures import PrintedDocument, ReportPdf, make
from ui.printing.print_run import rounds


class _Outlet:
    follows = False

    def __init__(self, known: Abilities) -> None:
        self.known = known

    def abilities(self, _printer: str) -> Abilities:
        return self.known


@pytest.fixture
def settings(settings_file: Path) -> Settings:
    return Settings(QSettings(str(settings_file), QSettings.Format.IniFormat))


@pytest.fixture
def show(
    qtbot: QtBot, settings: Settings, filled: Callable[..., Report]
) -> Callable[[Abilities], PrintDialog]:
    made = make(filled("cn-disclosure-2021", 1), draft=False, installed_fonts=False)

    def run(known: Abilities) -> PrintDialog:
        dialog = PrintDialog(
            _Outlet(known), [Printer("one", "一楼")], known, [PrintedDocument("报告", made)], settings
        )
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return run


def _go(dialog: PrintDialog) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def test_nothing_is_made_smaller_unless_asked(qtbot: QtBot, show: Callable[[Abilities], PrintDialog]) -> None:
    dialog = show(Abilities(papers=("Letter", "Legal")))
    guard = part(dialog, QLabel, "printGuard")
    assert guard.text().startswith("这台打印机没有 A4 纸。原大印在 Letter 纸上会缺边")
    assert not _go(dialog).isEnabled()
    scale = part(dialog, QComboBox, "printScale")
    assert scale.itemText(1) == "适合纸张（94 %）"
    qtbot.keyClick(scale, Qt.Key.Key_Down)
    assert _go(dialog).isEnabled()
    assert part(dialog, QLabel, "printSummary").text().endswith("94 %")
    assert dialog.choices.fit
    assert dialog.choices.paper == "Letter"


def test_a_larger_paper_holds_the_page_in_its_middle(show: Callable[[Abilities], PrintDialog]) -> None:
    dialog = show(Abilities(papers=("A3",)))
    assert part(dialog, QLabel, "printGuard").text() == "这台打印机没有 A4 纸。A4 的页面将印在 A3 纸的中间。"
    assert _go(dialog).isEnabled()
    assert not dialog.choices.fit


def test_a_printer_with_a4_is_set_to_it_and_nothing_is_asked(
    show: Callable[[Abilities], PrintDialog],
) -> None:
    dialog = show(Abilities(papers=("Letter", "A3", "A4")))
    assert dialog.choices.paper == "A4"
    assert part(dialog, QLabel, "printGuard").isHidden()
    assert dialog.choices.grey
    assert dialog.choices.sides is Sides.BOTH


def test_the_drivers_own_choices_go_with_the_job(
    qtbot: QtBot, show: Callable[[Abilities], PrintDialog], settings: Settings
) -> None:
    known = Abilities(papers=("A4",), options=(Option("TonerSave", "Toner Save", ("Off", "On"), "Off"),))
    dialog = show(known)

    def act() -> None:
        properties = QApplication.activeModalWidget()
        assert isinstance(properties, QDialog)
        box = part(properties, QComboBox, "property_TonerSave")
        qtbot.keyClick(box, Qt.Key.Key_Down)
        properties.accept()

    QTimer.singleShot(0, act)
    qtbot.mouseClick(part(dialog, QPushButton, "printProperties_open"), Qt.MouseButton.LeftButton)
    assert dialog.choices.more == {"TonerSave": "On"}
    assert part(dialog, QLabel, "printMore").text() == "属性中另有设置：省墨 开。"
    assert "TonerSave=On" in arguments(dialog.choices.job("报告", 3), known)
    qtbot.mouseClick(_go(dialog), Qt.MouseButton.LeftButton)
    assert remembered(settings, "one", known).more == {"TonerSave": "On"}
    assert remembered(settings, "other", known).more == {}
    assert part(show(known), QLabel, "printMore").isVisible(), "what is remembered is seen the next time"


def test_what_the_dialog_has_a_place_of_its_own_for_is_never_remembered_from_the_driver(
    settings: Settings,
) -> None:
    settings.set_of_printer("one", "more", '{"Copies": "3", "Collate": "False", "TonerSave": "On"}')
    options = [Option(key, key, ("On", "False", "3"), "On") for key in ("Copies", "Collate", "TonerSave")]
    assert remembered(settings, "one", Abilities(options=tuple(options))).more == {"TonerSave": "On"}


def test_what_is_remembered_belongs_to_the_printer_and_copies_never_are(settings: Settings) -> None:
    known = Abilities(trays=("Tray1",))
    remember(
        settings, Choices("one", sides=Sides.ONE, copies=9, tray="Tray1", grey=False, backs_backwards=False)
    )
    again = remembered(settings, "one", known)
    assert (again.sides, again.copies, again.tray, again.grey) == (Sides.ONE, 1, "Tray1", False)
    assert not again.backs_backwards
    assert remembered(settings, "one", Abilities()).tray == ""
    assert remembered(settings, "other", known).sides is Sides.BOTH


@pytest.mark.parametrize("more", ["{", "[1]", '{"a": "b"}', '{"TonerSave": ["x"]}'])
def test_damaged_settings_are_as_good_as_none(settings: Settings, more: str) -> None:
    settings.set_of_printer("one", "sides", "三面")
    settings.set_of_printer("one", "more", more)
    known = Abilities(options=(Option("TonerSave", "", ("On",), "On"),), duplex=False)
    found = remembered(settings, "one", known)
    assert (found.sides, found.more) == (Sides.ONE, {})


def test_many_documents_by_copies_or_by_sets() -> None:
    documents = [("甲", 2), ("乙", 3)]
    copies = for_many(Choices("one", copies=2, sheet_between=True), documents)
    assert [(number, job.copies, job.sheet_after) for number, job in copies] == [(0, 2, True), (1, 2, False)]
    sets = for_many(Choices("one", copies=2, whole_sets=True), documents)
    assert [(number, job.copies) for number, job in sets] == [(0, 1), (1, 1), (0, 1), (1, 1)]


def test_the_backs_of_many_documents_fit_their_sheets() -> None:
    made = ReportPdf(b"", ())
    jobs = [
        (Job("甲", "", (0, 1, 2), sides=Sides.MANUAL), made),
        (Job("乙", "", (0,), sides=Sides.MANUAL), made),
    ]
    first, second = rounds(jobs)
    assert [piece.run for piece in first] == [(0, 2), (0,)]
    assert [piece.run for piece in second] == [(None,), (None, 1)]


def test_what_is_reached_by_its_key_comes_into_sight(
    qtbot: QtBot, show: Callable[[Abilities], PrintDialog]
) -> None:
    dialog = show(Abilities(papers=("A4",), trays=("Tray1",)))
    dialog.resize(700, 260)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    grey, tray = part(dialog, QCheckBox, "printGrey"), part(dialog, QComboBox, "printTray")
    top = part(dialog, QComboBox, "printPrinter")
    assert grey.visibleRegion().isEmpty()
    qtbot.keyClick(dialog, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not grey.isChecked())
    assert not grey.visibleRegion().isEmpty()
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert not top.visibleRegion().isEmpty()
    assert grey.visibleRegion().isEmpty()
    qtbot.keyClick(dialog, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert tray.hasFocus()
    assert not tray.visibleRegion().isEmpty()


def test_the_dialog_is_never_larger_than_the_screen_and_its_buttons_stay_in_sight(
    qapp: QApplication, show: Callable[[Abilities], PrintDialog]
) -> None:
    """With letters of three times the usual size the choices scroll."""
    usual, large = qapp.font(), qapp.font()
    large.setPointSizeF(3 * usual.pointSizeF())
    qapp.setFont(large)
    try:
        dialog = show(Abilities(papers=("A4", "A3"), duplex=True))
        qapp.processEvents()
        room = QGuiApplication.primaryScreen().availableGeometry()
        assert dialog.width() <= room.width()
        assert dialog.height() <= room.height()
        button = _go(dialog)
        corner = button.mapTo(dialog, button.rect().bottomRight())
        assert dialog.rect().contains(corner)
    finally:
        qapp.setFont(usual)
