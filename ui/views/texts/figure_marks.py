"""The linked figures of a text editor: where they are, that each is one unit, and how they look.

The document holds plain text. Each figure is anchored in it by a cursor at either end, which moves with what is typed
around it; what changes a figure itself makes it plain text.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.linked_text import Link, links_in, marked, plain
from ui.base import theme
from ui.base.qt_types import text_mark
from ui.views.finding_marks import position_in


@dataclass
class _Anchor:
    """A figure in the document: both ends, what it says, and its source."""

    start: QTextCursor
    end: QTextCursor
    figure: str
    source: str

    @property
    def whole(self) -> QTextCursor:
        """The figure, selected."""
        cursor = QTextCursor(self.start)
        cursor.setPosition(self.start.position())
        cursor.setPosition(self.end.position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @property
    def lives(self) -> bool:
        """Whether the document still has the figure there."""
        return self.start.position() < self.end.position() and self.whole.selectedText() == self.figure


class FigureMarks:
    """The linked figures of one editor. *changed* is called when others are to be painted."""

    def __init__(self, editor: QTextEdit, changed: Callable[[], None]) -> None:
        self._editor = editor
        self._changed = changed
        self._anchors: list[_Anchor] = []
        self._renewing = False
        editor.textChanged.connect(self._drop_changed)

    def show(self, body: str) -> None:
        """Anchor the links of a kept text, which the document shows as it is printed."""
        self._anchors = []
        self.add(body, 0)

    def add(self, body: str, position: int) -> None:
        """Anchor the links of a kept text that stands in the document from this position on."""
        text = plain(body)
        for link in links_in(body):
            start = position + position_in(text, link.start)
            figure = text[link.start : link.end]
            self._anchors.append(self._anchored(start, figure, link.source))
        self._anchors.sort(key=lambda anchor: anchor.start.position())
        self._changed()

    def _anchored(self, start: int, figure: str, source: str) -> _Anchor:
        first, last = QTextCursor(self._editor.document()), QTextCursor(self._editor.document())
        first.setPosition(start)
        last.setPosition(start + position_in(figure, len(figure)))
        last.setKeepPositionOnInsert(True)
        return _Anchor(first, last, figure, source)

    def body(self) -> str:
        """Return the document's text as it is kept, with its links."""
        return self._marked(self._editor.toPlainText(), 0)

    def part(self, cursor: QTextCursor) -> str:
        """Return what is selected as it is kept; a figure that is not selected whole is text."""
        text = cursor.selectedText().replace("\u2029", "\n")
        return self._marked(text, cursor.selectionStart())

    def _marked(self, text: str, position: int) -> str:
        rare = [place for place, character in enumerate(text) if character > "\uffff"]

        def offset(place: int) -> int:
            """Return the character that stands at a position: Qt counts rare characters as two."""
            passed = 0
            while passed < len(rare) and rare[passed] + passed < place:
                passed += 1
            return place - passed

        length = position_in(text, len(text))
        links = [
            Link(offset(start), offset(end) - offset(start), anchor.source)
            for anchor in self._anchors
            if anchor.lives
            and (start := anchor.start.position() - position) >= 0
            and (end := anchor.end.position() - position) <= length
        ]
        return marked(text, links)

    def renew(self, figures: Mapping[str, str]) -> None:
        """Write new values of the figures by their sources; the text around them stays, and so does the cursor."""
        self._renewing = True
        for anchor in self._anchors:
            figure = figures.get(anchor.source, anchor.figure)
            if figure != anchor.figure and anchor.lives:
                start = anchor.start.position()
                self._replace(anchor, figure)
                fresh = self._anchored(start, figure, anchor.source)
                anchor.start, anchor.end, anchor.figure = fresh.start, fresh.end, figure
        self._renewing = False
        self._changed()

    def _replace(self, anchor: _Anchor, figure: str) -> None:
        """Replace a figure's characters without pushing the editor's cursor off the figure's end."""
        cursor, own = anchor.whole, self._editor.textCursor()
        at_start = own.position() == cursor.selectionStart() and not own.hasSelection()
        cursor.insertText(figure)
        if at_start:
            own.setPosition(cursor.position() - position_in(figure, len(figure)))
            self._editor.setTextCursor(own)

    def _drop_changed(self) -> None:
        if self._renewing:
            return
        kept = [anchor for anchor in self._anchors if anchor.lives]
        if len(kept) != len(self._anchors):
            self._anchors = kept
            self._changed()

    # each figure is one unit

    def around(self, position: int) -> QTextCursor | None:
        """Return the figure that a position lies inside of, between its first and last character."""
        return self._found(lambda start, end: start < position < end)

    def touching(self, position: int) -> QTextCursor | None:
        """Return the figure at a position, its ends included."""
        return self._found(lambda start, end: start <= position <= end)

    def ending_at(self, position: int) -> QTextCursor | None:
        """Return the figure that ends at a position."""
        return self._found(lambda _start, end: end == position)

    def beginning_at(self, position: int) -> QTextCursor | None:
        """Return the figure that begins at a position."""
        return self._found(lambda start, _end: start == position)

    def _found(self, fits: Callable[[int, int], bool]) -> QTextCursor | None:
        return next((a.whole for a in self._anchors if fits(a.start.position(), a.end.position())), None)

    def source_at(self, position: int) -> str:
        """Return the source of the figure at a position; empty where none is."""
        found = (a for a in self._anchors if a.start.position() <= position <= a.end.position())
        return next((anchor.source for anchor in found), "")

    def release(self, cursor: QTextCursor) -> bool:
        """Make plain text of the figures that a selection touches, or that are at the cursor; say whether there were any."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        kept = [a for a in self._anchors if a.end.position() < start or a.start.position() > end]
        released = len(kept) != len(self._anchors)
        self._anchors = kept
        self._changed()
        return released

    # looks

    def selections(self) -> Iterator[QTextEdit.ExtraSelection]:
        """Yield the marks: the colour of links and a tint, and a dotted line for who does not see them."""
        for anchor in self._anchors:
            look = QTextCharFormat()
            look.setForeground(theme.color("accent"))
            look.setBackground(theme.color("ask_tint"))
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            look.setUnderlineColor(theme.color("accent"))
            yield text_mark(anchor.whole, look)
