"""PDFium's functions called with plain addresses.

ctypes makes an object of each pointer that is passed or returned. Where a function is called for every character, that
took a third of the time of reading a PDF.
"""

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_void_p, cast
from typing import Any


def by_address(function: Any) -> Callable[..., Any]:
    """Return a function of PDFium that takes and returns addresses (``int``, 0 for none) in place of pointers."""
    plain = CFUNCTYPE(_plain(function.restype), *map(_plain, function.argtypes))
    return plain(address_of(function))


def _plain(kind: Any) -> Any:
    return c_void_p if hasattr(kind, "contents") else kind


def address_of(pointer: Any) -> int:
    """Return what a pointer points to, as an address."""
    return cast(pointer, c_void_p).value or 0
