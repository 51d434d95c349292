"""One run of the command line as the tests see it, and what lies on the disk after it."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2

from app.edits import SetStatus
from app.report import Report, Status
from app.store.workspace import open_workspace

UNIT = "示例市教育局"


OF_2024 = ("--unit", UNIT, "--year", "2024")


CELL = "applications.new.enterprise"


SAMPLE = "青禾市人民政府"


SEED = "000_a54ea972eaf5532d"


class Outcome:
    """What one run of the command line did."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def assert_usage(self, *said: str) -> None:
        """Exit status 2, nothing on stdout, one line on stderr that says what and where."""
        assert (self.status, self.out) == (2, "")
        assert len(self.err.splitlines()) == 1
        assert all(text in self.err for text in said), self.err


Run = Callable[..., Outcome]


def on_disk(path: Path, report_id: int = 1) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return dict(connection.execute("SELECT cell, value FROM cell WHERE report_id = ?", [report_id]))


def kept(path: Path, unit: str = UNIT, year: int = 2024) -> Report:
    workspace = open_workspace(path)
    try:
        report = workspace.repository.find(unit, year)
    finally:
        workspace.close()
    assert report is not None
    return report


def pages(path: Path) -> Iterator[str]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            yield page.get_textpage().get_text_range()


def finalise(path: Path) -> None:
    workspace = open_workspace(path)
    for head in workspace.repository.summaries():
        workspace.repository.apply(SetStatus(head.id, Status.FINAL, who="王一"))
    workspace.close()


def reopen(path: Path, *units: str) -> None:
    workspace = open_workspace(path)
    for head in workspace.repository.summaries():
        if head.unit.name in units:
            workspace.repository.apply(SetStatus(head.id, Status.DRAFT, "补正", who="王一"))
    workspace.close()


def in_sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
