"""The objects of a PDF file that is being made: reportlab's lowest layer numbers them and writes the references."""

from __future__ import annotations

import contextlib
import hashlib
import zlib
from threading import Thread

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

# Glyph outlines hardly shrink any further with more effort, and it is most of the time an export takes.
_COMPRESSION = 1
_LONG = 32 * 1024
"""Bytes that take longer to compress than a thread to start."""


class FileObject(PDFObject):  # type: ignore[misc]
    """An object whose body is ready, or will be when the file is written."""

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: PDFDocument) -> bytes:
        """Return the body: what reportlab asks of every object."""
        return self.body


class FileObjects:
    """The objects of the file being made."""

    def __init__(self) -> None:
        self.document = PDFDocument(compression=0, invariant=1, pdfVersion=(1, 7))
        self._pressing: list[tuple[FileObject, str, _Pressing]] = []

    def add(self, body: str | bytes | None = None) -> tuple[FileObject, str]:
        """Add an object; return it and the reference to it in PDF syntax."""
        item = FileObject(body.encode("ascii") if isinstance(body, str) else body or b"")
        name = self.document.Reference(item).name
        return item, f"{self.document.idToObjectNumberAndVersion[name][0]} 0 R"

    def stream(self, data: bytes, entries: str = "", compress: bool = True) -> str:
        """Add a stream; return the reference to it."""
        item, reference = self.add()
        if compress:
            entries += " /Filter /FlateDecode"
        if compress and len(data) >= _LONG:
            self._pressing.append((item, entries, _Pressing(data)))
        else:
            item.body = _stream(zlib.compress(data, _COMPRESSION) if compress else data, entries)
        return reference

    def bytes(self, catalog: FileObject, information: FileObject) -> bytes:
        """Write the file."""
        for item, entries, pressing in self._pressing:
            item.body = _stream(pressing.result(), entries)
        document = self.document
        document.Catalog = catalog
        document.info = information
        digest = hashlib.sha256()
        for item in document.idToObject.values():
            if isinstance(item, FileObject):
                digest.update(item.body)
        document.updateSignature(digest.digest())
        data: bytes = document.format()
        return data


class _Pressing:
    """The compression of long data in a thread: zlib works beside the interpreter."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pressed = b""
        self._thread = Thread(target=self._press)
        # Where no thread can be started, `result` does the work.
        with contextlib.suppress(RuntimeError):
            self._thread.start()

    def _press(self) -> None:
        # So it does where memory is short: an error in a thread would stop nothing.
        with contextlib.suppress(MemoryError):
            self._pressed = zlib.compress(self._data, _COMPRESSION)

    def result(self) -> bytes:
        """Return the compressed data."""
        if self._thread.ident is not None:
            self._thread.join()
        return self._pressed or zlib.compress(self._data, _COMPRESSION)


def _stream(data: bytes, entries: str) -> bytes:
    head = f"<<{entries} /Length {len(data)}>>\nstream\n".encode("ascii")
    # After a last byte that is CR, a lone LF would be read together with it as one end of line.
    return head + data + b"\r\nendstream"


def text_string(text: str) -> str:
    """Return a text string in PDF syntax."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"
