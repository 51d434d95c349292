"""What a screen reader learns of a program, by AT-SPI. Run by the system's own Python, which has pyatspi.

Arguments: the acts, parted by commas, and then the program with its arguments. The program prints ``ready``, and
``done`` after each act that it reads. Prints JSON: ``controls`` (role, name, what leads to it), ``cells`` (name,
description, row and column of each cell by its table), ``announced`` (the sentences after each act).
"""

import json
import subprocess
import sys
import time

import pyatspi  # type: ignore[import-not-found]
from gi.repository import GLib  # type: ignore[import-not-found]

_AFTER_AN_ACT = 3.0
"""Seconds in which announcements of an act are waited for: the last is made one and a half after the writing."""


def main() -> None:
    """Start the program, read its tree on every page, and listen while the acts are done."""
    acts, *command = sys.argv[1:]
    heard: list[str] = []
    pyatspi.Registry.registerEventListener(
        lambda event: heard.append(str(event.any_data)), "object:announcement"
    )
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        while (line := program.stdout.readline()).strip() != "ready":
            assert line, "the program ended"
        application = _application()
        controls: list[dict[str, str]] = []
        cells: dict[str, dict[str, dict[str, object]]] = {}
        _walk(application, [], controls, cells)
        announced = {}
        for act in acts.split(","):
            heard.clear()
            program.stdin.write(act + "\n")
            program.stdin.flush()
            _listen(_AFTER_AN_ACT)
            announced[act] = list(heard)
        program.stdin.close()
        print(json.dumps({"controls": controls, "cells": cells, "announced": announced}, ensure_ascii=False))


def _application() -> object:
    for _ in range(100):
        desktop = pyatspi.Registry.getDesktop(0)
        for application in desktop:
            if application is not None and len(application):
                return application
        _listen(0.1)
    raise SystemExit("no application is known to AT-SPI")


def _listen(seconds: float) -> None:
    context, end = GLib.MainContext.default(), time.monotonic() + seconds
    while time.monotonic() < end:
        while context.iteration(False):
            pass
        time.sleep(0.01)


def _walk(node: object, path: list[str], controls: list[dict[str, str]], cells: dict) -> None:
    """Note a control and go on to what is in it; the cells of a table are asked of the table."""
    role, name = node.getRoleName(), node.name  # type: ignore[attr-defined]
    states = node.getState()  # type: ignore[attr-defined]
    if states.contains(pyatspi.STATE_FOCUSABLE):
        controls.append({"role": role, "name": name, "path": " / ".join(path)})
    if role == "table":
        cells[name] = dict(_cells(node))
        return
    for number in range(node.childCount):  # type: ignore[attr-defined]
        child = node.getChildAtIndex(number)  # type: ignore[attr-defined]
        if child is not None:
            _walk(child, [*path, f"{role} {name}".strip()], controls, cells)


def _cells(node: object):
    asked = node.queryTable()  # type: ignore[attr-defined]
    for row in range(asked.nRows):
        for column in range(asked.nColumns):
            cell = asked.getAccessibleAt(row, column)
            if cell is not None:
                yield (
                    f"{row},{column}",
                    {
                        "role": cell.getRoleName(),
                        "name": cell.name,
                        "description": cell.description,
                        "row": asked.getRowDescription(row),
                        "column": asked.getColumnDescription(column),
                    },
                )


if __name__ == "__main__":
    main()
