"""Real published reports come in with exactly the figures they contain."""

from pathlib import Path

import pytest
from samples import SAMPLES, expected

from app.imports import read

FILES = sorted(path for path in SAMPLES.glob("*") if path.suffix in (".txt", ".html", ".pdf"))
SEED = SAMPLES / "000_a54ea972eaf5532d.txt"


@pytest.mark.beside(twin="tests/imports/test_invented_documents.py::test_invented_figures_are_exact")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_figures_are_exact(path: Path) -> None:
    report, wanted = read(path), expected(path)
    assert (report.form.id, report.unit, report.year) == (wanted["form"], wanted["unit"], wanted["year"])
    assert dict(report.cells) == wanted["cells"]
    assert report.lost == ()


@pytest.mark.beside(
    twin="tests/imports/test_invented_documents.py::test_invented_figures_come_in_as_json_too"
)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_expected_figures_come_in_as_json_too(path: Path) -> None:
    wanted = expected(path)
    report = read(SAMPLES / f"{path.stem}.expected.json")
    assert (report.form.id, report.unit, report.year) == (wanted["form"], wanted["unit"], wanted["year"])
    assert dict(report.cells) == wanted["cells"]


def _lines(first: str, last: str | None) -> list[str]:
    """The seed's lines between the last line that is *first* and the line that is *last*."""
    lines = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines()]
    start = len(lines) - lines[::-1].index(first)
    end = len(lines) if last is None else lines.index(last, start)
    return [line for line in lines[start:end] if line]


@pytest.mark.beside(
    twin="tests/imports/test_invented_documents.py::test_invented_texts_come_in_paragraph_by_paragraph"
)
def test_seed_texts_come_in_paragraph_by_paragraph() -> None:
    sections = read(SEED).sections
    assert set(sections) == {"preface", "overview", "problems", "other"}
    assert sections["overview"].split("\n") == _lines("一、总体情况", "二、主动公开政府信息情况")
    assert sections["problems"].split("\n") == _lines(
        "五、存在的主要问题及改进情况", "六、其他需要报告的事项"
    )
    assert sections["other"].split("\n") == _lines("六、其他需要报告的事项", None)
    assert sections["preface"].split("\n") == _lines("2021年政府信息公开工作年度报告", "一、总体情况")


@pytest.mark.beside(
    twin="tests/imports/test_invented_documents.py::test_an_invented_title_is_joined_over_its_two_lines"
)
def test_seed_title_is_joined_over_its_two_lines() -> None:
    report = read(SEED)
    assert report.title == "瑞金市人民政府办公室2021年政府信息公开工作年度报告"
    assert report.title == report.form.title.format(unit=report.unit, year=report.year)
    assert (report.signed_by, report.signed_on) == ("", "")
