"""``python -m app``: the command line alone, without Qt."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def command(arguments: Sequence[str], more_checks: Sequence[Callable[[Path], str]] = ()) -> int:
    """Run one command in a process of its own, as `app.cli.main` does, and return its exit status."""
    # A command lasts a moment and leaves little garbage: looking for it while modules load, and once more at the end,
    # would be a tenth of an export's time.
    gc.set_threshold(100_000, 50)
    from app.cli import main

    status = main(arguments, more_checks)
    gc.freeze()
    return status


if __name__ == "__main__":
    sys.exit(command(sys.argv[1:]))
