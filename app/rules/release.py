"""Whether a report may be output, or only as a draft: one answer for print, file and clipboard."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from app.report import Report, Status
from app.rules.model import Finding, Severity, counted, in_words
from app.writing_systems import STAND_IN

if TYPE_CHECKING:
    from app.rules.check import Check

_UNPRINTABLE = "text.glyph"


class Release(NamedTuple):
    """The answer for one report.

    *obstacles* says why it is a draft, empty when it is none; *unprintable*, that it has characters no font has.
    """

    obstacles: str = ""
    unprintable: bool = False

    @property
    def draft(self) -> bool:
        """Whether it leaves only as a draft, marked as one where the format has a place for the mark."""
        return bool(self.obstacles)

    @property
    def draft_notice(self) -> str:
        """The notice that a draft is output; empty when it is not a draft."""
        return f"{self.obstacles}，输出的是草稿。{stand_ins([self])}" if self.draft else ""

    @property
    def refusal(self) -> str:
        """The refusal where only finished reports are output; empty when there is nothing against it."""
        return f"{self.obstacles}，只能输出草稿。" if self.draft else ""

    @property
    def archive_refusal(self) -> str:
        """The refusal where an archive package was asked for; empty when there is nothing against it."""
        return f"{self.obstacles}，只能输出草稿，不能归档。" if self.draft else ""


def stand_ins(outputs: Iterable[Release]) -> str:
    """Say that characters are printed as a mark, where one of these reports has some that no font has."""
    marked = any(one.unprintable for one in outputs)
    return f"印不出的字在纸上和 PDF、OFD 中以“{STAND_IN}”代替。" if marked else ""


def blocking(status: Status, check: Check) -> list[Finding]:
    """Return the findings for which a report is only a draft: its errors.

    Of a final report those count that are errors by themselves: broken equations, what is missing, damage. A warning
    that was raised to an error after somebody finalised the report does not take that decision back.
    """
    final = status is Status.FINAL
    return [finding for finding in check.errors if not (final and finding.raised)]


def release(report: Report, check: Check) -> Release:
    """Say how *report*, whose check gave *check*, may leave the program."""
    found = blocking(report.status, check)
    words = in_words(counted(found))
    if not words:
        return Release()
    unprintable = any(finding.rule == _UNPRINTABLE for finding in found)
    return Release(f"已定稿，但有 {words}" if report.status is Status.FINAL else f"有 {words}", unprintable)


def transfer_refusal(report: Report, check: Check) -> str:
    """Say why a report can't be handed over to an archive; empty when it can. No draft is handed over."""
    if report.status is not Status.FINAL:
        return "没有定稿，不能移交，请先定稿。"
    return release(report, check).archive_refusal


def verdict_words(report: Report, check: Check) -> str:
    """Say how a report stands: that it may be finalised, or is final, and how many findings of each kind are listed."""
    blocked, others = _counts(report.status, check)
    if report.status is Status.FINAL:
        head = f"已定稿，但有 {blocked}" if blocked else "已定稿，不能修改"
    else:
        head = f"有 {blocked}" if blocked else "可定稿"
    return " · ".join(part for part in (head, others) if part)


def brief_words(status: Status, check: Check) -> str:
    """Say the same, with the same counts, in the few words of a list."""
    blocked, others = _counts(status, check)
    final = f"定稿有 {blocked}" if blocked else "已定稿"
    head = final if status is Status.FINAL else blocked or "可定稿"
    return " · ".join(part for part in (head, others) if part)


def _counts(status: Status, check: Check) -> tuple[str, str]:
    """Return in words how many findings are in the way, and how many are listed besides."""
    blocked = blocking(status, check)
    others = [finding for finding in check.findings if finding not in blocked]
    # Of a final report's errors only those are left here that became errors after it was finalised.
    later = [finding for finding in others if finding.severity is Severity.ERROR and not finding.is_lack]
    told = in_words(counted(finding for finding in others if finding not in later))
    if later:
        told = "，".join(part for part in (f"{len(later)} 处在定稿后列为错误", told) if part)
    return in_words(counted(blocked)), told
