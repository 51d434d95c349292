"""Reads the register of units from a table."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.collection.register_file import RegisterLine
from app.errors import UserError
from ui.base.desktop import folder_to_begin_in
from ui.verbs.base import Verbs
from ui.work.refusals import telling

_MOST_ASKED = 12
_REGISTERS = "单位名录 (*.xlsx *.xls *.et *.ods *.csv *.docx);;所有文件 (*)"


class RegisterVerbs(Verbs):
    """Units, and who is below whom."""

    def import_register(self) -> None:
        """Read the register of units from a table."""
        if why := self.session.read_only:
            raise UserError(f"不能读入：{why}。")
        folder = str(folder_to_begin_in(self.settings.text("import_folder")))
        name, _ = QFileDialog.getOpenFileName(self.window, "读入单位名录", folder, _REGISTERS)
        if name:
            self.settings.set("import_folder", str(Path(name).parent))
            self.import_register_from(Path(name))

    def import_register_from(self, path: Path) -> None:
        """Read the register of units from this table. Raises `UserError`."""
        from app.commands.units import importing, lines_in

        def done(lines: list[RegisterLine]) -> None:
            with telling(self.tell):
                self.session.settle()
                edit, asked = importing(self.session.repository, lines)
                self.session.file.before_bulk()()
                self.session.apply(edit)
                words = f"已读入 {len(lines)} 个单位。"
                if asked:
                    self.notice.say(
                        f"{words}请核对：\n" + "\n".join(asked[:_MOST_ASKED]), kind="warning", stay=True
                    )
                else:
                    self.say_done(words)

        self.in_background(lambda _task: lines_in(path), done)
