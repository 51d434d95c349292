"""Builds the wheel as setuptools does, and leaves nothing behind in the tree.

A backend of its own (pyproject.toml): setuptools puts its intermediate files into the project's folder. What was there
before is kept.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    prepare_metadata_for_build_editable,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]


def get_requires_for_build_wheel(config_settings: Any = None) -> list[str]:
    """Return what the making needs besides."""
    with _nothing_left():
        return build_meta.get_requires_for_build_wheel(config_settings)


def build_wheel(
    wheel_directory: str, config_settings: Any = None, metadata_directory: str | None = None
) -> str:
    """Make the wheel; return its name."""
    with _nothing_left():
        return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def prepare_metadata_for_build_wheel(metadata_directory: str, config_settings: Any = None) -> str:
    """Make the wheel's metadata; return the name of their folder."""
    with _nothing_left():
        return build_meta.prepare_metadata_for_build_wheel(metadata_directory, config_settings)


@contextmanager
def _nothing_left() -> Iterator[None]:
    """Remove what setuptools makes in the project's folder, which is the current one."""
    before = {*Path().glob("*.egg-info"), *Path().glob("dist"), *Path("dist").glob("wheel")}
    try:
        yield
    finally:
        for made in {*Path().glob("*.egg-info"), *Path("dist").glob("wheel")} - before:
            shutil.rmtree(made, ignore_errors=True)
        dist = Path("dist")
        if dist not in before and dist.is_dir() and not any(dist.iterdir()):
            dist.rmdir()
