"""A dialog that nobody acts in does not stop the run: it is refused, and the test fails with its words."""

import pytest
import unanswered_dialogs

pytest_plugins = ["pytester"]

WINDOW = """
    from PySide6.QtWidgets import QDialog, QMenu, QMessageBox, QWidget
    import pytest

    class Window(QWidget):
        def closeEvent(self, event):
            QMessageBox.question(self, "尚未保存", "这段文字没有写进文件，放弃吗？")

    def test_that_fails(qtbot):
        window = Window()
        qtbot.addWidget(window)
        window.show()
        raise AssertionError("its own reason")

    def test_that_waits(qtbot):
        QMessageBox.information(None, "提示", "谁也没有按下按钮")

    def test_that_waits_in_a_menu(qtbot):
        menu = QMenu()
        menu.addAction("复制")
        menu.exec()

    def test_that_asks_and_fails(qtbot):
        assert QDialog(windowTitle="新建年报").exec()

    def test_of_something_else():
        pass
"""


def test_the_run_goes_on_and_says_what_was_asked(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PATIENCE", "AFTERWARDS"):
        monkeypatch.setattr(unanswered_dialogs, name, 0.2)
    pytester.makepyfile(WINDOW)
    ran = pytester.inline_run("-p", "no:cacheprovider", plugins=[unanswered_dialogs])
    told = {
        (report.nodeid.partition("::")[2], report.when): report.longreprtext
        for report in ran.getreports("pytest_runtest_logreport")
        if report.failed
    }
    assert set(told) == {
        ("test_that_fails", "call"),
        ("test_that_fails", "teardown"),
        ("test_that_waits", "call"),
        ("test_that_waits_in_a_menu", "call"),
        ("test_that_asks_and_fails", "call"),
    }
    assert "its own reason" in told["test_that_fails", "call"]
    assert "尚未保存 这段文字没有写进文件，放弃吗？" in told["test_that_fails", "teardown"]
    assert "谁也没有按下按钮" in told["test_that_waits", "call"]
    assert "assert 0" in told["test_that_asks_and_fails", "call"]
    assert "新建年报" in told["test_that_asks_and_fails", "call"]
