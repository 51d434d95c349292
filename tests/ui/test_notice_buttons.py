"""Where the buttons of a notice stand: beside its words, and below them where the window is narrow."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.views.notice import Notice

_LONG = "单数页已交给“一楼 打印机”。等全部印出后，把整叠纸翻面放回纸盒，页首方向不变，再点“印双数页”。"


@pytest.mark.parametrize(("width", "below"), [(1000, False), (340, True)])
def test_the_words_of_a_notice_are_no_tower_beside_its_buttons(qtbot: QtBot, width: int, below: bool) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(width, 100)
    notice.say(_LONG, kind="warning", buttons=[("印双数页", lambda: None), ("不印了", lambda: None)])
    text, button = notice.findChild(QLabel), notice.buttons()["印双数页"]
    qtbot.waitUntil(lambda: (button.geometry().top() >= text.geometry().bottom()) == below)
    assert text.width() >= 300


def test_a_notice_whose_window_becomes_narrow_moves_its_buttons(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.resize(1000, 60)
    notice.say(_LONG, kind="warning", buttons=[("印双数页", lambda: None), ("不印了", lambda: None)])
    text, button = notice.findChild(QLabel), notice.buttons()["印双数页"]
    notice.resize(340, 160)
    qtbot.waitUntil(lambda: button.geometry().top() >= text.geometry().bottom())
    notice.resize(1000, 60)
    qtbot.waitUntil(lambda: button.geometry().left() >= text.geometry().right())
