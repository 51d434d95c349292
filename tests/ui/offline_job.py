"""The main job in a process of its own that may not use a network: fill in, check, back up, export, read back.

python tests/ui/offline_job.py FOLDER

Every use of a socket raises; the rights of all temporary files are noted. Prints one line per step and ends with
``done``.
"""

import os
import sys
import tempfile
from pathlib import Path

NETWORK = ("socket.__new__", "socket.bind", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
           "socket.sendto", "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect")  # fmt: skip


class Denied(Exception):
    """Somebody tried to use a network."""


def deny() -> None:
    """Refuse every socket from now on, however it is reached."""

    def watch(event: str, _arguments: object) -> None:
        if event in NETWORK:
            print("denied", event, flush=True)
            raise Denied(event)

    sys.addaudithook(watch)


def note_temporary_files(wanted: list[tuple[str, int]]) -> None:
    """Note the rights of everything that is made in the folder for temporary files."""
    folder = tempfile.gettempdir()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.mkdir" and str(arguments[0]).startswith(folder):
            wanted.append((str(arguments[0]), int(str(arguments[1]))))

    sys.addaudithook(watch)


def main() -> int:
    """Do the job; return the exit status."""
    deny()
    made: list[tuple[str, int]] = []
    note_temporary_files(made)
    folder = Path(sys.argv[1])
    from PySide6.QtWidgets import QApplication

    from ui.frame.main_window import MainWindow
    from ui.start.application import make_application

    application = make_application()
    window = MainWindow()
    window.show()
    from app.store.workspace import create

    path = folder / "年报.nianbao"
    create(path).close()
    window.begin(path)
    session = window.workbench.session
    _fill(session)
    QApplication.processEvents()
    _export(session, folder)
    _salvage(path, folder)
    window.close()
    application.processEvents()
    for name, mode in made:
        print("temporary", oct(mode), Path(name).exists())
    print("done", flush=True)
    return 0


def _fill(session) -> None:
    from app.edits import SetCells, SetText, SetTotals
    from app.report import Totals

    session.add(session.new_report("示例县教育局", 2025))
    report = session.report
    cells = {key: 0 for key, cell in report.form.cells.items() if not cell.computed}
    session.apply(SetTotals(report.id, Totals.COMPUTED))
    session.apply(SetCells(report.id, cells))
    session.apply(SetText(report.id, "overview", "主动公开政府信息，依申请公开按时办结。"))
    session.undo()
    session.redo()
    session.file.before_bulk()()
    print("filled", session.check.verdict)


def _export(session, folder: Path) -> None:
    from app.exports.formats import export
    from app.imports import read

    for name in ("pdf", "docx", "html", "xlsx", "json"):
        target = folder / f"年报.{name}"
        export(session.report, name, target, draft=True)
        print("exported", name, target.stat().st_size > 0, read(target).year)


def _salvage(path: Path, folder: Path) -> None:
    from ui.work.file_backups import FileBackups

    print(FileBackups(path).salvage(folder / "抢救.nianbao"))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main())
