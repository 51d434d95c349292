"""Damaged files: what can be read comes back, the rest is named, the old file stays as it is."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from corruption import PAGE, run
from random_edits import typing

from app.collection.records import (
    Adjustment,
    Alias,
    Exclusion,
    Member,
    Note,
    Registered,
    Return,
    ReturnReview,
    ReturnState,
)
from app.edits import AddReport, RemoveReport, SetStatus, put
from app.forms.loader import form_for
from app.records import Record, UnitRow
from app.report import Origin, Report, Status, Unit, UnitKind
from app.store.errors import Trouble, WorkspaceError
from app.store.salvage import salvage
from app.store.sqlite_pages import Pages
from app.store.workspace import Workspace, create, open_workspace

SHORT, COPIES = 60, 200
OLD_FILES = Path(__file__).parent.parent / "old_files"


@pytest.fixture
def edited(path: Path) -> tuple[Path, dict[int, Report]]:
    """A workspace after a few hundred edits, with its reports."""
    workspace = open_workspace(path)
    chance = random.Random(7)
    for _ in range(150):
        workspace.repository.apply(typing(chance))
    workspace.repository.apply(SetStatus(1, Status.FINAL))
    workspace.repository.apply(AddReport(Report(4, Unit(3, "示例市财政局"), 2022, form_for(2022))))
    workspace.repository.apply(RemoveReport(4))
    reports = {head.id: workspace.repository.report(head.id) for head in workspace.repository.summaries()}
    workspace.close()
    return path, reports


def _reports(path: Path) -> dict[int, Report]:
    workspace = open_workspace(path)
    try:
        return {head.id: workspace.repository.report(head.id) for head in workspace.repository.summaries()}
    finally:
        workspace.close()


def test_of_an_unhurt_file_everything_comes_back(
    edited: tuple[Path, dict[int, Report]], tmp_path: Path
) -> None:
    path, reports = edited
    before = path.read_bytes()
    result = salvage(path, tmp_path / "救回.nianbao")
    assert _reports(tmp_path / "救回.nianbao") == reports
    assert result.remarks == ()
    assert "报告 3" in str(result)
    assert path.read_bytes() == before


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("file", sorted(OLD_FILES.glob("*.nianbao")), ids=lambda file: file.stem)
def test_of_a_file_of_an_earlier_version_the_reports_come_back(
    file: Path, damaged: bool, tmp_path: Path
) -> None:
    path = tmp_path / file.name
    whole = file.read_bytes()
    path.write_bytes(bytes(PAGE) + whole[PAGE:] if damaged else whole)
    salvage(path, tmp_path / "救回.nianbao")
    shutil.copy(file, path)
    assert _reports(tmp_path / "救回.nianbao") == _reports(path)


def test_without_header_and_schema_everything_comes_back_from_the_pages(
    edited: tuple[Path, dict[int, Report]], tmp_path: Path
) -> None:
    path, reports = edited
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    result = salvage(path, tmp_path / "救回.nianbao")
    assert _reports(tmp_path / "救回.nianbao") == reports
    assert "没有读全" in str(result)


@pytest.mark.parametrize("each", [3, pytest.param(1, marks=pytest.mark.long)])
def test_any_single_lost_page_loses_no_report_and_next_to_no_cell(
    edited: tuple[Path, dict[int, Report]], tmp_path: Path, each: int
) -> None:
    path, reports = edited
    whole = path.read_bytes()
    cells = sum(len(report.cells) for report in reports.values())
    for page in range(0, len(whole) // PAGE, each):
        path.write_bytes(whole[: page * PAGE] + bytes(PAGE) + whole[(page + 1) * PAGE :])
        target = tmp_path / f"{page}.nianbao"
        salvage(path, target)
        found = _reports(target)
        assert found.keys() == reports.keys()
        same = sum(
            found[report_id].cells.get(key) == value
            for report_id, report in reports.items()
            for key, value in report.cells.items()
        )
        assert same >= cells * 0.9, page


def test_nothing_is_replaced_and_what_is_no_database_gives_an_empty_workspace(
    path: Path, tmp_path: Path, opened: Callable[..., Workspace]
) -> None:
    with pytest.raises(WorkspaceError) as caught:
        salvage(path, path)
    assert caught.value.trouble is Trouble.EXISTS
    text = tmp_path / "文本.nianbao"
    text.write_text("政府信息公开" * 3000)
    result = salvage(text, tmp_path / "救回.nianbao")
    assert str(result).startswith("没有救回任何内容")
    assert opened(tmp_path / "救回.nianbao").repository.summaries() == []
    with pytest.raises(WorkspaceError, match="没有从"):
        salvage(tmp_path / "没有.nianbao", tmp_path / "又.nianbao")


@pytest.mark.parametrize("copies", [SHORT, pytest.param(COPIES, marks=pytest.mark.long)])
def test_damaged_copies_are_opened_salvaged_or_refused_and_never_changed(
    edited: tuple[Path, dict[int, Report]], tmp_path: Path, copies: int
) -> None:
    folder = tmp_path / "坏"
    folder.mkdir()
    outcomes = run(edited[0], folder, copies, seed=20260105)
    print(dict(outcomes))
    opened = sum(count for outcome, count in outcomes.items() if outcome.startswith("opened"))
    refused = sum(count for outcome, count in outcomes.items() if outcome.startswith("refused"))
    assert opened + refused == copies
    assert "refused without a sentence" not in outcomes
    assert refused > copies // 2
    assert outcomes["salvaged, something"] > copies * 0.9


def test_what_was_deleted_is_not_read_back_from_free_pages(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        connection.executemany("INSERT INTO t (b) VALUES (?)", [["文字" * 200]] * 300)
        connection.commit()
        assert len(list(Pages(path.read_bytes()).records())) == 301
        connection.execute("DELETE FROM t WHERE a > 2")
        connection.commit()
    rows = [row for row in Pages(path.read_bytes()).records() if row[0] is not None and row[1][0] is None]
    assert rows == [(1, [None, "文字" * 200]), (2, [None, "文字" * 200])]


@pytest.mark.parametrize("damaged", [False, True])
def test_register_returns_and_sums_come_back(tmp_path: Path, damaged: bool) -> None:
    path = tmp_path / "汇总.nianbao"
    workspace = create(path)
    repository = workspace.repository
    kept: list[Record] = [
        UnitRow(1, "示例市人民政府", "", "government"),
        UnitRow(2, "示例市教育局", "市教育局", "department"),
        Registered(1, "A1"),
        Registered(2, "A2", 1, 2020, 0, 3),
        Alias("示例市教体局", 2),
        Member(1, 1, 2021),
        Return(
            7, 2, 2025, "yearly", "cn-disclosure-2021", "a.docx", "ab12", "", "2026-01-05", "张三",
            ReturnState.PENDING, 1, "{}", "表二", "",
        ),
        Exclusion(3, 2, "并入", "张三", "2026-01-05"),
        Adjustment(4, 3, "applications.new.natural_person", "1", "重复", "张三", "2026-01-05"),
        ReturnReview(3, 12, "张三", "2026-01-05"),
        Note(5, 3, "", "overview", "请写明培训情况", "本年……", "示例市政府办 张三", "2026-01-20"),
    ]  # fmt: skip
    repository.apply(put("名录", *kept))
    repository.apply(
        AddReport(
            Report(
                3, Unit(1, "示例市人民政府", "", UnitKind.GOVERNMENT), 2025, form_for(2025), origin=Origin.SUM
            )
        )
    )
    workspace.close()
    if damaged:
        path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    salvage(path, tmp_path / "救回.nianbao")
    workspace = open_workspace(tmp_path / "救回.nianbao", read_only=True)
    try:
        assert [workspace.repository.record(record.key) for record in kept] == kept
        assert workspace.repository.report(3).origin is Origin.SUM
    finally:
        workspace.close()
