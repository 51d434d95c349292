"""Asks for unit and year: for a new report, or to correct those of the one on screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from app.collection.guessing import guess
from app.report import KIND_NAMES, Unit, UnitKind
from app.rules.completeness import EARLIEST_YEAR, LATEST_YEAR
from ui.dialogs.kit import Dialog, TonedLabel, choice_box, form_layout, named


@dataclass(frozen=True)
class Choice:
    """What the user chose; *form* is empty for the format that belongs to the year.

    *carry*: the report is to begin with what it takes over from last year's, which is there.
    """

    unit: Unit
    year: int
    form: str = ""
    carry: bool = False


def usual_year(today: date) -> int:
    """Return the year a new report is usually for: it is due in January for the year before."""
    return today.year - 1 if today.month <= 6 else today.year


class ReportDialog(Dialog):
    """The accepted choice is in `choice`. What can't be accepted is said in the dialog, which stays open.

    *has_report* tells whether a unit has a report for a year and form (empty: the year's own): where it has last year's, the dialog offers to carry
    over from it.
    """

    def __init__(
        self,
        title: str,
        choice: Choice,
        accept: Callable[[Choice], None],
        *,
        units: Sequence[Unit] = (),
        forms: Sequence[tuple[str, str]] = (),
        has_report: Callable[[str, int, str], bool] | None = None,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("reportDialog", title, parent)
        self.setMinimumWidth(440)
        self.choice = choice
        self._accept = accept
        self._units = {unit.name: unit for unit in units}
        self._name = named(QComboBox(), "unitName")
        self._name.setEditable(True)
        self._name.addItems(list(self._units))
        self._name.setCurrentText(choice.unit.name)
        self._short = QLineEdit(choice.unit.short_name)
        self._short.setPlaceholderText("列表中显示的简称，可不填")
        self._kind = choice_box("unitKind", KIND_NAMES.items(), choice.unit.kind)
        self._year = named(QSpinBox(), "reportYear")
        self._year.setRange(EARLIEST_YEAR, LATEST_YEAR)
        self._year.setValue(choice.year)
        self._form = choice_box("reportForm", [("", "按年度选用"), *forms], choice.form)
        self._has_report = has_report
        self._carry = named(QCheckBox(), "carryOver")
        self._carry.setChecked(True)
        self._lay_out(note, with_form=bool(forms))
        self._name.editTextChanged.connect(self._on_name_changed)
        self._name.editTextChanged.connect(self._show_carry)
        self._year.valueChanged.connect(self._show_carry)
        self._form.currentIndexChanged.connect(self._show_carry)
        self._show_carry()
        self._name.setFocus()

    def _lay_out(self, note: str, *, with_form: bool) -> None:
        form = form_layout()
        form.addRow("单位全称(&U)", self._name)
        form.addRow("简称(&S)", self._short)
        form.addRow("单位类别(&K)", self._kind)
        form.addRow("报告年度(&Y)", self._year)
        if with_form:
            form.addRow("报告格式(&F)", self._form)
        self.add(TonedLabel(text=note, hides=True), form, self._carry)
        self.end_with_accepting("确定", self._on_accepted)

    def _on_name_changed(self, name: str) -> None:
        """Fill in short name and kind of a known unit; guess the kind of a new one from its name."""
        known = self._units.get(name.strip())
        if known is not None:
            self._short.setText(known.short_name)
            self._kind.setCurrentIndex(self._kind.findData(known.kind))
        elif (kind := guess(name).kind) is not None:
            self._kind.setCurrentIndex(self._kind.findData(kind))

    def _show_carry(self) -> None:
        """Offer to carry over where there is something to carry over from."""
        self._carry.setVisible(self._has_previous())
        self._carry.setText(f"承接 {self._year.value() - 1} 年的报告(&P)")
        self._carry.setToolTip("带入上年结转数、现行有效件数、前言、落款单位和各部分的小标题")

    def _has_previous(self) -> bool:
        name = self._name.currentText().strip()
        return self._has_report is not None and self._has_report(
            name, self._year.value() - 1, self._form.currentData()
        )

    def _on_accepted(self) -> None:
        unit = replace(
            self.choice.unit,
            name=self._name.currentText().strip(),
            short_name=self._short.text().strip(),
            kind=UnitKind(self._kind.currentData()),
        )
        carry = self._has_previous() and self._carry.isChecked()
        choice = Choice(unit, self._year.value(), self._form.currentData(), carry)
        self._accept(choice)
        self.choice = choice
