"""``python -m app``: the command line alone, without Qt."""

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

_INTERRUPTED = 130
"""The exit status of a program that was interrupted from the keyboard, by the custom of shells."""


def command(arguments: Sequence[str], more_checks: Sequence[Callable[[Path], str]] = ()) -> NoReturn:
    """Run one command in a process of its own, as `app.cli.main` does, and end the process with its exit status."""
    # A command lasts a moment and leaves little garbage: looking for it while modules load would be a tenth of an
    # export's time.
    gc.set_threshold(100_000, 50)
    from app.commands.ahead import loading_ahead

    _open_streams()
    try:
        with loading_ahead(arguments):
            from app.cli import main

            status = main(arguments, more_checks)
    except SystemExit as end:
        # A help text or the version was printed.
        status = int(end.code or 0)
    except KeyboardInterrupt:
        # Whoever interrupts a command needs no account of what it was about to do.
        status = _INTERRUPTED
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            # What could not be written has been told; at its end the interpreter would only complain once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            status = status or 2
    # All files are closed. To clear the modules away one by one would take another fiftieth.
    os._exit(status)


def _open_streams() -> None:
    """Let what is printed go nowhere where the caller has closed an output."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


if __name__ == "__main__":
    command(sys.argv[1:])
