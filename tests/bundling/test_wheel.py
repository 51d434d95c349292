"""The program can be installed by pip: the wheel brings all it needs, and making it leaves nothing in the tree."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from tree import listing
from version import project_version

from app import __version__


def test_the_version_stands_in_one_place() -> None:
    assert project_version() == __version__


@pytest.mark.slow
def test_a_wheel_is_made_installed_and_tests_itself(root: Path, tmp_path: Path) -> None:
    """Dependencies come from this environment; what is installed is the program alone."""
    tree = tmp_path / "tree"
    shutil.copytree(
        root, tree, ignore=shutil.ignore_patterns(".*", "dist", "tests", "__pycache__", "*.egg-info")
    )
    before = sorted(listing(tree))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    made = subprocess.run(
        [*pip, "wheel", "--no-deps", "-w", str(tmp_path), str(tree)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},  # What Python itself leaves is not meant.
    )
    if made.returncode and "setuptools" in made.stderr and "No matching distribution" in made.stderr:
        pytest.skip("setuptools can't be had here")
    assert made.returncode == 0, made.stderr
    assert sorted(listing(tree)) == before
    (wheel,) = tmp_path.glob("*.whl")
    assert f"-{__version__}-" in wheel.name
    folder = tmp_path / "environment"
    venv.create(folder, symlinks=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    subprocess.run([*pip, "install", "--no-deps", "--target", site, str(wheel)], check=True)
    here = next(path for path in sys.path if path.endswith("site-packages"))
    Path(site, "others.pth").write_text(here, encoding="utf-8")
    done = subprocess.run(
        [str(python), "-m", "app", "selftest"], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.strip().splitlines()[-1] == "ok"
