"""The list of slow tests names tests that are there, and they are left out where slow ones are."""

import ast
from pathlib import Path

from slow_tests import slow_tests


def _functions(path: Path) -> set[str]:
    return {
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }


def test_nearly_all_that_are_listed_are_there(root: Path) -> None:
    listed = [place.split("::") for place in slow_tests()]
    there = [name for path, name in listed if (root / path).is_file() and name in _functions(root / path)]
    assert len(there) >= 100
    assert len(there) >= 0.9 * len(listed), "measure anew: python -m pytest -p tests.slow_tests"


def test_a_listed_test_bears_the_mark(request: object, root: Path) -> None:
    import subprocess
    import sys

    path, name = sorted(slow_tests())[0].split("::")
    collect = [sys.executable, "-m", "pytest", "--co", "-q", f"{path}::{name}"]
    for marks, status in (("slow", 0), ("not slow", 5)):
        done = subprocess.run([*collect, "-m", marks], cwd=root, capture_output=True, text=True)
        assert done.returncode == status, done.stdout
