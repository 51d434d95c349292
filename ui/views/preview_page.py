"""The preview: the report's real PDF, following every edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.exports.formats import one_sentence
from app.report import Report
from app.rules.release import release
from ui.base import theme
from ui.base.settings import Settings
from ui.base.wrapping_row import WrappingRow
from ui.printing.page_layout import STEPS, Fit, read_zoom
from ui.views.preview_places import PreviewPlaces
from ui.views.preview_search import PreviewSearch
from ui.views.readable_pages import ReadablePages
from ui.views.report_place import ReportPlace
from ui.work.session import Session
from ui.work.tasks import Task

if TYPE_CHECKING:
    from ui.printing.page_pictures import Made

FOLLOW_DELAY_MS = 150
"""The PDF is made again after edits have paused this long; with the time to make it, that is below half a second."""

Wanted = tuple[Report, bool, bool, bool]
"""What the PDF is made from: the report, whether it is a draft, whether in the installed fonts, whether with
room for a seal."""

_FITS = {Fit.WIDTH: "适合宽度", Fit.PAGE: "适合整页"}


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
        self._made: Made | None = None
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
        self._make_controls()
        self._lay_out()
        self._restore()
        session.checked.connect(self._follow)

    # the line of controls

    def _make_controls(self) -> None:
        self._number = QSpinBox()
        self._number.setObjectName("previewNumber")
        self._number.setKeyboardTracking(False)
        self._number.setPrefix("第 ")
        self._number.setAccessibleName("页码")
        self._zoom = QComboBox()
        self._zoom.setObjectName("previewZoom")
        self._zoom.setAccessibleName("显示比例")
        for fit, text in _FITS.items():
            self._zoom.addItem(text, fit.value)
        for step in STEPS:
            self._zoom.addItem(f"{step}%", str(step))
        self._facing = QCheckBox("双页(&D)")
        self._facing.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._facing.setObjectName("previewFacing")
        self._facing.setToolTip("像装订后一样，单页码在右、双页码在左")
        self._fonts = QComboBox()
        self._fonts.setObjectName("previewFonts")
        self._fonts.addItem("随程序字体", False)
        self._fonts.addItem("本机公文字体", True)
        self._fonts.setToolTip(
            "预览、导出和打印所用的字体。\n本机公文字体：方正小标宋、仿宋_GB2312、楷体_GB2312、黑体、宋体"
        )
        self._sealed = QCheckBox("留出盖章位置(&G)")
        self._sealed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._sealed.setObjectName("previewSealed")
        self._sealed.setToolTip("落款按加盖印章的公文编排，预览、导出和打印都照此；归档包和移交的文件不留")
        self._words = QLabel()
        self._words.setObjectName("previewWords")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._number.valueChanged.connect(self._on_number_changed)
        self._zoom.activated.connect(lambda index: self.view.set_zoom(read_zoom(self._zoom.itemData(index))))
        self._facing.toggled.connect(self._on_facing)
        self._fonts.activated.connect(self._on_fonts)
        self._sealed.clicked.connect(self._on_sealed)
        self.view.page_changed.connect(self._show_number)
        self.view.zoom_changed.connect(self._on_zoom_changed)

    def _lay_out(self) -> None:
        fonts = QLabel("字体(&T)")
        fonts.setBuddy(self._fonts)
        row = WrappingRow()
        row.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        row.setSpacing(2 * theme.UNIT)
        row.addWidget(self._number)
        row.addWidget(self._zoom)
        for text, name, direction in (("－", "缩小", -1), ("＋", "放大", 1)):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(f"{name}（Ctrl+{'-' if direction < 0 else '+'}）")
            button.setAccessibleName(name)
            button.setFixedWidth(7 * theme.UNIT)
            button.clicked.connect(lambda _checked=False, step=direction: self.view.zoom_by_step(step))
            row.addWidget(button)
        row.addWidget(self._facing)
        row.addWidget(self._sealed)
        row.addWidget(fonts)
        row.addWidget(self._fonts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.UNIT, 0, 0)
        column.setSpacing(theme.UNIT)
        column.addLayout(row)
        words = QHBoxLayout()
        words.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        words.addWidget(self._words)
        column.addLayout(words)
        column.addWidget(self._search)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)

    def _restore(self) -> None:
        """Take up what was chosen last time."""
        self.view.zoom = read_zoom(self._settings.text("preview/zoom"))
        self._facing.setChecked(bool(self._settings.number("preview/facing", 0)))
        self._fonts.setCurrentIndex(int(self._settings.installed_fonts))
        self._words.hide()
        self._show_zoom()
        self._show_number(0)

    def _on_number_changed(self, number: int) -> None:
        self.view.go_to_page(number)
        self._show_number(self.view.page)

    def _show_number(self, number: int) -> None:
        count = self.view.page_count
        with QSignalBlocker(self._number):
            self._number.setRange(min(1, count), count)
            self._number.setSuffix(f" 页，共 {count} 页")
            self._number.setValue(number)
        self._number.setEnabled(count > 0)

    def _on_zoom_changed(self) -> None:
        self._settings.set("preview/zoom", str(self.view.zoom))
        self._show_zoom()

    def _show_zoom(self) -> None:
        self._zoom.setCurrentIndex(self._zoom.findData(str(self.view.zoom)))

    def _on_facing(self, facing: bool) -> None:
        self._settings.set("preview/facing", int(facing))
        self.view.set_facing(facing)

    def _on_sealed(self, sealed: bool) -> None:
        self._settings.sealed = sealed
        self._make()

    def _on_fonts(self, index: int) -> None:
        self._settings.installed_fonts = self._fonts.itemData(index)
        self._make()

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
        self._fonts.setCurrentIndex(int(self._settings.installed_fonts))
        self._sealed.setChecked(self._settings.sealed)
        self._make()

    def _follow(self) -> None:
        """Make the PDF again once edits pause; that of another report at once."""
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
            self._show_number(0)
        elif self._making is None and not _same(wanted, self._shown):
            self._start(wanted)

    def _start(self, wanted: Wanted) -> None:
        self._making = wanted
        report, draft, installed, sealed = wanted

        def work(_task: Task) -> Made:
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

    def _on_made(self, made: Made) -> None:
        wanted = self._done()
        if wanted is None:
            return
        another = self._shown is None or self._shown[0].id != wanted[0].id
        self._shown, self._made = wanted, made
        self.view.show_pages(made, from_top=another)
        self._places = PreviewPlaces(wanted[0], made.texts)
        self._search.again()
        self._bring_sought()
        self._show_number(self.view.page)
        self._say_about(wanted, made)

    def _on_failed(self, message: str) -> None:
        wanted = self._done()
        if wanted is None:
            return
        kept = self._shown is not None and self._shown[0].id == wanted[0].id and self.view.page_count
        self._shown, self._made = wanted, None
        if not kept:
            self.view.show_pages(None)
            self._show_number(0)
        self._say(f"{message}下面是修改之前的样子。" if kept else message, "error")

    def _on_crashed(self) -> None:
        if self._done() is not None:
            self._say("程序内部出错，没有排版。", "error")

    def _say_about(self, wanted: Wanted, made: Made) -> None:
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
