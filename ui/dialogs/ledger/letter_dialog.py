"""One letter about a request: what it says, its number, and what it registers in the ledger."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLineEdit, QWidget

from app.errors import UserError
from app.ledger.letter_texts import FORMS, LetterKind
from app.ledger.letters import LetterWish, to_fill
from ui.base.plain_text import PlainText
from ui.dialogs.kit import Dialog, TonedLabel, caption, choice_box, form_layout, named, push_button, row_of
from ui.dialogs.ledger.fee_box import FeeBox


@dataclass(frozen=True)
class WrittenLetter:
    """A letter as it is to go out; *file_format* is ``docx`` or ``pdf``."""

    wish: LetterWish
    number: str
    text: str
    file_format: str


class LetterSource(Protocol):
    """Where the dialog has its texts and numbers from."""

    def text(self, wish: LetterWish) -> str:
        """Return the text of a letter. Raises `UserError`."""

    def number(self, wish: LetterWish) -> str:
        """Return its number."""

    def hints(self, wish: LetterWish) -> list[str]:
        """Return what should be looked at before the letter goes out."""

    def until(self, day: date) -> date:
        """Return the usual last day of a correction that is asked for on *day*."""


_OTHER_TEXT = "正文改动过，仍是改选以前的文字；要按现在所选的拟写，请用“恢复拟写的文字”。"


class LetterDialog(Dialog):
    """Calls *accept* with what is to be written; what that refuses is said here, and the dialog stays open."""

    def __init__(
        self,
        whose: str,
        decisions: dict[str, str],
        items: int,
        today: date,
        source: LetterSource,
        accept: Callable[[WrittenLetter], None],
        kind: LetterKind,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("letterDialog", "出具文书", parent, size=(820, 640))
        self._source, self._accept = source, accept
        self._proposed = ""
        self._proposed_for = ("", "")
        """The letter, and the kind of answer, for which that was."""
        self.kind = choice_box("letterKind", [(key, form.name) for key, form in FORMS.items()], kind)
        self.day = self._date_field("letterDay", today)
        self.decision = choice_box("letterDecision", decisions.items())
        self.until = self._date_field("letterUntil", source.until(today))
        self.asked = named(QLineEdit(), "letterAsked")
        self.fee = FeeBox(items)
        self.text = named(PlainText(), "letterText")
        self.text.setAccessibleName("正文")
        self.text.setTabChangesFocus(True)
        self._number, self._left = TonedLabel("letterNumber"), TonedLabel("letterLeft", "warning", hides=True)
        self._hints = TonedLabel("letterHints", "warning", hides=True)
        self._form = form_layout()
        self._lay_out(whose)
        self._connect()
        self._refresh()

    def _lay_out(self, whose: str) -> None:
        for words, field in (
            ("文书(&K)", self.kind), ("日期(&D)", self.day), ("答复的情形(&R)", self.decision),
            ("补正期限(&U)", self.until), ("征求对象(&A)", self.asked),
        ):  # fmt: skip
            self._form.addRow(caption(words, field), field)
        self._form.addRow(self.fee)
        self._form.addRow(self.fee.told)
        self.add(TonedLabel("letterWhose", text=whose), self._form, self._number, self._hints)
        self.add(self.text, stretch=1)
        self.add(self._left, self.refusal)
        self.add(
            row_of(
                push_button("恢复拟写的文字(&B)", self._write_anew, "letterAnew"),
                None,
                push_button("存为 Word 文档(&W)", lambda: self._go("docx"), "letterDocx"),
                push_button("存为 PDF(&P)", lambda: self._go("pdf"), "letterPdf"),
                push_button("取消", self.reject),
            )
        )

    def _connect(self) -> None:
        for box in (self.kind, self.decision):
            box.currentIndexChanged.connect(lambda _number: self._refresh())
        for day in (self.day, self.until):
            day.dateChanged.connect(lambda _date: self._refresh())
        self.asked.textChanged.connect(lambda _text: self._refresh())
        self.fee.changed.connect(self._refresh)
        self.text.textChanged.connect(self._tell_left)

    @staticmethod
    def _date_field(name: str, day: date) -> QDateEdit:
        field = named(QDateEdit(QDate(day.year, day.month, day.day)), name)
        field.setDisplayFormat("yyyy.M.d")
        field.setCalendarPopup(True)
        return field

    @property
    def wish(self) -> LetterWish:
        """What is asked for."""
        kind = LetterKind(self.kind.currentData())
        wish = LetterWish(kind, _day(self.day))
        match kind:
            case LetterKind.REPLY:
                return replace(wish, decision=str(self.decision.currentData() or ""))
            case LetterKind.CORRECTION:
                return replace(wish, until=_day(self.until))
            case LetterKind.THIRD_PARTY | LetterKind.OTHER_BODY:
                return replace(wish, asked=self.asked.text().strip())
            case LetterKind.FEE:
                return replace(wish, amount=self.fee.sum, explanation=self.fee.charge.explanation)
        return wish

    def _refresh(self) -> None:
        """Show the fields of the kind, and its text unless somebody has changed that."""
        kind = LetterKind(self.kind.currentData())
        self._form.setRowVisible(self.decision, kind is LetterKind.REPLY)
        self._form.setRowVisible(self.until, kind is LetterKind.CORRECTION)
        self._form.setRowVisible(self.asked, kind in (LetterKind.THIRD_PARTY, LetterKind.OTHER_BODY))
        self._form.setRowVisible(self.fee, kind is LetterKind.FEE)
        self._form.setRowVisible(self.fee.told, kind is LetterKind.FEE)
        with self.refusing():
            self._number.say(f"文号：{self._source.number(self.wish)}")
            hints = self._source.hints(self.wish)
            proposed = self._source.text(self.wish)
            letter = (str(self.wish.kind), self.wish.decision)
            if self.text.toPlainText() == self._proposed:
                self.text.setPlainText(proposed)
                self._proposed, self._proposed_for = self.text.toPlainText(), letter
            elif letter != self._proposed_for:
                hints = [*hints, _OTHER_TEXT]
            self._hints.say("\n".join(hints))
        self._tell_left()

    def written(self) -> list[str]:
        """The text, where somebody has changed what was proposed."""
        text = self.text.toPlainText()
        return [text] if text.strip() and text != self._proposed else []

    def _write_anew(self) -> None:
        self.text.setPlainText("")
        self._proposed = ""
        self._refresh()

    def _tell_left(self) -> None:
        left = to_fill(self.text.toPlainText())
        self._left.say(
            f"还有 {len(left)} 处需要写明：{'、'.join(left[:3])}{'等' if len(left) > 3 else ''}"
            if left
            else ""
        )

    def _go(self, file_format: str) -> None:
        with self.refusing():
            text = self.text.toPlainText()
            if not text.strip():
                raise UserError("正文是空的，请先写好正文。")
            if left := to_fill(text):
                raise UserError(f"还有 {len(left)} 处需要写明，如{left[0]}，请在正文中写好再存。")
            wish = self.wish
            if wish.kind in (LetterKind.THIRD_PARTY, LetterKind.OTHER_BODY) and not wish.asked:
                raise UserError("请填写征求对象。")
            self._accept(WrittenLetter(wish, self._source.number(wish), text, file_format))
            self.accept()


def _day(field: QDateEdit) -> date:
    chosen = field.date()
    return date(chosen.year(), chosen.month(), chosen.day())
