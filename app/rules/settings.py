"""What a workspace may decide about the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.rules.model import Severity


@dataclass(frozen=True)
class RuleSettings:
    """Switches and severities by base rule id, such as ``narrative.claim``; an id nobody knows has no effect.

    *deadline* is month and day of the year after the report's, by default 31 January (《政府信息公开条例》
    第四十九条); from *notice_days* before it an unfinished report is reminded of.
    """

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    deadline: tuple[int, int] = (1, 31)
    notice_days: int = 14


DEFAULT_SETTINGS = RuleSettings()
