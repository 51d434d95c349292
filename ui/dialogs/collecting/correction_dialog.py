"""Compares a correction with what counts now, cell by cell, before it is adopted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.changes import delta
from app.linked_text import plain
from app.report import Report
from app.rules.completeness import section_name
from app.values import printed
from ui.dialogs.kit import Dialog, ListTable, TonedLabel, push_button


@dataclass(frozen=True)
class WaitingReturn:
    """A return that waits: what it is called, what it holds, and what the unit's report is now."""

    told: str
    then: Report
    now: Report | None
    adopt: Callable[[], None]
    """Raises `UserError`."""
    discard: Callable[[], None]
    """Raises `UserError`."""


class CorrectionDialog(Dialog):
    """Goes through the corrections one after the other; each is adopted, discarded or left waiting."""

    def __init__(self, corrections: Sequence[WaitingReturn], parent: QWidget | None = None) -> None:
        super().__init__("correctionDialog", "比较更正", parent, size=(760, 480))
        self._waiting = list(corrections)
        self._of = len(corrections)
        self._words = TonedLabel("correctionWords")
        self._table = ListTable("correctionTable", ("位置", "现在", "更正后", "相差"), stretched=0)
        self.add(self._words)
        self.add(self._table, stretch=1)
        buttons = [
            push_button("采用更正(&A)", lambda: self._decide(self._waiting[0].adopt), "correctionAdopt"),
            push_button("作废此件(&D)", lambda: self._decide(self._waiting[0].discard), "correctionDiscard"),
            push_button("以后再定(&L)", self._next, "correctionLater"),
        ]
        if self._of > 1:
            buttons.append(push_button("其余全部采用(&T)", self._adopt_all, "correctionAdoptAll"))
        self.end_with_close(*buttons)
        self._show()

    def _show(self) -> None:
        one = self._waiting[0]
        lines = _lines(one)
        number = self._of - len(self._waiting) + 1
        place = f"（第 {number} 份，共 {self._of} 份）" if self._of > 1 else ""
        differing = f"有 {len(lines)} 处不同：" if lines else "与现在的报告完全相同。"
        self._words.say(f"{one.then.unit.name} {one.then.year} 年{place}\n{one.told}\n{differing}")
        self._table.fill(lines)

    def _decide(self, act: Callable[[], None]) -> None:
        with self.refusing():
            act()
            self._next()

    def _adopt_all(self) -> None:
        with self.refusing():
            while self._waiting:
                self._waiting[0].adopt()
                self._waiting.pop(0)
            self.accept()

    def _next(self) -> None:
        self._waiting.pop(0)
        if self._waiting:
            self._show()
        else:
            self.accept()


def _lines(one: WaitingReturn) -> list[tuple[str, str, str, str]]:
    """Put the difference in words: place, now, then, by how much."""
    found = delta(one.now, one.then)
    known = {**(one.now.form.cells if one.now else {}), **one.then.form.cells}
    lines = []
    for key, (now, then) in found.cells.items():
        cell = known[key]
        moved = "" if now is None or then is None else f"{then - now:+}"
        shown = [printed(value, cell.kind) or "未填" for value in (now, then)]
        lines.append((cell.name, shown[0], shown[1], moved))
    for key, texts in found.sections.items():
        before, after = (plain(text) or "（无）" for text in texts)
        lines.append((section_name(one.then.form, key), before, after, ""))
    return lines
