"""Names that look alike are one unit, wherever they come in; what nobody sees neither hides nor forges."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from builders import consistent_report, only_report
from hypothesis import given
from hypothesis import strategies as st

from app.cli import main
from app.edits import AddReport, EditRefused, SetUnit
from app.errors import UserError
from app.forms.loader import form_for
from app.imports import read
from app.report import Report, Unit
from app.store.workspace import create, open_workspace
from app.unit_names import unit_name, visible

TWINS = [
    "丙局",
    "丙局\u200b",
    "丙局\u202e",
    "\ufeff丙局",
    "丙\u00ad局",
    "丙局\n",
    "丙\n局",
    "丙\u2028局",
    "丙 局",
    "丙\u3000局",
    "丙\u00a0局",
    "丙\x00局",
    "丙\ufe0f局",
    "丙\U000e0101局",
    "丙\u115f局",
    "丙\u2800局",
    "丙局\ufffc",
    "丙局\u0301",
    "丙\u20dd局",
    "\u180f丙局",
    "丙局\U000e0fff",
    "丙局\ufff1",
]


@pytest.mark.parametrize("name", TWINS, ids=ascii)
def test_twins_become_one_name(name: str) -> None:
    assert unit_name(name) == "丙局"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("某区教育局(筹)", "某区教育局（筹）"),
        ("某区教育局（筹）", "某区教育局（筹）"),
        ("第１２中学", "第12中学"),
        ("ＡＢＣ  Center", "ABC Center"),
        ("某区 ABC 中心", "某区ABC中心"),
        ("⼭东局", "山东局"),
        ("某某市·某某县局", "某某市·某某县局"),
        ("Cafe\u0301", "Café"),
        ("བོད་ལྗོངས།", "བོད་ལྗོངས།"),
        ("شىنجاڭ", "شىنجاڭ"),
    ],
)
def test_widths_and_compatibility_forms_become_one(name: str, kept: str) -> None:
    assert unit_name(name) == kept


@given(st.text())
def test_a_kept_name_is_kept_as_it_is(text: str) -> None:
    kept = unit_name(text)
    assert unit_name(kept) == kept
    assert visible(kept) == kept


def units_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM unit ORDER BY name")]


@pytest.mark.parametrize("name", TWINS[1:], ids=ascii)
def test_new_makes_no_twin(tmp_path: Path, name: str) -> None:
    path = tmp_path / "年报.nianbao"
    assert main(["new", str(path), "--unit", "丙局", "--year", "2024"]) == 0
    assert main(["new", str(path), "--unit", name, "--year", "2025"]) == 0
    assert main(["new", str(path), "--unit", name, "--year", "2024"]) == 2
    assert units_in(path) == ["丙局"]


@pytest.mark.parametrize("name", ["\u200b", "\n", " \u202e "], ids=ascii)
def test_a_name_of_unseen_characters_is_no_name(tmp_path: Path, name: str) -> None:
    assert main(["new", str(tmp_path / "年报.nianbao"), "--unit", name, "--year", "2024"]) == 2


def test_the_write_path_keeps_names_in_one_spelling(tmp_path: Path) -> None:
    workspace = create(tmp_path / "年报.nianbao")
    try:
        repository = workspace.repository
        repository.apply(AddReport(Report(1, Unit(1, "丙局\u202e", "丙\n"), 2024, form_for(2024))))
        repository.apply(AddReport(Report(2, Unit(2, "丁局"), 2024, form_for(2024))))
        assert [(unit.name, unit.short_name) for unit in repository.units()] == [("丁局", ""), ("丙局", "丙")]
        repository.apply(SetUnit(Unit(1, "丙局(筹)\u200b")))
        assert repository.report(1).unit.name == "丙局（筹）"
        with pytest.raises(EditRefused):
            repository.apply(SetUnit(Unit(2, "丙局（筹\u200d）")))
    finally:
        workspace.close()


def test_a_read_document_names_its_unit_in_one_spelling(tmp_path: Path) -> None:
    source = tmp_path / "报告.json"
    source.write_text(
        json.dumps({"form": "cn-disclosure-2021", "unit": "丙局\u202e\n", "year": 2024, "cells": {}})
    )
    assert read(source).unit == "丙局"
    assert read(source, unit="丁局\u200b").unit == "丁局"
    text = tmp_path / "报告.txt"
    text.write_text(
        "丙\u200b局(筹)2024年政府信息公开工作年度报告\n一、总体情况\n文字。\n二、主动公开政府信息情况\n",
        encoding="utf-8",
    )
    assert read(text).unit == "丙局（筹）"


def foreign(tmp_path: Path, *names: str) -> Path:
    """A workspace of somebody else's, with units under these very names."""
    path = tmp_path / "外来.nianbao"
    workspace = create(path)
    for number, _ in enumerate(names, 1):
        report = replace(consistent_report(), id=number, unit=Unit(number, f"单位{number}"))
        workspace.repository.apply(AddReport(report))
    workspace.close()
    with closing(sqlite3.connect(path)) as connection:
        for number, name in enumerate(names, 1):
            connection.execute("UPDATE unit SET name = ? WHERE id = ?", [name, number])
        connection.commit()
    return path


def test_twins_in_a_foreign_file_are_told_apart_and_forge_no_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = foreign(tmp_path, "丙局", "丙局\u200b", "丙局\u202e丁", "丙局\n戊局\t2024\tform\tfinal\tready")
    assert main(["list", str(path)]) == 1, "such a name counts as damage"
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 4
    assert len({line.split("\t")[0] for line in lines}) == 4
    assert all(line.isprintable() for line in (line.replace("\t", "") for line in lines))


def test_the_plain_name_means_the_plain_unit_and_else_the_only_one_like_it(tmp_path: Path) -> None:
    path = foreign(tmp_path, "丙局", "丙局\u200b", "丁局\u200b")
    workspace = open_workspace(path)
    try:
        repository = workspace.repository
        for name, number in (("丙局", 1), ("丁局", 3)):
            unit = repository.unit_named(name)
            assert unit is not None
            assert unit.id == number
            report = repository.find(name, consistent_report().year)
            assert report is not None
            assert report.id == number
        assert repository.unread(2)
        assert not repository.unread(1)
    finally:
        workspace.close()


def test_what_a_file_says_forges_no_line_of_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "报告.json", tmp_path / "年报.nianbao"
    forged = "x\n已存入 别处\x1b[2J\u202e"
    data = {"form": "cn-disclosure-2021", "unit": "丙局", "year": 2024, "title": forged, "signed_by": forged}
    source.write_text(json.dumps({**data, "cells": {forged: forged}, "sections": {forged: 1}}))
    assert main(["import", str(source), "--into", str(target)]) == 0
    for command in (["list", str(target)], ["check", str(target)], ["check", str(source)]):
        main(command)
    said = capsys.readouterr()
    printed = said.out + said.err
    assert not {"\x1b", "\u202e"} & set(printed)
    assert not [line for line in printed.splitlines() if line.startswith("已存入 别处")]
    report = only_report(target)
    assert report.title == "x 已存入 别处[2J"
    assert report.signed_by == "x 已存入 别处[2J"
    assert main(["check", str(tmp_path / "没有\x1b[2J")]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_an_endless_name_is_refused_wherever_it_comes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, name = tmp_path / "年报.nianbao", "丙" * 100_000
    source = tmp_path / "报告.json"
    source.write_text(json.dumps({"form": "cn-disclosure-2021", "unit": name, "year": 2024, "cells": {}}))
    assert main(["import", str(source), "--into", str(target)]) == 2
    assert main(["new", str(target), "--unit", name, "--year", "2024"]) == 2
    assert max(map(len, capsys.readouterr().err.splitlines())) < 200
    assert main(["new", str(target), "--unit", "丙局", "--year", "2024"]) == 0
    workspace = open_workspace(target)
    with pytest.raises(UserError, match="100000"):
        workspace.repository.apply(SetUnit(replace(workspace.repository.units()[0], name=name), {}))
    workspace.close()
