"""Tells whether an OFD file bears a seal or signature; whether that is valid is not judged."""

import io
import re
import zipfile

_LARGEST = 1024 * 1024


def is_signed(ofd: bytes) -> bool:
    """Whether the root of an OFD file names signatures (GB/T 33190, 18); False for what can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(ofd)) as archive, archive.open("OFD.xml") as root:
            return re.search(rb"<(?:\w+:)?Signatures\b", root.read(_LARGEST)) is not None
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError):
        return False
