"""Puts the results of formulas beside them, where previews, phones and other readers look for them.

openpyxl writes a formula without its result; Excel and WPS compute it on opening, others show an empty cell.
"""

import io
import zipfile
from collections.abc import Mapping

from lxml import etree

from app.values import Value, canonical

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def with_results(data: bytes, results: Mapping[str, Mapping[str, Value | None]]) -> bytes:
    """Return the workbook *data* with results; *results* has for each sheet, in order, those of its formulas."""
    buffer = io.BytesIO()
    wanted = {
        f"xl/worksheets/sheet{index}.xml": values for index, values in enumerate(results.values(), start=1)
    }
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if values := wanted.get(member.filename):
                content = _sheet(content, values)
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _sheet(content: bytes, values: Mapping[str, Value | None]) -> bytes:
    root = etree.fromstring(content)
    for cell in root.iterfind(f"{_S}sheetData/{_S}row/{_S}c"):
        if cell.find(_S + "f") is None:
            continue
        value = values.get(cell.get("r", ""))
        result = cell.find(_S + "v")
        if result is None:
            result = etree.SubElement(cell, _S + "v")
        if value is None:
            cell.set("t", "str")
            result.text = ""
        else:
            cell.attrib.pop("t", "")
            result.text = canonical(value)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
