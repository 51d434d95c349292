"""Reading a ledger that the office keeps elsewhere, from a file or from the clipboard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.errors import UserError
from app.imports.ledgers import tables_in
from app.ledger.foreign.tables import SourceTable
from ui.base.desktop import folder_to_begin_in
from ui.dialogs.ledger.import_dialog import LedgerImportDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs
from ui.work.ledger_draft import LedgerDraft, pasted_table
from ui.work.refusals import telling
from ui.work.tasks import Task

_PATTERN = "台账文件 (*.xlsx *.xlsm *.xls *.et *.csv *.docx *.doc *.wps *.rtf *.ods *.odt *.html *.htm);;所有文件 (*)"


class LedgerReadingVerbs(Verbs):
    """Brings foreign ledgers in; reading one again updates and never doubles."""

    def __init__(self, parts: WindowParts, pages: LedgerPageVerbs) -> None:
        super().__init__(parts)
        self._pages = pages
        self._reading = False

    def import_ledger(self) -> None:
        """Ask for a file and read a ledger from it."""
        self._begin()
        folder = str(folder_to_begin_in(self.settings.text("import_folder")))
        name, _ = QFileDialog.getOpenFileName(self.window, "读入台账", folder, _PATTERN)
        if name:
            self.settings.set("import_folder", str(Path(name).parent))
            self.read_file(Path(name))

    def _begin(self) -> None:
        self.session.settle()
        if why := self.session.read_only:
            raise UserError(f"不能读入：{why}。")
        self._pages.opened()

    def read_file(self, path: Path) -> None:
        """Read a ledger from a file in the background, then show what was read."""
        self._begin()
        if self._reading:
            raise UserError("另一个文件正在读入，请等它读完。")
        self._reading = True
        self.notice.say(f"正在读入 {path.name}……", stay=True)

        def done(tables: list[SourceTable]) -> None:
            self._reading = False
            self.notice.pass_over()
            with telling(self.tell):
                self._show(path.name, tables)

        def given_up() -> None:
            self._reading = False

        task = Task(lambda _task: tables_in(path))
        task.failed.connect(given_up)
        task.crashed.connect(given_up)
        self.start(task, done)

    def read_pasted(self, texts: Sequence[Sequence[str]]) -> None:
        """Read a table with headings from the clipboard."""
        with telling(self.tell):
            self._begin()
            self._show("剪贴板", [pasted_table(texts)])

    def _show(self, name: str, tables: Sequence[SourceTable]) -> None:
        ledger = self._pages.ledger
        draft = LedgerDraft(name, ledger, tables, ledger.settings.mapping)
        dialog = LedgerImportDialog(draft, self.session, lambda: self._store(draft), self.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _store(self, draft: LedgerDraft) -> None:
        """Store all of a draft as one step, after a backup. Raises `UserError`."""
        edit = draft.edit()
        if edit is None:
            self.notice.say("台账没有变化。")
            return
        self.session.file.before_bulk()()
        self.session.apply(edit)
        self.say_done(draft.summary)
        if any(True for _ in draft.undecided()):
            self._pages.page.narrowing.show_stage("待确认")
