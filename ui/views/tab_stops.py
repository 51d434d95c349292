"""The order in which the tab key goes through a page: as its parts are laid out, however late one of them was made."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def stops_of(part: QWidget) -> Iterator[QWidget]:
    """Yield what the tab key stops at in *part*: itself, or what its layout holds from the top left on."""
    layout = part.layout()
    if layout is not None:
        yield from _stops_in(layout)
    elif part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part


def _stops_in(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from stops_of(widget)
        elif inner is not None:
            yield from _stops_in(inner)


def put_in_order(stops: Iterable[QWidget]) -> None:
    """Let the tab key go from each of them to the next."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
