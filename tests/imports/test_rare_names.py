"""Units whose names have rare characters come back from every format under their own name."""

from dataclasses import replace

import pytest
from builders import consistent_report

from app.exports.formats import render
from app.imports.formats import read
from app.report import Unit

NAMES = ("张㐂县教育局", "镇远县㵲阳镇人民政府", "罕𬭊局", "䶮㑇市水务局", "〇县乙局")


@pytest.mark.parametrize("kind", ["pdf", "ofd", "docx", "html", "json"])
@pytest.mark.parametrize("name", NAMES)
def test_a_report_comes_back_under_its_units_name(kind: str, name: str) -> None:
    made = consistent_report("cn-disclosure-2021", 1)
    report = replace(made, unit=Unit(1, name), title="", signed_by="某市人民政府")
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert (back.unit, back.year, back.lost) == (name, report.year, ())


@pytest.mark.parametrize("name", NAMES)
def test_a_web_page_of_two_title_lines_names_its_unit(name: str) -> None:
    page = f"<p>{name}</p><p>2024年政府信息公开工作年度报告</p><p>一、总体情况</p><p>好。</p><p>五、存在的主要问题及改进情况</p><p>有。</p>"
    assert read(page.encode(), "报告.html", unit=None, year=None).unit == name
