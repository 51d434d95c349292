"""The messages between the program and its reading process: pickles, each preceded by its length.

Only values of this program are taken from the other side, and a form is named by its id: there is one object a form.
"""

import io
import pickle
import struct
from enum import Enum
from typing import Any, BinaryIO

from app.forms.loader import forms
from app.forms.model import Form

_LENGTH = struct.Struct(">Q")
_MODULES = ("app.imports.raw_document", "app.imports.imported", "app.report", "app.values")
_NAMES = frozenset(
    {("decimal", "Decimal"), ("app.workbook_names", "Identity"), ("app.own_formats", "TextRole")}
)


class _Writer(pickle.Pickler):
    def persistent_id(self, item: object) -> str | None:
        return item.id if isinstance(item, Form) else None

    def reducer_override(self, item: object) -> Any:
        # Some releases of Python 3.11 pickle a member of an enumeration by `getattr`, which the reader must refuse.
        return (type(item), (item.value,)) if isinstance(item, Enum) else NotImplemented


class _PipeReader(pickle.Unpickler):
    def persistent_load(self, form_id: Any) -> Form:
        return forms()[form_id]

    def find_class(self, module: str, name: str) -> Any:
        if module in _MODULES or (module, name) in _NAMES:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is not expected here")


def send(stream: BinaryIO, message: Any) -> None:
    """Write a message. Raises OSError."""
    buffer = io.BytesIO()
    _Writer(buffer, pickle.HIGHEST_PROTOCOL).dump(message)
    stream.write(_LENGTH.pack(buffer.tell()))
    stream.write(buffer.getbuffer())
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read a message. Raises EOFError when the other side has ended."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return _PipeReader(io.BytesIO(body)).load()
