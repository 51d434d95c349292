"""Figures in the texts that are linked to the tables: inserting, linking, releasing and following them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect

from app.edits import Batch, SetText
from app.errors import UserError
from app.linked_figures import LEDGER, cells_of
from app.linked_text import Link, links_in, marked
from app.report import Report
from app.rules.linkable import FigureChoice, Linkable, choices, linkable, named_before, shown_value
from ui.dialogs.figure_dialog import FigureDialog
from ui.dialogs.linking_dialog import LinkingDialog
from ui.verbs.report.texts import TextVerbs

_INSERT, _LINK, _RELEASE = "插入表中的数", "把文字中的数改为引用", "引用改为普通文字"


class FigureVerbs(TextVerbs):
    """Verbs on linked figures; most act at the cursor of the text on screen."""

    def insert_figure(self) -> None:
        """Choose a figure by its words and insert it at the cursor, linked."""
        report, editor = self.changeable(), self.text_editor()
        figures = [(one, shown_value(report, one.source)) for one in choices(report.form)]
        before = editor.textCursor()
        before.setPosition(before.selectionStart())
        before.movePosition(before.MoveOperation.StartOfBlock, before.MoveMode.KeepAnchor)

        def accept(choice: FigureChoice, with_words: bool) -> None:
            known = dict(figures + ledger)
            before, after = (choice.said, choice.unit) if with_words else ("", "")
            link = Link(len(before), len(known[choice]), choice.source)
            editor.insert_linked(marked(f"{before}{known[choice]}{after}", [link]), _INSERT)

        ledger = self._of_ledger(report)
        likely = named_before(report, before.selectedText())
        dialog = FigureDialog(figures + ledger, likely, accept, self.window)
        line = editor.cursorRect()
        corner = editor.viewport().mapToGlobal(line.topLeft())
        dialog.place_below(QRect(corner, line.size()))
        dialog.exec()
        editor.setFocus()

    def _of_ledger(self, report: Report) -> list[tuple[FigureChoice, str]]:
        """Return the figures of the unit's ledger, where it keeps one."""
        repository = self.session.repository
        if report.form.ledger is None or not repository.has_requests():
            return []
        # Loaded by who keeps a ledger.
        from app.ledger.text_figures import figures_of_year, ledger_name
        from app.store.counted_cells import tally_of
        from app.store.request_lookup import requests_of, settings_for

        requests = requests_of(repository.database, report.unit.id)
        if not requests:
            return []
        settings = settings_for(repository.database, report.unit.id)
        found = figures_of_year(requests, report.year, tally_of(settings), date.today())
        names = {source: ledger_name(source) for source in found}
        return [
            (FigureChoice(source, f"台账：{names[source][0]}", names[source][1], names[source][0]), value)
            for source, value in found.items()
        ]

    def link_figures(self) -> None:
        """Show the figures in the texts that are what their cells have, and link those that are chosen."""
        report = self.changeable()
        found = list(linkable(report))
        if not found:
            self.notice.say("文字中没有可以改为引用的数：写到表中各格的数，或已经引用，或与表中不同。")
            return

        def accept(chosen: Sequence[Linkable]) -> None:
            if chosen:
                self.session.apply(linking(report, chosen))
                self.say_done(f"已把 {len(chosen)} 个数改为引用，随表更新。", about=report.id)

        LinkingDialog(report, found, accept, self.window).exec()

    def release_figure(self) -> None:
        """Make plain text of the figures that are selected, or of the one at the cursor."""
        self.changeable()
        if not self.text_editor().release_figures(_RELEASE):
            raise UserError("光标处没有引用的数，请先点一下文字中带虚线的数。")

    def go_to_figure(self) -> None:
        """Show the cell that the figure at the cursor is linked to."""
        editor = self.text_editor()
        source = editor.figures.source_at(editor.textCursor().position())
        if not source:
            raise UserError("光标处没有引用的数，请先点一下文字中带虚线的数。")
        if source.startswith(LEDGER):
            raise UserError("这个数引用的是台账，请在“台账”菜单中打开台账查看。")
        report = self.session.report
        if report is None or cells_of(source)[0] not in report.form.cells:
            raise UserError("引用的格不在本报告的表中，请改写，或重新插入。")
        self.parts.tabs.places.go_to_cell(cells_of(source)[0])


def linking(report: Report, chosen: Sequence[Linkable]) -> Batch:
    """Return the step that links figures of the texts, which stay as they read."""
    links: dict[str, list[Link]] = {}
    for one in chosen:
        links.setdefault(one.section, []).append(Link(one.start, len(one.figure), one.source))
    return Batch(
        tuple(
            SetText(
                report.id,
                section,
                marked(report.text(section), [*links_in(report.marked(section)), *new]),
                _LINK,
            )
            for section, new in links.items()
        ),
        _LINK,
    )
