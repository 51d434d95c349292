"""How long all findings on a filled report with 5,000 characters take, against an earlier state of this program.

Run ``python tests/benchmarks/bench_checks.py`` in a clone with its history. It prints, of the processor's time so that a
busy machine does not count, the median of all findings on one report, the same with a sentence and with all sentences new
each time, and the first check after start with and without compiled modules, each for the program as it was at `REFERENCE`
and as it is, and what part of the first the second is; then the longest of the texts that are made to be slow, and how the time grows with the length.
"""

import io
import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = "cb7ae27"
"""The commit before sentences were read by their figures' subjects."""

ALLOWED = {"all findings": 0.35, "all findings, one sentence new": 0.35, "first check": 0.45}
"""What part of the reference's time each may take."""

SLOWEST = 0.3
LENGTH = 5_000
ROUNDS = 30
STARTS = 5


def wordy() -> str:
    """Return 5,000 characters, a third of their sentences about figures."""
    from example import TEXTS
    from verdicts import AGREES, ASKS, CONTRADICTS, SILENT

    about_figures = [sentence for sentence, _ in AGREES + CONTRADICTS + ASKS] + SILENT
    plain = "全局上下把公开贯穿于决策和执行的各个环节，逐项明确责任科室和完成时限。深入基层听取意见，改进了栏目的设置。"
    overview = TEXTS["overview"]
    for sentence in about_figures:
        if len(overview) + len(sentence) + len(plain) > LENGTH - 200:
            break
        overview += f"\n{sentence}{plain}"
    return overview


def timed(run: Callable[[], object]) -> float:
    """Return the processor time of one run, in seconds."""
    start = process_time()
    run()
    return process_time() - start


def measure(overview: str) -> dict[str, float]:
    """Return the times of the program that is on the path, in seconds."""
    from example import changed, filled, with_text

    from app.rules.check import check, quick_check

    previous = replace(filled(), id=2, year=filled().year - 1)
    quick_check(filled())
    first = timed(lambda: check(filled(), previous))
    report = changed(with_text(filled(), overview=overview), applications__new__enterprise=13)
    check(report, previous)
    again = median(timed(lambda: check(report, previous)) for _ in range(ROUNDS))
    fresh = []
    for number in range(ROUNDS):
        other = with_text(report, overview=f"{overview}\n加强公开的第{number}项措施。")
        fresh.append(timed(lambda other=other: check(other, previous)))  # type: ignore[misc]
    renewed = []
    for number in range(ROUNDS):
        # A character of no list in every sentence: nothing of the text has been read before.
        sign = chr(0x5000 + number)
        other = with_text(report, overview=re.sub("(?<=[^。\\n])。", f"{sign}。", overview))
        renewed.append(timed(lambda other=other: check(other, previous)))  # type: ignore[misc]
    return {
        "all findings": again,
        "all findings, one sentence new": median(fresh),
        "all findings, every sentence new": median(renewed),
        "first check": first,
    }


def measured_in(root: Path, overview: Path, compiled: Path | None) -> dict[str, float]:
    """Measure the program in *root* in a separate process, which keeps its compiled modules in *compiled* or nowhere."""
    call = [sys.executable, __file__, str(root), str(overview)]
    surroundings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    surroundings |= {"PYTHONPYCACHEPREFIX": str(compiled)} if compiled else {"PYTHONDONTWRITEBYTECODE": "1"}
    if compiled is None:
        surroundings["PYTHONPYCACHEPREFIX"] = str(overview.parent / "nothing")
    done = subprocess.run(call, check=True, capture_output=True, text=True, cwd=root, env=surroundings)
    return {key: float(value) for key, value in json.loads(done.stdout).items()}


def export_reference(folder: Path) -> bool:
    """Write the files of the reference into *folder*; False where there is no history."""
    call = ["git", "archive", REFERENCE, "app", "resources/forms", "tests/rules"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True)
    if done.returncode == 0:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
    return done.returncode == 0


def compare(folder: Path) -> bool:
    """Print the times of the reference and of this program; False when this one takes too much."""
    overview = folder / "overview.txt"
    overview.write_text(wordy(), "utf-8")
    reference = folder / "reference"
    reference.mkdir()
    roots = {"before": reference, "now": ROOT} if export_reference(reference) else {"now": ROOT}
    times: dict[str, dict[str, float]] = {}
    for name, root in roots.items():
        compiled = folder / f"compiled {name}"
        measured_in(root, overview, compiled)  # Its modules are compiled once.
        runs = [measured_in(root, overview, compiled) for _ in range(STARTS)]
        times[name] = {key: median(run[key] for run in runs) for key in runs[0]}
        runs = [measured_in(root, overview, None) for _ in range(STARTS)]
        times[name]["first check, modules not compiled"] = median(run["first check"] for run in runs)
    held = True
    for key, now in times["now"].items():
        line = f"{key}: {now * 1000:.2f} ms"
        if "before" in times:
            part = now / times["before"][key]
            line += f", before {times['before'][key] * 1000:.2f} ms, {part:.2f} of it"
            held = held and part <= ALLOWED.get(key, 2)
        print(line)
    return held


def grow() -> bool:
    """Print the slowest of the texts made to be slow and the times of ever longer texts; False when one takes too long."""
    from example import filled, with_text
    from test_pathological import TEXTS

    from app.rules.check import check

    taken = {
        name: timed(lambda text=text: check(with_text(filled(), overview=text), filled()))  # type: ignore[misc]
        for name, text in TEXTS.items()
    }
    name = max(taken, key=lambda key: taken[key])
    print(f"slowest text ({name}): {taken[name] * 1000:.0f} ms")
    for length in (5_000, 10_000, 20_000, 1_000_000):
        text = (wordy() * (length // LENGTH + 1))[:length]
        report = with_text(filled(), overview=text)
        print(f"{length} characters: {timed(lambda report=report: check(report)) * 1000:.1f} ms")  # type: ignore[misc]
    return taken[name] <= SLOWEST


def main() -> int:
    """Print the figures; 1 when an allowance is exceeded."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    sys.path[:0] = [str(root), str(root / "tests" / "rules")]
    if len(sys.argv) > 2:
        print(json.dumps(measure(Path(sys.argv[2]).read_text("utf-8"))))
        return 0
    with TemporaryDirectory() as folder:
        held = compare(Path(folder))
    return 0 if grow() and held else 1


if __name__ == "__main__":
    sys.exit(main())
