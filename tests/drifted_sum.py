"""A group whose sum is whole, and the same after another program has altered it: it is no longer the sum of its units."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from builders import consistent_cells, texts

from app.collection.records import Registered
from app.edits import AddReport, SetField, SetText, put
from app.forms.loader import form_for
from app.records import UnitRow
from app.report import Report, Totals, Unit
from app.store.collection import Collection
from app.store.workspace import create

YEAR = 2025
GROUP, MEMBERS = Unit(1, "青溪县人民政府"), (Unit(2, "青溪县财政局"), Unit(3, "青溪县教育局"))
CELL = "disclosure.rules.issued"
"""A figure that no equation of the form holds to another one."""


def whole_sum(path: Path) -> Path:
    """Make the workspace; nothing is wrong with any of its reports."""
    workspace = create(path)
    repository = workspace.repository
    for unit in (GROUP, *MEMBERS):
        place = Registered(unit.id, parent_id=0 if unit is GROUP else GROUP.id)
        repository.apply(put("名录", UnitRow(unit.id, unit.name, "", "department"), place))
    form = form_for(YEAR)
    for unit in MEMBERS:
        report = Report(
            repository.new_report_id(), unit, YEAR, form, totals=Totals.TYPED,
            cells=consistent_cells(form.id, unit.id), sections=texts(YEAR),
            signed_by=unit.name, signed_on=f"{date.today().year}年1月20日",
        )  # fmt: skip
        repository.apply(AddReport(report))
    collection = Collection(repository)
    repository.apply(collection.making(GROUP, YEAR))
    aggregate = collection.sum_of(GROUP, YEAR)
    assert aggregate is not None
    for section, body in texts(YEAR).items():
        repository.apply(SetText(aggregate.id, section, body))
    repository.apply(SetField(aggregate.id, "signed_by", GROUP.name))
    repository.apply(SetField(aggregate.id, "signed_on", f"{date.today().year}年1月20日"))
    workspace.close()
    return path


def drift(path: Path) -> None:
    """Add one to a figure of the sum, as no program of ours does."""
    with closing(sqlite3.connect(path)) as connection:
        changed = connection.execute(
            "UPDATE figure SET value = value + 1 WHERE report_id = (SELECT id FROM report WHERE origin = 'sum')"
            " AND cell_id = (SELECT id FROM cell_name WHERE cell = ?)",
            [CELL],
        )
        assert changed.rowcount == 1
        connection.commit()
