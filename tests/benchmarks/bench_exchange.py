"""Times the reading and writing of foreign formats; prints one figure per line with its goal.

    python tests/benchmarks/bench_exchange.py

Real reports are used where the owner's samples are at hand, reports built here everywhere.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "imports")]

from pages import NEW, UNIT, YEAR, Page, figures  # noqa: E402
from samples import SAMPLES  # noqa: E402

from app.exports.formats import render  # noqa: E402
from app.imports.formats import read  # noqa: E402
from app.report import Report, Unit  # noqa: E402

ROUNDS = 15
PAGES = 100


def milliseconds(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of a call in milliseconds, without the first call, which imports and lays out the forms."""
    call()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def show(name: str, value: float, goal: float | None = None) -> None:
    """Print a figure and, where there is one, its goal."""
    print(f"{name:<40}{value:>10.1f} ms" + (f"   goal {goal:.0f}" if goal else ""))


def pages() -> float:
    """Time of a hundred different pages, one after the other."""
    texts = [
        Page(NEW, values={key: str(value + shift) for key, value in figures(NEW).items()}).html().encode()
        for shift in range(PAGES)
    ]
    start = time.perf_counter()
    for text in texts:
        assert len(read(text, "年报.html", unit=None, year=None).cells) == len(NEW.cells)
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Run all."""
    for name, goal in (
        ("000_a54ea972eaf5532d.txt", 50),
        ("huaian_2024.pdf", 3000),
        ("shuyang_drc_2023.html", None),
    ):
        path = SAMPLES / name
        if path.exists():
            data = path.read_bytes()
            show(
                f"read {name}",
                milliseconds(lambda data=data, name=name: read(data, name, unit=None, year=None)),
                goal,
            )  # type: ignore[misc]
    show(f"read {PAGES} web pages", pages(), 20_000)
    sections = {section.key: "某项工作进展顺利，成效明显。" * 20 for section in NEW.text_sections}
    report = Report(1, Unit(1, UNIT), YEAR, NEW, cells=figures(NEW), sections=sections)
    for kind in ("json", "html", "docx", "xlsx"):
        show(f"write {kind}", milliseconds(lambda kind=kind: render(report, kind, draft=False)))  # type: ignore[misc]
        data = render(report, kind, draft=False)
        show(f"read {kind}", milliseconds(lambda data=data: read(data, "年报", unit=None, year=None)))  # type: ignore[misc]


if __name__ == "__main__":
    main()
