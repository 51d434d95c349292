"""Finds the request to which a row of a ledger belongs: by its number, however it is written, or by what it tells."""

from dataclasses import dataclass, field

from app.ledger.foreign.joining import Group, is_another
from app.ledger.request_numbers import ordinal_of_year, same_number
from app.request import Request


@dataclass(frozen=True)
class Belonging:
    """What a row belongs to: a known *group*, or none.

    *twin* is a group with the same number that is plainly another request, *alike* one that tells the same without a
    number, or with that of another body, so that nobody can say whether it is the same.
    """

    group: Group | None = None
    twin: Group | None = None
    alike: Group | None = None


@dataclass
class KnownGroups:
    """The groups of a ledger in the order in which their first rows stand."""

    groups: list[Group] = field(default_factory=list)
    _by_number: dict[str, list[Group]] = field(default_factory=dict)
    _by_ordinal: dict[tuple[int, int], Group] = field(default_factory=dict)
    _by_content: dict[tuple[object, ...], Group] = field(default_factory=dict)

    def of_number(self, number: str, applicant: str = "") -> Group | None:
        """Return the newest group with a number, rather one of the same *applicant*."""
        groups = self._by_number.get(same_number(number), []) if number else []
        own = [group for group in groups if applicant and group.reads[-1].request.applicant == applicant]
        return next(reversed(own or groups), None)

    def find(self, request: Request, sheet: str, body: str = "") -> Belonging:
        """Say to which group a row belongs; *sheet* is where it stands, *body* whose number it is."""
        groups = self._by_number.get(same_number(request.number), []) if request.number else []
        own = [group for group in groups if not (body and group.body and body != group.body)]
        if groups and not own:
            # Each body gives its own numbers: one number of two of them is of two requests, or of one told twice.
            same = next((g for g in groups if _told(g.reads[-1].request) == _told(request)), None)
            return Belonging(alike=same) if same else Belonging(twin=groups[-1])
        told = (group for group in reversed(own) if _who_when(group.reads[-1].request) == _who_when(request))
        group = next(told, own[-1]) if own else self._otherwise_written(request)
        if group is not None and is_another(group.reads[-1].request, request):
            return Belonging(twin=group)
        if group is not None or request.number:
            return Belonging(group)
        alike = self._by_content.get(_told(request))
        if alike is None:
            return Belonging()
        # R1: without a number every row is a request. One left open in an earlier sheet goes on in a later one.
        goes_on = alike.sheets[-1] != sheet and all(read.is_open for read in alike.reads)
        if goes_on:
            return Belonging(alike, alike=alike)
        return Belonging(alike=alike) if request.content else Belonging()

    def add(self, group: Group, request: Request) -> None:
        """Take a group in, whose first row tells *request*."""
        self.groups.append(group)
        if request.number:
            self._by_number.setdefault(same_number(request.number), []).append(group)
            if key := _ordinal(request):
                self._by_ordinal[key] = group
        elif request.applicant and request.received:
            self._by_content.setdefault(_told(request), group)

    def _otherwise_written(self, request: Request) -> Group | None:
        """Return the request whose number is written with the year here and without it there: 3 and 2024年3号."""
        key = _ordinal(request)
        group = self._by_ordinal.get(key) if key else None
        if group is None:
            return None
        known = group.reads[-1].request
        return group if (known.received, known.applicant) == (request.received, request.applicant) else None


def _ordinal(request: Request) -> tuple[int, int] | None:
    return ordinal_of_year(request.number, request.received.year) if request.received else None


def _who_when(request: Request) -> tuple[object, ...]:
    return request.applicant, request.received


def _told(request: Request) -> tuple[object, ...]:
    return request.applicant, request.received, request.content
