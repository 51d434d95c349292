"""A run of many bodies as a tree of county and city workspaces that pass their sums on, against a brute-force sum.

python tests/soak/soak_tiers.py [BODIES] [FOLDER]. Without a number it makes 100,000 bodies: 20 cities of 10 counties of
500. Each county sums its bodies up in a workspace of its own, each city takes its counties' workspaces in and sums them
up, and the province takes the cities'. Prints times and sizes per tier; fails when one cell differs.
"""

import contextlib
import io
import json
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.cli import main as command
from app.collection.records import Registered
from app.edits import SetRecords
from app.forms.loader import form_for
from app.records import UnitRow
from app.report import Unit
from app.store.cell_names import numbers
from app.store.collection import Collection
from app.store.workspace import create
from app.values import Kind

YEAR = 2025
FORM = form_for(YEAR)
CITIES, COUNTIES = 20, 10


def county(path: Path, name: str, bodies: int, chance: random.Random) -> Counter[str]:
    """Make a county's workspace with its sum; return the brute-force sum."""
    total: Counter[str] = Counter()
    workspace = create(path)
    repository = workspace.repository
    units = [UnitRow(1, name, "", "government")]
    units += [UnitRow(own, f"{name}第{own}局", "", "department") for own in range(2, bodies + 2)]
    records = {unit.key: unit for unit in units}
    places = {
        place.key: place for place in (Registered(unit.id, parent_id=min(unit.id - 1, 1)) for unit in units)
    }
    repository.apply(SetRecords({**records, **places}, "名录"))
    database = repository.database
    keys = [key for key, cell in FORM.cells.items() if cell.kind is Kind.COUNT]
    with database.atomic():
        known = numbers(database, FORM.cells)
        for own in range(2, bodies + 2):
            cells = {key: chance.randint(0, 9) for key in keys if chance.random() < 0.9}
            total.update(cells)
            database.execute(
                "INSERT INTO report (id, unit_id, year, series, form, totals) VALUES (?, ?, ?, ?, ?, 'typed')",
                [own, own, YEAR, FORM.series, FORM.id],
            )
            database.conn.executemany(
                "INSERT INTO figure VALUES (?, ?, ?)",
                [(own, known[key], str(value)) for key, value in cells.items()],
            )
    repository.apply(Collection(repository).making(Unit(1, name), YEAR))
    workspace.close()
    return total


def run(*arguments: object) -> dict[str, dict[str, str]]:
    """Run a command and return what it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = command([str(argument) for argument in arguments])
    assert status == 0, said.getvalue()
    return dict(json.loads(said.getvalue() or "{}"))


def gather(path: Path, name: str, below: dict[str, Path]) -> dict[str, str]:
    """Take the workspaces of those below in and sum them up."""
    register = path.with_suffix(".csv")
    lines = [f"{name},", *(f"{other},{name}" for other in below)]
    register.write_text("单位名称,上级\n" + "\n".join(lines), encoding="utf-8")
    run("units", path, "--import", register, "--json")
    run("collect", *below.values(), "--into", path, "--year", YEAR, "--group", name, "--json")
    return run("sum", path, "--group", name, "--year", YEAR, "--json")["cells"]


def main(bodies: int, folder: Path) -> int:
    """Run all tiers and compare."""
    chance, total = random.Random(7), Counter[str]()
    each = max(1, bodies // (CITIES * COUNTIES))
    times, sizes = Counter[str](), Counter[str]()
    cities: dict[str, Path] = {}
    for city in range(CITIES):
        counties: dict[str, Path] = {}
        for number in range(COUNTIES):
            name = f"第{city}市第{number}县人民政府"
            counties[name] = folder / f"{city}-{number}.nianbao"
            start = perf_counter()
            total.update(county(counties[name], name, each, chance))
            times["county"] += perf_counter() - start  # type: ignore[assignment]
            sizes["county"] += counties[name].stat().st_size
        name = f"第{city}市人民政府"
        cities[name] = folder / f"city-{city}.nianbao"
        start = perf_counter()
        gather(cities[name], name, counties)
        times["city"] += perf_counter() - start  # type: ignore[assignment]
        sizes["city"] += cities[name].stat().st_size
    start = perf_counter()
    top = folder / "province.nianbao"
    cells = gather(top, "示例省人民政府", cities)
    times["province"], sizes["province"] = perf_counter() - start, top.stat().st_size  # type: ignore[assignment]
    for tier in ("county", "city", "province"):
        print(f"{tier}: {times[tier]:.1f} s, {sizes[tier] / 1e6:.1f} MB")
    wrong = {key for key in {*cells, *total} if int(cells.get(key, -1)) != total.get(key, -1)}
    print(f"{each * CITIES * COUNTIES} bodies, {len(cells)} cells, {len(wrong)} differ")
    return int(bool(wrong))


if __name__ == "__main__":
    amount = 200 if "--short" in sys.argv else int(next(iter(sys.argv[1:]), 100_000))
    with TemporaryDirectory() as temporary:
        sys.exit(main(amount, Path(temporary)))
