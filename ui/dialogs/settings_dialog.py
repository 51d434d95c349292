"""The user's wishes: keys, sizes, colours, fonts, the second place of backups, the reminder, the usual unit."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QWidget

from app.errors import UserError
from ui.base import theme
from ui.base.desktop import folder_to_begin_in
from ui.base.settings import Settings
from ui.dialogs.kit import Dialog, caption, choice_box, form_layout, named, push_button, row_of

_APPEARANCES = (("", "随系统"), ("light", "浅色"), ("dark", "深色"))
_POINTS = (0, 9, 10, 11, 12, 14, 16, 18, 22)


class SettingsDialog(Dialog):
    """Shows the settings; confirmed, they are stored and *apply* is called."""

    def __init__(
        self,
        settings: Settings,
        units: Sequence[str],
        zooms: Sequence[int],
        apply: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("settingsDialog", "设置", parent)
        self.setMinimumWidth(110 * theme.UNIT)
        self._settings, self._apply = settings, apply
        enter = "right" if settings.enter_goes_right else "down"
        self._enter = choice_box("settingsEnter", (("down", "到下面一格"), ("right", "到右边一格")), enter)
        sizes = [(zoom, f"{zoom} %") for zoom in zooms]
        self._zoom = choice_box("settingsZoom", sizes, settings.number("window/zoom", 100))
        self._appearance = choice_box("settingsAppearance", _APPEARANCES, settings.text("appearance"))
        self._distinct = named(QCheckBox("便于分辨红绿的颜色(&C)"), "settingsColours")
        self._distinct.setChecked(settings.distinct_colours)
        families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        fonts = [("", "与界面相同"), *((family, family) for family in families)]
        self._font = choice_box("settingsFont", fonts, settings.text("text/font"))
        points = [(size, f"{size} 磅" if size else "与界面相同") for size in _POINTS]
        self._points = choice_box("settingsPoints", points, settings.number("text/points", 0))
        self._unit = named(QComboBox(), "settingsUnit")
        self._unit.setEditable(True)
        self._unit.addItems(list(units))
        self._unit.setCurrentText(settings.text("unit"))
        self._backups = named(QLineEdit(str(settings.second_backups or "")), "settingsBackups")
        self._backups.setPlaceholderText("不另存")
        self._backups.setToolTip("每次备份之后，再复制一份到这个文件夹；宜选另一块磁盘或网络盘")
        self._remind = named(QCheckBox("在报告列表上方提醒(&D)"), "settingsRemind")
        self._remind.setChecked(not settings.deadline_unsaid)
        self._remind.setToolTip("期限的日子在“检查”菜单的“检查规则设置”中")
        self._lay_out()

    def _lay_out(self) -> None:
        form = form_layout()
        form.addRow("表格中按回车键(&E)", self._enter)
        form.addRow("界面大小(&Z)", self._zoom)
        form.addRow("外观(&A)", self._appearance)
        form.addRow("", self._distinct)
        form.addRow("正文字体(&F)", self._font)
        form.addRow("正文字号(&S)", self._points)
        form.addRow("常用单位(&U)", self._unit)
        choose = push_button("选取(&B)…", self._choose_folder, "settingsChooseFolder")
        form.addRow(
            caption("备份另存到(&K)", self._backups), row_of(self._backups, choose, wide=self._backups)
        )
        form.addRow("公布期限", self._remind)
        self.add(form)
        self.end_with_accepting("确定", self._on_accepted)

    def _choose_folder(self) -> None:
        start = str(folder_to_begin_in(self._backups.text()))
        name = QFileDialog.getExistingDirectory(self, "备份另存到哪个文件夹", start)
        if name:
            self._backups.setText(name)

    def _on_accepted(self) -> None:
        folder = self._backups.text().strip()
        if folder and not Path(folder).is_dir():
            raise UserError(f"没有“{folder}”这个文件夹，请选取备份另存的文件夹，或把这一栏清空。")
        if folder and not Path(folder).is_absolute():
            raise UserError("请写出备份文件夹的完整路径，或点“选取”。")
        self._store(folder)
        self._apply()

    def _store(self, folder: str) -> None:
        settings = self._settings
        settings.enter_goes_right = self._enter.currentData() == "right"
        settings.set("window/zoom", self._zoom.currentData())
        settings.set("appearance", self._appearance.currentData())
        settings.distinct_colours = self._distinct.isChecked()
        settings.set("text/font", self._font.currentData())
        settings.set("text/points", self._points.currentData())
        settings.set("unit", self._unit.currentText().strip())
        settings.set("backup/second", folder)
        settings.deadline_unsaid = not self._remind.isChecked()
