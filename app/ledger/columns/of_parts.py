"""The columns of what a request may have several of: disputes, and consultations of others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from app.ledger.columns.column import ColumnChoice, ColumnKind, TypedColumn, Value
from app.ledger.dispute_standing import REVIEW, SUIT
from app.ledger.letter_texts import FORMS
from app.ledger.outcomes import DISPUTE_OUTCOMES
from app.request import Appeal, Consultation, Dispute, Letter

_KINDS = (ColumnChoice(REVIEW, "行政复议", ("xzfy", "fy")), ColumnChoice(SUIT, "行政诉讼", ("xzss", "ss")))
_LETTERS = {
    "upheld": ("jgwc", "wc"),
    "corrected": ("jgjz", "jz"),
    "other": ("qtjg", "qt"),
    "pending": ("swsj", "sw"),
}
_OUTCOMES = tuple(ColumnChoice(key, name, _LETTERS[key]) for key, name in DISPUTE_OUTCOMES.items())
_LETTERS_BY_KIND = tuple(ColumnChoice(kind.value, form.name) for kind, form in FORMS.items())
_BEFORE = (
    ColumnChoice("", "按登记判断", ("adj",)), ColumnChoice("yes", "经过复议", ("jg", "fy")), ColumnChoice("no", "未经复议", ("wj",)),
)  # fmt: skip


def _field(name: str) -> tuple[Callable[[Any], Value], Callable[[Any, Value], Any]]:
    return lambda item: getattr(item, name), lambda item, value: replace(item, **{name: value})


def _appeal(name: str) -> tuple[Callable[[Dispute], Value], Callable[[Dispute, Value], Dispute]]:
    def read(dispute: Dispute) -> Value:
        found: Value = getattr(dispute.appeal or Appeal(), name)
        return found

    def write(dispute: Dispute, value: Value) -> Dispute:
        changed: dict[str, Any] = {name: value}
        after = replace(dispute.appeal or Appeal(), **changed)
        return replace(dispute, appeal=None if after == Appeal() else after)

    return read, write


def _after_review(dispute: Dispute) -> str:
    return "" if dispute.after_review is None else "yes" if dispute.after_review else "no"


def _filed(dispute: Dispute) -> date | None:
    return dispute.filed


def _closed(dispute: Dispute) -> date | None:
    return dispute.closed or dispute.filed


DISPUTE_COLUMNS: tuple[TypedColumn[Dispute], ...] = (
    TypedColumn("kind", "类型", ColumnKind.CHOICE, 6, *_field("kind"), "", _KINDS),
    TypedColumn("filed", "受理（立案）", ColumnKind.DATE, 8, *_field("filed")),
    TypedColumn("closed", "审结日期", ColumnKind.DATE, 7, *_field("closed"), base=_filed),
    TypedColumn("outcome", "审结结果", ColumnKind.CHOICE, 6, *_field("outcome"), "", _OUTCOMES),
    TypedColumn("number", "案号", ColumnKind.TEXT, 10, *_field("number")),
    TypedColumn("after_review", "诉讼前的复议", ColumnKind.CHOICE, 8, _after_review,
           lambda item, value: replace(item, after_review={"yes": True, "no": False}.get(str(value))), "", _BEFORE),
    TypedColumn("co_defendant", "仅作为复议机关", ColumnKind.FLAG, 9, *_field("co_defendant")),
    TypedColumn("appeal_filed", "二审立案", ColumnKind.DATE, 7, *_appeal("filed"), base=_closed),
    TypedColumn("appeal_closed", "二审审结", ColumnKind.DATE, 7, *_appeal("closed"), base=_closed),
    TypedColumn("appeal_outcome", "二审结果", ColumnKind.CHOICE, 6, *_appeal("outcome"), "", _OUTCOMES),
    TypedColumn("note", "备注", ColumnKind.LONG, 12, *_field("note")),
)  # fmt: skip

LETTER_COLUMNS: tuple[TypedColumn[Letter], ...] = (
    TypedColumn("kind", "文书", ColumnKind.CHOICE, 12, *_field("kind"), "", _LETTERS_BY_KIND),
    TypedColumn("number", "文号", ColumnKind.TEXT, 14, *_field("number")),
    TypedColumn("dated", "日期", ColumnKind.DATE, 8, *_field("dated")),
)

CONSULTATION_COLUMNS: tuple[TypedColumn[Consultation], ...] = (
    TypedColumn("who", "征求对象", ColumnKind.TEXT, 14, *_field("who")),
    TypedColumn("sent", "发出日期", ColumnKind.DATE, 8, *_field("sent")),
    TypedColumn("back", "收到日期", ColumnKind.DATE, 8, *_field("back"), base=lambda item: item.sent),
)  # fmt: skip
