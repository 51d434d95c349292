"""What a new report takes over from last year's."""

from dataclasses import replace

from builders import HeldReports
from example import changed, filled, with_text

from app.carry_over import carry_over, moved
from app.edit_effects import perform
from app.edits import AddReport, SetCells
from app.forms.loader import forms
from app.report import Report
from app.rules.check import check
from app.totals import with_totals


def test_what_was_carried_out_is_carried_in() -> None:
    cells = carry_over(filled(), 2026).cells
    assert cells["applications.carried_in.natural_person"] == 3
    assert cells["applications.carried_in.enterprise"] == 2
    assert cells["applications.carried_in.legal_service"] == 0


def test_the_stock_goes_on_and_nothing_else_does() -> None:
    cells = carry_over(filled(), 2026).cells
    assert cells["disclosure.normative_documents.in_force"] == 40
    assert cells["disclosure.rules.in_force"] == 5
    assert {key.rpartition(".")[0] for key in cells} == {
        "applications.carried_in",
        "disclosure.rules",
        "disclosure.normative_documents",
    }


def test_the_cells_can_be_set_in_a_report_that_computes_its_totals() -> None:
    taken = carry_over(filled(), 2026)
    new = Report(2, filled().unit, 2026, taken.form)
    (step,) = perform(AddReport(new), HeldReports(filled()))
    assert step.after is not None
    (step,) = perform(SetCells(2, taken.cells), HeldReports(step.after))
    assert step.after is not None
    assert step.after.cells["applications.carried_in.total"] == 5
    assert not [f for f in check(step.after, filled()).findings if f.rule.startswith(("carry", "stock"))]


def test_a_blank_stays_blank() -> None:
    cells = carry_over(changed(filled(), applications__carried_out__natural_person=None), 2026).cells
    assert "applications.carried_in.natural_person" not in cells


def test_a_gap_of_years_takes_over_no_figures() -> None:
    assert carry_over(filled(), 2027).cells == {}
    assert "2027年1月1日" in carry_over(filled(), 2027).sections["preface"]


def test_from_the_old_format_to_the_new_the_applications_go_on_but_not_the_stock() -> None:
    old = forms()["cn-disclosure-2019"]
    report = replace(filled(), year=2020, form=old, cells=dict.fromkeys(old.cells, 4))
    taken = carry_over(report, 2021)
    assert taken.form is forms()["cn-disclosure-2021"]
    assert set(taken.cells) == {key for key in taken.form.cells if ".carried_in." in key} - {
        "applications.carried_in.total"
    }


def test_within_the_old_format_the_items_go_on_with_their_change() -> None:
    old = forms()["cn-disclosure-2019"]
    report = replace(filled(), year=2019, form=old, cells=dict.fromkeys(old.cells, 4))
    report = report.with_cells({"disclosure.licensing.change": -1})
    assert carry_over(report, 2020).cells["disclosure.licensing.previous_items"] == 3


def test_the_preface_goes_on_with_its_years_moved_on() -> None:
    preface = carry_over(filled(), 2026).sections["preface"]
    assert "2026年1月1日至2026年12月31日" in preface
    assert preface.replace("2026", "2025") == filled().text("preface")


def test_the_other_texts_leave_only_their_headings() -> None:
    sections = carry_over(filled(), 2026).sections
    assert sections["overview"].split("\n") == [
        "（一）主动公开。",
        "（二）依申请公开。",
        "（三）政府信息管理。",
        "（四）平台建设。",
        "（五）监督保障。",
    ]
    assert "problems" not in sections
    assert "other" not in sections


def test_a_new_report_of_what_was_taken_over_has_no_findings_about_its_words() -> None:
    taken = carry_over(filled(), 2026)
    new = Report(2, filled().unit, 2026, taken.form, cells=taken.cells, sections=taken.sections)
    new = with_totals(new)
    words = [f for f in check(new, filled()).findings if f.rule.startswith(("text.", "narrative."))]
    assert [f.rule for f in words if f.rule not in ("text.aspects",)] == []


def test_names_and_numbers_of_documents_keep_their_years() -> None:
    text = "依据《2024年要点》和国办公开办函〔2021〕30号，2024 年与2023年相比有进步。"
    assert moved(text, 1) == "依据《2024年要点》和国办公开办函〔2021〕30号，2025 年与2024年相比有进步。"


def test_headings_with_years_move_on() -> None:
    report = with_text(filled(), problems="（一）2025年的问题\n不多。\n（二）2026年的打算\n不少。")
    assert carry_over(report, 2026).sections["problems"] == "（一）2026年的问题\n（二）2027年的打算"
