"""Making a package, and the metadata in it.

The metadata are the elements of DA/T 46-2009 (文书类电子文件元数据方案) that describe a single document; what
DA/T 70-2018 has an archive check (format, page count, fixity) is stated beside them. The same report gives the
same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from app import __version__
from app.exports.archive.check_record import check_record
from app.exports.archive.digests import Digests, digests
from app.exports.archive.layout import CHECK, DATA, HASHES, METADATA, PDF, zipped
from app.exports.blocks import document
from app.exports.json import render as render_json
from app.exports.pages.fonts import FontSet
from app.exports.particulars import Particulars
from app.exports.pdf import render as render_pdf
from app.files import replace_file
from app.pdfium import LOCK
from app.report import Report
from app.rules.check import Check

PROGRAM = f"公开年报 {__version__}"
BUNDLED_FONTS, OFFICE_FONTS = "程序自带字体", "本机公文字体"


def package(
    report: Report, result: Check, particulars: Particulars, *, fonts: FontSet | None = None
) -> bytes:
    """Return the archive package of *report*, whose check gave *result*. Raises MissingGlyphError."""
    pdf = render_pdf(document(report, draft=False), fonts=fonts)
    fonts_used = OFFICE_FONTS if fonts else BUNDLED_FONTS
    files = {
        PDF: pdf,
        DATA: render_json(report),
        METADATA: metadata_file(report, particulars, pdf, fonts_used=fonts_used),
        CHECK: check_record(report, result),
    }
    return zipped({**files, HASHES: hash_list(files)})


def hash_list(files: Mapping[str, bytes]) -> bytes:
    """Return the list of the digests of *files*, in their order."""
    return "".join(f"{_hash(data)}  {name}\n" for name, data in files.items()).encode()


def write_package(
    report: Report,
    result: Check,
    particulars: Particulars,
    path: Path,
    *,
    fonts: FontSet | None = None,
) -> Digests:
    """Write the archive package to *path* and return its digests. Raises UserError, what was there then untouched."""
    data = package(report, result, particulars, fonts=fonts)
    replace_file(path, data)
    return digests(data)


def metadata_file(report: Report, particulars: Particulars, pdf: bytes, *, fonts_used: str) -> bytes:
    """Return the metadata file. The elements down to 摘要 have the names of DA/T 46-2009."""
    elements = {
        "立档单位名称": report.unit.name,
        "全宗号": particulars.fonds_number,
        "年度": str(report.year),
        "保管期限": particulars.retention,
        "机构或问题": particulars.office_or_matter,
        "件号": particulars.item_number,
        "题名": report.full_title,
        "责任者": report.signed_by or report.unit.name,
        "日期": report.signed_on,
        "文种": report.form.document_type,
        "文件编号": particulars.document_number,
        "主题词": particulars.keywords,
        "摘要": particulars.abstract,
        "页数": str(page_count(pdf)),
        "语种": "汉语",
        "格式": "PDF/A-2a（ISO 19005-2），PDF/UA-1（ISO 14289-1）",
        "计算机文件名": PDF,
        "计算机文件大小": str(len(pdf)),
        "校验和": f"SHA-256 {_hash(pdf)}",
        "形成程序": PROGRAM,
        "排版字体": fonts_used,
    }
    root = ElementTree.Element("电子文件元数据", {"标准": "DA/T 46-2009"})
    for name, value in elements.items():
        ElementTree.SubElement(root, name).text = value
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def page_count(pdf: bytes) -> int:
    """How many pages a PDF file has, 0 when it can't be opened."""
    try:
        with LOCK, pypdfium2.PdfDocument(pdf) as opened:
            return len(opened)
    except pypdfium2.PdfiumError:
        return 0


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
