"""How a unit counts where no text decides: each question with its choices and the reason, and the rules that are fixed."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.ledger.counting_choices import FIXED_RULES, QUESTIONS, choice
from app.request import LedgerSettings
from ui.dialogs.kit import ListTable, TonedLabel, choice_box, named, push_button, row_of
from ui.dialogs.ledger.settings_dialog import SettingsDialog

_HEADS = ("情形", "怎样计", "理由")


class ChoicesDialog(SettingsDialog):
    """Shows each question with its choices; those that differ from the usual ones are kept."""

    NAME, TITLE, SIZE = "choicesDialog", "统计口径", (1180, 640)

    def lay_out(self, settings: LedgerSettings) -> None:
        self.table = ListTable("choicesTable", _HEADS, stretched=2)
        self.table.setWordWrap(True)
        rows = [(question.title, "", question.reason) for question in QUESTIONS]
        rows += [(rule.title, rule.words, rule.reason) for rule in FIXED_RULES]
        self.table.fill(rows)
        self.boxes: dict[str, QComboBox] = {}
        for row, question in enumerate(QUESTIONS):
            entries = [
                (key, f"{words}（默认）" if key == question.default else words)
                for key, words in question.choices.items()
            ]
            box = choice_box(f"choice_{question.key}", entries, choice(settings, question.key))
            box.setAccessibleName(question.title)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.table.setCellWidget(row, 1, box)
            self.boxes[question.key] = box
        letter = self.fontMetrics().horizontalAdvance("国")
        self.table.setColumnWidth(0, 17 * letter)
        self.table.setColumnWidth(1, max(box.sizeHint().width() for box in self.boxes.values()))
        self.disputes = named(QCheckBox("台账登记复议、诉讼，第四部分由台账统计(&D)"), "keepsDisputes")
        self.disputes.setChecked(settings.keeps_disputes)
        told = (
            "没有查到第三、四部分的统一填报说明，没有明文规定的，由本单位选定，写在数据文件中；"
            "随台账更新的报告，改动后立即按新的口径统计，可以撤销。"
        )
        self.add(TonedLabel("choicesTold", "muted", told))
        self.add(self.table, stretch=1)
        self.add(self.disputes, row_of(push_button("全部恢复默认(&R)", self._reset, "choicesReset"), None))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the rows to their texts once the columns have their widths."""
        super().showEvent(event)
        QTimer.singleShot(0, self.table, self.table.resizeRowsToContents)

    def _reset(self) -> None:
        for question in QUESTIONS:
            box = self.boxes[question.key]
            box.setCurrentIndex(box.findData(question.default))

    def settings(self) -> LedgerSettings:
        """Return the settings as the dialog shows them."""
        chosen = {key: str(box.currentData()) for key, box in self.boxes.items()}
        others = {q.key: chosen[q.key] for q in QUESTIONS if chosen[q.key] != q.default}
        return replace(self._before, choices=others, keeps_disputes=self.disputes.isChecked())
