"""A name for a workspace in the user's own folder."""

import os
from pathlib import Path

from PySide6.QtCore import QCryptographicHash


def file_digest(path: Path) -> str:
    """Return 32 hexadecimal digits, the same for all ways to write the path of one file.

    By Qt: `hashlib` would load OpenSSL, 4 MB of memory, into every window.
    """
    real = os.path.normcase(os.path.realpath(path))
    digest = QCryptographicHash.hash(real.encode(), QCryptographicHash.Algorithm.Sha256)
    return bytes(digest.data()).hex()[:32]
