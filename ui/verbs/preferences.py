"""The settings of the program, and where everything is kept."""

from ui.base.desktop import show_in_system
from ui.dialogs.settings_dialog import SettingsDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.view import ZOOM_STEPS, ViewVerbs


class PreferenceVerbs(Verbs):
    """What holds for the whole window."""

    def __init__(self, parts: WindowParts, view: ViewVerbs) -> None:
        super().__init__(parts)
        self._view = view

    def settings_dialog(self) -> None:
        """Ask for the user's wishes, and follow them."""
        units = [unit.name for unit in self.session.repository.units()] if self.session.is_open else []
        SettingsDialog(self.settings, units, ZOOM_STEPS, self._follow, self.window).exec()

    def _follow(self) -> None:
        self._view.set_zoom(self.settings.number("window/zoom", 100))
        self._view.apply_appearance()
        self.session.file.second_backups = self.settings.second_backups
        self.parts.report_panel.follow_settings(self.settings)

    def save(self) -> None:
        """Write what was typed last, and say where everything is kept."""
        self.session.settle()
        path = self.session.path
        if path is not None:
            self.notice.say(
                f"已保存在“{path}”。填写的内容随时自动保存。",
                buttons=(("打开所在文件夹", lambda: show_in_system(path.parent)),),
            )
