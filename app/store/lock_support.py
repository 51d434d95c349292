"""Whether files can be locked in a folder at all: some network shares have no locks.

SQLite takes the refusal of a lock for another program's lock; the user would be told for ever to try again later.
"""

import contextlib
import os
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]


def work_in(folder: Path) -> bool:
    """Whether a new file in *folder* can be locked; true where that can't be tried."""
    if fcntl is None:
        return True
    # Named as an unfinished file: should the program die here, the next writing into the folder removes it.
    trial = folder / f".~{os.urandom(8).hex()}.part"
    try:
        descriptor = os.open(trial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    except OSError:
        return True
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    finally:
        os.close(descriptor)
        with contextlib.suppress(OSError):
            trial.unlink()
    return True
