"""Runs in the frozen program before anything else: makes up for what is left out of it."""

import os
import sys
from types import ModuleType

# Pillow, whose libraries are 8 MB: reportlab and openpyxl import it for pictures, which a report has none of, and do
# without when its Image is None.
pillow = ModuleType("PIL")
pillow.Image = None
sys.modules["PIL"] = pillow

# fcitx's plugin is known by one name; some desktops use the other.
if os.environ.get("QT_IM_MODULE") == "fcitx5":
    os.environ["QT_IM_MODULE"] = "fcitx"

# Qt's Wayland plugin, 1.5 MB: every Wayland desktop runs X11 programs too. One that asks for Wayland by this variable would
# end the program otherwise.
if sys.platform == "linux" and os.environ.get("QT_QPA_PLATFORM", "wayland").startswith("wayland"):
    os.environ["QT_QPA_PLATFORM"] = "xcb"
