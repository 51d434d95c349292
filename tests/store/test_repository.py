"""The write path: what an edit does is on disk, its inverse takes it back there, and the history has it."""

import copy
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_edits import FORM, any_edits

from app.edit_effects import inverse
from app.edits import (
    AddReport,
    Edit,
    EditRefused,
    RemoveReport,
    SetCells,
    SetField,
    SetText,
    SetTotals,
    SetUnit,
    SetYear,
)
from app.report import Report, Totals, Unit
from app.store import past_states
from app.store.errors import WriteFailed
from app.store.repository import Repository
from app.store.workspace import Workspace, create, open_workspace

KEY = "applications.new.natural_person"
TOTAL = "applications.new.total"


@contextmanager
def _workspace() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        workspace = create(Path(folder) / "年报.nianbao")
        try:
            for report_id in (1, 2):
                workspace.repository.apply(
                    AddReport(Report(report_id, Unit(1, "甲局"), 2020 + report_id, FORM))
                )
            yield workspace
        finally:
            workspace.close()


def _state(repository: Repository) -> dict[int, Report]:
    return {head.id: repository.report(head.id) for head in repository.summaries()}


def _on_disk(workspace: Workspace) -> dict[int, Report]:
    other = open_workspace(workspace.path, read_only=True)
    try:
        return _state(other.repository)
    finally:
        other.close()


def _applied(workspace: Workspace, edit: Edit) -> Edit | None:
    """Apply an edit and return its inverse; ``None`` when it was refused."""
    try:
        back = inverse(edit, workspace.repository)
        workspace.repository.apply(edit)
    except (EditRefused, KeyError, StopIteration):
        return None
    return back


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_edits, min_size=1, max_size=6))
def test_every_edit_reaches_the_disk_and_undo_and_redo_restore_both(chosen: list[Edit]) -> None:
    with _workspace() as workspace:
        states = [copy.copy(_state(workspace.repository))]
        undos: list[Edit] = []
        for edit in chosen:
            before = _state(workspace.repository)
            back = _applied(workspace, edit)
            after = _state(workspace.repository)
            assert after == _on_disk(workspace)
            if back is None:
                assert after == before
            else:
                states.append(after)
                undos.append(back)
        redos = []
        for index in range(len(undos) - 1, -1, -1):
            redos.append(inverse(undos[index], workspace.repository))
            workspace.repository.apply(undos[index])
            assert _state(workspace.repository) == _on_disk(workspace) == states[index]
        for index, redo in enumerate(reversed(redos)):
            workspace.repository.apply(redo)
            assert _state(workspace.repository) == states[index + 1]
        assert _on_disk(workspace) == states[-1]
        for report_id in states[-1]:
            assert workspace.repository.doubts(report_id) == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(any_edits, min_size=1, max_size=8))
def test_every_past_state_can_be_seen_and_restored_as_one_step(chosen: list[Edit]) -> None:
    with _workspace() as workspace:
        repository = workspace.repository
        moments = {}
        for edit in chosen:
            _applied(workspace, edit)
            newest = repository.history.search("", limit=1)[0]
            moments[newest.edit] = _state(repository).get(1)
        for number, then in moments.items():
            now = _state(repository).get(1)
            seen = past_states.state_at(now, repository.history.entries(1), number)
            assert seen == then
            if then is not None and not _twin(then, repository):
                edit = past_states.restoring(now, then)
                back = inverse(edit, repository)
                repository.apply(edit)
                unit = repository.report(1).unit
                assert _on_disk(workspace)[1] == replace(then, unit=unit)
                repository.apply(back)
                assert _state(repository).get(1) == now


def _twin(then: Report, repository: Repository) -> bool:
    return any(head.year == then.year and head.id != then.id for head in repository.summaries())


def test_a_cell_and_the_total_that_follows_make_one_edit_of_the_history(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    repository.apply(SetCells(2, {KEY: 5}))
    rows = repository.history.entries(2)[:2]
    assert {(row.target, row.before, row.after) for row in rows} == {
        (f"cell.{KEY}", None, "5"),
        (f"cell.{TOTAL}", None, "5"),
    }
    assert rows[0].edit == rows[1].edit
    assert rows[0].action == "填写"


def test_typing_a_text_is_one_entry_with_its_first_and_last_state(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    for text in ("主", "主动", "主动公开"):
        repository.apply(SetText(2, "overview", text))
    repository.apply(SetText(2, "problems", "问题"))
    repository.apply(SetText(2, "overview", "主动公开。"))
    texts = [(e.target, e.before, e.after) for e in repository.history.entries(2) if e.target != "report"]
    assert texts == [
        ("section.overview", "主动公开", "主动公开。"),
        ("section.problems", "", "问题"),
        ("section.overview", "", "主动公开"),
    ]


def test_the_history_survives_reopening_and_is_searched_by_names_values_and_actions(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    repository.apply(SetCells(2, {KEY: 517}))
    repository.apply(SetText(1, "overview", "增长 50% 以上"))
    history = opened(path, read_only=True).repository.history
    assert {e.target for e in history.search("517")} == {f"cell.{KEY}", f"cell.{TOTAL}"}
    assert [e.target for e in history.search("自然人 517")] == [f"cell.{KEY}"]
    assert [e.report_id for e in history.search("50%")] == [1]
    assert history.search("5_7") == []
    assert history.search("517", report_id=1) == []
    assert len(history.search("新建报告")) == 3


def test_a_deleted_report_comes_back_from_the_history_after_reopening(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetCells(2, {KEY: 5}))
    whole = workspace.repository.report(2)
    workspace.repository.apply(RemoveReport(2))
    workspace.close()
    repository = opened(path).repository
    (entry,) = repository.history.deleted()
    then = past_states.state_at(None, repository.history.entries(2), entry.edit - 1)
    assert then == whole
    repository.apply(past_states.restoring(None, then))
    assert repository.report(2) == whole
    assert repository.history.deleted() == []


def test_two_units_or_two_reports_of_a_year_are_refused_and_change_nothing(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    before, entries = _state(repository), len(repository.history.search(""))
    for edit in (
        SetUnit(Unit(1, "示例市教育局")),
        SetYear(2, 2024),
        AddReport(Report(2, Unit(9, "新单位"), 2025, FORM)),
    ):
        with pytest.raises(EditRefused, match=r"。$"):
            repository.apply(edit)
    assert _state(repository) == before
    assert len(repository.history.search("")) == entries


@pytest.mark.parametrize(
    "edit", [SetText(2, "overview", "坏\ud800字"), SetField(2, "title", "\udfff"), SetYear(2, 10**30)]
)
def test_what_the_file_cannot_hold_is_refused(
    edit: Edit, path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    before = _state(repository)
    with pytest.raises(EditRefused, match=r"无法保存|四位数"):
        repository.apply(edit)
    assert _state(repository) == before == _state(opened(path, read_only=True).repository)


def test_what_another_program_wrote_is_never_overwritten_unseen(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    repository.apply(SetText(2, "overview", "我的"))
    other = sqlite3.connect(path)
    other.execute("UPDATE section SET body = '别人的' WHERE report_id = 2")
    other.commit()
    other.close()
    with pytest.raises(WriteFailed, match="另一个程序"):
        repository.apply(SetText(2, "overview", "我的，又改"))
    assert repository.report(2).text("overview") == "别人的"
    repository.apply(SetText(2, "overview", "核对后再改"))
    assert repository.report(2).text("overview") == "核对后再改"


def test_totals_typed_and_computed_again_keep_their_history(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    repository.apply(SetCells(2, {KEY: 5}))
    repository.apply(SetTotals(2, Totals.TYPED))
    repository.apply(SetCells(2, {TOTAL: 7}))
    edit = SetTotals(2, Totals.COMPUTED)
    back = inverse(edit, repository)
    repository.apply(edit)
    assert repository.report(2).cells[TOTAL] == 5
    repository.apply(back)
    assert repository.report(2).cells[TOTAL] == 7


def test_a_report_that_comes_back_does_not_rename_its_unit(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    repository = workspace.repository
    back = inverse(RemoveReport(1), repository)
    repository.apply(RemoveReport(1))
    repository.apply(SetUnit(Unit(1, "示例市人民政府办公厅")))
    repository.apply(back)
    assert {repository.report(number).unit.name for number in (1, 2)} == {"示例市人民政府办公厅"}
    assert _on_disk(workspace) == _state(repository)


def test_a_figure_or_text_that_changed_without_an_edit_is_doubted(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetCells(2, {KEY: 517}))
    workspace.repository.apply(SetText(2, "overview", "本年度主动公开信息"))
    assert workspace.repository.doubts(2) == ()
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE figure SET value = '577' WHERE cell_id = (SELECT id FROM cell_name WHERE cell = ?)", [KEY]
        )
        connection.execute(
            "DELETE FROM figure WHERE cell_id = (SELECT id FROM cell_name WHERE cell = ?)", [TOTAL]
        )
        connection.execute("UPDATE section SET body = '本年度主动公开信患'")
        connection.commit()
    repository = opened(path).repository
    told = repository.doubts(2)
    assert len(told) == 3
    assert "现为 577，与修改记录中的 517 不符" in "".join(told)
    assert repository.doubts(1) == ()
    repository.apply(SetCells(2, {KEY: 517}))
    assert len(repository.doubts(2)) == 1


def test_damage_is_told_in_the_forms_order_in_whatever_order_it_was_entered(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    told = []
    for backwards in (False, True):
        other = path.with_name(f"{backwards}.nianbao")
        shutil.copy(path, other)
        workspace = opened(other)
        keys = [key for key, cell in FORM.cells.items() if not cell.computed]
        for key in reversed(keys) if backwards else keys:
            workspace.repository.apply(SetCells(2, {key: 5}))
        workspace.close()
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("UPDATE figure SET value = '7777'")
            connection.commit()
        told.append(opened(other).repository.doubts(2))
    assert len(told[0]) > 60
    assert told[0] == told[1]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE report SET year = 2019 WHERE id = 2", "年度现为“2019”，与修改记录中的“2025”不符"),
        ("UPDATE report SET status = 'final' WHERE id = 2", "状态现为“已定稿”，与修改记录中的“编制中”不符"),
        ("UPDATE report SET totals = 'typed' WHERE id = 2", "合计方式现为“手工填写合计”"),
        ("UPDATE report SET title = '另一个标题' WHERE id = 2", "标题现为“另一个标题”，与修改记录中的“空”不符"),
        ("UPDATE report SET signed_by = '', signed_on = '' WHERE id = 2", "落款单位现为“空”，与修改记录中的“示例局”不符"),
        ("UPDATE unit SET name = '冒名的局' WHERE id = (SELECT unit_id FROM report WHERE id = 2)", "单位名称现为“冒名的局”"),
        ("UPDATE report SET form = 'cn-disclosure-2019' WHERE id = 2", "格式现为“cn-disclosure-2019”"),
    ],
)  # fmt: skip
def test_whatever_changed_without_an_edit_is_doubted(
    statement: str, told: str, path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetField(2, "signed_by", "示例局"))
    workspace.repository.apply(SetUnit(replace(workspace.repository.report(2).unit, short_name="简称")))
    workspace.repository.apply(SetYear(2, 2026))
    workspace.repository.apply(SetYear(2, 2025))
    assert workspace.repository.doubts(2) == ()
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    assert told in "".join(opened(path).repository.doubts(2))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM change WHERE report_id = 2", "没有建立时的修改记录"),
        ("DELETE FROM change WHERE report_id = 2 AND target = 'report'", "没有建立时的修改记录"),
        ("DELETE FROM change WHERE report_id = 2 AND target LIKE 'cell.%'", "现为 519，与修改记录中的 空 不符"),
        (f"DELETE FROM change WHERE target = 'cell.{KEY}' AND after = '518'", "的修改记录不完整"),
        (f"DELETE FROM change WHERE target = 'cell.{KEY}' AND after = '517'", "的修改记录不完整"),
        (f"DELETE FROM change WHERE target = 'cell.{KEY}' AND after = '519'", "现为 519，与修改记录中的 518 不符"),
        ("DELETE FROM change WHERE target = 'section.overview' AND after = '第一稿'", "的修改记录不完整"),
        ("DELETE FROM change WHERE target LIKE 'section.%'", "的文字与修改记录不符"),
        ("DELETE FROM change WHERE target = 'field.signed_by' AND after = '甲局'", "落款单位的修改记录不完整"),
        ("DELETE FROM change WHERE target = 'field.signed_by'", "落款单位现为“乙局”"),
        ("DELETE FROM change WHERE id = (SELECT max(id) FROM change WHERE report_id = 2)", "不符"),
        ("UPDATE change SET before = '3' WHERE target LIKE 'cell.%' AND after = '518'", "的修改记录不完整"),
    ],
)  # fmt: skip
def test_what_is_missing_in_the_history_is_told(
    statement: str, told: str, path: Path, opened: Callable[..., Workspace]
) -> None:
    repository = opened(path).repository
    for value in (517, 518, 519):
        repository.apply(SetCells(2, {KEY: value}))
    for body in ("第一稿", "第二稿"):
        repository.apply(SetText(2, "overview", body))
        repository.apply(SetField(2, "signed_by", {"第一稿": "甲局", "第二稿": "乙局"}[body]))
    assert repository.doubts(2) == ()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    found = opened(path, read_only=True).repository.doubts(2)
    assert told in "".join(found)
    assert opened(path, read_only=True).repository.doubts(1) == ()


def test_a_report_whose_history_is_lost_is_recorded_anew_when_its_deletion_is_undone(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetCells(2, {KEY: 517}))
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM change WHERE report_id = 2")
        connection.commit()
    repository = opened(path).repository
    assert len(repository.doubts(2)) == 1
    back = inverse(RemoveReport(2), repository)
    repository.apply(RemoveReport(2))
    repository.apply(back)
    assert repository.doubts(2) == ()
    repository.apply(SetCells(2, {KEY: 518}))
    assert repository.doubts(2) == ()


def test_what_was_found_otherwise_than_entered_is_in_the_history_once_it_is_put_right(
    path: Path, opened: Callable[..., Workspace]
) -> None:
    workspace = opened(path)
    workspace.repository.apply(SetCells(2, {KEY: 517}))
    name = workspace.repository.report(2).unit.name
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE figure SET value = '577' WHERE cell_id = (SELECT id FROM cell_name WHERE cell = ?)", [KEY]
        )
        connection.execute(
            "UPDATE unit SET name = '冒名的局' WHERE id = (SELECT unit_id FROM report WHERE id = 2)"
        )
        connection.commit()
    repository = opened(path).repository
    assert len(repository.doubts(2)) == 2
    repository.apply(SetCells(2, {KEY: 517}))
    repository.apply(SetUnit(replace(repository.report(2).unit, name=name)))
    assert repository.doubts(2) == ()
    found = [entry for entry in repository.history.entries(2) if "不符" in entry.action]
    assert {(entry.target, entry.before, entry.after) for entry in found if entry.target != "field.unit"} == {
        (f"cell.{KEY}", "517", "577")
    }
    assert len(found) == 2


def test_an_edit_runs_no_statement_but_its_own(path: Path, opened: Callable[..., Workspace]) -> None:
    """A library once tried things out in the user's file, misread the error of a full disk, and lost cells."""
    repository = opened(path).repository
    ran: list[str] = []
    repository._db.conn.set_trace_callback(ran.append)
    repository.apply(SetCells(2, {KEY: 5}))
    repository.apply(SetText(2, "overview", "文字"))
    repository.apply(SetField(2, "title", "标题"))
    repository._db.conn.set_trace_callback(None)
    assert any(statement.startswith("INSERT INTO figure") for statement in ran)
    assert not [one for one in ran if one.upper().startswith(("CREATE", "DROP", "INSERT OR", "REPLACE"))]
