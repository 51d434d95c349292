"""A group's page: who sent what, sorting and searching, the missing list, files dropped on it, corrections, leaving out."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from collecting_office import (
    CELL,
    CITY,
    FORM,
    NAMES,
    YEAR,
    aggregate,
    make_office,
    report_of,
    send,
    write_file,
)
from dialogs import in_dialog
from driving import notice, part, way_on
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTableWidget,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.collection.overview import MemberState
from app.report import Unit
from app.store.repository import Repository
from ui.frame.main_window import MainWindow
from ui.models.collecting.members_model import MemberColumn, MemberRole
from ui.views.collecting.group_page import GroupPage


def page(window: MainWindow) -> GroupPage:
    return part(window, GroupPage, "groupPage")


def repository(window: MainWindow) -> Repository:
    return window.workbench.session.repository


def column(window: MainWindow, number: int = MemberColumn.UNIT) -> list[str]:
    model = part(window, QTableView, "groupTable").model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def row_of(window: MainWindow, unit_id: int) -> QModelIndex:
    model = part(window, QTableView, "groupTable").model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return next(index for index in rows if index.data(MemberRole.MEMBER).unit.id == unit_id)


def click_row(qtbot: QtBot, window: MainWindow, unit_id: int, *, twice: bool = False) -> None:
    table = part(window, QTableView, "groupTable")
    index = row_of(window, unit_id)
    table.scrollTo(index)
    place = table.visualRect(index).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    if twice:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def press(qtbot: QtBot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(part(window, QPushButton, name), Qt.MouseButton.LeftButton)


def action(window: MainWindow, name: str) -> None:
    from PySide6.QtGui import QAction

    part(window, QAction, f"group_action_{name}").trigger()


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the page as a file manager does."""
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, told, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(page(window), QDragEnterEvent(QPoint(20, 20), *how))
    QApplication.sendEvent(page(window), QDropEvent(QPointF(20, 20), *how))


def taken(qtbot: QtBot, window: MainWindow) -> QDialog:
    """Wait for the result of what was dropped."""
    qtbot.waitUntil(lambda: window.findChild(QDialog, "takenDialog") is not None, timeout=30_000)
    return part(window, QDialog, "takenDialog")


def result(dialog: QDialog) -> list[tuple[str, str, str]]:
    model = part(dialog, QTableView, "takenList").model()
    return [
        (model.index(row, 0).data(), model.index(row, 2).data(), model.index(row, 3).data())
        for row in range(model.rowCount())
    ]


def saving_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))


def test_the_page_says_who_sent_what_and_how_it_stands(
    qtbot: QtBot, office: MainWindow, qtmodeltester: ModelTester
) -> None:
    assert column(office) == ["云岭市财政局", "云岭市教育局", "云岭市审计局", "青溪县人民政府"]
    words = part(office, QLabel, "groupWords")
    qtbot.waitUntil(lambda: words.text() == "应报 4 个，已报 2 个，未报 2 个，有错误 1 个", timeout=8000)
    states = column(office, MemberColumn.STATE)
    assert states[1:] == ["× 有错误", "未报", "未报"]
    assert column(office, MemberColumn.WHO)[:3] == ["（张三登记）", "（张三登记）", ""]
    assert column(office, MemberColumn.FILE)[0] == "云岭市财政局.xlsx"
    this, last = report_of(2, 12), report_of(2, 2, YEAR - 1)
    shown = [column(office, MemberColumn.RETURNS + 1 + more)[0] for more in (0, 1)]
    assert shown == [str(one.cells["applications.new.total"]) for one in (this, last)]
    qtmodeltester.check(page(office).model)


def test_rows_are_sorted_by_a_click_on_a_head_and_left_by_search_and_state(
    qtbot: QtBot, office: MainWindow
) -> None:
    qtbot.waitUntil(lambda: "正在检查……" not in column(office, MemberColumn.STATE), timeout=8000)
    header = part(office, QTableView, "groupTable").horizontalHeader()
    at = QPoint(header.sectionViewportPosition(MemberColumn.ERRORS) + 10, 5)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert column(office)[0] == "云岭市教育局"
    search = part(office, QLineEdit, "groupSearch")
    qtbot.keyClicks(search, "  ")
    search.setText("云岭市 财政")
    assert column(office) == ["云岭市财政局"]
    search.clear()
    states = part(office, QComboBox, "groupStateFilter")
    states.setCurrentIndex(states.findData(MemberState.MISSING.value))
    assert sorted(column(office)) == sorted(["云岭市审计局", "青溪县人民政府"])


def test_a_double_click_or_enter_opens_the_report(qtbot: QtBot, office: MainWindow) -> None:
    click_row(qtbot, office, 3, twice=True)
    report = office.workbench.session.report
    assert report is not None
    assert (report.unit.id, report.year) == (3, YEAR)
    office.workbench.report_panel.group_chosen.emit(CITY)
    click_row(qtbot, office, 2)
    qtbot.keyClick(part(office, QTableView, "groupTable"), Qt.Key.Key_Return)
    assert office.workbench.session.report.unit.id == 2
    office.workbench.report_panel.group_chosen.emit(CITY)
    click_row(qtbot, office, 4, twice=True)
    assert office.workbench.session.report is None
    assert "还没有报来" in notice(office)


def test_another_year_shows_that_years_reports(qtbot: QtBot, office: MainWindow) -> None:
    years = part(office, QComboBox, "groupYear")
    row = years.findData(YEAR - 1)
    years.setCurrentIndex(row)
    years.activated.emit(row)
    assert part(office, QLabel, "groupWords").text().startswith("应报 4 个，已报 3 个，未报 1 个")
    assert office.workbench.report_panel.model.reports.year == YEAR - 1


def test_a_year_of_which_nothing_has_come_is_shown_by_page_and_list_alike(office: MainWindow) -> None:
    """A year between two that have reports can be chosen as well."""
    session, reports = office.workbench.session, office.workbench.report_panel.model.reports
    send(session.repository, report_of(2, 5, YEAR - 3))
    session.list_changed.emit()
    office.workbench.report_panel.group_chosen.emit(CITY)
    years = part(office, QComboBox, "groupYear")
    row = years.findData(YEAR - 2)
    years.setCurrentIndex(row)
    years.activated.emit(row)
    for _ in range(2):
        assert part(office, QLabel, "groupWords").text().startswith("应报 4 个，已报 0 个")
        assert reports.year == YEAR - 2
        assert reports.member_state(2) is MemberState.MISSING
        session.list_changed.emit()


def test_the_missing_list_is_pasted_and_exported(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, office, "group_copy_missing")
    assert QApplication.clipboard().text().splitlines() == [
        f"云岭市人民政府 {YEAR} 年报告未报单位（2 个，共 4 个）：",
        "1. 云岭市审计局",
        "2. 青溪县人民政府",
    ]
    path = tmp_path / "未报.xlsx"
    saving_to(monkeypatch, path)
    action(office, "export_missing")
    qtbot.waitUntil(path.exists, timeout=5000)
    qtbot.waitUntil(lambda: "已导出" in notice(office))
    sheet = load_workbook(path).active
    assert [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=3)] == [
        [1, "云岭市审计局", "云岭市人民政府"],
        [2, "青溪县人民政府", "云岭市人民政府"],
    ]


def test_who_is_missing_below_a_group_that_is_summed_up_here_is_listed_too(
    qtbot: QtBot, office: MainWindow
) -> None:
    later, session = YEAR + 1, office.workbench.session
    send(session.repository, report_of(6, 9, later))
    session.repository.apply(session.collection.making(Unit(CITY, NAMES[CITY]), later))
    session.list_changed.emit()
    page(office).year_chosen.emit(later)
    press(qtbot, office, "group_copy_missing")
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0] == f"云岭市人民政府 {later} 年报告未报单位（3 个，共 4 个）："
    assert lines[-2:] == [f"青溪县人民政府 {later} 年报告未报单位（1 个，共 2 个）：", "1. 青溪县教育局"]
    assert "未报 4 个单位" in notice(office)


def test_what_the_page_shows_is_exported_with_figures_as_figures(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: "正在检查……" not in column(office, MemberColumn.STATE), timeout=8000)
    path = tmp_path / "情况.xlsx"
    saving_to(monkeypatch, path)
    action(office, "export_members")
    qtbot.waitUntil(lambda: "已导出" in notice(office), timeout=5000)
    rows = list(load_workbook(path).active.values)
    heads = list(rows[1])
    assert heads[:10] == [
        "单位",
        "情况",
        "错误",
        "待填",
        "提示",
        "收到时间",
        "报送人",
        "文件",
        "份数",
        "新收",
    ]
    assert heads[10] == f"新收（{YEAR - 1} 年）"
    finance = dict(zip(heads, rows[2], strict=True))
    assert finance["单位"] == "云岭市财政局"
    assert finance["新收"] == report_of(2, 12).cells["applications.new.total"]


def test_files_and_folders_dropped_on_the_page_are_taken_in_and_broken_ones_listed(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "报来"
    write_file(folder, report_of(4, 14))
    write_file(folder / "去年", report_of(2, 12, YEAR - 1))
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 broken")
    stranger = write_file(tmp_path / "别处", report_of(2, 9), name="外.json")
    stranger.write_text(stranger.read_text().replace("云岭市财政局", "别处县财政局"))
    drop(office, folder, stranger)
    dialog = taken(qtbot, office)
    found = {name: (outcome, why) for name, outcome, why in result(dialog)}
    assert found["云岭市审计局.json"] == ("√ 已收", "")
    assert found["坏.docx"][0] == "× 没有收下"
    assert found["坏.docx"][1].startswith("已损坏"), "the reason is seen first; the file stands beside it"
    whole = part(dialog, QLabel, "takenReason")
    assert "外.json\n“别处县财政局”不在" in whole.text(), "the first row is chosen"
    for _ in range(2):
        qtbot.keyClick(part(dialog, QTableView, "takenList"), Qt.Key.Key_Down)
    assert "坏.docx\n“坏.docx”已损坏" in whole.text()
    assert "是 2024 年的报告，要收的是 2025 年的" in found["云岭市财政局.json"][1]
    assert "不在云岭市人民政府的单位名单中" in found["外.json"][1]
    assert part(dialog, QLabel, "takenWords").text() == "共 4 个文件：收下 1 个，没有收下 3 个。"
    assert column(office, MemberColumn.FILE)[2] == "云岭市审计局.json"
    press(qtbot, dialog, "takenCopy")
    assert "坏.docx" in QApplication.clipboard().text()
    session = office.workbench.session
    session.undo()
    assert column(office, MemberColumn.STATE)[2] == "未报"
    session.redo()
    assert repository(office).report_of(4, YEAR) is not None


def test_what_was_not_read_of_a_file_is_listed_with_its_place(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    path = write_file(tmp_path / "报来", report_of(4, 14))
    path.write_text(path.read_text().replace('"disputes.review.upheld": "', '"disputes.review.upheld": "约'))
    drop(office, path)
    rows = result(taken(qtbot, office))
    assert rows[0][0] == "云岭市审计局.json"
    assert any(outcome == "没有读出" and "约" in why for _, outcome, why in rows)


def test_a_correction_is_compared_cell_by_cell_before_it_counts(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    before = repository(office).report_of(2, YEAR)
    assert before is not None
    corrected = before.cells[CELL] + 5
    new = report_of(2, 12, applications__new__natural_person=corrected)
    drop(office, write_file(tmp_path / "更正", new, at=10))
    dialog = taken(qtbot, office)
    assert [row[1] for row in result(dialog)] == ["! 已登记，等待核对后采用"]
    assert repository(office).report_of(2, YEAR).cells[CELL] == before.cells[CELL], "nothing counts unseen"
    assert "1 份更正待核" in column(office, MemberColumn.STATE)[0]

    def adopt(shown: QDialog) -> None:
        table = part(shown, QTableWidget, "correctionTable")
        lines = [[table.item(row, at).text() for at in range(4)] for row in range(table.rowCount())]
        name = before.form.cells[CELL].name
        assert [name, str(before.cells[CELL]), str(corrected), "+5"] in lines
        qtbot.mouseClick(part(shown, QPushButton, "correctionAdopt"), Qt.MouseButton.LeftButton)

    in_dialog(adopt)
    press(qtbot, dialog, "takenCompare")
    assert repository(office).report_of(2, YEAR).cells[CELL] == corrected
    assert "更正待核" not in column(office, MemberColumn.STATE)[0]
    assert column(office, MemberColumn.RETURNS)[0] == "2"
    office.workbench.session.undo()
    assert repository(office).report_of(2, YEAR).cells[CELL] == before.cells[CELL]
    office.workbench.report_panel.group_chosen.emit(CITY)
    assert "1 份更正待核" in column(office, MemberColumn.STATE)[0], "the step is taken back as a whole"


def test_a_correction_that_is_discarded_counts_nowhere_and_stays_registered(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    drop(office, write_file(tmp_path / "更正", report_of(2, 19), at=10))
    dialog = taken(qtbot, office)
    before = repository(office).report_of(2, YEAR)

    def discard(shown: QDialog) -> None:
        qtbot.mouseClick(part(shown, QPushButton, "correctionDiscard"), Qt.MouseButton.LeftButton)

    in_dialog(discard)
    press(qtbot, dialog, "takenCompare")
    assert repository(office).report_of(2, YEAR) == before
    assert column(office, MemberColumn.STATE)[0].count("待核") == 0
    assert column(office, MemberColumn.RETURNS)[0] == "2"


def sign(qtbot: QtBot, reason: str, who: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        part(dialog, QPlainTextEdit, "decisionReason").setPlainText(reason)
        part(dialog, QLineEdit, "decisionWho").setText(who)
        buttons = [button for button in dialog.findChildren(QAbstractButton) if button.text() == "不计入"]
        qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    return act


def test_a_unit_is_left_out_with_a_reason_and_counted_again(qtbot: QtBot, office: MainWindow) -> None:
    press(qtbot, office, "group_open_sum")
    whole = aggregate(repository(office)).cells[CELL]
    office.workbench.report_panel.group_chosen.emit(CITY)
    click_row(qtbot, office, 2)
    in_dialog(sign(qtbot, "与市政府办公室重复", "王小明"))
    action(office, "exclude_member")
    own = repository(office).report_of(2, YEAR).cells[CELL]
    assert aggregate(repository(office)).cells[CELL] == whole - own
    assert column(office)[0] == "云岭市财政局（不计入）"
    qtbot.mouseClick(way_on(office, "撤销"), Qt.MouseButton.LeftButton)
    assert aggregate(repository(office)).cells[CELL] == whole
    office.workbench.session.redo()
    office.workbench.report_panel.group_chosen.emit(CITY)
    click_row(qtbot, office, 2)
    action(office, "include_member")
    assert aggregate(repository(office)).cells[CELL] == whole
    actions = [entry.action for entry in repository(office).history.entries(aggregate(repository(office)).id)]
    assert "不计入云岭市财政局：与市政府办公室重复" in actions


def test_the_sum_opens_as_a_report_that_cannot_be_typed_into(qtbot: QtBot, office: MainWindow) -> None:
    press(qtbot, office, "group_open_sum")
    report = office.workbench.session.report
    assert report is not None
    assert (report.unit.name, report.origin.value) == ("云岭市人民政府", "sum")
    model = part(office, QTableView, "table_applications").model()
    assert not model.flags(model.index_for(CELL)) & Qt.ItemFlag.ItemIsEditable


def test_the_reports_chosen_are_printed_in_the_order_on_screen(
    qtbot: QtBot, office: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sequence[int]] = []
    monkeypatch.setattr(office.workbench.verbs.collecting, "print_reports", asked.append)
    action(office, "print_members")
    click_row(qtbot, office, 3)
    action(office, "print_members")
    ids = [repository(office).report_of(own, YEAR).id for own in (2, 3)]
    assert asked == [ids, ids[1:]]


def test_fill_in_workbooks_are_made_for_the_whole_group(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "填报"))
    (tmp_path / "填报").mkdir()
    action(office, "make_workbooks")
    qtbot.waitUntil(lambda: "制作 4 份填报表" in notice(office), timeout=20_000)
    made = sorted(path.name for path in (tmp_path / "填报").iterdir())
    assert made == sorted(f"{NAMES[own]}{YEAR}年年报填报表.xlsx" for own in (2, 3, 4, 5))
    assert all(zipfile.is_zipfile(path) for path in (tmp_path / "填报").iterdir())


def test_a_register_read_in_the_window_makes_the_tree(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("单位名称,上级\n云岭市人民政府,\n云岭市财政局,\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    window.menu_actions.by_name["import_register"].trigger()
    qtbot.waitUntil(lambda: window.workbench.report_panel.model.reports.grouped, timeout=15_000)
    assert "已读入 2 个单位" in notice(window)
    window.workbench.session.undo()
    assert not window.workbench.report_panel.model.reports.grouped


def test_files_that_come_while_others_are_read_are_refused_in_words(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "报来"
    for own in (4, 2):
        write_file(folder, report_of(own, 14 + own))
    drop(office, folder)
    drop(office, folder)
    assert "正在收取另一批文件" in notice(office)
    taken(qtbot, office)


def test_stopping_keeps_what_came_in_before(qtbot: QtBot, office: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "报来"
    for number in range(30):
        write_file(folder, report_of(4, 40 + number), name=f"{number}.json", at=number)
    drop(office, folder)
    stop = part(office, QPushButton, "groupStop")
    assert stop.isVisible()
    qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "已停止" in notice(office), timeout=20_000)
    assert not stop.isVisible()


def test_a_file_sent_elsewhere_than_the_window_shows_on_the_page(qtbot: QtBot, office: MainWindow) -> None:
    send(repository(office), report_of(4, 14))
    office.workbench.session.list_changed.emit()
    assert column(office, MemberColumn.WHO)[2] == "（张三登记）"


def test_files_on_their_way_go_into_no_other_workspace(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "报来"
    for number in range(12):
        write_file(folder, report_of(4, 40 + number), name=f"{number}.json", at=number)
    other = make_office(tmp_path / "另一.nianbao")
    drop(office, folder)
    office.workbench.session.open(other)
    qtbot.waitUntil(lambda: office.workbench.verbs.collecting.taking_in._intake is None, timeout=30_000)
    assert repository(office).report_of(4, YEAR) is None
    assert repository(office).path == other


def test_who_filled_the_workbook_in_is_kept_with_the_return_and_shown(
    qtbot: QtBot, office: MainWindow, tmp_path: Path
) -> None:
    from app.exports.workbook import Maker, WorkbookOrder
    from app.workbook_names import FILLED_BY, TELEPHONE

    path = tmp_path / "填报表.xlsx"
    path.write_bytes(Maker(FORM, YEAR).make(WorkbookOrder(NAMES[4])))
    book = load_workbook(path)
    for name, text in ((FILLED_BY, "赵小敏"), (TELEPHONE, "0555-1234567")):
        sheet, _, place = book.defined_names[name].attr_text.rpartition("!")
        book[sheet.strip("'")][place.replace("$", "")].value = text
    book.save(path)
    drop(office, path)
    taken(qtbot, office)
    assert column(office, MemberColumn.WHO)[2] == "赵小敏 0555-1234567"
    report = repository(office).report_of(4, YEAR)
    assert report is not None
    assert not any("赵小敏" in text for text in report.sections.values())


def test_a_folder_is_chosen_and_its_result_shown_again(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    action(office, "last_taken")
    assert "还没有收过文件" in notice(office)
    write_file(tmp_path / "报来", report_of(4, 14))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(tmp_path / "报来"))
    action(office, "take_in_folder")
    dialog = taken(qtbot, office)
    first = result(dialog)
    assert first == [("云岭市审计局.json", "√ 已收", "")]
    dialog.close()
    qtbot.waitUntil(lambda: office.findChild(QDialog, "takenDialog") is None, timeout=5000)
    action(office, "last_taken")
    assert result(taken(qtbot, office)) == first


def test_workspaces_are_made_for_the_whole_group_and_none_is_replaced(
    qtbot: QtBot, office: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "下发"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    action(office, "make_workspaces")
    qtbot.waitUntil(lambda: "制作 4 份数据文件" in notice(office), timeout=20_000)
    made = sorted(path.name for path in folder.iterdir())
    assert made == sorted(f"{NAMES[own]}{YEAR}年年报.nianbao" for own in (2, 3, 4, 5))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    action(office, "make_workspaces")
    qtbot.waitUntil(lambda: "另有 4 份原来就有，没有替换" in notice(office), timeout=20_000)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_nothing_moves_on_the_page_when_a_notice_comes_or_goes(qtbot: QtBot, office: MainWindow) -> None:
    workbench, table = office.workbench, part(office, QTableView, "groupTable")
    office.resize(1366, 330)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: "正在检查……" not in column(office, MemberColumn.STATE), timeout=8000)
    parts = [part(office, QLineEdit, "groupSearch"), *page(office).findChildren(QPushButton), table]

    def stands() -> list[QPoint]:
        rows = [table.rowViewportPosition(row) for row in range(table.model().rowCount())]
        return [*(one.mapToGlobal(QPoint(0, 0)) for one in parts), *(QPoint(0, place) for place in rows)]

    before = stands()
    for act in (
        lambda: workbench.notice.say("第一行\n第二行\n第三行", stay=True),
        workbench.notice.hide,
        lambda: workbench.standing.say("只读。", kind="warning"),
        workbench.standing.hide,
    ):
        act()
        qtbot.wait(50)
        assert stands() == before
