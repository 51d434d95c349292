"""Phrases of one's own: saved from a text, put into texts, renamed and deleted."""

from dataclasses import replace

from app.edits import SetRecords, put
from app.errors import UserError
from app.linked_text import plain
from app.phrases import Phrase, body_in, phrase_name, proposed_name
from app.store.phrases import new_phrase_id, phrases
from ui.dialogs.phrase_dialog import PhraseActions, PhraseDialog
from ui.dialogs.phrase_naming import PhraseNaming
from ui.dialogs.questions import confirmed
from ui.verbs.report.texts import TextVerbs

_SAVE, _INSERT, _RENAME, _REMOVE = "存为常用语", "插入常用语", "常用语改名", "删除常用语"


class PhraseVerbs(TextVerbs):
    """Each change of the phrases is a step of undo."""

    def save_phrase(self) -> None:
        """Keep the words chosen in the text on screen, with their linked figures. Raises `UserError`."""
        self.session.settle()
        editor = self.text_editor()
        body = editor.figures.part(editor.textCursor()).strip("\n")
        if not plain(body).strip():
            raise UserError("请先在文字中选中要存下的一段。")

        def accept(typed: str) -> None:
            known = phrases(self.session.repository)
            name = phrase_name(typed, ())
            same = next((one for one in known if one.name == name), None)
            if same is not None and not self._replaces(name):
                raise UserError("没有存下，请换一个名称。")
            phrase_id = same.id if same is not None else new_phrase_id(self.session.repository)
            self.session.apply(put(f"{_SAVE}“{name}”", Phrase(phrase_id, name, body)))
            self.say_done(f"已存为常用语“{name}”，按 Ctrl+F3 插入。")

        PhraseNaming(
            "所选文字存为常用语", plain(body), proposed_name(plain(body)), accept, self.window
        ).exec()
        editor.setFocus()

    def _replaces(self, name: str) -> bool:
        question = f"已有名称为“{name}”的常用语，用所选文字替换它吗？可以撤销。"
        return confirmed(self.window, "replacingQuestion", "常用语", question, "替换", cautious=True)

    def insert_phrase(self) -> None:
        """Choose a phrase and insert it at the cursor, or look after the phrases. Raises `UserError`."""
        self.session.settle()
        PhraseDialog(
            PhraseActions(lambda: phrases(self.session.repository), self._insert, self._rename, self._remove),
            self._before_cursor(),
            self.window,
        ).exec()
        self.parts.middle.take_keyboard()

    def _before_cursor(self) -> str:
        """Return the words of the line before the cursor; nothing while no text is on screen or words are chosen."""
        try:
            cursor = self.text_editor().textCursor()
        except UserError:
            return ""
        if cursor.hasSelection():
            return ""
        cursor.movePosition(cursor.MoveOperation.StartOfBlock, cursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _insert(self, phrase: Phrase, typed: str) -> None:
        report, editor = self.changeable(), self.text_editor()
        has_ledger = report.unit.id in self.session.units_with_requests()
        cursor = editor.textCursor()
        for _ in typed:
            cursor.movePosition(cursor.MoveOperation.PreviousCharacter, cursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)
        editor.insert_linked(body_in(report, phrase, has_ledger=has_ledger), f"{_INSERT}“{phrase.name}”")

    def _rename(self, phrase: Phrase, typed: str) -> None:
        others = [one for one in phrases(self.session.repository) if one.id != phrase.id]
        self.session.apply(put(_RENAME, replace(phrase, name=phrase_name(typed, others))))

    def _remove(self, phrase: Phrase) -> None:
        self.session.apply(SetRecords({phrase.key: None}, f"{_REMOVE}“{phrase.name}”"))
