"""Two years side by side: every figure with its difference, every sentence old, with other figures, new or gone."""

import io
from dataclasses import replace

import openpyxl
import pypdfium2
import pytest
from builders import consistent_report
from pdf_documents import report
from pdf_validators import failures

from app.exports.comparison import ENDINGS, render
from app.exports.comparison.differences import TextChange, compared
from app.forms.loader import forms
from app.report import Report
from app.values import Kind


def of_year(year: int, factor: int = 1, **texts: str) -> Report:
    form = forms()["cn-disclosure-2021"]
    cells = {
        key: f"{number * factor}.5" if cell.kind is Kind.AMOUNT else number * factor
        for number, (key, cell) in enumerate(form.cells.items(), 1)
    }
    made = report(cells, year=year)
    return replace(made, sections={**made.sections, **texts})


NOW, BEFORE = of_year(2024, 3), of_year(2023, 2)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as opened:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in opened)


def texts(now: str, before: str) -> TextChange:
    found = compared(of_year(2024, other=now), of_year(2023, other=before))
    (change,) = (part for heading, part in found.parts if heading.startswith("六"))
    assert isinstance(change, TextChange)
    return change


def test_every_cell_stands_there_with_its_difference() -> None:
    found = compared(NOW, BEFORE)
    figures = [
        figure
        for _, part in found.parts
        if not isinstance(part, TextChange)
        for table in part
        for figure in table.figures
    ]
    assert len(figures) == len(NOW.cells)
    for figure in figures:
        assert figure.now is not None
        assert figure.before is not None
        assert figure.difference == figure.now - figure.before


def test_what_is_blank_has_no_difference_and_what_is_nothing_twice_is_only_counted() -> None:
    cells = {"applications.new.natural_person": 0, "applications.new.enterprise": 4}
    found = compared(report(cells), report({**cells, "applications.new.total": 4}, year=2023))
    ((totals, columns),) = (
        part
        for _, part in found.parts
        if not isinstance(part, TextChange) and len(part) == 2 and "申请" in part[0].name
    )
    (first, *rest) = totals.figures
    assert (first.now, first.before, first.difference) == (None, 4, None)
    assert all(figure.difference is None for figure in rest)
    assert [(figure.label, figure.difference) for figure in columns.figures] == [("本年新收　商业企业", 0)]
    assert columns.left_out == 6 * len(totals.figures) - 1


@pytest.mark.parametrize(
    ("now", "before", "same", "refigured", "new", "gone"),
    [
        ("甲。乙3件。", "甲。乙3件。", 2, 0, [], []),
        ("甲。乙3件。", "甲。乙12件。", 1, 1, [], []),
        ("甲。丙。", "甲。乙12件。", 1, 0, ["丙。"], ["乙12件。"]),
        ("甲。甲。", "甲。", 1, 0, ["甲。"], []),
        ("办1件。办2件。", "办3件。", 0, 1, ["办2件。"], []),
        ("", "甲。\n乙。", 0, 0, [], ["甲。", "乙。"]),
        ("乙。\n甲。", "甲。乙。", 2, 0, [], []),
        ("增长12.5%；没有句号", "增长3%；没有句号", 1, 1, [], []),
    ],
)
def test_sentences_are_told_apart(
    now: str, before: str, same: int, refigured: int, new: list[str], gone: list[str]
) -> None:
    change = texts(now, before)
    assert (change.same, change.refigured, list(change.new), list(change.gone)) == (
        same,
        refigured,
        new,
        gone,
    )
    assert change.same + change.refigured + len(change.new) == change.sentences


def test_the_pdf_is_valid_and_says_all_of_it() -> None:
    data = render(
        replace(NOW, sections={**NOW.sections, "other": "本年新写的一句。"}), BEFORE, "pdf", draft=False
    )
    assert failures(data) == []
    text = text_of(data)
    for words in ("2024年与2023年政府信息公开工作年度报告对照", "增减", "（一）新写的", "本年新写的一句。"):
        assert words in text
    assert "−" not in text
    assert "−" in text_of(render(BEFORE, replace(NOW, year=2022), "pdf", draft=False))


def test_the_workbook_has_figures_and_formulas_that_give_the_differences() -> None:
    data = render(NOW, BEFORE, "xlsx", draft=False)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["数据"]
    rows = 0
    for formulas, values in zip(
        sheet.iter_rows(values_only=True), shown.iter_rows(values_only=True), strict=True
    ):
        if str(formulas[3]).startswith("="):
            rows += 1
            assert values[3] == pytest.approx(float(values[1]) - float(values[2]))
    assert rows == len(NOW.cells)
    sentences = openpyxl.load_workbook(io.BytesIO(data))["文字"]
    assert [cell.value for cell in sentences[1]] == ["部分", "情况", "句子"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_reports_give_the_same_bytes(ending: str) -> None:
    assert render(NOW, BEFORE, ending, draft=True) == render(NOW, BEFORE, ending, draft=True)


@pytest.mark.parametrize("ending", ENDINGS)
def test_another_form_and_empty_reports_are_compared_too(ending: str) -> None:
    old = report({}, form="cn-disclosure-2019", year=2020)
    assert render(NOW, old, ending, draft=False)
    assert render(report({}, texts={}), report({}, year=2023, texts={}), ending, draft=False)
    assert render(consistent_report(), replace(consistent_report(), year=2023), ending, draft=False)
