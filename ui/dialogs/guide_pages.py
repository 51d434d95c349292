"""A page of the user guide on screen: its pictures and their words, its headings, and what is found in it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser

from app.paths import resource
from ui.base import theme

_PICTURE = QTextDocument.ResourceType.ImageResource
_MARGIN = 4 * theme.UNIT


def markdown_of(name: str) -> str:
    """Return the text of a page of the guide."""
    return resource("guide", name).read_text(encoding="utf-8")


class GuidePages(QTextBrowser):
    """Shows the guide's pages; links lead only from page to page, pictures come only from the guide's folder."""

    shown = Signal(str)
    """The page now on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guidePages")
        self.setAccessibleName("使用说明")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        self.page = ""
        self._shown: tuple[int, float] = (0, 0.0)
        self.anchorClicked.connect(self._on_anchor)

    def show_page(self, name: str) -> None:
        """Show one page of the guide."""
        self.page = name
        self.setMarkdown(markdown_of(name))
        self._caption()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.shown.emit(name)

    def show_paragraph(self, text: str, words: Sequence[str] = ()) -> None:
        """Bring the paragraph or heading that begins with a text to the top, and select the first of *words* in it."""
        block = self.document().begin()
        while block.isValid() and not block.text().startswith(text):
            block = block.next()
        if block.isValid():
            top = self.document().documentLayout().blockBoundingRect(block).top()
            cursor = QTextCursor(block)
            where = min((at for word in words if (at := block.text().lower().find(word)) >= 0), default=-1)
            if where >= 0:
                cursor.setPosition(block.position() + where)
                length = next(len(word) for word in words if block.text().lower().startswith(word, where))
                cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, length)
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(round(top))

    def _on_anchor(self, link: QUrl) -> None:
        name = Path(link.path()).name
        if link.isRelative() and resource("guide", name).is_file():
            self.show_page(name)

    def _caption(self) -> None:
        """Write the description of a picture below it: a screen reader reads nothing else of a picture."""
        small = QTextCharFormat()
        small.setFontPointSize(self.font().pointSizeF() * 0.9)
        below = QTextBlockFormat()
        below.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below.setBottomMargin(3 * theme.UNIT)
        for block, _, words in self._pictures():
            cursor = QTextCursor(block)
            cursor.mergeBlockFormat(_centred())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertBlock(below, small)
            cursor.insertText(words)

    def _pictures(self) -> list[tuple[QTextBlock, QUrl, str]]:
        """Return the paragraphs with pictures, the last one first, the pictures and the words that describe them."""
        found = []
        block = self.document().lastBlock()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                style = parts.fragment().charFormat()
                if style.isImageFormat():
                    words = style.property(QTextFormat.Property.ImageAltText)
                    found.append((block, QUrl(style.toImageFormat().name()), words or ""))
                parts += 1
            block = block.previous()
        return found

    # pictures in the width of the page

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        name = QUrl(name)
        path = resource("guide", "pictures", Path(name.path()).name)
        if kind != _PICTURE.value or not name.isRelative() or not path.is_file():
            return None
        self._shown = self._room()
        return _fitted(QImage(str(path)), *self._shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown[0] and self._shown != self._room():
            for _, name, _ in self._pictures():
                self.document().addResource(_PICTURE.value, name, self.loadResource(_PICTURE.value, name))
            self.document().markContentsDirty(0, self.document().characterCount())

    def _room(self) -> tuple[int, float]:
        """Return how wide a picture can be, and how many of the screen's pixels make one of that width."""
        return self.viewport().width() - 2 * _MARGIN, self.devicePixelRatioF()


def _centred() -> QTextBlockFormat:
    style = QTextBlockFormat()
    style.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    style.setTopMargin(2 * theme.UNIT)
    return style


def _fitted(picture: QImage, room: int, ratio: float) -> QImage:
    """Return a picture that is no wider than the room, in the pixels of the screen: Qt's own scaling is coarse."""
    width = round(min(picture.width(), max(room, 1)) * ratio)
    if width != picture.width():
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.convertToFormat(QImage.Format.Format_RGB32).scaledToWidth(width, smooth)
    picture.setDevicePixelRatio(ratio)
    return picture
