"""Runs the tests with the invented forms of other series among the bundled ones: none of them may notice.

python tests/soak/soak_other_forms.py [--short] [ARGUMENT …]

The project's files are copied to a folder, the forms of ``tests/forms/extra`` go into its ``resources/forms``, and the
tests are run there. ``--short`` leaves out those marked slow; other arguments go to pytest. The status is pytest's.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COPIED = ("app", "ui", "resources", "tests", "build")
FILES = (
    "pyproject.toml",
    "requirements.lock",
    "installer.spec",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
)


def copied(target: Path) -> None:
    """Copy what the tests need to *target*, with the invented forms beside the bundled ones."""
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COPIED:
        shutil.copytree(ROOT / name, target / name, ignore=ignored)
    for name in FILES:
        shutil.copy2(ROOT / name, target / name)
    for form in (ROOT / "tests" / "forms" / "extra").glob("*.toml"):
        shutil.copy2(form, target / "resources" / "forms")


def main(arguments: list[str]) -> int:
    """Run the tests in a copy; return pytest's status."""
    quick = ["-m", "not slow"] if "--short" in arguments else []
    others = [argument for argument in arguments if argument != "--short"]
    with tempfile.TemporaryDirectory(prefix="nianbao-forms-") as folder:
        target = Path(folder) / "copy"
        target.mkdir()
        copied(target)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *quick, *others]
        return subprocess.run(command, cwd=target, env={**os.environ, "PYTHONPATH": str(target)}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
