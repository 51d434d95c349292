"""What the history of a workspace knows of the cells that were edited."""

from pathlib import Path

from builders import consistent_report

from app.edits import AddReport, SetCells, SetText
from app.store.workspace import create


def test_the_cell_that_was_edited_last_by_itself_is_known(tmp_path: Path) -> None:
    workspace = create(tmp_path / "年报.nianbao")
    repository = workspace.repository
    repository.apply(AddReport(consistent_report()))
    (head,) = repository.summaries()
    told = []
    for edit in (
        SetCells(head.id, {"applications.new.enterprise": 999}),
        SetText(head.id, "other", "没有。"),
        SetCells(head.id, {"applications.new.enterprise": 998, "applications.new.other_org": 997}),
    ):
        repository.apply(edit)
        told.append(repository.edited_last(repository.report(head.id)))
    workspace.close()
    assert told == ["applications.new.enterprise", "applications.new.enterprise", ""]
