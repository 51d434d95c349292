"""Figures by the numbers of their cells: what is kept so is read back as it was, and takes little room."""

import json
from pathlib import Path

from app.collection.records import Return, ReturnState
from app.collection.returns import content_of
from app.edits import AddReport, RemoveReport, SetCells, put
from app.forms.loader import form_for
from app.report import Report, Unit
from app.store.cell_names import highest_number, names, with_names, with_numbers
from app.store.past_states import deleted_reports
from app.store.repository import Repository
from app.store.returns import Arrival, receive, returns_of
from app.store.workspace import create, open_workspace

YEAR = 2025
FORM = form_for(YEAR)
KNOWN = {"a.b.c": 1, "a.b.d": 2, "a.b.e": 3, "x.y.z": 9}


def test_figures_of_cells_that_follow_each_other_stand_in_one_run() -> None:
    named = '{"unit":"某局","cells":{"a.b.c":"0","a.b.d":"-2","x.y.z":"12.5"},"sections":{}}'
    numbered = with_numbers(named, KNOWN)
    assert numbered == '{"unit":"某局","figures":"1:0,-2;9:12.5","sections":{}}'
    assert with_names(numbered, {number: name for name, number in KNOWN.items()}) == named
    assert highest_number(numbered) == 9


def test_a_text_that_looks_like_figures_stays_a_text() -> None:
    body = '他写道："figures":"1:5" 和 "cells":{"a.b.c":"7"}'
    named = json.dumps({"preface": body, "cells": {"a.b.c": "1"}, "other": body}, separators=(",", ":"))
    numbered = with_numbers(named, KNOWN)
    assert json.loads(numbered)["preface"] == json.loads(numbered)["other"] == body
    assert with_names(numbered, {1: "a.b.c"}) == named


def test_numbers_without_names_and_broken_runs_are_left_as_they_are() -> None:
    for figures in ("7:1", "x:1", "1", ":", "1:0;2:", "9" * 5000 + ":1"):
        text = f'{{"figures":"{figures}"}}'
        assert with_names(text, {1: "a.b.c"}) == text
        assert highest_number(text) < 10


def test_a_return_says_what_it_said(tmp_path: Path) -> None:
    workspace = create(tmp_path / "汇总.nianbao")
    try:
        repository = workspace.repository
        report = Report(1, Unit(1, "示例市财政局"), YEAR, FORM, cells=dict.fromkeys(FORM.cells, 0))
        told = content_of(report)
        repository.apply(AddReport(report))
        sent = Return(
            1, 1, YEAR, FORM.series, FORM.id, "报.xlsx", "d", "t", "t", "某人", ReturnState.PENDING, 1, told
        )
        repository.apply(put("收到", sent))
        assert returns_of(repository, 1, YEAR, FORM.series) == [sent]
        (kept,) = repository.database.execute("SELECT content FROM received").fetchone()
        assert len(kept) < len(told) / 10
    finally:
        workspace.close()


def test_a_deleted_report_is_known_by_the_names_of_its_cells(path: Path) -> None:
    workspace = open_workspace(path)
    try:
        repository = workspace.repository
        before = repository.report(1)
        repository.apply(RemoveReport(1))
        (gone,) = deleted_reports(repository.history)
        assert gone.report.cells == before.cells
        assert all("figures" not in (entry.before or "") for entry in repository.history.entries(1))
    finally:
        workspace.close()


def test_a_name_keeps_its_number(path: Path) -> None:
    workspace = open_workspace(path)
    try:
        before = names(workspace.repository.database)
        workspace.repository.apply(SetCells(1, {"applications.new.natural_person": 6}))
        assert names(workspace.repository.database) == before
        assert len(set(before.values())) == len(before)
    finally:
        workspace.close()


def test_a_collected_report_takes_less_than_eight_kilobytes(tmp_path: Path) -> None:
    path = tmp_path / "汇总.nianbao"
    workspace = create(path)
    try:
        _collect(workspace.repository, range(100))
        first = path.stat().st_size
        _collect(workspace.repository, range(100, 200))
        assert (path.stat().st_size - first) / 100 < 8000
    finally:
        workspace.close()


def _collect(repository: Repository, numbers: range) -> None:
    for number in numbers:
        cells = {key: (number * at) % 60 for at, key in enumerate(FORM.cells)}
        unit = Unit(number + 1, f"示例市第{number}局")
        report = Report(0, unit, YEAR, FORM, cells=cells, signed_by=unit.name)
        receive(repository, unit, Arrival(report, f"{unit.name}.xlsx", f"{number:064}", "2026-01-20"), "某人")
