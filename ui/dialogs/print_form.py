"""The fields of the dialog for printing, and what is chosen in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QRadioButton, QSpinBox, QWidget

from app.exports.formats import one_sentence
from app.printing.job import A4, MOST_COPIES, Sides, chosen_pages
from app.printing.printers import PAPERS, Abilities, Printer
from app.rules.release import stand_ins
from ui.dialogs.kit import (
    TonedLabel,
    caption,
    choice_box,
    form_layout,
    named,
    push_button,
    row_of,
)
from ui.dialogs.print_choices import Choices
from ui.dialogs.print_words import SIDES, marks_in_short, paper_words, printer_words, tray_words
from ui.dialogs.short_texts import LongChoices
from ui.printing.page_pictures import PrintedDocument


class PrintForm(QWidget):
    """Everything that decides what lies in the tray."""

    printer_chosen = Signal(str)
    properties_asked = Signal()
    changed = Signal()
    review_chosen = Signal(bool)

    def __init__(self, printers: Sequence[Printer], documents: Sequence[PrintedDocument], first: str) -> None:
        """*first* is the printer chosen at the beginning."""
        super().__init__()
        self._printers = {printer.name: printer for printer in printers}
        self._documents = documents
        self._many = len(documents) > 1
        self.more: dict[str, str] = {}
        """The choices in the driver's own words."""
        self._make_printer_part(first)
        self._make_page_part()
        self._make_mark_part()
        self._make_paper_part()
        self._lay_out()

    # parts

    def _make_printer_part(self, first: str) -> None:
        self._printer = LongChoices("printPrinter")
        self._printer.offer(((name, _named(printer)) for name, printer in self._printers.items()), first)
        self.properties: QPushButton = push_button(
            "属性(&R)…", self.properties_asked.emit, "printProperties_open"
        )
        self._state = TonedLabel("printState", "warning", hides=True)
        self._more = TonedLabel("printMore", "muted", hides=True)

    def _make_page_part(self) -> None:
        total = sum(one.pages for one in self._documents)
        marks = marks_in_short(self._documents)
        every = (
            f"{len(self._documents)} 份报告{marks}，共 {total} 页" if self._many else f"全部 {total} 页(&A)"
        )
        self._all = named(QRadioButton(every), "printAll")
        self._all.setChecked(True)
        self._some = named(QRadioButton("指定页(&G)"), "printSome")
        self.pages = named(QLineEdit(), "printPages")
        self.pages.setPlaceholderText("如 1-3,5")
        self.pages.setAccessibleName("指定页")
        self._some.setVisible(not self._many)
        self.pages.setVisible(not self._many)
        self.pages.setEnabled(not self._many)
        self._copies = named(QSpinBox(), "printCopies")
        self._copies.setRange(1, MOST_COPIES)
        self._collated = named(QCheckBox("逐份打印(&O)"), "printCollated")
        self._collated.setChecked(True)
        self._backwards = named(QCheckBox("从最后一页印起(&L)"), "printBackwards")
        self._sets = named(QCheckBox("全部报告印完一套，再印下一套(&W)"), "printSets")
        self._between = named(QCheckBox("各份报告之间夹一张白纸(&B)"), "printBetween")
        self._sets.setVisible(self._many)
        self._between.setVisible(self._many)

    def _make_mark_part(self) -> None:
        """Make the part that says what differs from what was meant; a report that is not final can be a copy for review."""
        draft = self._documents[0].draft and not self._many
        told = ["有错误，各页印有“草稿”字样。"] if draft else []
        if marks := stand_ins(one.leaving for one in self._documents):
            told.append(marks)
        substituted = {words for one in self._documents for words in one.made.substitutions}
        if substituted:
            told.append(one_sentence(tuple(sorted(substituted))))
        self._mark = TonedLabel("printMark", "warning", "\n".join(told), hides=True)
        which = "没有定稿的" if any(one.final for one in self._documents) else ""
        text = f"{which}印成送审稿(&M)"
        self._review = named(QCheckBox(text), "printReview")
        self._review.setToolTip("页脚印有时间、版本、校验码和页数，供传阅审核")
        self._review.setVisible(any(one.reviewed is not None for one in self._documents))

    def _make_paper_part(self) -> None:
        self._sides = named(QComboBox(), "printSides")
        self._backs = named(QCheckBox("印双数页时从最后一张印起(&E)"), "printBacks")
        self._backs.setToolTip("印好的纸不翻动顺序、直接翻面放回纸盒时选用；印出来次序相反时改一下")
        self._paper = named(QComboBox(), "printPaper")
        self._tray = LongChoices("printTray")
        self._scale = choice_box("printScale", [(False, "原大（100 %）"), (True, "适合纸张")])
        self._grey = named(QCheckBox("只用黑色（灰度）(&K)"), "printGrey")
        self._guard = TonedLabel("printGuard", "warning", hides=True)

    def _lay_out(self) -> None:
        form = form_layout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        printer = row_of(self._printer, self.properties, wide=self._printer)
        form.addRow(caption("打印机(&P)", self._printer), printer)
        form.addRow("", self._state)
        form.addRow("", self._more)
        form.addRow("页数", row_of(self._all, self._some, self.pages))
        form.addRow("", self._mark)
        form.addRow("", self._review)
        form.addRow(caption("份数(&C)", self._copies), row_of(self._copies, self._collated, None))
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
        self.setLayout(form)

    def connect_fields(self) -> None:
        """Begin to emit what is chosen."""
        for signal in (self._printer.currentIndexChanged, self._printer.activated):
            signal.connect(lambda _at: self.printer_chosen.emit(self.printer.name))
        self._review.toggled.connect(self.review_chosen)
        self.pages.textEdited.connect(lambda _text: self._some.setChecked(True))
        # Its key leads to where the pages are written.
        self._some.clicked.connect(lambda: self.pages.setFocus())
        for signal in (
            *(self._all.toggled, self.pages.textChanged, self._copies.valueChanged),
            *(self._sides.currentIndexChanged, self._paper.currentIndexChanged),
            *(self._scale.currentIndexChanged, self._sets.toggled, self._between.toggled),
        ):
            signal.connect(lambda *_: self.changed.emit())

    # what is chosen

    @property
    def printer(self) -> Printer:
        """The printer that is chosen."""
        return self._printers[self._printer.currentData()]

    @property
    def paper(self) -> str:
        """The paper that is chosen."""
        return str(self._paper.currentData() or A4)

    @property
    def sides(self) -> Sides:
        """How the sides of the paper are printed on."""
        return self._sides.currentData() or Sides.ONE

    @property
    def fitted(self) -> bool:
        """Whether the page is made to fit on the paper."""
        return bool(self._scale.currentData())

    @property
    def choices(self) -> Choices:
        """What is chosen. Raises `UserError` for pages that the report does not have."""
        some = self._some.isChecked() and not self._many
        return Choices(
            self._printer.currentData(),
            chosen_pages(self.pages.text(), self._documents[0].pages) if some else None,
            sides=self._sides.currentData(),
            copies=self._copies.value(),
            collated=self._collated.isChecked(),
            backwards=self._backwards.isChecked() and self.sides is not Sides.MANUAL and not self._many,
            backs_backwards=self._backs.isChecked(),
            paper=self._paper.currentData(),
            tray=self._tray.currentData(),
            grey=self._grey.isChecked(),
            fit=self.fitted,
            more=dict(self.more),
            whole_sets=self._sets.isChecked() and self._many and self._copies.value() > 1,
            sheet_between=self._between.isChecked() and self._many,
            review=self._review.isChecked(),
        )

    # what is offered

    def show_printer(self, printer: Printer) -> None:
        """Show how a printer is now."""
        self._printers[printer.name] = printer
        self._printer.setItemText(self._printer.findData(printer.name), _named(printer))

    def show_abilities(self, known: Abilities, usual: Choices) -> None:
        """Offer what this printer can do, with its usual settings chosen."""
        sides = [(side, words) for side, words in SIDES.items() if known.duplex or side is not Sides.BOTH]
        _offer(self._sides, sides, usual.sides)
        trays = [("", "按打印机的设置"), *((tray, tray_words(tray)) for tray in known.trays)]
        self._tray.offer(trays, usual.tray)
        papers = [paper for paper in PAPERS if paper in known.papers] or [A4]
        _offer(self._paper, ((paper, paper) for paper in papers), A4)
        self._scale.setCurrentIndex(0)
        self._grey.setChecked(usual.grey)
        self._backs.setChecked(usual.backs_backwards)
        self.more = dict(usual.more)

    def show_more(self, words: str) -> None:
        """Say which of the driver's own choices are set: they are remembered, and would not be seen."""
        self._more.say(words)

    def show_state(self, known: Abilities, fit: float, unanswered: str) -> bool:
        """Show what goes with the choices; return whether they can be printed.

        *fit* is the scale to fit the paper, *unanswered* why it is not known what the printer can do.
        """
        self._scale.setItemText(1, f"适合纸张（{fit * 100:.0f} %）")
        several, manual = self._copies.value() > 1, self.sides is Sides.MANUAL
        self._collated.setEnabled(several and self.sides is Sides.ONE and not self._many)
        self._sets.setEnabled(several)
        self._backs.setVisible(manual)
        self._backwards.setVisible(not self._many and not manual)
        self._state.say(unanswered or printer_words(self.printer))
        guard = paper_words(known, self.paper, fit, fitted=self.fitted)
        self._guard.say(guard)
        return not unanswered and self.printer.accepting and (not guard or self.fitted or fit >= 1.005)


def _named(printer: Printer) -> str:
    return f"{printer.shown}（{printer.state}）"


def _offer(box: QComboBox, entries: Iterable[tuple[object, str]], chosen: object) -> None:
    box.blockSignals(True)
    box.clear()
    for data, words in entries:
        box.addItem(words, data)
    box.blockSignals(False)
    box.setCurrentIndex(max(0, box.findData(chosen)))
