"""What stands on the tabs of a report: the sections, and how many errors each has."""

from collections import Counter

from PySide6.QtWidgets import QStyle, QTabWidget

from app.forms.model import Form
from app.rules.check import Check
from app.rules.model import Severity
from ui.models.finding_model import section_of

_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


class TabNames:
    """Writes on the tabs of *tabs*, of which the first are the sections of a form, in their order."""

    def __init__(self, tabs: QTabWidget) -> None:
        self._tabs = tabs
        self._form: Form | None = None
        self._marks: dict[int, str] = {}
        """What stands behind a tab's text for the errors on it."""

    def begin(self, form: Form) -> None:
        """Name the tabs of another form; no errors are known yet."""
        self._form = form
        self._marks.clear()

    def mark(self, check: Check) -> None:
        """Say how many errors each section has."""
        if self._form is None:
            return
        errors: Counter[str] = Counter()
        for finding in check.findings:
            if finding.severity is Severity.ERROR and not finding.is_lack:
                section = section_of(finding, self._form)
                errors[section.key if section is not None else ""] += 1
        for number, section in enumerate(self._form.sections):
            count = errors[section.key]
            spoken = f"{section.heading or section.tab}{f'，{count} 处错误' if count else ''}"
            self._tabs.tabBar().setAccessibleTabName(number, spoken)
            mark = "" if not count else f" {_CIRCLED[count]}" if count < len(_CIRCLED) else f" ({count})"
            self._marks[number] = mark
        self.fit()

    def fit(self) -> None:
        """Write the tabs with their subjects where all of them have room beside each other, else without."""
        if self._form is None:
            return
        sections, tabs = self._form.sections, self._tabs
        short = [section.tab + self._marks.get(number, "") for number, section in enumerate(sections)]
        whole = [
            f"{section.tab} {section.subject}".strip() + self._marks.get(number, "")
            for number, section in enumerate(sections)
        ]
        metrics = tabs.tabBar().fontMetrics()
        padding = tabs.style().pixelMetric(QStyle.PixelMetric.PM_TabBarTabHSpace, None, tabs.tabBar())
        needed = sum(
            metrics.horizontalAdvance(text) + padding for text in [*whole, tabs.tabText(tabs.count() - 1)]
        )
        for number, text in enumerate(whole if needed <= tabs.width() else short):
            if tabs.tabText(number) != text:
                tabs.setTabText(number, text)
