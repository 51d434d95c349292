"""Letters about the request on screen, their texts, and the fee for information."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.errors import UserError
from app.exports import docx, pdf
from app.exports.letter import letter_document
from app.files import replace_file, safe_name
from app.ledger.columns.of_requests import RESULTS
from app.ledger.fees import monthly_items
from app.ledger.letter_texts import DECISIONS, FORMS, LetterKind
from app.ledger.letters import (
    LetterWish,
    decisions_for,
    letter_hints,
    letter_number,
    letter_text,
    salutation,
    sent,
)
from app.request import Fee, Request
from ui.dialogs.ledger.fee_box import FeeDialog
from ui.dialogs.ledger.letter_dialog import LetterDialog, WrittenLetter
from ui.dialogs.ledger.texts_dialog import TextsDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs

_PATTERNS = {"docx": "Word 文档 (*.docx)", "pdf": "PDF 文件 (*.pdf)"}
_CORRECTION_WORKDAYS = 10


class _Source:
    """The texts and numbers of one request's letters."""

    def __init__(self, pages: LedgerPageVerbs, request: Request) -> None:
        self._ledger, self._request = pages.ledger, request

    def text(self, wish: LetterWish) -> str:
        ledger = self._ledger
        return letter_text(self._request, wish, ledger.settings, ledger.calendar, ledger.clock(self._request))

    def number(self, wish: LetterWish) -> str:
        return letter_number(self._ledger.requests.values(), self._ledger.settings, wish.day)

    def hints(self, wish: LetterWish) -> list[str]:
        ledger = self._ledger
        return letter_hints(self._request, wish, ledger.requests.values(), ledger.settings, ledger.today)

    def until(self, day: date) -> date:
        return self._ledger.calendar.add(day, _CORRECTION_WORKDAYS)


class LetterVerbs(Verbs):
    """Writing letters: the number is given, and the ledger told of it, in the same step."""

    def __init__(self, parts: WindowParts, pages: LedgerPageVerbs) -> None:
        super().__init__(parts)
        self._pages = pages

    def reply_letter(self) -> None:
        """Write a letter about the request on screen."""
        request = self._request()
        source = _Source(self._pages, request)
        whose = f"{request.number or '（无编号）'}　{request.applicant}"
        LetterDialog(
            whose,
            decisions_for(request.outcome) or _all_decisions(),
            self._items(request),
            self._pages.ledger.today,
            source,
            lambda letter: self._write(request, letter),
            _next_kind(request),
            self.window,
        ).exec()

    def _request(self) -> Request:
        """Return the request that is meant. Raises `UserError`."""
        self.session.settle()
        request = self._pages.page.form.request if self._pages.is_shown else None
        if request is None:
            raise UserError("请先在台账中选定一件申请。")
        if not self._pages.ledger.is_editable:
            raise UserError(f"不能出具：{self.session.read_only}。")
        return request

    def _items(self, request: Request) -> int:
        """Return how many requests the applicant has made in the month of this one."""
        day = request.received
        same = [
            other
            for other in self._pages.ledger.requests.values()
            if other.applicant == request.applicant
            and day is not None
            and other.received is not None
            and (other.received.year, other.received.month) == (day.year, day.month)
        ]
        return max(len(same), 1)

    def _write(self, request: Request, letter: WrittenLetter) -> None:
        """Give the number and write the file; where the file can't be written the number is not given."""
        ledger = self._pages.ledger
        unit = ledger.unit
        assert unit is not None
        form = FORMS[letter.wish.kind]
        name = safe_name(form.title, f"{letter.number}.{letter.file_format}")
        path = self.ask_export_target(form.name, name, _PATTERNS[letter.file_format])
        if path is None:
            raise UserError("没有选定保存的位置，没有出具。")
        document = letter_document(
            unit, form.title, letter.number, salutation(request, letter.wish), letter.text, letter.wish.day
        )
        content = (pdf if letter.file_format == "pdf" else docx).render(document)
        after = sent(request, letter.wish, letter.number, ledger.calendar)
        ledger.put({request.id: after}, f"出具{form.name}")
        self._store(path, content)
        self.say_written(path, f"已出具{form.name} {letter.number}，日期和文号已登记到台账：{path}。")

    def _store(self, path: Path, content: bytes) -> None:
        try:
            replace_file(path, content)
        except UserError:
            self.session.undo()
            raise

    def letter_texts(self) -> None:
        """Edit the texts of the letters."""
        self._pages.edit_settings(TextsDialog, "修改文书的文字")

    def fee(self) -> None:
        """Work out a fee, and write it into the request on screen."""
        self.session.settle()
        request = self._pages.page.form.request if self._pages.is_shown else None
        if request is None or not self._pages.ledger.is_editable:
            FeeDialog("按 35 件、250 页等数量试算。", 1, None, self.window).exec()
            return
        listed = monthly_items(self._pages.ledger.requests.values())
        over = any(request in group for group in listed.values())
        whose = f"{request.number}　{request.applicant}：所在月份共申请 {self._items(request)} 件"
        whose += "，超过 10 件。" if over else "。"

        def accept(amount: Decimal) -> None:
            fee = replace(request.fee or Fee(), amount=amount)
            self._pages.ledger.put({request.id: replace(request, fee=fee)}, "登记收费金额")

        FeeDialog(whose, self._items(request), accept, self.window).exec()


def _all_decisions() -> dict[str, str]:
    known = {choice.key for choice in RESULTS}
    return {key: name for key, (name, _) in DECISIONS.items() if key.partition(".")[0] in known}


def _next_kind(request: Request) -> LetterKind:
    """Return the letter that most likely comes next."""
    if request.outcome:
        return LetterKind.REPLY
    return LetterKind.RECEIPT if not request.letters else LetterKind.REPLY
