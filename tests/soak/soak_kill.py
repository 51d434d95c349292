"""Kills the program in the middle of its work, over and over, and prints what was found afterwards.

    python tests/soak/soak_kill.py [--short]

First at random moments (500 edits, 100 times over), then within system calls of a commit, of each kind, and
with each kind failing. Ends with status 1 at the first acknowledged edit that is lost.
"""

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "store")]

import durability  # noqa: E402
from run_options import parser_of  # noqa: E402

from app.edits import AddReport  # noqa: E402
from app.forms.loader import form_for  # noqa: E402
from app.report import Report, Unit  # noqa: E402
from app.store.workspace import create  # noqa: E402

ERRORS = ("EIO", "ENOSPC", "EACCES", "EROFS")


def _new(folder: Path) -> Path:
    path = folder / "年报.nianbao"
    workspace = create(path)
    for report_id, year in ((1, 2024), (2, 2025)):
        workspace.repository.apply(
            AddReport(Report(report_id, Unit(1, "示例市政府办"), year, form_for(2025)))
        )
    workspace.close()
    return path


def _system_calls(path: Path, each: int, seed: int) -> None:
    """Let system calls of a commit end in the process's death, and in errors."""
    chance = random.Random(seed)
    for kind in durability.KINDS:
        counts: Counter[str] = Counter()
        for _ in range(each):
            at = chance.randint(1, 24)
            outcome = durability.inject(path, kind, "signal=KILL", at, chance.randrange(2**32))
            counts["killed"] += outcome.killed
            counts["acknowledged"] += outcome.saved
            counts["on disk though not acknowledged"] += outcome.extra
            error = chance.choice(ERRORS)
            outcome = durability.inject(path, kind, f"error={error}", at, chance.randrange(2**32))
            counts["acknowledged"] += outcome.saved
            counts["refused"] += outcome.refused
            counts["not opened"] += outcome.opening not in ([], ["False"], ["True"])
        print(f"{kind}, {each} kills and {each} errors: {dict(counts)}, lost 0", flush=True)


def main() -> int:
    """Run both parts; return the exit status."""
    options = parser_of(__doc__, "a minute instead of ten", seed=20260105).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = _new(Path(folder))
        try:
            counts = durability.kill_at_random(path, 10 if options.short else 100, 500, options.seed)
            print(f"killed at random: {dict(counts)}, lost 0, integrity ok", flush=True)
            if durability.STRACE is None:
                print("system calls: left out, strace is not installed")
            else:
                _system_calls(path, 2 if options.short else 40, options.seed)
        except AssertionError as error:
            print(f"LOST: {error}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
