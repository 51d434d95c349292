"""Marks the words that findings are about in a text editor.

A check is about the text as it was last written to disk. Until the next one arrives the marks are anchored in the
document and move along with what is typed: typing never waits for a check, and no mark slips to other words.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from app.rules.model import Finding
from app.values import half_width
from ui.base import theme
from ui.base.qt_types import marked_span, text_mark

_MOST_PLACES = 100
"""So many places of one finding are marked."""


class FindingMarks:
    """The marks of one editor."""

    def __init__(
        self,
        editor: QTextEdit,
        others: Callable[[], Iterable[QTextEdit.ExtraSelection]] = lambda: (),
    ) -> None:
        """*others* gives further marks of words, such as figures that are linked."""
        self._editor = editor
        self._others = others
        self._cursors: dict[Finding, QTextCursor] = {}
        self._further: dict[Finding, list[QTextCursor]] = {}
        """Where a finding that has one answer for several places is besides its first."""
        self._pointed: QTextCursor | None = None
        self._chosen: frozenset[Finding] = frozenset()

    def set_off(self, findings: Sequence[Finding]) -> None:
        """Paint the marks of *findings* so that they stand out among the others."""
        chosen = frozenset(findings)
        if chosen != self._chosen:
            self._chosen = chosen
            self.paint()

    def chosen(self) -> list[str]:
        """Return the words that are set off."""
        return [cursor.selectedText() for finding, cursor in self._places() if finding in self._chosen]

    def show(self, findings: Sequence[Finding], body: str) -> None:
        """Mark the words of *findings*, which were found in *body*, the errors on top.

        A finding that is marked already keeps its place. A new one is marked only while the document still says
        what was checked; otherwise the check that is due anyway will bring it.
        """
        current = self._editor.toPlainText() == body
        cursors = {}
        for finding in reversed(findings):
            cursor = self._cursors.get(finding)
            if (cursor is None or not cursor.hasSelection()) and current:
                cursor = self._placed(finding, body)
            if cursor is not None:
                cursors[finding] = cursor
        if cursors != self._cursors:
            further = {f: self._further.get(f) or self._placed_further(f, body, current) for f in cursors}
            self._cursors, self._further = cursors, further
            self.paint()

    def clear(self) -> None:
        """Forget the marks of findings: another text is to be shown, or its check is not made yet."""
        self._cursors.clear()
        self._further.clear()
        self._pointed = None
        self.paint()

    def paint(self) -> None:
        """Show the marks in the colours of the theme in use."""
        others = list(self._others())
        places = [marked_span(mark) for mark in others]
        # A whole sentence that is marked must not hide what is marked in it, nor that a mark on the very words.
        around = {f for f, cursor in self._cursors.items() if _is_around(cursor, places)}
        selections = [_selection(f, c) for f, c in self._places() if f in around]
        selections += [*others, *(_selection(f, c) for f, c in self._places() if f not in around)]
        selections += [_pointer(c) for finding, c in self._places() if finding in self._chosen]
        if self._pointed is not None:
            selections.append(_pointer(self._pointed))
        self._editor.setExtraSelections(selections)

    def point_at(self, place: QTextCursor | None) -> None:
        """Show a place as if it were selected, until the cursor moves: no key can delete it."""
        if place is not None or self._pointed is not None:
            self._pointed = place
            self.paint()

    def pointed(self) -> str:
        """Return the words pointed at."""
        return self._pointed.selectedText() if self._pointed is not None else ""

    def at(self, position: int) -> list[Finding]:
        """Return the findings whose marks lie over a position in the document, errors first."""
        return [
            finding
            for finding, cursor in reversed([*self._places()])
            if cursor.selectionStart() <= position < cursor.selectionEnd()
        ]

    def place_of(self, finding: Finding) -> QTextCursor | None:
        """Return where a finding's words are now; ``None`` when they are not marked."""
        cursor = self._cursors.get(finding)
        return QTextCursor(cursor) if cursor is not None and cursor.hasSelection() else None

    def _places(self) -> Iterator[tuple[Finding, QTextCursor]]:
        """Yield every place that is marked with its finding."""
        for finding, cursor in self._cursors.items():
            yield finding, cursor
            yield from ((finding, other) for other in self._further.get(finding, ()))

    def _placed(self, finding: Finding, body: str) -> QTextCursor | None:
        end = finding.start + finding.length
        words = body[finding.start : end]
        if finding.excerpt and half_width(words) != half_width(finding.excerpt):
            return None
        return self._over(finding.start, end, body)

    def _placed_further(self, finding: Finding, body: str, current: bool) -> list[QTextCursor]:
        """Return the places beyond the first of a finding that mends several, where the text is still what was checked."""
        if not current or len(finding.replacements) < 2:
            return []
        others = [words for words in finding.replacements if words.section == finding.section]
        return [
            self._over(words.start, words.start + len(words.old), body)
            for words in others[:_MOST_PLACES]
            if not finding.start <= words.start < finding.start + finding.length
        ]

    def _over(self, start: int, end: int, body: str) -> QTextCursor:
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(position_in(body, start))
        cursor.setPosition(position_in(body, min(end, len(body))), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return cursor


def position_in(body: str, offset: int) -> int:
    """Return the document's position of a character of *body*: Qt counts rare characters as two."""
    return offset + sum(character > "\uffff" for character in body[:offset])


def _is_around(cursor: QTextCursor, places: Sequence[tuple[int, int]]) -> bool:
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    return any(start <= first and last <= end and (start, end) != (first, last) for first, last in places)


def _pointer(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    chosen = QTextCharFormat()
    chosen.setBackground(theme.color("selection"))
    return text_mark(cursor, chosen)


def _selection(finding: Finding, cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    foreground, tint = theme.current().severity(finding.severity.value)
    mark = QTextCharFormat()
    mark.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    mark.setUnderlineColor(QColor(foreground))
    mark.setBackground(QColor(tint))
    return text_mark(cursor, mark)
