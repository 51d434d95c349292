"""Verdicts kept from before: the list says what checks made now say, whatever happened to what they rest on."""

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from builders import consistent_cells, texts
from long_forms import some

from app.cli import main
from app.collection.records import Registered
from app.edits import AddReport, put
from app.forms.loader import form_for
from app.records import UnitRow
from app.report import Report, Totals, Unit, Waiver
from app.rules.brief_checks import read, written
from app.rules.check import check
from app.store import check_cache
from app.store.collection import Collection
from app.store.workspace import create, open_workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two bureaus with two years each below a city with its sum; the cache is the test's own."""
    monkeypatch.setattr(check_cache, "_path", lambda: tmp_path / "checks.sqlite")
    path = tmp_path / "汇总.nianbao"
    made = create(path)
    repository = made.repository
    for own, parent in ((1, 0), (2, 1), (3, 1)):
        unit = UnitRow(own, f"示例市第{own}局", "", "department")
        repository.apply(put("名录", unit, Registered(own, parent_id=parent)))
    for own in (2, 3):
        for year in (2024, 2025):
            form = form_for(year)
            report = Report(
                repository.new_report_id(), Unit(own, f"示例市第{own}局"), year, form, totals=Totals.TYPED,
                cells=consistent_cells(form.id, own), sections=texts(year),
                waivers=(Waiver("text.fee", "x", "已另报", "张三", "2026-01-01"),),
            )  # fmt: skip
            repository.apply(AddReport(report))
    repository.apply(Collection(repository).making(Unit(1, "示例市第1局"), 2025))
    made.close()
    return path


def listed(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]], str]:
    capsys.readouterr()
    status = main(["list", str(path), "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out)["reports"], said.err


def fresh(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, Any]], str]:
    """What the list says without a cache."""
    kept = check_cache.kept_checks
    try:
        check_cache.kept_checks = lambda _marks: {}
        return listed(path, capsys)
    finally:
        check_cache.kept_checks = kept


def test_a_second_list_makes_no_check_and_says_the_same(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = listed(workspace, capsys)
    from app.commands import checking

    def refuse(*_: object) -> None:
        raise AssertionError("checked anew")

    monkeypatch.setattr(checking, "read_and_checked", refuse)
    assert listed(workspace, capsys) == first


_CHANGES = (
    "UPDATE figure SET value = '777' WHERE report_id = {r} AND cell_id = (SELECT id FROM cell_name WHERE cell = 'applications.new.total')",
    "DELETE FROM figure WHERE report_id = {r} AND cell_id = (SELECT id FROM cell_name WHERE cell = 'disputes.review.upheld')",
    "UPDATE section SET body = '无' WHERE report_id = {r} AND section = 'problems'",
    "DELETE FROM section WHERE report_id = {r} AND section = 'overview'",
    "UPDATE report SET title = '关于某某的报告' WHERE id = {r}",
    "UPDATE report SET status = 'final' WHERE id = {r}",
    "DELETE FROM waiver WHERE report_id = {r}",
    "UPDATE unit SET name = '改了名的局' WHERE id = 2",
    "UPDATE unit SET kind = 'government' WHERE id = 3",
    "INSERT OR REPLACE INTO rule_setting (rule, enabled) VALUES ('complete', 0)",
    "INSERT OR REPLACE INTO rule_setting (rule, enabled, severity) VALUES ('text.fee', 1, 'error')",
    "INSERT INTO exclusion VALUES (5, 2, '重复', '张三', '2026-01-01')",
    "INSERT INTO adjustment (report_id, cell, amount, reason, who, at) VALUES (5, 'applications.new.total', '1', '重', '张', '')",
    "INSERT INTO note (report_id, cell, section, words, before, who, at) VALUES ({r}, '', '', '请核对', '', '市办', '')",
    "UPDATE register SET parent_id = 0 WHERE unit_id = 3",
    """INSERT INTO request (unit_id, body) SELECT unit_id, '{{"outcome": "granted", "arrived": "2025-03-04"}}' FROM report WHERE id = {r}""",
    """INSERT OR REPLACE INTO ledger SELECT unit_id, '{{"follows": [' || year || ']}}' FROM report WHERE id = {r}""",
    "UPDATE change SET action = '按台账统计' WHERE report_id = {r}",
    "UPDATE request SET body = '{{}}'",
    "INSERT OR REPLACE INTO rule_setting (rule, enabled, severity) VALUES ('ledger.undecided', 1, 'error')",
    "UPDATE change SET after = '9' WHERE report_id = {r}",
    "UPDATE change SET before = '8' WHERE report_id = {r}",
    "UPDATE change SET edit = edit + 1000 WHERE report_id = {r}",
    "DELETE FROM change WHERE report_id = {r}",
    "UPDATE change SET report_id = 4 WHERE report_id = {r}",
)


@pytest.mark.parametrize("seed", some(range(6), 2))
def test_whatever_is_done_to_the_file_the_list_says_what_fresh_checks_say(
    workspace: Path, capsys: pytest.CaptureFixture[str], seed: int
) -> None:
    chance = Random(seed)
    listed(workspace, capsys)
    changes = list(_CHANGES)
    chance.shuffle(changes)
    for sql in changes:
        database = sqlite3.connect(workspace)
        database.execute(sql.format(r=chance.randint(1, 4)))
        database.commit()
        database.close()
        told = listed(workspace, capsys)
        assert told == fresh(workspace, capsys), sql
        assert listed(workspace, capsys) == told


def test_another_day_is_another_check(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.store.fingerprints import fingerprints

    opened = open_workspace(workspace, read_only=True)
    try:
        database, settings = opened.repository.database, opened.repository.rule_settings
        one, other = (fingerprints(database, settings, date(2026, 1, day), [1, 2]) for day in (30, 31))
    finally:
        opened.close()
    assert one.keys() == other.keys() == {1, 2}
    assert one[1] != other[1]


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_damaged_cache_costs_nothing_but_time(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: bytes
) -> None:
    first = listed(workspace, capsys)
    (tmp_path / "checks.sqlite").write_bytes(damage)
    assert listed(workspace, capsys) == first
    assert listed(workspace, capsys) == first


def test_nothing_of_a_report_is_in_the_cache(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed(workspace, capsys)
    kept = (tmp_path / "checks.sqlite").read_bytes()
    assert len(kept) > 1000
    for words in ("示例市", "政府信息", "本年度"):
        assert words.encode() not in kept


def test_a_check_comes_back_with_what_lists_show(filled: Callable[..., Report]) -> None:
    report = filled("cn-disclosure-2021", 1)
    made = check(report.with_cells({"applications.new.total": 1, "disputes.review.upheld": None}))
    back = read(written(made))
    assert back.verdict is made.verdict
    assert back.untouched == made.untouched
    assert [(f.rule, f.kind, f.raised) for f in back.findings] == [
        (f.rule, f.kind, f.raised) for f in made.findings
    ]
    for text in ("", "[]", "[1,2]", '[1,[["x","strange",0]]]', "{}"):
        with pytest.raises(ValueError, match=r"."):
            read(text)
