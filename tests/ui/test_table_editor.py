"""The table editors: moving, typing, refusing, copying and pasting."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import findings, index_of, part, press, shown, table, type_into
from fixture_types import ReportAdder
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from app.edits import SetStatus
from app.forms.loader import forms
from app.report import Report, Status, Totals
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.frame.workbench import Workbench


@pytest.fixture
def refusals(workbench: Workbench) -> list[str]:
    said: list[str] = []
    workbench.session.refused.connect(said.append)
    return said


@pytest.mark.parametrize("form", list(forms()))
def test_models_keep_qts_rules(window: MainWindow, add_report: ReportAdder, form: str) -> None:
    add_report(form=form)
    for name in forms()[form].tables:
        QAbstractItemModelTester(
            table(window, name).model(), QAbstractItemModelTester.FailureReportingMode.Warning
        )
    for view in window.findChildren(QListView):
        QAbstractItemModelTester(view.model(), QAbstractItemModelTester.FailureReportingMode.Warning)
    window.workbench.verbs.editing.fill_all_blanks()
    window.workbench.session.undo()


@pytest.mark.parametrize("form", list(forms()))
def test_every_cell_of_the_form_has_its_index(window: MainWindow, add_report: ReportAdder, form: str) -> None:
    add_report(form=form)
    for key in forms()[form].cells:
        index = index_of(window, key)
        assert index.isValid()
        assert table(window, key.partition(".")[0]).model().cell_at(index).key == key
    for name in forms()[form].tables:
        assert not table(window, name).model().index_for(f"{name}.no_such_row.no_such_column").isValid()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("abc", "不是数字"), ("-3", "负数"), ("2.5", "整数"), ("1000000000000", "9 位"), ("1,23", "不是数字")],
)
def test_what_is_no_count_is_refused_at_the_cell_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, refusals: list[str], typed: str, words: str
) -> None:
    report = add_report()
    type_into(qtbot, window, "applications.granted.enterprise", "5")
    before = window.workbench.session.report
    steps = window.workbench.session.undo_stack.count()
    type_into(qtbot, window, "applications.granted.enterprise", typed)
    view = table(window, "applications")
    editor = view.viewport().findChild(QLineEdit, "cellEditor")
    assert editor is not None
    assert editor.text() == typed
    assert words in refusals[-1]
    press(qtbot, view, Qt.Key.Key_Escape)
    assert window.workbench.session.report == before
    assert window.workbench.session.undo_stack.count() == steps
    assert shown(window, "applications.granted.enterprise") == "5"
    assert report.id == before.id


def test_tab_and_arrows_go_through_the_cells_that_can_be_typed(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(totals=Totals.COMPUTED)
    view = table(window, "applications")
    view.setCurrentIndex(view.model().index_for("applications.new.natural_person"))
    view.setFocus()
    for _ in range(5):
        press(qtbot, view, Qt.Key.Key_Tab)
    assert view.current_key() == "applications.new.other_org"
    press(qtbot, view, Qt.Key.Key_Tab)
    assert view.current_key() == "applications.carried_in.natural_person", "the computed total is passed over"
    press(qtbot, view, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert view.current_key() == "applications.new.other_org"
    press(qtbot, view, Qt.Key.Key_Down)
    assert view.current_key() == "applications.carried_in.other_org"
    press(qtbot, view, Qt.Key.Key_Right)
    assert view.current_key() == "applications.carried_in.total", "arrows reach totals too"


def test_arrows_pass_over_rows_of_labels(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    view = table(window, "disclosure")
    view.setCurrentIndex(view.model().index_for("disclosure.normative_documents.repealed"))
    view.setFocus()
    press(qtbot, view, Qt.Key.Key_Down)
    assert view.current_key() == "disclosure.licensing.decisions"


def test_typing_replaces_and_f2_edits(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "12")
    type_into(qtbot, window, "disputes.review.upheld", "3")
    assert shown(window, "disputes.review.upheld") == "3"
    view = table(window, "disputes")
    view.setCurrentIndex(view.model().index_for("disputes.review.upheld"))
    press(qtbot, view, Qt.Key.Key_F2)
    qtbot.keyClicks(view.viewport().findChild(QLineEdit, "cellEditor"), "4")
    press(qtbot, view, Qt.Key.Key_Return)
    assert shown(window, "disputes.review.upheld") == "34"


def test_a_computed_total_says_why_it_cannot_be_typed(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, refusals: list[str]
) -> None:
    add_report(totals=Totals.COMPUTED)
    type_into(qtbot, window, "applications.new.total", "9")
    assert "自动合计" in refusals[-1]
    assert shown(window, "applications.new.total") == ""


def test_delete_makes_a_cell_untouched_not_zero(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "0")
    assert shown(window, "disputes.review.upheld") == "0"
    view = table(window, "disputes")
    view.setCurrentIndex(view.model().index_for("disputes.review.upheld"))
    press(qtbot, view, Qt.Key.Key_Delete)
    assert shown(window, "disputes.review.upheld") == ""
    assert "disputes.review.upheld" not in window.workbench.session.report.cells


def test_fill_blanks_fills_only_blanks_and_is_one_step(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "3")
    table(window, "disputes")
    window.menu_actions.by_name["fill_blanks"].trigger()
    cells = window.workbench.session.report.cells
    assert cells["disputes.review.upheld"] == 3
    assert cells["disputes.review.total"] == 3
    assert cells["disputes.suit_after_review.pending"] == 0
    assert "disclosure.rules.issued" not in cells
    window.workbench.session.undo()
    assert window.workbench.session.report.cells == {"disputes.review.upheld": 3, "disputes.review.total": 3}


def test_the_menu_cuts_cells_of_a_table(qtbot: QtBot, window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    type_into(qtbot, window, "disputes.review.upheld", "3")
    view = table(window, "disputes")
    view.setCurrentIndex(view.model().index_for("disputes.review.upheld"))
    view.setFocus()
    window.menu_actions.by_name["cut"].trigger()
    assert QApplication.clipboard().text().strip() == "3"
    assert "disputes.review.upheld" not in window.workbench.session.report.cells


def _paste(window: MainWindow, cell: str, clipboard: str) -> None:
    view = table(window, cell.partition(".")[0])
    view.setCurrentIndex(view.model().index_for(cell))
    view.setFocus()
    QApplication.clipboard().setText(clipboard)
    view.paste()


def test_a_block_from_a_spreadsheet_goes_in_from_the_cursor(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    _paste(window, "applications.granted.natural_person", "1\t2\t3\r\n４\t\t1,200\r\n")
    cells = window.workbench.session.report.cells
    assert (
        cells["applications.granted.natural_person"],
        cells["applications.granted.research_institute"],
    ) == (1, 3)
    assert cells["applications.partly_granted.natural_person"] == 4
    assert "applications.partly_granted.enterprise" not in cells
    assert cells["applications.partly_granted.research_institute"] == 1200


def test_a_block_with_label_columns_goes_to_the_rows_of_these_names(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report()
    block = (
        "\t\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t总计\n"
        "一、本年新收政府信息公开申请数量\t\t7\t1\t0\t0\t0\t0\t8\n"
        "（四）无法提供\t1.本机关不掌握相关政府信息\t3\t0\t0\t0\t0\t0\t3\n"
        "四、结转下年度继续办理\t\t2\t0\t0\t0\t0\t0\t2\n"
    )
    _paste(window, "applications.granted.enterprise", block)
    cells = window.workbench.session.report.cells
    assert cells["applications.new.natural_person"] == 7
    assert cells["applications.unavailable_not_held.natural_person"] == 3
    assert cells["applications.carried_out.natural_person"] == 2
    assert "applications.granted.enterprise" not in cells


@pytest.mark.parametrize(
    ("clipboard", "words"),
    [
        ("", "没有可以粘贴"),
        (" \n\t\n", "没有可以粘贴"),
        ("\n".join(["1"] * 40), "放不下"),
        ("\t".join(["1"] * 9), "放不下"),
        ("1\t2\n3\tabc", "不是数字"),
        ("不存在的一行\t5", "不在本表中"),
    ],
)
def test_a_paste_that_does_not_fit_changes_nothing_and_says_why(
    window: MainWindow, add_report: ReportAdder, refusals: list[str], clipboard: str, words: str
) -> None:
    add_report()
    before = window.workbench.session.report
    _paste(window, "applications.new.natural_person", clipboard)
    assert words in refusals[-1]
    assert "没有改动" in refusals[-1]
    assert window.workbench.session.report == before


def test_what_is_copied_comes_back_when_pasted(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    _paste(window, "applications.granted.natural_person", "1\t2\n3\t4")
    view = table(window, "applications")
    selection = view.selectionModel()
    selection.clearSelection()
    for key in (
        "granted.natural_person",
        "granted.enterprise",
        "partly_granted.natural_person",
        "partly_granted.enterprise",
    ):
        selection.select(
            view.model().index_for(f"applications.{key}"), QItemSelectionModel.SelectionFlag.Select
        )
    view.copy()
    assert QApplication.clipboard().text() == "1\t2\n3\t4"


@pytest.mark.parametrize("name", ["disclosure", "applications", "disputes"])
def test_a_table_copied_with_its_labels_comes_back_cell_for_cell(
    window: MainWindow, add_report: ReportAdder, filled: Callable[..., Report], name: str
) -> None:
    made = filled("cn-disclosure-2021", 3)
    first = add_report(year=2024, cells=made.cells, totals=Totals.TYPED)
    table(window, name)
    window.menu_actions.by_name["copy_with_labels"].trigger()
    copied = QApplication.clipboard().text()
    labels = {
        cell.text
        for cell in table(window, name).model().grid.cells
        if cell.key is None and cell.headers == ()
    }
    assert all(label in copied for label in labels if "勾稽" not in label and label != "信息内容")
    if name == "disputes":
        return  # Its one line has no row labels: what was copied is a block under a header.
    add_report(year=2025, totals=Totals.TYPED)
    _paste(window, next(key for key in made.cells if key.startswith(name)), copied)
    cells = window.workbench.session.report.cells
    assert dict(cells) == {key: value for key, value in first.cells.items() if key.startswith(f"{name}.")}


def test_one_value_fills_every_selected_cell(window: MainWindow, add_report: ReportAdder) -> None:
    add_report()
    view = table(window, "disputes")
    view.selectAll()
    QApplication.clipboard().setText("0")
    view.paste()
    assert all(window.workbench.session.report.cells[key] == 0 for key in view.model().grid.inputs)
    window.workbench.session.undo()
    assert window.workbench.session.report.cells == {}


def test_untouched_cells_are_reported_but_not_painted_as_wrong(
    window: MainWindow, add_report: ReportAdder
) -> None:
    report = add_report()
    window.workbench.session.apply(
        __import__("app.edits", fromlist=["SetCells"]).SetCells(report.id, {"disputes.review.upheld": 1})
    )
    assert any(finding.rule == "complete.disputes" for finding in findings(window))
    from driving import flagged

    assert flagged(window) == set()
    spoken = (
        part(window, QListView, "findingsList").model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    )
    assert spoken.startswith("待填，"), "what is only to be filled in is not called a mistake"


def test_a_final_report_cannot_be_typed_in(
    qtbot: QtBot,
    window: MainWindow,
    add_report: ReportAdder,
    filled: Callable[..., Report],
    refusals: list[str],
) -> None:
    made = filled("cn-disclosure-2021", 1)
    report = add_report(year=2025, cells=made.cells, sections=made.sections, totals=made.totals)
    window.workbench.session.apply(SetStatus(report.id, Status.FINAL))
    before = replace(window.workbench.session.report)
    type_into(qtbot, window, "disputes.review.upheld", "99")
    assert "已定稿" in refusals[-1]
    assert window.workbench.session.report == before
    assert report.id == before.id


@pytest.mark.usefixtures("extra_forms")
def test_all_four_levels_of_row_labels_are_on_screen(window: MainWindow, add_report: ReportAdder) -> None:
    add_report(form="zz-levels-2019")
    part(window, QTabWidget, "reportTabs").setCurrentIndex(1)
    view = part(window, QTableView, "table_items")
    header = view.verticalHeader()
    em = view.fontMetrics().horizontalAdvance("国")
    longest = [2, 2, 4, 3]
    assert all(width >= length * em for width, length in zip(header.levels, longest, strict=True))
    assert header.width() >= sum(header.levels)


def test_an_editor_whose_text_was_refused_takes_the_colours_of_another_theme(
    qtbot: QtBot,
    qapp: QApplication,
    window: MainWindow,
    add_report: ReportAdder,
    request: pytest.FixtureRequest,
) -> None:
    request.addfinalizer(lambda: theme.apply_theme(qapp, "light"))
    theme.apply_theme(qapp, "light")
    add_report()
    type_into(qtbot, window, "applications.new.natural_person", "1x")
    editor = table(window, "applications").viewport().findChild(QLineEdit, "cellEditor")
    light, light_colour = editor.styleSheet(), theme.current().error
    theme.apply_theme(qapp, "dark")
    dark, dark_colour = editor.styleSheet(), theme.current().error
    # Given up before anything is asserted: a refused entry would keep the window from closing.
    press(qtbot, table(window, "applications"), Qt.Key.Key_Escape)
    assert light_colour != dark_colour
    assert light_colour in light
    assert dark_colour in dark


@pytest.mark.parametrize("way", ["click", "key of another cell"])
def test_while_a_text_is_refused_no_other_cell_looks_chosen(
    qtbot: QtBot, window: MainWindow, add_report: ReportAdder, way: str
) -> None:
    """What is typed next goes where the frame is: a click on another cell does not take it away from the refused text."""
    report = add_report()
    session = window.workbench.session
    first, other = "disputes.review.upheld", "disputes.review.pending"
    view = table(window, "disputes")
    view.go_to(first)
    view.setFocus()
    QTest.keyClicks(view, "4")
    QTest.keyClicks(view.viewport().findChild(QLineEdit, "cellEditor"), "x")
    if way == "click":
        place = view.visualRect(view.model().index_for(other)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    else:
        view.go_to(other)
    qtbot.wait(20)
    framed, chosen = view.current_key(), view.selectedIndexes()
    focus = QApplication.focusWidget()
    QTest.keyClicks(focus, "5")
    QTest.keyClick(focus, Qt.Key.Key_Return)
    written = session.repository.report(report.id).cells
    # Given up before anything is asserted: a refused entry would keep the window from closing.
    press(qtbot, view, Qt.Key.Key_Escape)
    assert (framed, chosen) == (first, [view.model().index_for(first)])
    assert written[first] == 5
    assert other not in written
