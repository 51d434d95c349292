"""The preview: the report's real PDF, following every edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.exports.formats import one_sentence
from app.report import Report
from app.rules.release import release
from ui.base import theme
from ui.base.settings import Settings
from ui.views.part_of_report import ReportPlace
from ui.views.preview.preview_controls import PreviewControls
from ui.views.preview.preview_places import PreviewPlaces
from ui.views.preview.preview_search import PreviewSearch
from ui.views.preview.readable_pages import ReadablePages
from ui.work.session import Session
from ui.work.tasks import Task

if TYPE_CHECKING:
    from ui.printing.page_pictures import ReportPdf

FOLLOW_DELAY_MS = 150
"""The PDF is made again after edits have paused this long; with the time to make it, that is below half a second."""

Wanted = tuple[Report, bool, bool, bool]
"""What the PDF is made from: the report, whether it is a draft, whether in the installed fonts, whether with
room for a seal."""


class PreviewPage(QWidget):
    """Pages, and above them what is chosen about them."""

    place_asked = Signal(object)
    """The `ReportPlace` that was clicked on."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("previewPage")
        self._session = session
        self._settings = settings
        self._making: Wanted | None = None
        self._shown: Wanted | None = None
        self._made: ReportPdf | None = None
        self.view = ReadablePages()
        self.view.setAccessibleName("预览")
        self.view.setToolTip(
            "双击转到该处修改，按回车键转到查找到的一处；拖动选取文字，Ctrl+C 复制，Ctrl+F 查找"
        )
        self.view.place_asked.connect(self._on_place_asked)
        self.view.search_asked.connect(self.open_search)
        self._search = PreviewSearch(self.view)
        self._places: PreviewPlaces | None = None
        self._sought: ReportPlace | None = None
        """What is to be brought into sight once it is set."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_DELAY_MS)
        self._timer.timeout.connect(self._make)
        self._controls = PreviewControls(self.view, settings)
        self._controls.chosen.connect(self._make)
        self._lay_out()
        session.checked.connect(self._follow)

    def _lay_out(self) -> None:
        self._words = QLabel()
        self._words.setObjectName("previewWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.hide()
        words = QHBoxLayout()
        words.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        words.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.UNIT, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addLayout(self._controls)
        column.addLayout(words)
        column.addWidget(self._search)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    # text and places

    def open_search(self) -> None:
        """Look for words on the pages."""
        self._search.begin()

    def _on_place_asked(self, page: int, point: QPointF) -> None:
        place = self._places.place_at(page, point.x(), point.y()) if self._places is not None else None
        if place is not None:
            self.place_asked.emit(place)

    def seek(self, place: ReportPlace | None) -> None:
        """Bring a part of the report into sight, now or as soon as it is set."""
        self._sought = place
        self._bring_sought()

    def _bring_sought(self) -> None:
        current = self._shown is not None and _same(self._shown, self._wanted())
        if self._sought is None or self._places is None or not current:
            return
        if (spot := self._places.spot_of(self._sought)) is not None:
            self.view.bring(*spot)
        self._sought = None

    # following the report

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was edited or chosen elsewhere meanwhile."""
        super().showEvent(event)
        self._controls.show_settings()
        self._make()

    def _follow(self) -> None:
        """Make the PDF again once edits pause, and at once for another report."""
        if not self.isVisible():
            return
        wanted = self._wanted()
        if wanted is not None and self._made is not None and _same(wanted, self._shown):
            self._say_about(wanted, self._made)
            return
        another = wanted is not None and (self._shown is None or self._shown[0].id != wanted[0].id)
        self._timer.start(0 if another else FOLLOW_DELAY_MS)

    def _wanted(self) -> Wanted | None:
        report, check = self._session.report, self._session.check
        if report is None or check is None or not check.completed:
            return None
        return report, release(report, check).draft, self._settings.installed_fonts, self._settings.sealed

    def _make(self) -> None:
        """Have the PDF made, one at a time: whatever is wanted by the time it is done comes next."""
        wanted = self._wanted()
        if wanted is None:
            self._shown = None
            self.view.show_pages(None)
            self._controls.show_number(0)
        elif self._making is None and not _same(wanted, self._shown):
            self._start(wanted)

    def _start(self, wanted: Wanted) -> None:
        self._making = wanted
        report, draft, installed, sealed = wanted

        def work(_task: Task) -> ReportPdf:
            from ui.printing.page_pictures import make

            return make(report, draft=draft, installed_fonts=installed, sealed=sealed)

        task = Task(work)
        task.finished.connect(self._on_made)
        task.failed.connect(self._on_failed)
        task.crashed.connect(self._on_crashed)
        task.start()
        if self._shown is None or self._shown[0].id != report.id:
            self.view.show_pages(None)
            self._say("正在排版……", "muted")

    def _done(self) -> Wanted | None:
        """End the making; return what was made, or None when it is stale and the next was begun."""
        made, self._making = self._making, None
        if made is None or not _same(made, self._wanted()):
            self._make()
            return None
        return made

    def _on_made(self, made: ReportPdf) -> None:
        wanted = self._done()
        if wanted is None:
            return
        another = self._shown is None or self._shown[0].id != wanted[0].id
        self._shown, self._made = wanted, made
        self.view.show_pages(made, from_top=another)
        self._places = PreviewPlaces(wanted[0], made.texts)
        self._search.again()
        self._bring_sought()
        self._controls.show_number(self.view.page)
        self._say_about(wanted, made)

    def _on_failed(self, message: str) -> None:
        wanted = self._done()
        if wanted is None:
            return
        kept = self._shown is not None and self._shown[0].id == wanted[0].id and self.view.page_count
        self._shown, self._made = wanted, None
        if not kept:
            self.view.show_pages(None)
            self._controls.show_number(0)
        self._say(f"{message}下面是修改之前的样子。" if kept else message, "error")

    def _on_crashed(self) -> None:
        if self._done() is not None:
            self._say("程序内部出错，没有排版。", "error")

    def _say_about(self, wanted: Wanted, made: ReportPdf) -> None:
        check = self._session.check
        told = release(wanted[0], check).draft_notice if check is not None else ""
        self._say(told + one_sentence(made.substitutions), "warning")
        self._words.setToolTip("\n".join(made.substitutions))

    def _say(self, text: str, color: str) -> None:
        theme.write_in(self._words, color)
        self._words.setText(text)
        self._words.setToolTip("")
        self._words.setVisible(bool(text))


def _same(wanted: Wanted | None, other: Wanted | None) -> bool:
    """Whether the PDFs of these are the same; reports are values that no edit changes in place."""
    if wanted is None or other is None:
        return wanted is other
    return wanted[0] is other[0] and wanted[1:] == other[1:]
