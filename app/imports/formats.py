"""Finds a file's format from its content and calls the reader for it, which is only then imported."""

import re

from app.imports import bounded_files
from app.imports.bounded_files import Unreadable
from app.imports.imported import Imported
from app.imports.matching.report import imported
from app.imports.raw_document import LEDGER, REPORT, Extent, RawDocument
from app.imports.readers import ole, refusals
from app.imports.readers.web import mht

_TAG = re.compile(
    r"<(?:!doctype html|html|head|meta|body|p|div|h[1-6]|span|table|section|article|main|center)\b"
)

_WORD_XML = ("schemas.microsoft.com/office/2006/xmlPackage", "schemas.microsoft.com/office/word/2003/wordml")
"""The names by which a Word document is recognised that is a single XML file."""
_EXCEL_XML = "urn:schemas-microsoft-com:office:spreadsheet"
"""What names the edition of a workbook that is one XML file."""
_OPEN_XML = "urn:oasis:names:tc:opendocument:xmlns:office:"
"""What names LibreOffice's documents and sheets, also where they are one XML file."""
_UOF = ("schemas.uof.org/", "uof:UOF")
"""What names the Chinese standard for office documents of before 2012."""
_HEADER_BYTES = 4096


def read(data: bytes, name: str, *, unit: str | None, year: int | None) -> Imported:
    """Read a report from a file's bytes; *name* serves the messages. Raises UserError."""
    found = _found(data, name, REPORT)
    if isinstance(found, str):
        from app.imports import json

        return json.parse(found, name, unit=unit, year=year)
    return imported(found, unit=unit, year=year)


def read_document(data: bytes, name: str, extent: Extent = LEDGER) -> RawDocument:
    """Read a file's texts and tables as they stand. Raises UserError."""
    found = _found(data, name, extent)
    if isinstance(found, str):
        raise Unreadable(f"“{name}”不是表格，无法读取，请选择 Excel、Word 或 csv 文件。")
    return found


def _found(data: bytes, name: str, extent: Extent) -> RawDocument | str:
    """Return a file's texts and tables; the text itself of one in our own format."""
    if data.startswith(b"PK\x03\x04"):
        raw = _archive(data, name, extent)
    elif b"%PDF-" in data[:1024]:
        from app.imports.readers.pages import pdf

        raw = pdf.parse(data, name)
    elif data.startswith(ole.MAGIC):
        raw = _old_office(data, name, extent)
    elif mht.is_mail(data):
        raise Unreadable(refusals.said("mail", name))
    elif sentence := refusals.refusal(data, name):
        raise Unreadable(sentence)
    else:
        if len(data) > bounded_files.MAX_TEXT_BYTES:
            raise bounded_files.too_large(name, f"超过 {bounded_files.MAX_TEXT_BYTES // 1024 // 1024} MB")
        text = bounded_files.decode(data, name)
        if mht.is_message(data):
            text = mht.page(data, name)
        start = text.lstrip()[:2000]
        if start[:1] == "{" and not start.startswith("{\\rtf"):
            return text
        raw = _text(text, start.lower(), name, extent)
    return raw


def _text(text: str, start: str, name: str, extent: Extent) -> RawDocument:
    if start.startswith("{\\rtf"):
        from app.imports.readers.word import rtf

        return rtf.parse(text, name)
    if start.startswith("<") and any(mark in text[:_HEADER_BYTES] for mark in _WORD_XML):
        from app.imports.readers.word import word_flat

        return word_flat.parse(text, name)
    if start.startswith("<") and _EXCEL_XML in text[:_HEADER_BYTES] and "<workbook" in start:
        from app.imports.readers.sheets import sheet_flat

        return sheet_flat.parse(text, name, extent)
    if start.startswith("<") and _OPEN_XML in text[:_HEADER_BYTES] and "<office:document" in start:
        from app.imports.readers.libre_office import open_document

        return open_document.parse_flat(text, name)
    if start.startswith("<") and any(mark in text[:_HEADER_BYTES] for mark in _UOF):
        raise Unreadable(
            f"“{name}”是标文通（UOF）文件，无法读取，请用 WPS 或 Office 打开，另存为 docx 或 xlsx 后再读入。"
        )
    if start.startswith("<") and _TAG.search(start):
        from app.imports.readers.web import html

        return html.parse(text, name)
    from app.imports.readers.sheets import delimited

    if mark := delimited.delimiter_of(text, name):
        return delimited.parse(text, mark, name, extent)
    from app.imports.readers import plain_text as plain

    return plain.parse(text, name)


def _archive(data: bytes, name: str, extent: Extent) -> RawDocument:
    from app.imports.readers.zip_xml import Archive

    archive = Archive(data, name)
    if archive.main == "word":
        from app.imports.readers.word import docx

        return docx.parse(archive, name)
    if archive.main == "xl":
        from app.imports.readers.sheets import xlsx

        return xlsx.parse(archive, name, extent)
    if "OFD.xml" in archive.members:
        from app.imports.readers.pages import ofd

        return ofd.parse(archive, name)
    if (
        archive.text("mimetype").startswith(b"application/vnd.oasis.opendocument")
        or "content.xml" in archive.members
    ):
        from app.imports.readers.libre_office import open_document

        return open_document.parse(archive, name)
    if name.lower().endswith(".zip"):
        raise Unreadable(f"“{name}”是压缩包，请先解开，再读入其中的文件。")
    raise Unreadable(
        f"“{name}”不是 Word（docx）或 Excel（xlsx）文件，无法读取，请另存为 docx 或 xlsx 后再读入。"
    )


def _old_office(data: bytes, name: str, extent: Extent) -> RawDocument:
    kind = ole.kind(data)
    if kind == "locked":
        raise bounded_files.locked(name)
    if kind == "mail":
        raise Unreadable(refusals.said("mail", name))
    if kind == "word":
        from app.imports.readers.word import doc

        return doc.parse(data, name)
    if kind == "excel":
        from app.imports.readers.sheets import xls

        return xls.parse(data, name, extent)
    wanted = "xlsx" if name.lower().endswith((".xls", ".et")) else "docx"
    raise Unreadable(
        f"“{name}”不是 Word 或 Excel 文件，无法读取，请用 WPS 或 Office 打开，另存为 {wanted} 后再读入。"
    )
