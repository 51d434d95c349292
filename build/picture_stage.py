"""What the pictures of the user guide are taken with: a clock, fonts and a folder of their own, and few colours."""

import datetime
import os
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_COLOURS = 256


class Still(datetime.datetime):
    """The clock, standing at one hour of a day in the weeks in which reports are written."""

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
    """Let the program find the bundled fonts, that clock and this folder, and nothing of the machine.

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
    """Return the picture with a line at its edge: on a page of the same colour one would not see where it ends."""
    from PySide6.QtGui import QPainter

    from ui.base import theme

    painter = QPainter(picture)
    painter.setPen(theme.color("line"))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def indexed(picture):
    """Return the picture with one byte a pixel."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours = palette(Counter(memoryview(picture.constBits()).cast("I")))
    return picture.convertToFormat(
        QImage.Format.Format_Indexed8, colours, Qt.ImageConversionFlag.ThresholdDither
    )


def palette(count: Counter[int]) -> list[int]:
    """Return colours few enough for one byte: of those that are alike, by as few bits as need be, the most frequent."""
    for bits in range(8):
        mask = 0xFF000000 | (0xFF >> bits << bits) * 0x010101
        alike: dict[int, int] = {}
        for colour, _ in count.most_common():
            alike.setdefault(colour & mask, colour)
        if len(alike) <= MOST_COLOURS:
            break
    return sorted(alike.values())
