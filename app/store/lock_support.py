"""Whether a folder is on a file system on which files can be locked at all; some network shares have no locks.

SQLite takes the refusal of a lock for another program's lock: without this the user would be told to try again later,
for ever.
"""

import contextlib
import os
import secrets
from pathlib import Path

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]


def work_in(folder: Path) -> bool:
    """Whether a file that nobody else knows can be locked in *folder*; true where that can't be tried."""
    if fcntl is None:
        return True
    # Named as an unfinished file: should the program die here, the next writing into the folder removes it.
    trial = folder / f".~{secrets.token_hex(8)}.part"
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
