"""The one place where a refusal, raised as `UserError`, becomes a sentence on screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.errors import UserError
from app.store.errors import ChangedElsewhere, ReadOnly, WriteFailed


def disk_failed(error: UserError) -> bool:
    """Whether the disk did not take an edit: the window's standing notice says so for as long as it lasts."""
    return isinstance(error, WriteFailed) and not isinstance(error, ReadOnly | ChangedElsewhere)


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """Tell what is refused inside, once: what the standing notice says already is not said again.

    What follows inside after the refusal is not done; what follows outside is.
    """
    try:
        yield
    except UserError as error:
        if not disk_failed(error):
            tell(str(error))
