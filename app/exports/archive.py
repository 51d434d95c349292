"""The archive package: one zip with the report as PDF and data, its metadata, its check, and the hash of each file.

The metadata are the elements of DA/T 46-2009 (文书类电子文件元数据方案) that describe a single document; what
DA/T 70-2018 has an archive check (format, page count, fixity) is stated beside them. The same report gives the
same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from app.errors import UserError
from app.exports.blocks import document
from app.exports.json import render as render_json
from app.exports.pages.fonts import FontSet
from app.exports.particulars import Particulars
from app.exports.pdf import render as render_pdf
from app.files import replace_file
from app.pdfium import LOCK
from app.report import Report
from app.rules.as_json import check_json
from app.rules.check import Check

PDF, DATA, METADATA, CHECK, HASHES = "报告.pdf", "报告.json", "元数据.xml", "检查结果.json", "校验和.txt"
CONTENTS = (PDF, DATA, METADATA, CHECK)

_NEVER = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can state: packages don't tell when they were made."""
_LARGEST = 200 * 1024 * 1024


def package(
    report: Report, result: Check, particulars: Particulars, *, fonts: FontSet | None = None
) -> bytes:
    """Return the archive package of *report*, whose check gave *result*. Raises MissingGlyphError."""
    pdf = render_pdf(document(report, draft=False), fonts=fonts)
    files = {
        PDF: pdf,
        DATA: render_json(report),
        METADATA: _metadata(report, particulars, pdf),
        CHECK: (json.dumps(check_json(report, result), ensure_ascii=False, indent=1) + "\n").encode(),
    }
    files[HASHES] = "".join(f"{_hash(data)}  {name}\n" for name, data in files.items()).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def write_package(
    report: Report,
    result: Check,
    particulars: Particulars,
    path: Path,
    *,
    fonts: FontSet | None = None,
) -> None:
    """Write the archive package to *path*. Raises UserError, and then whatever was there is untouched."""
    replace_file(path, package(report, result, particulars, fonts=fonts))


def verify(path: Path) -> list[str]:
    """Say what is wrong with a package, a Chinese sentence for each fault; nothing when it is whole.

    Raises UserError when *path* can't be read or is no package of this program.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            broken = archive.testzip()
            if broken is not None:
                return [f"“{broken}”已损坏，压缩包内的数据与登记的不符。"]
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise UserError(f"“{path.name}”解开后过大，不是本程序的归档包。")
            files = {entry.filename: archive.read(entry) for entry in entries}
    except OSError as error:
        raise UserError(f"文件“{path}”无法读取（{error.strerror}）。") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise UserError(f"“{path.name}”不是归档包，或者已经损坏，无法打开。") from error
    if HASHES not in files:
        raise UserError(f"“{path.name}”里没有“{HASHES}”，不是本程序的归档包。")
    return [*_altered(files), *_inconsistent(files)]


def _altered(files: Mapping[str, bytes]) -> Iterator[str]:
    """Compare the files with their hashes."""
    stated = {}
    for line in files[HASHES].decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        stated[name] = digest
    for name in dict.fromkeys((*CONTENTS, *stated)):
        if name not in files:
            yield f"缺少“{name}”。"
        elif name not in stated:
            yield f"“{HASHES}”里没有登记“{name}”。"
        elif _hash(files[name]) != stated[name]:
            yield f"“{name}”被改动过，校验和与封装时不同。"
    for name in files:
        if name != HASHES and name not in stated and name not in CONTENTS:
            yield f"多出“{name}”，封装时没有这个文件。"


def _inconsistent(files: Mapping[str, bytes]) -> Iterator[str]:
    """Compare what the metadata say with the files they describe (DA/T 70-2018, 真实性 and 可用性)."""
    if not {PDF, DATA, METADATA} <= files.keys():
        return
    try:
        metadata = {item.tag: item.text or "" for item in ElementTree.fromstring(files[METADATA])}
    except ElementTree.ParseError:
        yield f"“{METADATA}”无法读取。"
        return
    if metadata.get("页数") != str(_page_count(files[PDF])):
        yield f"“{METADATA}”所记页数与“{PDF}”不符，或者“{PDF}”无法打开。"
    try:
        data = json.loads(files[DATA])
        stated = (str(data["unit"]), str(data["year"]))
    except (ValueError, KeyError, TypeError):
        yield f"“{DATA}”无法读取。"
        return
    if (metadata.get("立档单位名称"), metadata.get("年度")) != stated:
        yield f"“{METADATA}”所记单位、年度与“{DATA}”不符。"


def _metadata(report: Report, particulars: Particulars, pdf: bytes) -> bytes:
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
        "页数": str(_page_count(pdf)),
        "语种": "汉语",
        "格式": "PDF/A-2a（ISO 19005-2），PDF/UA-1（ISO 14289-1）",
        "计算机文件名": PDF,
        "计算机文件大小": str(len(pdf)),
        "校验和": f"SHA-256 {_hash(pdf)}",
        "形成程序": "公开年报",
    }
    root = ElementTree.Element("电子文件元数据", {"标准": "DA/T 46-2009"})
    for name, value in elements.items():
        ElementTree.SubElement(root, name).text = value
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _page_count(pdf: bytes) -> int:
    """How many pages a PDF file has, 0 when it can't be opened."""
    try:
        with LOCK, pypdfium2.PdfDocument(pdf) as opened:
            return len(opened)
    except pypdfium2.PdfiumError:
        return 0


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
