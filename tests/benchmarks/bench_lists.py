"""How long the list of many reports takes once their verdicts are known, and how long a check of each takes before.

Run ``python tests/benchmarks/bench_lists.py [REPORTS]``. A workspace of 3,000 reports in groups is made, listed once, which
checks every report on all processors, and again, which finds the verdicts in the cache. The first is timed by the clock,
as a person would, with the processors' seconds of this process and of those that check beside it; run it on a quiet
machine. The second is of the processor alone. Fails when one is more than `ALLOWED`.
"""

import contextlib
import io
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import consistent_cells, texts  # noqa: E402

from app.cli import main as command  # noqa: E402
from app.collection.records import Registered  # noqa: E402
from app.edits import AddReport, Batch, SetRecords  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.records import UnitRow  # noqa: E402
from app.report import Report, Totals, Unit  # noqa: E402
from app.store.workspace import create  # noqa: E402

ALLOWED = {"first list, s by the clock for 1,000 checks": 8.0, "further list of all, s": 1.0}
YEAR, GROUPS = 2025, 20


def fill(path: Path, reports: int) -> None:
    """Make the workspace; figures and texts differ from unit to unit."""
    workspace = create(path)
    repository = workspace.repository
    form = form_for(YEAR)
    units = [UnitRow(own, f"示例市第{own}局", "", "department") for own in range(1, reports + GROUPS + 1)]
    places = [
        Registered(unit.id, parent_id=unit.id % GROUPS + 1 if unit.id > GROUPS else 0) for unit in units
    ]
    repository.apply(SetRecords({row.key: row for row in (*units, *places)}, "名录"))
    added = []
    for number, unit in enumerate(units[GROUPS:], start=1):
        written = texts(YEAR) | {
            "problems": f"第{number}局政策解读的形式还不够丰富，下一步将多用图表和实例。"
        }
        added.append(
            AddReport(
                Report(
                    number, Unit(unit.id, unit.name), YEAR, form, totals=Totals.TYPED,
                    cells=consistent_cells(form.id, number % 97), sections=written,
                )
            )
        )  # fmt: skip
    for start in range(0, len(added), 200):
        repository.apply(Batch(tuple(added[start : start + 200]), "新建报告"))
    workspace.close()


def listed(path: Path) -> tuple[float, float, float]:
    """List the workspace; return the seconds by the clock, of this processor, and of the processes started for it."""
    start, clock = os.times(), time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        command(["list", str(path)])
    end = os.times()
    return (
        time.perf_counter() - clock,
        end.user + end.system - start.user - start.system,
        end.children_user + end.children_system - start.children_user - start.children_system,
    )


def main() -> int:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with TemporaryDirectory() as folder:
        os.environ |= {"XDG_CACHE_HOME": folder, "WIN_PD_OVERRIDE_LOCAL_APPDATA": folder, "HOME": folder}
        path = Path(folder, "汇总.nianbao")
        fill(path, reports)
        clock, own, children = (seconds / reports * 1000 for seconds in listed(path))
        found = {
            "first list, s by the clock for 1,000 checks": clock,
            "further list of all, s": min(listed(path)[1] for _ in range(3)),
        }
    print(
        f"processors for 1,000 checks: {own:.2f} s here and {children:.2f} s beside, {os.cpu_count()} processors,"
        f" load {os.getloadavg()[0]:.1f}"
    )
    for name, value in found.items():
        print(f"{name}: {value:.3f} (allowed {ALLOWED[name]})")
    return int(any(value > ALLOWED[name] for name, value in found.items()))


if __name__ == "__main__":
    sys.exit(main())
