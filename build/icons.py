"""Draws resources/icons/nianbao.png and nianbao.ico from nianbao.svg. Run with the project's environment.

.venv/bin/python build/icons.py
"""

import io
import os
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    """Return the icon at a size in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(bytes(buffer.data())))


def main() -> None:
    """Write both files."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(ICONS / "nianbao.svg"))
    images = [drawn(renderer, size) for size in SIZES]
    images[-2].save(ICONS / "nianbao.png", optimize=True)
    images[-1].save(ICONS / "nianbao.ico", sizes=[(size, size) for size in SIZES], append_images=images[:-1])
    del application


if __name__ == "__main__":
    main()
