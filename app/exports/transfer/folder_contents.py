"""Where everything stands in a transfer folder, and the bytes of every file: a function of data and particulars.

Two layouts: 档发〔2012〕7号 附件2, and DA/T 93-2022 附录B for single documents (件). The texts of both are known from
public systems that follow them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app import own_formats
from app.exports.archival_details import Particulars
from app.exports.archive.digests import Digests, digests
from app.exports.archive.metadata import metadata_file, stated_in
from app.exports.archive.package import BUNDLED_FONTS, page_count
from app.exports.json import render as render_json
from app.exports.ofd import render as render_ofd
from app.exports.pdf import render as render_pdf
from app.exports.report_blocks import document
from app.exports.transfer import papers
from app.exports.transfer.eep import ENDING, eep_file
from app.exports.transfer.papers import Handover
from app.report import Report

NOTE = "说明文件.TXT"
OTHER = "其他"
DIGESTS = f"{OTHER}/数字摘要.txt"
OFD, PDF, DATA = own_formats.REPORT_OFD, own_formats.REPORT_PDF, own_formats.REPORT_DATA


class TransferStructure(StrEnum):
    """Which regulation lays the folder out; the value is its year."""

    DIRECTIVE = "2012"
    STANDARD = "2022"

    @property
    def catalogue(self) -> str:
        """The name of the catalogue."""
        return "文件目录.XML" if self is TransferStructure.DIRECTIVE else "目录文件.XML"

    @property
    def metadata(self) -> str:
        """The name of each document's metadata."""
        return own_formats.METADATA if self is TransferStructure.DIRECTIVE else "电子档案元数据.XML"

    def place(self, item: Item) -> str:
        """Return the folder of one document."""
        known, year = item.particulars, item.report.year
        if self is TransferStructure.DIRECTIVE:
            return f"电子档案/{year}/{known.category}/{known.code}"
        return f"{known.fonds_number}/{known.category}/{year}/{known.code}"


@dataclass(frozen=True)
class Item:
    """One document of a transfer: a report without errors and its complete particulars."""

    report: Report
    particulars: Particulars


@dataclass(frozen=True)
class ListedFile:
    """A file of the folder: its place, size in bytes, and digests."""

    path: str
    size: int
    digests: Digests


def contents(
    items: Sequence[Item], handover: Handover, structure: TransferStructure
) -> Iterator[tuple[str, bytes]]:
    """Yield each file's place and bytes, one document after another; the list of all digests comes last.

    Raises MissingGlyphError for a report with a character that no font has.
    """
    listed: list[ListedFile] = []
    rows: list[papers.CatalogueRow] = []
    for item in items:
        place, files, pages = structure.place(item), *_files(item, structure, handover.packed_at)
        rows.append(papers.CatalogueRow(item.report, item.particulars, pages, f"{place}/{OFD}"))
        for name, data in files.items():
            listed.append(ListedFile(f"{place}/{name}", len(data), digests(data)))
            yield listed[-1].path, data
    size = sum(file.size for file in listed)
    directive = structure is TransferStructure.DIRECTIVE
    written = {
        NOTE: papers.note(rows, handover, size, directive=directive),
        structure.catalogue: papers.catalogue(rows, directive=directive),
        f"{OTHER}/电子档案移交与接收登记表.xml": papers.register_xml(rows, handover, len(listed), size),
        f"{OTHER}/电子档案移交与接收登记表.html": papers.register_page(rows, handover, len(listed), size),
        f"{OTHER}/核验说明.txt": papers.howto(packages=bool(handover.packed_at)),
    }
    for path, data in written.items():
        listed.append(ListedFile(path, len(data), digests(data)))
        yield path, data
    yield (
        DIGESTS,
        "".join(f"{line}  {file.path}\n" for file in listed for line in file.digests.lines()).encode(),
    )


def _files(item: Item, structure: TransferStructure, packed_at: str) -> tuple[dict[str, bytes], int]:
    """Return the files of one document, and how many pages it has."""
    made = document(item.report, draft=False)
    forms = {OFD: render_ofd(made), PDF: render_pdf(made), DATA: render_json(item.report)}
    pages = page_count(forms[PDF])
    metadata = metadata_file(item.report, item.particulars, forms, pages=pages, fonts_used=BUNDLED_FONTS)
    files = {**forms, structure.metadata: metadata}
    if packed_at:
        files[f"{item.particulars.code}{ENDING}"] = eep_file(stated_in(metadata), forms, packed_at)
    return files, pages
