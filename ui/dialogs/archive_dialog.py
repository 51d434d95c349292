"""Asks for the metadata of an archive package that are not in the report."""

from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

from app.errors import UserError
from app.exports.archival_details import RETENTIONS, Particulars, composed_code, faults
from ui.dialogs.kit import Dialog, choice_box, form_layout, named

_LINES = (
    ("archive_name", "档案馆名称(&M)"),
    ("fonds_number", "全宗号(&F)"),
    ("category", "门类代码(&T)"),
    ("office_or_matter", "机构或问题(&O)"),
    ("office_code", "机构代码(&C)"),
    ("item_number", "件号(&I)"),
    ("code_rule", "档号规则(&G)"),
    ("document_number", "文件编号(&N)"),
    ("keywords", "主题词(&K)"),
    ("abstract", "摘要(&A)"),
)
_RETENTION_ROW = 2
_CODE_ROW = 8
_OWN = frozenset(Particulars._fields)


class ArchiveDialog(Dialog):
    """Accepted: `particulars` is what was entered. Every line may stay empty; what is entered must be valid."""

    def __init__(
        self,
        particulars: Particulars,
        code_rule: str,
        office_code: str,
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("archiveDialog", "归档包", parent)
        self.setMinimumWidth(520)
        self._year = year
        self._retention = choice_box(
            "retention", [(name, name) for name in RETENTIONS], particulars.retention
        )
        self._code = named(QLabel(), "code")
        self._lines: dict[str, QLineEdit] = {}
        form = form_layout()
        known = {"code_rule": code_rule, "office_code": office_code}
        for name, text in _LINES:
            line = named(QLineEdit(known[name] if name in known else getattr(particulars, name)), name)
            line.textChanged.connect(self._show_code)
            form.addRow(text, line)
            self._lines[name] = line
        form.insertRow(_RETENTION_ROW, "保管期限(&R)", self._retention)
        form.insertRow(_CODE_ROW, "档号", self._code)
        self._retention.currentTextChanged.connect(self._show_code)
        head = QLabel("写入归档包元数据的内容，不清楚的可以不填，由档案部门补填：")
        # Room that a refusal leaves behind stays below the lines.
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.add(head, form)
        self.end_with_choice("下一步", self._go_on)
        self._show_code()

    @property
    def code_rule(self) -> str:
        """How the office composes 档号."""
        return self._lines["code_rule"].text().strip()

    @property
    def office_code(self) -> str:
        """The office's code in 档号."""
        return self._lines["office_code"].text().strip()

    @property
    def particulars(self) -> Particulars:
        """What was entered, with the 档号 that the rule makes of it."""
        texts = {name: line.text().strip() for name, line in self._lines.items() if name in _OWN}
        entered = Particulars(retention=self._retention.currentText(), **texts)
        code = composed_code(self.code_rule, entered, self._year, self.office_code)
        return Particulars(retention=self._retention.currentText(), code=code, **texts)

    def _show_code(self) -> None:
        self._code.setText(self.particulars.code or "填写规则中的各项后自动组成")
        self.refusal.say("")

    def _go_on(self) -> None:
        """Accept valid entries; otherwise say what is wrong."""
        with self.refusing():
            if found := list(faults(self.particulars)):
                raise UserError("\n".join(found))
            self.accept()
