"""Every colour of the program, for light and dark, and the application's look.

Red is for errors only, amber for warnings only, blue for selection and links. Text colours have a contrast of at
least 4.5:1 on the backgrounds they are used on, lines one of 3:1 (a test holds this).
"""

from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.paths import resource

UNIT = 4
"""Margins and gaps are multiples of this, in pixels."""
FONT_POINTS = 10.5

PAPER = QColor("#ffffff")
"""The colour of paper, the same in the light and the dark theme."""


@dataclass(frozen=True)
class Theme:
    """A set of colours, as #rrggbb."""

    dark: bool
    window: str
    base: str
    label: str
    total: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    error: str
    error_tint: str
    warning: str
    warning_tint: str
    ask: str
    ask_tint: str
    fine: str

    def severity(self, name: str) -> tuple[str, str]:
        """Return text colour and tint for a finding's severity."""
        return {
            "error": (self.error, self.error_tint),
            "warning": (self.warning, self.warning_tint),
            "ask": (self.ask, self.ask_tint),
        }[name]


LIGHT = Theme(
    dark=False,
    window="#f3f4f6",
    base="#ffffff",
    label="#eef0f3",
    total="#f3f5f9",
    line="#808691",
    text="#1d2129",
    muted="#5a6270",
    accent="#1b5fb4",
    on_accent="#ffffff",
    selection="#d6e6fa",
    error="#b3261e",
    error_tint="#fdecea",
    warning="#8a5300",
    warning_tint="#fff4df",
    ask="#4a5568",
    ask_tint="#eef1f5",
    fine="#1d6b3a",
)
DARK = Theme(
    dark=True,
    window="#1f2227",
    base="#272b31",
    label="#31363e",
    total="#2d323b",
    line="#858e9c",
    text="#e8eaed",
    muted="#aab2bf",
    accent="#7fb4f5",
    on_accent="#10141a",
    selection="#253c5b",
    error="#ff9d94",
    error_tint="#4a2725",
    warning="#f2be6b",
    warning_tint="#443620",
    ask="#c3cbd8",
    ask_tint="#363c46",
    fine="#7fd6a0",
)

DISTINCT = {
    False: replace(
        LIGHT,
        error="#8b1a62",
        error_tint="#f8e4f1",
        warning="#7a4d00",
        warning_tint="#fff0c9",
        fine="#005b8a",
    ),
    True: replace(
        DARK, error="#f3a3d6", error_tint="#4a2440", warning="#f0c24b", warning_tint="#45391a", fine="#7cc7f2"
    ),
}
"""Light and dark in colours that are told apart by eyes that do not tell red from green."""

_current = LIGHT
_written: "WeakKeyDictionary[QWidget, str]" = WeakKeyDictionary()
"""The widgets whose text has a colour of the theme, each with the colour's name."""


def current() -> Theme:
    """Return the theme in use."""
    return _current


def color(name: str) -> QColor:
    """Return a colour of the theme in use by its name."""
    return QColor(getattr(_current, name))


def write_in(widget: QWidget, name: str) -> None:
    """Give a widget's text a colour of the theme, which changes with the theme."""
    _written[widget] = name
    palette = widget.palette()
    palette.setColor(widget.foregroundRole(), color(name))
    widget.setPalette(palette)


class _Notifier(QObject):
    changed = Signal()


notifier = _Notifier()
"""`changed` is emitted when the theme changes; views that paint by hand must then repaint.

The widgets' own `changeEvent` is not used: the first event that reaches Python as its base class makes PySide set up
all fifty classes of events, which takes a hundredth of a second before the first frame.
"""


def apply_theme(application: QApplication, wish: str = "", *, distinct: bool = False) -> None:
    """Give the application its palette: ``dark`` or ``light`` as wished, else what the system has."""
    global _current
    dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark if not wish else wish == "dark"
    _current = DISTINCT[dark] if distinct else DARK if dark else LIGHT
    application.setPalette(_palette(_current))
    edged = _palette(_current)
    # The style draws edges as the window, 1.4 times as dark: too faint on a light one, and unseen on a dark one.
    edged.setColor(QPalette.ColorRole.Window, QColor(_current.line).lighter(_LIGHTER_THAN_EDGES))
    for kind in _EDGED:
        application.setPalette(edged, kind)  # type: ignore[arg-type]  # the stub wants bytes, which are refused
    # A heading is a view to Qt, and has the window's own colour where it has no sections.
    application.setPalette(_palette(_current), "QHeaderView")  # type: ignore[arg-type]
    # Only these: listing all widgets of the application makes PySide wrap some that are being deleted.
    for widget, name in list(_written.items()):
        if isValid(widget):
            write_in(widget, name)
    notifier.changed.emit()


_EDGED = (
    "QLineEdit",
    "QPushButton",
    "QToolButton",
    "QComboBox",
    "QAbstractSpinBox",
    "QCheckBox",
    "QRadioButton",
    "QTextEdit",
    "QPlainTextEdit",
    "QAbstractItemView",
    "QMenu",
    "QTabBar",
    "QTabWidget",
    "QProgressBar",
)
"""What the style draws edges around: fields, buttons, boxes to tick, lists, tabs."""
_LIGHTER_THAN_EDGES = 132
"""In percent; a little less than the style makes darker, since it blends some edges with what is inside."""


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.AlternateBase: theme.total,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Button: theme.window,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.ToolTipBase: theme.base,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.Highlight: theme.selection,
        QPalette.ColorRole.HighlightedText: theme.text,
        # Frames of what has the keyboard, signs of check boxes, progress: not what is chosen.
        QPalette.ColorRole.Accent: theme.accent,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Light: theme.base,
        QPalette.ColorRole.Midlight: theme.total,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return palette


_CHINESE_FACES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "Noto Sans SC",
)


RARE_FACES = ("NianbaoRare.ttf", "NotoSansYi.ttf", "NotoSansLisu.ttf", "NotoSansNewTaiLue.ttf")
"""Those of `app.exports.pages.fonts`, which the first frame does without."""


def interface_font(application: QApplication) -> QFont:
    """Return the system's font at the program's size.

    A Chinese font takes the place of a system font without Chinese characters: two fonts of different heights in one
    line look uneven. If the system has no Chinese font, the bundled one is used. What the pages are set in where no
    other font has a character (a rare character, letters of Yi) stands in on screen, too.
    """
    font = QFont(application.font())
    font.setPointSizeF(FONT_POINTS)
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    if chinese not in QFontDatabase.writingSystems(font.family()):
        known = QFontDatabase.families(chinese)
        face = next((face for face in _CHINESE_FACES if face in known), known[0] if known else None)
        font.setFamily(face or _bundled("NotoSansSC-Medium.ttf")[0])
    font.setFamilies([*font.families(), *(family for name in RARE_FACES for family in _bundled(name))])
    return font


def _bundled(name: str) -> list[str]:
    number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return QFontDatabase.applicationFontFamilies(number)
