"""The findings that somebody has waived: what, why, who and when."""

from app.rules.model import Finding
from app.rules.waivers import Waived
from ui.models.finding_model import FindingListModel

_DATE_LENGTH = 10


class WaivedModel(FindingListModel[Waived]):
    """Follows the check of the report on screen."""

    def _finding(self, entry: Waived) -> Finding:
        return entry.finding

    def _spoken(self, entry: Waived) -> str:
        return f"已豁免：{entry.finding.message}{_reason(entry)}（{_signed(entry)}）"

    def _lines(self, entry: Waived) -> list[tuple[str, str]]:
        return [(entry.finding.message, "muted"), (_reason(entry), "text"), (_signed(entry), "muted")]

    def _on_checked(self) -> None:
        check = self._session.check
        waived = check.waived if check else ()
        if waived != self._entries:
            self.beginResetModel()
            self._entries = waived
            self.endResetModel()


def _reason(entry: Waived) -> str:
    return f"理由：{entry.waiver.reason}"


def _signed(entry: Waived) -> str:
    return f"{entry.waiver.who}，{entry.waiver.at[:_DATE_LENGTH]}"
