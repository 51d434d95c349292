"""Disputes that a foreign ledger keeps in tables of their own: put to their requests, or requests of their own."""

from collections.abc import Iterator, Sequence

from app.ledger.foreign.disputes import disputes_of
from app.ledger.foreign.entries import LedgerEntry
from app.ledger.foreign.joining import Group
from app.ledger.foreign.known_groups import KnownGroups
from app.ledger.foreign.read_ledger import Skipped
from app.ledger.outcomes import CASE_ONLY
from app.ledger.request_numbers import same_number
from app.request import Dispute, Request


class DisputesApart:
    """The disputes of such tables, in the order of the file; rows that are no dispute of their own go into *skipped*."""

    def __init__(self, skipped: list[Skipped]) -> None:
        self._skipped = skipped
        self._told: list[tuple[str, int, str, str, Dispute]] = []

    def row(self, entry: LedgerEntry, sheet: str, row: int) -> None:
        """Take in the disputes that a row tells."""
        told = list(disputes_of(entry, named=True))
        if not told:
            self._skipped.append(Skipped(sheet, row, "no dispute", entry.number))
        for dispute in told:
            self._told.append((sheet, row, entry.number, entry.text("applicant"), dispute))

    def linked(self, known: KnownGroups) -> Iterator[Request]:
        """Put the disputes to their requests; yield those whose request is not in the ledger."""
        alone: dict[str, list[Dispute]] = {}
        names: dict[str, tuple[str, str]] = {}
        for sheet, row, number, applicant, dispute in self._told:
            if dispute.co_defendant:
                self._skipped.append(Skipped(sheet, row, "co-defendant as 复议机关", number))
            group = known.of_number(number, applicant)
            if group is not None:
                group.disputes.append(dispute)
                continue
            key = same_number(number) or f"{sheet}!{row}"
            alone.setdefault(key, []).append(dispute)
            names.setdefault(key, (number, applicant))
        for key, disputes in alone.items():
            number, applicant = names[key]
            group = Group([], disputes)
            yield Request(
                number=number,
                applicant=applicant,
                outcome=CASE_ONLY,
                disputes=group.all_disputes(),
                source=disputes[0].source,
            )

    def name_joined(self, requests: Sequence[Request]) -> None:
        """Name the rows of disputes that are part of another one: a second instance, or one told once more."""
        kept = {dispute.source for request in requests for dispute in request.disputes}
        for sheet, row, number, _, dispute in self._told:
            if dispute.source not in kept:
                self._skipped.append(Skipped(sheet, row, "same number, second dispute", number))
