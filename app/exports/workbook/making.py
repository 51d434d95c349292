"""Makes fill-in workbooks: one master for a form and year, into which each unit's name and figures are put."""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.packaging.custom import IntProperty, StringProperty

from app.carry_over import carry_over
from app.check_code import check_code, spaced
from app.exports.blocks import TableBlock
from app.exports.office_properties import with_own_facts
from app.exports.report_blocks import document
from app.exports.workbook.check_formulas import add_checks, add_codes
from app.exports.workbook.cover import add_cover
from app.exports.workbook.placeholders import ID_TOKEN, TITLE_TOKEN, UNIT_TOKEN, YEAR_TOKEN, Tokens
from app.exports.workbook.tables import CellPlaces, add_table
from app.exports.workbook.texts import add_texts
from app.exports.xml_text import xml_text
from app.forms.compiled import total_definitions
from app.forms.model import Form
from app.report import Report, Totals, Unit
from app.totals import computed_totals
from app.values import Value, canonical
from app.workbook_names import COVER, FORM, ID, LAYOUT, UNIT, VERSION, YEAR

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"([^>]*?)(?: t="n")?><f>([^<]*)</f><v(?: ?/>|></v>)</c>')
_NUMBER = re.compile(r"(?: t=\"n\")?><v>(777[0-9]{11})</v>")
_PIECE = re.compile("(@@[^@]+@@)")
_LEVEL = 3


@dataclass(frozen=True)
class WorkbookOrder:
    """A unit for which a workbook is made, and its report of the year before, if there is one.

    *called* is what its file is called after, where the unit's name alone does not tell it from others.
    """

    unit: str
    previous: Report | None = None
    called: str = ""


class Maker:
    """Makes the workbooks of one form and year."""

    def __init__(self, form: Form, year: int) -> None:
        self._form, self._year = form, year
        self._tokens = Tokens()
        self._places = CellPlaces()
        self._parts = self._split(self._master())

    def make(self, order: WorkbookOrder) -> bytes:
        """Return the workbook for one unit. The same order gives the same bytes."""
        values = self._values(order)
        members = []
        for name, part in self._parts.items():
            if isinstance(part, _Packed):
                members.append((name, part))
            else:
                text = "".join(values.get(piece, "") if piece[:2] == "@@" else piece for piece in part)
                members.append((name, _packed(text.encode())))
        return _zip(members)

    def _values(self, order: WorkbookOrder) -> dict[str, str]:
        cells, last = self._figures(order.previous)
        identity = f"{order.unit}\n{self._year}\n{self._form.id}\n{VERSION}"
        title = self._form.title.format(unit=order.unit, year=self._year)
        values = {
            UNIT_TOKEN: _escaped(order.unit),
            YEAR_TOKEN: str(self._year),
            TITLE_TOKEN: _escaped(title),
            ID_TOKEN: hashlib.sha256(identity.encode()).hexdigest()[:12],
        }
        for key, value in cells.items():
            values[f"@@cell {key}@@"] = f"<v>{canonical(value)}</v>"
            values[f"@@value {key}@@"] = canonical(value)
            values[f"@@type {key}@@"] = ""
        for key in total_definitions(self._form):
            values.setdefault(f"@@type {key}@@", ' t="str"')
        for key, value in last.items():
            values[f"@@last {key}@@"] = f"<v>{canonical(value)}</v>"
        inputs = len(self._form.cells) - len(total_definitions(self._form))
        filled = sum(key not in total_definitions(self._form) for key in cells)
        values["@@blanks@@"] = str(inputs - filled)
        values["@@texts@@"] = str(sum(section.required for section in self._form.text_sections))
        values["@@broken@@"] = "0"
        values["@@code@@"] = spaced(check_code(self._form, cells))
        return values

    def _figures(self, previous: Report | None) -> tuple[Mapping[str, Value], Mapping[str, Value]]:
        """Return what is filled in already, with the totals of it, and last year's figures."""
        if previous is None or previous.year != self._year - 1:
            return {}, {}
        cells = dict(carry_over(previous, self._year, self._form).cells)
        cells |= {
            key: value for key, value in computed_totals(self._form, cells).items() if value is not None
        }
        known = {key: value for key, value in previous.cells.items() if key in self._form.cells}
        return cells, known if previous.form is self._form else {}

    def _master(self) -> bytes:
        report = Report(0, Unit(0, UNIT_TOKEN), self._year, self._form, totals=Totals.COMPUTED)
        made = document(report, draft=False)
        workbook = Workbook()
        workbook.worksheets[0].title = COVER
        texts = add_texts(workbook, report)
        for block in made.blocks:
            if isinstance(block, TableBlock):
                add_table(workbook, block, report, self._places, self._tokens)
        last = add_checks(workbook, self._form, self._places)
        codes = add_codes(workbook, self._form, self._places)
        required = [texts[section.key] for section in self._form.text_sections if section.required]
        add_cover(workbook, report, self._places, required, last, codes)
        workbook.security.lockStructure = True
        workbook.calculation.fullCalcOnLoad = True
        properties: Any = workbook
        for name, text in ((UNIT, UNIT_TOKEN), (FORM, self._form.id), (ID, ID_TOKEN)):
            properties.custom_doc_props.append(StringProperty(name=name, value=text))
        for name, number in ((YEAR, self._year), (LAYOUT, VERSION)):
            properties.custom_doc_props.append(IntProperty(name=name, value=number))
        buffer = io.BytesIO()
        workbook.save(buffer)
        return with_own_facts(buffer.getvalue(), made)

    def _split(self, data: bytes) -> "dict[str, list[str] | _Packed]":
        parts: dict[str, list[str] | _Packed] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = self._sheets(archive)
            for name in archive.namelist():
                text = archive.read(name).decode()
                if name in sheets:
                    text = self._with_tokens(text, sheets[name])
                pieces = _PIECE.split(text)
                parts[name] = pieces if len(pieces) > 1 else _packed(text.encode())
        return parts

    @staticmethod
    def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
        names = re.findall(r'<sheet [^>]*?name="([^"]*)"', archive.read("xl/workbook.xml").decode())
        return {f"xl/worksheets/sheet{number}.xml": name for number, name in enumerate(names, start=1)}

    def _with_tokens(self, text: str, sheet: str) -> str:
        """Put tokens for the figures and for the results of formulas, which otherwise are empty texts."""
        totals = {}
        for key in total_definitions(self._form):
            where, row, column = self._places.cells[key]
            if where == sheet:
                totals[_letters(column) + str(row)] = key
        if sheet == COVER:
            results = iter(("blanks", "texts", "broken", "code"))

        def formula(match: re.Match[str]) -> str:
            place, attributes, code = match.groups()
            if key := totals.get(place):
                kind, value = f"@@type {key}@@", f"@@value {key}@@"
            else:
                word = next(results, "") if sheet == COVER else ""
                kind, value = (
                    ("" if word in ("blanks", "texts", "broken") else ' t="str"'),
                    f"@@{word}@@" if word else "",
                )
            return f'<c r="{place}"{attributes}{kind}><f>{code}</f><v>{value}</v></c>'

        def number(match: re.Match[str]) -> str:
            kind, key = self._tokens.known[match[1]]
            return f">@@{kind} {key}@@"

        return _NUMBER.sub(number, _CELL.sub(formula, text))


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(column)


def _escaped(text: str) -> str:
    return escape(xml_text(text))


@dataclass(frozen=True)
class _Packed:
    """A member of the archive, compressed."""

    data: bytes
    crc: int
    size: int


def _packed(content: bytes) -> _Packed:
    pressing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    return _Packed(pressing.compress(content) + pressing.flush(), zlib.crc32(content), len(content))


_DAY = 0x21
"""The first day that a zip can state, 1980-01-01."""


def _zip(members: list[tuple[str, _Packed]]) -> bytes:
    """Put compressed members into an archive; members that all workbooks share are compressed only once."""
    out, directory = bytearray(), bytearray()
    for name, part in members:
        encoded = name.encode()
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, 8, 0, _DAY, part.crc, len(part.data), part.size, len(encoded), 0
        )
        directory += (
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, len(out))
        )
        directory += encoded
        out += b"PK\x03\x04" + common + encoded + part.data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(out), 0)
    return bytes(out + directory + b"PK\x05\x06" + end)
