"""The list's verdicts are those of checks made now, whatever happened to the reports and wherever it happened."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from driving import part
from fixture_types import OpenWindow, ReportAdder
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.commands.common import checked
from app.edits import AddReport, RemoveReport, SetCells, SetStatus, SetText, SetUnit, SetYear
from app.errors import UserError
from app.exports.json import render
from app.imports.merging import MergeChoice
from app.report import Report, Status, Unit
from app.rules.check import Check
from app.rules.model import Severity
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.workspace import create, open_workspace
from ui.frame.main_window import MainWindow
from ui.models import verdicts
from ui.models.report_model import ReportModel, ReportRole
from ui.models.report_state import state_of
from ui.work import checking, parallel_checking, workspace_file
from ui.work.file_backups import FileBackups
from ui.work.importing import ImportPlan, read_source
from ui.work.session import Session

STEPS = 220
YEARS = (2022, 2023, 2024)
CELLS = (
    "applications.new.natural_person",
    "applications.carried_out.enterprise",
    "applications.carried_in.enterprise",
    "disputes.review.total",
    "disclosure.rules.in_force",
)
TEXTS = ("", "本年度没有其他事项。", "联系电话13800138000，另见某某单位。", "全年共收到申请 9999 件。")
UNITS = (Unit(1, "示例县教育局"), Unit(2, "示例县审计局"))
HINTS = RuleSettings(severities={"privacy.mobile": Severity.ERROR})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace_file, "POLL_MS", 20)
    monkeypatch.setattr(checking, "_FULL_CHECK_DELAY_MS", 5)


@pytest.fixture
def files(tmp_path: Path, filled: Callable[..., Report]) -> list[Path]:
    """Two workspaces whose reports have the same ids and other contents."""
    paths = [tmp_path / "甲.nianbao", tmp_path / "乙.nianbao"]
    for seed, path in enumerate(paths, 1):
        workspace = create(path)
        for number, (unit, year) in enumerate([(unit, year) for unit in UNITS for year in YEARS], 1):
            made = filled("cn-disclosure-2021", seed * 10 + number, year=year, id=number, unit=unit)
            workspace.repository.apply(AddReport(made))
            if seed == 2:
                workspace.repository.apply(SetCells(number, {CELLS[3]: 900}))
        workspace.close()
    return paths


def _fresh(path: Path) -> dict[int, tuple[Status, Check]]:
    workspace = open_workspace(path, read_only=True)
    try:
        repository = workspace.repository
        reports = [repository.report(head.id) for head in repository.summaries()]
        return {report.id: (report.status, checked(repository, report)) for report in reports}
    finally:
        workspace.close()


def _model(window: MainWindow) -> ReportModel:
    return window.workbench.report_panel.model


def _weights(check: Check) -> list[tuple[str, str, bool]]:
    """What the list shows of a check: one kept from before has no more."""
    return [(finding.rule, finding.kind, finding.raised) for finding in check.findings]


def _lies(window: MainWindow, *, settled: bool) -> list[object]:
    """Return each report whose verdict in the list is not a fresh check's; before all is *settled* none may be given."""
    session, model = window.workbench.session, _model(window)
    lies: list[object] = []
    for report_id, (status, check) in _fresh(session.path).items():
        if session.report is not None and session.report.id == report_id and not settled:
            continue
        shown = model.index_for(report_id).data(ReportRole.STATE)
        known = model.verdicts.of(report_id)
        if known is None and not settled:
            continue
        if shown != state_of(status, check) or known is None or _weights(known) != _weights(check):
            lies.append((report_id, shown, state_of(status, check)))
    return lies


class Clerk:
    """Does random things to the reports of the open workspace."""

    def __init__(self, window: MainWindow, files: list[Path], folder: Path, seed: int) -> None:
        self.window = window
        self.session: Session = window.workbench.session
        self.chance = Random(seed)
        self._files = files
        self._folder = folder
        self.done: dict[str, int] = {}

    def step(self) -> None:
        """Do one random thing; a refused one counts as done."""
        steps = (
            self._figure, self._figure, self._text, self._select, self._undo, self._redo, self._replace, self._restore,
            self._other_file, self._status, self._rules, self._remove, self._add, self._year, self._unit,
        )  # fmt: skip
        act = self.chance.choice(steps)
        try:
            act()
        except UserError:
            return
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def _any(self) -> Report:
        head = self.chance.choice(self.session.summaries())
        return self.session.repository.report(head.id)

    def _figure(self) -> None:
        report = self._any()
        value = self.chance.choice([None, 0, 7, report.cells.get(CELLS[0])])
        self.session.apply(SetCells(report.id, {self.chance.choice(CELLS): value}))

    def _text(self) -> None:
        self.session.apply(SetText(self._any().id, "other", self.chance.choice(TEXTS)))

    def _select(self) -> None:
        self.session.select(self._any().id)

    def _undo(self) -> None:
        self.session.undo()

    def _redo(self) -> None:
        self.session.redo()

    def _replace(self) -> None:
        """Import several files in place of reports that are there."""
        sources = []
        for number in range(2):
            report = self._any()
            changed = report.with_cells({self.chance.choice(CELLS): self.chance.randrange(50)})
            file = self._folder / f"{number}.json"
            file.write_bytes(render(changed))
            sources.append(replace(read_source(file), how=MergeChoice.REPLACE))
        plan = ImportPlan(self.session, sources)
        if plan.going_in():
            self.session.apply(plan.edit())

    def _restore(self) -> None:
        self.session.file.back_up_by_hand()
        kept = FileBackups(self.session.path).all()
        self.session.file.restore(self.chance.choice(kept))

    def _other_file(self) -> None:
        self.session.open(next(path for path in self._files if path != self.session.path))
        assert part(self.window, QLabel, "savedLabel").text() == ""

    def _status(self) -> None:
        report = self._any()
        final = report.status is Status.FINAL
        self.session.apply(SetStatus(report.id, Status.DRAFT if final else Status.FINAL, "理由"))

    def _rules(self) -> None:
        self.session.set_rule_settings(self.chance.choice([HINTS, DEFAULT_SETTINGS]))

    def _remove(self) -> None:
        if len(self.session.summaries()) > 4:
            self.session.apply(RemoveReport(self._any().id))

    def _add(self) -> None:
        self.session.add(self.session.new_report(self.chance.choice(UNITS).name, self.chance.choice(YEARS)))

    def _year(self) -> None:
        self.session.apply(SetYear(self._any().id, self.chance.choice(YEARS)))

    def _unit(self) -> None:
        report = self._any()
        name = self.chance.choice([unit.name for unit in UNITS] + ["示例县档案局"])
        self.session.apply(SetUnit(replace(report.unit, name=name)))


@pytest.fixture
def watching(open_window: OpenWindow, files: list[Path]) -> MainWindow:
    """A window that has the first file open for reading only."""
    window = open_window(files[0])
    window.workbench.session.open(files[0], read_only=True)
    return window


@pytest.mark.parametrize(("seed", "many", "steps"), [(1, parallel_checking.WORTHWHILE, STEPS), (2, 4, 60)])
def test_the_lists_verdict_is_that_of_a_fresh_check(
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    open_window: OpenWindow,
    watching: MainWindow,
    files: list[Path],
    tmp_path: Path,
    seed: int,
    many: int,
    steps: int,
) -> None:
    """Also where other processes check the reports, which they do when these are *many*."""
    monkeypatch.setattr(parallel_checking, "WORTHWHILE", many)
    window = open_window(files[0])
    clerk = Clerk(window, files, tmp_path, seed)
    for number in range(steps):
        clerk.step()
        if number % 5 and number < steps - 1:
            qtbot.wait(1)
            continue
        assert _lies(window, settled=False) == [], f"{number}: at once"
        for one in (window, watching):
            qtbot.waitUntil(lambda one=one: _lies(one, settled=True) == [], timeout=5000)
    assert steps < STEPS or set(clerk.done) == {
        "_figure", "_text", "_select", "_undo", "_redo", "_replace", "_restore", "_other_file", "_status", "_rules",
        "_remove", "_add", "_year", "_unit",
    }  # fmt: skip


def test_the_other_workspace_begins_without_a_verdict_and_without_a_time_of_saving(
    qtbot: QtBot, open_window: OpenWindow, files: list[Path]
) -> None:
    window = open_window(files[0])
    model = _model(window)
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [], timeout=5000)
    session = window.workbench.session
    session.apply(SetText(1, "other", TEXTS[1]))
    saved = part(window, QLabel, "savedLabel")
    assert saved.text().startswith("已保存")
    session.open(files[1])
    assert saved.text() == ""
    words = {model.index_for(number).data(ReportRole.STATE).word for number in range(1, 7)}
    assert not any("可定稿" in word for word in words), "every report of the other file has an error"
    qtbot.waitUntil(lambda: _lies(window, settled=True) == [], timeout=5000)


def test_next_years_verdict_follows_a_change_of_last_years_figures(
    qtbot: QtBot, open_window: OpenWindow, files: list[Path]
) -> None:
    window = open_window(files[0])
    session, model = window.workbench.session, _model(window)
    last, this = (session.find(UNITS[0].name, year) for year in (2023, 2024))
    session.select(session.find(UNITS[1].name, 2022).id)
    carried = this.cells["applications.carried_in.enterprise"]
    session.apply(SetCells(last.id, {"applications.carried_out.enterprise": carried}))
    qtbot.waitUntil(lambda: model.verdicts.of(this.id) is not None, timeout=5000)
    rule = "carry_over.applications.enterprise"
    assert rule not in [finding.rule for finding in model.verdicts.of(this.id).findings]
    session.apply(SetCells(last.id, {"applications.carried_out.enterprise": carried + 1}))
    assert model.verdicts.of(this.id) is None, "nothing is said until it is checked anew"
    qtbot.waitUntil(lambda: model.verdicts.of(this.id) is not None, timeout=5000)
    assert rule in [finding.rule for finding in model.verdicts.of(this.id).findings]


def test_past_midnight_every_verdict_is_of_the_new_day(
    window: MainWindow, add_report: ReportAdder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window stays open over the night on which the report becomes due."""

    class Day(date):
        current = date(2026, 1, 10)

        @classmethod
        def today(cls) -> date:
            return cls.current

    for module in (checking, verdicts):
        monkeypatch.setattr(module, "date", Day)
    session, model = window.workbench.session, _model(window)
    session._checker._day = Day.current
    session._checker._watch.setInterval(20)
    reports = [add_report(year=2025), add_report("示例县审计局", 2025)]

    def due(report: Report) -> bool:
        known = model.verdicts.of(report.id)
        return known is not None and any(found.rule == "complete.deadline" for found in known.findings)

    def settled() -> bool:
        return session.check is not None and session.check.full and not model.verdicts.busy()

    qtbot.waitUntil(settled, timeout=5000)
    qtbot.waitUntil(lambda: all(model.verdicts.of(report.id) is not None for report in reports))
    assert not any(due(report) for report in reports)
    Day.current = date(2026, 1, 31)
    qtbot.waitUntil(lambda: all(due(report) for report in reports), timeout=5000)
    assert any(found.rule == "complete.deadline" for found in session.check.findings)
