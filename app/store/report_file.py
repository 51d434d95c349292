"""A single report as a workspace of its own: the file that a unit sends, with its waivers and their reasons."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.edits import AddReport
from app.report import Report, Status
from app.store.errors import Trouble, WorkspaceError
from app.store.repository import Repository
from app.store.workspace import create


@contextmanager
def workspace_to_send(path: Path) -> Iterator[Repository]:
    """Give a new workspace to fill, which stands at *path* when the block ends without an error.

    It is made in a folder of its own: beside it is no folder of backups, and one half made is never seen. No file is
    ever replaced. Raises UserError when it can't be written.
    """
    _refuse_existing(path)
    try:
        with TemporaryDirectory(prefix=".", dir=path.parent) as apart:
            rising = Path(apart) / path.name
            workspace = create(rising)
            try:
                yield workspace.repository
            finally:
                workspace.close()
            _refuse_existing(path)
            rising.rename(path)
    except OSError as error:
        why = error.strerror or error
        raise WorkspaceError(
            f"无法在 {path.parent} 中写文件（{why}），请换一个可以写入的文件夹。", Trouble.NO_PERMISSION
        ) from error


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise WorkspaceError(f"文件 {path} 已存在，请换一个文件名。", Trouble.EXISTS)


def write_report_file(report: Report, path: Path) -> None:
    """Write *report* to *path*, which must not exist: no workspace is ever replaced.

    The history of the report stays with the unit. Raises UserError when the file can't be written.
    """
    with workspace_to_send(path) as repository:
        unit = replace(report.unit, id=1)
        repository.apply(AddReport(replace(report, id=1, unit=unit, status=Status.DRAFT), "上报"))
