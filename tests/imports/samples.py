"""Where the published reports of the project's owner lie, on machines that have them."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"


def expected(path: Path) -> dict[str, Any]:
    """Return the figures that a sample contains."""
    text = (SAMPLES / f"{path.stem}.expected.json").read_text(encoding="utf-8")
    return dict(json.loads(text, parse_float=Decimal))
