"""The list's verdicts of sums and of the units below them are those of checks made now, whatever happens to any of them."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from threading import Event

import pytest
from collecting_office import CELL, CITY, COUNTY, NAMES, YEAR, report_of
from pytestqt.qtbot import QtBot
from test_verdicts import _fresh, _weights

from app.collection.records import Alias, Member, Registered
from app.collection.slips import Slip, SlipNote
from app.edits import AddReport, RemoveReport, SetCells, SetRecords, SetStatus, SetText, SetUnit, SetWaivers
from app.errors import UserError
from app.records import Record, UnitRow
from app.report import Origin, Report, Status, Unit, Waiver
from app.rules.check import Check
from app.rules.model import Severity
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store.collection import noting
from app.store.returns import Arrival, receive
from ui.frame.main_window import MainWindow
from ui.models.report_model import ReportRole
from ui.models.report_state import state_of
from ui.work import checking

SHORT, STEPS = 90, 220
STRICT = RuleSettings(severities={"privacy.mobile": Severity.ERROR})
PHONE = "联系电话13800138000。"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_FULL_CHECK_DELAY_MS", 5)


@pytest.fixture
def office(office: MainWindow) -> MainWindow:
    """The same, where the city has summed up its bureaus and a county."""
    session = office.workbench.session
    session.apply(session.collection.making(Unit(CITY, NAMES[CITY]), YEAR))
    return office


class Collector:
    """Does random things to units, their reports and what is known of them."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.session = window.workbench.session
        self.chance = Random(seed)
        self.done: dict[str, int] = {}

        self.acts = [
            self._figure, self._text, self._waive, self._status, self._receive, self._remove, self._exclude,
            self._include, self._adjust, self._review, self._place, self._years, self._new_unit, self._alias,
            self._member, self._rename, self._kind, self._rules, self._note, self._published, self._undo, self._redo,
            self._select,
        ]  # fmt: skip

    def step(self) -> None:
        """Do one random thing; a refused one counts as done."""
        act = self.chance.choice(self.acts)
        try:
            act()
        except UserError:
            return
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def _reports(self, origin: Origin = Origin.OWN) -> list[Report]:
        repository = self.session.repository
        return [repository.report(head.id) for head in repository.summaries() if head.origin is origin]

    def _own(self) -> Report:
        return self.chance.choice(self._reports())

    def _sum(self) -> Report:
        return self.chance.choice(self._reports(Origin.SUM))

    def _unit(self) -> Unit:
        return self.chance.choice([unit for unit in self.session.repository.units() if unit.id != CITY])

    def _figure(self) -> None:
        self.session.apply(SetCells(self._own().id, {CELL: self.chance.choice([None, 0, 7, 90])}))

    def _text(self) -> None:
        self.session.apply(
            SetText(self._own().id, "other", self.chance.choice([PHONE, "无其他需要报告的事项。", ""]))
        )

    def _waive(self) -> None:
        waiver = Waiver("privacy.mobile", "0" * 16, "对外公布的电话", "张三", "2026-01-05T10:00:00")
        self.session.apply(SetWaivers(self._own().id, self.chance.choice([(), (waiver,)])))

    def _status(self) -> None:
        report = self.chance.choice([self._own(), self._sum()])
        final = report.status is Status.FINAL
        self.session.apply(SetStatus(report.id, Status.DRAFT if final else Status.FINAL, "理由"))

    def _receive(self) -> None:
        unit = self._unit()
        seed, year = self.chance.randrange(90), self.chance.choice([YEAR, YEAR - 1])
        report = replace(report_of(2, seed, year), unit=unit, signed_by=unit.name)
        arrival = Arrival(report, "报送.xlsx", str(self.chance.random()), "2026-01-06T10:00:00")
        receive(self.session.repository, report.unit, arrival, "张三", apply=self.session.apply)

    def _remove(self) -> None:
        self.session.apply(RemoveReport(self._own().id))

    def _exclude(self) -> None:
        collection, aggregate = self.session.collection, self._sum()
        member = self.chance.choice(collection.contributions(aggregate))
        self.session.apply(collection.excluding(aggregate, member.unit, "重复", "张三"))

    def _include(self) -> None:
        collection, aggregate = self.session.collection, self._sum()
        member = self.chance.choice(collection.contributions(aggregate))
        self.session.apply(collection.including(aggregate, member.unit))

    def _adjust(self) -> None:
        self.session.apply(
            self.session.collection.adjusting(self._sum(), CELL, self.chance.choice([1, 2]), "更正", "张三")
        )

    def _review(self) -> None:
        self.session.apply(self.session.collection.reviewing(self._sum(), "张三"))

    def _put(self, *records: Record) -> None:
        self.session.apply(SetRecords({record.key: record for record in records}, "名录"))

    def _place(self) -> None:
        self._put(Registered(self._unit().id, parent_id=self.chance.choice([0, CITY, COUNTY])))

    def _years(self) -> None:
        self._put(Registered(self._unit().id, parent_id=CITY, last_year=self.chance.choice([0, YEAR - 1])))

    def _new_unit(self) -> None:
        own = self.session.repository.new_unit_id()
        name = self.chance.choice([f"云岭市新局{own}", NAMES[2]])
        self._put(UnitRow(own, name, "", "department"), Registered(own, parent_id=CITY))

    def _alias(self) -> None:
        self._put(Alias(NAMES[self.chance.choice([2, 3])], self._unit().id))

    def _member(self) -> None:
        self._put(Member(self.chance.choice([CITY, COUNTY]), self._unit().id))

    def _rename(self) -> None:
        unit = self._unit()
        self.session.apply(SetUnit(replace(unit, name=self.chance.choice([unit.name, f"{unit.name}（新）"]))))

    def _kind(self) -> None:
        unit = self._unit()
        self._put(UnitRow(unit.id, unit.name, "", self.chance.choice(["department", "town", "government"])))

    def _rules(self) -> None:
        self.session.set_rule_settings(self.chance.choice([STRICT, DEFAULT_SETTINGS]))

    def _note(self) -> None:
        report = self._own()
        slip = Slip(report.unit.name, report.year, report.series, "市政府办", "李四", "2026-01-07", "", (SlipNote("请核对", CELL, is_error=True),))  # fmt: skip
        self.session.apply(noting(self.session.repository, report, slip))

    def _published(self) -> None:
        unit = Unit(COUNTY, NAMES[COUNTY])
        if self.session.repository.report_of(COUNTY, YEAR) is None:
            report = report_of(COUNTY, self.chance.randrange(90))
            self.session.apply(
                AddReport(replace(report, id=self.session.repository.new_report_id(), unit=unit))
            )

    def _undo(self) -> None:
        self.session.undo()

    def _redo(self) -> None:
        self.session.redo()

    def _select(self) -> None:
        self.session.select(self.chance.choice(self.session.summaries()).id)


def _lies(window: MainWindow, *, settled: bool) -> list[object]:
    """Return each report whose verdict is not a fresh check's; before all is *settled* none may be given."""
    session, model = window.workbench.session, window.workbench.report_panel.model
    lies: list[object] = []
    for report_id, (status, check) in _fresh(session.path).items():
        on_screen = session.report is not None and session.report.id == report_id
        known = model.verdicts.of(report_id)
        if not settled and (known is None or on_screen):
            continue
        index = model.index_for(report_id)
        wanted = state_of(status, check)
        told = index.data(ReportRole.STATE) if index.isValid() else wanted
        if known is None or sorted(_weights(known)) != sorted(_weights(check)) or told != wanted:
            lies.append(
                (report_id, told.word, wanted.word, known and {*_weights(known)} ^ {*_weights(check)})
            )
    return lies


@pytest.mark.slow
@pytest.mark.parametrize("steps", [SHORT, pytest.param(STEPS, marks=pytest.mark.long)])
def test_the_lists_verdict_is_that_of_a_fresh_check(qtbot: QtBot, office: MainWindow, steps: int) -> None:
    collector = Collector(office, seed=1)
    for number in range(steps):
        collector.step()
        assert _lies(office, settled=False) == [], f"{number}: at once"
        if number % 4 == 0 or number == steps - 1:
            qtbot.waitUntil(lambda: _lies(office, settled=True) == [], timeout=8000)
    assert steps < STEPS or len(collector.done) == len(collector.acts)


def test_a_sum_says_at_once_that_a_unit_has_an_error_in_its_text(qtbot: QtBot, office: MainWindow) -> None:
    """No figure of the sum changes with it."""
    session, model = office.workbench.session, office.workbench.report_panel.model
    session.set_rule_settings(STRICT)
    aggregate = session.collection.sum_of(Unit(COUNTY, NAMES[COUNTY]), YEAR)
    qtbot.waitUntil(lambda: _lies(office, settled=True) == [], timeout=8000)
    assert "sum.unit_errors" not in [found.rule for found in model.verdicts.of(aggregate.id).findings]
    member = session.repository.report_of(6, YEAR)
    session.apply(SetText(member.id, "other", PHONE))
    assert model.verdicts.of(aggregate.id) is None, "nothing is said until it is checked anew"
    qtbot.waitUntil(lambda: model.verdicts.of(aggregate.id) is not None, timeout=8000)
    assert "sum.unit_errors" in [found.rule for found in model.verdicts.of(aggregate.id).findings]


def test_a_check_that_began_before_a_change_and_ends_after_it_counts_for_nothing(
    qtbot: QtBot, office: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = office.workbench.session
    session.set_rule_settings(STRICT)
    session.select(session.collection.sum_of(Unit(COUNTY, NAMES[COUNTY]), YEAR).id)
    qtbot.waitUntil(lambda: _lies(office, settled=True) == [], timeout=8000)
    begun, ended, gate, make = [], [], Event(), session._checker.full_check

    def held_back(report: Report) -> Callable[[], Check]:
        work, first = make(report), not begun
        if report is not session.report:
            return work
        begun.append(report)

        def run() -> Check:
            assert not first or gate.wait(20)
            ended.append(work())
            return ended[-1]

        return run

    monkeypatch.setattr(session._checker, "full_check", held_back)
    member = session.repository.report_of(6, YEAR)
    session.apply(SetText(member.id, "other", PHONE))
    qtbot.waitUntil(lambda: len(begun) == 1)
    session.apply(SetText(member.id, "other", member.text("other")))
    qtbot.waitUntil(lambda: bool(ended) and session.check is ended[-1])
    gate.set()
    qtbot.waitUntil(lambda: len(ended) == len(begun))
    qtbot.wait(50)
    assert "sum.unit_errors" not in [found.rule for found in session.check.findings]
