"""The phrases of one's own that a workspace keeps."""

from app.phrases import Phrase
from app.store.records import read_records
from app.store.repository import Repository
from app.store.schema import LARGEST_ID


def phrases(repository: Repository) -> list[Phrase]:
    """Return all phrases by name. Raises `ReadFailed`."""
    return read_records(repository.database, Phrase, order="name, id")


def new_phrase_id(repository: Repository) -> int:
    """Return an id that no phrase has. Raises `ReadFailed`."""
    known = (one.id for one in phrases(repository) if one.id < LARGEST_ID)
    return max(known, default=0) + 1
