"""Verifies a single encapsulation package: it is made anew from its data and compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from app.errors import UserError
from app.exports.archive.digests import digests
from app.exports.archive.metadata import (
    ELEMENTS,
    PROGRAM,
    metadata_file,
    particulars_in,
    stated_in,
    status_in,
)
from app.exports.archive.package import BUNDLED_FONTS, page_count
from app.exports.archive.verification import Verification
from app.exports.archive.zip_format import load
from app.exports.json import read as read_json
from app.exports.json import render as render_json
from app.exports.ofd import render as render_ofd
from app.exports.pages.fonts import MissingGlyphError
from app.exports.pdf import render as render_pdf
from app.exports.report_blocks import document
from app.exports.transfer.eep import PackageContents, eep_file, read_eep
from app.exports.transfer.folder_contents import DATA, OFD, PDF
from app.exports.transfer.usability import BROKEN


def verify_eep(path: Path) -> Verification:
    """Compare all that a package by DA/T 48 states with what it holds.

    Raises UserError when *path* can't be read or is no such package.
    """
    data = load(path)
    try:
        enclosed = read_eep(data)
    except BROKEN as error:
        raise UserError(f"“{path.name}”不是电子文件封装包，或者里面的文件已损坏，无法核验。") from error
    faults: list[str] = []
    remarks: list[str] = []
    if enclosed.signed:
        remarks.append("封装包带有电子签名，签名的真伪请用专门软件验证。")
    try:
        faults += _differences(enclosed, data, remarks)
    except BROKEN:
        faults.append("元数据或报告数据无法读取，不能重新生成比对。")
    return Verification(tuple(faults), tuple(remarks), digests(data))


def _differences(enclosed: PackageContents, data: bytes, remarks: list[str]) -> list[str]:
    if tuple(enclosed.files) != (OFD, PDF, DATA):
        return [f"应当装有{OFD}、{PDF}、{DATA}，实际装有{'、'.join(enclosed.files)}。"]
    if enclosed.program != PROGRAM:
        remarks.append(f"封装包由“{enclosed.program}”形成，本机是“{PROGRAM}”，没有重新生成比对。")
        return []
    report = replace(read_json(enclosed.files[DATA]), status=status_in(enclosed.stated))
    made = document(report, draft=False)
    try:
        forms = {OFD: render_ofd(made), PDF: render_pdf(made), DATA: render_json(report)}
    except MissingGlyphError as error:
        remarks.append(f"报告没有重新排版比对：{error}")
        return []
    faults = [
        f"“{name}”与按数据重新生成的不同。" for name, file in forms.items() if file != enclosed.files[name]
    ]
    known = particulars_in({**dict.fromkeys(ELEMENTS, ""), **enclosed.stated})
    again = metadata_file(report, known, forms, pages=page_count(forms[PDF]), fonts_used=BUNDLED_FONTS)
    if not faults and not enclosed.signed and eep_file(stated_in(again), forms, enclosed.made_at) != data:
        faults.append("所记的元数据与里面的报告不符，或者写法与封装时不同。")
    return faults
