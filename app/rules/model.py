"""Rules, their outcomes, and findings."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.values import Value, distance


class Severity(StrEnum):
    """How much a finding weighs: an error blocks 定稿, a warning may be waived, a question only asks."""

    ERROR = "error"
    WARNING = "warning"
    ASK = "ask"


SEVERITY_ORDER = {severity: place for place, severity in enumerate(Severity)}
"""The heaviest first: findings are listed so."""
SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "提示", Severity.ASK: "请核对"}
LACK = "待填"
"""The kind of findings that block 定稿 though nobody has made a mistake: something is still to be filled in."""
KINDS = ("错误", LACK, "提示", "请核对")
"""The names of all kinds of findings, in their order; every place that lists or counts findings uses them."""
_MEASURES = {"错误": "处", LACK: "处"}


class Verdict(StrEnum):
    """Whether a report may be finalised."""

    READY = "ready"
    ERRORS = "errors"
    INCOMPLETE = "incomplete"


class RuleOutcome(StrEnum):
    """What became of a rule on a report."""

    HOLDS = "holds"
    BROKEN = "broken"
    NOT_EVALUATED = "not evaluated"


class Suggestion(NamedTuple):
    """The one cell whose change would mend the finding, and the value that would."""

    cell: str
    value: Value


class Replacement(NamedTuple):
    """Words of a text and what they should be, where only one answer is possible."""

    section: str
    start: int
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that does not hold, in words for the user.

    *rule* is the rule's id with the row or column it stands at. *cells* are the cells concerned. *left*, *right*
    and *difference* are the two sides of an equation. *section* with *start* and *length* point into a text whose
    words are *excerpt*. *hint* says what the cause probably is. *culprits* are the cells that are probably wrong, as
    few as are known, and *raised* says that only the settings of the workspace make an error of it.
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
    culprits: tuple[str, ...] = ()
    raised: bool = False
    replacements: tuple[Replacement, ...] = ()
    """What would correct it in the texts, each place once."""

    @property
    def kind(self) -> str:
        """What the finding is called: one of `KINDS`."""
        return LACK if self.is_lack and self.severity is Severity.ERROR else SEVERITY_NAMES[self.severity]

    @property
    def marked(self) -> tuple[str, ...]:
        """The cells to be marked, the first one being where to go: the culprits, else the first cell concerned."""
        return self.culprits or self.cells[:1]

    @property
    def is_lack(self) -> bool:
        """Whether something is missing rather than wrong."""
        return self.rule.startswith("complete.") and not self.rule.startswith("complete.value")

    @property
    def difference(self) -> Value | None:
        """How far the sides are apart, at least 0."""
        return None if self.left is None or self.right is None else distance(self.left, self.right)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many there are of each kind, without kinds that do not occur."""
    counts = Counter(finding.kind for finding in findings)
    return {kind: counts[kind] for kind in KINDS if counts[kind]}


def in_words(counts: Mapping[str, int]) -> str:
    """Say counts: 2 处错误，3 处待填."""
    return "，".join(f"{count} {_MEASURES.get(kind, '项')}{kind}" for kind, count in counts.items())


class Result(NamedTuple):
    """The outcome of one rule.

    *untouched* are the blank cells for which it could not be evaluated, *untouched_before* those of last year's
    report.
    """

    rule: str
    outcome: RuleOutcome
    finding: Finding | None = None
    untouched: tuple[str, ...] = ()
    untouched_before: tuple[str, ...] = ()
