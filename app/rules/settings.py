"""What a workspace may decide about the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.rules.model import Severity

LONGEST_LIMIT = 20_000
MOST_FIGURES = 30
LONGEST_WORD = 20
"""What the limits of section one may be: its characters, and the figures that it must state."""


@dataclass(frozen=True)
class RuleSettings:
    """Switches and severities by base rule id, such as ``narrative.claim``; an id nobody knows has no effect.

    *deadline* is month and day of the year after the report's, by default 31 January (《政府信息公开条例》
    第四十九条); the reminder of an unfinished report begins *notice_days* before it. *longest_overview* is how many
    characters section one may have, 0 where nobody sets a limit; *local_figures* are words of which section one has
    to give a figure, where a province asks for some.
    """

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    deadline: tuple[int, int] = (1, 31)
    notice_days: int = 14
    longest_overview: int = 0
    local_figures: tuple[str, ...] = ()


DEFAULT_SETTINGS = RuleSettings()
