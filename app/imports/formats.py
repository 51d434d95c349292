"""Finds a file's format from its content and calls the reader for it, which is only then imported."""

import re

from app.imports import files
from app.imports.files import Unreadable
from app.imports.imported import Imported
from app.imports.matching.report import imported
from app.imports.raw import RawDocument

_TAG = re.compile(
    r"<(?:!doctype html|html|head|meta|body|p|div|h[1-6]|span|table|section|article|main|center)\b"
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""In which a docx or xlsx with a password lies."""
_HEADER_BYTES = 4096
_MESSAGE = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?(?i:mime-version|content-type):")
"""How a web page saved as a single file begins: as a mail message does."""


def read(data: bytes, name: str, *, unit: str | None, year: int | None) -> Imported:
    """Read a report from a file's bytes; *name* serves the messages. Raises UserError."""
    if data.startswith(b"PK\x03\x04"):
        raw = _archive(data, name)
    elif b"%PDF-" in data[:1024]:
        from app.imports.readers import pdf

        raw = pdf.parse(data, name)
    elif data.startswith(_OLE) and _ENCRYPTED in data:
        raise files.locked(name)
    elif data.startswith(_OLE):
        raise Unreadable(_old_office(name))
    else:
        if len(data) > files.MAX_TEXT_BYTES:
            raise files.too_large(name, f"超过 {files.MAX_TEXT_BYTES // 1024 // 1024} MB")
        text = files.decode(data, name)
        if _MESSAGE.match(data[:_HEADER_BYTES].replace(b"\r\n", b"\n")):
            from app.imports.readers import mht

            text = mht.page(data, name)
        start = text.lstrip()[:2000]
        if start[:1] == "{":
            from app.imports import json

            return json.parse(text, name, unit=unit, year=year)
        raw = _text(text, start.lower(), name)
    return imported(raw, unit=unit, year=year)


def _text(text: str, start: str, name: str) -> RawDocument:
    if start.startswith("{\\rtf"):
        raise Unreadable(_old_office(name))
    if start.startswith("<") and _TAG.search(start):
        from app.imports.readers import html

        return html.parse(text, name)
    from app.imports.readers import text as plain

    return plain.parse(text, name)


def _archive(data: bytes, name: str) -> RawDocument:
    from app.imports.readers.zip_xml import Archive

    archive = Archive(data, name)
    if "word/document.xml" in archive.members:
        from app.imports.readers import docx

        return docx.parse(archive, name)
    if "xl/workbook.xml" in archive.members:
        from app.imports.readers import xlsx

        return xlsx.parse(archive, name)
    raise Unreadable(
        f"“{name}”不是 Word（docx）或 Excel（xlsx）文件，无法读取，请另存为 docx 或 xlsx 后再读入。"
    )


def _old_office(name: str) -> str:
    suffix = name.rpartition(".")[2].lower()
    wanted = "xlsx" if suffix in ("xls", "et") else "docx"
    return f"“{name}”是旧的文件格式，请用 WPS 或 Office 打开，另存为 {wanted} 后再读入。"
