"""The command ``units``: lists the register of units and takes one in from a table."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from app.collection.records import Alias, Registered
from app.collection.register import Register, RegisterEntry
from app.collection.register_file import RegisterLine, area_of, read_register
from app.commands.common import looking_at, writing_to
from app.commands.status import FINE, FOUND, Usage, say
from app.edits import SetRecords
from app.errors import UserError
from app.imports import bounded_files
from app.imports.raw_document import RawTable
from app.imports.reader_process import read_document
from app.records import Record, UnitRow
from app.report import KIND_NAMES, UnitKind
from app.store.backup import back_up
from app.store.collection import Collection
from app.store.repository import Repository
from app.workspace_values import BackupReason


def units(options: argparse.Namespace) -> int:
    """List the units, or take a register in; what a person has to settle gives status 1."""
    asked: list[str] = []
    if options.source is not None:
        lines = lines_in(options.source)
        with writing_to(options.workspace, create=True) as workspace:
            back_up(options.workspace, BackupReason.BULK)
            edit, asked = importing(workspace.repository, lines)
            workspace.repository.apply(edit)
    with looking_at(options.workspace) as repository:
        register = Collection(repository).register
    if options.json:
        listed = [_as_json(register, entry) for _, entry in register.walk()]
        print(json.dumps({"units": listed, "asked": asked}, ensure_ascii=False, indent=1))
    else:
        for depth, entry in register.walk():
            print(f"{'  ' * depth}{entry.unit.name}\t{KIND_NAMES[entry.unit.kind]}\t{entry.place.code}")
        for sentence in asked:
            say(f"请核对：{sentence}")
    return FOUND if asked else FINE


def _as_json(register: Register, entry: RegisterEntry) -> dict[str, object]:
    above = register.entries.get(entry.place.parent_id)
    return {
        "name": entry.unit.name,
        "short_name": entry.unit.short_name,
        "code": entry.place.code,
        "kind": KIND_NAMES[entry.unit.kind],
        "parent": above.unit.name if above else None,
        "aliases": list(entry.aliases),
        "from": entry.place.first_year or None,
        "to": entry.place.last_year or None,
    }


def lines_in(source: Path) -> list[RegisterLine]:
    """Return the lines of a register in a table of any format. Raises UserError when there is none."""
    document = read_document(bounded_files.load(source), source.name)
    for block in document.blocks:
        if isinstance(block, RawTable):
            texts: list[dict[int, str]] = [{} for _ in range(block.rows)]
            for cell in block.cells:
                texts[cell.row][cell.column] = cell.text
            found = read_register(texts)
            if found:
                return found
    raise UserError(f"“{source.name}”中没有找到单位名录，请在表头写明“单位名称”一列。")


def importing(repository: Repository, lines: list[RegisterLine]) -> tuple[SetRecords, list[str]]:
    """Return the edit that takes a register in, and what a person is asked about. Raises `Usage` for a contradiction."""
    plan = _Plan(repository, lines)
    return SetRecords({record.key: record for record in plan.records()}, "读入单位名录"), plan.asked


class _Plan:
    """Which units of a register are new, which known, and below whom each belongs."""

    def __init__(self, repository: Repository, lines: list[RegisterLine]) -> None:
        self._register = Collection(repository).register
        self._next = repository.new_unit_id()
        self._lines = lines
        self.asked: list[str] = []
        self._ids: dict[int, int] = {}
        self._by_name: dict[str, list[int]] = {}
        self._kinds: dict[int, UnitKind] = {}
        for entry in self._register.entries.values():
            self._note(entry.unit.name, entry.unit.id, entry.unit.kind)
            for name in (entry.unit.short_name, *entry.aliases):
                if name:
                    self._note(name, entry.unit.id, entry.unit.kind)

    def _note(self, name: str, unit_id: int, kind: UnitKind) -> None:
        self._kinds[unit_id] = kind
        for known in {name, area_of(name)} - {""}:
            ids = self._by_name.setdefault(known, [])
            if unit_id not in ids:
                ids.append(unit_id)

    def records(self) -> list[Record]:
        """Return what is to be kept, each unit before those that may refer to it."""
        for line in self._lines:
            self._ids[line.row] = self._identity(line)
        found: list[Record] = []
        for position, line in enumerate(self._lines, 1):
            own = self._ids[line.row]
            known = self._register.entries.get(own)
            kind = line.kind or (known.unit.kind if known else UnitKind.OTHER)
            if known is None:
                found.append(UnitRow(own, line.name, line.short_name, kind.value))
            found.append(self._place(line, own, known, position))
            found += [Alias(name, own) for name in line.aliases]
            self.asked += [f"第 {line.row} 行“{line.name}”{sentence}" for sentence in line.asked]
        return found

    def _identity(self, line: RegisterLine) -> int:
        """Return the unit that a line means: by its code, else by its name below its parent; else a new one."""
        register = self._register
        for entry in register.entries.values():
            if line.code and entry.place.code == line.code:
                return entry.unit.id
        same = [own for own in self._by_name.get(line.name, []) if self._is_same(line, own)]
        if len(same) == 1:
            if same[0] in self._ids.values():
                raise Usage(f"第 {line.row} 行“{line.name}”重复，请核对名录。")
            return same[0]
        own = self._next
        self._next += 1
        self._note(line.name, own, line.kind or UnitKind.OTHER)
        for name in (line.short_name, *line.aliases):
            if name:
                self._note(name, own, line.kind or UnitKind.OTHER)
        return own

    def _is_same(self, line: RegisterLine, own: int) -> bool:
        if own not in self._register.entries:
            # Of two lines of one name the parents tell them apart.
            other = next(one for one in self._lines if self._ids.get(one.row) == own)
            return other.name == line.name and other.parent == line.parent
        above = self._register.entries.get(self._register.entries[own].place.parent_id)
        return (
            above is None
            or not line.is_parent_stated
            or line.parent in (above.unit.name, above.unit.short_name)
        )

    def _place(self, line: RegisterLine, own: int, known: RegisterEntry | None, position: int) -> Registered:
        before = known.place if known else Registered(own)
        parent = self._parent(line, own)
        return replace(
            before,
            code=line.code or before.code,
            parent_id=before.parent_id if parent is None else parent,
            first_year=line.first_year or before.first_year,
            last_year=line.last_year or before.last_year,
            position=position,
        )

    def _parent(self, line: RegisterLine, own: int) -> int | None:
        """Return the unit above, ``None`` when the register says none or none is to be found."""
        if not line.parent:
            return None
        found = [known for known in self._by_name.get(line.parent, []) if known != own]
        if not line.is_parent_stated:
            bodies = (UnitKind.GOVERNMENT, UnitKind.TOWNSHIP, UnitKind.ZONE)
            found = found or self._ending_with(line.parent, own)
            found = [known for known in found if self._kinds[known] in bodies]
        if len(found) == 1:
            return found[0]
        if line.is_parent_stated:
            why = f"名录中有 {len(found)} 个“{line.parent}”" if found else f"名录中没有上级“{line.parent}”"
            self.asked.append(f"第 {line.row} 行“{line.name}”：{why}，请选择上级")
        return None

    def _ending_with(self, area: str, own: int) -> list[int]:
        """Return the bodies of an area that the unit's name gives with what is above it: 云岭市青溪县 → 青溪县."""
        return sorted(
            {
                known
                for name, ids in self._by_name.items()
                if _is_within(area, name) or _is_within(name, area)
                for known in ids
                if known != own
            }
        )


def _is_within(longer: str, shorter: str) -> bool:
    """Whether *longer* is the area *shorter* with a larger one before it: 云岭市青溪县, not 云岭市东青溪县."""
    return (
        bool(shorter)
        and longer.endswith(shorter)
        and longer.removesuffix(shorter)[-1:] in tuple("省市州盟区县旗")
    )
