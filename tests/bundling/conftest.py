"""Lets tests import the modules in build/ by their plain names: they are parts of scripts and form no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))
