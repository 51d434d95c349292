"""Handing reports over to an archive, and saying whether what was handed over is whole."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.exports.transfer import FolderVerification, verify_transfer
from ui.dialogs.transfer_dialog import TransferDialog
from ui.verbs.base import Verbs
from ui.work.tasks import Task

_MOST_FAULTS = 5


class TransferVerbs(Verbs):
    """Many reports as a folder for the archive."""

    _dialog: TransferDialog | None = None

    def transfer(self) -> None:
        """Open the dialog that hands reports over; the one that is open already comes to the front."""
        if self._dialog is None or not self._dialog.isVisible():
            if self._dialog is not None:
                self._dialog.deleteLater()
            self.session.settle()
            self._dialog = TransferDialog(self.session, self.settings, self.export_folder(), self.window)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def verify_folder(self) -> None:
        """Say whether a transfer folder is whole, or what in it was altered."""
        name = QFileDialog.getExistingDirectory(self.window, "核验移交文件夹", str(self.export_folder()))
        if not name:
            return
        folder = Path(name)

        def work(_task: Task) -> FolderVerification:
            return verify_transfer(folder)

        def done(found: FolderVerification) -> None:
            text = f"移交文件夹“{folder.name}”{_in_short(found)}"
            lines = [text, *_shortened(found.faults), *found.compared, *found.remarks]
            lines += ["数字摘要清单的校验值，请与移交时登记的核对：", *found.digests.lines()]
            self.notice.say("\n".join(lines), kind=_kind(found), stay=True)

        self.in_background(work, done)


def _in_short(found: FolderVerification) -> str:
    if found.faults:
        return "有问题："
    if found.left_out:
        return f"没有发现问题，但{'、'.join(found.left_out)}没有检测完："
    return "四项检测都未发现问题。"


def _kind(found: FolderVerification) -> str:
    if found.faults:
        return "error"
    return "warning" if found.left_out else "ask"


def _shortened(faults: list[str]) -> list[str]:
    """Return the first of many faults, and how many there are."""
    if len(faults) <= _MOST_FAULTS:
        return faults
    return [*faults[:_MOST_FAULTS], f"……共 {len(faults)} 处，全部内容请用命令 verify 查看。"]
