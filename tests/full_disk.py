"""A disk on which there is no room left, as SQLite meets it."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.store.repository import Repository


def fill_disk(repository: Repository) -> None:
    """Let the workspace's file grow no more."""
    repository._db.execute("PRAGMA max_page_count = 1")


@contextmanager
def full_disk(repository: Repository) -> Iterator[None]:
    """Let the workspace's file grow no more for a while."""
    fill_disk(repository)
    yield
    repository._db.execute("PRAGMA max_page_count = 1073741823")
