"""The preview: the very PDF that is exported, following edits, drawn sharp, moved through by keyboard and wheel."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from driving import part, text, wheel
from fixture_types import Complete, OpenWindow, ReportAdder
from previewing import is_drawn, wait_until_drawn
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QSpinBox,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.edits import SetCells, SetField, SetText
from app.exports.formats import export
from app.report import Report
from app.rules.model import Severity
from app.rules.settings import RuleSettings
from ui.base import theme
from ui.frame.main_window import MainWindow
from ui.printing import page_layout
from ui.printing.page_layout import Fit
from ui.views.preview.page_view import PageView

LONG = "本机关认真做好政府信息公开工作，及时发布政策文件，扎实做好解读，依法保障申请人的权利。\n" * 60


@pytest.fixture
def preview(qtbot: QtBot, window: MainWindow, complete: Complete) -> PageView:
    """The preview of a report of several pages, its first pages drawn."""
    complete(preface=LONG, overview=LONG, problems=LONG, other=LONG)
    return _opened(qtbot, window)


def _opened(qtbot: QtBot, window: MainWindow) -> PageView:
    # The screen of the tests is narrow.
    window.menu_actions.by_name["show_findings"].trigger()
    window.menu_actions.by_name["preview"].trigger()
    view = part(window, PageView, "previewPages")
    wait_until_drawn(qtbot, view)
    return view


def _follow(qtbot: QtBot, view: PageView, edit: Callable[[], object]) -> None:
    """Make an edit and wait until the preview shows it."""
    before = view.made
    edit()
    qtbot.waitUntil(lambda: view.made is not before and is_drawn(view), timeout=20_000)


def _text(view: PageView) -> str:
    with pypdfium2.PdfDocument(view.made.pdf) as opened:
        pages = []
        for page in opened:
            text = page.get_textpage()
            pages.append(text.get_text_range())
            text.close()
            page.close()
    return "".join("".join(pages).split())


def _words(window: MainWindow) -> str:
    label = part(window, QLabel, "previewWords")
    return label.text() if label.isVisible() else ""


def _set(window: MainWindow, section: str, body: str) -> None:
    session = window.workbench.session
    session.apply(SetText(session.report.id, section, body))


def test_nothing_that_makes_or_draws_a_pdf_is_loaded_before_the_tab_is_shown(tmp_path: Path) -> None:
    script = f"""
import sys, time
from pathlib import Path
from ui.start.application import make_application
application = make_application()
from ui.frame.main_window import MainWindow
from app.store.workspace import create
from app.edits import AddReport
from app.store.new_reports import new_report
path = Path({str(tmp_path / "a.nianbao")!r})
workspace = create(path)
workspace.repository.apply(AddReport(new_report(workspace.repository, "示例县教育局", 2025, None)))
workspace.close()
window = MainWindow()
window.show()
window.begin(path)
def loaded():
    return {{name for name in ("pypdfium2", "reportlab", "app.exports.pdf", "ui.views.preview.preview_page",
                              "PySide6.QtPrintSupport") if name in sys.modules}}
end = time.monotonic() + 1
while time.monotonic() < end:
    application.processEvents()
assert window.workbench.session.report is not None
assert not loaded(), loaded()
window.menu_actions.by_name["preview"].trigger()
end = time.monotonic() + 30
while time.monotonic() < end and not window.workbench.tabs.preview.page.view.settled():
    application.processEvents()
assert loaded() == {{"pypdfium2", "reportlab", "app.exports.pdf", "ui.views.preview.preview_page"}}, loaded()
window.close()
"""
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8")
    assert result.returncode == 0, result.stderr


def test_it_is_the_last_tab_and_shows_the_very_file_that_is_exported(
    window: MainWindow, preview: PageView, tmp_path: Path
) -> None:
    tabs = part(window, QTabWidget, "reportTabs")
    assert tabs.tabText(tabs.count() - 1) == "预览"
    assert tabs.currentIndex() == tabs.count() - 1
    export(window.workbench.session.report, "pdf", tmp_path / "a.pdf", draft=False)
    assert preview.made.pdf == (tmp_path / "a.pdf").read_bytes()
    assert _words(window) == ""


def test_the_page_is_on_screen_pixel_by_pixel(qtbot: QtBot, preview: PageView) -> None:
    from ui.printing.page_pictures import draw

    def as_drawn() -> bool:
        """Whether the page shows what is drawn for its width; for a moment after a change it may be scaled."""
        shown = preview.viewport().grab().toImage()
        edge = next(x for x in range(shown.width()) if shown.pixelColor(x, 40) == theme.PAPER)
        width = preview.viewport().width() - 2 * page_layout.GAP
        expected = draw(preview.made, 0, width).convertToFormat(QImage.Format.Format_RGB32)
        visible = shown.copy(edge, page_layout.GAP, width, 400).convertToFormat(QImage.Format.Format_RGB32)
        # The page's outline is drawn over its last column.
        return edge == page_layout.GAP and visible.copy(0, 0, width - 2, 399) == expected.copy(
            0, 0, width - 2, 399
        )

    qtbot.waitUntil(as_drawn, timeout=10_000)


def test_it_follows_an_edit_and_keeps_its_place(qtbot: QtBot, window: MainWindow, preview: PageView) -> None:
    preview.go_to_page(4)
    wait_until_drawn(qtbot, preview)
    place = preview.verticalScrollBar().value()
    _follow(qtbot, preview, lambda: _set(window, "other", "最后改成了这一句。"))
    assert "最后改成了这一句。" in _text(preview)
    assert preview.verticalScrollBar().value() == place
    assert preview.page == 4


def test_undo_leads_to_the_text_and_the_preview_follows(
    qtbot: QtBot, window: MainWindow, preview: PageView
) -> None:
    _follow(qtbot, preview, lambda: _set(window, "other", "最后改成了这一句。"))
    window.workbench.session.undo()
    assert part(window, QTabWidget, "reportTabs").currentIndex() == 6
    _follow(qtbot, preview, lambda: window.menu_actions.by_name["preview"].trigger())
    assert "最后改成了这一句。" not in _text(preview)


def test_of_many_edits_only_the_newest_is_made(
    qtbot: QtBot, window: MainWindow, preview: PageView, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ui.printing.page_pictures

    made: list[str] = []
    make = ui.printing.page_pictures.make

    def counted(report: Report, **options: bool):
        made.append(report.text("other"))
        return make(report, **options)

    monkeypatch.setattr(ui.printing.page_pictures, "make", counted)
    for number in range(30):
        _set(window, "other", f"第{number}次修改。")
        QApplication.processEvents()
    qtbot.waitUntil(lambda: "第29次修改。" in made, timeout=20_000)
    qtbot.waitUntil(lambda: "第29次修改。" in _text(preview), timeout=20_000)
    assert len(made) < 10


def test_edits_made_while_it_is_not_on_screen_cost_nothing_and_are_there_when_it_is(
    qtbot: QtBot, window: MainWindow, preview: PageView, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ui.printing.page_pictures

    made: list[Report] = []
    make = ui.printing.page_pictures.make
    monkeypatch.setattr(
        ui.printing.page_pictures,
        "make",
        lambda report, **options: made.append(report) or make(report, **options),
    )
    part(window, QTabWidget, "reportTabs").setCurrentIndex(0)
    _set(window, "other", "离开预览时改的。")
    qtbot.wait(400)
    assert made == []
    _follow(qtbot, preview, lambda: window.menu_actions.by_name["preview"].trigger())
    assert "离开预览时改的。" in _text(preview)


def test_another_report_is_shown_from_its_first_page_and_none_when_there_is_none(
    qtbot: QtBot, window: MainWindow, preview: PageView, complete: Complete
) -> None:
    preview.go_to_page(4)
    _follow(qtbot, preview, lambda: complete("示例县财政局", 2))
    assert "示例县财政局" in _text(preview)
    assert preview.page == 1
    assert preview.verticalScrollBar().value() == 0


def test_a_report_of_another_form_is_previewed_too(
    qtbot: QtBot, window: MainWindow, preview: PageView, add_report: ReportAdder
) -> None:
    _follow(qtbot, preview, lambda: add_report("示例县财政局", 2020))
    tabs = part(window, QTabWidget, "reportTabs")
    assert tabs.tabText(tabs.currentIndex()) == "预览"
    assert "示例县财政局2020年" in _text(preview)


def _grey(view: PageView) -> int:
    """How many of the sampled pixels have the grey of a draft's mark."""
    image = view.viewport().grab().toImage()
    points = ((x, y) for y in range(0, image.height(), 3) for x in range(0, image.width(), 3))
    colours = (image.pixelColor(x, y) for x, y in points)
    return sum(232 <= c.red() <= 238 and c.red() == c.green() == c.blue() for c in colours)


def test_a_draft_says_so_on_the_page_and_above_it(
    qtbot: QtBot, window: MainWindow, preview: PageView
) -> None:
    clean = _grey(preview)
    report = window.workbench.session.report
    _follow(
        qtbot,
        preview,
        lambda: window.workbench.session.apply(SetCells(report.id, {"applications.new.total": 1})),
    )
    # The mark is drawn, and is no text of the page.
    qtbot.waitUntil(lambda: _grey(preview) > 2 * clean + 100, timeout=20_000)
    assert "草稿" not in _text(preview)
    assert _words(window) == "有 2 处错误，输出的是草稿。"


def test_a_character_that_can_not_be_printed_is_marked_in_a_draft_and_told(
    qtbot: QtBot, window: MainWindow, preview: PageView
) -> None:
    _follow(qtbot, preview, lambda: _set(window, "other", "这里有一个\ue123字。"))
    qtbot.waitUntil(lambda: "以“〓”代替" in _words(window), timeout=20_000)
    assert "这里有一个〓字" in _text(preview)
    _follow(qtbot, preview, lambda: _set(window, "other", "改好了。"))
    assert _words(window) == ""


def test_a_report_that_never_could_be_printed_shows_the_sentence_alone(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    lowered = RuleSettings(severities={"text.glyph": Severity.WARNING})
    window.workbench.session.set_rule_settings(lowered)
    complete(other="\ue123")
    window.menu_actions.by_name["preview"].trigger()
    qtbot.waitUntil(lambda: "没有字体能印出" in _words(window), timeout=20_000)
    assert part(window, PageView, "previewPages").page_count == 0
    assert not part(window, QSpinBox, "previewNumber").isEnabled()


def test_the_keyboard_goes_through_the_pages(qtbot: QtBot, window: MainWindow, preview: PageView) -> None:
    number = part(window, QSpinBox, "previewNumber")
    assert preview.hasFocus()
    assert number.text() == f"第 1 页，共 {preview.page_count} 页"
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert number.value() == preview.page_count
    qtbot.keyClick(preview, Qt.Key.Key_Home)
    assert number.value() == 1
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    screenful = preview.verticalScrollBar().value()
    assert preview.viewport().height() * 0.8 < screenful < preview.viewport().height()
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.verticalScrollBar().value() == 0
    preview.set_zoom(Fit.PAGE)
    for page in (2, 3, 4):
        qtbot.keyClick(preview, Qt.Key.Key_PageDown)
        assert preview.page == page
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page == 3
    number.setFocus()
    number.setValue(5)
    assert preview.page == 5


def test_the_size_is_chosen_by_list_keys_and_wheel(
    qtbot: QtBot, window: MainWindow, preview: PageView
) -> None:
    actions = window.menu_actions.by_name
    choice = part(window, QComboBox, "previewZoom")
    assert choice.currentText() == "适合宽度"
    actions["zoom_reset"].trigger()
    assert (choice.currentText(), round(preview.percent)) == ("100%", 100)
    actions["zoom_in"].trigger()
    assert choice.currentText() == "125%"
    actions["zoom_out"].trigger()
    actions["zoom_out"].trigger()
    assert choice.currentText() == "75%"
    assert window.workbench.verbs.view.zoom == 100, "tables and texts keep their size"
    wheel(preview.viewport(), 120, Qt.KeyboardModifier.ControlModifier)
    assert choice.currentText() == "100%"
    wheel(preview.viewport(), -240, Qt.KeyboardModifier.ControlModifier)
    assert choice.currentText() == "50%"
    choice.setCurrentIndex(choice.findText("适合整页"))
    choice.activated.emit(choice.currentIndex())
    height = preview.viewport().height() - 2 * page_layout.GAP
    width = preview.viewport().width() - 2 * page_layout.GAP
    assert preview.zoom is Fit.PAGE
    wanted = min(height, width * 841.89 / 595.28)
    assert round(preview.percent / 100 * 841.89 * preview.logicalDpiY() / 72) == pytest.approx(wanted, abs=3)
    wait_until_drawn(qtbot, preview)


def test_facing_pages_lie_as_in_the_bound_copy(qtbot: QtBot, window: MainWindow, preview: PageView) -> None:
    part(window, QCheckBox, "previewFacing").setChecked(True)
    places = preview._layout.places
    assert places[1].top() == places[2].top()
    assert places[1].right() < places[2].left()
    assert places[0].left() == places[2].left()
    assert places[0].top() < places[1].top()
    wait_until_drawn(qtbot, preview)


def test_size_and_facing_are_remembered(
    qtbot: QtBot, window: MainWindow, preview: PageView, open_window: OpenWindow
) -> None:
    preview.set_zoom(150)
    part(window, QCheckBox, "previewFacing").setChecked(True)
    path = window.workbench.session.path
    window.close()
    again = _opened(qtbot, open_window(path))
    assert (again.zoom, again.facing) == (150, True)


def test_the_fonts_of_this_computer_are_a_choice_that_is_remembered_and_says_what_is_missing(
    qtbot: QtBot, window: MainWindow, preview: PageView, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.exports.pages import office_fonts

    monkeypatch.setattr(office_fonts, "font_folders", list)
    office_fonts.office.cache_clear()
    choice = part(window, QComboBox, "previewFonts")
    assert choice.currentText() == "随程序字体"

    def choose() -> None:
        choice.setCurrentIndex(1)
        choice.activated.emit(1)

    _follow(qtbot, preview, choose)
    assert _words(window) == "本机有 5 种公文字体没有安装或不允许嵌入，改用程序自带的字体。"
    assert "本机的仿宋_GB2312没有安装" in part(window, QLabel, "previewWords").toolTip()
    assert window.settings.installed_fonts
    office_fonts.office.cache_clear()


def test_room_for_a_seal_is_a_choice_that_is_shown_exported_and_remembered(
    qtbot: QtBot,
    window: MainWindow,
    complete: Complete,
    open_window: OpenWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = complete()
    session = window.workbench.session
    session.apply(SetField(report.id, "signed_by", "示例县教育局"))
    session.apply(SetField(report.id, "signed_on", "2025年1月20日"))
    preview = _opened(qtbot, window)
    box = part(window, QCheckBox, "previewSealed")
    assert not box.isChecked()
    _follow(
        qtbot,
        preview,
        lambda: qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2)),
    )
    assert window.settings.sealed
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "盖章.pdf"), ""))
    window.menu_actions.by_name["export_pdf"].trigger()
    qtbot.waitUntil(lambda: "已导出" in window.workbench.notice.text(), timeout=20_000)
    export(session.report, "pdf", tmp_path / "同.pdf", draft=False, sealed=True)
    assert (tmp_path / "盖章.pdf").read_bytes() == (tmp_path / "同.pdf").read_bytes()
    export(session.report, "pdf", tmp_path / "不.pdf", draft=False)
    assert (tmp_path / "盖章.pdf").read_bytes() != (tmp_path / "不.pdf").read_bytes()
    path = session.path
    window.close()
    again = open_window(path)
    _opened(qtbot, again)
    assert part(again, QCheckBox, "previewSealed").isChecked()


def test_in_a_window_of_its_own_it_follows_while_one_types(
    qtbot: QtBot, window: MainWindow, complete: Complete
) -> None:
    complete()
    editor = text(window, "other")
    window.menu_actions.by_name["preview_window"].trigger()
    own = part(window, QWidget, "previewWindow")
    view = part(own, PageView, "previewPages")
    wait_until_drawn(qtbot, view)
    assert own.windowTitle() == "预览 — 示例县教育局 2024"
    editor.setFocus()
    editor.moveCursor(QTextCursor.MoveOperation.End)
    _follow(qtbot, view, lambda: qtbot.keyClicks(editor, "typed beside it"))
    qtbot.waitUntil(lambda: "typedbesideit" in _text(view), timeout=20_000)
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert round(view.percent) == 100
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert round(view.percent) == 125
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not own.isVisible()


def test_a_title_changed_elsewhere_is_followed(qtbot: QtBot, window: MainWindow, preview: PageView) -> None:
    session = window.workbench.session
    _follow(qtbot, preview, lambda: session.apply(SetField(session.report.id, "title", "另一个标题")))
    assert "另一个标题" in _text(preview)


def test_a_layout_of_pages_of_several_sizes_stays_in_its_columns() -> None:
    from PySide6.QtCore import QSize

    sizes = [(595.0, 842.0), (842.0, 595.0), (595.0, 842.0)]
    layout = page_layout.lay_out(sizes, QSize(900, 600), Fit.WIDTH, facing=False, pixels_per_point=1.0)
    assert max(place.right() for place in layout.places) < 900
    assert [place.center().x() for place in layout.places] == pytest.approx([450] * 3, abs=1)
    tops = [place.top() for place in layout.places]
    assert tops == sorted(tops)
    assert replace(layout).page_at(QPoint(0, tops[2])) == 2
