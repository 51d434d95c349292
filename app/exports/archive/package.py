"""Making a package. The same report gives the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2

from app.exports.archival_details import Particulars
from app.exports.archive.check_record import check_record
from app.exports.archive.digests import Digests, digests
from app.exports.archive.howto import howto_text
from app.exports.archive.metadata import metadata_file
from app.exports.archive.review_record import review_record
from app.exports.archive.zip_format import CHECK, DATA, HASHES, HOWTO, METADATA, OFD, PDF, REVIEW, zipped
from app.exports.json import render as render_json
from app.exports.ofd import render as render_ofd
from app.exports.pages.fonts import FontSet
from app.exports.pdf import render as render_pdf
from app.exports.report_blocks import document
from app.files import replace_file
from app.pdfium import LOCK
from app.report import Report
from app.rules.check import Check
from app.second_entry import SecondEntry

BUNDLED_FONTS, OFFICE_FONTS = "程序自带字体", "本机公文字体"


def package(
    report: Report,
    result: Check,
    particulars: Particulars,
    *,
    fonts: FontSet | None = None,
    second: Sequence[SecondEntry] = (),
) -> bytes:
    """Return the archive package of *report*, whose check gave *result*; *second* are its second entries.

    Raises MissingGlyphError.
    """
    made = document(report, draft=False)
    forms = {
        PDF: render_pdf(made, fonts=fonts),
        OFD: render_ofd(made, fonts=fonts),
        DATA: render_json(report),
    }
    fonts_used = OFFICE_FONTS if fonts else BUNDLED_FONTS
    files = {
        **forms,
        METADATA: metadata_file(
            report, particulars, forms, pages=page_count(forms[PDF]), fonts_used=fonts_used
        ),
        CHECK: check_record(report, result),
    }
    reviewed = review_record(report, second)
    if reviewed is not None:
        files[REVIEW] = reviewed
    files[HOWTO] = howto_text(reviewed=reviewed is not None).encode()
    return zipped({**files, HASHES: hash_list(files)})


def hash_list(files: Mapping[str, bytes]) -> bytes:
    """Return the list of the digests of *files*, in their order."""
    return "".join(f"{_hash(data)}  {name}\n" for name, data in files.items()).encode()


def write_package(path: Path, data: bytes) -> Digests:
    """Write an archive package and return its digests. Raises UserError, what was there then untouched."""
    replace_file(path, data)
    return digests(data)


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file has, 0 when it can't be opened."""
    try:
        with LOCK, pypdfium2.PdfDocument(pdf) as opened:
            return len(opened)
    except pypdfium2.PdfiumError:
        return 0


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
