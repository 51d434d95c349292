"""Filled reports that the tests start from, built from the definitions and not by the program."""

from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import definitions

from app.edit_effects import perform
from app.edits import Edit
from app.forms.loader import forms
from app.report import Report, Totals, Unit
from app.store.workspace import open_workspace
from app.values import Value

UNIT = Unit(1, "示例市教育局", "市教育局")
YEARS = {"cn-disclosure-2021": 2024, "cn-disclosure-2019": 2020}


def texts(year: int) -> dict[str, str]:
    """Invented texts that contradict no table: they state no figure."""
    return {
        "preface": (
            "本报告根据《中华人民共和国政府信息公开条例》和有关规定编制，由总体情况等六个部分组成。\n"
            f"统计期限自{year}年1月1日起至{year}年12月31日止。"
        ),
        "overview": (
            "本机关认真做好政府信息公开工作。\n"
            "（一）主动公开\n及时发布政策文件，扎实做好解读。\n"
            "（二）依申请公开\n规范接收、登记、办理和答复的流程，依法保障申请人的权利。\n"
            "（三）政府信息管理\n完善信息发布审核制度，定期清理历史文件。\n"
            "（四）政府信息公开平台建设\n改版网站栏目，方便群众查询。\n"
            "（五）监督保障\n明确专人负责，组织业务培训，接受社会监督。"
        ),
        "problems": "政策解读的形式还不够丰富，下一步将多用图表和实例，增强解读的效果。",
        "other": "本年度没有收取信息处理费，没有其他需要报告的事项。",
    }


def consistent_cells(form: str, seed: int = 1) -> dict[str, Value]:
    """Every cell of a form filled, none with 0, so that all equations hold."""
    return dict(_consistent_cells(form, seed))


@lru_cache(maxsize=64)
def _consistent_cells(form: str, seed: int) -> dict[str, Value]:
    random = Random(seed)
    cells: dict[str, Value] = {}
    for key in definitions.cell_keys(form):
        if key in definitions.AMOUNTS:
            cells[key] = Decimal(random.randint(10_000, 99_999)) / 100
        elif key.startswith("disclosure."):
            cells[key] = random.randint(1, 9)
    for row, _ in definitions.DISPUTE_ROWS:
        parts = {column: random.randint(1, 9) for column, _ in definitions.DISPUTE_COLUMNS[:-1]}
        parts["total"] = sum(parts.values())
        cells |= {f"disputes.{row}.{column}": value for column, value in parts.items()}
    if form == "cn-disclosure-2021":
        for row in ("rules", "normative_documents"):
            cells[f"disclosure.{row}.in_force"] = random.randint(30, 99)
    cells |= _applications(form, random)
    return {key: cells[key] for key in definitions.cell_keys(form)}


def _applications(form: str, random: Random) -> dict[str, Value]:
    by_row: dict[str, dict[str, int]] = {row: {} for row, _ in definitions.application_rows(form)}
    for column in definitions.SIX:
        for row, _ in definitions.results(form):
            by_row[row][column] = random.randint(1, 9)
        results = sum(by_row[row][column] for row, _ in definitions.results(form))
        by_row["total"][column] = results
        by_row["carried_out"][column] = random.randint(1, 9)
        by_row["carried_in"][column] = random.randint(1, 9)
        by_row["new"][column] = results + by_row["carried_out"][column] - by_row["carried_in"][column]
    for row in by_row.values():
        row["total"] = sum(row.values())
    return {f"applications.{row}.{column}": n for row, cells in by_row.items() for column, n in cells.items()}


def consistent_report(form: str = "cn-disclosure-2021", seed: int = 1, **changes: Any) -> Report:
    """A complete report in which every rule holds, its totals typed; *changes* replace its fields."""
    year = int(changes.get("year", YEARS[form]))
    fields: dict[str, Any] = {
        "id": 1,
        "unit": UNIT,
        "year": year,
        "form": forms()[form],
        "totals": Totals.TYPED,
        "cells": consistent_cells(form, seed),
        "sections": texts(year),
        "signed_by": UNIT.name,
        "signed_on": f"{year + 1}年1月20日",
    }
    return Report(**(fields | changes))


def only_report(path: Path) -> Report:
    """Return the one report that a workspace has."""
    workspace = open_workspace(path, read_only=True)
    try:
        (head,) = workspace.repository.summaries()
        return workspace.repository.report(head.id)
    finally:
        workspace.close()


class HeldReports:
    """Reports by id, in memory: what edits work on."""

    def __init__(self, *reports: Report) -> None:
        self.reports: dict[int, Report] = {report.id: report for report in reports}

    def report(self, report_id: int) -> Report:
        """Return a report. Raises KeyError."""
        return self.reports[report_id]

    def reports_of(self, unit_id: int) -> list[Report]:
        """Return all reports of a unit."""
        return [report for report in self.reports.values() if report.unit.id == unit_id]

    def apply(self, edit: Edit) -> None:
        """Make an edit as a store would. Raises `EditRefused`."""
        for step in perform(edit, self):
            if step.after is None:
                del self.reports[step.concerned.id]
            else:
                self.reports[step.concerned.id] = step.after
