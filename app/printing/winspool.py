"""The spooler of Windows: what a printer can do, and the settings of a job as its driver understands them.

Windows only; every other system imports the module and calls nothing in it. Names are those of wingdi.h and winspool.h.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.errors import UserError
from app.printing.job import Job, Sides
from app.printing.printers import Abilities

PAPER_NUMBERS = {"Letter": 1, "Legal": 5, "A3": 8, "A4": 9, "A5": 11, "B5": 13}
"""DMPAPER_LETTER and so on."""

_DC_PAPERS, _DC_BINS, _DC_DUPLEX, _DC_BINNAMES, _DC_COPIES, _DC_COLLATE = 2, 6, 7, 12, 18, 22
_BIN_NAME_LENGTH = 24
_PORTRAIT, _SIMPLEX, _LONG_EDGE, _MONOCHROME, _COLOUR = 1, 1, 2, 1, 2
_OUT_BUFFER, _IN_BUFFER = 2, 8
_FIELDS = {
    "dmOrientation": 0x1,
    "dmPaperSize": 0x2,
    "dmScale": 0x10,
    "dmCopies": 0x100,
    "dmDefaultSource": 0x200,
    "dmColor": 0x800,
    "dmDuplex": 0x1000,
    "dmCollate": 0x8000,
}
"""The bits of dmFields that say which members count."""
_OTHER_SIZES = 0x4 | 0x8 | 0x10000
"""DM_PAPERLENGTH, DM_PAPERWIDTH and DM_FORMNAME, which would win over dmPaperSize."""
_NAME = ctypes.c_wchar * 32 if sys.platform == "win32" else ctypes.c_uint16 * 32
"""32 UTF-16 units, which wchar_t has only on Windows."""


class DevMode(ctypes.Structure):
    """The public part of DEVMODEW; the driver's own settings follow it in memory."""

    _fields_ = (
        ("dmDeviceName", _NAME),
        *(
            (name, ctypes.c_uint16)
            for name in ("dmSpecVersion", "dmDriverVersion", "dmSize", "dmDriverExtra")
        ),
        ("dmFields", ctypes.c_uint32),
        *(
            (name, ctypes.c_int16)
            for name in ("dmOrientation", "dmPaperSize", "dmPaperLength", "dmPaperWidth")
        ),
        *((name, ctypes.c_int16) for name in ("dmScale", "dmCopies", "dmDefaultSource", "dmPrintQuality")),
        *(
            (name, ctypes.c_int16)
            for name in ("dmColor", "dmDuplex", "dmYResolution", "dmTTOption", "dmCollate")
        ),
        ("dmFormName", _NAME),
        ("dmLogPixels", ctypes.c_uint16),
        *(
            (name, ctypes.c_uint32)
            for name in ("dmBitsPerPel", "dmPelsWidth", "dmPelsHeight", "dmDisplayFlags")
        ),
        *((f"dmUnused{number}", ctypes.c_uint32) for number in range(9)),
    )


def set_job(mode: DevMode, job: Job, *, copies: int, tray: int | None) -> None:
    """Write a job's choices into a printer's settings; whatever else the user has set for the printer stays."""
    wanted = {
        "dmOrientation": _PORTRAIT,
        "dmPaperSize": PAPER_NUMBERS[job.paper],
        "dmScale": 100,
        "dmCopies": copies,
        "dmColor": _MONOCHROME if job.grey else _COLOUR,
        "dmDuplex": _LONG_EDGE if job.sides is Sides.BOTH else _SIMPLEX,
        "dmCollate": int(job.in_sets),
    }
    if tray is not None:
        wanted["dmDefaultSource"] = tray
    mode.dmFields &= ~_OTHER_SIZES
    for name, value in wanted.items():
        setattr(mode, name, value)
        mode.dmFields |= _FIELDS[name]


def own_copies(job: Job, most: int, *, collates: bool) -> bool:
    """Whether the copies have to be drawn one by one: the driver makes too few, or can't keep sets together."""
    return job.copies > most or (job.in_sets and job.copies > 1 and not collates)


def _library() -> Any:
    """Return winspool.drv. Raises `UserError` elsewhere than on Windows."""
    if sys.platform != "win32":
        raise UserError("这台电脑的打印服务不是 Windows 的，没有打印。")
    library = ctypes.WinDLL("winspool.drv", use_last_error=True)
    library.DeviceCapabilitiesW.argtypes = (
        *(ctypes.c_wchar_p, ctypes.c_wchar_p, ctypes.c_uint16),
        *(ctypes.c_void_p, ctypes.c_void_p),
    )
    library.OpenPrinterW.argtypes = (ctypes.c_wchar_p, ctypes.c_void_p, ctypes.c_void_p)
    library.ClosePrinter.argtypes = (ctypes.c_void_p,)
    library.DocumentPropertiesW.argtypes = (
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_wchar_p),
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32),
    )
    library.DocumentPropertiesW.restype = ctypes.c_int32
    return library


def _asker(printer: str) -> Callable[[int, Any], int]:
    library = _library()

    def ask(what: int, into: Any = None) -> int:
        return int(library.DeviceCapabilitiesW(printer, None, what, into, None))

    return ask


def _numbers(ask: Callable[[int, Any], int], what: int) -> list[int]:
    count = ask(what, None)
    if count <= 0:
        return []
    found = (ctypes.c_uint16 * count)()
    ask(what, found)
    return list(found)


def _trays(ask: Callable[[int, Any], int]) -> dict[str, int]:
    """Return the numbers of the printer's trays by their names."""
    numbers = _numbers(ask, _DC_BINS)
    count = ask(_DC_BINNAMES, None)
    if count <= 0 or count != len(numbers):
        return {}
    text = (ctypes.c_uint16 * (count * _BIN_NAME_LENGTH))()
    ask(_DC_BINNAMES, text)
    starts = range(0, len(text), _BIN_NAME_LENGTH)
    names = [
        bytes(memoryview(text)[at : at + _BIN_NAME_LENGTH]).decode("utf-16-le", "replace") for at in starts
    ]
    return {name.partition("\0")[0].strip(): number for name, number in zip(names, numbers, strict=True)}


def abilities(printer: str) -> Abilities:
    """Return what a printer's driver says it can do."""
    ask = _asker(printer)
    papers = set(_numbers(ask, _DC_PAPERS))
    return Abilities(
        papers=tuple(name for name, number in PAPER_NUMBERS.items() if number in papers),
        trays=tuple(name for name in _trays(ask) if name),
        duplex=ask(_DC_DUPLEX, None) == 1,
    )


@contextmanager
def _opened(library: Any, printer: str) -> Iterator[ctypes.c_void_p]:
    handle = ctypes.c_void_p()
    if not library.OpenPrinterW(printer, ctypes.byref(handle), None):
        raise UserError(f"没有“{printer}”这台打印机了，没有打印；请另选打印机。")
    try:
        yield handle
    finally:
        library.ClosePrinter(handle)


def settings_of(job: Job) -> tuple[Any, bool]:
    """Return a job's settings as its driver accepts them, and whether its copies have to be drawn one by one.

    They begin with what the user has set for the printer in Windows. Raises `UserError`.
    """
    library = _library()
    ask = _asker(job.printer)
    alone = own_copies(job, max(1, ask(_DC_COPIES, None)), collates=ask(_DC_COLLATE, None) == 1)
    with _opened(library, job.printer) as handle:
        size = library.DocumentPropertiesW(None, handle, job.printer, None, None, 0)
        buffer = ctypes.create_string_buffer(max(size, ctypes.sizeof(DevMode)))
        got = library.DocumentPropertiesW(None, handle, job.printer, buffer, None, _OUT_BUFFER)
        if size <= 0 or got < 0:
            raise UserError(f"打印机“{job.printer}”的驱动程序没有回应，没有打印；请重新安装这台打印机。")
        set_job(
            DevMode.from_buffer(buffer),
            job,
            copies=1 if alone else job.copies,
            tray=_trays(ask).get(job.tray) if job.tray else None,
        )
        library.DocumentPropertiesW(None, handle, job.printer, buffer, buffer, _IN_BUFFER | _OUT_BUFFER)
    return buffer, alone
