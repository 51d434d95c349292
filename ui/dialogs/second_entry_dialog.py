"""Tables typed a second time without sight of the first, then compared and settled cell by cell."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from app.forms.model import Section
from ui.base import theme
from ui.base.screen_reader import announce
from ui.dialogs.difference_list import DifferenceList
from ui.dialogs.kit import Dialog, TonedLabel, push_button, row_of
from ui.dialogs.questions import confirmed
from ui.views.tab_pages import TablePage
from ui.views.tables.table_view import TableView
from ui.work.refusals import telling
from ui.work.second_typing import SecondTyping

_SIZE = (1320, 860)


class SecondEntryDialog(Dialog):
    """First the tables, in which only the second entry is shown; then the list of differences."""

    def __init__(
        self, typing: SecondTyping, *, enter_goes_right: bool, parent: QWidget | None = None
    ) -> None:
        report = typing.report
        super().__init__("secondEntryDialog", f"复核录入 — {report.called}", parent, size=_SIZE)
        if parent is not None:
            self.setFont(parent.font())
        self._typing, self._enter_goes_right = typing, enter_goes_right
        self.outcome = ""
        """How the second entry ended, in words; empty while it is under way."""
        self._pages: dict[str, TablePage] = {}
        self._tabs = QTabWidget()
        self._tabs.setObjectName("secondEntryTabs")
        for section in report.form.sections:
            if section.table in typing.entries:
                self._add_table(section)
        self._differences = DifferenceList(report.form, typing.settle)
        self._differences.refused.connect(self._say)
        self._differences.changed.connect(self._show_state)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._typing_page())
        self._stack.addWidget(self._settling_page())
        self.add(self._stack, stretch=1)
        self.add(self.refusal)
        typing.report_changed.connect(lambda _changes: self._show_state())
        for said in (typing.refused, typing.told):
            said.connect(self._say)
        self._set_keys()
        self._show_state()
        self._begin_where_it_goes_on()

    # parts

    def _add_table(self, section: Section) -> None:
        page = TablePage(self._typing, section, self._typing.report.form)
        page.view.enter_goes_right = self._enter_goes_right
        page.view.setAccessibleName(f"{section.heading}，第二次录入")
        page.load()
        self._pages[section.table or ""] = page
        self._tabs.addTab(page, section.tab)
        self._tabs.setTabToolTip(self._tabs.count() - 1, section.heading)

    def _typing_page(self) -> QWidget:
        self._words = TonedLabel("secondEntryWords")
        self._compare = push_button("对照(&C)", self.compare, "compareEntries")
        drop = push_button("放弃本次复核(&X)…", self._drop, "dropSecondEntry")
        later = push_button("关闭，以后继续(&L)", self.reject, "laterSecondEntry")
        return _page(self._words, self._tabs, (self._compare, drop, None, later))

    def _settling_page(self) -> QWidget:
        self._finish = push_button("完成复核(&F)", self.finish, "finishSecondEntry")
        back = push_button("返回录入(&B)", self._go_back, "backToTyping")
        later = push_button("关闭，以后继续(&L)", self.reject, "laterSettling")
        return _page(None, self._differences, (self._finish, back, None, later))

    def _set_keys(self) -> None:
        """Give the tables the keys that they have from the menus elsewhere."""
        for keys, act in (
            ("Ctrl+Z", partial(self._step, back=True)),
            ("Ctrl+Y", partial(self._step, back=False)),
            ("Ctrl+Shift+Z", partial(self._step, back=False)),
            ("Ctrl+D", partial(self._in_table, TableView.fill_down)),
            ("Ctrl+R", partial(self._in_table, TableView.fill_right)),
            ("Ctrl+Shift+0", partial(self._in_table, TableView.fill_blanks)),
            ("Ctrl+PgDown", partial(self._turn, 1)),
            ("Ctrl+PgUp", partial(self._turn, -1)),
        ):
            QShortcut(QKeySequence(keys), self, act)

    # typing

    @property
    def _is_typing(self) -> bool:
        return self._stack.currentIndex() == 0

    def _view(self) -> TableView:
        page = self._tabs.currentWidget()
        assert isinstance(page, TablePage)
        return page.view

    def _in_table(self, act: Callable[[TableView], None]) -> None:
        if self._is_typing:
            act(self._view())

    def _turn(self, by: int) -> None:
        if self._is_typing:
            self._tabs.setCurrentIndex((self._tabs.currentIndex() + by) % self._tabs.count())
            self._view().setFocus()

    def _step(self, *, back: bool) -> None:
        if not self._is_typing:
            return
        with self.refusing():
            self.commit()
            cells = self._typing.undo() if back else self._typing.redo()
            if cells:
                self._go_to(cells[0])

    def _go_to(self, cell: str) -> None:
        table = self._typing.report.form.cells[cell].table
        self._tabs.setCurrentWidget(self._pages[table])
        self._pages[table].view.go_to(cell)

    def _begin_where_it_goes_on(self) -> None:
        missing = self._typing.missing()
        if missing:
            self._go_to(missing[0])
        else:
            self._view().setFocus()

    def commit(self) -> None:
        """Write what stands in an open cell editor. Raises `UserError`."""
        for page in self._pages.values():
            page.commit()

    def written(self) -> list[str]:
        return [text for page in self._pages.values() for text in page.pending()]

    def _show_state(self) -> None:
        typed = total = 0
        for number, (table, page) in enumerate(self._pages.items()):
            done, of = self._typing.progress(table)
            self._tabs.setTabText(number, f"{page.section.tab} {page.section.subject}　{done}/{of}")
            typed, total = typed + done, total + of
        who = "、".join(dict.fromkeys(entry.typist for entry in self._typing.entries.values()))
        self._words.say(f"已复核 {typed}/{total} 格，复核人 {who}。第一次录入的数不显示；空白不等于 0。")
        self._finish.setEnabled(not self._differences.open_count)

    def _say(self, text: str) -> None:
        self.refusal.say(text)
        if text:
            announce(self, text, urgent=True)

    # comparing

    def compare(self) -> None:
        """Show where the entries differ, when all was typed or the user takes the rest for blank."""
        with self.refusing():
            self.commit()
            missing = self._typing.missing()
            if missing and not confirmed(
                self,
                "missingQuestion",
                "复核录入",
                f"还有 {len(missing)} 格没有录入。",
                "按空白对照",
                no="继续录入",
                cautious=True,
            ):
                self._go_to(missing[0])
                return
            self.show_differences()

    def show_differences(self) -> None:
        """Show where the entries differ, what was not typed being blank."""
        found = self._typing.differences()
        self._differences.show_differences(found)
        self._stack.setCurrentIndex(1)
        (self._differences.list if found else self._finish).setFocus()
        announce(self, f"两次录入有 {len(found)} 格不一致" if found else "两次录入完全一致", urgent=True)

    def _go_back(self) -> None:
        """Type on; what was settled stays so, and the first entry is out of sight again."""
        self.refusal.say("")
        self._differences.show_differences([])
        self._stack.setCurrentIndex(0)
        self._typing.reload()
        for page in self._pages.values():
            page.load()
        self._show_state()
        self._begin_where_it_goes_on()

    def finish(self) -> None:
        """Bring the second entry to an end."""
        with self.refusing():
            self.outcome = self._typing.finish()
            self.accept()

    def _drop(self) -> None:
        text = "放弃后，第二次录入的数不再保留；第一次录入的数不变。"
        if confirmed(self, "dropQuestion", "复核录入", text, "放弃本次复核", no="继续录入", cautious=True):
            with self.refusing():
                self._typing.give_up_entry()
                self.accept()

    # leaving

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a list or a button, not a table: there it is pressed to give up what is typed."""
        in_table = self._is_typing and isinstance(self.focusWidget(), TableView)
        if not (in_table and event.key() == Qt.Key.Key_Escape):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; what was typed is kept, and typing goes on from there another time."""
        with telling(self._say):
            self.commit()
            super().reject()


def _page(words: QWidget | None, main: QWidget, buttons: tuple[QWidget | None, ...]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * theme.UNIT)
    if words is not None:
        column.addWidget(words)
    column.addWidget(main, 1)
    column.addLayout(row_of(*buttons))
    return page
