"""The objects of a PDF file that is being made: reportlab's lowest layer numbers them and writes the references."""

from __future__ import annotations

import hashlib
import zlib

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject

# Glyph outlines hardly shrink any further with more effort, and it is most of the time an export takes.
_COMPRESSION = 1


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

    def add(self, body: str | bytes | None = None) -> tuple[FileObject, str]:
        """Add an object; return it and the reference to it in PDF syntax."""
        item = FileObject(body.encode("ascii") if isinstance(body, str) else body or b"")
        name = self.document.Reference(item).name
        return item, f"{self.document.idToObjectNumberAndVersion[name][0]} 0 R"

    def stream(self, data: bytes, entries: str = "", compress: bool = True) -> str:
        """Add a stream; return the reference to it."""
        if compress:
            data = zlib.compress(data, _COMPRESSION)
            entries += " /Filter /FlateDecode"
        head = f"<<{entries} /Length {len(data)}>>\nstream\n".encode("ascii")
        # After a last byte that is CR, a lone LF would be read together with it as one end of line.
        return self.add(head + data + b"\r\nendstream")[1]

    def bytes(self, catalog: FileObject, information: FileObject) -> bytes:
        """Write the file."""
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


def text_string(text: str) -> str:
    """Return a text string in PDF syntax."""
    return f"<FEFF{text.encode('utf-16-be').hex()}>"
