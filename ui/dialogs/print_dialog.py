"""Asks how to print: everything that decides what lies in the tray, and a picture of the sheet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserError
from app.printing import cups
from app.printing.printers import PAPERS, Abilities, Printer, size_on
from ui.base import theme
from ui.base.settings import Settings
from ui.dialogs.kit import Dialog, ScrolledPart, TonedLabel, named
from ui.dialogs.print_choices import Choices, for_many, remember, remembered
from ui.dialogs.print_form import PrintForm
from ui.dialogs.print_properties import PropertiesDialog
from ui.dialogs.print_words import SIDES_IN_SHORT
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import Document, Made, draw
from ui.views.sheet_picture import SheetPicture
from ui.work.tasks import Task

_MM = 25.4 / 72
_PICTURE_PIXELS = 600
_USUAL_SIZE = QSize(760, 480)


class PrintDialog(Dialog):
    """For one report or many, in their order, as they will be printed. `choices` is what was chosen."""

    def __init__(
        self,
        outlet: Outlet,
        printers: Sequence[Printer],
        known: Abilities,
        documents: Sequence[Document],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """*known* is what the printer can do that `first_printer` names."""
        super().__init__(
            "printDialog", "打印" if len(documents) == 1 else f"打印 {len(documents)} 份报告", parent
        )
        self._outlet, self._settings, self._known = outlet, settings, known
        self._asking = ""
        """The printer that has not answered yet what it can do."""
        self._counts = [(one.title, one.pages) for one in documents]
        self._first = documents[0]
        self._page = self._first.made
        self._task: Task | None = None
        self.form = PrintForm(printers, documents, first_printer(settings, printers))
        self._lay_out()
        self._show_abilities()
        self.form.connect_fields()
        self.form.printer_chosen.connect(self._on_printer_chosen)
        self.form.properties_asked.connect(self._show_properties)
        self.form.review_chosen.connect(self._on_review_chosen)
        self.form.changed.connect(self._update)
        self._update()

    def _lay_out(self) -> None:
        width, height = self._page.sizes[0]
        self._sheet = SheetPicture(draw(self._page, 0, _PICTURE_PIXELS), (width * _MM, height * _MM))
        self._summary = named(QLabel(), "printSummary")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._summary.setWordWrap(True)
        self._wrong = TonedLabel("printWrong", "error", hides=True)
        right = QVBoxLayout()
        right.addWidget(self._sheet, 1)
        right.addWidget(self._summary)
        inside = QWidget()
        both = QHBoxLayout(inside)
        both.setSpacing(4 * theme.UNIT)
        both.addWidget(self.form, 3)
        both.addLayout(right, 2)
        self.add(ScrolledPart(inside), stretch=1)
        self.add(self._wrong)
        box = self.end_with_choice("打印", self._on_print)
        self._go = box.button(QDialogButtonBox.StandardButton.Ok)
        # At twice the usual size of letters the choices are higher than a small screen: they scroll, the buttons stay.
        self.fit(inside.sizeHint().expandedTo(_USUAL_SIZE))

    # the printer

    def _on_printer_chosen(self, name: str) -> None:
        """Ask what the printer can do, off the window's thread; nothing can be printed meanwhile."""
        self._asking = name
        self._go.setEnabled(False)
        self._known, self._task = Abilities(), Task(lambda _task: (name, self._outlet.abilities(name)))
        self._task.finished.connect(self._on_abilities)
        self._task.failed.connect(self._wrong.say)
        self._task.start()

    def _on_abilities(self, answer: tuple[str, Abilities]) -> None:
        name, known = answer
        if name == self.form.printer.name:
            self._known, self._asking = known, ""
            self._show_abilities()
            self._update()

    def _show_abilities(self) -> None:
        """Offer what this printer can do, set as it was for it last time."""
        self.form.show_abilities(self._known, remembered(self._settings, self.form.printer.name, self._known))
        self.form.properties.setEnabled(sys.platform == "win32" or bool(cups.others(self._known)))

    def _show_properties(self) -> None:
        if sys.platform == "win32":
            command = ["rundll32.exe", "printui.dll,PrintUIEntry", "/e", "/n", self.form.printer.name]
            subprocess.Popen(command)
            return
        dialog = PropertiesDialog(cups.others(self._known), self.form.more, self)
        if dialog.exec():
            self.form.more = dialog.chosen
        dialog.deleteLater()

    # what is seen of the choices

    def _on_review_chosen(self, chosen: bool) -> None:
        """Show the first page as it will be printed."""
        reviewed = self._first.reviewed
        if reviewed is None:
            return
        self._page_task = Task(lambda _task: reviewed() if chosen else self._first.made)
        self._page_task.finished.connect(self._show_page)
        self._page_task.failed.connect(self._wrong.say)
        self._page_task.start()

    def _show_page(self, made: Made) -> None:
        self._sheet.show_page(draw(made, 0, _PICTURE_PIXELS))

    def _update(self) -> None:
        _, fit = size_on(self.form.paper, self._page.sizes[0], fit=True)
        scale = fit if self.form.fitted else 1.0
        self._sheet.show_on(PAPERS[self.form.paper], scale)
        can_print = self.form.show_state(self._known, fit)
        self._tell_what_comes(scale)
        self._go.setEnabled(can_print and not self._asking)

    def _tell_what_comes(self, scale: float) -> None:
        try:
            jobs = for_many(self.choices, self._counts) if len(self._counts) > 1 else []
            sheets = sum(job.sheet_count for _, job in jobs) or self.choices.job(*self._counts[0]).sheet_count
        except UserError as error:
            self._summary.setText("")
            self._wrong.say(str(error) if self.form.pages.text() else "")
            return
        self._wrong.say("")
        side = SIDES_IN_SHORT[self.form.sides]
        self._summary.setText(f"{self.form.paper} 纸 {sheets} 张，{side}，{scale * 100:.0f} %")

    @property
    def choices(self) -> Choices:
        """What is chosen. Raises `UserError` for pages that the report does not have."""
        return self.form.choices

    def _on_print(self) -> None:
        try:
            choices = self.choices
        except UserError as error:
            self._wrong.say(str(error))
            self.form.pages.setFocus()
            return
        remember(self._settings, choices)
        self.accept()


def first_printer(settings: Settings, printers: Sequence[Printer]) -> str:
    """Return the printer to begin with: the last one, else the system's usual one."""
    names = [printer.name for printer in printers]
    last = settings.text("print/last")
    return last if last in names else names[0]
