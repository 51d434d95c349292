"""Puts mutated workspaces, journals, backups folders, packages and documents in the program's way, 24,000 of them.

    python tests/soak/soak_mutations.py [--short] [--seed N [--case N]]

Ends with status 1 when a file of somebody else's was touched, when anything but a sentence for the user was raised,
or when a case lasted.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "store")]

import mutations  # noqa: E402
from run_options import parser_of  # noqa: E402


def main() -> int:
    """Run; return the exit status."""
    parser = parser_of(__doc__, "500 cases", seed=1)
    parser.add_argument("--case", type=int, help="only this case of the seed")
    options = parser.parse_args()
    batches, cases = (1, 500) if options.short else (24, 1000)
    if options.case is not None:
        batches, cases = 1, 1
    for batch in range(batches):
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            try:
                counts = mutations.run(Path(folder), cases, options.seed + batch, options.case or 0)
            except AssertionError as error:
                print(f"FAILED, seed {options.seed + batch}: {error}")
                return 1
        seconds = time.monotonic() - start
        print(
            f"{cases} cases in {seconds:.0f} s: {dict(sorted(counts.items()))}, strange files touched 0",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
