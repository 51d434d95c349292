"""The user guide, read in the program itself: a clerk's PC may have no browser that opens local files."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.base import theme
from ui.base.search_line import search_line
from ui.dialogs.guide_pages import GuidePages, markdown_of

PAGES = (
    *("guide.md", "keys.md", "ledger.md", "collecting.md"),
    *("transfer.md", "rules.md", "install.md", "formats.md", "accessibility.md"),
)
"""All pages, in the order of the contents."""
FIRST_PAGE = PAGES[0]
_SIZE = (1180, 700)
_OF_SCREEN = 0.9
_CONTENTS = 270
_BEFORE, _AFTER = 8, 24
"""How many characters of a paragraph are listed around the word that was found."""
_PAGE, _TEXT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class GuideDialog(QDialog):
    """Stays open beside the window: contents and search on the left, the page on the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guideDialog")
        self.setWindowTitle("使用说明")
        screen = QGuiApplication.primaryScreen().availableSize() * _OF_SCREEN
        self.resize(min(_SIZE[0], screen.width()), min(_SIZE[1], screen.height()))
        self.pages = GuidePages()
        self._documents: dict[str, QTextDocument] = {}
        """The pages that were searched, as documents."""
        self._search = search_line("guideSearch", "在使用说明中查找", "查找，可写几个词")
        self._contents = QTreeWidget()
        self._contents.setObjectName("guideContents")
        self._contents.setAccessibleName("目录")
        self._contents.setHeaderHidden(True)
        self._lay_out()
        self._search.textChanged.connect(self._list)
        self._search.returnPressed.connect(self._show_first)
        self._contents.currentItemChanged.connect(self._on_chosen)
        self._list()
        self.pages.show_page(FIRST_PAGE)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.UNIT, theme.UNIT, 0, theme.UNIT)
        column.addWidget(self._search)
        column.addWidget(self._contents, 1)
        parts = QSplitter()
        parts.addWidget(left)
        parts.addWidget(self.pages)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_CONTENTS, self.width() - _CONTENTS])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(parts)
        self.setTabOrder(self._search, self._contents)
        self.pages.setFocus()

    def show_topic(self, page: str, heading: str = "") -> None:
        """Show a page, from one of its headings on."""
        self.pages.show_page(page)
        if heading:
            self.pages.show_paragraph(heading)

    def _words(self) -> list[str]:
        return self._search.text().lower().split()

    def _list(self) -> None:
        """List the headings of all pages, or the paragraphs that hold all words of the search."""
        words = self._words()
        self._contents.blockSignals(True)
        self._contents.clear()
        for name in PAGES:
            page = QTreeWidgetItem([markdown_of(name).partition("\n")[0].lstrip("# ")])
            page.setData(0, _PAGE, name)
            for text, shown in self._found(name, words) if words else self._headings(name):
                entry = QTreeWidgetItem([shown])
                entry.setData(0, _PAGE, name)
                entry.setData(0, _TEXT, text)
                entry.setToolTip(0, shown)
                page.addChild(entry)
            if not words or page.childCount():
                self._contents.addTopLevelItem(page)
                page.setExpanded(bool(words) or name == FIRST_PAGE)
        if words and not self._contents.topLevelItemCount():
            none = QTreeWidgetItem(["没有找到"])
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self._contents.addTopLevelItem(none)
        self._contents.blockSignals(False)

    @staticmethod
    def _headings(name: str) -> Iterator[tuple[str, str]]:
        for line in markdown_of(name).splitlines():
            if line.startswith("## "):
                yield line.removeprefix("## "), line.removeprefix("## ")

    def _found(self, name: str, words: list[str]) -> Iterator[tuple[str, str]]:
        """Yield each paragraph that holds all words, and its excerpt for the list."""
        if name not in self._documents:
            self._documents[name] = QTextDocument(self)
            self._documents[name].setMarkdown(markdown_of(name))
        block = self._documents[name].begin()
        while block.isValid():
            text = block.text()
            places = [text.lower().find(word) for word in words]
            if min(places) >= 0:
                begin = max(min(places) - _BEFORE, 0)
                yield text, ("…" if begin else "") + text[begin : min(places) + _AFTER]
            block = block.next()

    def _show_first(self) -> None:
        """Show the first paragraph that was found; pressed again, the next one."""
        here = self._contents.currentItem()
        after = self._contents.itemBelow(here) if here is not None else self._contents.topLevelItem(0)
        while after is not None and not after.data(0, _TEXT):
            after = self._contents.itemBelow(after)
        if after is not None:
            self._contents.setCurrentItem(after)

    def _on_chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is None or not (page := item.data(0, _PAGE)):
            return
        if page != self.pages.page or not item.data(0, _TEXT):
            self.pages.show_page(page)
        if text := item.data(0, _TEXT):
            self.pages.show_paragraph(text, self._words())
