"""附：数据分析. The charts behind a report say what its tables say, and are no part of it when the file is read again."""

import io
from dataclasses import replace

import docx
import pypdfium2
import pytest
from builders import consistent_report
from pdf_validators import failures

from app.errors import UserError
from app.exports.annex import ANNEXED, annex_of, refuse_unfit
from app.exports.formats import render
from app.forms.loader import forms
from app.imports import reader_process as reading
from app.imports.imported import Imported
from app.report import Report


@pytest.fixture
def history() -> list[Report]:
    return [consistent_report(seed=year, year=year) for year in (2022, 2023, 2024)]


def read(data: bytes, name: str) -> Imported:
    return reading.read(data, name)


def test_the_course_and_the_results_of_the_years_are_those_of_the_reports(history: list[Report]) -> None:
    course, results, *_ = annex_of(history).charts
    assert [row.label for row in course.rows] == ["2022年", "2023年", "2024年"]
    assert [row.values[0] for row in course.rows] == [one.cells["applications.new.total"] for one in history]
    assert [row.values[2] for row in course.rows] == [
        one.cells["applications.carried_out.total"] for one in history
    ]
    assert [row.label for row in results.rows] == ["2024年", "2023年", "2022年"]
    for row, report in zip(results.rows, reversed(history), strict=True):
        done = report.cells["applications.total.total"] + report.cells["applications.carried_out.total"]
        assert sum(value or 0 for value in row.values) == done
        assert row.values[results.series.index("予以公开")] == report.cells["applications.granted.total"]


def test_a_year_in_the_earlier_form_stands_in_the_same_columns(history: list[Report]) -> None:
    before = consistent_report("cn-disclosure-2019", seed=5, year=2020)
    row = annex_of([before, *history]).charts[1].rows[-1]
    assert row.label == "2020年"
    done = before.cells["applications.total.total"] + before.cells["applications.carried_out.total"]
    assert sum(value or 0 for value in row.values) == done


@pytest.mark.parametrize("ending", ANNEXED)
@pytest.mark.parametrize("draft", [False, True])
def test_the_file_with_an_annex_is_read_as_the_one_without(
    history: list[Report], ending: str, draft: bool
) -> None:
    report = history[-1]
    alone = read(render(report, ending, draft=draft), f"a.{ending}")
    found = read(render(report, ending, draft=draft, annex=annex_of(history)), f"a.{ending}")
    assert (found.cells, found.sections) == (alone.cells, alone.sections)
    assert (found.signed_by, found.signed_on) == (alone.signed_by, alone.signed_on)
    assert [one.text for one in found.unread if "数据分析" in one.why] == ["附：数据分析"]


def test_the_pdf_is_valid_and_its_annex_begins_a_page(history: list[Report]) -> None:
    report = history[-1]
    data = render(report, "pdf", draft=False, annex=annex_of(history))
    assert failures(data) == []
    with (
        pypdfium2.PdfDocument(data) as opened,
        pypdfium2.PdfDocument(render(report, "pdf", draft=False)) as bare,
    ):
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in opened]
        assert [number for number, text in enumerate(texts) if "附：数据分析" in text] == [len(bare)]
        assert texts[len(bare)].startswith("附：数据分析")
        assert "附：数据分析" in [mark.get_title() for mark in opened.get_toc()]
    for chart in annex_of(history).charts:
        assert any("".join(chart.name.split()) in text for text in texts)


def test_the_word_document_has_each_chart_as_a_picture_with_its_words(history: list[Report]) -> None:
    word = docx.Document(io.BytesIO(render(history[-1], "docx", draft=False, annex=annex_of(history))))
    told = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert told == [chart.words() for chart in annex_of(history).charts]
    assert {round(shape.width.mm) for shape in word.inline_shapes} == {156}


def test_the_same_reports_give_the_same_bytes(history: list[Report]) -> None:
    for ending in ANNEXED:
        one, other = (render(history[-1], ending, draft=False, annex=annex_of(history)) for _ in range(2))
        assert one == other


def test_what_follows_the_words_in_a_text_is_lost_only_behind_the_report(history: list[Report]) -> None:
    report = history[-1]
    sections = dict(report.sections) | {
        "overview": f"{report.text('overview')}\n附：数据分析\n（一）申请增加。"
    }
    found = read(render(replace(report, sections=sections), "pdf", draft=False), "a.pdf")
    assert "申请增加" in found.sections["overview"]
    assert found.sections["other"] == report.text("other")


def test_a_form_without_applications_and_a_format_without_pages_have_no_annex(history: list[Report]) -> None:
    without = replace(history[-1], form=replace(forms()["cn-disclosure-2021"], ledger=None))
    with pytest.raises(UserError, match="不能制作图解"):
        annex_of([without])
    with pytest.raises(UserError, match="只能附在"):
        refuse_unfit("html")
