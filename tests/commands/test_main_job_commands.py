"""The main job without a window: a report is read, checked, exported, and all of it is in the PDF."""

import ctypes
import json
import re
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import definitions
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from builders import consistent_report
from command_line import SAMPLE, SEED, UNIT, Run, kept, pages

from app.exports.formats import export
from app.exports.plain_text import plain_text
from app.exports.report_blocks import document
from app.forms.grid import grid_of
from app.report import Report


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed_text(path: Path) -> str:
    """The text of a PDF without blanks, line ends and page numbers."""
    number = re.compile(r"^[—―－-][0-9]+[—―－-]|[—―－-][0-9]+[—―－-]$")
    return "".join(number.sub("", squeezed(page)) for page in pages(path))


def fonts_of(path: Path) -> dict[bytes, bool]:
    """Whether each font that sets a character is embedded."""
    found = {}
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                name = ctypes.create_string_buffer(256)
                pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
                found[name.value] = pdfium.FPDFFont_GetIsEmbedded(font) == 1
    return found


def drawn_text(path: Path) -> str:
    """All characters of a PDF in the order in which they are drawn."""
    with pdfplumber.open(path) as document:
        return squeezed("".join(character["text"] for page in document.pages for character in page.chars))


def labels_of(report: Report) -> list[str]:
    """Every label of the printed tables, without blanks."""
    tables = report.form.tables.values()
    return [squeezed(cell.text) for table in tables for cell in grid_of(table).cells if cell.text]


def assert_printed_whole(path: Path, report: Report) -> None:
    text = printed_text(path)
    assert squeezed(report.full_title) in text
    for section in report.form.sections:
        assert squeezed(section.heading) in text
        for paragraph in report.text(section.key).split("\n"):
            assert squeezed(paragraph) in text, paragraph
    drawn = drawn_text(path)
    assert [label for label in labels_of(report) if label not in drawn] == []
    embedded = fonts_of(path)
    assert embedded
    assert all(embedded.values())


def assert_main_job(run: Run, source: Path, path: Path) -> Report:
    """Import, check without an error, export, and read the PDF back."""
    assert run("import", source, "--into", path).status == 0
    (listed,) = run("list", path, "--json").json["reports"]
    of = ("--unit", listed["unit"], "--year", listed["year"])
    result = run("check", path, "--json")
    assert result.status == 0
    assert [f for f in result.json["reports"][0]["findings"] if f["severity"] == "error"] == []
    target = path.with_suffix(".pdf")
    assert run("export", path, *of, "--to", "pdf", "-o", target).status == 0
    report = kept(path, listed["unit"], listed["year"])
    assert_printed_whole(target, report)
    return report


def test_an_invented_text_goes_all_the_way(run: Run, path: Path, tmp_path: Path) -> None:
    made = consistent_report(title="示例市教育局2024年政府信息公开工作年度报告")
    source = tmp_path / "年报.txt"
    source.write_text(plain_text(document(made, draft=False)), encoding="utf-8")
    read = run("import", source, "--json").json
    assert (read["form"], read["unit"], read["year"]) == (made.form.id, UNIT, 2024)
    assert {key: Decimal(text) for key, text in read["cells"].items()} == made.cells
    assert read["unread"] == []
    assert read["sections"] == made.sections
    report = assert_main_job(run, source, path)
    assert dict(report.cells) == made.cells
    assert report.sections == made.sections


@pytest.mark.beside(twin="tests/commands/test_main_job_commands.py::test_an_invented_text_goes_all_the_way")
def test_the_published_report_goes_all_the_way(run: Run, path: Path, samples: Path) -> None:
    source = samples / f"{SEED}.txt"
    expected = json.loads(
        (samples / f"{SEED}.expected.json").read_text(encoding="utf-8"), parse_float=Decimal
    )
    read = run("import", source, "--json").json
    assert (read["form"], read["unit"], read["year"]) == (
        expected["form"],
        expected["unit"],
        expected["year"],
    )
    assert {key: Decimal(text) for key, text in read["cells"].items()} == expected["cells"]
    assert len(read["cells"]) == 200
    assert read["unread"] == []
    assert set(read["sections"]) == {"preface", "overview", "problems", "other"}
    report = assert_main_job(run, source, path)
    assert dict(report.cells) == expected["cells"]
    assert report.sections == read["sections"]


def test_the_bundled_sample_goes_all_the_way(run: Run, path: Path, bundled_samples: list[Path]) -> None:
    first, _ = bundled_samples
    report = assert_main_job(run, first, path)
    assert (report.unit.name, len(report.cells)) == (SAMPLE, 200)


def test_the_second_bundled_sample_has_one_deliberate_mismatch(
    run: Run, path: Path, bundled_samples: list[Path]
) -> None:
    for source in bundled_samples:
        assert run("import", source, "--into", path).status == 0
    result = run("check", path, "--year", "2025", "--json")
    assert result.status == 1
    (report,) = result.json["reports"]
    errors = [finding["rule"] for finding in report["findings"] if finding["severity"] == "error"]
    assert errors
    assert all(rule.startswith(("applications.", "disputes.")) for rule in errors)
    assert run("check", path, "--year", "2024").status == 0


@pytest.mark.parametrize("form_id", definitions.FORM_IDS)
def test_a_reader_that_goes_by_lines_finds_every_label_whole(form_id: str, tmp_path: Path) -> None:
    report = consistent_report(form_id)
    export(report, "pdf", tmp_path / "报告.pdf", draft=False)
    text = printed_text(tmp_path / "报告.pdf")
    assert [label for label in labels_of(report) if label not in text] == []
