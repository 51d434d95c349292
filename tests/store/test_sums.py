"""Aggregates equal an independent sum after whatever is done to what they are made of."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from app.collection.records import Exclusion, Member, Registered
from app.edit_effects import inverse
from app.edits import (
    AddReport,
    Edit,
    EditRefused,
    RemoveReport,
    SetCells,
    SetRecords,
    SetStatus,
    SetText,
    SetYear,
    put,
)
from app.forms.compiled import total_definitions
from app.forms.loader import form_for
from app.linked_text import Link, marked
from app.records import UnitRow
from app.report import Origin, Report, Status, Totals, Unit
from app.store.collection import Collection
from app.store.repository import Repository
from app.store.workspace import create, open_workspace
from app.values import Kind, Value

YEAR = 2025
FORM = form_for(YEAR)
CELL, OTHER = "applications.new.natural_person", "applications.new.enterprise"
TOTAL = "applications.new.total"


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    workspace = create(tmp_path / "汇总.nianbao")
    yield workspace.repository
    workspace.close()


def register(repository: Repository, *places: tuple[int, int]) -> None:
    """Add units by id, each below another, 0 for none."""
    for unit_id, parent in places:
        row = UnitRow(unit_id, f"示例单位{unit_id}", "", "department")
        repository.apply(put("名录", row, Registered(unit_id, parent_id=parent)))


def unit(unit_id: int) -> Unit:
    return Unit(unit_id, f"示例单位{unit_id}")


def report(report_id: int, unit_id: int, cells: dict[str, Value], year: int = YEAR) -> Report:
    return Report(report_id, unit(unit_id), year, form_for(year), totals=Totals.TYPED, cells=cells)


def make(repository: Repository, group: int) -> Report:
    collection = Collection(repository)
    repository.apply(collection.making(unit(group), YEAR))
    found = collection.sum_of(unit(group), YEAR)
    assert found is not None
    return found


def again(repository: Repository, aggregate: Report) -> Report:
    return repository.report(aggregate.id)


def test_the_figures_in_its_texts_follow_its_members_and_are_no_damage(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 3, TOTAL: 3})))
    aggregate = make(repository, 1)
    repository.apply(SetText(aggregate.id, "overview", marked("共收到0件。", [Link(3, 1, TOTAL)])))
    assert again(repository, aggregate).text("overview") == "共收到3件。"
    repository.apply(AddReport(report(99, 3, {CELL: 4, TOTAL: 4})))
    changes = repository.apply(SetCells(1, {CELL: 5, TOTAL: 5}))
    assert [delta.sections.keys() for delta in changes.of(aggregate.id)] == [{"overview"}]
    assert again(repository, aggregate).text("overview") == "共收到9件。"
    repository.use(repository.database)
    assert again(repository, aggregate).text("overview") == "共收到9件。"
    repository.apply(SetText(aggregate.id, "overview", marked("共计收到0件。", [Link(4, 1, TOTAL)])))
    assert again(repository, aggregate).text("overview") == "共计收到9件。"
    assert repository.doubts(aggregate.id) == ()


def test_a_sum_follows_each_report_below_it_on_every_level(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 2), (4, 2), (5, 1))
    repository.apply(AddReport(report(1, 3, {CELL: 3, TOTAL: 3})))
    top = make(repository, 1)
    assert top.cells == {CELL: 3, TOTAL: 3}
    changes = repository.apply(AddReport(report(repository.new_report_id(), 4, {CELL: 4, OTHER: 0})))
    assert {delta.after.unit.id for delta in changes.deltas if delta.after} == {4, 2, 1}
    assert again(repository, top).cells == {CELL: 7, TOTAL: 3, OTHER: 0}
    repository.apply(SetCells(1, {CELL: None}))
    assert again(repository, top).cells == {CELL: 4, TOTAL: 3, OTHER: 0}
    repository.apply(RemoveReport(1))
    assert again(repository, top).cells == {CELL: 4, OTHER: 0}
    repository.reload()
    assert again(repository, top).cells == {CELL: 4, OTHER: 0}


def test_blank_is_not_zero(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 0})))
    top = make(repository, 1)
    assert top.cells == {CELL: 0}
    repository.apply(AddReport(report(5, 3, {CELL: 0})))
    repository.apply(SetCells(1, {CELL: None}))
    assert again(repository, top).cells == {CELL: 0}
    repository.apply(SetCells(5, {CELL: None}))
    assert again(repository, top).cells == {}


def test_a_sums_figures_cannot_be_typed(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1))
    top = make(repository, 1)
    with pytest.raises(EditRefused, match="汇总表的数由各单位的数相加得出"):
        repository.apply(SetCells(top.id, {CELL: 1}))


def test_an_excluded_unit_is_not_counted_and_comes_back_with_undo(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 3})))
    repository.apply(AddReport(report(2, 3, {CELL: 4})))
    top = make(repository, 1)
    edit = Collection(repository).excluding(top, unit(2), "已并入他单位", "张三")
    back = inverse(edit, repository)
    repository.apply(edit)
    assert again(repository, top).cells == {CELL: 4}
    assert [c.excluded for c in Collection(repository).contributions(top)] == ["已并入他单位", ""]
    repository.apply(SetCells(1, {CELL: 9}))
    assert again(repository, top).cells == {CELL: 4}
    repository.apply(back)
    assert again(repository, top).cells == {CELL: 13}


def test_an_adjustment_moves_the_totals_above_its_cell_and_is_told_with_reason_and_name(
    repository: Repository,
) -> None:
    register(repository, (1, 0), (2, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 3, TOTAL: 3})))
    top = make(repository, 1)
    collection = Collection(repository)
    repository.apply(collection.adjusting(top, CELL, -1, "与市教育局重复", "张三"))
    assert again(repository, top).cells == {CELL: 2, TOTAL: 2}
    told = [(share.value, share.reason) for share in collection.shares(top, TOTAL)]
    assert told == [(3, ""), (-1, "与市教育局重复（张三）")]
    assert sum(value for value, _ in told) == again(repository, top).cells[TOTAL]


def test_an_adjustment_below_zero_is_refused(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 3})))
    top = make(repository, 1)
    with pytest.raises(EditRefused, match="会成为 -1"):
        repository.apply(Collection(repository).adjusting(top, CELL, -4, "重复", "张三"))
    assert again(repository, top).cells == {CELL: 3}


def test_a_final_sum_stays_as_signed_and_catches_up_when_it_is_reopened(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 2))
    repository.apply(AddReport(report(1, 3, {CELL: 3})))
    top = make(repository, 1)
    middle = Collection(repository).sum_of(unit(2), YEAR)
    assert middle is not None
    repository.apply(SetStatus(middle.id, Status.FINAL))
    repository.apply(SetCells(1, {CELL: 8}))
    assert again(repository, middle).cells == again(repository, top).cells == {CELL: 3}
    repository.apply(SetStatus(middle.id, Status.DRAFT))
    assert again(repository, middle).cells == again(repository, top).cells == {CELL: 8}


def test_what_changed_since_a_person_last_looked_is_named(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 2), (4, 1))
    repository.apply(AddReport(report(1, 3, {CELL: 3})))
    repository.apply(AddReport(report(2, 4, {CELL: 3})))
    top = make(repository, 1)
    collection = Collection(repository)
    repository.apply(collection.reviewing(top, "张三"))
    assert collection.changed_since(top) == []
    repository.apply(SetCells(1, {CELL: 8}))
    assert [changed.id for changed in collection.changed_since(top)] == [3]


def test_a_report_of_another_form_is_not_added_to_figures_that_mean_something_else(
    repository: Repository,
) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    old = Report(1, unit(2), YEAR, form_for(2020), totals=Totals.TYPED, cells={CELL: 5})
    repository.apply(AddReport(old))
    repository.apply(AddReport(report(2, 3, {CELL: 4})))
    assert make(repository, 1).cells == {CELL: 4}


def test_two_districts_may_have_bureaus_of_one_name(repository: Repository) -> None:
    register(repository, (1, 0), (2, 0))
    repository.apply(put("名录", UnitRow(3, "区财政局", "", "department"), Registered(3, parent_id=1)))
    repository.apply(put("名录", UnitRow(4, "区财政局", "", "department"), Registered(4, parent_id=2)))
    with pytest.raises(EditRefused, match="已有同名的单位"):
        repository.apply(put("名录", UnitRow(5, "区财政局", "", "department"), Registered(5, parent_id=2)))
    with pytest.raises(EditRefused, match="请写明上级，如“示例单位1/区财政局”"):
        repository.unit_named("区财政局")
    found = repository.unit_named("示例单位2/区财政局")
    assert found is not None
    assert found.id == 4


def test_groups_within_each_other_are_refused(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1))
    with pytest.raises(EditRefused, match="不能属于自己的下级"):
        repository.apply(put("上级", Registered(1, parent_id=2)))
    with pytest.raises(EditRefused, match="不能属于自己的下级"):
        repository.apply(put("分组", Member(2, 1)))
    repository.apply(put("本级", Member(1, 1)))


def test_a_sum_too_large_for_its_cell_is_refused_with_the_place(repository: Repository) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 999_999_999})))
    make(repository, 1)
    with pytest.raises(EditRefused, match=r"示例单位1 2025 年汇总的.*1000000000"):
        repository.apply(AddReport(report(9, 3, {CELL: 1})))
    assert repository.report_of(3, YEAR) is None


# any tree, anything done to it

CELLS = [
    CELL, OTHER, TOTAL, "disclosure.fees.amount", "applications.total.natural_person",
    "applications.granted.natural_person", "disputes.review.upheld",
]  # fmt: skip
CELLS = [cell for cell in CELLS if cell in FORM.cells]


class Model:
    """The expected sums, worked out without the program's own code for sums."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def expected(self, group: int) -> dict[str, Value]:
        database = self.repository.database
        signed = database.execute(
            "SELECT id, status FROM report WHERE unit_id = ? AND year = ? AND origin = 'sum'", [group, YEAR]
        ).fetchone()
        if signed[1] == "final":
            return self.frozen[signed[0]]
        out = {
            row[0]
            for row in database.execute("SELECT unit_id FROM exclusion WHERE report_id = ?", [signed[0]])
        }
        members = {
            row[0]
            for row in database.execute(
                "SELECT unit_id FROM register WHERE parent_id = ?1 UNION"
                " SELECT unit_id FROM member WHERE group_id = ?1",
                [group],
            )
        }
        total: dict[str, Value] = {}
        for member in members - out:
            for key, value in self._contributed(member, own=member == group).items():
                total[key] = total.get(key, 0) + value
        for cell, amount in database.execute(
            "SELECT cell, amount FROM adjustment WHERE report_id = ?", [signed[0]]
        ):
            for key in self._moved(cell):
                total[key] = total.get(key, 0) + Decimal(amount)
        return total

    def _moved(self, cell: str) -> list[str]:
        found = [cell]
        for total, parts in total_definitions(FORM).items():
            found += [total] * sum(part in found for part in parts)
        return found

    def _contributed(self, unit_id: int, own: bool) -> dict[str, Value]:
        database = self.repository.database
        kinds = dict(
            database.execute(
                "SELECT origin, id FROM report WHERE unit_id = ? AND year = ? AND form = ?",
                [unit_id, YEAR, FORM.id],
            ).fetchall()
        )
        if "sum" in kinds and not own:
            return self.expected(unit_id)
        found = database.execute("SELECT cell, value FROM cell WHERE report_id = ?", [kinds.get("own", 0)])
        return {
            key: Decimal(text) if FORM.cells[key].kind is Kind.AMOUNT else int(text) for key, text in found
        }

    frozen: dict[int, dict[str, Value]] = {}  # noqa: RUF012


def _random_edit(chance: Random, repository: Repository, units: list[int]) -> Edit | None:
    collection = Collection(repository)
    sums = [repository.report(head.id) for head in repository.summaries() if head.origin is Origin.SUM]
    chosen, own = chance.choice(sums), chance.choice(units)
    known = repository.report_of(own, YEAR)
    match chance.choice(
        ["add", "add", "set", "set", "set", "drop", "out", "in", "adjust", "move", "join", "final", "year"]
    ):
        case "add" if known is None:
            cells = {cell: _value(chance, cell) for cell in CELLS if chance.random() < 0.7}
            return AddReport(report(repository.new_report_id(), own, cells))
        case "set" if known is not None:
            cell = chance.choice(CELLS)
            return SetCells(known.id, {cell: _value(chance, cell) if chance.random() < 0.7 else None})
        case "drop" if known is not None:
            return RemoveReport(known.id)
        case "out":
            return collection.excluding(chosen, unit(own), "重复", "张三")
        case "in":
            out = [c.unit.id for c in collection.contributions(chosen) if c.excluded]
            return SetRecords({("exclusion", (chosen.id, own)): None for own in out}, "计入")
        case "adjust":
            cell = chance.choice(CELLS)
            return collection.adjusting(chosen, cell, chance.randint(-3, 9), "重复计算", "李四")
        case "move":
            return put("上级", Registered(own, parent_id=chance.choice(units)))
        case "join":
            return put("分组", Member(chosen.unit.id, own))
        case "final":
            status = Status.DRAFT if chosen.status is Status.FINAL else Status.FINAL
            return SetStatus(chosen.id, status)
        case "year" if known is not None:
            return SetYear(known.id, YEAR - 1)
    return None


def _value(chance: Random, cell: str) -> Value:
    if FORM.cells[cell].kind is Kind.AMOUNT:
        return Decimal(chance.randint(0, 9999)) / 100
    return chance.randint(0, 50)


@pytest.mark.parametrize("seed", range(12))
def test_any_tree_with_anything_done_to_it_equals_an_independent_sum(
    repository: Repository, seed: int
) -> None:
    chance = Random(seed)
    units = list(range(1, 16))
    register(repository, *((own, chance.randint(0, own - 1) if own > 1 else 0) for own in units))
    make(repository, 1)
    model, undone = Model(repository), 0
    model.frozen = {}
    history: list[Edit] = []
    for _ in range(120):
        if history and chance.random() < 0.2:
            edit: Edit | None = history.pop()
            undone += 1
        else:
            edit = _random_edit(chance, repository, units)
        if edit is None:
            continue
        if isinstance(edit, SetStatus) and edit.status is Status.FINAL:
            model.frozen[edit.report_id] = dict(repository.report(edit.report_id).cells)
        try:
            back = inverse(edit, repository)
            repository.apply(edit)
        except EditRefused:
            continue
        if chance.random() < 0.5:
            history.append(back)
        _compare(repository, model)
    assert undone > 5


def _compare(repository: Repository, model: Model) -> None:
    for head in repository.summaries():
        if head.origin is Origin.SUM:
            kept = repository.report(head.id)
            assert kept.cells == model.expected(head.unit.id), head
            if kept.status is not Status.FINAL:
                assert Collection(repository).total(kept) == kept.cells


def test_what_is_on_disk_is_what_memory_says(tmp_path: Path) -> None:
    workspace = create(tmp_path / "汇总.nianbao")
    repository = workspace.repository
    register(repository, (1, 0), (2, 1), (3, 1))
    top = make(repository, 1)
    repository.apply(AddReport(report(8, 2, {CELL: 3, "disclosure.fees.amount": Decimal("0.1")})))
    repository.apply(AddReport(report(9, 3, {"disclosure.fees.amount": Decimal("0.2")})))
    repository.apply(put("不计入", Exclusion(top.id, 2, "并入", "张三", "2026-01-01T00:00:00")))
    repository.apply(SetRecords({("exclusion", (top.id, 2)): None}, "计入"))
    seen = repository.report(top.id)
    workspace.close()
    workspace = open_workspace(tmp_path / "汇总.nianbao", read_only=True)
    assert workspace.repository.report(top.id) == seen
    assert seen.cells["disclosure.fees.amount"] == Decimal("0.3")
    workspace.close()


@pytest.mark.parametrize(
    ("kept", "counted"),
    [
        ("7", 7),
        ("", 0),
        ("abc", 0),
        ("12abc", 0),
        ("-3", 0),
        ("1e2", 0),
        ("2.5", 0),
        ("1234567890", 0),
        ("９", 9),
    ],
)
def test_what_is_no_figure_of_a_cell_is_not_counted(repository: Repository, kept: str, counted: int) -> None:
    register(repository, (1, 0), (2, 1), (3, 1))
    repository.apply(AddReport(report(1, 2, {CELL: 3})))
    repository.apply(AddReport(report(2, 3, {CELL: 1})))
    with repository.database.atomic():
        repository.database.execute("UPDATE figure SET value = ? WHERE report_id = 2", [kept])
    repository.reload()
    assert make(repository, 1).cells == {CELL: 3 + counted}
