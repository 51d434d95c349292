"""What a workspace decides about the rules: kept, brought along from old files, told by the history."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from builders import consistent_report

from app.cli import main
from app.edits import AddReport, EditRefused, SetCells, SetStatus
from app.report import Status, Unit
from app.rules.model import Severity
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.errors import WriteFailed
from app.store.history import WORKSPACE
from app.store.workspace import Workspace

Opened = Callable[..., Workspace]

OTHER = RuleSettings(
    off=frozenset({"stock.jump", "disputes.total"}),
    severities={"text.year": Severity.ERROR, "applications.balance": Severity.WARNING},
    deadline=(2, 15),
    notice_days=7,
    longest_overview=1000,
    local_figures=("政策解读", "新闻发布会"),
)


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_new_file_has_the_rules_own_settings(path: Path, opened: Opened) -> None:
    assert opened(path).repository.rule_settings == DEFAULT_SETTINGS


def test_settings_are_kept_and_can_be_taken_back(path: Path, opened: Opened) -> None:
    workspace = opened(path)
    workspace.repository.set_rule_settings(OTHER)
    assert workspace.repository.rule_settings == OTHER
    workspace.close()
    repository = opened(path).repository
    assert repository.rule_settings == OTHER
    repository.set_rule_settings(DEFAULT_SETTINGS)
    assert repository.rule_settings == DEFAULT_SETTINGS
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM rule_setting").fetchall() == []


def test_the_history_says_which_rule_was_set_how_and_by_whom(path: Path, opened: Opened) -> None:
    repository = opened(path).repository
    repository.set_rule_settings(OTHER)
    told = {e.target: (e.before, e.after) for e in repository.history.entries(WORKSPACE)}
    assert told == {
        "rule.stock.jump": ("请核对", "停用"),
        "rule.disputes.total": ("错误", "停用"),
        "rule.text.year": ("提示", "错误"),
        "rule.applications.balance": ("错误", "提示"),
        "rule.complete.deadline": (
            "提示，1 月 31 日，提前 14 天提醒",
            "提示，2 月 15 日，提前 7 天提醒",
        ),
        "rule.text.overview_length": ("提示，不限字数", "提示，1000 字"),
        "rule.text.local_figures": ("提示，没有要求", "提示，政策解读、新闻发布会"),
    }
    (entry, *_) = repository.history.entries(WORKSPACE)
    assert entry.who
    assert entry.action == "检查规则设置"
    assert repository.history.deleted() == [], "settings are no deleted report"


def test_nothing_is_written_when_nothing_is_set_otherwise(path: Path, opened: Opened) -> None:
    repository = opened(path).repository
    repository.set_rule_settings(replace(DEFAULT_SETTINGS, severities={"stock.jump": Severity.ASK}))
    assert repository.history.entries(WORKSPACE) == []


@pytest.mark.parametrize(
    "parameter",
    [
        "",
        "nonsense",
        "[]",
        '{"month": 1}',
        '{"month": 1e999}',
        '{"month": 2, "day": 30, "notice_days": 3}',
        '{"month": 1, "day": 20, "notice_days": -1}',
        '{"month": null, "day": 1, "notice_days": 1}',
    ],
)
def test_what_cannot_be_understood_counts_as_not_set(path: Path, opened: Opened, parameter: str) -> None:
    _sql(
        path,
        f"INSERT INTO rule_setting VALUES ('complete.deadline', 1, 'grave', '{parameter}')",
        "INSERT INTO rule_setting VALUES ('rule.of.the.future', 0, 'ask', NULL)",
    )
    settings = opened(path).repository.rule_settings
    assert (settings.deadline, settings.notice_days, settings.severities.get("complete.deadline")) == (
        (1, 31),
        14,
        None,
    )


def test_a_newer_versions_rule_keeps_its_row(path: Path, opened: Opened) -> None:
    _sql(path, "INSERT INTO rule_setting VALUES ('rule.of.the.future', 0, 'ask', 'x')")
    opened(path).repository.set_rule_settings(OTHER)
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT * FROM rule_setting WHERE rule LIKE '%future'").fetchall()
    assert kept == [("rule.of.the.future", 0, "ask", "x")]


def test_a_file_of_version_1_0_brings_its_settings_along(tmp_path: Path, opened: Opened) -> None:
    path = tmp_path / "schema-1.0.nianbao"
    shutil.copy(Path(__file__).parent.parent / "old_files" / path.name, path)
    _sql(path, "INSERT INTO rule_setting VALUES ('stock.jump', 0, NULL), ('text.year', 1, 'error')")
    settings = opened(path).repository.rule_settings
    assert settings == RuleSettings(frozenset({"stock.jump"}), {"text.year": Severity.ERROR})


def test_a_file_that_is_open_for_reading_keeps_its_settings(path: Path, opened: Opened) -> None:
    repository = opened(path, read_only=True).repository
    with pytest.raises(WriteFailed):
        repository.set_rule_settings(OTHER)
    assert repository.rule_settings == DEFAULT_SETTINGS


def test_settings_another_program_wrote_are_not_overwritten_unseen(path: Path, opened: Opened) -> None:
    repository = opened(path).repository
    _sql(path, "INSERT INTO rule_setting VALUES ('stock.jump', 0, NULL, NULL)")
    with pytest.raises(WriteFailed, match="另一个程序"):
        repository.set_rule_settings(OTHER)
    assert repository.rule_settings.off == {"stock.jump"}


@pytest.fixture
def unbalanced(path: Path, opened: Opened) -> Path:
    """A complete report whose one error is the total of the lawsuits, in a closed workspace."""
    workspace = opened(path)
    good = consistent_report()
    cells = {**good.cells, "disputes.review.total": 99}
    report = replace(good, id=9, unit=Unit(5, "示例市林业局"), cells=cells)
    workspace.repository.apply(AddReport(report))
    workspace.close()
    return path


NAMED = ("--unit", "示例市林业局", "--year", "2024")


def test_check_list_and_export_go_by_the_settings(
    unbalanced: Path, opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.json"
    export = ["export", str(unbalanced), *NAMED, "--to", "json", "-o", str(target)]
    assert main(["check", str(unbalanced), *NAMED]) == 1
    assert main(export) == 1
    workspace = opened(unbalanced)
    workspace.repository.set_rule_settings(RuleSettings(severities={"disputes.total": Severity.WARNING}))
    workspace.close()
    capsys.readouterr()
    assert main(["check", str(unbalanced), *NAMED, "--json"]) == 0
    assert '"severity": "warning"' in capsys.readouterr().out
    assert main(export) == 0
    main(["list", str(unbalanced)])
    assert "ready" in capsys.readouterr().out


def test_reason_and_name_of_a_decision_are_in_the_history(path: Path, opened: Opened) -> None:
    repository = opened(path).repository
    repository.apply(SetStatus(1, Status.FINAL, who="王一"))
    with pytest.raises(EditRefused):
        repository.apply(SetCells(1, {"disputes.review.upheld": 1}))
    repository.apply(SetStatus(1, Status.DRAFT, "漏填两件", "取消定稿", who="李二"))
    reopened, final, *_ = repository.history.entries(1)
    assert (final.action, final.before, final.after) == ("定稿：王一", "draft", "final")
    assert (reopened.action, reopened.before, reopened.after) == (
        "取消定稿：漏填两件（李二）",
        "final",
        "draft",
    )


def test_a_final_report_with_a_broken_equation_leaves_as_a_draft_or_not_at_all(
    unbalanced: Path, opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out.html"
    export = ["export", str(unbalanced), *NAMED, "--to", "html", "-o", str(target), "--draft"]
    assert main(export) == 0
    assert "草稿" in target.read_text("utf-8")
    workspace = opened(unbalanced)
    workspace.repository.apply(SetStatus(9, Status.FINAL))
    workspace.close()
    assert main(export) == 0
    assert "草稿" in target.read_text("utf-8")
    target.unlink()
    assert main(export[:-1]) == 1
    assert not target.exists()
    capsys.readouterr()
    main(["list", str(unbalanced)])
    assert "\tfinal\t" in capsys.readouterr().out
