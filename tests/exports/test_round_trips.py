"""Word, web page and Excel: what goes out comes in again, cell for cell and paragraph for paragraph."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from report_strategies import reports

from app.exports.formats import render
from app.forms.loader import forms
from app.imports.formats import read
from app.report import Report, Totals, Unit
from app.text_outline import outline
from app.unit_names import ordinary


def _paragraphs(text: str) -> str:
    return ordinary("\n".join(line.text for line in outline(text)))


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_report_comes_back_equal(kind: str, report: Report) -> None:
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert (back.form, back.unit, back.year) == (report.form, report.unit.name, report.year)
    assert back.cells == report.cells
    assert back.sections == {key: _paragraphs(text) for key, text in report.sections.items()}
    assert back.title == ordinary(report.full_title)
    assert (back.signed_by, back.signed_on) == (ordinary(report.signed_by), ordinary(report.signed_on))
    assert [item for item in back.unread if not item.why.startswith("没有找到")] == []


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_the_draft_mark_is_no_part_of_the_report(kind: str) -> None:
    report = Report(
        1, Unit(1, "示例局"), 2025, forms()["cn-disclosure-2021"], sections={"preface": "根据规定编制。"}
    )
    data = render(report, kind, draft=True)
    assert data != render(report, kind, draft=False)
    back = read(data, f"草稿.{kind}", unit=None, year=None)
    assert dict(back.sections) == dict(report.sections)
    assert back.lost == ()


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
def test_characters_that_no_file_can_hold_are_left_out(kind: str) -> None:
    form = forms()["cn-disclosure-2021"]
    report = Report(1, Unit(1, "示例局"), 2025, form, sections={"other": "前\x00\x0b\ud800后 _x0041_ 完"})
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert back.sections["other"] == "前后 _x0041_ 完"


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json"])
def test_a_typed_total_that_does_not_add_up_stays_as_published(kind: str) -> None:
    form = forms()["cn-disclosure-2021"]
    cells = {"disputes.review.upheld": 1, "disputes.review.corrected": 2, "disputes.review.total": 5}
    report = replace(Report(1, Unit(1, "示例局"), 2025, form, cells=cells), totals=Totals.TYPED)
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert back.cells == cells


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx"])
@pytest.mark.parametrize(
    "name",
    [
        "示例拉祜族佤族布朗族傣族自治县青禾镇人民政府综合行政执法队",
        "中国（江苏）自由贸易试验区示例片区管理委员会综合协调局（行政审批办公室）",
        "青禾市农业农村局（青禾市乡村振兴局、青禾市人民政府扶贫开发领导小组办公室）",
    ],
)
def test_a_name_that_signs_in_several_lines_comes_back_whole(kind: str, name: str) -> None:
    form = forms()["cn-disclosure-2021"]
    report = Report(
        1, Unit(1, name), 2025, form, sections={"other": "无。"}, signed_by=name, signed_on="2026年1月20日"
    )
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert (back.unit, back.signed_by, back.signed_on) == (name, name, "2026年1月20日")
    assert back.sections["other"] == "无。"
