"""Rules, their outcomes, and findings."""

from dataclasses import dataclass
from enum import StrEnum

from app.values import Value, distance


class Severity(StrEnum):
    """How much a finding weighs: an error blocks 定稿, a warning may be waived, a question only asks."""

    ERROR = "error"
    WARNING = "warning"
    ASK = "ask"


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提示", Severity.ASK: "请核对"}


class Outcome(StrEnum):
    """What became of a rule on a report."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True)
class Suggestion:
    """The one cell whose change would mend the finding, and the value that would."""

    cell: str
    value: Value


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold, in words for the user.

    *rule* is the rule's id with the row or column it stands at. *cells* are the cells concerned. *left*, *right*
    and *difference* are the two sides of an equation. *section* with *start* and *length* point into a text whose
    words are *excerpt*. *hint* says what the cause probably is.
    """

    rule: str
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    left: Value | None = None
    right: Value | None = None
    section: str | None = None
    start: int = 0
    length: int = 0
    excerpt: str = ""
    hint: str = ""
    suggestion: Suggestion | None = None

    @property
    def is_lack(self) -> bool:
        """Whether something is missing rather than wrong."""
        return self.rule.startswith("complete.") and not self.rule.startswith("complete.value")

    @property
    def difference(self) -> Value | None:
        """How far the sides are apart, at least 0."""
        return None if self.left is None or self.right is None else distance(self.left, self.right)


@dataclass(frozen=True)
class Result:
    """The outcome of one rule.

    *untouched* are the blank cells for which it could not be evaluated, *untouched_before* those of last year's
    report.
    """

    rule: str
    outcome: Outcome
    finding: Finding | None = None
    untouched: tuple[str, ...] = ()
    untouched_before: tuple[str, ...] = ()
