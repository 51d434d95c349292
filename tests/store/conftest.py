"""Workspaces in temporary folders, closed whatever happens."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.edits import AddReport
from app.forms.loader import form_for
from app.report import Report, Unit, UnitKind
from app.store.workspace import Workspace, create, open_workspace


@pytest.fixture
def opened() -> Iterator[Callable[..., Workspace]]:
    """Open a workspace that is closed at the end of the test."""
    workspaces = []

    def open_one(path: Path, **options: bool) -> Workspace:
        workspaces.append(open_workspace(path, **options))
        return workspaces[-1]

    yield open_one
    for workspace in workspaces:
        workspace.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workspace with two reports of one unit and one of another."""
    path = tmp_path / "年报.nianbao"
    workspace = create(path)
    office = Unit(1, "示例市人民政府办公室", "市府办", UnitKind.GOVERNMENT)
    for report in (
        Report(1, office, 2024, form_for(2024)),
        Report(2, office, 2025, form_for(2025)),
        Report(3, Unit(2, "示例市教育局"), 2020, form_for(2020)),
    ):
        workspace.repository.apply(AddReport(report))
    workspace.close()
    return path
