"""A table typed a second time: what is typed again, where the entries differ, and what is known of it later."""

import pytest
from builders import consistent_report

from app.edits import AddReport, RemoveReport, SetCells, put
from app.errors import UserError
from app.report import Report, Totals, Unit
from app.second_entry import (
    SecondEntry,
    blind,
    changed_since,
    differences,
    figures_in,
    finished,
    finishing_words,
    settled,
    standing,
    typable,
    with_figures,
)
from app.store.second_entries import second_entries
from app.store.workspace import create, open_workspace

TABLE = "applications"
NEW, DONE, TOTAL = (
    f"applications.{cell}" for cell in ("new.natural_person", "granted.natural_person", "new.total")
)


@pytest.fixture
def report() -> Report:
    return consistent_report()


def begun(report: Report, **typed: int) -> SecondEntry:
    return with_figures(SecondEntry(report.id, TABLE).begun("李复核"), typed)


def test_only_what_a_person_types_is_typed_again(report: Report) -> None:
    from dataclasses import replace

    computed, typed = (replace(report, totals=totals) for totals in (Totals.COMPUTED, Totals.TYPED))
    assert TOTAL not in typable(computed, TABLE)
    assert TOTAL in typable(typed, TABLE)
    assert NEW in typable(computed, TABLE)
    assert NEW not in typable(computed, TABLE, {NEW})


def test_nothing_of_the_first_entry_is_in_the_blind_report(report: Report) -> None:
    seen = blind(report, [begun(report)], ())
    assert not seen.cells
    assert not seen.sections
    assert blind(report, [begun(report)], {NEW}).cells[NEW] == report.cells[NEW]


def test_blank_is_not_zero(report: Report) -> None:
    report = Report(1, report.unit, 2025, report.form, cells={NEW: 0})
    found = differences(report, begun(report, **{DONE: 0}))
    assert [(one.cell, one.first, one.second) for one in found] == [(NEW, 0, None), (DONE, None, 0)]


def test_it_ends_when_all_is_settled_and_later_changes_are_known(report: Report) -> None:
    figures = {key: report.cells[key] for key in typable(report, TABLE) if key in report.cells}
    entry = with_figures(begun(report), figures | {NEW: report.cells[NEW] + 1})
    with pytest.raises(UserError, match="1 处不一致"):
        finished(entry, report, "2026-01-10T09:30:00")
    entry = settled(entry, report.form, NEW, report.cells[NEW], corrects=False)
    ended = finished(entry, report, "2026-01-10T09:30:00")
    assert finishing_words([ended]) == "复核录入一致（李复核）"
    assert standing(report, ended) == "2026-01-10 李复核 复核，一致"
    later = report.with_cells({NEW: None})
    assert changed_since(later, ended) == [NEW]
    assert standing(later, ended) == "2026-01-10 李复核 复核，一致；复核后有改动 1 格"
    # Another one, begun and given up, leaves the review as it was.
    assert ended.begun("王某").given_up() == ended
    # A blank cell that is filled later is a change, too.
    empty = Report(1, report.unit, 2025, report.form)
    nothing = finished(begun(empty), empty, "2026-01-10T09:30:00")
    assert changed_since(empty.with_cells({NEW: 0}), nothing) == [NEW]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"x": 1}', '{"applications.new.natural_person": "9e99"}', "[" * 9999]
)
def test_figures_that_a_stranger_has_written_are_left_out(report: Report, text: str) -> None:
    assert figures_in(text, report.form, TABLE) == {}


def test_it_is_kept_in_the_workspace_and_told_in_the_history(tmp_path, report: Report) -> None:
    workspace = create(tmp_path / "年报.nianbao")
    repository = workspace.repository
    report = Report(1, Unit(1, "示例县教育局"), 2025, report.form, cells={NEW: 5})
    repository.apply(AddReport(report))
    known = second_entries(repository, report)[TABLE]
    assert not known.is_under_way
    for step, entry in enumerate(
        (known.begun("李复核"), begun(report, **{NEW: 6}), begun(report, **{NEW: 5}))
    ):
        repository.apply(put("复核录入" if step else "开始复核录入", entry))
    # What is typed before it ends is no entry of the history, or it would be told what the second person types.
    assert [e.action for e in repository.history.entries(1)] == ["开始复核录入", "新建报告"]
    ended = finished(begun(report, **{NEW: 5}), report, "2026-01-10T09:30:00")
    repository.apply(put(finishing_words([ended]), ended))
    repository.apply(SetCells(1, {NEW: 6}))
    removal = repository.report(1)
    repository.apply(RemoveReport(1))
    repository.apply(AddReport(removal))
    workspace.close()
    again = open_workspace(tmp_path / "年报.nianbao")
    try:
        kept = second_entries(again.repository, removal)[TABLE]
        assert kept == ended
        assert changed_since(again.repository.report(1), kept) == [NEW]
        assert "复核录入一致（李复核）" in [e.action for e in again.repository.history.entries(1)]
    finally:
        again.close()
