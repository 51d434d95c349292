"""What happened to a request between coming and answer, as a row of a foreign ledger tells it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.ledger.foreign.dates import read_date, two_dates
from app.ledger.foreign.row_fields import RowFields
from app.ledger.foreign.vocabulary import YES, listed
from app.request import Consultation, Correction, Extension, Fee, Request
from app.values import half_width

_EXTENDED = re.compile("(?:已|正在)?延期(?:答复|办理|中|信息)?(?:中)?|已延期答复")
_DUE_IN_NOTE = re.compile(
    "补正(?:期限|截止)(?:日期?|时间)?(?:至|到|为|是|[:])?([0-9]{1,4}[0-9年月日./-]*[0-9日])"
)
_AMOUNT = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,2})?)元?")


def correction_of(row: RowFields) -> Correction | None:
    """Return when the applicant was asked to correct the request, until when, and when that came."""
    told, due, returned = (row.day(name).day for name in ("corr_noticed", "corr_due", "corr_returned"))
    if due is None and (match := _DUE_IN_NOTE.search(half_width(row.text("note")))):
        due = read_date(match[1], row.year).day
    return Correction(told, due, returned) if told or due or returned else None


def extension_of(row: RowFields) -> Extension | None:
    """Return whether the time was extended, and when that was told."""
    told, words = row.day("extended_on").day, row.text("extended").strip()
    day = read_date(words, row.year).day if words else None
    if words in listed("no") and not told:
        return None
    said = (row.text(name).strip() for name in ("state", "result"))
    if words in YES or words.startswith(("是", "已延", "延期", "有")) or day or told:
        return Extension(True, told or day)
    # 延期答复 as a state says that the time was extended; of a notice to the applicant it says nothing.
    return Extension(True) if not words and any(map(_EXTENDED.fullmatch, said)) else None


def consultations_of(row: RowFields) -> Iterator[Consultation]:
    """Yield when others were asked and answered."""
    sent, back = row.day("third_sent").day, row.day("third_back").day
    if text := row.text("third_pair"):
        first, second = two_dates(text, row.year)
        sent, back = sent or first.day, back or second.day
    if sent:
        yield Consultation("", sent, back)


_STEPS = {"延": "extension", "补": "correction", "征": "consultation"}


def step_in(words: str) -> str:
    """Return the step of which words, or the number of a letter, tell: 延期答复, 补正申请, 征求意见; empty for none or several."""
    found = {step for sign, step in _STEPS.items() if sign in words}
    return found.pop() if len(found) == 1 else ""


def with_step(request: Request, step: str, day: date) -> Request:
    """Return a request with the day of a step; what its own columns tell of the step stays."""
    if step == "extension":
        known = request.extension
        return replace(request, extension=Extension(True, (known.told if known else None) or day))
    if step == "correction":
        correction = request.correction or Correction()
        return replace(request, correction=replace(correction, told=correction.told or day))
    return replace(request, consultations=request.consultations or (Consultation("", day),))


def fee_of(row: RowFields) -> Fee | None:
    """Return what was asked for and paid."""
    told, due, paid_on = (row.day(name).day for name in ("fee_told", "fee_due", "fee_paid"))
    amount = _AMOUNT.fullmatch(half_width(row.text("fee_amount")).replace(",", ""))
    paid = Decimal(amount[1]) if amount else None
    return Fee(told, due, paid_on, paid) if told or due or paid_on or paid else None
