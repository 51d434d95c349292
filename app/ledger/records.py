"""The records of a ledger in a workspace: one per request, and one of settings per unit.

What stands in the history of these records never names an applicant: it stays when the applicants' data are deleted.
"""

import json
from collections.abc import Callable
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from types import UnionType
from typing import Any, ClassVar, get_args, get_origin, get_type_hints

from app import plain_json
from app.ledger.outcomes import ALL_TYPES, outcome_name
from app.records import Record
from app.request import NO_SETTINGS, LedgerSettings, Request


@dataclass(frozen=True)
class RequestRow(Record):
    """One request; *body* holds all of it but its id, unit and number, as JSON."""

    TABLE: ClassVar[str] = "request"
    LISTED: ClassVar[bool] = False
    SHOWN_ITSELF: ClassVar[bool] = True

    id: int
    unit_id: int
    number: str
    body: str

    @property
    def history_text(self) -> str:
        """What the history keeps of the request: the dates, the kind and the result, without names and texts."""
        request = request_of(self)
        days = {"收到": request.received, "答复": request.judged}
        told = {
            "编号": self.number,
            "类别": ALL_TYPES.get(request.type, ""),
            "结果": outcome_name(request.outcome),
        }
        told |= {name: day.isoformat() for name, day in days.items() if day}
        return json.dumps({name: text for name, text in told.items() if text}, ensure_ascii=False)


@dataclass(frozen=True)
class LedgerRow(Record):
    """What a unit has decided about its ledger, as JSON."""

    TABLE: ClassVar[str] = "ledger"
    LISTED: ClassVar[bool] = False
    SHOWN_ITSELF: ClassVar[bool] = True
    KEY: ClassVar[tuple[str, ...]] = ("unit_id",)

    unit_id: int
    settings: str


KINDS: dict[str, type[Record]] = {kind.TABLE: kind for kind in (RequestRow, LedgerRow)}
_MOST_KNOWN = 1_000
"""How many requests are remembered as they were read: an edit asks for what it changed several times."""
_OWN_COLUMNS = ("id", "unit_id", "number")


def row_of(request: Request) -> RequestRow:
    """Return a request as it is kept."""
    body = {name: value for name, value in _plain(request).items() if name not in _OWN_COLUMNS}
    return RequestRow(request.id, request.unit_id, request.number, _dumped(body))


def request_of(row: RequestRow) -> Request:
    """Return a request in a row. What can't be understood is left out, and the request stays out of the cells."""
    return read_request(row.id, row.unit_id, row.number, row.body)


@lru_cache(maxsize=_MOST_KNOWN)
def read_request(request_id: int, unit_id: int, number: str, body: str) -> Request:
    """Return a request from the columns of its row."""
    unknown = Request(request_id, unit_id, number, doubt="登记的内容无法识别，请核对后重新填写")
    try:
        data = plain_json.loads(body)
        request = _built(Request, {**data, "id": request_id, "unit_id": unit_id, "number": number})
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, InvalidOperation):
        return unknown
    return request if isinstance(request, Request) else unknown


def settings_row(unit_id: int, settings: LedgerSettings) -> LedgerRow:
    """Return a unit's settings as they are kept."""
    return LedgerRow(unit_id, _dumped(_plain(settings)))


@lru_cache(maxsize=64)
def settings_of(row: LedgerRow | None) -> LedgerSettings:
    """Return the settings in a row; the defaults where there is none that can be understood."""
    if row is None:
        return NO_SETTINGS
    try:
        data = plain_json.loads(row.settings)
        return LedgerSettings(
            choices={str(key): str(value) for key, value in data.get("choices", {}).items()},
            keeps_disputes=data.get("keeps_disputes") is True,
            mapping={str(key): str(value) for key, value in data.get("mapping", {}).items()},
            local_days={
                date.fromisoformat(day): worked is True for day, worked in data.get("local_days", {}).items()
            },
            letter_texts={str(key): str(text) for key, text in data.get("letter_texts", {}).items()},
            letter_details={str(key): str(text) for key, text in data.get("letter_details", {}).items()},
            follows=frozenset(int(year) for year in data.get("follows", ())),
            notices={int(year): str(text) for year, text in data.get("notices", {}).items()},
        )
    except (ValueError, TypeError, AttributeError, OverflowError):
        return NO_SETTINGS


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it; what is as by default is left out."""
    if is_dataclass(value):
        pairs = [(field, getattr(value, field.name)) for field in fields(value)]
        return {field.name: _plain(inner) for field, inner in pairs if not _is_default(field, inner)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if hasattr(value, "items"):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return value


def _is_default(field: Field[Any], value: Any) -> bool:
    return type(value) is type(field.default) and value == field.default


def _built(kind: Any, value: Any) -> Any:
    """Return the value of a kind from what JSON holds. Raises ValueError and the like."""
    return _builder(kind)(value)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """Return the function that makes values of a kind; remembered, as thousands of requests are read at once."""
    if get_origin(kind) is UnionType:
        inner = _builder(next(arg for arg in get_args(kind) if arg is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        one = _builder(get_args(kind)[0])
        return lambda value: tuple(map(one, value))
    if is_dataclass(kind):
        makers = {name: _builder(hint) for name, hint in get_type_hints(kind).items()}
        return lambda value: kind(
            **{name: makers[name](part) for name, part in value.items() if name in makers}
        )  # type: ignore[operator]
    if kind is date:
        return date.fromisoformat
    if kind is Decimal:
        return Decimal
    return lambda value: _plain_value(kind, value)


def _plain_value(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise ValueError(value)
    return value
