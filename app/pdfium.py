"""The lock for PDFium, which must not be called by two threads at once: callers hold `LOCK` meanwhile."""

import atexit
import threading
import weakref

LOCK = threading.Lock()

_LONGEST_CALL_SECONDS = 5.0


class _First:
    """Has a finalizer, so that `weakref` has its hook for the program's end."""


# At the end pypdfium2 closes what is open, by finalizers, even while another thread is drawing it. The hook that
# runs them is registered with the first finalizer ever made; registered after it, the lock is taken before it runs.
_first = _First()
weakref.finalize(_first, int)
atexit.register(LOCK.acquire, timeout=_LONGEST_CALL_SECONDS)
