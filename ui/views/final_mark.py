"""Says in the status bar by whom and on which day a report was made final: it looks like any other otherwise."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.report import Status
from ui.base import theme
from ui.base.drawn_icons import drawn
from ui.work.session import Session


class FinalMark(QWidget):
    """A lock with name and day; nothing for a draft."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._beside = True
        self._lock, self._words = QLabel(), QLabel()
        self._words.setObjectName("finalMark")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        theme.write_in(self._words, "fine")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.UNIT, 0, theme.UNIT, 0)
        row.setSpacing(theme.UNIT)
        row.addWidget(self._lock)
        row.addWidget(self._words)
        theme.notifier.changed.connect(self._draw)
        session.report_selected.connect(self._show)
        session.report_changed.connect(lambda _changes: self._show())
        self._show()

    def follow(self, *, shown: bool) -> None:
        """Tell of the report on screen only while the window shows it."""
        self._beside = shown
        self._show()

    def _show(self) -> None:
        report = self._session.report
        final = self._beside and report is not None and report.status is Status.FINAL
        self.setVisible(final)
        if report is None or not final:
            return
        self._draw()
        entry = self._session.finalised(report.id)
        who = entry.action.partition("：")[2] or entry.who if entry is not None else ""
        since = f"{entry.at:%Y-%m-%d}" if entry is not None else ""
        self._words.setText(" ".join(filter(None, (who, since))))
        told = f"{who}于 {since} 定稿，不能修改。" if entry is not None else "已定稿，不能修改。"
        self._words.setToolTip(f"{told}确需修改的，在“报告”菜单中取消定稿。")

    def _draw(self) -> None:
        self._lock.setPixmap(drawn("lock", "fine", self.devicePixelRatioF()))
