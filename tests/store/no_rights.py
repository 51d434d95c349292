"""Runs a part of a test as an ordinary user, since file modes don't stop root."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_NOBODY = 65534


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Be an ordinary user who may pass through the parents of *folder*."""
    if os.name == "nt":
        pytest.skip("file modes do not say this on Windows")
    if os.geteuid() != 0:
        yield
        return
    for parent in folder.parents:
        if "pytest-" in str(parent):
            parent.chmod(parent.stat().st_mode | 0o011)
    os.seteuid(_NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
