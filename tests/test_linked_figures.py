"""Figures in texts that follow the tables, on every way in and out of a report."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import HeldReports, consistent_report

from app.collection.slips import Slip, SlipNote, holding, notes_for
from app.edit_effects import inverse, perform
from app.edits import AddReport, Batch, Edit, SetCells, SetText, SetTotals
from app.exports import json as json_file
from app.exports.formats import render
from app.forms.loader import forms
from app.imports.formats import read
from app.imports.json import parse
from app.imports.merging import MergeChoice, merge
from app.linked_text import Link, links_in, marked, plain
from app.report import Report, Totals
from app.rules.check import check
from app.searching import SearchedWords, replacing
from app.store.new_reports import carried_over
from app.store.repository import Repository
from app.store.workspace import create

NEW, PERSONS = "applications.new.total", "applications.new.natural_person"
SUM = "disputes.direct_suit.total+disputes.suit_after_review.total"


def linked(text: str, figure: str, source: str, start: int = 0) -> str:
    """The text with the first such figure from *start* on linked."""
    return marked(text, [Link(text.index(figure, start), len(figure), source)])


def with_sentence(report: Report, text: str, figure: str, source: str = NEW) -> Report:
    body = report.marked("overview") + "\n" + linked(text, figure, source)
    return done(report, SetText(report.id, "overview", body))


def done(report: Report, *edits: Edit) -> Report:
    """The report after these edits."""
    for edit in edits:
        for step in perform(edit, HeldReports(report)):
            assert step.after is not None
            report = step.after  # type: ignore[assignment]
    return report


@pytest.fixture
def report() -> Report:
    return with_sentence(
        replace(consistent_report(), totals=Totals.COMPUTED), "本年新收政府信息公开申请0件。", "0"
    )


def last_line(report: Report) -> str:
    return report.text("overview").splitlines()[-1]


def test_a_figure_has_its_cells_value_at_once(report: Report) -> None:
    assert last_line(report) == f"本年新收政府信息公开申请{report.cells[NEW]}件。"


def test_it_follows_its_cell_a_total_too_and_back(report: Report) -> None:
    edit = SetCells(report.id, {PERSONS: 900})
    back = inverse(edit, HeldReports(report))
    after = done(report, edit)
    assert last_line(after) == f"本年新收政府信息公开申请{after.cells[NEW]}件。"
    assert after.cells[NEW] != report.cells[NEW]
    assert done(after, back) == report


def test_a_blank_cell_is_seen_and_found(report: Report) -> None:
    blank = done(
        report,
        SetTotals(report.id, Totals.TYPED),
        SetCells(report.id, {NEW: None}),
    )
    assert last_line(blank) == "本年新收政府信息公开申请〔　〕件。"
    assert "text.placeholder" in {finding.rule for finding in check(blank).findings}
    assert last_line(done(blank, SetCells(report.id, {NEW: 4}))) == "本年新收政府信息公开申请4件。"


def test_a_sum_of_cells_follows_all_of_them(report: Report) -> None:
    suits = with_sentence(report, "行政诉讼0件。", "0", SUM)
    after = done(suits, SetCells(report.id, {"disputes.direct_suit.upheld": 100}))
    expected = after.cells["disputes.direct_suit.total"] + after.cells["disputes.suit_after_review.total"]
    assert last_line(after) == f"行政诉讼{expected}件。"


def test_an_amount_is_written_as_in_the_table(report: Report) -> None:
    fees = with_sentence(report, "收费0万元。", "0", "disclosure.fees.amount")
    assert last_line(fees) == f"收费{report.cells['disclosure.fees.amount'].normalize():f}万元。"  # type: ignore[union-attr]


def test_a_cell_that_the_form_lacks_is_named_and_keeps_the_figure(report: Report) -> None:
    lost = with_sentence(report, "其他处理8件。", "8", "applications.other_handling.total")
    assert last_line(lost) == "其他处理8件。"
    found = [f for f in check(lost).findings if f.rule == "narrative.linked"]
    assert [f.excerpt for f in found] == ["8"]
    assert check(lost).errors


def test_a_figure_that_is_not_what_its_cell_has_is_an_error(report: Report) -> None:
    body = report.marked("overview").replace(f"\ufff9{report.cells[NEW]}\ufffa", "\ufff94\ufffa")
    damaged = replace(report, sections={**report.sections, "overview": body})
    assert [f.rule for f in check(damaged).errors] == ["narrative.linked"]
    assert not check(report).errors


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "pdf", "ofd"])
def test_every_output_has_the_figure_as_text_and_no_mark(kind: str, report: Report) -> None:
    back = read(render(report, kind, draft=False), f"报告.{kind}", unit=None, year=None)
    assert back.sections["overview"].splitlines()[-1] == last_line(report)
    assert "\ufff9" not in "".join(back.sections.values())


def test_the_data_file_keeps_text_and_links(report: Report) -> None:
    data = json.loads(render(report, "json", draft=False))
    assert data["sections"]["overview"] == report.text("overview")
    assert [link["source"] for link in data["links"]["overview"]] == [NEW]
    back = parse(render(report, "json", draft=False).decode(), "报告.json")
    assert back.sections == report.sections
    assert json_file.read(render(report, "json", draft=False)).sections == report.sections
    assert back.as_json()["sections"]["overview"] == report.text("overview")
    assert "links" not in json.loads(render(consistent_report(), "json", draft=False))


def test_the_data_file_does_not_say_what_comes_from_the_ledger(report: Report) -> None:
    own = with_sentence(report, "信函8件。", "8", "ledger.channel.信函")
    data = json.loads(render(own, "json", draft=False))
    assert "ledger" not in json.dumps(data)
    assert data["sections"]["overview"].endswith("信函8件。")
    assert len(data["links"]["overview"]) == 1


@pytest.mark.parametrize(
    "links",
    [
        5, [5], {"overview": 5}, {"overview": [5, {"start": 0}, {"start": -1, "length": 1, "source": "a"}]},
        {"overview": [{"start": 0, "length": 10**9, "source": NEW}]},
        {"overview": [{"start": 0, "length": 1, "source": "\ufff9"}]}, {"nowhere": [{"start": 0, "length": 1, "source": NEW}]},
    ],
)  # fmt: skip
def test_links_that_are_none_are_left_out(links: object, report: Report) -> None:
    data = json.loads(render(report, "json", draft=False)) | {"links": links}
    back = parse(json.dumps(data), "报告.json")
    assert {key: plain(body) for key, body in back.sections.items()} == {
        key: report.text(key) for key in report.sections
    }
    assert not links_in(back.sections["overview"])


def test_a_figure_that_contradicts_its_table_in_the_file_is_plain_text_and_found(report: Report) -> None:
    """A file whose text says another number than its table: nothing sets it right without a word."""
    data = json.loads(render(report, "json", draft=False))
    now = str(report.cells[NEW])
    wrong = "9" * len(now)
    data["sections"]["overview"] = data["sections"]["overview"].replace(f"申请{now}件", f"申请{wrong}件")
    back = parse(json.dumps(data), "报告.json").report(1, report.unit)
    stored = done_adding(back)
    assert last_line(stored) == f"本年新收政府信息公开申请{wrong}件。"
    assert "narrative.claim.new" in {f.rule for f in check(stored).findings}


def done_adding(report: Report) -> Report:
    (step,) = perform(AddReport(report), HeldReports())
    assert step.after is not None
    return step.after  # type: ignore[return-value]


def test_marks_in_foreign_documents_are_no_links(report: Report) -> None:
    foreign = replace(report, sections={"other": linked("收到7件。", "7", NEW)})
    html = (
        render(foreign, "html", draft=False)
        .decode()
        .replace("收到7件。", f"收到\ufff97\ufffa{NEW}\ufffb件。")
    )
    back = read(html.encode(), "报告.html", unit=None, year=None)
    assert links_in(back.sections["other"]) == ()


def test_an_import_reads_as_its_document_even_where_a_cell_changes(report: Report) -> None:
    """The document says in its text what the report said before, and something else in its table."""
    typed = done(report, SetTotals(report.id, Totals.TYPED))
    document = replace(typed, sections={"overview": typed.text("overview")})
    found = read(render(document, "html", draft=False), "报告.html", unit=None, year=None)
    found = replace(found, cells={**found.cells, NEW: 999})
    after = done(typed, *merge(typed, found, MergeChoice.REPLACE).edits)
    assert after.cells[NEW] == 999
    assert last_line(after) == last_line(typed)
    assert not links_in(after.marked("overview"))
    assert "narrative.claim.new" in {f.rule for f in check(after).findings}


def test_an_import_of_the_same_changes_nothing_and_keeps_the_links(report: Report) -> None:
    found = parse(render(report, "json", draft=False).decode(), "报告.json")
    assert merge(report, found, MergeChoice.REPLACE) == Batch((), "读入报告")


def test_replacing_beside_a_figure_keeps_it_linked(report: Report) -> None:
    after = done(report, *replacing(report, SearchedWords("新收", exact=True), "收到"))
    assert last_line(after) == f"本年收到政府信息公开申请{report.cells[NEW]}件。"
    assert [link.source for link in links_in(after.marked("overview"))] == [NEW]
    figure = str(report.cells[NEW])
    over = done(report, *replacing(report, SearchedWords(f"{figure}件", exact=True), "若干件"))
    assert links_in(over.marked("overview")) == ()
    assert last_line(over) == "本年新收政府信息公开申请若干件。"


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    workspace = create(tmp_path / "年报.nianbao")
    yield workspace.repository
    workspace.close()


def test_one_edit_writes_both_and_the_history_names_both(repository: Repository, report: Report) -> None:
    repository.apply(AddReport(report))
    repository.apply(SetCells(report.id, {PERSONS: 900}))
    newest = repository.history.entries(report.id)
    assert {entry.target for entry in newest if entry.edit == newest[0].edit} == {
        f"cell.{PERSONS}", f"cell.{NEW}", "section.overview",
    }  # fmt: skip
    assert repository.doubts(report.id) == ()
    stored = repository.report(report.id)
    repository._readings.clear()
    assert repository.report(report.id) == stored


def test_next_year_the_preface_follows_the_new_report(repository: Repository, report: Report) -> None:
    preface = report.marked("preface") + linked("上一年度共办理0件。", "0", "applications.carried_in.total")
    repository.apply(AddReport(done(report, SetText(report.id, "preface", preface))))
    fresh = replace(report, id=repository.new_report_id(), year=report.year + 1, cells={}, sections={})
    fresh = carried_over(repository, fresh)
    assert f"共办理{report.cells['applications.carried_out.total']}件" in fresh.text("preface")


def test_every_form_with_texts_and_figures_can_be_linked_to() -> None:
    for form in forms().values():
        if not (form.cells and form.text_sections):
            continue
        report = Report(1, consistent_report().unit, form.first_year, form)
        key = next(iter(form.cells))
        section = form.text_sections[0].key
        after = done(report, SetText(1, section, linked("填了7项。", "7", key)), SetCells(1, {key: 8}))
        assert after.text(section) == "填了8项。"


def test_a_note_of_the_office_stays_while_the_text_only_follows_its_cells(report: Report) -> None:
    slip = Slip(
        report.unit.name, report.year, report.series, "示例办公室", "张三", "2026-01-20T10:00:00", "",
        (SlipNote("请写明渠道。", "", "overview", False),), "",
    )  # fmt: skip
    notes = notes_for(slip, report, 1)
    followed = done(report, SetCells(report.id, {PERSONS: 900}))
    assert followed.text("overview") != report.text("overview")
    assert list(holding(notes, followed)) == notes
    edited = done(followed, SetText(report.id, "overview", followed.marked("overview") + "另有说明。"))
    assert list(holding(notes, edited)) == []


def test_linking_a_figure_does_not_deal_with_a_note() -> None:
    figure = str(consistent_report().cells[NEW])
    words = f"共收到申请{figure}件。"
    report = replace(consistent_report(), sections={"overview": words})
    slip = Slip(
        report.unit.name, report.year, report.series, "示例办公室", "张三", "2026-01-20T10:00:00", "",
        (SlipNote("请核对。", "", "overview", False),), "",
    )  # fmt: skip
    notes = notes_for(slip, report, 1)
    same = replace(report, sections={"overview": linked(words, figure, NEW)})
    assert list(holding(notes, same)) == notes
