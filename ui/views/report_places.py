"""Places in a report: its cells, its words, what a finding is about; each is shown on whatever tab it stands."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QTabWidget

from app.changes import Delta
from app.linked_text import plain
from app.report import TEXT_FIELDS
from app.rules.model import Finding
from ui.views.part_of_report import ReportPlace
from ui.views.tab_pages import TablePage, TextPage
from ui.views.texts.cursor_place import end_of_change

Page = TablePage | TextPage


class ReportPlaces:
    """Shows places on *tabs*; *pages* are the pages by section, and change with the form."""

    def __init__(self, tabs: QTabWidget, pages: Mapping[str, Page], focus: Callable[[], object]) -> None:
        """*focus* gives the keyboard to the page on screen."""
        self._tabs, self._pages, self._focus = tabs, pages, focus

    def go_to_cell(self, cell_key: str) -> None:
        """Show a cell, on whatever tab it is."""
        for page in self._pages.values():
            if isinstance(page, TablePage) and cell_key in page.model.grid.inputs:
                self._tabs.setCurrentWidget(page)
                page.view.go_to(cell_key)

    def go_to_text(self, section: str, start: int = 0, length: int = 0) -> None:
        """Show a place in a text."""
        page = self._pages.get(section)
        if isinstance(page, TextPage):
            self._tabs.setCurrentWidget(page)
            page.editor.reveal(start, length)

    def go_to(self, place: ReportPlace) -> None:
        """Show a part of the report, and have it worked on."""
        page = self._pages.get(place.section)
        if place.cell is not None:
            self.go_to_cell(place.cell)
        elif page is None:
            self._tabs.setCurrentIndex(0)
        elif isinstance(page, TextPage):
            self.go_to_text(place.section, place.start)
        else:
            self._tabs.setCurrentWidget(page)
        self._focus()

    def go_to_finding(self, finding: Finding) -> None:
        """Show what a finding is about: the cell that is probably wrong, the first one to fill in, or its words."""
        self.show_finding(finding)
        if self.has_place(finding):
            self._focus()

    def show_finding(self, finding: Finding) -> None:
        """Show what a finding is about; the keyboard stays where it is."""
        page = self._page_of(finding)
        if isinstance(page, TextPage):
            self._tabs.setCurrentWidget(page)
            page.editor.show_finding(finding)
        elif isinstance(page, TablePage):
            self._tabs.setCurrentWidget(page)
            page.view.show_cell(finding.marked[0])

    def has_place(self, finding: Finding) -> bool:
        """Whether a finding is about cells or words, and not about the report as a whole."""
        return self._page_of(finding) is not None

    def _page_of(self, finding: Finding) -> Page | None:
        page = self._pages.get(finding.section or "")
        if isinstance(page, TextPage) or not finding.cells:
            return page if isinstance(page, TextPage) else None
        return next(
            (
                page
                for page in self._pages.values()
                if isinstance(page, TablePage) and finding.marked[0] in page.model.grid.inputs
            ),
            None,
        )

    def outline(self, findings: Sequence[Finding]) -> None:
        """Outline the cells of findings on every tab and highlight their words; the keyboard stays where it is."""
        known = [finding for finding in findings if not finding.is_lack]
        cells = tuple(cell for finding in known for cell in (*finding.cells, *finding.culprits))
        for key, page in self._pages.items():
            if isinstance(page, TablePage):
                page.model.outline(cells)
            elif isinstance(page, TextPage):
                page.editor.set_off([finding for finding in findings if finding.section == key])

    def reveal(self, delta: Delta) -> None:
        """Show what an edit changed."""
        if delta.before is None or delta.after is None:
            return
        if delta.cells:
            computed = delta.after.form.cells
            typed = [key for key in delta.cells if not computed[key].computed]
            self.go_to_cell((typed or list(delta.cells))[0])
        elif delta.sections:
            section, texts = next(iter(delta.sections.items()))
            before, after = map(plain, texts)
            self.go_to_text(section, end_of_change(before, after))
        elif delta.fields.keys() & TEXT_FIELDS:
            self._tabs.setCurrentIndex(0)
