"""Findings from the notes of the office that sent a report back."""

from collections.abc import Iterator

from app.rules.examination import Examination
from app.rules.model import Finding
from app.rules.rule import rule


@rule(
    "note.returned",
    "退回意见",
    "收取报告的单位退回时写的意见；有关的数或文字改动后消失，不需要改的可以豁免并写明理由。",
    source="收取报告的单位的审核意见",
)
def returned(examined: Examination) -> Iterator[Finding]:
    """Yield a finding for each note that still holds."""
    for note in examined.notes:
        cells = (note.cell,) if note.cell else ()
        yield Finding(
            rule=f"{returned.id}.{note.id}",
            severity=returned.severity,
            message=f"退回意见：{note.words.rstrip('。')}。",
            cells=cells,
            section=note.section or None,
        )
