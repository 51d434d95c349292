"""The modules in build/ are scripts' parts and no package: they are found by their plain names."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "build"))
