"""Form files as plain data.

TOML is for those who write forms; a program takes ten milliseconds to read one. What it says stands beside each bundled
form as JSON, with the checksum of the TOML that it was made of: once that is changed, the TOML itself is read.

    python -m app.forms.parsed_files    make them anew
"""

import json
import zlib
from pathlib import Path
from typing import Any

from app.paths import resource


def parsed(path: Path) -> dict[str, Any]:
    """Return what a form file says. Raises OSError, UnicodeDecodeError and tomllib.TOMLDecodeError."""
    source = path.read_bytes()
    try:
        made = json.loads(_beside(path).read_bytes())
        if made["of"] == zlib.crc32(source):
            form: dict[str, Any] = made["form"]
            return form
    except (OSError, ValueError, LookupError, TypeError):
        pass
    return from_toml(source)


def from_toml(source: bytes) -> dict[str, Any]:
    """Return what the TOML of a form file says."""
    import tomllib

    return tomllib.loads(source.decode("utf-8"))


def as_json(source: bytes) -> str:
    """Return what is to stand beside a form file with this content."""
    made = {"of": zlib.crc32(source), "form": from_toml(source)}
    return json.dumps(made, ensure_ascii=False, indent=0) + "\n"


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")


if __name__ == "__main__":
    for form in sorted(resource("forms").glob("*.toml")):
        _beside(form).write_text(as_json(form.read_bytes()), "utf-8", newline="\n")
