"""Finds a file's format from its content and calls the reader for it, which is only then imported."""

from app.imports import files
from app.imports.files import Unreadable
from app.imports.imported import Imported
from app.imports.matching import imported


def read(data: bytes, name: str, *, unit: str | None, year: int | None) -> Imported:
    """Read a report from a file's bytes; *name* serves the messages. Raises UserError."""
    if len(data) > files.MAX_TEXT_BYTES:
        limit = files.MAX_TEXT_BYTES // 1024 // 1024
        raise Unreadable(f"“{name}”超过 {limit} MB，不像一份年度报告，请核对后另选文件。")
    text = files.decode(data, name)
    if text.lstrip()[:1] == "{":
        from app.imports import json

        return json.parse(text, name, unit=unit, year=year)
    from app.imports import text as plain

    return imported(plain.parse(text, name), unit=unit, year=year)
