"""One slip: the cell that is named bears the mark, the rest of its equations a tint, and all of one equation one outline."""

import pytest
from driving import findings, flagged, index_of, part, press, shown, table, type_into
from fixture_types import Complete
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from app.report import Report
from app.rules.model import Finding
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.models.grid_model import GridRole
from ui.models.table_model import TableModel

WRONG = "applications.granted.natural_person"


@pytest.fixture
def slipped(qtbot: QtBot, window: MainWindow, complete: Complete) -> Report:
    """A report with typed totals in which one figure was mistyped by hand."""
    report = complete("示例市教育局")
    type_into(qtbot, window, WRONG, str(report.cells[WRONG] + 30))
    qtbot.waitUntil(
        lambda: bool(_equations(window)) and all(f.culprits for f in _equations(window)), timeout=5000
    )
    return report


def _equations(window: MainWindow) -> list[Finding]:
    return [finding for finding in findings(window) if finding.left is not None and not finding.section]


def _marked(window: MainWindow) -> set[str]:
    model = table(window, "applications").model()
    assert isinstance(model, TableModel)
    return {key for key in model.grid.inputs if model.index_for(key).data(GridRole.MARKED)}


def test_only_the_cell_that_is_named_bears_the_mark(window: MainWindow, slipped: Report) -> None:
    concerned = {key for finding in _equations(window) for key in finding.cells}
    assert len(concerned) > 20
    assert _marked(window) == {WRONG}
    assert flagged(window) == concerned
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert index_of(window, WRONG).data(spoken).endswith("，有错误")
    other = next(iter(concerned - {WRONG}))
    assert index_of(window, other).data(spoken).endswith("，有关的等式不成立")


def test_going_to_a_finding_leads_to_that_cell(qtbot: QtBot, window: MainWindow, slipped: Report) -> None:
    view = table(window, "applications")
    for row in range(len(_equations(window))):
        view.setCurrentIndex(view.model().index_for("applications.new.total"))
        listed = part(window, QListView, "findingsList")
        listed.setFocus()
        listed.setCurrentIndex(listed.model().index(row, 0))
        qtbot.keyClick(listed, Qt.Key.Key_Return)
        assert view.current_key() == WRONG
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert view.current_key() == WRONG


def test_cells_that_lie_together_have_one_outline(qtbot: QtBot, window: MainWindow, slipped: Report) -> None:
    finding = next(f for f in _equations(window) if len(f.cells) > 15)
    window.workbench.tabs.places.outline([finding])
    grid = table(window, "applications").model().grid
    inside = {grid.inputs[key].row: index_of(window, key).data(GridRole.OUTLINED) for key in finding.cells}
    for row, (top, right, bottom, left) in inside.items():
        assert (top, bottom) == (row - 1 not in inside, row + 1 not in inside)
        assert right
        assert left
    window.workbench.tabs.places.outline([])
    assert index_of(window, WRONG).data(GridRole.OUTLINED) is None


@pytest.mark.parametrize("dark", [False, True])
def test_the_mark_is_seen_in_both_appearances(
    qtbot: QtBot, window: MainWindow, slipped: Report, dark: bool
) -> None:
    action = window.menu_actions.by_name["dark"]
    if dark:
        action.trigger()
    try:
        view = table(window, "applications")
        press(qtbot, view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        red = QColor(theme.current().error)
        picture = view.viewport().grab().toImage()

        def has_red(cell: str) -> bool:
            place = view.visualRect(view.model().index_for(cell))
            return any(
                picture.pixelColor(x, y) == red
                for x in range(place.left(), place.right())
                for y in range(place.top(), place.bottom())
            )

        view.scrollTo(view.model().index_for(WRONG))
        picture = view.viewport().grab().toImage()
        assert has_red(WRONG)
        beside = next(
            key
            for finding in _equations(window)
            for key in finding.cells
            if key != WRONG and view.viewport().rect().contains(view.visualRect(view.model().index_for(key)))
        )
        assert not has_red(beside)
    finally:
        if dark:
            action.trigger()


def test_the_table_is_painted_with_its_marks_before_the_list_beside_it_follows(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    report = complete("示例市教育局")
    view = table(window, "applications")
    type_into(qtbot, window, WRONG, str(report.cells[WRONG]))
    painted: list[tuple[str, bool, int]] = []

    class Paints(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                painted.append((shown(window, WRONG), WRONG in flagged(window), len(_equations(window))))
            return False

    paints = Paints()
    view.viewport().installEventFilter(paints)
    wrong = report.cells[WRONG] + 30
    assert view.model().setData(index_of(window, WRONG), str(wrong), Qt.ItemDataRole.EditRole)
    assert painted == [(str(wrong), True, 0)]
    assert _equations(window)
