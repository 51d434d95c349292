"""``nianbao``: the window, or one command of the command line."""

import gc
import sys
from importlib import import_module
from pathlib import Path

_SERVING = {"--read-apart": "app.imports.reader_process", "--check-apart": "app.parallel_checks"}
"""The arguments with which the program starts itself as a process that serves it (app/own_process.py)."""


def main() -> int:
    """Open the window when called alone or with a workspace; everything else is the command line's."""
    arguments = sys.argv[1:]
    if len(arguments) == 1 and arguments[0] in _SERVING:
        import_module(_SERVING[arguments[0]]).serve()
    if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".nianbao")):
        return _open_window(Path(arguments[0]) if arguments else None)
    from app.__main__ import command

    if arguments[0] != "selftest":
        return command(arguments)
    from ui.start.selftest import CHECKS

    return command(arguments, CHECKS)


def _open_window(path: Path | None) -> int:
    """Open the window and stay until it is closed; what prevents the window is told."""
    # Loading makes no garbage; `ui.base.garbage` takes over once there is an application.
    gc.disable()
    try:
        from ui.start.application import start

        stay = start(path)
    except Exception as error:
        from ui.start.failed_start import tell_failure

        return tell_failure(error)
    return stay()


if __name__ == "__main__":
    sys.exit(main())
