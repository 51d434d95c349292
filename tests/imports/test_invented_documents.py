"""Invented reports in the shapes in which reports are published come in with exactly the figures and texts they contain."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from builders import UNIT, consistent_report
from pages import Page

from app.exports.formats import render
from app.exports.plain_text import plain_text
from app.exports.report_blocks import document
from app.imports import read
from app.report import Report
from app.values import canonical

FORMS = ("cn-disclosure-2021", "cn-disclosure-2019")
TITLE = "政府信息公开工作年度报告"


def _lines(report: Report) -> list[str]:
    """The report's lines, a tab between the cells of a table's row; the title stands in two lines."""
    lines = plain_text(document(report, draft=False)).split("\n")
    start = next(
        number for number, line in enumerate(lines) if line.startswith(report.sections["preface"][:9])
    )
    return [report.unit.name, f"{report.year}年{TITLE}", *lines[start:]]


def _tabs(report: Report) -> bytes:
    return "\n".join(_lines(report)).encode()


def _cell_per_line(report: Report) -> bytes:
    return "\n".join(cell for line in _lines(report) for cell in line.split("\t") if cell).encode()


def _markdown(report: Report) -> bytes:
    rows = (
        f"| {line.replace(chr(9), ' | ')} |" if "\t" in line else f"\n{line}\n" for line in _lines(report)
    )
    return "\n".join(rows).encode()


def _csv(report: Report) -> bytes:
    target = io.StringIO()
    csv.writer(target).writerows(line.split("\t") for line in _lines(report))
    return target.getvalue().encode("utf-8-sig")


def _page(report: Report) -> bytes:
    values = {key: canonical(value) for key, value in report.cells.items()}
    title = f"<h1>{report.unit.name}{report.year}年{TITLE}</h1>"
    return Page(report.form, values=values, title=title).html().encode()


SHAPES: dict[str, Callable[[Report], bytes]] = {
    "制表符.txt": _tabs,
    "一格一行.txt": _cell_per_line,
    "表格.md": _markdown,
    "工作表.csv": _csv,
    "网页.html": _page,
    "印刷件.pdf": lambda report: render(report, "pdf", draft=False),
    "文档.docx": lambda report: render(report, "docx", draft=False),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", SHAPES)
def test_invented_figures_are_exact(tmp_path: Path, name: str, form: str) -> None:
    made, path = consistent_report(form), tmp_path / name
    path.write_bytes(SHAPES[name](made))
    report = read(path)
    assert (report.form.id, report.unit, report.year) == (form, UNIT.name, made.year)
    assert dict(report.cells) == made.cells
    assert report.unread == ()


@pytest.mark.parametrize("form", FORMS)
def test_invented_figures_come_in_as_json_too(tmp_path: Path, form: str) -> None:
    made, path = consistent_report(form), tmp_path / "数据.json"
    path.write_bytes(render(made, "json", draft=False))
    report = read(path)
    assert (report.form.id, report.unit, report.year) == (form, UNIT.name, made.year)
    assert dict(report.cells) == made.cells


def test_invented_texts_come_in_paragraph_by_paragraph(tmp_path: Path) -> None:
    made, path = consistent_report(), tmp_path / "年报.txt"
    path.write_bytes(_tabs(made))
    assert read(path).sections == made.sections


def test_an_invented_title_is_joined_over_its_two_lines(tmp_path: Path) -> None:
    made, path = consistent_report(), tmp_path / "年报.txt"
    path.write_bytes(_tabs(replace(made, signed_by="", signed_on="")))
    report = read(path)
    assert report.title == f"{UNIT.name}{made.year}年{TITLE}"
    assert report.title == report.form.title.format(unit=report.unit, year=report.year)
    assert (report.signed_by, report.signed_on) == ("", "")
