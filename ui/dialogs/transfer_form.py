"""What all documents of a transfer have in common; remembered for the next time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from app.exports.archival_details import RETENTIONS, Particulars, composed_code
from ui.base import theme
from ui.base.archival_constants import common_constant, remember_constants
from ui.base.settings import Settings
from ui.dialogs.kit import caption, choice_box, push_button

_LAYOUTS = (("2022", "DA/T 93-2022 附录B"), ("2012", "档发〔2012〕7号 附件2"))
_ONLINE = "在线移交"
_LINES = (
    ("by", "移交单位(&U)", ""),
    ("archive_name", "接收档案馆(&A)", ""),
    ("category", "门类代码(&T)", ""),
    ("office_or_matter", "机构或问题(&O)", ""),
    ("office_code", "机构代码(&M)", ""),
    ("code_rule", "档号规则(&R)", ""),
    ("carrier", "载体类型、规格(&I)", _ONLINE),
    ("carrier_number", "载体编号(&N)", ""),
)
_OF_BODIES = ("archive_name", "category", "office_or_matter", "office_code", "code_rule")
_MOST = 999_999
_BY_OF_MANY = "transfer/by"


class TransferForm(QWidget):
    """The lines below the list of reports."""

    edited = Signal()

    def __init__(self, settings: Settings, folder: Path, today: date, parent: QWidget | None = None) -> None:
        """*folder* is where the new folder is proposed."""
        super().__init__(parent)
        self._settings = settings
        self._lines: dict[str, QLineEdit] = {}
        self._typed: set[str] = set()
        """What a person has entered since the dialog was opened or the last folder was written: it stays."""
        self._bodies: list[str] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2 * theme.UNIT)
        self.layout_kind = choice_box("transferLayout", _LAYOUTS, settings.text("transfer/layout", "2022"))
        self._add(grid, 0, 0, "文件夹结构(&Y)", self.layout_kind)
        self.retention = choice_box("retention", [(name, name) for name in RETENTIONS], RETENTIONS[0])
        self.retention.activated.connect(lambda: self._typed.add("retention"))
        self._add(grid, 0, 1, "保管期限(&P)", self.retention)
        for place, (name, text, usual) in enumerate(_LINES, 2):
            line = QLineEdit(settings.text("transfer/carrier", usual) if name == "carrier" else usual)
            line.setObjectName(name)
            line.textEdited.connect(partial(self._note_typed, name))
            line.textChanged.connect(self.edited)
            self._lines[name] = line
            self._add(grid, place // 2, place % 2, text, line)
        self.first = QSpinBox()
        self.first.setObjectName("firstNumber")
        self.first.setRange(1, _MOST)
        self.first.valueChanged.connect(self.edited)
        self._add(grid, 5, 0, "第一件的件号(&F)", self.first)
        self.packages = QCheckBox("每件另附封装包（DA/T 48-2009）(&K)")
        self.packages.setObjectName("transferPackages")
        self.packages.setChecked(settings.number("transfer/packages", 0) == 1)
        grid.addWidget(self.packages, 5, 3)
        self.target = QLineEdit(str(_free(folder / f"移交{today:%Y%m%d}")))
        self.target.setObjectName("transferFolder")
        browse = push_button("选择位置(&B)…", self._ask_place)
        grid.addWidget(caption("写成文件夹(&W)", self.target), 6, 0)
        grid.addWidget(self.target, 6, 1, 1, 2)
        grid.addWidget(browse, 6, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.retention.currentIndexChanged.connect(self.edited)

    def _add(self, grid: QGridLayout, row: int, side: int, text: str, field: QWidget) -> None:
        grid.addWidget(caption(text, field), row, 2 * side)
        grid.addWidget(field, row, 2 * side + 1)

    def text(self, name: str) -> str:
        """Return what stands in a line."""
        return self._lines[name].text().strip()

    def show_bodies(self, bodies: Mapping[str, str]) -> None:
        """Show what is remembered of these bodies, except where something was entered meanwhile.

        *bodies* has the name of each by the name that tells it from others. One body hands over by itself; who does
        it for several is remembered besides.
        """
        if list(bodies) == self._bodies:
            return
        self._bodies = list(bodies)
        shown = {name: common_constant(self._settings, bodies, name) for name in (*_OF_BODIES, "retention")}
        only = next(iter(bodies.items())) if len(bodies) == 1 else None
        shown["by"] = (
            self._settings.text_of_unit(only[0], "by", only[1]) if only else self._settings.text(_BY_OF_MANY)
        )
        for name in shown.keys() - self._typed:
            if name == "retention":
                self.retention.setCurrentIndex(max(0, self.retention.findData(shown[name])))
            else:
                self._lines[name].setText(shown[name])

    def _note_typed(self, name: str, _text: str) -> None:
        self._typed.add(name)

    def point_at(self, name: str) -> None:
        """Put the keyboard into a line."""
        self._lines[name].setFocus()

    @property
    def folder(self) -> Path | None:
        """The folder to be written; None while none is named."""
        name = self.target.text().strip()
        return Path(name) if name else None

    def particulars(self, fonds: str, number: str, year: int) -> Particulars:
        """Return what is known of one document."""
        known = {
            "fonds_number": fonds,
            "item_number": number,
            "retention": self.retention.currentText(),
            "office_or_matter": self.text("office_or_matter"),
            "archive_name": self.text("archive_name"),
            "category": self.text("category"),
            "carrier": self.text("carrier_number"),
        }
        code = composed_code(self.text("code_rule"), Particulars(**known), year, self.text("office_code"))
        return Particulars(**known, code=code)

    def remember(self, fonds: Mapping[str, str]) -> None:
        """Keep what stands here for the next time; *fonds* has the 全宗号 of each body by the name that tells it apart.

        Of several bodies only what was entered for all of them is kept: the rest may be of one of them alone.
        """
        known = {name: self.text(name) for name in _OF_BODIES} | {"retention": self.retention.currentText()}
        alone = len(fonds) == 1
        for body, number in fonds.items():
            own = {name: text for name, text in known.items() if alone or name in self._typed}
            remember_constants(self._settings, body, own | {"fonds_number": number})
            if alone:
                self._settings.set_of_unit(body, "by", self.text("by"))
        if not alone:
            self._settings.set(_BY_OF_MANY, self.text("by"))
        self._settings.set("transfer/carrier", self.text("carrier"))
        self._settings.set("transfer/layout", self.layout_kind.currentData())
        self._settings.set("transfer/packages", int(self.packages.isChecked()))
        if self.folder is not None:
            self._settings.set("export_folder", str(self.folder.parent))
        self._typed.clear()

    def _ask_place(self) -> None:
        before = Path(self.target.text().strip())
        name = QFileDialog.getExistingDirectory(self, "移交文件夹的位置", str(before.parent))
        if name:
            self.target.setText(str(Path(name) / before.name))


def _free(folder: Path) -> Path:
    """Return a place where nothing is yet: the name, or the name and a number."""
    number, free = 2, folder
    while free.exists():
        free, number = folder.with_name(f"{folder.name}-{number}"), number + 1
    return free
