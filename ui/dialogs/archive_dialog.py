"""Asks for what the metadata of an archive package says and the report does not."""

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.exports.particulars import RETENTIONS, Particulars
from ui import theme
from ui.dialogs.buttons import go_on_or_cancel

_LINES = (
    ("fonds_number", "全宗号(&F)"),
    ("office_or_matter", "机构或问题(&O)"),
    ("item_number", "件号(&I)"),
    ("document_number", "文件编号(&N)"),
    ("keywords", "主题词(&K)"),
    ("abstract", "摘要(&A)"),
)


class ArchiveDialog(QDialog):
    """Accepted: `particulars` is what was entered. Every line may stay empty."""

    def __init__(self, particulars: Particulars, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("archiveDialog")
        self.setWindowTitle("归档包")
        self.setMinimumWidth(460)
        self._retention = QComboBox()
        self._retention.setObjectName("retention")
        self._retention.addItems(list(RETENTIONS))
        self._retention.setCurrentText(particulars.retention)
        self._lines: dict[str, QLineEdit] = {}
        form = QFormLayout()
        form.setSpacing(2 * theme.UNIT)
        for name, caption in _LINES:
            line = QLineEdit(getattr(particulars, name))
            line.setObjectName(name)
            form.addRow(caption, line)
            self._lines[name] = line
        form.insertRow(1, "保管期限(&R)", self._retention)
        buttons = go_on_or_cancel(self, "下一步")
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.UNIT)
        column.addWidget(QLabel("写入归档包元数据的内容，不清楚的可以不填，由档案部门补填："))
        column.addLayout(form)
        column.addWidget(buttons)

    @property
    def particulars(self) -> Particulars:
        """What was entered."""
        texts = {name: line.text().strip() for name, line in self._lines.items()}
        return Particulars(retention=self._retention.currentText(), **texts)
