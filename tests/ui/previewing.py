"""Waiting for the pages of the preview."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.views.preview.page_view import PageView


def is_drawn(view: PageView) -> bool:
    """Whether everything is drawn, also after the layouts have processed results of other threads."""
    QApplication.sendPostedEvents()
    return view.settled()


def wait_until_drawn(qtbot: QtBot, view: PageView) -> None:
    qtbot.waitUntil(lambda: is_drawn(view), timeout=20_000)
