"""Feeds all generated inputs (22,000) to values, form files, edits and ``set``; prints how many and how long.

python tests/soak/soak_fuzz.py [--short]
"""

import os
import subprocess
import sys
from pathlib import Path

from run_options import parser_of

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Run pytest over tests/fuzz; return its exit status."""
    options = parser_of(__doc__, "a tenth of the inputs").parse_args()
    environment = {**os.environ, "FUZZ": "short" if options.short else "full"}
    command = [sys.executable, "-m", "pytest", "tests/fuzz", "-q", "--hypothesis-show-statistics"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    kept = [line for line in done.stdout.splitlines() if "passing examples" in line or "::" in line]
    print("\n".join(kept or [done.stdout]))
    print(done.stdout.splitlines()[-1] if done.returncode == 0 else done.stdout)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
