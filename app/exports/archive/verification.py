"""Checks whether a package still is what was packed: every fact that it states is compared with its content.

A package can't prove itself: when a whole package is replaced by another one of this program, only the package's
digests show it, which are printed when it is written and when it is verified, and kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from app.errors import UserError
from app.exports.archive.check_record import misstatement
from app.exports.archive.digests import Digests, digests
from app.exports.archive.howto import howto_text
from app.exports.archive.metadata import (
    PROGRAM,
    fonts_in,
    metadata_file,
    particulars_in,
    program_in,
    stated_in,
    status_in,
)
from app.exports.archive.package import BUNDLED_FONTS, OFFICE_FONTS, hash_list, page_count
from app.exports.archive.review_record import misstatement as review_misstatement
from app.exports.archive.seal import is_signed
from app.exports.archive.zip_format import (
    CHECK,
    DATA,
    EARLIER,
    HASHES,
    HOWTO,
    METADATA,
    OFD,
    PDF,
    REVIEW,
    contents_of,
    is_exact,
    load,
    unzipped,
)
from app.exports.json import read as read_json
from app.exports.json import render as render_json
from app.exports.ofd import render as render_ofd
from app.exports.pages.fonts import FontSet, MissingGlyphError
from app.exports.pdf import render as render_pdf
from app.exports.report_blocks import document
from app.pdfium import LOCK
from app.report import Report

_BROKEN = (UserError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ArithmeticError)
"""The exceptions that reading a foreign file may raise; LookupError also for an encoding that nobody knows."""


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
    expected = contents_of(files)
    for name in dict.fromkeys((*expected, *stated)):
        if name not in files:
            yield f"缺少“{name}”。"
        elif name not in stated:
            yield f"“{HASHES}”里没有登记“{name}”。"
        elif true[name] != stated[name]:
            yield f"“{name}”与“{HASHES}”所登记的不符。{_signed(name, files[name])}"
    for name in files:
        if name not in (*expected, HASHES):
            yield f"多出“{name}”，归档包里不应有这个文件。"


def _listed(files: Mapping[str, bytes]) -> list[str]:
    return hash_list({name: data for name, data in files.items() if name != HASHES}).decode().splitlines()


def _signed(name: str, data: bytes) -> str:
    return (
        "该文件带有电子签章，盖章会改变文件，签章的真伪请用专门软件验证。"
        if name == OFD and is_signed(data)
        else ""
    )


def _inconsistent(files: Mapping[str, bytes], remarks: list[str]) -> Iterator[str]:
    """Compare what the files state of each other (DA/T 70-2018, 真实性 and 可用性)."""
    names = contents_of(files)
    if files[HASHES] != hash_list({name: files[name] for name in names}):
        yield f"“{HASHES}”的写法与封装时不同。"
    try:
        report = read_json(files[DATA])
        if render_json(report) != files[DATA]:
            raise ValueError
    except _BROKEN:
        yield f"“{DATA}”不是本程序写出的数据，或者被改动过。"
        return
    try:
        stated = stated_in(files[METADATA])
        if names == EARLIER:
            remarks.append(f"归档包按较早的格式形成，“{METADATA}”只查了有没有改动，内容没有逐项比对。")
            program, fonts_used = stated["形成程序"], stated["排版字体"]
        else:
            program, fonts_used = program_in(stated), fonts_in(stated)
            report = replace(report, status=status_in(stated))
            forms = {name: files[name] for name in (PDF, OFD, DATA)}
            pages = page_count(files[PDF])
            expected = metadata_file(
                report, particulars_in(stated), forms, pages=pages, fonts_used=fonts_used
            )
            yield from _metadata_faults(files[METADATA], expected, program)
    except (ElementTree.ParseError, *_BROKEN):
        yield f"“{METADATA}”无法读取，或者缺少内容。"
        return
    if REVIEW in names:
        try:
            if what := review_misstatement(report, files[REVIEW]):
                yield f"“{REVIEW}”{what}。"
        except _BROKEN:
            yield f"“{REVIEW}”无法读取，或者缺少内容。"
    if program != PROGRAM:
        remarks.append(f"归档包由“{program}”形成，本机是“{PROGRAM}”，排版和核对结果未逐项重做比对。")
        remarks += _other_text(report, files[PDF])
        return
    yield from _form_faults(report, files, fonts_used, remarks)
    if HOWTO in names and files[HOWTO] != howto_text(reviewed=REVIEW in names).encode():
        yield f"“{HOWTO}”与封装时不同。"
    try:
        if what := misstatement(report, files[CHECK], same_status=names != EARLIER):
            yield f"“{CHECK}”{what}。"
    except _BROKEN:
        yield f"“{CHECK}”无法读取，或者缺少内容。"


def _metadata_faults(found: bytes, expected: bytes, program: str) -> Iterator[str]:
    """Name the elements that differ from the report and the PDF."""
    expected = expected.replace(PROGRAM.encode(), program.encode()) if program else expected
    if found == expected:
        return
    mine, theirs = stated_in(expected), stated_in(found)
    wrong = [name for name in dict.fromkeys((*mine, *theirs)) if mine.get(name) != theirs.get(name)]
    if wrong:
        said = "、".join(dict.fromkeys(name.rpartition(".")[2] for name in wrong))
        yield f"“{METADATA}”所记的{said}与包内的报告不符。"
    else:
        yield f"“{METADATA}”的写法与封装时不同。"


def _form_faults(
    report: Report, files: Mapping[str, bytes], fonts_used: str, remarks: list[str]
) -> Iterator[str]:
    """Make the pages again from the report's data and compare."""
    fonts: FontSet | None = None
    if fonts_used == OFFICE_FONTS:
        from app.exports.pages.office_fonts import office

        fonts = office()
    elif fonts_used != BUNDLED_FONTS:
        yield f"“{METADATA}”所记的排版字体无法识别。"
        return
    made = document(report, draft=False)
    try:
        again = {PDF: render_pdf(made, fonts=fonts)}
        if OFD in files:
            again[OFD] = render_ofd(made, fonts=fonts)
    except MissingGlyphError as error:
        remarks.append(f"“{PDF}”没有重新排版比对：{error}")
        return
    for name, data in again.items():
        if data == files[name]:
            continue
        if fonts is None:
            yield f"“{name}”与按包内数据重新排出的不同。{_signed(name, files[name])}"
        elif name == PDF and _text(data) != _text(files[name]):
            yield f"“{PDF}”的文字与包内数据不同。"
        else:
            compared = "只比对了文字" if name == PDF else "没有比对"
            remarks.append(f"“{name}”用封装时那台电脑的字体排成，本机{compared}。")


def _other_text(report: Report, pdf: bytes) -> Iterator[str]:
    """Say that another version laid the PDF out differently, or that the PDF was altered."""
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
