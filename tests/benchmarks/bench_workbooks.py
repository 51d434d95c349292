"""Making and reading fill-in workbooks, each against something that does not change with the program.

    python tests/benchmarks/bench_workbooks.py

Making is compared with a library that makes a template for each unit, as the program once did. Reading is compared with
openpyxl, which only loads the cells: when the program aligned every file with both forms, it took 35 ms beside its 69 ms, and
0.35 of that is allowed. The time by labels, which other workbooks need, is printed beside. What is compared takes turns, and the
least time of each counts: what else runs on the machine slows both.
"""

from __future__ import annotations

import gc
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "imports")]

import openpyxl  # noqa: E402
from fill_in_books import FORM, MAKER, TEXTS, UNIT, YEAR, figures, filled, last_year  # noqa: E402

from app.exports.workbook import Maker, WorkbookOrder  # noqa: E402
from app.exports.xlsx import render, template  # noqa: E402
from app.imports.formats import read  # noqa: E402
from app.report import Report, Unit  # noqa: E402

MADE, ROUNDS, READ, LOADED = 300, 15, 8, 2
MOST_MAKING, MOST_READING = 0.05, 0.35 * 35 / 69


def seconds(call: Callable[[int], object], count: int) -> float:
    """Time of one of *count* calls."""
    start = time.process_time()
    for number in range(count):
        call(number)
    return (time.process_time() - start) / count


def told(what: str, now: float, before: float, most: float) -> bool:
    """Print both times and their ratio; return whether it is within *most*."""
    print(
        f"{what:<20}{1000 * now:8.2f} ms, library {1000 * before:8.2f} ms, ratio {now / before:.3f} (at most {most:.3f})"
    )
    return now / before <= most


def making() -> bool:
    """Compare making 300 workbooks, the master among them, with a template each."""
    previous = last_year()
    start = time.process_time()
    maker = Maker(FORM, YEAR)
    for number in range(MADE):
        maker.make(WorkbookOrder(f"{UNIT}{number}", previous))
    now = (time.process_time() - start) / MADE
    template(FORM, YEAR, UNIT)
    return told(
        "making one of 300",
        now,
        seconds(lambda number: template(FORM, YEAR, f"{UNIT}{number}"), 20),
        MOST_MAKING,
    )


def reading() -> bool:
    """Compare reading a workbook by its names with reading one by its labels."""
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    known = _with_results(book)
    report = Report(
        1, Unit(1, UNIT), YEAR, FORM, cells=figures(), sections={k: "\n".join(v) for k, v in TEXTS.items()}
    )
    foreign = render(report)

    def read_one(data: bytes) -> None:
        assert dict(read(data, "年报.xlsx", unit=None, year=None).cells) == figures()

    read_one(known)
    read_one(foreign)
    rounds = [
        (
            seconds(lambda _: read_one(known), READ),
            seconds(lambda _: openpyxl.load_workbook(io.BytesIO(known)), LOADED),
            seconds(lambda _: read_one(foreign), LOADED),
        )
        for _ in range(ROUNDS)
    ]
    by_name, loaded, by_labels = map(min, zip(*rounds, strict=True))
    print(f"by labels           {1000 * by_labels:8.2f} ms")
    return told("reading one", by_name, loaded, MOST_READING)


def _with_results(book: openpyxl.Workbook) -> bytes:
    """Put the totals in as figures: what Excel saves beside a formula costs as much to read."""
    from app.workbook_names import cell_name

    for key, value in figures().items():
        sheet, _, place = book.defined_names[cell_name(key)].attr_text.rpartition("!")
        book[sheet.strip("'")][place.replace("$", "")].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    # As the program's command line sets it: else the collector's share grows with what the benchmark itself keeps.
    gc.set_threshold(100_000, 50)
    print(f"one workbook: {len(MAKER.make(WorkbookOrder(UNIT, last_year()))) / 1000:.1f} kB")
    sys.exit(not all((making(), reading())))
