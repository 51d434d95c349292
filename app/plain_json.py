"""Reads JSON that may come from anywhere."""

import json
from typing import Any


def loads(text: str) -> Any:
    """Return what *text* holds. Raises ValueError for whatever can't be read, also for what is nested too deeply."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
