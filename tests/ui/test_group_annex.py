"""附：数据分析 of a group, and how a person asks for an annex: what it shows is what the sum holds."""

from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from collecting_office import CELL, CITY, NAMES, YEAR, aggregate, make_office
from driving import notice
from fixture_types import OpenWindow
from pdf_validators import failures
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.collection.overview import GroupMember
from app.commands.annexes import annex_for
from app.errors import UserError
from app.exports.formats import render
from app.exports.group_analysis import analysis
from app.report import Unit
from app.store.collection import Collection
from app.store.workspace import Workspace, open_workspace
from ui.frame.main_window import MainWindow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(make_office(tmp_path / "汇总.nianbao"))
    yield workspace
    workspace.close()


def members(office: Workspace) -> list[GroupMember]:
    return Collection(office.repository).members(Unit(CITY, NAMES[CITY]), YEAR)


def test_the_figures_of_a_group_are_those_of_its_sum_with_what_is_left_out_and_adjusted(
    office: Workspace,
) -> None:
    repository = office.repository
    collection, group = Collection(repository), Unit(CITY, NAMES[CITY])
    repository.apply(collection.making(group, YEAR))
    summed = aggregate(repository)
    finance = next(one.unit for one in collection.contributions(summed) if one.unit.name == "云岭市财政局")
    repository.apply(collection.excluding(summed, finance, "重复", "张三"))
    repository.apply(collection.adjusting(summed, CELL, -2, "重复计算", "张三"))
    summed = aggregate(repository)
    told = analysis(YEAR, collection.levels(group, YEAR), members(office))
    key = "applications.new.total"
    assert told.tiles[0].values[0] == summed.cells[key]
    assert "其中 1 个没有计入汇总" in told.source
    ranking = next(chart for chart in told.charts if chart.title == "新收由哪些单位构成")
    shown = {row.label: row.values[0] for row in ranking.rows}
    assert "云岭市财政局" not in shown
    assert shown["调整"] == -2
    assert sum(shown.values()) == summed.cells[key]
    course = told.charts[0]
    assert [row.label for row in course.rows] == [f"{YEAR - 1}年", f"{YEAR}年"]


def test_the_annex_of_a_sum_names_the_units_with_their_results(office: Workspace) -> None:
    repository = office.repository
    repository.apply(Collection(repository).making(Unit(CITY, NAMES[CITY]), YEAR))
    annex = annex_for(repository, aggregate(repository))
    by_unit = next(chart for chart in annex.charts if chart.title == "各单位办理结果")
    assert {row.label for row in by_unit.rows} == {"云岭市财政局", "云岭市教育局", "青溪县人民政府"}
    data = render(aggregate(repository), "pdf", draft=True, annex=annex)
    assert failures(data) == []


def test_a_group_without_figures_is_told(office: Workspace) -> None:
    with pytest.raises(UserError, match="还没有可以汇总的报告"):
        analysis(YEAR + 3, Collection(office.repository).levels(Unit(CITY, NAMES[CITY]), YEAR), [])


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_sum_on_screen_is_exported_with_its_annex(
    qtbot: QtBot,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    window = open_window(make_office(tmp_path / "汇总.nianbao"))
    session = window.workbench.session
    session.apply(session.collection.making(Unit(CITY, NAMES[CITY]), YEAR))
    session.select(aggregate(session.repository).id)
    path = tmp_path / f"汇总.{ending}"
    kinds = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)"}
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), kinds[ending]))
    window.menu_actions.by_name["export_annexed"].trigger()
    qtbot.waitUntil(lambda: "已导出" in notice(window), timeout=30_000)
    assert "草稿" in notice(window), "its texts are not written"
    if ending == "docx":
        told = [shape._inline.docPr.get("descr") for shape in docx.Document(str(path)).inline_shapes]
        assert any(words.startswith("各单位办理结果") for words in told)
    else:
        assert path.read_bytes().startswith(b"%PDF")


def test_an_annex_in_another_kind_of_file_is_refused(
    window: MainWindow, complete: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    complete()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "a.html"), ""))
    window.menu_actions.by_name["export_annexed"].trigger()
    assert "扩展名不对" in notice(window)
    assert not (tmp_path / "a.html").exists()
