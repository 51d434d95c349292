"""Kills export, packages, restore, migration, finalising and batches at each system call, and lets each call fail.

python tests/soak/soak_jobs.py [--short]
"""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "store")]

import interrupted  # noqa: E402
import jobs  # noqa: E402
from run_options import parser_of  # noqa: E402


def main() -> int:
    """Run; return the exit status."""
    options = parser_of(__doc__, "the first two calls of each kind").parse_args()
    if interrupted.STRACE is None:
        print("left out: strace is not installed")
        return 0
    for job in jobs.JOBS:
        with tempfile.TemporaryDirectory() as folder:
            most = 2 if options.short else 60
            try:
                counts = interrupted.run(Path(folder), job, interrupted.CALLS, interrupted.WAYS, most)
            except AssertionError as error:
                print(f"LOST: {error}")
                return 1
        print(f"{job}: {dict(counts)}, lost 0, left behind 0", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
