"""Merges a ledger that is read again: adds new requests and brings changed ones up to date.

A request is known again by its number, else by applicant, day and content, else by its place in the file. What a
person decided here stays decided while the ledger still says the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.ledger.anonymous_requests import is_same, without_applicant
from app.ledger.request_numbers import same_number
from app.request import Dispute, Reply, Request


@dataclass(frozen=True)
class MergedLedger:
    """What reading brings: requests to add, and those to change with what they were."""

    added: tuple[Request, ...]
    changed: tuple[tuple[Request, Request], ...]
    unchanged: int

    def as_changes(self) -> dict[int, Request]:
        """Return what an edit has to set, by the requests' ids."""
        return {request.id: request for request in (*self.added, *(after for _, after in self.changed))}


def merged(known: Sequence[Request], read: Iterable[Request], *, unit_id: int, first_id: int) -> MergedLedger:
    """Compare what was read with what is known. New requests get ids from *first_id* on."""
    finder = _Finder(known)
    added: list[Request] = []
    changed: list[tuple[Request, Request]] = []
    unchanged = 0
    for new in read:
        old = finder.take(new)
        if old is None:
            added.append(replace(new, id=first_id + len(added), unit_id=unit_id))
            continue
        after = updated(old, new)
        if after == old:
            unchanged += 1
        else:
            changed.append((old, after))
    return MergedLedger(tuple(added), tuple(changed), unchanged)


class _Finder:
    """Finds for each request that was read the known one it is, each at most once."""

    def __init__(self, known: Sequence[Request]) -> None:
        self._left: dict[int, Request] = {request.id: request for request in known}
        self._by_number = _index(
            known, lambda request: same_number(request.number) if request.number else None
        )
        self._by_content = _index(known, _content)
        self._by_place = _index(known, lambda request: request.source or None)
        self._nameless = [request for request in known if request.nameless and not request.number]

    def take(self, new: Request) -> Request | None:
        """Return the known request, which is then no longer available."""
        number = same_number(new.number) if new.number else None
        for candidates in (
            [old for old in self._by_number.get(number, ()) if _may_be(old, new)],
            [old for old in self._by_content.get(_content(new), ()) if _numbers_agree(old, new)],
            [
                old
                for old in self._by_place.get(new.source, ())
                if _numbers_agree(old, new)
                and (is_same(old, new) if old.nameless else old.applicant == new.applicant)
            ],
            []
            if new.number
            else [old for old in self._nameless if is_same(old, new) and old.type == new.type],
        ):
            left = [old for old in candidates if old.id in self._left]
            if left:
                return self._left.pop(max(left, key=lambda old: _agreement(old, new)).id)
        return None


def _index(known: Sequence[Request], key: object) -> Mapping[object, list[Request]]:
    found: dict[object, list[Request]] = {}
    for request in known:
        name = key(request)  # type: ignore[operator]
        if name is not None:
            found.setdefault(name, []).append(request)
    return found


def _content(request: Request) -> object:
    if not (request.applicant or request.content):
        return None
    return request.applicant, request.received, request.content


def _numbers_agree(old: Request, new: Request) -> bool:
    return not (old.number and new.number) or same_number(old.number) == same_number(new.number)


def _agreement(old: Request, new: Request) -> int:
    """Return how much two requests have in common: of several with one number the most similar is meant."""
    same = ("applicant", "received", "content", "outcome_words", "source")
    return sum(getattr(old, name) == getattr(new, name) for name in same)


def _may_be(old: Request, new: Request) -> bool:
    """Whether two requests of one number may be the same: where numbers restart yearly, all else may differ."""
    if old.nameless:
        return is_same(old, new)
    return (
        old.applicant == new.applicant or old.received == new.received or old.content == new.content
        or not (old.applicant and new.applicant)
    )  # fmt: skip


def updated(old: Request, new: Request) -> Request:
    """Return the known request with what the ledger says now; what the ledger leaves blank stays."""
    if old.nameless:
        new = without_applicant(new)
    decided = bool(old.outcome_words == new.outcome_words and not old.doubt and new.doubt)
    return replace(
        old,
        number=new.number or old.number,
        applicant=new.applicant or old.applicant,
        type=old.type if decided else (new.type or old.type),
        channel=new.channel or old.channel,
        arrived=_day(old, old.arrived, new.arrived, decided=decided),
        confirmed=_day(old, old.confirmed, new.confirmed, decided=decided),
        content=new.content or old.content,
        correction=new.correction or old.correction,
        extension=new.extension or old.extension,
        consultations=new.consultations or old.consultations,
        fee=new.fee or old.fee,
        reply=_reply(old, new),
        outcome=_outcome(old, new, decided=decided),
        outcome_words=new.outcome_words or old.outcome_words,
        note=new.note or old.note,
        disputes=_disputes(old.disputes, new.disputes),
        doubt="" if decided else new.doubt,
        source=new.source or old.source,
        unsure=(*old.unsure, *(day for day in new.unsure if day not in {*old.unsure, *old.main_days})),
    )


def _outcome(old: Request, new: Request, *, decided: bool) -> str:
    if decided or (old.outcome and old.outcome_words == new.outcome_words and not new.doubt):
        return old.outcome
    return new.outcome if new.outcome or new.doubt else old.outcome


def _reply(known: Request, read: Request) -> Reply | None:
    old, new = known.reply, read.reply
    if old is None or new is None:
        return new or old
    dated, posted = _day(known, old.dated, new.dated), _day(known, old.posted, new.posted)
    return Reply(new.number or old.number, dated, posted)


def _day(known: Request, old: date | None, new: date | None, *, decided: bool = False) -> date | None:
    """Return a day as the ledger says it now; one that a person corrected, of a number without its last zero, stays."""
    if old and (decided or (new in known.unsure and old != new)):
        return old
    return new or old


def _disputes(old: tuple[Dispute, ...], new: tuple[Dispute, ...]) -> tuple[Dispute, ...]:
    """Return the known disputes brought up to date, then those that are new."""
    left = list(new)
    kept = []
    for known in old:
        match = next((one for one in left if (one.kind, one.filed) == (known.kind, known.filed)), None)
        if match is not None:
            left.remove(match)
            decided = not known.doubt and match.doubt and known.note == match.note
            kept.append(known if decided else match)
        else:
            kept.append(known)
    return (*kept, *left)
