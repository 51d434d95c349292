"""The lines of the list of reports: groups, the units in them, their years; which of them a search and a filter leave."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cached_property

from app.collection.overview import MemberState
from app.collection.register import Register, RegisterEntry
from app.report import ReportSummary, Unit
from ui.base.list_habits import NameKey


class LineKind(Enum):
    """What a line stands for."""

    GROUP = auto()
    UNIT = auto()
    YEAR = auto()
    HEAD = auto()
    """What the lines below it have in common: nothing is opened by it."""


@dataclass(frozen=True)
class ReportLine:
    """One line. *head* is the report of a year's line; *folds* says whether something can be folded away below it."""

    kind: LineKind
    unit: Unit
    head: ReportSummary | None = None
    depth: int = 0
    folds: bool = False
    folded: bool = False
    place: tuple[int, ...] = ()
    """The groups the line stands in, from the top, and its unit: what it is folded by."""
    pinned: bool = False
    """Whether it stands above the list, away from its unit."""


@dataclass(frozen=True)
class ListWish:
    """Which part of the list is to be shown. *turned* are the places that the user has folded or unfolded against the rule."""

    words: tuple[str, ...] = ()
    state: StrEnum | None = None
    turned: AbstractSet[tuple[int, ...]] = frozenset()
    pinned: Sequence[int] = ()
    """The reports above the list, by their ids."""

    @property
    def picks(self) -> bool:
        """Whether only some lines are wanted."""
        return bool(self.words) or self.state is not None


StateOf = Callable[[int], MemberState | None]
"""How a unit stands in the year of the list, by its id."""
_PINNED = Unit(0, "固定")
_OTHERS = Unit(0, "全部")


@dataclass
class Lines:
    """Puts the lines together. Without groups there are the units with their years, as they were always listed."""

    heads: Sequence[ReportSummary]
    register: Register
    wish: ListWish
    state_of: StateOf = lambda _unit_id: None
    ledgers: Sequence[int] = ()
    """The units that keep a ledger, by their ids: they are listed without a report, too."""
    shown: ReportSummary | None = None
    """The report on screen: it is listed, whatever is looked for."""
    standing_of: Callable[[ReportSummary], StrEnum | None] = lambda _head: None
    """How a report stands; what is asked where units stand in no groups."""
    name_key: NameKey | None = None
    """None leaves units in the order of the register, or as they come."""
    _by_unit: dict[int, list[ReportSummary]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for head in self.heads:
            self._by_unit.setdefault(head.unit.id, []).append(head)

    def all(self) -> list[ReportLine]:
        """Return the lines from top to bottom."""
        pinned = [] if self.wish.picks else list(self._pinned())
        if not is_grouped(self.register):
            return [*pinned, *self._ungrouped([*self._by_unit, *self._only_ledgers()])]
        return [
            *pinned,
            *self._below(0, (), frozenset()),
            *self._ungrouped(
                own for own in [*self._by_unit, *self._only_ledgers()] if own not in self._in_tree
            ),
        ]

    def reports(self) -> list[ReportSummary]:
        """Return the reports that the wish leaves, in the order of the list, what is folded away included."""
        return [
            head
            for head in in_list_order(self.heads, self.register, self.name_key)
            if self._wants(head.unit, head) and self._wants_head(head)
        ]

    @cached_property
    def _children(self) -> dict[int, list[Unit]]:
        return children(self.register, self.name_key)

    def way_to(self, unit_id: int) -> tuple[int, ...]:
        """Return the groups above a unit in the tree, from the top; empty where it stands in none."""
        above = {
            unit.id: group_id for group_id, units in self._children.items() if group_id for unit in units
        }
        way: list[int] = []
        while (unit_id := above.get(unit_id, 0)) and unit_id not in way:
            way.insert(0, unit_id)
        return tuple(way)

    @cached_property
    def _in_tree(self) -> frozenset[int]:
        """The units with a line in the tree: those below a group, and the groups."""
        below = {unit.id for group_id, units in self._children.items() if group_id for unit in units}
        return frozenset(below | self._children.keys())

    def _only_ledgers(self) -> list[int]:
        return [own for own in self.ledgers if own not in self._by_unit and own in self.register.entries]

    def _pinned(self) -> Iterator[ReportLine]:
        known = {head.id: head for head in self.heads}
        pinned = [known[own] for own in self.wish.pinned if own in known]
        if pinned:
            yield ReportLine(LineKind.HEAD, _PINNED)
            yield from (ReportLine(LineKind.YEAR, head.unit, head, pinned=True) for head in pinned)
            yield ReportLine(LineKind.HEAD, _OTHERS)

    def _unit(self, unit_id: int) -> Unit:
        known = self._by_unit.get(unit_id, ())
        return known[0].unit if known else self.register.entries[unit_id].unit

    def _ungrouped(self, units: Iterable[int]) -> Iterator[ReportLine]:
        for unit in _sorted(map(self._unit, units), self.name_key):
            known = self._by_unit.get(unit.id, ())
            heads = [head for head in known if self._wants(head.unit, head) and self._wants_head(head)]
            if heads or (not known and self._wants(unit) and self._wants_state(unit.id)):
                yield ReportLine(LineKind.UNIT, unit)
                yield from (ReportLine(LineKind.YEAR, head.unit, head) for head in heads)

    def _below(self, parent: int, place: tuple[int, ...], seen: frozenset[int]) -> Iterator[ReportLine]:
        for unit in self._children.get(parent, ()):
            is_group = unit.id in self._children
            if unit.id in seen or not (parent or is_group):
                continue
            here, depth = (*place, unit.id), len(place)
            if is_group:
                yield from self._group(unit, here, depth, seen | {unit.id})
            elif self._wants(unit) and self._wants_state(unit.id):
                years = self._by_unit.get(unit.id, [])
                folded = here not in self.wish.turned
                yield ReportLine(LineKind.UNIT, unit, None, depth, bool(years), folded, here)
                if years and not folded:
                    yield from self._years(years, depth + 1, here)

    def _group(
        self, unit: Unit, here: tuple[int, ...], depth: int, seen: frozenset[int]
    ) -> Iterator[ReportLine]:
        """Yield a group and what is in it. The top is open and the groups in it are folded, until they are turned."""
        inside = list(self._below(unit.id, here, seen))
        fits = self._wants(unit) and self.wish.state is None
        if self.wish.picks and not inside and not fits:
            return
        folded = not self.wish.picks and (depth > 0) != (here in self.wish.turned)
        yield ReportLine(LineKind.GROUP, unit, None, depth, True, folded, here)
        if not folded:
            if not self.wish.picks or fits:
                yield from self._years(self._by_unit.get(unit.id, []), depth + 1, here)
            yield from inside

    @staticmethod
    def _years(heads: Sequence[ReportSummary], depth: int, here: tuple[int, ...]) -> Iterator[ReportLine]:
        for head in heads:
            yield ReportLine(LineKind.YEAR, head.unit, head, depth, place=here)

    def _wants(self, unit: Unit, head: ReportSummary | None = None) -> bool:
        if not self.wish.words or self._is_shown(unit, head):
            return True
        entry = self.register.entries.get(unit.id)
        told = [
            unit.name,
            unit.short_name,
            *(entry.aliases if entry else ()),
            entry.place.code if entry else "",
        ]
        told += [str(head.year)] if head else [str(one.year) for one in self._by_unit.get(unit.id, ())]
        text = " ".join(told)
        return all(word in text for word in self.wish.words)

    def _is_shown(self, unit: Unit, head: ReportSummary | None) -> bool:
        shown = self.shown
        return shown is not None and (head.id == shown.id if head else unit.id == shown.unit.id)

    def _wants_state(self, unit_id: int) -> bool:
        shown = self.shown is not None and self.shown.unit.id == unit_id
        return self.wish.state is None or shown or self.state_of(unit_id) is self.wish.state

    def _wants_head(self, head: ReportSummary) -> bool:
        """Whether the state of a report is wanted; in a group it is that of its unit in the list's year."""
        if self.wish.state is None or self._is_shown(head.unit, head):
            return True
        if is_grouped(self.register):
            return self._wants_state(head.unit.id)
        return self.standing_of(head) is self.wish.state


def is_grouped(register: Register) -> bool:
    """Whether any unit stands below another: else the list is that of a single body."""
    return bool(register.members) or any(entry.place.parent_id for entry in register.entries.values())


def in_list_order(
    heads: Sequence[ReportSummary], register: Register, name_key: NameKey | None = None
) -> list[ReportSummary]:
    """Return all reports in the order of the list with everything unfolded; each comes once."""
    if name_key is not None:
        heads = sorted(heads, key=lambda head: name_key(head.unit.label))
    if not is_grouped(register):
        return list(heads)
    below, order, waiting = children(register, name_key), dict[int, int](), [0]
    while waiting:
        unit_id = waiting.pop()
        if unit_id not in order:
            order[unit_id] = len(order)
            waiting += [unit.id for unit in reversed(below.get(unit_id, ()))]
    inside = {unit.id for group_id, units in below.items() if group_id for unit in units} | below.keys()

    def place(head: ReportSummary) -> tuple[bool, int]:
        """Units that are in no group stand below the tree, as they come."""
        grouped = head.unit.id in inside
        return not grouped, order.get(head.unit.id, 0) if grouped else 0

    return sorted(heads, key=place)


def children(register: Register, name_key: NameKey | None = None) -> dict[int, list[Unit]]:
    """Return the units directly in each group, those of earlier and later years included, in their order; 0: the top."""
    found: dict[int, dict[int, RegisterEntry]] = {}
    for entry in register.entries.values():
        parent = entry.place.parent_id
        found.setdefault(parent if parent in register.entries else 0, {})[entry.unit.id] = entry
    for member in register.members:
        if member.group_id != member.unit_id and member.unit_id in register.entries:
            found.setdefault(member.group_id, {})[member.unit_id] = register.entries[member.unit_id]
    return {
        group_id: _sorted(
            (entry.unit for entry in sorted(entries.values(), key=lambda entry: entry.order)), name_key
        )
        for group_id, entries in found.items()
    }


def _sorted(units: Iterable[Unit], name_key: NameKey | None) -> list[Unit]:
    return list(units) if name_key is None else sorted(units, key=lambda unit: name_key(unit.label))


@dataclass(frozen=True)
class GroupCount:
    """How many members of a group there are in the list's year, how many have reported, how many have errors."""

    expected: int = 0
    reported: int = 0
    faulty: int = 0

    @property
    def words(self) -> str:
        """The counts as they stand at the end of a group's line."""
        faulty = f" ×{self.faulty}" if self.faulty else ""
        return f"{self.reported}/{self.expected}{faulty}"


def group_counts(
    register: Register, year: int, reported: AbstractSet[int], states: Mapping[int, MemberState | None]
) -> dict[int, GroupCount]:
    """Return the counts of every group, by its unit's id; *reported* are the units with a report of the year."""
    found = {}
    for unit_id in register.entries:
        members = [entry.unit.id for entry in register.members_of(unit_id, year)]
        if members:
            there = [own for own in members if own in reported]
            faulty = sum(states.get(own) is MemberState.ERRORS for own in there)
            found[unit_id] = GroupCount(len(members), len(there), faulty)
    return found
