"""Packages are made of a commit, not of what happens to lie in the folder."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from locked import ROOT


def last_commit() -> tuple[str, int]:
    """Return the last commit and its time in seconds, which everything in a package bears."""
    commit, time = _git("log", "-1", "--format=%H %ct").decode().split()
    return commit, int(time)


def unpack(commit: str, folder: Path) -> None:
    """Put the commit's files into the folder, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    with tarfile.open(fileobj=io.BytesIO(_git("archive", commit))) as archive:
        archive.extractall(folder, filter="data")


def size_of(folder: Path) -> int:
    """Return the bytes of all files in the folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _git(*arguments: str) -> bytes:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
