"""How long all findings on a filled report with 5,000 characters of text take: at most 20 ms are allowed.

Run ``python tests/benchmarks/bench_checks.py``. It prints the median and the worst of 50 rounds, of the processor's
time, so that a busy machine does not count, and of the clock's; and what the equations and completeness alone take,
which follow every key press.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rules")]

from example import TEXTS, changed, filled, with_text  # noqa: E402
from verdicts import AGREES, ASKS, CONTRADICTS, SILENT  # noqa: E402

from app.report import Report  # noqa: E402
from app.rules.check import check, quick_check  # noqa: E402

ALLOWED = 0.020
LENGTH = 5_000
ROUNDS = 50


def wordy() -> Report:
    """Return a report with 5,000 characters, a third of its sentences about figures, and one wrong figure."""
    about_figures = [sentence for sentence, _ in AGREES + CONTRADICTS + ASKS] + SILENT
    plain = "全局上下把公开贯穿于决策和执行的各个环节，逐项明确责任科室和完成时限。深入基层听取意见，改进了栏目的设置。"
    paragraphs = [f"{sentence}{plain}" for sentence in about_figures]
    overview = TEXTS["overview"]
    for paragraph in paragraphs:
        if len(overview) + len(paragraph) > LENGTH - 200:
            break
        overview += "\n" + paragraph
    return changed(with_text(filled(), overview=overview), applications__new__enterprise=13)


def measured(what: str, run: Callable[[], object]) -> float:
    """Print how long the rounds took, after one to warm up, and return the processor's median in seconds."""
    run()
    times: dict[str, list[float]] = {"processor": [], "clock": []}
    for _ in range(ROUNDS):
        cpu, wall = process_time(), perf_counter()
        run()
        times["processor"].append(process_time() - cpu)
        times["clock"].append(perf_counter() - wall)
    for kind, taken in times.items():
        print(f"{what}, {kind}: median {median(taken) * 1000:.2f} ms, worst {max(taken) * 1000:.2f} ms")
    return median(times["processor"])


def main() -> int:
    """Print the figures; 1 when the allowance is exceeded."""
    report = wordy()
    previous = replace(filled(), id=2, year=report.year - 1)
    length = sum(map(len, report.sections.values()))
    found = len(check(report, previous).findings)
    taken = measured(f"all findings ({found}) on {length} characters", lambda: check(report, previous))
    measured("equations and completeness", lambda: quick_check(report, previous))
    return 0 if taken <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
