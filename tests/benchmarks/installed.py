"""The environment of an installed program: its modules are compiled, also where this environment forbids keeping them."""

import os
from pathlib import Path


def environment(folder: Path, **more: str) -> dict[str, str]:
    """Return the variables for a process that keeps its compiled modules in *folder*; its first run fills that."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled"), **more}
