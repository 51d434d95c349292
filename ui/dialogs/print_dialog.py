"""Asks how to print: everything that decides what lies in the tray, and a picture of the sheet."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.errors import UserError
from app.printing.cups_options import others
from app.printing.printers import PAPERS, Abilities, Printer, size_on
from ui.base import theme
from ui.base.settings import Settings
from ui.dialogs.kit import Dialog, TonedLabel, named
from ui.dialogs.print_choices import Choices, for_many, remember, remembered
from ui.dialogs.print_form import PrintForm
from ui.dialogs.print_leaves import PrintLeaves
from ui.dialogs.print_properties import PropertiesDialog, properties_words
from ui.dialogs.print_words import SIDES_IN_SHORT
from ui.dialogs.scrolled_part import ScrolledPart
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import PrintedDocument
from ui.work.tasks import Task

_USUAL_SIZE = QSize(760, 480)


class PrintDialog(Dialog):
    """For one report or many, in their order, as they will be printed. `choices` is what was chosen."""

    def __init__(
        self,
        outlet: Outlet,
        printers: Sequence[Printer],
        known: Abilities,
        documents: Sequence[PrintedDocument],
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        """*known* is what the printer can do that `first_printer` names."""
        super().__init__(
            "printDialog", "打印" if len(documents) == 1 else f"打印 {len(documents)} 份报告", parent
        )
        self._outlet, self._settings, self._known = outlet, settings, known
        self._unanswered = ""
        """Why it is not known what the printer can do; empty when it is."""
        self._asked = first_printer(settings, printers)
        self._counts = [(one.title, one.pages) for one in documents]
        self._size = documents[0].made.sizes[0]
        self._leaves = PrintLeaves(documents)
        self._task: Task | None = None
        self._needed = QSize()
        self.form = PrintForm(printers, documents, self._asked)
        self._lay_out()
        self._show_abilities()
        self.form.connect_fields()
        self.form.printer_chosen.connect(self._on_printer_chosen)
        self.form.properties_asked.connect(self._show_properties)
        self.form.review_chosen.connect(self._leaves.show_reviewed)
        self._leaves.refused.connect(self._wrong.say)
        self.form.changed.connect(self._update)
        self._update()

    def _lay_out(self) -> None:
        self._summary = named(QLabel(), "printSummary")
        self._summary.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._summary.setWordWrap(True)
        self._wrong = TonedLabel("printWrong", "error", hides=True)
        right = QVBoxLayout()
        right.addWidget(self._leaves, 1)
        right.addWidget(self._summary)
        inside = QWidget()
        both = QHBoxLayout(inside)
        both.setSpacing(4 * theme.UNIT)
        both.addWidget(self.form, 3)
        both.addLayout(right, 2)
        # At twice the usual size of letters the choices are higher than a small screen: they scroll, the buttons stay.
        self._choices_part = named(ScrolledPart(inside), "printScrolled")
        self.add(self._choices_part, stretch=1)
        self.add(self._wrong)
        box = self.end_with_choice("打印", self._on_print)
        self._go = box.button(QDialogButtonBox.StandardButton.Ok)

    # the printer

    def _on_printer_chosen(self, name: str) -> None:
        """Ask what the printer can do, off the window's thread; nothing can be printed meanwhile.

        One that gave no answer is asked again when it is chosen again.
        """
        if name == self._asked:
            return
        self._asked = name
        self._known, self._unanswered = Abilities(), "正在询问打印机能怎样打印……"
        task = self._task = Task(lambda _task: _asked(self._outlet, name))
        task.finished.connect(lambda answer: self._on_answer(task, *answer))
        task.failed.connect(lambda why: self._on_no_answer(task, why))
        task.crashed.connect(lambda: self._on_no_answer(task, "程序内部出错，没有打印；请另选打印机。"))
        task.start()
        self._update()

    def _on_answer(self, task: Task, printer: Printer, known: Abilities) -> None:
        if task is self._task:
            self._known, self._unanswered = known, ""
            self.form.show_printer(printer)
            self._show_abilities()
            self._update()

    def _on_no_answer(self, task: Task, why: str) -> None:
        if task is self._task:
            self._asked, self._unanswered = "", why
            self._update()

    def _show_abilities(self) -> None:
        """Offer what this printer can do, set as it was for it last time."""
        self.form.show_abilities(self._known, remembered(self._settings, self.form.printer.name, self._known))
        self.form.properties.setEnabled(sys.platform == "win32" or bool(others(self._known)))

    def _show_properties(self) -> None:
        if sys.platform == "win32":
            command = ["rundll32.exe", "printui.dll,PrintUIEntry", "/e", "/n", self.form.printer.name]
            subprocess.Popen(command)
            return
        dialog = PropertiesDialog(others(self._known), self.form.more, self)
        if dialog.exec():
            self.form.more = dialog.chosen
            self._update()
        dialog.deleteLater()

    # what is seen of the choices

    def _update(self) -> None:
        _, fit = size_on(self.form.paper, self._size, fit=True)
        scale = fit if self.form.fitted else 1.0
        self._leaves.show_on(PAPERS[self.form.paper], scale)
        can_print = self.form.show_state(self._known, fit, self._unanswered)
        self.form.show_more(properties_words(others(self._known), self.form.more))
        self._tell_what_comes(scale)
        self._go.setEnabled(can_print)
        self._make_room()

    def _tell_what_comes(self, scale: float) -> None:
        try:
            choices = self.choices
        except UserError as error:
            self._summary.setText("")
            self._wrong.say(str(error) if self.form.pages.text() else "")
            return
        self._wrong.say("")
        if len(self._counts) > 1:
            sheets = sum(job.sheet_count for _, job in for_many(choices, self._counts))
        else:
            sheets = choices.job(*self._counts[0]).sheet_count
        side = SIDES_IN_SHORT[self.form.sides]
        self._summary.setText(f"{self.form.paper} 纸 {sheets} 张，{side}，{scale * 100:.0f} %")
        self._leaves.show_leaves(
            [
                (number, page)
                for number, (_title, count) in enumerate(self._counts)
                for page in (choices.pages if choices.pages is not None else range(count))
            ]
        )

    def _make_room(self) -> None:
        """Grow with what is said among the choices, as far as the screen lets; smaller is what the user makes it."""
        around = self.sizeHint() - self._choices_part.sizeHint()
        needed = self._choices_part.widget().sizeHint() + around
        if self.isVisible() and needed.height() != self._needed.height():
            self._needed = needed
            self.fit(needed.expandedTo(_USUAL_SIZE).expandedTo(self.size()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    @property
    def titles(self) -> list[str]:
        """What is to be printed."""
        return [title for title, _count in self._counts]

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


def _asked(outlet: Outlet, name: str) -> tuple[Printer, Abilities]:
    """Return a printer as it is now, and what it can do. Raises `UserError` when it is gone."""
    found = next((printer for printer in outlet.printers() if printer.name == name), None)
    if found is None:
        raise UserError("没有这台打印机了，请另选一台。")
    return found, outlet.abilities(name)


def first_printer(settings: Settings, printers: Sequence[Printer]) -> str:
    """Return the printer to begin with: the last one, else the system's usual one."""
    names = [printer.name for printer in printers]
    last = settings.text("print/last")
    return last if last in names else names[0]
