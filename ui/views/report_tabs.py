"""The tabs of the report on screen, one per section, in the order in which the form prints them."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

from app.errors import UserError
from app.forms.model import Form, Section
from app.report import Origin
from ui.base.settings import Settings
from ui.views.page_settings import PageEquipment
from ui.views.preview.preview_tab import PreviewTab
from ui.views.preview_link import PreviewLink
from ui.views.report_places import Page, ReportPlaces
from ui.views.tab_names import TabNames
from ui.views.tab_pages import CoverLines, CoverPage, TablePage, TextPage
from ui.views.tab_stops import put_in_order, stops_of
from ui.views.tables.table_view import TableView
from ui.views.texts.text_editor import TextEditor
from ui.work.session import Session


class ReportTabs(QTabWidget):
    """Shows the report on screen; the tabs are rebuilt only when the form changes."""

    current_cell_changed = Signal(str)
    """The key of the cell the frame is on in the table on screen; empty when no table is."""
    selection_changed = Signal(list)
    """The keys of the selected cells of the table on screen; empty when no table is."""
    zoom_asked = Signal(int)
    """The wheel was turned with Ctrl held: 1 for larger, -1 for smaller."""
    sum_asked_about = Signal()
    """A figure of an aggregate was double-clicked."""
    rest_offered = Signal(str, object)
    """Why a paste was refused, and the `SetCells` that pastes what can be placed."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form: Form | None = None
        self._pages: dict[str, Page] = {}
        self._equipment = PageEquipment(settings, self)
        self._names = TabNames(self)
        self.places = ReportPlaces(self, self._pages, self.focus_page)
        self._cover: CoverLines | None = None
        """Title and signature above the first page of a form that has no text for them to stand with."""
        self.preview = PreviewTab(session, settings)
        self.setObjectName("reportTabs")
        self.setAccessibleName("报告的各部分")
        self.setDocumentMode(True)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabBar().installEventFilter(self)
        buttons: Iterable[QToolButton] = self.tabBar().findChildren(QToolButton)
        for button in buttons:
            # They scroll the tabs for the mouse; the keyboard goes from tab to tab.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.currentChanged.connect(self._tell_cell)
        self.currentChanged.connect(self._order_stops)
        self.link = PreviewLink(self, self.preview)
        self.preview.place_asked.connect(self.places.go_to)
        session.enrol(self.commit)
        session.report_selected.connect(self.load)
        session.checked.connect(self._on_checked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a tab is meant for its page: the keyboard goes there. The wheel with Ctrl zooms."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = event.angleDelta().y()
            if step:
                self.zoom_asked.emit(1 if step > 0 else -1)
            return True
        handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.MouseButtonRelease and watched is self.tabBar():
            self.focus_page()
        return handled

    # pages

    def set_menus(self, cell: list[QAction], text: list[QAction]) -> None:
        """Give tables and texts what they offer at the right mouse button."""
        self._equipment.cell_menu, self._equipment.text_menu = cell, text
        self.apply_settings()

    def apply_settings(self) -> None:
        """Follow the user's wishes for tables and texts."""
        for page in self._pages.values():
            self._equipment.equip(page)

    def load(self) -> None:
        """Show the report now on screen."""
        report = self._session.report
        focus = self.window().focusWidget()
        built = report is not None and report.form is not self._form
        orphaned = built and focus is not None and self.isAncestorOf(focus) and focus is not self.tabBar()
        if report is not None and built:
            self._build(report.form)
        for part in self._parts():
            part.load()
        if orphaned:
            # Its page is gone; Qt would give the keyboard to whatever comes next in the window.
            self.focus_unasked()
        self._tell_cell()

    def _order_stops(self) -> None:
        page = self.currentWidget()
        if page is not None:
            put_in_order([self.tabBar(), *stops_of(page)])

    def _tell_cell(self) -> None:
        view = self.current_table()
        key = view.current_key() if view is not None and self._session.report is not None else None
        self.current_cell_changed.emit(key or "")
        self.selection_changed.emit(view.selected_keys() if view is not None else [])

    def _build(self, form: Form) -> None:
        self.remember_widths()
        previewing = self.preview_on_screen() is not None
        self.removeTab(self.indexOf(self.preview))
        while self.count():
            page = self.widget(0)
            self.removeTab(0)
            page.deleteLater()
        self._pages.clear()
        self._form = form
        self._names.begin(form)
        for section in form.sections:
            page = self._page(form, section)
            self._pages[section.key] = page
            self._equipment.equip(page)
            self.addTab(page, section.tab)
            self.setTabToolTip(self.count() - 1, section.heading)
        self._cover = None
        if all(section.heading for section in form.text_sections):
            self._cover = CoverLines(self._session)
            self._pages[form.sections[0].key].column.insertWidget(0, self._cover)
        self.addTab(self.preview, "预览")
        self.setTabToolTip(self.count() - 1, "印出来的样子")
        self._order_stops()
        if previewing:
            self.setCurrentWidget(self.preview)

    def _parts(self) -> list[Page | CoverLines]:
        """Return what shows the report and is typed into."""
        return [*([self._cover] if self._cover is not None else []), *self._pages.values()]

    def _page(self, form: Form, section: Section) -> Page:
        if section.table is None:
            return (
                CoverPage(self._session, section) if not section.heading else TextPage(self._session, section)
            )
        page = TablePage(self._session, section, form)
        self._equipment.restore_widths(form, page)
        page.view.current_cell_changed.connect(self._tell_cell)
        page.view.selection_changed.connect(self.selection_changed)
        page.view.rest_offered.connect(self.rest_offered)
        page.view.doubleClicked.connect(self._on_double_clicked)
        return page

    def _on_double_clicked(self) -> None:
        report = self._session.report
        if report is not None and report.origin is Origin.SUM:
            self.sum_asked_about.emit()

    def remember_widths(self) -> None:
        """Remember the column widths that the user has set."""
        for page in self._pages.values():
            if isinstance(page, TablePage) and self._form is not None:
                self._equipment.remember_widths(self._form, page)

    def table_views(self) -> list[TableView]:
        """Return the table editors."""
        return [page.view for page in self._pages.values() if isinstance(page, TablePage)]

    def editors(self) -> list[TextEditor]:
        """Return the text editors."""
        return [page.editor for page in self._pages.values() if isinstance(page, TextPage)]

    def commit(self) -> None:
        """Write what was typed on any page, one after the other whatever one refuses. Raises `UserError`."""
        refusal: UserError | None = None
        for part in self._parts():
            try:
                part.commit()
            except UserError as error:
                refusal = refusal or error
        if refusal is not None:
            raise refusal

    def pending(self) -> list[str]:
        """Return what was typed on any page and is not on disk."""
        return [text for part in self._parts() for text in part.pending()]

    def open_search(self) -> None:
        """Open the search of the text or preview on screen; of the first text when a table is on screen.

        A form without texts has nothing to search.
        """
        shown = self.currentWidget()
        if shown is self.preview and self.preview.page is not None:
            self.preview.page.open_search()
            return
        texts = [page for page in self._pages.values() if isinstance(page, TextPage)]
        first = next((text for text in texts if text.section.heading), next(iter(texts), None))
        page = shown if isinstance(shown, TextPage) else first
        if page is not None:
            self.setCurrentWidget(page)
            page.find_bar.begin()

    def current_table(self) -> TableView | None:
        """Return the table on screen."""
        page = self.currentWidget()
        return page.view if isinstance(page, TablePage) else None

    def scrolled(self) -> QAbstractScrollArea | None:
        """Return the table, text or preview on screen."""
        page = self.currentWidget()
        if isinstance(page, TablePage):
            return page.view
        if isinstance(page, TextPage):
            return page.editor
        return self.preview.page.view if page is self.preview and self.preview.page is not None else None

    def preview_on_screen(self) -> PreviewTab | None:
        """Return the preview when it is on screen."""
        return self.preview if self.currentWidget() is self.preview else None

    def show_preview(self) -> None:
        """Bring the preview to the front."""
        self.preview.load()
        self.setCurrentWidget(self.preview)
        self.focus_page()

    def turn(self, by: int) -> None:
        """Bring the next page to the front, or the one before; after the last comes the first."""
        self.setCurrentIndex((self.currentIndex() + by) % self.count())
        self.focus_page()

    def focus_page(self) -> None:
        """Give the keyboard to the table, text or preview on screen."""
        page = self.currentWidget()
        if isinstance(page, TablePage):
            page.view.setFocus()
        elif isinstance(page, TextPage):
            page.editor.setFocus()
        elif page is self.preview:
            page.setFocus()

    def focus_unasked(self) -> None:
        """Give the keyboard to the page on screen when nobody chose a text: a key then changes none."""
        page = self.currentWidget()
        if isinstance(page, TextPage):
            page.setFocus()
        else:
            self.focus_page()

    def leave_text(self) -> None:
        """Take the keyboard out of a text or line: another report stands there now."""
        focus = self.window().focusWidget()
        if isinstance(focus, QLineEdit | QTextEdit) and self.isAncestorOf(focus):
            self.focus_unasked()

    # names of the tabs

    def _on_checked(self) -> None:
        if self._session.check is not None:
            self._names.mark(self._session.check)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._names.fit()
