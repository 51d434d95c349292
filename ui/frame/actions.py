"""The actions of the menus, made from `ui.frame.menu_entries`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from ui.frame.menu_entries import MENUS, RECENT, SEPARATOR, TOOLBAR, MenuEntry

if TYPE_CHECKING:
    from ui.frame.menu_entries import Verb


class Actions:
    """The actions made from `MENUS`, by name."""

    def __init__(self, parent: QWidget, run: Callable[[Verb], object]) -> None:
        self._parent = parent
        self._entries = {entry.name: entry for entries in MENUS.values() for entry in entries if entry.name}
        self.by_name: dict[str, QAction] = {}
        for name, entry in self._entries.items():
            if entry is not RECENT:
                self.by_name[name] = self._make(entry, run)
        self.recent_menu = QMenu(RECENT.text, parent)

    def _make(self, entry: MenuEntry, run: Callable[[Verb], object]) -> QAction:
        # A menu shows what stands behind a tab in the place of a shortcut.
        action = QAction("\t".join(filter(None, (entry.text, entry.own_key))), self._parent)
        action.setObjectName(f"action_{entry.name}")
        if entry.shortcut:
            action.setShortcuts(QKeySequence.listFromString(entry.shortcut))
        action.setCheckable(entry.checkable)
        if entry.tip:
            action.setToolTip(entry.tip)
            action.setStatusTip(entry.tip)
        action.triggered.connect(lambda _checked=False: run(entry.verb))
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the menu bar."""
        for title, entries in MENUS.items():
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for entry in entries:
                if entry is RECENT:
                    menu.addMenu(self.recent_menu)
                elif entry is SEPARATOR:
                    menu.addSeparator()
                else:
                    menu.addAction(self.by_name[entry.name])

    def pick(self, names: Iterable[str]) -> list[QAction]:
        """Return the actions of a context menu, a line for an empty name."""
        return [self.by_name[name] if name else self._line() for name in names]

    def _line(self) -> QAction:
        line = QAction(self._parent)
        line.setSeparator(True)
        return line

    def toolbar_actions(self) -> list[tuple[QAction, str]]:
        """Return the actions of the tool bar with their short texts."""
        return [(self.by_name[name], text) for name, text in TOOLBAR.items()]

    def enable(
        self, *, workspace: bool, report: bool, ledger: bool, aggregate: bool = False, writable: bool = True
    ) -> None:
        """Enable what can be done now."""
        here = {
            "": True, "workspace": workspace, "report": report, "ledger": ledger, "cells": report or ledger,
            "sum": aggregate,
        }  # fmt: skip
        for name, action in self.by_name.items():
            entry = self._entries[name]
            action.setEnabled(here[entry.needs] and (writable or not entry.changes))

    def check(self, **states: bool) -> None:
        """Set the check marks of these actions."""
        for name, state in states.items():
            self.by_name[name].setChecked(state)

    def show_final(self, final: bool) -> None:
        """Offer to reopen a final report, to finalise any other."""
        self.by_name["finalize"].setText("取消定稿(&D)…" if final else "定稿(&D)…")

    def show_undo(self, stack: QUndoStack) -> None:
        """Say what undo and redo would do."""
        for name, word, key, can, text in (
            ("undo", "撤销", "(&U)", stack.canUndo(), stack.undoText()),
            ("redo", "重做", "(&R)", stack.canRedo(), stack.redoText()),
        ):
            action = self.by_name[name]
            action.setEnabled(can)
            # In the text of a unit's name the sign of an access key is itself.
            shown = text.replace("&", "&&")
            action.setText(f"{word}“{shown}”{key}" if text else word + key)
            action.setIconText(word)
