"""The columns of a request, in the order in which an office fills them in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from app.ledger.columns.column import ColumnChoice, ColumnKind, TypedColumn, Value, by_key
from app.ledger.foreign.results import result_of
from app.ledger.foreign.vocabulary import lookup, plain
from app.ledger.outcomes import ALL_TYPES, MATTERS, OUTCOMES, VOID
from app.request import Consultation, Correction, Extension, Fee, Reply, Request

_LETTERS = {
    "natural_person": ("zrr", "gm", "gr"), "enterprise": ("syqy", "qy", "gs"), "research_institute": ("kyjg", "ky"),
    "public_welfare_org": ("shgyzz", "gyzz", "sh"), "legal_service": ("flfwjg", "ls"), "other_org": ("qtzz", "qt"),
    "individual_business": ("gtgsh", "gt"), "trade_association": ("hyxh", "xh", "sh"),
    "granted": ("yygk",), "partly_granted": ("bfgk",), "refused_state_secret": ("gjmm", "bygkgjmm"),
    "refused_forbidden_by_law": ("qtfl", "flfg", "jzgk"), "refused_security_stability": ("saqywd", "wj"),
    "refused_third_party": ("dsf", "bhdsf"), "refused_internal_affairs": ("nbsw", "slnbsw"),
    "refused_deliberative": ("gcx", "slgcx"), "refused_case_files": ("zfaj", "xzzfaj"),
    "refused_administrative_query": ("xzcx", "cx"), "unavailable_not_held": ("bzw", "bcz", "bjgbzw"),
    "unavailable_needs_compiling": ("lxzz", "myxcxx"), "unavailable_unclear": ("bmq", "bzh"),
    "declined_petition": ("xf", "xfjbts", "ts"), "declined_duplicate": ("cfsq",), "declined_publication": ("cbw", "gkcbw"),
    "declined_excessive": ("dlff", "wzdly"), "declined_reconfirmation": ("cxcj", "yqqr"),
    "other_not_corrected": ("yqbbz",), "other_fee_unpaid": ("yqwjf", "wjf"), "other_misc": ("qt", "qtcl"),
    "withdrawn": ("ch", "sqrch"), "consultation": ("zx",), "not_government_information": ("fzfxx", "bsyzfxx"),
    "archived": ("dag", "yyj"), "passed_on": ("zb", "yj"), "unclear_before_correction": ("sqnr",),
    "internal_or_deliberative": ("nbgl",), VOID: ("zf",),
}  # fmt: skip
"""The first letters of the choices' names in Hanyu pinyin, also of what they are commonly called."""
_CHANNELS = (
    ("当面", "dm"),
    ("邮寄", "yj"),
    ("网络", "wl"),
    ("电子邮件", "dzyj"),
    ("传真", "cz"),
    ("其他", "qt"),
)

TYPES = tuple(ColumnChoice(key, name, _LETTERS[key]) for key, name in ALL_TYPES.items())
RESULTS = tuple(
    ColumnChoice(key, name, _LETTERS[key])
    for key, name in {**OUTCOMES, **MATTERS, VOID: "作废（不是申请）"}.items()
)
CHANNELS = tuple(ColumnChoice(name, name, (letters,)) for name, letters in _CHANNELS)


def _type_known(text: str) -> str | None:
    return lookup("types").get(plain(text))


def _result_known(text: str) -> str | None:
    read = result_of(text)
    return None if read.why else read.key


def _named(name: str, value: object) -> dict[str, Any]:
    return {name: value}


def _own(name: str) -> tuple[Callable[[Request], Value], Callable[[Request, Value], Request]]:
    """Return how a field of the request itself is read and written."""
    return (
        lambda request: getattr(request, name),
        lambda request, value: replace(request, **_named(name, value)),
    )


def _part(
    part: str, make: Callable[[], Any], name: str
) -> tuple[Callable[[Request], Value], Callable[[Request, Value], Request]]:
    """Return how a field of a part of the request is read and written; a part without any content is none."""

    def read(request: Request) -> Value:
        found: Value = getattr(getattr(request, part) or make(), name)
        return found

    def write(request: Request, value: Value) -> Request:
        blank = make()
        after = replace(getattr(request, part) or blank, **_named(name, value))
        return replace(request, **_named(part, None if after == blank else after))

    return read, write


def _consulted(
    name: str,
) -> tuple[Callable[[Request], Value], Callable[[Request, Value], Request]]:
    """Return how a field of the last consultation is read and written; the ones before are in the form."""

    def read(request: Request) -> Value:
        found: Value = getattr(request.consultations[-1] if request.consultations else Consultation(), name)
        return found

    def write(request: Request, value: Value) -> Request:
        *before, last = request.consultations or (Consultation(),)
        after = replace(last, **_named(name, value))
        kept = (*before, after) if after != Consultation() else tuple(before)
        return replace(request, consultations=kept)

    return read, write


def _extended(request: Request, value: Value) -> Request:
    """An extension of which the applicant was told was granted."""
    told = value if isinstance(value, date) else None
    granted = told is not None or bool(request.extension and request.extension.granted)
    return replace(request, extension=Extension(granted, told) if granted else None)


def _granted(request: Request, value: Value) -> Request:
    told = request.extension.told if request.extension else None
    return replace(request, extension=Extension(granted=True, told=told) if value else None)


def _received(request: Request) -> date | None:
    return request.received


def _arrived(request: Request) -> date | None:
    return request.arrived


def _told(request: Request) -> date | None:
    return (request.correction.told if request.correction else None) or request.received


def _asked(request: Request) -> date | None:
    sent = request.consultations[-1].sent if request.consultations else None
    return sent or request.received


def _charged(request: Request) -> date | None:
    return (request.fee.told if request.fee else None) or request.received


def _answered(request: Request) -> date | None:
    return (request.reply.dated if request.reply else None) or request.received


_extension_read, _ = _part("extension", Extension, "granted")
_extension_told, _ = _part("extension", Extension, "told")

COLUMNS: tuple[TypedColumn[Request], ...] = (
    TypedColumn("number", "编号", ColumnKind.TEXT, 8, *_own("number"), "申请"),
    TypedColumn("applicant", "申请人", ColumnKind.TEXT, 8, *_own("applicant"), "申请"),
    TypedColumn("type", "类别", ColumnKind.CHOICE, 7, *_own("type"), "申请", TYPES, known=_type_known),
    TypedColumn("channel", "方式", ColumnKind.CHOICE, 6, *_own("channel"), "申请", CHANNELS, open=True),
    TypedColumn("arrived", "收到日期", ColumnKind.DATE, 7, *_own("arrived"), "申请"),
    TypedColumn("content", "申请内容", ColumnKind.LONG, 17, *_own("content"), "申请"),
    TypedColumn("confirmed", "确认日期", ColumnKind.DATE, 7, *_own("confirmed"), "申请", base=_arrived),
    TypedColumn("corr_told", "补正告知", ColumnKind.DATE, 7, *_part("correction", Correction, "told"), "补正", base=_received),
    TypedColumn("corr_due", "补正期限", ColumnKind.DATE, 7, *_part("correction", Correction, "due"), "补正", base=_told),
    TypedColumn("corr_returned", "收到补正", ColumnKind.DATE, 7, *_part("correction", Correction, "returned"), "补正", base=_told),
    TypedColumn("extended", "延期", ColumnKind.FLAG, 4, _extension_read, _granted, "延期"),
    TypedColumn("extended_told", "延期告知", ColumnKind.DATE, 7, _extension_told, _extended, "延期", base=_received),
    TypedColumn("asked", "征求对象", ColumnKind.TEXT, 8, *_consulted("who"), "征求意见"),
    TypedColumn("asked_sent", "征求发出", ColumnKind.DATE, 7, *_consulted("sent"), "征求意见", base=_received),
    TypedColumn("asked_back", "意见收到", ColumnKind.DATE, 7, *_consulted("back"), "征求意见", base=_asked),
    TypedColumn("fee_told", "收费通知", ColumnKind.DATE, 7, *_part("fee", Fee, "told"), "收费", base=_received),
    TypedColumn("fee_due", "缴费期限", ColumnKind.DATE, 7, *_part("fee", Fee, "due"), "收费", base=_charged),
    TypedColumn("fee_paid", "缴费日期", ColumnKind.DATE, 7, *_part("fee", Fee, "paid"), "收费", base=_charged),
    TypedColumn("fee_amount", "收费金额", ColumnKind.SUM, 6, *_part("fee", Fee, "amount"), "收费"),
    TypedColumn("result", "办理结果", ColumnKind.CHOICE, 14, *_own("outcome"), "答复", RESULTS, known=_result_known),
    TypedColumn("reply_dated", "答复日期", ColumnKind.DATE, 7, *_part("reply", Reply, "dated"), "答复", base=_received),
    TypedColumn("reply_number", "答复文号", ColumnKind.TEXT, 10, *_part("reply", Reply, "number"), "答复"),
    TypedColumn("reply_posted", "送达日期", ColumnKind.DATE, 7, *_part("reply", Reply, "posted"), "答复", base=_answered),
    TypedColumn("note", "备注", ColumnKind.LONG, 14, *_own("note"), "备注"),
)  # fmt: skip
"""All columns of the grid. A request in which others are asked more than once shows the last time."""
NUMBERS = frozenset(("number", "reply_number"))
"""Columns whose texts begin alike and differ in their ends: 某公〔2025〕15号."""
BY_KEY = by_key(COLUMNS)
