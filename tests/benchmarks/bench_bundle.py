"""The frozen program's start and memory, against the unfrozen one and a bare window frozen the same way, in one run.

    python3 build/dev.py bundle
    python3 build/dev.py bench bundle

Every round starts each of them once, so that whatever else the machine does slows all of them; a round's figures are
compared with one another, and the median of these ratios counts. As root, starts with an empty page cache follow.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from starting import BARE, ROOT, Start, environment_in, fresh, sample_workspace, start

ROUNDS, COLD_ROUNDS = 15, 3
PROGRAM = ROOT / "dist" / "nianbao" / "nianbao"
BARE_PROGRAM = ROOT / "dist" / "bare" / "bare"
CACHES = Path("/proc/sys/vm/drop_caches")
MB = 1e6

Programs = dict[str, Callable[[], list[str]]]


def freeze_bare() -> None:
    """Make the bare window's program, unless it is there and no older than the one it is compared with."""
    if BARE_PROGRAM.exists() and BARE_PROGRAM.stat().st_mtime > PROGRAM.stat().st_mtime:
        return
    print("Freezing the bare window …")
    folders = ("--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "dist" / "work"))
    spec = str(Path(BARE).with_suffix(".spec"))
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *folders, spec]
    subprocess.run(command, check=True)


def rounds(
    count: int, programs: Programs, environment: dict[str, str], *, cold: bool
) -> dict[str, list[Start]]:
    """Start each program *count* times, one after the other."""
    starts: dict[str, list[Start]] = {name: [] for name in programs}
    for _ in range(count):
        for name, command in programs.items():
            arguments = command()
            if cold:
                os.sync()
                CACHES.write_text("3\n")
            starts[name].append(start(arguments, environment, 0.2 if cold else 1.5))
    return starts


def compare(starts: dict[str, list[Start]], name: str, other: str) -> float:
    """Return the median of the rounds' ratios of the times to the first frame."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(starts[name], starts[other], strict=True))


def tell(what: str, starts: dict[str, list[Start]]) -> None:
    """Print the median times and the ratios."""
    times = {name: statistics.median(one.seconds for one in many) for name, many in starts.items()}
    print(f"{what}: " + ", ".join(f"{name} {seconds * 1e3:.0f} ms" for name, seconds in times.items()))
    print(f"  frozen to unfrozen {compare(starts, 'frozen', 'unfrozen'):.2f} (at most 1.25)")
    print(f"  frozen to bare frozen {compare(starts, 'frozen', 'bare frozen'):.2f} (at most 1.6)")


def main() -> None:
    """Print every figure with its limit."""
    if not PROGRAM.exists():
        print("There is no frozen program; build/dev.py bundle makes it.")
        return
    freeze_bare()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_in(folder)
        workspace = sample_workspace(folder, environment)
        programs: Programs = {
            "frozen": lambda: [str(PROGRAM), fresh(workspace)],
            "unfrozen": lambda: [sys.executable, "-m", "ui", fresh(workspace)],
            "bare frozen": lambda: [str(BARE_PROGRAM)],
        }
        rounds(1, programs, environment, cold=False)
        warm = rounds(ROUNDS, programs, environment, cold=False)
        tell("first frame", warm)
        resident = statistics.median(one.resident for one in warm["frozen"]) / MB
        proportional = statistics.median(one.proportional for one in warm["frozen"]) / MB
        print(
            f"memory with a report open: {resident:.0f} MB resident (RSS),"
            f" {proportional:.0f} MB proportional (PSS) (at most 120)"
        )
        if os.access(CACHES, os.W_OK):
            tell("first frame, nothing cached", rounds(COLD_ROUNDS, programs, environment, cold=True))
        else:
            print("Starts with nothing cached: not measured, emptying the page cache needs root.")


if __name__ == "__main__":
    main()
