"""The file is PDF/A-2a and PDF/UA-1 by an independent validator, the same every time, and tells of nobody."""

import getpass
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from builders import consistent_report
from pdf_documents import filled, of_blocks, report, sample, stress
from pdf_validators import failures

from app.exports.blocks import Document, Heading, Paragraph, TableBlock, Title
from app.exports.pdf import render
from app.exports.report_blocks import document

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ["000_a54ea972eaf5532d", "huaian_2024", "shanghai_office_2019", "shuyang_drc_2023"]


@pytest.mark.beside(twin="tests/exports/pdf/test_archive.py::test_invented_figures_make_a_valid_file")
@pytest.mark.parametrize("name", SAMPLES)
def test_published_figures_make_a_valid_file(name: str) -> None:
    assert failures(render(document(sample(name), draft=False))) == []


@pytest.mark.parametrize("form", ["cn-disclosure-2021", "cn-disclosure-2019"])
def test_invented_figures_make_a_valid_file(form: str) -> None:
    assert failures(render(document(consistent_report(form), draft=False))) == []


@pytest.mark.parametrize(
    "made",
    [
        document(report(filled()), draft=True),
        document(report({}), draft=True),
        of_blocks(Paragraph("只有一段。")),
        of_blocks(Paragraph("文"))._replace(title="控制\x01字符<&>", unit="单\x0b位\ufeff"),
        of_blocks(Heading(3, "1.跳过两级"), Heading(1, "一、标题"), Heading(4, "（1）再跳")),
        of_blocks(Paragraph("\U00020164 <&>\"'", "（一）领起", 2)),
    ],
)
def test_odd_documents_make_a_valid_file(made: Document) -> None:
    assert failures(render(made)) == []


def test_the_validator_finds_faults() -> None:
    data = render(of_blocks(Paragraph("正文。")))
    assert failures(data) == []
    assert failures(data.replace(b"/Marked true", b"/Marked null"))
    assert failures(data.replace(b"<pdfaid:part>2<", b"<pdfaid:part>3<"))
    assert failures(data.replace(b"/FontFile2", b"/FontFileX"))


def test_a_long_and_hard_report_is_valid() -> None:
    data = render(stress())
    with pypdfium2.PdfDocument(data) as pdf:
        assert len(pdf) >= 38
    assert failures(data) == []


def test_all_fonts_are_embedded_subsets() -> None:
    data = render(document(report(filled()), draft=True))
    descriptors = re.findall(rb"<</Type /FontDescriptor.*?>>", data)
    assert len(descriptors) == data.count(b"/Subtype /Type0") == 5
    for descriptor in descriptors:
        assert b"/FontFile2" in descriptor
        assert re.search(rb"/FontName /[A-Z]{6}\+\w+", descriptor)
    assert b"Helvetica" not in data
    assert b"/Type1" not in data


def test_the_same_report_gives_the_same_bytes_in_any_process() -> None:
    code = (
        f"import sys, hashlib; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}];"
        "from pdf_documents import report, filled, document; from app.exports.pdf import render;"
        "print(hashlib.sha256(render(document(report(filled()), draft=False))).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai"))
    }
    assert len(digests) == 1


def test_setting_one_report_leaves_no_trace_in_the_next() -> None:
    first, second = of_blocks(Paragraph("甲乙丙")), of_blocks(Paragraph("丁戊己"))
    alone = render(second)
    render(first)
    assert render(second) == alone


def test_metadata_name_unit_title_year_and_subject_and_nobody() -> None:
    data = render(document(report(filled()), draft=False))
    with pypdfium2.PdfDocument(data) as pdf:
        metadata = {key: value for key, value in pdf.get_metadata_dict().items() if value}
    assert metadata == {
        "Title": "示例市人民政府2024年政府信息公开工作年度报告",
        "Author": "示例市人民政府",
        "Subject": "政府信息公开工作年度报告",
        "Keywords": "2024年;政府信息公开工作年度报告",
        "Creator": "公开年报",
        "Producer": "reportlab",
        "CreationDate": "D:20250120000000Z",
        "ModDate": "D:20250120000000Z",
    }
    xmp = data[data.index(b"<x:xmpmeta") : data.index(b"</x:xmpmeta>")].decode("utf-8")
    for key in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer"):
        assert f">{metadata[key]}<" in xmp
    assert xmp.count(">2025-01-20T00:00:00Z<") == 2
    for private in (getpass.getuser(), socket.gethostname(), str(Path.home()), str(ROOT)):
        assert private not in xmp


def test_tables_are_tagged_with_headers_scopes_and_spans() -> None:
    made = document(report(filled()), draft=False)
    data = render(made)
    tables = [block for block in made.blocks if isinstance(block, TableBlock)]
    inputs = sum(len(table.grid.inputs) for table in tables)
    labels = sum(bool(cell.text) and cell.key is None for table in tables for cell in table.grid.cells)
    assert data.count(b"/S /Table ") == 3
    assert data.count(b"/S /TD ") == inputs == 200
    assert data.count(b"/S /TH ") == labels
    assert data.count(b"/S /TR ") == sum(table.grid.rows for table in tables)
    assert data.count(b"/Headers [") == inputs
    for cell in (cell for table in tables for cell in table.grid.cells if cell.row_span > 1 and cell.text):
        assert b"/RowSpan %d" % cell.row_span in data


def test_headings_are_tagged_by_level() -> None:
    blocks = (
        Title("标题", ("标题",)),
        Heading(1, "一、总体"),
        Paragraph("正文", "（一）领起。", 2),
        Heading(3, "1.网站"),
        Paragraph("文"),
        Heading(1, "二、其他"),
    )
    assert re.findall(rb"/S /(H\d|P) ", render(of_blocks(*blocks))) == [
        b"H1",
        b"H2",
        b"H3",
        b"P",
        b"H4",
        b"P",
        b"H2",
    ]


def test_the_outline_leads_to_the_sections() -> None:
    made = document(report(filled()), draft=False)
    with pypdfium2.PdfDocument(render(made)) as pdf:
        found = [(item.level, item.get_title(), item.get_dest().get_index()) for item in pdf.get_toc()]
        texts = [page.get_textpage().get_text_range() for page in pdf]
    expected = []
    for block in made.blocks:
        match block:
            case Title(text=text):
                expected.append((0, text))
            case Heading(level=1 | 2 as level, text=text) | Paragraph(level=2 as level, lead=text):
                expected.append((level, text.rstrip("。")))
    assert [(level, title) for level, title, _ in found] == expected
    for _, title, number in found:
        assert title in "".join(texts[number].split())


STREAM = re.compile(rb"/Length (\d+)>>\s*stream\n")


def streams(data: bytes) -> list[tuple[bytes, bytes]]:
    """Each stream's bytes by its length, and the end of line that follows."""
    found = []
    for head in STREAM.finditer(data):
        end = head.end() + int(head.group(1))
        found.append((data[head.end() : end], data[end : data.index(b"endstream", end)]))
    return found


def test_a_stream_whose_last_byte_is_a_carriage_return_is_read_whole() -> None:
    made = (render(of_blocks(Paragraph("公" * number))) for number in range(1, 1000))
    data = next(data for data in made if any(body.endswith(b"\r") for body, _ in streams(data)))
    assert all(end == b"\r\n" for _, end in streams(data))
    assert failures(data) == []
