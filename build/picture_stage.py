"""The surroundings in which the guide's pictures are taken: a clock, fonts and a folder of their own, few colours."""

import datetime
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_COLOURS = 256


class Still(datetime.datetime):
    """A clock that stands still, at a time in the weeks in which reports are written."""

    day = 12

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> "Still":
        """Return that moment."""
        return cls(2026, 1, cls.day, 10, 32, tzinfo=tz)

    @classmethod
    def today(cls) -> "Still":
        """Return that day."""
        return cls.now()


def stand_alone(folder: Path) -> None:
    """Let the program find only the bundled fonts, that clock and this folder, nothing else of the machine.

    Before anything of the program or of Qt is imported.
    """
    datetime.datetime = datetime.date = Still  # type: ignore[misc]
    face = folder / "fonts" / "NotoSansSC-Medium.ttf"
    face.parent.mkdir()
    face.symlink_to(ROOT / "resources" / "fonts" / face.name)
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{face.parent}</dir><cachedir>{folder}</cachedir></fontconfig>", encoding="utf-8"
    )
    for name in [name for name in os.environ if name.startswith(("QT_", "XDG_", "LC_", "LANG"))]:
        del os.environ[name]
    os.environ |= {
        "FONTCONFIG_FILE": str(fonts),
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(folder),
        "USER": "张敏",
        "LOGNAME": "张敏",
        "LANG": "C.UTF-8",
        "CUPS_SERVER": str(folder / "no-printer"),
        "TZ": "Asia/Shanghai",
    }
    os.chdir(folder)
    sys.path.insert(0, str(ROOT))


def framed(picture):
    """Return the picture with a line at its edge, which shows where it ends on a page of the same colour."""
    from PySide6.QtGui import QPainter

    from ui.base import theme

    painter = QPainter(picture)
    painter.setPen(theme.color("line"))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def indexed(picture):
    """Return the picture with one byte per pixel."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours = palette(Counter(memoryview(picture.constBits()).cast("I")))
    return picture.convertToFormat(
        QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.ThresholdDither
    )


def palette(count: Counter[int]) -> list[int]:
    """Return at most 256 colours: similar ones, compared by ever fewer bits, are replaced by the most frequent of them."""
    for bits in range(8):
        mask = 0xFF000000 | (0xFF >> bits << bits) * 0x010101
        alike: dict[int, int] = {}
        for colour, _ in count.most_common():
            alike.setdefault(colour & mask, colour)
        if len(alike) <= MOST_COLOURS:
            break
    return sorted(alike.values())
