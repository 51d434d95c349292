"""An invented office for the tests of the window: a city with bureaus and a county, and what they send."""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from builders import consistent_cells, texts

from app.collection.records import Registered
from app.edits import SetRecords
from app.forms.loader import form_for
from app.records import UnitRow
from app.report import Report, Totals, Unit
from app.store.collection import Collection
from app.store.repository import Repository
from app.store.returns import Arrival, receive
from app.store.workspace import create
from app.values import canonical
from ui.work.session import Session

YEAR = 2025
CITY, COUNTY = 1, 5
NAMES = {
    CITY: "云岭市人民政府",
    2: "云岭市财政局",
    3: "云岭市教育局",
    4: "云岭市审计局",
    COUNTY: "青溪县人民政府",
    6: "青溪县财政局",
    7: "青溪县教育局",
}
PARENTS = {2: CITY, 3: CITY, 4: CITY, COUNTY: CITY, 6: COUNTY, 7: COUNTY}
CELL = "applications.new.natural_person"
FORM = form_for(YEAR)


def report_of(unit_id: int, seed: int, year: int = YEAR, **cells: Any) -> Report:
    """Return a report without errors, not stored; *cells* are then set, their keys with ``__`` for the dot."""
    form = form_for(year)
    name = NAMES[unit_id]
    changed = {key.replace("__", "."): value for key, value in cells.items()}
    return Report(
        0,
        Unit(unit_id, name),
        year,
        form,
        totals=Totals.TYPED,
        cells=consistent_cells(form.id, seed) | changed,
        sections=texts(year),
        signed_by=name,
        signed_on=f"{year + 1}年1月20日",
    )


def send(repository: Repository, report: Report, *, at: str = "2026-01-05T10:00:00", name: str = "") -> None:
    """Register a file with this report."""
    told = json.dumps({key: canonical(value) for key, value in report.cells.items()})
    digest = hashlib.sha256(f"{report.unit.name}{report.year}{told}".encode()).hexdigest()
    file = name or f"{report.unit.name}.xlsx"
    receive(repository, report.unit, Arrival(replace(report), file, digest, at), "张三")


def make_office(path: Path, *, reports: bool = True) -> Path:
    """Make the workspace; the audit bureau has sent nothing for this year, the education bureau has an error."""
    workspace = create(path)
    repository = workspace.repository
    rows = [UnitRow(own, name, "", "department") for own, name in NAMES.items()]
    places = [Registered(own, parent_id=PARENTS.get(own, 0), position=own) for own in NAMES]
    repository.apply(SetRecords({row.key: row for row in (*rows, *places)}, "读入单位名录"))
    if reports:
        for unit_id in (2, 3, 4, 6, 7):
            send(repository, report_of(unit_id, unit_id, YEAR - 1), at="2025-01-05T10:00:00")
        send(repository, report_of(2, 12))
        send(repository, report_of(3, 13, applications__new__total=1))
        send(repository, report_of(6, 16))
        send(repository, report_of(7, 17))
    workspace.close()
    return path


def write_file(folder: Path, report: Report, *, name: str = "", at: int = 0) -> Path:
    """Write a report as a data file that a unit might send, saved at a time of its own."""
    folder.mkdir(exist_ok=True)
    path = folder / (name or f"{report.unit.name}.json")
    content = {
        "unit": report.unit.name,
        "year": report.year,
        "form": report.form.id,
        "cells": {key: canonical(value) for key, value in report.cells.items()},
        "sections": dict(report.sections),
    }
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    os.utime(path, (1_770_000_000 + at, 1_770_000_000 + at))
    return path


def aggregate(repository: Repository, unit_id: int = CITY, year: int = YEAR) -> Report:
    """Return a group's sum as it is in the file."""
    found = Collection(repository).sum_of(Unit(unit_id, NAMES[unit_id]), year)
    assert found is not None
    return found


def rename_alike(session: Session, reports: Sequence[Report]) -> None:
    """Give the units of two reports one name, each below a government of its own."""
    above = [
        UnitRow(901, "青溪县人民政府", "", "government"),
        UnitRow(902, "白石县人民政府", "", "government"),
    ]
    places = [
        Registered(report.unit.id, parent_id=row.id) for report, row in zip(reports, above, strict=True)
    ]
    renamed = [UnitRow(report.unit.id, "教育局", "", "department") for report in reports]
    session.apply(SetRecords({row.key: row for row in (*above, *places)}, "读入单位名录"))
    session.apply(SetRecords({row.key: row for row in renamed}, "改名"))
