"""The units whose reports an office expects for a year, and which of them the name on a file means."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.collection.register import Register, RegisterEntry
from app.edits import EditRefused
from app.report import Unit
from app.unit_names import split_paths, unit_name


@dataclass(frozen=True)
class ExpectedUnits:
    """The units of a group on all levels in a year, those of the groups within it included.

    It rests on the register alone, so that files may be looked at in any thread.
    """

    group: Unit
    year: int
    entries: Mapping[int, RegisterEntry]
    above: Mapping[int, str]
    """The name of what each unit is below."""

    @classmethod
    def of(cls, register: Register, group: Unit, year: int) -> "ExpectedUnits":
        """Return who is expected in a group."""
        entries = {
            entry.unit.id: entry
            for own in register.groups_below(group.id, year)
            for entry in register.members_of(own, year)
        }
        above = {
            own: register.entries[entry.place.parent_id].unit.name
            for own, entry in entries.items()
            if entry.place.parent_id in register.entries
        }
        return cls(group, year, entries, above)

    @cached_property
    def _named(self) -> dict[str, list[Unit]]:
        full: dict[str, list[Unit]] = {}
        other: dict[str, list[Unit]] = {}
        for entry in self.entries.values():
            full.setdefault(unit_name(entry.unit.name), []).append(entry.unit)
            for alias in entry.aliases:
                other.setdefault(unit_name(alias), []).append(entry.unit)
        return {**other, **full}

    def unit(self, name: str) -> Unit:
        """Return whose file it is by the name on it, which may be ``上级/名称``. Raises `EditRefused`."""
        wanted = unit_name(name)
        found = self._named.get(wanted, [])
        for above, own in () if found else split_paths(wanted):
            found = found + [unit for unit in self._named.get(own, []) if self.above.get(unit.id) == above]
        if not found:
            raise EditRefused(f"“{wanted}”不在{self.group.name}的单位名单中，请核对单位名称或补入名录")
        if len(found) > 1:
            where = "、".join(f"{self.above.get(unit.id, '')}/{unit.name}" for unit in found)
            raise EditRefused(f"有 {len(found)} 个单位叫“{wanted}”（{where}），请在单位名称前写明上级和“/”")
        return found[0]

    def expects(self, name: str) -> bool:
        """Whether reports of a unit of this name are wanted."""
        try:
            self.unit(name)
        except EditRefused:
            return False
        return True
