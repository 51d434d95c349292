"""The register of units in a workspace, read as a tree."""

from app.collection.records import Alias, Member, Registered
from app.collection.register import Register
from app.store.records import read_records
from app.store.repository import Repository


def register_of(repository: Repository) -> Register:
    """Return all units as a tree. Raises `ReadFailed`."""
    database = repository.database
    return Register.of(
        repository.units(),
        read_records(database, Registered),
        read_records(database, Alias),
        read_records(database, Member),
    )
