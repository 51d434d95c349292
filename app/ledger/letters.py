"""Makes letters about a request: the text with the ledger's facts, the number, and the changes of the ledger."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.clock import written
from app.errors import UserError
from app.ledger.cross_checks import REVIEW_FIRST
from app.ledger.deadlines import EXTENSION_DAYS, FEE_DAYS, Clock
from app.ledger.letter_texts import (
    DECISIONS,
    FORMS,
    REPLY_FRAME,
    REVIEW_FIRST_TEXT,
    REVIEW_OR_SUIT_TEXT,
    TEXTS,
    LetterKind,
)
from app.ledger.outcomes import outcome_name
from app.ledger.request_numbers import next_number
from app.ledger.working_days import WorkingDays
from app.request import Consultation, Correction, Extension, Fee, LedgerSettings, Letter, Reply, Request

DETAILS = {
    "sign": "机关代字", "review_body": "复议机关", "court": "法院", "contact": "联系方式",
}  # fmt: skip
"""What all letters of a unit have in common."""
_FIELD = re.compile(r"\{([^{}\n]{1,12})\}")
_YOU = "您（贵单位）"
_TO_FILL = re.compile("【[^】]*】")
_REFUSED_BY_14_TO_16 = (
    "refused_state_secret", "refused_forbidden_by_law", "refused_security_stability", "refused_third_party",
    "refused_internal_affairs", "refused_deliberative", "refused_case_files", "partly_granted",
)  # fmt: skip
"""Results that refuse information, all or in part, by 条例14 to 16: there review comes before a suit."""


@dataclass(frozen=True)
class LetterWish:
    """What a clerk says of a letter: its kind, date, and what the ledger does not have yet."""

    kind: LetterKind
    day: date
    decision: str = ""
    """The key of the decision's text, for a reply."""
    until: date | None = None
    """Until when a correction is asked for."""
    asked: str = ""
    """Who is asked for an opinion."""
    amount: Decimal | None = None
    explanation: str = ""


def decisions_for(outcome: str) -> dict[str, str]:
    """Return the decisions that a reply with this result may have, by their keys."""
    return {key: name for key, (name, _) in DECISIONS.items() if key.partition(".")[0] == outcome}


def text_of(settings: LedgerSettings, key: str) -> str:
    """Return a text as the unit has it."""
    return settings.letter_texts.get(key, TEXTS[key])


def letter_text(
    request: Request, wish: LetterWish, settings: LedgerSettings, calendar: WorkingDays, clock: Clock | None
) -> str:
    """Return the letter's text without the salutation; what is not known yet stands in 【】."""
    fields = letter_fields(request, wish, settings, calendar, clock)
    if wish.kind is not LetterKind.REPLY:
        return _addressed(_filled(text_of(settings, wish.kind), fields), request)
    key = wish.decision or request.outcome
    if f"{REPLY_FRAME}.{key}" not in TEXTS:
        raise UserError("请先填写办理结果，再出具答复书。")
    first = key.partition(".")[0] in _REFUSED_BY_14_TO_16 and wish.day >= REVIEW_FIRST
    fields["决定"] = _filled(text_of(settings, f"{REPLY_FRAME}.{key}"), fields)
    fields["救济途径"] = _filled(
        text_of(settings, REVIEW_FIRST_TEXT if first else REVIEW_OR_SUIT_TEXT), fields
    )
    return _addressed(_filled(text_of(settings, REPLY_FRAME), fields), request)


def _addressed(text: str, request: Request) -> str:
    """Return the salutation for a person or for a body, where the ledger says which the applicant is."""
    if not request.type:
        return text
    return text.replace(_YOU, "您" if request.type == "natural_person" else "贵单位")


def salutation(request: Request, wish: LetterWish) -> str:
    """Return to whom the letter goes."""
    return _filled(FORMS[wish.kind].to, {"申请人": request.applicant, "征求对象": wish.asked})


def letter_fields(
    request: Request, wish: LetterWish, settings: LedgerSettings, calendar: WorkingDays, clock: Clock | None
) -> dict[str, str]:
    """Return the names that a text may have in braces, with their values; a value not known is empty.

    A day until which something is promised or asked for and that is past stands in 【】, to be written by the clerk.
    """
    correction = request.correction
    returned = correction.returned if correction else None
    due = clock.due if clock else None
    ordinary = clock.ordinary_due if clock else None
    extended = calendar.add(ordinary, EXTENSION_DAYS) if ordinary else None
    until = wish.until or (correction.due if correction else None)
    pays_until = calendar.add(wish.day, FEE_DAYS) if wish.kind is LetterKind.FEE else None
    pays_until = pays_until or (request.fee.due if request.fee else None)
    amount = wish.amount if wish.amount is not None else (request.fee.amount if request.fee else None)
    details = {name: settings.letter_details.get(key, "") for key, name in DETAILS.items() if key != "sign"}
    return {
        **details,
        "申请人": request.applicant,
        "编号": request.number,
        "收到日期": in_words(request.received),
        "申请内容": " ".join(request.content.split()).rstrip("。"),
        "补正情况": f"本机关于{in_words(returned)}收到补正后的申请。" if returned else "",
        "补正期限": _to_come("补正期限", until, wish),
        "答复期限": _to_come("答复期限", due, wish),
        "原答复期限": in_words(ordinary),
        "延长后期限": _to_come("延长后期限", extended, wish),
        "征求对象": wish.asked,
        "收费金额": f"{amount:f}" if amount is not None else "",
        "收费计算": wish.explanation,
        "缴费期限": in_words(pays_until),
    }


def _to_come(name: str, day: date | None, wish: LetterWish) -> str:
    """Return a day that a letter promises; an answer tells of days that may be past."""
    if day is None or day >= wish.day or wish.kind is LetterKind.REPLY:
        return in_words(day)
    return f"【{name}：{in_words(day)}已过】"


_MAY_BE_EMPTY = ("补正情况",)


def _filled(text: str, fields: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name in fields and (fields[name] or name in _MAY_BE_EMPTY):
            return fields[name]
        return f"【{name}】"

    return _FIELD.sub(put, text)


def unknown_fields(text: str) -> list[str]:
    """Return the names in braces that no letter knows."""
    known = {*letter_fields(Request(), LetterWish(LetterKind.RECEIPT, date(2025, 1, 1)), LedgerSettings(),
                            WorkingDays({}), None), "决定", "救济途径"}  # fmt: skip
    return [name for name in _FIELD.findall(text) if name not in known]


def to_fill(text: str) -> list[str]:
    """Return the places of a letter that are still to be written."""
    return _TO_FILL.findall(text)


def letter_number(requests: Iterable[Request], settings: LedgerSettings, day: date) -> str:
    """Return the next number of the unit's letters in the year of *day*: they are given without gaps."""
    known: list[str] = []
    for request in requests:
        known += (letter.number for letter in request.letters if letter.number)
        if request.reply and request.reply.number:
            known.append(request.reply.number)
    sign = settings.letter_details.get("sign", "")
    return next_number(known, day.year, sign.replace("{", "").replace("}", "") + "〔{year}〕{ordinal}号")


def letter_hints(
    request: Request, wish: LetterWish, known: Iterable[Request], settings: LedgerSettings, today: date
) -> list[str]:
    """Return what should be looked at before a letter goes out: its number without a sign, a day that is odd."""
    told = []
    if not settings.letter_details.get("sign", "").strip():
        told.append("没有填写机关代字，文号只有年份和序号；可在“台账”菜单“文书的文字”中填写。")
    day, received = wish.day, request.received
    last = max(
        (letter.dated for other in known for letter in other.letters if letter.dated and letter.number),
        default=None,
    )
    if received is not None and day < received:
        told.append(f"日期早于收到申请的{in_words(received)}，请核对。")
    elif last is not None and day < last and day.year == last.year:
        told.append(f"日期早于已出具的上一份文书（{in_words(last)}），文号和日期的先后不一致，请核对。")
    elif day < today:
        told.append(f"日期早于今天（{in_words(today)}），请核对。")
    elif day > today:
        told.append("日期在今天以后，请核对。")
    if wish.kind is LetterKind.CORRECTION and wish.until is not None and wish.until <= day:
        told.append("补正期限不晚于文书的日期，请核对。")
    return [*told, *_replaced(request, wish)]


def _replaced(request: Request, wish: LetterWish) -> Iterator[str]:
    """Yield what is in the ledger and will be another once the letter is made: the year in which it counts may be one."""
    reply = request.reply or Reply()
    days = {
        LetterKind.CORRECTION: request.correction.told if request.correction else None,
        LetterKind.EXTENSION: request.extension.told if request.extension else None,
        LetterKind.FEE: request.fee.told if request.fee else None,
        LetterKind.REPLY: reply.dated,
    }
    day = days.get(wish.kind)
    if day is not None and day != wish.day:
        yield f"台账中已登记的日期{in_words(day)}将改为{in_words(wish.day)}，请核对。"
    if wish.kind is LetterKind.REPLY and reply.number:
        yield f"台账中已登记的文号“{reply.number}”将改为这份文书的文号，请核对。"
    outcome = wish.decision.partition(".")[0]
    if wish.kind is LetterKind.REPLY and request.outcome and outcome not in ("", request.outcome):
        now, then = outcome_name(request.outcome), outcome_name(outcome)
        yield f"台账中的办理结果“{now}”将改为“{then}”，请核对。"


def sent(request: Request, wish: LetterWish, number: str, calendar: WorkingDays) -> Request:
    """Return the request as it is once the letter is made: its dates begin to count."""
    letters = (*request.letters, Letter(wish.kind.value, number, wish.day))
    request = replace(request, letters=letters)
    match wish.kind:
        case LetterKind.CORRECTION:
            correction = replace(request.correction or Correction(), told=wish.day, due=wish.until)
            return replace(request, correction=correction)
        case LetterKind.EXTENSION:
            return replace(request, extension=Extension(granted=True, told=wish.day))
        case LetterKind.THIRD_PARTY | LetterKind.OTHER_BODY:
            asked = Consultation(wish.asked, wish.day)
            return replace(request, consultations=(*request.consultations, asked))
        case LetterKind.FEE:
            fee = Fee(wish.day, calendar.add(wish.day, FEE_DAYS), None, wish.amount)
            return replace(request, fee=fee)
        case LetterKind.REPLY:
            reply = replace(request.reply or Reply(), number=number, dated=wish.day)
            return replace(request, reply=reply, outcome=(wish.decision or request.outcome).partition(".")[0])
    return request


def in_words(day: date | None) -> str:
    """Return a day as letters write it; empty for none."""
    return written(day) if day else ""
