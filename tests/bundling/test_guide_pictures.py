"""The guide's pictures show the program as it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

COARSE = 8
"""Pixels that are looked at as one: another version of FreeType draws letters a little differently."""
MOST = 48
"""Of 255: what one such spot may be lighter or darker than before."""


def _spots(path: Path) -> tuple[int, int, bytes]:
    picture = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    small = picture.scaled(
        picture.width() // COARSE,
        picture.height() // COARSE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return picture.width(), picture.height(), bytes(small.constBits())


@pytest.mark.skipif(sys.platform != "linux", reason="the pictures are made with fontconfig")
def test_the_pictures_of_the_guide_are_up_to_date(root: Path, tmp_path: Path) -> None:
    script = root / "build" / "guide_pictures.py"
    environment = {**os.environ, "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, str(script), str(tmp_path)], env=environment, check=True)
    made = {path.name: path for path in tmp_path.iterdir()}
    kept = {path.name: path for path in (root / "resources" / "guide" / "pictures").iterdir()}
    assert set(made) == set(kept)
    for name, path in made.items():
        (*size, spots), (*old_size, old_spots) = _spots(path), _spots(kept[name])
        assert size == old_size, f"{name}: run build/dev.py pictures"
        difference = max(abs(a - b) for a, b in zip(spots, old_spots, strict=True))
        assert difference <= MOST, f"{name} differs by {difference}: run build/dev.py pictures"
