"""How long the window takes to its first frame with a workspace of thousands of reports, and with an empty one.

Run ``python tests/benchmarks/bench_opening.py [REPORTS]``. Starts of both alternate, after one of each that is not counted and
fills the caches; fails when the median of the large one is more than `ALLOWED` times that of the empty one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_lists import fill
from starting import ROOT, environment_in, start

from app.store.workspace import create

ALLOWED = 1.3
STARTS = 11


def main() -> int:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = environment_in(folder) | {
            "XDG_CACHE_HOME": str(folder),
            "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(folder),
        }
        paths = {kind: folder / f"{kind}.nianbao" for kind in ("empty", "large")}
        create(paths["empty"]).close()
        fill(paths["large"], reports)
        subprocess.run(
            [sys.executable, "-m", "app", "list", str(paths["large"])],
            env=variables, cwd=ROOT, check=False, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        found: dict[str, list[float]] = {kind: [] for kind in paths}
        for _ in range(STARTS + 1):
            for kind, path in paths.items():
                found[kind].append(start([sys.executable, "-m", "ui", str(path)], variables, 0.5).seconds)
    medians = {kind: statistics.median(times[1:]) for kind, times in found.items()}
    ratio = medians["large"] / medians["empty"]
    print(
        f"load {os.getloadavg()[0]:.1f}; "
        + ", ".join(f"{kind} {value * 1000:.0f} ms" for kind, value in medians.items())
    )
    print(f"first frame with {reports} reports: {ratio:.2f} of an empty workspace (allowed {ALLOWED})")
    return int(ratio > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
