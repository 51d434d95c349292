"""Makes ``schema-1.0.nianbao`` and its like: run once with each schema, kept to show how the files came about.

python tests/old_files/make.py TARGET

It runs with the program of the time: names of modules are those of version 1.1 and 1.2. `RuleSettings` came with 1.1, whose
file has a setting; 1.0 had none.
"""

import sys
from pathlib import Path

from app.edits import AddReport, RemoveReport, SetCells, SetField, SetStatus, SetText, SetTotals, SetWaivers
from app.forms.loader import form_for
from app.report import Report, Status, Totals, Unit, UnitKind, Waiver
from app.rules.settings import RuleSettings
from app.store import schema
from app.store.workspace import create


def make(target: Path) -> None:
    """Write a workspace that uses every table."""
    assert schema.USER_VERSION in (1000, 1001, 1002)
    workspace = create(target)
    office = Unit(1, "示例市人民政府办公室", "市府办", UnitKind.GOVERNMENT)
    form = form_for(2025)
    try:
        for edit in (
            AddReport(Report(1, office, 2024, form)),
            AddReport(Report(2, office, 2025, form)),
            AddReport(Report(3, Unit(2, "示例市教育局"), 2020, form_for(2020))),
            SetCells(1, {"applications.new.natural_person": 5, "applications.granted.natural_person": 4}),
            SetCells(1, {"applications.carried_out.natural_person": 1}),
            SetText(1, "overview", "（一）主动公开情况\n全年公开政府信息 120 条。"),
            SetField(1, "signed_by", "示例市人民政府办公室"),
            SetField(1, "signed_on", "2025年1月20日"),
            SetWaivers(1, (Waiver("narrative.count", "m1", "口径不同", "张三", "2025-01-19T09:30:00"),)),
            SetStatus(1, Status.FINAL),
            SetTotals(2, Totals.TYPED),
            SetCells(2, {"applications.new.total": 0}),
            RemoveReport(3),
        ):
            workspace.repository.apply(edit)
        if schema.USER_VERSION >= 1001:
            workspace.repository.set_rule_settings(RuleSettings(frozenset({"stock.jump"}), deadline=(3, 31)))
    finally:
        workspace.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]))
