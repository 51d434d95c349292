"""Prints a PDF with the program's own way for Windows, inside wine: ``FOLDER JOBS [DPI]``, JOBS as JSON.

FOLDER holds the program. For each job a line says the memory that it took, or what was refused. DPI stands for what a
user has set for the printer: wine takes 300 otherwise.
"""

import ctypes
import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])

from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.printing import winspool
from app.printing.job import Job, Sides
from ui.printing.outlets import outlet
from ui.printing.page_pictures import draw, made_of

_QUALITY_AND_RESOLUTION = 0x400 | 0x2000


class _Memory(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS."""

    _fields_ = (
        *((name, ctypes.c_uint32) for name in ("cb", "faults")),
        *((name, ctypes.c_size_t) for name in ("peak", "now", "a", "b", "c", "d", "e", "f")),
    )


def peak() -> int:
    """Return the most memory that the process has had, in bytes."""
    told = _Memory(ctypes.sizeof(_Memory))
    kernel = ctypes.windll.kernel32
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(kernel.GetCurrentProcess())
    ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(told), told.cb)
    return told.peak


def set_resolution(dpi: int) -> None:
    plain = winspool.set_job

    def fine(mode: winspool.DevMode, *rest: object, **more: object) -> None:
        plain(mode, *rest, **more)
        mode.dmPrintQuality = mode.dmYResolution = dpi
        mode.dmFields |= _QUALITY_AND_RESOLUTION

    winspool.set_job = fine


def main() -> None:
    if len(sys.argv) > 3:
        set_resolution(int(sys.argv[3]))
    application = QApplication([])
    made = made_of(Path(__file__).with_name("report.pdf").read_bytes())
    draw(made, 0, 600)
    way = outlet()
    for printer in way.printers():
        known = way.abilities(printer.name)
        told = {"name": printer.name, "papers": known.papers, "trays": known.trays, "duplex": known.duplex}
        print("PRINTER", json.dumps(told))
    for told in json.loads(sys.argv[2]):
        job = Job(**{**told, "pages": tuple(told["pages"]), "sides": Sides(told["sides"])})
        before = peak()
        try:
            for run in job.runs():
                way.send(job, run, made, lambda _at, _count: None, lambda: False)
        except UserError as error:
            print("REFUSED", json.dumps(str(error)))
        print("MEMORY", peak() - before)
    del application


if __name__ == "__main__":
    main()
