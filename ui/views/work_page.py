"""What a page offers that stands in the middle of the window in place of the report."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.report import Unit


class CellTable(Protocol):
    """A table whose cells can be worked on by the menu 编辑."""

    def cut(self) -> None: ...
    def copy(self) -> None: ...
    def paste(self) -> None: ...
    def selectAll(self) -> None: ...
    def clear_selected(self) -> None: ...
    def fill_down(self) -> None: ...


class WorkPage(QWidget):
    """A page with a table; what it has typed and not written is asked for before the window closes."""

    def focus_page(self) -> None:
        """Give the keyboard to what is worked on."""
        raise NotImplementedError

    def next_part(self) -> bool:
        """Give the keyboard to the part of the page that follows the one that has it; False after the last."""
        return False

    def keep_height(self, full_height: Callable[[], int]) -> None:
        """Stay as high as the page is without notices: *full_height* tells."""

    def scrolled(self) -> QAbstractScrollArea | None:
        """Return what is scrolled on the page."""
        return None

    def open_search(self) -> None:
        """Give the keyboard to the page's search."""
        raise NotImplementedError

    def unit(self) -> Unit | None:
        """Return the unit that the page is of, for which a new report would be meant."""
        return None

    def pending(self) -> Sequence[str]:
        """Return what was typed and is not on disk."""
        return ()

    def table(self) -> CellTable | None:
        """Return the table that has the keyboard, else the page's main one."""
        return None
