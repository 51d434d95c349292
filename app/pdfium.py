"""PDFium must not be called by two threads at once: whoever calls it holds `LOCK` meanwhile."""

import atexit
import threading

import pypdfium2  # noqa: F401

LOCK = threading.Lock()

_LONGEST_CALL_SECONDS = 5.0

# pypdfium2, imported above, shuts PDFium down at exit; this runs before that, when no call is under way any more.
atexit.register(LOCK.acquire, timeout=_LONGEST_CALL_SECONDS)
