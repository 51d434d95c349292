"""Pictures of a PDF's pages, drawn one after the other in another thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from ui.work.tasks import Task

if TYPE_CHECKING:
    from ui.printing.page_pictures import ReportPdf


class DrawnPages(QObject):
    """Keeps the old picture of a page until the new one is there."""

    drawn = Signal()
    """A picture is there, and the next can be wanted."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._made: ReportPdf | None = None
        self._pictures: dict[int, tuple[ReportPdf, QImage]] = {}
        self._drawing: Task | None = None

    def take(self, made: ReportPdf | None, *, another: bool) -> None:
        """Draw these pages from now on; of *another* report than before no picture is kept."""
        self._made = made
        if another:
            self._pictures.clear()

    def picture(self, number: int) -> QImage | None:
        """Return the picture of a page as it was drawn last."""
        _, picture = self._pictures.get(number, (None, None))
        return picture

    def is_fresh(self, number: int, size: QSize) -> bool:
        """Whether the picture of a page is that of the pages as they are, in this size."""
        made, picture = self._pictures.get(number, (None, None))
        return made is self._made and picture is not None and picture.size() == size

    def want(self, sizes: Mapping[int, QSize]) -> None:
        """Have the first of these pages drawn that is not there in its size, and keep no picture of others."""
        made = self._made
        if self._drawing is not None or made is None:
            return
        self._pictures = {n: kept for n, kept in self._pictures.items() if n in sizes}
        number = next((n for n, size in sizes.items() if not self.is_fresh(n, size)), None)
        if number is None:
            return
        width = sizes[number].width()

        def work(_task: Task) -> tuple[int, ReportPdf, QImage]:
            from ui.printing.page_pictures import draw

            return number, made, draw(made, number, width)

        self._drawing = Task(work)
        self._drawing.finished.connect(self._on_drawn)
        self._drawing.crashed.connect(self._on_crashed)
        self._drawing.start()

    def _on_drawn(self, outcome: tuple[int, ReportPdf, QImage]) -> None:
        self._drawing = None
        number, made, picture = outcome
        if made is self._made:
            self._pictures[number] = (made, picture)
        self.drawn.emit()

    def _on_crashed(self) -> None:
        self._drawing = None
