"""Finds units by the names that documents and people use for them."""

from app.report import Unit
from app.store.database import Database
from app.store.rows_to_reports import read_unit, rows
from app.unit_names import split_paths, unit_name

_UNIT = "SELECT u.id AS unit_id, u.name, u.short_name, u.kind FROM unit u"


class UnitNames:
    """The units of a workspace by name: the full one, else another one they are known by."""

    def __init__(self) -> None:
        self._odd: dict[str, list[int]] | None = None

    def forget(self) -> None:
        """Another program wrote to the file."""
        self._odd = None

    def find(self, database: Database, name: str) -> Unit | None:
        """Return the unit of this name; ``上级/名称``, where no unit has it as its name, tells units of one name apart.

        Raises `EditRefused` where several units have the name, and `ReadFailed`.
        """
        wanted = unit_name(name)
        # Another program may have stored a name in a spelling that ours would not keep: it still means that unit.
        found = self._named(database, name) or self._named(database, wanted)
        for above, own in () if found else split_paths(wanted):
            found += [unit for unit in self._named(database, own) if self._is_below(database, unit, above)]
        if len(found) > 1:
            wanted = found[0].name
            # An export or a list, which only read, do without the edits.
            from app.edits import EditRefused

            raise EditRefused(
                f"有 {len(found)} 个单位叫“{wanted}”，请写明上级，如“{self._above(database, found[0])}/{wanted}”。"
            )
        return found[0] if found else None

    def _named(self, database: Database, name: str) -> list[Unit]:
        for condition in ("u.name = ?", "u.id IN (SELECT unit_id FROM alias WHERE name = ?)"):
            found = rows(database, f"{_UNIT} WHERE {condition} ORDER BY u.id", [name])
            if found:
                return [read_unit(row) for row in found]
        ids = self._oddly_spelled(database).get(name, [])
        return [read_unit(row) for own in ids for row in rows(database, f"{_UNIT} WHERE u.id = ?", [own])]

    def _oddly_spelled(self, database: Database) -> dict[str, list[int]]:
        """Return the units whose stored names are not in the one spelling; they are read once."""
        if self._odd is None:
            self._odd = {}
            for row in rows(database, "SELECT id, name FROM unit ORDER BY id"):
                kept = unit_name(row["name"])
                if kept != row["name"]:
                    # The first unit gets the name in our spelling; the others are found by their own.
                    self._odd.setdefault(kept, [row["id"]])
        return self._odd

    @staticmethod
    def _is_below(database: Database, unit: Unit, above: str) -> bool:
        return bool(
            rows(
                database,
                "SELECT 1 FROM register r JOIN unit u ON u.id = r.parent_id"
                " WHERE r.unit_id = ? AND (u.name = ? OR u.short_name = ?)",
                [unit.id, above, above],
            )
        )

    @staticmethod
    def _above(database: Database, unit: Unit) -> str:
        found = rows(
            database,
            "SELECT u.name FROM register r JOIN unit u ON u.id = r.parent_id WHERE r.unit_id = ?",
            [unit.id],
        )
        return str(found[0]["name"]) if found else "上级单位名称"
