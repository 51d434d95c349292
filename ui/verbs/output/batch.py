"""Exporting or printing many reports, by one dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ui.dialogs.batch_dialog import BatchDialog, BatchPurpose
from ui.verbs.base import Verbs, WindowParts


class BatchVerbs(Verbs):
    """Many reports at once. *print_reports* prints those of these ids, *make_volume* puts them into one file."""

    _dialog: BatchDialog | None = None

    def __init__(
        self,
        parts: WindowParts,
        print_reports: Callable[[Sequence[int]], None],
        make_volume: Callable[[Sequence[int]], None],
    ) -> None:
        super().__init__(parts)
        self._make_volume = make_volume
        self._print_reports = print_reports

    def batch_export(self) -> None:
        """Export many reports."""
        self._open(BatchPurpose.EXPORT)

    def volume(self) -> None:
        """Put many reports into one volume."""
        self._open(BatchPurpose.VOLUME)

    def print_reports(self) -> None:
        """Print many reports."""
        self._open(BatchPurpose.PRINT)

    def _open(self, purpose: BatchPurpose) -> None:
        """Open the dialog for many reports; the one that is open already comes to the front."""
        if self._dialog is None or not self._dialog.isVisible():
            if self._dialog is not None:
                self._dialog.deleteLater()
            self._dialog = BatchDialog(
                self.session,
                self.settings,
                self.export_folder(),
                self.window,
                print_reports=self._print_reports,
                make_volume=self._make_volume,
            )
        self._dialog.open_for(purpose)
