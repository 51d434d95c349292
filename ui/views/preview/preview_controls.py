"""The row above the preview's pages: the page number, the zoom, and the options with which the pages are made."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSpinBox, QToolButton

from ui.base import theme
from ui.base.settings import Settings
from ui.base.wrapping_row import WrappingRow
from ui.printing.page_layout import STEPS, Fit, read_zoom
from ui.views.preview.readable_pages import ReadablePages

_FITS = {Fit.WIDTH: "适合宽度", Fit.PAGE: "适合整页"}


class PreviewControls(WrappingRow):
    """Follows the pages and the settings, and changes both."""

    chosen = Signal()
    """Other fonts, or room for a seal: the pages have to be made anew."""

    def __init__(self, view: ReadablePages, settings: Settings) -> None:
        super().__init__()
        self._view = view
        self._settings = settings
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
        self._facing = _box("双页(&D)", "previewFacing", "像装订后一样，单页码在右、双页码在左")
        self._sealed = _box(
            "留出盖章位置(&G)",
            "previewSealed",
            "落款按加盖印章的公文编排，预览、导出和打印都照此；归档包和移交的文件不留",
        )
        self._fonts = QComboBox()
        self._fonts.setObjectName("previewFonts")
        self._fonts.addItem("随程序字体", False)
        self._fonts.addItem("本机公文字体", True)
        self._fonts.setToolTip(
            "预览、导出和打印所用的字体。\n本机公文字体：方正小标宋、仿宋_GB2312、楷体_GB2312、黑体、宋体"
        )
        self._lay_out()
        self._connect()
        self._restore()

    def _lay_out(self) -> None:
        fonts = QLabel("字体(&T)")
        fonts.setBuddy(self._fonts)
        self.setContentsMargins(2 * theme.UNIT, 0, 2 * theme.UNIT, 0)
        self.setSpacing(2 * theme.UNIT)
        self.addWidget(self._number)
        self.addWidget(self._zoom)
        for text, name, direction in (("－", "缩小", -1), ("＋", "放大", 1)):
            button = QToolButton()
            button.setText(text)
            button.setToolTip(f"{name}（Ctrl+{'-' if direction < 0 else '+'}）")
            button.setAccessibleName(name)
            button.setFixedWidth(7 * theme.UNIT)
            button.clicked.connect(lambda _checked=False, step=direction: self._view.zoom_by_step(step))
            self.addWidget(button)
        for part in (self._facing, self._sealed, fonts, self._fonts):
            self.addWidget(part)

    def _restore(self) -> None:
        """Take up what was chosen last time."""
        self._view.zoom = read_zoom(self._settings.text("preview/zoom"))
        self._facing.setChecked(bool(self._settings.number("preview/facing", 0)))
        self.show_settings()
        self._show_zoom()
        self.show_number(0)

    def _connect(self) -> None:
        self._number.valueChanged.connect(self._on_number_changed)
        self._zoom.activated.connect(lambda index: self._view.set_zoom(read_zoom(self._zoom.itemData(index))))
        self._facing.toggled.connect(self._on_facing)
        self._fonts.activated.connect(self._on_fonts)
        self._sealed.clicked.connect(self._on_sealed)
        self._view.page_changed.connect(self.show_number)
        self._view.zoom_changed.connect(self._on_zoom_changed)

    def show_number(self, number: int) -> None:
        """Show which page is on screen, and of how many."""
        count = self._view.page_count
        with QSignalBlocker(self._number):
            self._number.setRange(min(1, count), count)
            self._number.setSuffix(f" 页，共 {count} 页")
            self._number.setValue(number)
        self._number.setEnabled(count > 0)

    def show_settings(self) -> None:
        """Show fonts and seal as they are set: they may have been chosen elsewhere."""
        self._fonts.setCurrentIndex(int(self._settings.installed_fonts))
        self._sealed.setChecked(self._settings.sealed)

    def _on_number_changed(self, number: int) -> None:
        self._view.go_to_page(number)
        self.show_number(self._view.page)

    def _on_zoom_changed(self) -> None:
        self._settings.set("preview/zoom", str(self._view.zoom))
        self._show_zoom()

    def _show_zoom(self) -> None:
        self._zoom.setCurrentIndex(self._zoom.findData(str(self._view.zoom)))

    def _on_facing(self, facing: bool) -> None:
        self._settings.set("preview/facing", int(facing))
        self._view.set_facing(facing)

    def _on_sealed(self, sealed: bool) -> None:
        self._settings.sealed = sealed
        self.chosen.emit()

    def _on_fonts(self, index: int) -> None:
        self._settings.installed_fonts = self._fonts.itemData(index)
        self.chosen.emit()


def _box(text: str, name: str, tip: str) -> QCheckBox:
    box = QCheckBox(text)
    # A click leaves the keyboard where it is.
    box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    box.setObjectName(name)
    box.setToolTip(tip)
    return box
