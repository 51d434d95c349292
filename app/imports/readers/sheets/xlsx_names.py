"""Reads the names of our own workbooks: those of its input cells, and its owner in its properties."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from app.imports.raw_document import NamedArea
from app.imports.readers.sheets.xlsx_looks import S
from app.imports.readers.sheets.xlsx_places import place_of
from app.imports.readers.zip_xml import OfficeParts
from app.workbook_names import PREFIX

_AREA = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?[A-Z]{1,3}\$?([0-9]{1,7}))?"
)
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_MOST = 5000


def names_in(workbook: etree._Element | None) -> Mapping[str, NamedArea]:
    """Return the named ranges that bear our names; one whose cells were deleted has none."""
    return {} if workbook is None else dict(_names(workbook))


def _names(workbook: etree._Element) -> Iterator[tuple[str, NamedArea]]:
    for count, item in enumerate(workbook.iterfind(f"{S}definedNames/{S}definedName")):
        name = item.get("name", "")
        area = _area(item.text or "") if name.startswith(PREFIX) and count < _MOST else None
        if area is not None:
            yield name, area


@lru_cache(maxsize=4096)
def _area(reference: str) -> NamedArea | None:
    match = _AREA.fullmatch(reference)
    place = place_of(match[3] + match[4]) if match is not None else None
    if match is None or place is None:
        return None
    return NamedArea((match[1] or match[2]).replace("''", "'"), *place, int(match[5] or place[0]))


def facts_in(archive: OfficeParts) -> Mapping[str, str]:
    """Return the file's own properties that bear our names."""
    root = archive.xml("docProps/custom.xml")
    found = () if root is None else root.iterchildren(_PROPERTY)
    return {
        name: "".join(map(str, item.itertext())).strip()
        for item in found
        if (name := item.get("name", "")).startswith(PREFIX)
    }
