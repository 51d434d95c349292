"""Times sums, their contributors and the update after a correction, against raw SQLite in the same run.

Run ``python tests/benchmarks/bench_sums.py [REPORTS]``. A workspace of 10,000 reports in a tree of four levels is made by
SQL alone. It prints the median of the sum of all reports beside that of the bare ``GROUP BY`` over the same rows, of
one cell's contributors, and of an edit that replaces one report's figures at the bottom of the tree, less that of a bare transaction
that writes the same cells, since what the disk takes for a commit is not ours; and fails when one is more than `ALLOWED`.
"""

import random
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from app.edits import SetCells  # noqa: E402
from app.forms.compiled import total_definitions  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.report import Unit  # noqa: E402
from app.store import sums  # noqa: E402
from app.store.cell_names import numbers  # noqa: E402
from app.store.collection import Collection  # noqa: E402
from app.store.repository import Repository  # noqa: E402
from app.store.workspace import create, open_workspace  # noqa: E402

ALLOWED = {
    "sum against GROUP BY": 1.5,
    "one cell, s": 0.050,
    "one return replaced beyond a bare write, s": 0.020,
}
YEAR = 2025
FORM = form_for(YEAR)
CELL = "applications.new.natural_person"
ROUNDS = 5


def fill(path: Path, reports: int) -> list[int]:
    """Make a tree: 1 above 10 cities above counties above bodies; return the ids of the bodies' reports."""
    workspace = create(path)
    database = workspace.repository.database.conn
    chance = random.Random(1)
    counties = range(12, 12 + 100)
    bodies = range(1000, 1000 + reports)
    places = [(1, 0)] + [(city, 1) for city in range(2, 12)]
    places += [(county, 2 + county % 10) for county in counties]
    places += [(body, counties[body % 100]) for body in bodies]
    with workspace.repository.database.atomic():
        known = numbers(workspace.repository.database, FORM.cells)
        database.executemany(
            "INSERT INTO unit (id, name) VALUES (?, ?)", [(u, f"单位{u}") for u, _ in places]
        )
        database.executemany("INSERT INTO register (unit_id, parent_id) VALUES (?, ?)", places)
        database.executemany(
            "INSERT INTO report (id, unit_id, year, series, form, totals) VALUES (?, ?, ?, ?, ?, 'typed')",
            [(body, body, YEAR, FORM.series, FORM.id) for body in bodies],
        )
        database.executemany(
            "INSERT INTO figure (report_id, cell_id, value) VALUES (?, ?, ?)",
            ((body, known[key], str(chance.randint(0, 50))) for body in bodies for key in FORM.cells),
        )
    workspace.repository.apply(Collection(workspace.repository).making(Unit(1, "单位1"), YEAR))
    workspace.close()
    return list(bodies)


def timed(run: Callable[[], object]) -> float:
    start = perf_counter()
    run()
    return perf_counter() - start


def group_by(repository: Repository, reports: list[int]) -> object:
    """The same rows by bare SQL."""
    return repository.database.execute(
        "SELECT cell_id, sum(value) FROM figure WHERE report_id BETWEEN ? AND ? GROUP BY cell_id",
        [reports[0], reports[-1]],
    ).fetchall()


def bare_write(repository: Repository, report: int) -> None:
    """Replace a report's cells by SQL alone, in a transaction of its own; what is kept stays the same."""
    database = repository.database
    with database.atomic():
        kept = database.execute(
            "SELECT report_id, cell_id, value FROM figure WHERE report_id = ?", [report]
        ).fetchall()
        database.conn.executemany("INSERT OR REPLACE INTO figure VALUES (?, ?, ?)", kept)


def measure(path: Path, reports: list[int]) -> dict[str, float]:
    workspace = open_workspace(path)
    try:
        repository = workspace.repository
        plain = median(timed(lambda: group_by(repository, reports)) for _ in range(ROUNDS))
        ours = median(timed(lambda: sums.added_up(repository.database, FORM, reports)) for _ in range(ROUNDS))
        cell = median(
            timed(lambda: sums.values_of(repository.database, FORM, CELL, reports)) for _ in range(ROUNDS)
        )
        typed = [key for key in FORM.cells if key not in total_definitions(FORM)]
        replaced = []
        for number in range(20):
            figures = {key: (number * 7 + at) % 50 for at, key in enumerate(typed)}
            edit = SetCells(reports[number * 31], figures)
            replaced.append(timed(lambda edit=edit: repository.apply(edit)))  # type: ignore[misc]
        bare = median(timed(lambda at=at: bare_write(repository, reports[at * 37])) for at in range(20))  # type: ignore[misc]
        print(f"replaced {median(replaced):.4f} s, bare write of the same cells {bare:.4f} s")
        print(f"GROUP BY {plain:.3f} s, ours {ours:.3f} s")
        return {
            "sum against GROUP BY": ours / plain,
            "one cell, s": cell,
            "one return replaced beyond a bare write, s": median(replaced) - bare,
        }
    finally:
        workspace.close()


def main() -> int:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with TemporaryDirectory() as folder:
        path = Path(folder, "汇总.nianbao")
        found = measure(path, fill(path, reports))
    for name, value in found.items():
        print(f"{name}: {value:.4f} (allowed {ALLOWED[name]})")
    return int(any(value > ALLOWED[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
