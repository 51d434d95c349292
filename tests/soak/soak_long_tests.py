"""The long forms of tests: more cases, places and steps than a run of all tests has time for.

    python tests/soak/soak_long_tests.py [--short] [PYTEST ARGUMENTS]

Ends with the status of pytest. The short forms are tests of every run: with ``--short`` there is nothing left to do.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def main(arguments: list[str]) -> int:
    """Run the tests with the mark `long`; return the status of pytest."""
    if "--short" in arguments:
        print("the short forms are tests of every run")
        return 0
    command = [sys.executable, "-m", "pytest", "-q", "--long", "-m", "long", "-n", "2", "--dist", "loadfile"]
    return subprocess.run([*command, *arguments], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
