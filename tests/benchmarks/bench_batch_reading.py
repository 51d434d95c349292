"""Compares reading a folder of 300 mixed files on one processor and on all of them: time and memory.

    python tests/benchmarks/bench_batch_reading.py [COUNT]

Goal: at least 1.7 times as fast on two processors; the memory of the reading processes does not grow with the files.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from builders import consistent_report  # noqa: E402

from app.exports.formats import render  # noqa: E402
from app.report import Unit  # noqa: E402

KINDS = ("html", "docx", "xlsx", "pdf")

READ = """
import os, resource, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from app.imports.documents import documents_in, read_each
from app.imports import Imported
count = sum(isinstance(outcome, Imported) for _, outcome in read_each(documents_in(Path(sys.argv[2]))))
assert count == int(sys.argv[3]), count
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def make(folder: Path, count: int) -> None:
    """Write this number of reports of different units, in all formats."""
    report = consistent_report()
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        made = replace(report, unit=Unit(1, f"示例市第{number + 1}局"))
        (folder / f"{number:03d}.{kind}").write_bytes(render(made, kind, draft=False))


def seconds(folder: Path, count: int, processors: set[int]) -> tuple[float, int]:
    """Return the time it takes, and the largest memory of a reading process in MB."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", READ, str(ROOT), str(folder), str(count)],
        check=True,
        capture_output=True,
        text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, processors),
    )
    return time.perf_counter() - start, int(done.stdout)


def main(count: int) -> None:
    """Compare."""
    everywhere = os.sched_getaffinity(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, count)
        one, all_, memory = [], [], 0
        for _ in range(3):
            one.append(seconds(folder, count, {min(everywhere)})[0])
            took, memory = seconds(folder, count, everywhere)
            all_.append(took)
        few = folder / "few"
        few.mkdir()
        make(few, 20)
        _, small = seconds(few, 20, everywhere)
    print(
        f"{count} files: one processor {min(one):.2f} s, {len(everywhere)} processors {min(all_):.2f} s,",
        end=" ",
    )
    print(f"{min(one) / min(all_):.2f} times as fast (goal 1.7)")
    print(f"memory of a reading process: {memory} MB, with 20 files {small} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
