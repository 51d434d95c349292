"""A table copied from Word, WPS or a browser goes where its labels say."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from driving import table
from fixture_types import ReportAdder
from pages import NEW, Page, Piece, Rows, figures
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from app.edits import SetStatus
from app.report import Report, Status, Totals
from ui.frame.main_window import MainWindow


@pytest.fixture
def refusals(window: MainWindow) -> list[str]:
    said: list[str] = []
    window.workbench.session.refused.connect(said.append)
    return said


def _only(wanted: str, change: Callable[[Rows], Rows] = lambda rows: rows) -> Page:
    """A page whose one table is *wanted*, as when it alone was copied."""
    return Page(NEW, change=lambda key, rows: [change(rows)] if key == wanted else [])


def _paste(
    window: MainWindow, html: str, text: str | None = "", cell: str = "applications.granted.other_org"
) -> None:
    view = table(window, cell.partition(".")[0])
    view.setCurrentIndex(view.model().index_for(cell))
    view.setFocus()
    data = QMimeData()
    data.setHtml(html)
    if text is not None:
        data.setText(text)
    QApplication.clipboard().setMimeData(data)
    view.paste()


def _of(key: str) -> dict[str, object]:
    return {cell: value for cell, value in figures(NEW).items() if cell.startswith(f"{key}.")}


@pytest.mark.parametrize(
    ("key", "cell"),
    [
        ("disclosure", "disclosure.fees.amount"),
        ("applications", "applications.granted.other_org"),
        ("disputes", "disputes.review.upheld"),
    ],
)
def test_a_copied_table_goes_to_its_cells_wherever_the_cursor_is(
    window: MainWindow, add_report: ReportAdder, key: str, cell: str
) -> None:
    add_report(totals=Totals.TYPED)
    _paste(window, _only(key).html(), cell=cell)
    assert window.workbench.session.report.cells == _of(key)
    window.workbench.session.undo()
    assert window.workbench.session.report.cells == {}


def test_of_a_whole_page_only_the_table_on_screen_is_taken(
    window: MainWindow, add_report: ReportAdder
) -> None:
    add_report(totals=Totals.TYPED)
    _paste(window, Page(NEW, values={"disputes.review.upheld": "不清楚"}).html())
    assert window.workbench.session.report.cells == _of("applications")


def test_rows_in_another_order_still_find_their_place(window: MainWindow, add_report: ReportAdder) -> None:
    add_report(totals=Totals.TYPED)
    _paste(window, _only("applications", lambda rows: [*rows[:3], rows[4], rows[3], *rows[5:]]).html())
    assert window.workbench.session.report.cells == _of("applications")


def test_computed_totals_in_the_copy_are_passed_over(window: MainWindow, add_report: ReportAdder) -> None:
    add_report(totals=Totals.COMPUTED)
    _paste(window, _only("disputes").html(), cell="disputes.review.upheld")
    cells = window.workbench.session.report.cells
    parts = ("upheld", "corrected", "other", "pending")
    assert cells["disputes.review.upheld"] == figures(NEW)["disputes.review.upheld"]
    assert cells["disputes.review.total"] == sum(cells[f"disputes.review.{part}"] for part in parts)


def test_a_blank_in_the_copy_empties_the_cell(window: MainWindow, add_report: ReportAdder) -> None:
    add_report(totals=Totals.TYPED, cells={"applications.granted.other_org": 9, "disputes.review.upheld": 3})
    page = replace(_only("applications"), values={"applications.granted.other_org": "&nbsp;"})
    _paste(window, page.html())
    cells = window.workbench.session.report.cells
    assert "applications.granted.other_org" not in cells
    assert cells["disputes.review.upheld"] == 3


def _extra_column(rows: Rows) -> Rows:
    return [[*row, Piece("7")] if index else [*row, Piece("备注", 3)] for index, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (_only("disputes"), "请转到该表"),
        (replace(_only("applications"), values={"applications.granted.other_org": "若干"}), "若干"),
        (replace(_only("applications"), values={"applications.granted.other_org": "/"}), "不能确定是 0"),
        (replace(_only("applications"), labels={"自然人": "某某人"}), "格式中没有这一列"),
        (replace(_only("applications"), values=dict.fromkeys(NEW.cells, "")), "没有可以粘贴的数字"),
    ],
    ids=["another table", "no number", "a stroke", "an unknown column", "all blank"],
)
def test_what_is_not_clear_changes_nothing_and_says_why(
    window: MainWindow, add_report: ReportAdder, refusals: list[str], page: Page, words: str
) -> None:
    add_report()
    before = window.workbench.session.report
    _paste(window, page.html(), text="1\t2")
    assert words in refusals[-1]
    assert refusals[-1].endswith("没有改动。")
    assert refusals[-1].count("。") == 1
    assert window.workbench.session.report is before


def test_a_final_report_takes_nothing(
    window: MainWindow, add_report: ReportAdder, refusals: list[str], filled: Callable[..., Report]
) -> None:
    made = filled("cn-disclosure-2021", 1)
    report = add_report(cells=made.cells, sections=made.sections, totals=made.totals)
    window.workbench.session.apply(SetStatus(report.id, Status.FINAL))
    before = window.workbench.session.report
    _paste(window, _only("applications").html())
    assert "已定稿" in refusals[-1]
    assert window.workbench.session.report is before


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
        "<table><tr><td>（一）予以公开</td><td>1</td></tr></table>",
        "<p>1</p>",
    ],
    ids=["figures alone", "no header", "no table"],
)
def test_without_labels_to_go_by_the_plain_text_is_pasted_as_ever(
    window: MainWindow, add_report: ReportAdder, html: str
) -> None:
    add_report()
    _paste(window, html, "1\t2\n3\t4", "applications.granted.natural_person")
    cells = window.workbench.session.report.cells
    assert cells["applications.granted.natural_person"] == 1
    assert cells["applications.partly_granted.enterprise"] == 4


@pytest.mark.parametrize(
    "cell",
    [
        '<style>.a::before{content:"3"}</style><span class="a">12</span>',
        '<input value="1">2',
        '<span style="display:inline-block;transform:rotate(180deg)">21</span>',
    ],
)
def test_a_cell_of_which_it_is_not_certain_what_is_seen_is_refused(
    window: MainWindow, add_report: ReportAdder, refusals: list[str], cell: str
) -> None:
    add_report()
    before = dict(window.workbench.session.report.cells)
    _paste(window, f"<table><tr><td>5</td><td>{cell}</td></tr></table>", text=None)
    assert dict(window.workbench.session.report.cells) == before
    assert len(refusals) == 1
    assert "第 1 行第 2 列" in refusals[0]
    assert "没有改动" in refusals[0]
