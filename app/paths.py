"""Where the program's own read-only files lie, and where a user's files go."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a bundled file, in the source tree or in a frozen program."""
    root = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parent.parent))
    return root.joinpath("resources", *parts)
