"""The tour of the window: when it begins, which parts it goes through and what it says.

It begins beside the first report of a person who is new to the program, unless they have turned it off. It never begins
beside a file that the program was started with.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenuBar, QVBoxLayout, QWidget

from ui.verbs.base import WindowParts

if TYPE_CHECKING:
    from ui.views.tour import Step, Tour

_KEY, _WAITING, _ENDED = "tour", "waiting", "ended"
_WORDS = (
    "左边是报告的列表：点一个年度，就打开那一份。新的报告用“文件”菜单的“新建报告”，上年的报告文件用“读入报告”。",
    "一份报告按印出来的顺序分成几页。表格照电子表格的习惯填，文字照文字处理软件的习惯写；填了就存，不必另外保存。",
    "右边列出检查的结果。F8 逐条前往；改对了，那一条就没有了；数字无误而确有原因的，可以豁免并写明理由。",
    "“预览”是印出来的样子。核对完以后在“报告”菜单定稿，再导出或打印。",
    "按 F1，看与眼前内容有关的说明；Ctrl+F1 是快捷键一览。这个导览在“帮助”菜单中，随时可以再看。",
)


class TourPlan(QObject):
    """Shows the tour below everything that stands in *column*; *tell* reads a sentence to a screen reader."""

    def __init__(self, parts: WindowParts, column: QVBoxLayout, tell: Callable[[str], object]) -> None:
        super().__init__(parts.session)
        self._settings, self._session = parts.settings, parts.session
        self._parts, self._column, self._tell = parts, column, tell
        self._tour: Tour | None = None

    def expect(self) -> None:
        """Begin once a report is on screen, if this person is new to the program."""
        known = self._settings.text(_KEY)
        if known == _WAITING or (not known and not self._settings.recent()):
            self._settings.set(_KEY, _WAITING)
            self._session.report_selected.connect(self._on_report_selected)

    def _on_report_selected(self) -> None:
        if self._session.report is not None:
            self._session.report_selected.disconnect(self._on_report_selected)
            self._begin()

    def show(self) -> None:
        """Show it to who has asked for it, and give it the keyboard."""
        self._begin().setFocus()

    def _begin(self) -> Tour:
        """Show the first step, and return the tour."""
        if self._tour is None:
            from ui.views.tour import Tour

            self._tour = Tour(self._steps())
            self._tour.ended.connect(lambda: self._settings.set(_KEY, _ENDED))
            self._place(self._tour)
        self._tour.begin()
        return self._tour

    def _steps(self) -> list[Step]:
        return [(words, partial(self._part, number)) for number, words in enumerate(_WORDS)]

    def _part(self, number: int) -> QWidget | None:
        window = self._parts.window
        return (
            self._parts.report_panel,
            self._parts.tabs.tabBar(),
            self._parts.findings,
            window.findChild(QWidget, "toolBar"),
            window.findChild(QMenuBar),
        )[number]

    def _place(self, tour: Tour) -> None:
        """Put it below everything: nothing that is worked on moves but its lower edge."""
        self._column.addWidget(tour)
        tour.said.connect(self._tell)
        tour.ended.connect(lambda: self._leave(tour))

    def _leave(self, tour: Tour) -> None:
        focus = self._parts.window.focusWidget()
        if focus is not None and (focus is tour or tour.isAncestorOf(focus)):
            self._parts.middle.focus()
