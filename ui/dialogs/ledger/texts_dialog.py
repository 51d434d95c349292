"""The texts of a unit's letters, and what all of them have in common: edited, and set back to what is proposed."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QListWidget

from app.errors import UserError
from app.ledger.letter_texts import TEXTS, text_name
from app.ledger.letters import DETAILS, text_of, unknown_fields
from app.request import LedgerSettings
from ui.base.plain_text import PlainText
from ui.dialogs.kit import TonedLabel, caption, form_layout, named, push_button, row_of
from ui.dialogs.ledger.settings_dialog import LedgerSettingsDialog

_HINTS = {
    "sign": "如 某教公复，文号写成 某教公复〔2026〕1号",
    "review_body": "如 某县人民政府",
    "court": "如 某县人民法院",
}


class TextsDialog(LedgerSettingsDialog):
    """Shows one text at a time; those that differ from the proposed ones are kept."""

    NAME, TITLE, SIZE = "textsDialog", "文书的文字", (940, 600)

    def lay_out(self, settings: LedgerSettings) -> None:
        self._texts = {key: text_of(settings, key) for key in TEXTS}
        self._former = dict(self._texts)
        self._key = next(iter(TEXTS))
        self.details = {
            key: named(QLineEdit(settings.letter_details.get(key, "")), f"detail_{key}") for key in DETAILS
        }
        form = form_layout()
        for key, name in DETAILS.items():
            self.details[key].setPlaceholderText(_HINTS.get(key, ""))
            form.addRow(caption(name, self.details[key]), self.details[key])
        self.list = named(QListWidget(), "textList")
        self.list.setAccessibleName("文书")
        self.list.addItems([text_name(key) for key in TEXTS])
        self.list.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 20)
        self.list.setWordWrap(True)
        self.text = named(PlainText(), "textBody")
        self.text.setAccessibleName("文字")
        self.text.setTabChangesFocus(True)
        hint = "花括号中的名称由台账填入，如 {申请人}、{编号}、{收到日期}、{申请内容}；【】中的内容在出具时写明。"
        self.add(form)
        self.add(row_of(self.list, self.text, wide=self.text), stretch=1)
        self.add(TonedLabel("textsHint", "muted", hint))
        self.add(row_of(push_button("恢复这一段原来的文字(&B)", self._set_back, "textBack"), None))
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        self._keep()
        self._key = list(TEXTS)[row]
        self.text.setPlainText(self._texts[self._key])

    def written(self) -> list[str]:
        """The texts that were changed here."""
        self._keep()
        return [text for key, text in self._texts.items() if text.strip() and text != self._former[key]]

    def _keep(self) -> None:
        if self.text.toPlainText() or self._texts[self._key] == "":
            self._texts[self._key] = self.text.toPlainText()

    def _set_back(self) -> None:
        self._texts[self._key] = TEXTS[self._key]
        self.text.setPlainText(TEXTS[self._key])

    def settings(self) -> LedgerSettings:
        """Return the settings with the texts as they are here. Raises `UserError` for a name that no letter knows."""
        self._keep()
        for key, text in self._texts.items():
            if unknown := unknown_fields(text):
                raise UserError(f"“{text_name(key)}”中的 {{{unknown[0]}}} 不是台账中的名称，请改正或删去。")
            if not text.strip():
                raise UserError(f"“{text_name(key)}”是空的，请写好，或恢复原来的文字。")
        texts = {key: text for key, text in self._texts.items() if text != TEXTS[key]}
        details = {key: line.text().strip() for key, line in self.details.items() if line.text().strip()}
        return replace(self._before, letter_texts=texts, letter_details=details)
