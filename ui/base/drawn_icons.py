"""The program's small signs, drawn by lines on a square of 16: sharp at every scale, in the colours of either theme."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from ui.base import theme

_SIDE = 16
_STROKE = 1.4

Points = tuple[tuple[float, float], ...]


def _lines(path: QPainterPath, *strokes: Points) -> None:
    for first, *others in strokes:
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)


def _page(path: QPainterPath) -> None:
    _lines(path, ((9, 1.5), (3, 1.5), (3, 14.5), (13, 14.5), (13, 5.5), (9, 1.5), (9, 5.5), (13, 5.5)))


def _new(path: QPainterPath) -> None:
    _page(path)
    _lines(path, ((8, 7.5), (8, 12.5)), ((5.5, 10), (10.5, 10)))


def _import(path: QPainterPath) -> None:
    _lines(path, ((8, 1.5), (8, 9.5)), ((4.5, 6.5), (8, 10), (11.5, 6.5)))
    _lines(path, ((2, 9.5), (2, 14), (14, 14), (14, 9.5)))


def _undo(path: QPainterPath) -> None:
    _lines(path, ((5.5, 2), (2, 5.5), (5.5, 9)), ((2, 5.5), (9.5, 5.5)))
    path.arcTo(QRectF(5.5, 5.5, 8, 8), 90, -180)
    path.lineTo(6, 13.5)


def _redo(path: QPainterPath) -> None:
    _lines(path, ((10.5, 2), (14, 5.5), (10.5, 9)), ((14, 5.5), (6.5, 5.5)))
    path.arcTo(QRectF(2.5, 5.5, 8, 8), 90, 180)
    path.lineTo(10, 13.5)


def _preview(path: QPainterPath) -> None:
    path.addEllipse(QPointF(6.75, 6.75), 4.75, 4.75)
    _lines(path, ((10.25, 10.25), (14.5, 14.5)))


def _export(path: QPainterPath) -> None:
    _lines(path, ((9, 1.5), (3, 1.5), (3, 14.5), (13, 14.5), (13, 12.5)), ((9, 1.5), (11, 3.5)))
    _lines(path, ((6.5, 8.5), (14.5, 8.5)), ((11.5, 5.5), (14.5, 8.5), (11.5, 11.5)))


def _print(path: QPainterPath) -> None:
    _lines(path, ((4.5, 6), (4.5, 1.5), (11.5, 1.5), (11.5, 6)), ((4.5, 12), (1.5, 12), (1.5, 6), (14.5, 6)))
    _lines(
        path,
        ((14.5, 6), (14.5, 12), (11.5, 12)),
        ((4.5, 9.5), (4.5, 14.5), (11.5, 14.5), (11.5, 9.5), (4.5, 9.5)),
    )


def _lock(path: QPainterPath) -> None:
    path.addRect(QRectF(3, 7, 10, 7.5))
    path.moveTo(5, 7)
    path.lineTo(5, 4.5)
    path.arcTo(QRectF(5, 1.5, 6, 6), 180, -180)
    path.lineTo(11, 7)
    _lines(path, ((8, 9.75), (8, 11.75)))


def _calendar(path: QPainterPath) -> None:
    path.addRect(QRectF(2, 3, 12, 11.5))
    _lines(path, ((2, 6.5), (14, 6.5)), ((5, 1), (5, 4.5)), ((11, 1), (11, 4.5)))
    _lines(path, ((5, 9.5), (6, 9.5)), ((10, 9.5), (11, 9.5)), ((5, 12), (6, 12)))


_DRAWN: Mapping[str, Callable[[QPainterPath], None]] = {
    "new_report": _new,
    "import_report": _import,
    "undo": _undo,
    "redo": _redo,
    "preview": _preview,
    "export_pdf": _export,
    "print_report": _print,
    "lock": _lock,
    "calendar": _calendar,
}


def drawn_icon(name: str, colour: str = "text") -> QIcon:
    """Return a sign for the screens there are, in a colour of the theme in use; off, in that of lines."""
    icon = QIcon()
    scales = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, "line")):
        for scale in scales:
            icon.addPixmap(drawn(name, shade, scale), mode)
    return icon


def drawn(name: str, colour: str, scale: float) -> QPixmap:
    """Return a sign as a picture for a screen of this scale."""
    path = QPainterPath()
    _DRAWN[name](path)
    picture = QPixmap(round(_SIDE * scale), round(_SIDE * scale))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    pen = QPen(theme.color(colour), _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPath(path)
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
