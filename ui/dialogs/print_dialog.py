"""Asks how to print: everything that decides what lies in the tray, and a picture of the sheet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.printing import cups
from app.printing.job import A4, MOST_COPIES, Job, Sides, chosen_pages
from app.printing.printers import PAPERS, Abilities, Printer, size_on
from ui.base import theme
from ui.base.settings import Settings
from ui.dialogs.buttons import go_on_or_cancel
from ui.dialogs.print_choices import Choices, for_many, remember, remembered
from ui.dialogs.print_properties import PropertiesDialog
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import Made, draw
from ui.views.sheet_picture import SheetPicture
from ui.work.tasks import Task

_Widget = TypeVar("_Widget", bound=QWidget)
_MM = 25.4 / 72
_PICTURE_PIXELS = 600
_SIDES = {
    Sides.BOTH: "双面，沿长边翻转",
    Sides.ONE: "单面",
    Sides.MANUAL: "手动双面（先印单数页，翻面后再印双数页）",
}
_TRAYS = {
    "auto": "自动选择",
    "automatic": "自动选择",
    "upper": "上层纸盒",
    "lower": "下层纸盒",
    "middle": "中层纸盒",
    "manual": "手动进纸",
    "manualfeed": "手动进纸",
    "multipurpose": "多用途纸盒",
    "mptray": "多用途纸盒",
    **{f"tray{number}": f"纸盒 {number}" for number in range(1, 7)},
    **{f"cassette{number}": f"纸盒 {number}" for number in range(1, 7)},
}


_USUAL_SIZE = QSize(760, 480)
_FRAME = QSize(40, 80)
"""What window frame and buttons take of the screen, amply."""


class PrintDialog(QDialog):
    """For one report or many, in their order, as they will be printed. `choices` is what was chosen."""

    def __init__(
        self,
        outlet: Outlet,
        printers: Sequence[Printer],
        known: Abilities,
        documents: Sequence[tuple[str, Made]],
        settings: Settings,
        parent: QWidget | None = None,
        *,
        drafts: int = 0,
    ) -> None:
        """*known* is what the printer can do that `first_printer` names; *drafts*: how many documents are marked so."""
        super().__init__(parent)
        self.setObjectName("printDialog")
        self.setWindowTitle("打印" if len(documents) == 1 else f"打印 {len(documents)} 份报告")
        self._outlet, self._printers, self._settings = outlet, list(printers), settings
        self._documents = list(documents)
        self._counts = [(title, len(made.sizes)) for title, made in documents]
        self._known, self._drafts = known, drafts
        self._more: dict[str, str] = {}
        self._task: Task | None = None
        self._make_printer_part()
        self._make_page_part()
        self._make_paper_part()
        self._lay_out()
        self._printer.setCurrentIndex(self._printer.findData(first_printer(settings, self._printers)))
        self._show_abilities()
        self._connect()
        self._update()

    # parts

    def _make_printer_part(self) -> None:
        self._printer = _named(QComboBox(), "printPrinter")
        for printer in self._printers:
            self._printer.addItem(f"{printer.shown}（{printer.state}）", printer.name)
        self._properties = _named(QPushButton("属性(&R)…"), "printProperties_open")
        self._properties.setAutoDefault(False)
        self._properties.clicked.connect(self._show_properties)
        self._state = _words("printState", "warning")

    def _make_page_part(self) -> None:
        total = sum(count for _, count in self._counts)
        many = len(self._counts) > 1
        marked = f"，其中草稿 {self._drafts} 份" if self._drafts else ""
        self._all = _named(
            QRadioButton(
                f"全部 {total} 页(&A)" if not many else f"{len(self._counts)} 份报告{marked}，共 {total} 页"
            ),
            "printAll",
        )
        self._all.setChecked(True)
        self._some = _named(QRadioButton("指定页(&G)"), "printSome")
        self._pages = _named(QLineEdit(), "printPages")
        self._pages.setPlaceholderText("如 1-3,5")
        self._pages.setAccessibleName("指定页")
        self._some.setVisible(not many)
        self._pages.setVisible(not many)
        self._copies = _named(QSpinBox(), "printCopies")
        self._copies.setRange(1, MOST_COPIES)
        self._collated = _named(QCheckBox("逐份打印(&O)"), "printCollated")
        self._collated.setChecked(True)
        self._backwards = _named(QCheckBox("从最后一页印起(&L)"), "printBackwards")
        self._sets = _named(QCheckBox("全部报告印完一套，再印下一套(&W)"), "printSets")
        self._between = _named(QCheckBox("各份报告之间夹一张白纸(&B)"), "printBetween")
        self._sets.setVisible(many)
        self._between.setVisible(many)

    def _make_paper_part(self) -> None:
        self._sides = _named(QComboBox(), "printSides")
        self._backs = _named(QCheckBox("印双数页时从最后一张印起(&E)"), "printBacks")
        self._backs.setToolTip("印好的纸不翻动顺序、直接翻面放回纸盒时选用；印出来次序相反时改一下")
        self._paper = _named(QComboBox(), "printPaper")
        self._tray = _named(QComboBox(), "printTray")
        self._scale = _named(QComboBox(), "printScale")
        self._scale.addItem("原大（100 %）", False)
        self._scale.addItem("适合纸张", True)
        self._grey = _named(QCheckBox("只用黑色（灰度）(&K)"), "printGrey")
        self._guard = _words("printGuard", "warning")
        self._wrong = _words("printWrong", "error")

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(2 * theme.UNIT)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        form.addRow(_label("打印机(&P)", self._printer), _row(self._printer, self._properties))
        form.addRow("", self._state)
        form.addRow("页数", _row(self._all, self._some, self._pages))
        form.addRow(_label("份数(&C)", self._copies), _row(self._copies, self._collated, None))
        form.addRow("", self._sets)
        form.addRow("", self._between)
        form.addRow("单双面(&D)", self._sides)
        form.addRow("", self._backs)
        form.addRow("", self._backwards)
        form.addRow("纸张(&Z)", self._paper)
        form.addRow("", self._guard)
        form.addRow("纸盒(&T)", self._tray)
        form.addRow("大小(&S)", self._scale)
        form.addRow("颜色", self._grey)
        made = self._documents[0][1]
        width, height = made.sizes[0]
        self._sheet = SheetPicture(draw(made, 0, _PICTURE_PIXELS), (width * _MM, height * _MM))
        self._summary = _named(QLabel(), "printSummary")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._summary.setWordWrap(True)
        right = QVBoxLayout()
        right.addWidget(self._sheet, 1)
        right.addWidget(self._summary)
        both = QHBoxLayout()
        both.setSpacing(4 * theme.UNIT)
        both.addLayout(form, 3)
        both.addLayout(right, 2)
        buttons = go_on_or_cancel(self, "打印", self._on_print)
        self._go = buttons.button(QDialogButtonBox.StandardButton.Ok)
        inside = QWidget()
        inside.setLayout(both)
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(self._wrong)
        column.addWidget(buttons)
        # At twice the usual size of letters the choices are higher than a small screen: they scroll, the buttons stay.
        needed = inside.sizeHint().expandedTo(_USUAL_SIZE)
        room = self.screen().availableGeometry().size()
        self.resize(needed.boundedTo(room - _FRAME))

    def _connect(self) -> None:
        self._printer.currentIndexChanged.connect(self._on_printer_chosen)
        self._pages.textEdited.connect(lambda _text: self._some.setChecked(True))
        for signal in (
            *(self._all.toggled, self._pages.textChanged, self._copies.valueChanged),
            *(self._sides.currentIndexChanged, self._paper.currentIndexChanged),
            *(self._scale.currentIndexChanged, self._sets.toggled, self._between.toggled),
        ):
            signal.connect(lambda *_: self._update())

    # the printer

    def _on_printer_chosen(self) -> None:
        """Ask what the printer can do, off the window's thread; nothing can be printed meanwhile."""
        name = self._printer.currentData()
        self._go.setEnabled(False)
        self._known, self._task = Abilities(), Task(lambda _task: (name, self._outlet.abilities(name)))
        self._task.finished.connect(self._on_abilities)
        self._task.failed.connect(self._say_wrong)
        self._task.start()

    def _on_abilities(self, answer: tuple[str, Abilities]) -> None:
        name, known = answer
        if name == self._printer.currentData():
            self._known = known
            self._show_abilities()
            self._update()

    def _show_abilities(self) -> None:
        """Offer what this printer can do, set as it was for it last time."""
        known = self._known
        usual = remembered(self._settings, self._printer.currentData(), known)
        _fill(
            self._sides,
            [(words, side) for side, words in _SIDES.items() if known.duplex or side is not Sides.BOTH],
        )
        _fill(self._tray, [("按打印机的设置", ""), *((tray_words(tray), tray) for tray in known.trays)])
        papers = [paper for paper in PAPERS if paper in known.papers] or [A4]
        _fill(self._paper, [(f"{paper}", paper) for paper in papers])
        self._paper.setCurrentIndex(max(0, self._paper.findData(A4)))
        self._sides.setCurrentIndex(max(0, self._sides.findData(usual.sides)))
        self._tray.setCurrentIndex(max(0, self._tray.findData(usual.tray)))
        self._scale.setCurrentIndex(0)
        self._grey.setChecked(usual.grey)
        self._backs.setChecked(usual.backs_backwards)
        self._more = dict(usual.more)
        self._properties.setEnabled(sys.platform == "win32" or bool(cups.others(known)))

    def _show_properties(self) -> None:
        if sys.platform == "win32":
            name = self._printer.currentData()
            subprocess.Popen(["rundll32.exe", "printui.dll,PrintUIEntry", "/e", "/n", name])
            return
        dialog = PropertiesDialog(cups.others(self._known), self._more, self)
        if dialog.exec():
            self._more = dialog.chosen
        dialog.deleteLater()

    # what is seen of the choices

    def _update(self) -> None:
        paper, side = self._paper.currentData() or A4, self._sides.currentData() or Sides.ONE
        many = len(self._counts) > 1
        _, fit = size_on(paper, self._documents[0][1].sizes[0], fit=True)
        self._scale.setItemText(1, f"适合纸张（{fit * 100:.0f} %）")
        scale = fit if self._scale.currentData() else 1.0
        self._sheet.show_on(PAPERS.get(paper, PAPERS[A4]), scale)
        self._pages.setEnabled(not many)
        self._collated.setEnabled(self._copies.value() > 1 and side is Sides.ONE and not many)
        self._sets.setEnabled(self._copies.value() > 1)
        self._backs.setVisible(side is Sides.MANUAL)
        self._backwards.setVisible(not many and side is not Sides.MANUAL)
        printer = self._chosen_printer()
        _show(self._state, _printer_words(printer))
        guard = self._paper_words(paper, fit)
        _show(self._guard, guard)
        self._tell_what_comes(paper, scale, side)
        self._go.setEnabled(printer.accepting and (not guard or self._scale.currentData() or fit >= 1.005))

    def _paper_words(self, paper: str, fit: float) -> str:
        """What is said of another paper than A4; where the page does not fit on it, it must be made to."""
        lacking = "这台打印机没有 A4 纸。" if self._known.lacks_a4 else ""
        if paper == A4:
            return (
                f"{lacking}请换一台；纸盒里装的确实是 A4 纸的，在“大小”中选“适合纸张”后打印。"
                if lacking
                else ""
            )
        if fit < 0.995:
            percent = f"{fit * 100:.0f} %"
            done = self._scale.currentData()
            return lacking + (
                f"将缩小到 {percent} 印在 {paper} 纸上。"
                if done
                else f"原大印在 {paper} 纸上会缺边；要缩小到 {percent} 打印，请在“大小”中选“适合纸张”。"
            )
        return f"{lacking}A4 的页面将印在 {paper} 纸的中间。" if not self._scale.currentData() else lacking

    def _tell_what_comes(self, paper: str, scale: float, side: Sides) -> None:
        try:
            jobs = for_many(self.choices, self._counts) if len(self._counts) > 1 else [(0, self._one_job())]
        except UserError as error:
            self._summary.setText("")
            _show(self._wrong, str(error) if self._pages.text() else "")
            return
        _show(self._wrong, "")
        sheets = sum(job.sheet_count for _, job in jobs)
        words = {Sides.ONE: "单面", Sides.BOTH: "双面", Sides.MANUAL: "手动双面"}[side]
        self._summary.setText(f"{paper} 纸 {sheets} 张，{words}，{scale * 100:.0f} %")

    def _one_job(self) -> Job:
        title, count = self._counts[0]
        return self.choices.job(title, count)

    def _chosen_printer(self) -> Printer:
        return next(known for known in self._printers if known.name == self._printer.currentData())

    @property
    def choices(self) -> Choices:
        """What is chosen. Raises `UserError` for pages that the report does not have."""
        some = self._some.isChecked() and len(self._counts) == 1
        many = len(self._counts) > 1
        return Choices(
            self._printer.currentData(),
            self._sides.currentData(),
            chosen_pages(self._pages.text(), self._counts[0][1]) if some else None,
            self._copies.value(),
            self._collated.isChecked(),
            self._backwards.isChecked() and self._sides.currentData() is not Sides.MANUAL and not many,
            self._backs.isChecked(),
            self._paper.currentData(),
            self._tray.currentData(),
            self._grey.isChecked(),
            self._scale.currentData(),
            dict(self._more),
            self._sets.isChecked() and many and self._copies.value() > 1,
            self._between.isChecked() and many,
        )

    def _say_wrong(self, sentence: str) -> None:
        _show(self._wrong, sentence)

    @property
    def known(self) -> Abilities:
        """What the chosen printer can do."""
        return self._known

    def _on_print(self) -> None:
        try:
            choices = self.choices
        except UserError as error:
            self._say_wrong(str(error))
            self._pages.setFocus()
            return
        remember(self._settings, choices)
        self.accept()


def first_printer(settings: Settings, printers: Sequence[Printer]) -> str:
    """Return the printer to begin with: the last one, else the system's usual one."""
    names = [printer.name for printer in printers]
    last = settings.text("print/last")
    return last if last in names else names[0]


def tray_words(tray: str) -> str:
    """Return a tray's name in Chinese where it is a usual one."""
    return _TRAYS.get(tray.lower().replace("-", "").replace("_", ""), tray)


def _printer_words(printer: Printer) -> str:
    if not printer.accepting:
        return "这台打印机不接收打印作业，请另选一台。"
    if printer.stopped:
        return "这台打印机已暂停，作业会等到它恢复后才印。"
    return ""


def _named(widget: _Widget, name: str) -> _Widget:
    widget.setObjectName(name)
    return widget


def _words(name: str, color: str) -> QLabel:
    label = _named(QLabel(), name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    theme.write_in(label, color)
    label.hide()
    return label


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    return label


def _show(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    row = QHBoxLayout()
    for at, widget in enumerate(widgets):
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if at == 0 and isinstance(widget, QComboBox) else 0)
    return row


def _fill(box: QComboBox, items: list[tuple[str, object]]) -> None:
    box.blockSignals(True)
    box.clear()
    for words, data in items:
        box.addItem(words, data)
    box.blockSignals(False)
