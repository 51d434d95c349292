"""The pages that will be printed, one at a time on a picture of their sheet; they can be turned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.base import theme
from ui.dialogs.kit import named, push_button, row_of
from ui.dialogs.short_texts import ShortLabel
from ui.printing.page_pictures import PrintedDocument, ReportPdf, draw
from ui.views.preview.sheet_picture import SheetPicture
from ui.work.tasks import Task

_MM = 25.4 / 72
_PICTURE_PIXELS = 600

Leaf = tuple[int, int]
"""A document and a page of it, both counted from 0."""


class PrintLeaves(QWidget):
    """Shows what is chosen for printing in the order of reading, beginning with the first page."""

    refused = Signal(str)
    """Why a copy for review can't be shown."""

    def __init__(self, documents: Sequence[PrintedDocument]) -> None:
        super().__init__()
        self._documents = documents
        self._leaves: Sequence[Leaf] = ()
        self._at = 0
        self._review = False
        self._reviewed: dict[int, ReportPdf] = {}
        self._task: Task | None = None
        width, height = documents[0].made.sizes[0]
        self._sheet = SheetPicture(QImage(), (width * _MM, height * _MM))
        self._title = ShortLabel("printTitle")
        self._place = named(QLabel(), "printLeaf")
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._back = push_button("上一页(&U)", lambda: self._turn(-1), "printBack")
        self._on = push_button("下一页(&N)", lambda: self._turn(1), "printOn")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addWidget(self._title)
        column.addWidget(self._sheet, 1)
        column.addWidget(self._place)
        column.addLayout(row_of(None, self._back, self._on, None))

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show other pages, from the first on; the same pages stay as they are turned."""
        if leaves != self._leaves:
            self._leaves, self._at = leaves, 0
            self._show()

    def show_on(self, paper: tuple[float, float], scale: float) -> None:
        """Show the pages on another paper, width and height in mm, at a scale (1 is 100 %)."""
        self._sheet.show_on(paper, scale)

    def show_reviewed(self, review: bool) -> None:
        """Show copies for review in place of what is not final, or the reports as they are."""
        self._review = review
        self._show()

    def _turn(self, by: int) -> None:
        self._at = max(0, min(len(self._leaves) - 1, self._at + by))
        self._show()

    def _show(self) -> None:
        """Show the page; a copy for review is first made in another thread."""
        number, page = self._leaves[self._at]
        document = self._documents[number]
        self._tell(document, number, page)
        if not self._review or document.reviewed is None:
            self._sheet.show_page(draw(document.made, page, _PICTURE_PIXELS))
        elif number in self._reviewed:
            made = self._reviewed[number]
            self._sheet.show_page(draw(made, min(page, len(made.sizes) - 1), _PICTURE_PIXELS))
        elif self._task is None:
            self._make(number)

    def _make(self, number: int) -> None:
        reviewed = self._documents[number].reviewed
        assert reviewed is not None
        task = self._task = Task(lambda _task: (number, reviewed()))
        task.finished.connect(self._on_made)
        task.failed.connect(self._on_refused)
        task.crashed.connect(lambda: self._on_refused("程序内部出错，没有排出送审稿。"))
        task.start()

    def _on_made(self, outcome: tuple[int, ReportPdf]) -> None:
        number, made = outcome
        self._task, self._reviewed[number] = None, made
        self._show()

    def _on_refused(self, why: str) -> None:
        self._task = None
        self.refused.emit(why)

    def _tell(self, document: PrintedDocument, number: int, page: int) -> None:
        self._title.say(document.title)
        mark = "（草稿）" if document.draft else "（定稿）" if document.final else ""
        several = (
            f"第 {number + 1} 份{mark}，共 {len(self._documents)} 份\n" if len(self._documents) > 1 else ""
        )
        chosen = [leaf for leaf in self._leaves if leaf[0] == number]
        part = len(chosen) < document.pages
        which = f"（所选 {len(chosen)} 页中的第 {chosen.index((number, page)) + 1} 页）" if part else ""
        self._place.setText(f"{several}第 {page + 1} 页，共 {document.pages} 页{which}")
        _enable(self._back, self._at > 0, self._on)
        _enable(self._on, self._at < len(self._leaves) - 1, self._back)


def _enable(button: QPushButton, enabled: bool, other: QPushButton) -> None:
    """Enable or disable a button. The keyboard goes to the *other*: Qt would give it to the button that prints."""
    if not enabled and button.hasFocus():
        other.setEnabled(True)
        other.setFocus()
    button.setEnabled(enabled)
