"""A request for information and the disputes about it: frozen values of a unit's ledger.

Edits make new ones; nothing changes a request in place. Which cells a request counts to is worked out in
`app.ledger.counting` from these values alone, so whatever bears on a figure is a field here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True)
class Correction:
    """补正: when the applicant was told, until when an answer was asked for, and when it came."""

    told: date | None = None
    due: date | None = None
    returned: date | None = None


@dataclass(frozen=True)
class Extension:
    """延期: *granted* without a date means that the ledger says so and no notice is on file."""

    granted: bool = False
    told: date | None = None


@dataclass(frozen=True)
class Consultation:
    """征求意见 of a third party or another body: sent and answered."""

    who: str = ""
    sent: date | None = None
    back: date | None = None


@dataclass(frozen=True)
class Fee:
    """收费: the notice, the last day to pay, the payment, and the sum in yuan."""

    told: date | None = None
    due: date | None = None
    paid: date | None = None
    amount: Decimal | None = None


@dataclass(frozen=True)
class Reply:
    """答复: its number, the date it bears, and the day it was posted or handed over."""

    number: str = ""
    dated: date | None = None
    posted: date | None = None


@dataclass(frozen=True)
class Appeal:
    """The second instance (or retrial) of a suit: the same case goes on."""

    filed: date | None = None
    closed: date | None = None
    outcome: str = ""
    number: str = ""


@dataclass(frozen=True)
class Dispute:
    """A review (``review``) or a suit (``suit``) about a request.

    *after_review* says whether a suit followed a review; None leaves it to the request's other disputes.
    *outcome* is a column of the table, ``pending`` or empty. *co_defendant* marks a suit in which the unit is
    defendant only for having decided on the review: such a case counts for the body that acted first.
    """

    kind: str = "review"
    after_review: bool | None = None
    role: str = ""
    co_defendant: bool = False
    filed: date | None = None
    closed: date | None = None
    outcome: str = ""
    number: str = ""
    note: str = ""
    appeal: Appeal | None = None
    doubt: str = ""
    """Why it can't be counted yet, in Chinese; empty when nothing is in doubt."""
    source: str = ""
    """Where it stands in the ledger that it was read from, by which it is recognised again."""


@dataclass(frozen=True)
class Letter:
    """A letter that went out about the request: its kind (`app.ledger.letter_texts`), number and date."""

    kind: str = ""
    number: str = ""
    dated: date | None = None


@dataclass(frozen=True)
class Request:
    """One application, as the office keeps it.

    *type* is a column of the form's table (``natural_person`` …). *outcome* is a result (``granted`` …, see
    `app.ledger.outcomes`), empty while the request is open. *outcome_words* is what the ledger itself says.
    """

    id: int = 0
    unit_id: int = 0
    number: str = ""
    applicant: str = ""
    type: str = ""
    channel: str = ""
    arrived: date | None = None
    confirmed: date | None = None
    content: str = ""
    correction: Correction | None = None
    extension: Extension | None = None
    consultations: tuple[Consultation, ...] = ()
    fee: Fee | None = None
    reply: Reply | None = None
    outcome: str = ""
    outcome_words: str = ""
    note: str = ""
    disputes: tuple[Dispute, ...] = ()
    letters: tuple[Letter, ...] = ()
    doubt: str = ""
    """Why it stays out of the cells until a person decides, in Chinese; empty when nothing is in doubt."""
    source: str = ""
    """Where it stands in the ledger it was read from, to know it again when the ledger has grown."""
    unsure: tuple[date, ...] = ()
    """Days as they were read of numbers whose last zero may be missing: 1.3 may be the 30th of January."""
    nameless: bool = False
    """The applicant's data were deleted: reading the ledger again does not bring them back."""

    @property
    def received(self) -> date | None:
        """The day that counts as received (条例31): the confirmed day where there is one, else the arrival."""
        return self.confirmed or self.arrived

    @property
    def unsure_days(self) -> tuple[date, ...]:
        """The days that were read from a ledger, are not certain, and have not been changed since."""
        return tuple(day for day in self.unsure if day in self.main_days)

    @property
    def main_days(self) -> frozenset[date]:
        """The days that bear on where the request counts."""
        reply = self.reply or Reply()
        days = (self.arrived, self.confirmed, reply.dated, reply.posted)
        return frozenset(day for day in days if day is not None)

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is in doubt of the request, then of its disputes."""
        found = (self.doubt, *(dispute.doubt for dispute in self.disputes))
        return tuple(doubt for doubt in found if doubt)

    def settled(self) -> "Request":
        """Return the request as one that a person has looked over: nothing in it is in doubt.

        What is in doubt of its disputes is looked over by itself, once it alone is told.
        """
        unsure = tuple(day for day in self.unsure if day not in self.main_days)
        if self.doubt or unsure != self.unsure:
            return replace(self, doubt="", unsure=unsure)
        return replace(self, disputes=tuple(replace(dispute, doubt="") for dispute in self.disputes))

    @property
    def judged(self) -> date | None:
        """The day that decides whether the answer was in time: posted or handed over, else the answer's date."""
        if self.reply is None:
            return None
        return self.reply.posted or self.reply.dated


@dataclass(frozen=True)
class LedgerSettings:
    """What a unit has decided about its ledger.

    *choices* holds counting questions answered otherwise than by default, by their keys. *keeps_disputes*: the
    ledger records disputes, so that table four is counted from it. *mapping* remembers which heading of a foreign
    ledger means which field, by heading. *local_days* are days off (False) and working days (True) of the place.
    *notices* are official notices of days off that were pasted, by year. *follows* are the years whose report
    follows the ledger. *letter_texts* are texts of letters written otherwise than proposed, *letter_details* what all
    letters of the unit have in common (`app.ledger.letters.DETAILS`).
    """

    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    keeps_disputes: bool = False
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    local_days: Mapping[date, bool] = field(default_factory=lambda: MappingProxyType({}))
    follows: frozenset[int] = frozenset()
    letter_texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    letter_details: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notices: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))


NO_SETTINGS = LedgerSettings()
