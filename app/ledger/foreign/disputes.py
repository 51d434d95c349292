"""Reviews and suits of a foreign ledger: those that a row tells, and second instances put to the suit they go on from."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.ledger.foreign.case_words import tells_case
from app.ledger.foreign.entries import LedgerEntry
from app.ledger.foreign.headings import ANY_CASE, APPEAL, REVIEW, SECOND_INSTANCE, SUIT
from app.ledger.foreign.masking import masked
from app.ledger.foreign.results import dispute_outcome
from app.ledger.foreign.vocabulary import YES, listed, plain
from app.request import Appeal, Dispute

_DECIDED_REVIEW, _ACTED = re.compile("复议机关"), re.compile("原行为|原行政|原作出|原答复")
_SUED = re.compile("被告|被申请人|上诉人|被申诉人")
_UPHELD_ON_APPEAL = re.compile("驳回上诉|维持原判|驳回再审")


def disputes_of(entry: LedgerEntry, *, named: bool = False) -> Iterator[Dispute]:
    """Yield a row's disputes: one told by its kind, those of columns about reviews or suits only.

    *named*: the sheet is about disputes only.
    """
    apart = any(entry.holds(f"{of}{name}") for of in ANY_CASE[1:] for name in ("filed", "outcome"))
    for prefix, kind in (
        ("", entry.cases if named else ""),
        (REVIEW, "行政复议"),
        (SUIT, "行政诉讼"),
        (APPEAL, "行政诉讼二审"),
    ):
        if prefix and named and not apart:
            # A sheet about cases only: what a heading says of reviews or suits is what the sheet is about.
            continue
        dispute = _dispute(entry, prefix, kind, named=named and not apart and not prefix)
        if dispute is not None:
            yield dispute
    if not named:
        yield from _told_in_words(entry)


def _told_in_words(entry: LedgerEntry) -> Iterator[Dispute]:
    """Yield the disputes of columns that tell them in words, and of a note; days and outcome are filled in by hand."""
    texts = [
        (entry.text(f"{of}told"), kind)
        for of, kind in (("", ""), (REVIEW, "复议"), (SUIT, "诉讼"), (APPEAL, "诉讼"))
    ]
    texts.append((entry.text("note") if tells_case(entry.text("note")) else "", ""))
    for text, kind in texts:
        words = plain(text)
        if words in ("", *listed("no")) or _NO_CASE.fullmatch(words):
            continue
        kind = kind or ("诉讼" if "复议" not in words and tells_case(words) else "复议")
        yield Dispute(
            "suit" if kind == "诉讼" else "review",
            note=masked(text),
            doubt=f"用文字写的复议、诉讼情况“{masked(text)[:30]}”，请逐件登记",
            source=entry.source,
        )


_NO_CASE = re.compile("(?:未|没有|无|尚未|不)[^，。；]{0,8}|否")


def _dispute(entry: LedgerEntry, of: str, kind_name: str, *, named: bool) -> Dispute | None:
    kind_words = "" if of else entry.text("dispute_kind")
    filed, closed = entry.day(f"{of}filed"), entry.day(f"{of}dclosed")
    words, number, role = (entry.text(f"{of}{name}") for name in ("outcome", "caseno", "role"))
    told = (kind_words, words, number, entry.text(f"{of}body"))
    nothing = all(plain(text) in ("", *listed("no")) for text in told)
    days = (filed.day, filed.unreadable, closed.day, closed.unreadable)
    if nothing and not any(days) and not named:
        return None
    kind_words = kind_words or kind_name
    kind, after = _kind(kind_words, entry.text("after_review"), number)
    outcome = dispute_outcome(words)
    doubts = [
        "复议受理（诉讼立案）日期读不出" if filed.unreadable or filed.day is None else "",
        _role_doubt(role),
        "" if kind else "不能确定是行政复议还是行政诉讼",
        "审结日期读不出" if closed.unreadable else "",
        outcome.why if not _UPHELD_ON_APPEAL.search(words) else "",
        "复议、诉讼有审结日期而没有结果"
        if closed.day and outcome.is_open and not _UPHELD_ON_APPEAL.search(words)
        else "",
    ]
    return Dispute(
        kind or "review",
        after,
        role,
        _DECIDED_REVIEW.search(role) is not None and _ACTED.search(role) is None,
        filed.day,
        closed.day,
        "" if outcome.why else (outcome.key or ""),
        number,
        masked(f"{kind_words} {words}".strip()),
        doubt=next((doubt for doubt in doubts if doubt), ""),
        source=entry.source,
    )


def _role_doubt(role: str) -> str:
    """Say that a body's part in a case does not tell whether the case counts: it is sued only as one of several."""
    if plain(role) in ("", *listed("no")) or _DECIDED_REVIEW.search(role) or _ACTED.search(role):
        return ""
    alone = _SUED.search(role) is not None and "共同" not in role and "第三人" not in role
    return "" if alone else f"本机关身份“{role.strip()[:20]}”不能确定是否计入"


def _kind(words: str, after_review: str, number: str) -> tuple[str, bool | None]:
    """Return review or suit, and whether the suit came after a review."""
    after: bool | None = None
    if re.search("未经复议|直接", words):
        after = False
    elif (
        re.search("复议后|经复议|先复议", words)
        or plain(after_review) in YES
        or plain(after_review).startswith("是")
    ):
        after = True
    elif plain(after_review) in ("否", "未经", "未复议"):
        after = False
    if re.search("诉讼|起诉|一审|二审|再审|上诉|行初|行终", words + ("" if words else number)):
        return "suit", after
    if re.search("复议", words or number):
        return "review", None
    return "", after


def with_appeals(disputes: list[Dispute]) -> tuple[Dispute, ...]:
    """Return the disputes of one request with second instances put to the suit they go on from."""
    found: list[Dispute] = []
    for dispute in disputes:
        suits = [place for place, known in enumerate(found) if known.kind == "suit" and known.appeal is None]
        if dispute.kind == "suit" and SECOND_INSTANCE.search(dispute.note) and suits:
            first = found[suits[-1]]
            kept = _UPHELD_ON_APPEAL.search(dispute.note) is not None
            outcome = first.outcome if kept else dispute.outcome
            appeal = Appeal(dispute.filed, dispute.closed, outcome, dispute.number)
            found[suits[-1]] = _with_appeal(first, appeal, dispute.doubt)
        else:
            found.append(dispute)
    return tuple(found)


def _with_appeal(first: Dispute, appeal: Appeal, doubt: str) -> Dispute:
    return replace(first, appeal=appeal, doubt=first.doubt or doubt)
