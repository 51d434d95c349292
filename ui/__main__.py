"""``nianbao``: the window, or one command of the command line."""

import sys
from pathlib import Path


def main() -> int:
    """Open the window when called alone or with a workspace; everything else is the command line's."""
    arguments = sys.argv[1:]
    if arguments == ["--read-apart"]:
        from app.imports.reader_process import serve

        serve()
    if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".nianbao")):
        from ui.start.application import run

        return run(Path(arguments[0]) if arguments else None)
    from app.__main__ import command

    if arguments[0] != "selftest":
        return command(arguments)
    from ui.start.selftest import CHECKS

    return command(arguments, CHECKS)


if __name__ == "__main__":
    sys.exit(main())
