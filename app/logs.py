"""Log files: where the program writes down its own faults. No content of a report goes in."""

import errno
import platform
import traceback
from datetime import datetime
from pathlib import Path

import platformdirs

from app import __version__

_KEEP = 20


def log_folder() -> Path:
    """Return the user's log folder, made when it is missing. Raises OSError."""
    try:
        folder = Path(platformdirs.user_log_dir("gongkai-nianbao", appauthor=False))
    except RuntimeError as error:
        # The system knows no home of this user.
        raise OSError(errno.ENOENT, str(error)) from error
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fault_text(error: BaseException) -> str:
    """Describe a fault of ours for a developer: versions and the code's way to it, no values, no messages."""
    frames = traceback.extract_tb(error.__traceback__)
    way = "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    system = f"{platform.system()} {platform.release()} Python {platform.python_version()}"
    return f"gongkai-nianbao {__version__}\n{system}\n{type(error).__qualname__}\n{way}\n"


def log_fault(error: BaseException) -> Path:
    """Write a fault of ours down and return the file; older logs beyond twenty are removed."""
    folder = log_folder()
    path = folder / f"fault-{datetime.now():%Y%m%d-%H%M%S-%f}.log"
    path.write_text(fault_text(error), encoding="utf-8")
    for old in sorted(folder.glob("fault-*.log"))[:-_KEEP]:
        old.unlink(missing_ok=True)
    return path
