"""How a unit counts where no text decides: each question with its choices and the reason, and the rules that are fixed."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.ledger.counting_choices import FIXED_RULES, QUESTIONS, choice
from app.request import LedgerSettings
from ui.dialogs.kit import ListTable, TonedLabel, choice_box, named, push_button, row_of
from ui.dialogs.ledger.settings_dialog import LedgerSettingsDialog

_HEADS = ("情形", "怎样计", "理由")


class ChoicesDialog(LedgerSettingsDialog):
    """Shows each question with its choices; those that differ from the usual ones are kept."""

    NAME, TITLE, SIZE = "choicesDialog", "统计口径", (1180, 640)

    def lay_out(self, settings: LedgerSettings) -> None:
        self.table = ListTable("choicesTable", _HEADS, stretched=2, spoken="统计口径")
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
            box.view().setMinimumWidth(box.sizeHint().width())
            box.currentIndexChanged.connect(self._fit)
            self.table.setCellWidget(row, 1, box)
            self.boxes[question.key] = box
        letter = self.fontMetrics().horizontalAdvance("国")
        self.table.setColumnWidth(0, 17 * letter)
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
        QTimer.singleShot(0, self.table, self._fit)

    def _fit(self) -> None:
        """Give the choices the room that the chosen ones need, the reasons the rest, and the rows their height."""
        boxes = self.boxes.values()
        # A box is as wide as its longest choice; what is beside the words is the same for all.
        frames = [box.sizeHint().width() - max(map(_width(box), _choices(box))) for box in boxes]
        words = [_width(box)(box.currentText()) for box in boxes]
        self.table.setColumnWidth(1, max(map(sum, zip(frames, words, strict=True))))
        self.table.resizeRowsToContents()

    def _reset(self) -> None:
        for question in QUESTIONS:
            box = self.boxes[question.key]
            box.setCurrentIndex(box.findData(question.default))

    def settings(self) -> LedgerSettings:
        """Return the settings as the dialog shows them."""
        chosen = {key: str(box.currentData()) for key, box in self.boxes.items()}
        others = {q.key: chosen[q.key] for q in QUESTIONS if chosen[q.key] != q.default}
        return replace(self._before, choices=others, keeps_disputes=self.disputes.isChecked())


def _width(box: QComboBox) -> Callable[[str], int]:
    return box.fontMetrics().horizontalAdvance


def _choices(box: QComboBox) -> list[str]:
    return [box.itemText(index) for index in range(box.count())]
