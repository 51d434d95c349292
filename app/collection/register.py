"""The register of units as a tree: names, codes, kinds, who is below whom and in which years."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from app.collection.records import Alias, Member, Registered
from app.report import Unit
from app.unit_names import PATH_MARK


@dataclass(frozen=True)
class RegisterEntry:
    """A unit with its place in the register and its other names."""

    unit: Unit
    place: Registered
    aliases: tuple[str, ...] = ()

    def is_valid(self, year: int) -> bool:
        """Whether the unit exists in *year*."""
        return holds(self.place, year)

    @property
    def order(self) -> tuple[int, str, int]:
        """The key by which units below one parent are sorted."""
        return self.place.position, self.unit.name, self.unit.id


def holds(place: Registered | Member, year: int) -> bool:
    """Whether a place in the register or a group holds for *year*."""
    return place.first_year <= year and (not place.last_year or year <= place.last_year)


@dataclass(frozen=True)
class Register:
    """All units of a workspace, those without a place of their own included."""

    entries: Mapping[int, RegisterEntry]
    members: tuple[Member, ...] = ()

    @classmethod
    def of(
        cls,
        units: Iterable[Unit],
        places: Iterable[Registered],
        aliases: Iterable[Alias] = (),
        members: Iterable[Member] = (),
    ) -> "Register":
        """Put a register together from what a workspace keeps."""
        placed = {place.unit_id: place for place in places}
        named: dict[int, list[str]] = {}
        for alias in aliases:
            named.setdefault(alias.unit_id, []).append(alias.name)
        return cls(
            {
                unit.id: RegisterEntry(
                    unit, placed.get(unit.id, Registered(unit.id)), tuple(sorted(named.get(unit.id, ())))
                )
                for unit in units
            },
            tuple(members),
        )

    @cached_property
    def _below(self) -> dict[int, list[RegisterEntry]]:
        below: dict[int, list[RegisterEntry]] = {}
        for entry in self.entries.values():
            parent = entry.place.parent_id
            below.setdefault(parent if parent in self.entries else 0, []).append(entry)
        for entries in below.values():
            entries.sort(key=lambda entry: entry.order)
        return below

    def below(self, parent_id: int) -> Sequence[RegisterEntry]:
        """Return the units directly below one, 0 for those at the top, in their order."""
        return self._below.get(parent_id, [])

    def walk(self, parent_id: int = 0, depth: int = 0) -> Iterator[tuple[int, RegisterEntry]]:
        """Yield all units below one with how deep they lie, each before those below it."""
        for entry in self.below(parent_id):
            yield depth, entry
            yield from self.walk(entry.unit.id, depth + 1)

    def all_below(self, group_id: int) -> frozenset[int]:
        """Return the units that belong to a group on any level and in any year, by the register or as members."""
        found: set[int] = set()
        waiting = [group_id]
        while waiting:
            own = waiting.pop()
            below = {entry.unit.id for entry in self.below(own)}
            below |= {member.unit_id for member in self.members if member.group_id == own}
            waiting += below - found - {own}
            found |= below
        return frozenset(found)

    def all_above(self, unit_ids: Iterable[int]) -> frozenset[int]:
        """Return the groups to which units belong on any level and in any year, by the register or as members."""
        found: set[int] = set()
        waiting = list(unit_ids)
        while waiting:
            own = waiting.pop()
            above = {member.group_id for member in self.members if member.unit_id == own}
            if own in self.entries:
                above.add(self.entries[own].place.parent_id)
            waiting += above - found
            found |= above
        return frozenset(found - {0})

    def path(self, unit_id: int) -> tuple[RegisterEntry, ...]:
        """Return what a unit is below, from the top down, and the unit itself."""
        found: list[RegisterEntry] = []
        while unit_id in self.entries and len(found) < len(self.entries):
            found.append(self.entries[unit_id])
            unit_id = self.entries[unit_id].place.parent_id
        return tuple(reversed(found))

    def name_apart(self, unit: Unit) -> str:
        """Return a unit's name; where several units have it, with the name of the unit above in front."""
        path = self.path(unit.id)
        if len(path) < 2 or self._names[unit.name] < 2:
            return unit.name
        return f"{path[-2].unit.name}{PATH_MARK}{unit.name}"

    @cached_property
    def _names(self) -> Counter[str]:
        return Counter(entry.unit.name for entry in self.entries.values())

    def members_of(self, group_id: int, year: int) -> list[RegisterEntry]:
        """Return the units expected to report to a group for a year, each once, in order."""
        found = {entry.unit.id: entry for entry in self.below(group_id) if entry.is_valid(year)}
        for member in self.members:
            if member.group_id == group_id and holds(member, year) and member.unit_id in self.entries:
                found.setdefault(member.unit_id, self.entries[member.unit_id])
        return sorted(found.values(), key=lambda entry: entry.order)

    def is_group(self, unit_id: int, year: int) -> bool:
        """Whether others report to a unit."""
        return any(entry.unit.id != unit_id for entry in self.members_of(unit_id, year))

    def groups_below(self, group_id: int, year: int) -> list[int]:
        """Return the groups within a group, those at the bottom first, and the group itself at the end."""
        found: dict[int, None] = {}

        def add(unit_id: int, above: frozenset[int]) -> None:
            for entry in self.members_of(unit_id, year):
                own = entry.unit.id
                if own not in above and own not in found and self.is_group(own, year):
                    add(own, above | {own})
            found[unit_id] = None

        add(group_id, frozenset({group_id}))
        return list(found)

    def reached_twice(self, group_id: int, year: int) -> dict[int, list[int]]:
        """Return the units that come into a group's sum by more than one way, with the groups they come through."""
        through: dict[int, list[int]] = {}
        for group in self.groups_below(group_id, year):
            for entry in self.members_of(group, year):
                own = entry.unit.id
                if own == group or not self.is_group(own, year):
                    through.setdefault(own, []).append(group)
        return {unit_id: groups for unit_id, groups in through.items() if len(groups) > 1}

    def renamed(self, unit: Unit) -> tuple[RegisterEntry, Alias | None]:
        """Return a unit's entry under its new name, and the former name to keep as an alias."""
        entry = self.entries[unit.id]
        former = entry.unit.name
        alias = Alias(former, unit.id) if former != unit.name and former not in entry.aliases else None
        return replace(entry, unit=unit), alias
