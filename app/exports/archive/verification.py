"""Whether a package still is what was packed: every fact it states is compared with the thing itself.

What nobody keeps elsewhere can't be proven from inside: who replaces a whole package by another one that this program
made is found out by the package's digests alone, which are told when it is written and when it is verified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from app.errors import UserError
from app.exports.archive.check_record import misstatement
from app.exports.archive.digests import Digests, digests
from app.exports.archive.layout import CHECK, CONTENTS, DATA, HASHES, METADATA, PDF, is_exact, load, unzipped
from app.exports.archive.package import (
    BUNDLED_FONTS,
    OFFICE_FONTS,
    PROGRAM,
    hash_list,
    metadata_file,
)
from app.exports.blocks import document
from app.exports.json import read as read_json
from app.exports.json import render as render_json
from app.exports.pages.fonts import MissingGlyphError
from app.exports.particulars import Particulars
from app.exports.pdf import render as render_pdf
from app.pdfium import LOCK
from app.report import Report

_BROKEN = (UserError, ValueError, KeyError, TypeError, AttributeError, RecursionError, ArithmeticError)
"""What reading a file that is not ours raises."""


@dataclass(frozen=True)
class Verification:
    """What was found: *faults* say what was altered, *remarks* what could not be compared and why.

    *digests* are the package's own, to be compared with those kept elsewhere.
    """

    faults: tuple[str, ...]
    remarks: tuple[str, ...]
    digests: Digests


def verify(path: Path) -> Verification:
    """Compare all that a package states with what it holds.

    Raises UserError when *path* can't be read or is no package of this program. Time and memory are bounded.
    """
    data = load(path)
    files, faults = unzipped(data, path.name)
    if HASHES not in files:
        raise UserError(f"“{path.name}”里没有“{HASHES}”，不是本程序的归档包。")
    faults += _altered(files)
    remarks: list[str] = []
    if not faults:
        faults += _inconsistent(files, remarks)
    if not faults and not is_exact(data, files):
        faults.append("压缩包里除登记的文件外还有别的内容，或者次序、标记与封装时不同。")
    return Verification(tuple(faults), tuple(remarks), digests(data))


def _altered(files: Mapping[str, bytes]) -> Iterator[str]:
    """Compare the files with their digests."""
    stated = {}
    for line in files[HASHES].decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition("  ")
        stated[name] = digest
    true = {line.partition("  ")[2]: line.partition("  ")[0] for line in _listed(files)}
    for name in dict.fromkeys((*CONTENTS, *stated)):
        if name not in files:
            yield f"缺少“{name}”。"
        elif name not in stated:
            yield f"“{HASHES}”里没有登记“{name}”。"
        elif true[name] != stated[name]:
            yield f"“{name}”与“{HASHES}”所登记的不符。"
    for name in files:
        if name not in (*CONTENTS, HASHES):
            yield f"多出“{name}”，归档包里不应有这个文件。"


def _listed(files: Mapping[str, bytes]) -> list[str]:
    return hash_list({name: data for name, data in files.items() if name != HASHES}).decode().splitlines()


def _inconsistent(files: Mapping[str, bytes], remarks: list[str]) -> Iterator[str]:
    """Compare what the files state of each other (DA/T 70-2018, 真实性 and 可用性)."""
    if files[HASHES] != hash_list({name: files[name] for name in CONTENTS}):
        yield f"“{HASHES}”的写法与封装时不同。"
    try:
        report = read_json(files[DATA])
        if render_json(report) != files[DATA]:
            raise ValueError
    except _BROKEN:
        yield f"“{DATA}”不是本程序写出的数据，或者被改动过。"
        return
    try:
        stated = {item.tag: item.text or "" for item in ElementTree.fromstring(files[METADATA])}
        fonts_used = stated["排版字体"]
        expected = metadata_file(report, _particulars(stated), files[PDF], fonts_used=fonts_used)
    except (ElementTree.ParseError, *_BROKEN):
        yield f"“{METADATA}”无法读取，或者缺少内容。"
        return
    program = stated.get("形成程序", "")
    yield from _metadata_faults(files[METADATA], expected, program)
    if program != PROGRAM:
        remarks.append(f"归档包由“{program}”形成，本机是“{PROGRAM}”，排版和核对结果未逐项重做比对。")
        remarks += _other_text(report, files[PDF])
        return
    yield from _pdf_faults(report, files[PDF], fonts_used, remarks)
    try:
        if what := misstatement(report, files[CHECK]):
            yield f"“{CHECK}”{what}。"
    except _BROKEN:
        yield f"“{CHECK}”无法读取，或者缺少内容。"


def _particulars(stated: Mapping[str, str]) -> Particulars:
    """What only the metadata know."""
    return Particulars(
        fonds_number=stated["全宗号"],
        retention=stated["保管期限"],
        office_or_matter=stated["机构或问题"],
        item_number=stated["件号"],
        document_number=stated["文件编号"],
        keywords=stated["主题词"],
        abstract=stated["摘要"],
    )


def _metadata_faults(found: bytes, expected: bytes, program: str) -> Iterator[str]:
    """Name the elements that state otherwise than the report and the PDF are."""
    expected = expected.replace(PROGRAM.encode(), program.encode()) if program else expected
    if found == expected:
        return
    mine = {item.tag: item.text or "" for item in ElementTree.fromstring(expected)}
    theirs = {item.tag: item.text or "" for item in ElementTree.fromstring(found)}
    wrong = [name for name in dict.fromkeys((*mine, *theirs)) if mine.get(name) != theirs.get(name)]
    if wrong:
        yield f"“{METADATA}”所记的{'、'.join(wrong)}与包内的报告不符。"
    else:
        yield f"“{METADATA}”的写法与封装时不同。"


def _pdf_faults(report: Report, pdf: bytes, fonts_used: str, remarks: list[str]) -> Iterator[str]:
    """Set the report again from its data and compare."""
    made = document(report, draft=False)
    try:
        if fonts_used == BUNDLED_FONTS:
            if render_pdf(made) != pdf:
                yield f"“{PDF}”与按包内数据重新排出的不同。"
            return
        if fonts_used != OFFICE_FONTS:
            yield f"“{METADATA}”所记的排版字体无法识别。"
            return
        from app.exports.pages.office_fonts import office

        again = render_pdf(made, fonts=office())
    except MissingGlyphError as error:
        remarks.append(f"“{PDF}”没有重新排版比对：{error}")
        return
    if again != pdf:
        if _text(again) != _text(pdf):
            yield f"“{PDF}”的文字与包内数据不同。"
        else:
            remarks.append(f"“{PDF}”用封装时那台电脑的字体排成，本机只比对了文字。")


def _other_text(report: Report, pdf: bytes) -> Iterator[str]:
    """Say that another version's PDF reads otherwise than the data: it may set them otherwise, or be altered."""
    try:
        again = render_pdf(document(report, draft=False))
    except MissingGlyphError:
        return
    if "".join(_text(again)) != "".join(_text(pdf)):
        yield (
            f"“{PDF}”的文字与本机按包内数据排出的不同：可能是两个版本的排版不同，也可能被改动过，请打开逐项比对。"
        )


def _text(pdf: bytes) -> list[str]:
    """Return the text of each page without blanks; nothing for what can't be opened."""
    try:
        with LOCK, pypdfium2.PdfDocument(pdf) as opened:
            return ["".join(page.get_textpage().get_text_range().split()) for page in opened]
    except pypdfium2.PdfiumError:
        return []
