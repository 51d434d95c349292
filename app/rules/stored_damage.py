"""Damage to a report done by the disk or another program: figures and texts that are not what was entered."""

from typing import NamedTuple

from app.rules.model import Finding, Severity


class Damage(NamedTuple):
    """One place and what is wrong with it, as a sentence; *cell* or *section* where the form knows the place."""

    message: str
    cell: str = ""
    section: str = ""

    @property
    def finding(self) -> Finding:
        """The error that it is: no setting of the rules and no waiver takes it away."""
        rule = f"damage.{self.cell or self.section or 'unread'}"
        cells = (self.cell,) if self.cell else ()
        section = self.section or None
        return Finding(rule=rule, severity=Severity.ERROR, message=self.message, cells=cells, section=section)
