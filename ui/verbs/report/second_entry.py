"""Typing tables of the report on screen a second time."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication

from app.edits import put
from app.errors import UserError
from app.report import Report
from app.second_entry import BEGUN, SecondEntry, refuse_unfit, standing, typable
from app.store.second_entries import second_entries
from ui.dialogs.second_entry_choice import SecondEntryChoice, TableStanding
from ui.dialogs.second_entry_dialog import SecondEntryDialog
from ui.verbs.base import Verbs, WindowParts
from ui.views.blind_page import BlindPage
from ui.work.second_typing import SecondTyping


class SecondEntryVerbs(Verbs):
    """Begins a second entry, or goes on with the one that is under way."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._dialog: SecondEntryDialog | None = None
        self._page = BlindPage(lambda: self._dialog.written() if self._dialog is not None else ())
        parts.middle.addWidget(self._page)
        self.session.enrol(self._commit)
        self.session.reread.connect(self._leave)

    def second_entry(self) -> None:
        """Type tables a second time. Raises `UserError` for a report that can't be reviewed so."""
        self.session.settle()
        report = self.session.report
        if report is None:
            return
        refuse_unfit(report)
        known = second_entries(self.session.repository, report)
        under_way = [entry for entry in known.values() if entry.is_under_way]
        under_way = under_way or self._begun(report, known)
        if under_way:
            self._type(report, under_way)

    def _begun(self, report: Report, known: dict[str, SecondEntry]) -> list[SecondEntry]:
        """Ask for tables and name and begin; nothing when the user gives up."""
        followed = self.session.counted_cells
        names = {section.table: section.heading for section in report.form.sections}
        tables = [
            TableStanding(table, names[table], standing(report, entry, followed))
            for table, entry in known.items()
            if typable(report, table, followed)
        ]
        if not tables:
            raise UserError("各表的数都由台账统计或自动合计，没有要复核录入的格。")
        begun: list[SecondEntry] = []

        def begin(chosen: list[str], who: str) -> None:
            begun[:] = [known[table].begun(who) for table in chosen]
            self.session.keep(put(BEGUN, *begun))
            self.settings.set("person", who)

        SecondEntryChoice(tables, self.settings.text("person"), begin, self.window).exec()
        return begun

    def _type(self, report: Report, entries: Sequence[SecondEntry]) -> None:
        """Let the tables be typed while nothing of the first entry is on screen."""
        typing = SecondTyping(self.session, report, entries, self.window)
        self._dialog = SecondEntryDialog(
            typing, enter_goes_right=self.settings.enter_goes_right, parent=self.window
        )
        others = [one for one in QApplication.topLevelWidgets() if one.isWindow() and one.isVisible()]
        hidden = [one for one in others if one.objectName() == "previewWindow"]
        for one in hidden:
            one.hide()
        shown = self.parts.middle.page
        self.parts.middle.show_page(self._page)
        try:
            self._dialog.exec()
            outcome = self._dialog.outcome
        finally:
            self._dialog.deleteLater()
            self._dialog = None
            self.parts.middle.show_page(shown)
            for one in hidden:
                one.show()
            typing.deleteLater()
        if outcome:
            self.notice.say(f"{outcome}，已记入修改记录。", about=report.id)

    def _commit(self) -> None:
        if self._dialog is not None:
            self._dialog.commit()

    def _leave(self) -> None:
        """The file is another state of itself: what was typed into the one before has been kept there."""
        if self._dialog is not None:
            self._dialog.done(0)
