"""How long a ledger takes: reading a workbook of 2,000 rows, counting, one edit, and opening a file that has 5,000.

Run ``python tests/benchmarks/bench_ledger.py``. It prints each time beside what is allowed, and what opening the workspace
and reading its list and report take with a ledger of 5,000 requests and without, side by side in the same run.
"""

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import count as count_up
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from app.edits import AddReport, SetText  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.imports.ledgers import read_ledger  # noqa: E402
from app.ledger.counting import Tally, count  # noqa: E402
from app.ledger.text_figures import source_of  # noqa: E402
from app.linked_text import Link, marked  # noqa: E402
from app.report import Report, Unit  # noqa: E402
from app.request import LedgerSettings, Reply, Request  # noqa: E402
from app.store.ledger import set_ledger, set_requests  # noqa: E402
from app.store.workspace import Workspace, create, open_workspace  # noqa: E402
from tests.ledger.files import told_by, write_xlsx  # noqa: E402
from tests.ledger.layouts import LAYOUTS  # noqa: E402

ALLOWED = {
    "reading 2,000 rows": 2.5,
    "counting 2,000": 0.05,
    "an edit": 0.016,
    "with figures in texts": 0.016,
}
LONGER = 0.02
"""How many seconds longer opening may take with a ledger than without: the file is larger, and checked whole."""
ROUNDS = 15
FORM = form_for(2024)


def timed(run: Callable[[], object]) -> float:
    """Return the seconds of one run."""
    start = perf_counter()
    run()
    return perf_counter() - start


def worked(run: Callable[[], object]) -> float:
    """Return the processor time of one run in seconds: the time that the disk takes is left out."""
    start = process_time()
    run()
    return process_time() - start


def requests(number: int) -> list[Request]:
    """Return invented requests, nearly all of them closed."""
    found = []
    for serial in range(1, number + 1):
        day = date(2023, 1, 1) + timedelta(days=serial % 1000)
        reply = Reply(f"复{serial}号", day + timedelta(days=15)) if serial % 19 else None
        outcome = "granted" if reply else ""
        found.append(Request(serial, 1, f"〔{day.year}〕{serial}号", "某某", "natural_person", "信函", day, None,
                             "某地块的出让合同及附图", reply=reply, outcome=outcome))  # fmt: skip
    return found


def workspace(path: Path, number: int) -> Path:
    """Make a workspace with one report and a ledger of *number* requests."""
    made = create(path)
    made.repository.apply(AddReport(Report(1, Unit(1, "某局"), 2024, FORM)))
    if number:
        made.repository.apply(set_requests(made.repository, 1, {r.id: r for r in requests(number)}, "读入"))
    made.close()
    return path


def opened(path: Path) -> None:
    """Open a workspace as the start does, with its list and a report."""
    shown = open_workspace(path)
    shown.repository.summaries()
    shown.repository.report(1)
    shown.close()


def edited(shown: Workspace, serial: int) -> None:
    """Change one request of a ledger that a report follows."""
    changed = replace(requests(3)[2], note=f"第 {serial} 次")
    shown.repository.apply(set_requests(shown.repository, 1, {3: changed}, "修改"))


def main() -> int:
    """Measure and print; 1 when something takes longer than allowed."""
    # As the command line does; the window collects by itself while nothing is done.
    gc.set_threshold(100_000, 50)
    times: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        place = Path(folder)
        source = write_xlsx(told_by(LAYOUTS["A"], 5, 2000), place / "台账.xlsx")
        times["reading 2,000 rows"] = median(timed(lambda: read_ledger(source)) for _ in range(3))
        known = requests(2000)
        tally = Tally()
        tally.count(known, 2024, FORM)
        times["counting 2,000"] = median(timed(lambda: count(known, 2024, FORM)) for _ in range(ROUNDS))
        shown = open_workspace(workspace(place / "二千.nianbao", 2000))
        follows = LedgerSettings(follows=frozenset({2024}))
        shown.repository.apply(set_ledger(shown.repository, 1, follows, "按台账统计"))
        edited(shown, 0)
        serials = count_up(1)
        times["an edit"] = median(worked(lambda: edited(shown, next(serials))) for _ in range(ROUNDS))
        words = marked("1", [Link(0, 1, source_of("answered"))])
        shown.repository.apply(SetText(1, "overview", f"本年答复{words}件。"))
        edited(shown, next(serials))
        times["with figures in texts"] = median(
            worked(lambda: edited(shown, next(serials))) for _ in range(ROUNDS)
        )
        shown.close()
        with_ledger, without = workspace(place / "有.nianbao", 5000), workspace(place / "无.nianbao", 0)
        pairs = [(timed(lambda: opened(with_ledger)), timed(lambda: opened(without))) for _ in range(ROUNDS)]
    for name, seconds in times.items():
        print(f"{name:22} {1000 * seconds:8.1f} ms, allowed {1000 * ALLOWED[name]:.0f} ms")
    with_it, without_it = (median(side) for side in zip(*pairs, strict=True))
    print(f"opening with 5,000 requests {1000 * with_it:.1f} ms, without {1000 * without_it:.1f} ms")
    return int(
        with_it - without_it > LONGER or any(seconds > ALLOWED[name] for name, seconds in times.items())
    )


if __name__ == "__main__":
    sys.exit(main())
