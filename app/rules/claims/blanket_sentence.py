"""One sentence that says something without a figure, beside the tables that it is held against."""

from dataclasses import dataclass

from app.forms.narrative import Claim, Narrative
from app.report import Report
from app.rules.claims.agreement import Agreement, Statement, StatementKind
from app.rules.claims.table_figures import CellSum, figure
from app.rules.sentences.readings import Clause, Reading
from app.rules.sentences.word_roles import APPLICATIONS, Frame


@dataclass(slots=True, eq=False, repr=False)
class BlanketSentence:
    """A sentence, what its figures say, and the report; makes the statements that some figure of the tables is 0."""

    reading: Reading
    found: list[Statement]
    report: Report
    zeros: frozenset[str]

    @property
    def narrative(self) -> Narrative:
        """What the report's form says of its texts."""
        return self.report.form.narrative

    def cells(self, subject: str, act: str) -> tuple[str, ...]:
        """Return the cells that count what was done; none where the form has no such claim."""
        claim = self.narrative.by_words.get((subject, "", act))
        return claim.cells if claim is not None else ()

    def figure(self, cells: tuple[str, ...]) -> CellSum | None:
        """Return the sum of cells."""
        return figure(self.report, cells, self.zeros)

    def results(self, span: Frame) -> list[Claim]:
        """Return the claims of the results of applications that words name, the particular ones in place of their group."""
        keys = [(APPLICATIONS, "", act) for act in dict.fromkeys(span.acts)]
        claims = [self.narrative.by_words[key] for key in keys if key in self.narrative.by_words]
        found = [claim for claim in claims if claim.result]
        narrow = [c for c in found if not any(o is not c and o.id.startswith(f"{c.id}_") for o in found)]
        return narrow if not span.unknown else []

    def zero_of(self, key: tuple[str, str, str], at: int) -> Statement | None:
        """Return that nothing was there of what a subject, persons and an act count."""
        claim = self.narrative.by_words.get(key)
        return None if claim is None else self.zero(claim, at)

    def zero(self, claim: Claim, at: int) -> Statement:
        """Return that nothing was there of what a claim counts."""
        message = f"文中写没有，而表中{claim.name} {{table}} {'万元' if claim.amount else '件'}。"
        return self.compared(claim, at, StatementKind.FIGURE, message, asked=claim.unclear)

    def compared(
        self, claim: Claim, at: int, kind: StatementKind, message: str, *, asked: bool = False
    ) -> Statement:
        """Return that what a claim counts is 0, held against the tables; *asked* never accuses."""
        table = self.figure(claim.cells)
        if table is None:
            agreement = Agreement.UNKNOWN
        elif table.value == 0:
            agreement = Agreement.AGREES
        else:
            agreement = Agreement.ASKS if asked else Agreement.CONTRADICTS
        value = None if table is None else table.value
        return Statement(claim, self.reading.sentence, at, 0, value, agreement, "", True, kind, message)


def is_told_of_the_number(clause: Clause) -> bool:
    """Whether the clause tells something of the cases right before it: 1件复议尚未有决定."""
    before, words = clause.before, clause.frame.words
    return before is not None and before.value > 1 and words[0].start == before.end
