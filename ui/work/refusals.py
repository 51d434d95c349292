"""The one place where a refusal, raised as `UserError`, becomes a sentence on screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.errors import UserError
from app.store.errors import ChangedElsewhere, ReadOnly, WriteFailed


def disk_failed(error: UserError) -> bool:
    """Whether the disk did not take an edit; the standing notice says so while that lasts."""
    return isinstance(error, WriteFailed) and not isinstance(error, ReadOnly | ChangedElsewhere)


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """Tell a refusal raised inside the block, unless the standing notice says it already.

    The rest of the block is skipped; what follows the block is done.
    """
    try:
        yield
    except UserError as error:
        if not disk_failed(error):
            tell(str(error))
