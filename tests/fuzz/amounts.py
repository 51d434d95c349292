"""How many inputs are generated: a tenth in the normal set, all with ``FUZZ=full`` (see tests/soak/soak_fuzz.py)."""

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("FUZZ") == "full"


def inputs(full: int) -> settings:
    """Return settings for *full* generated inputs, or for a tenth of them."""
    return settings(
        max_examples=full if FULL else full // 10,
        deadline=None,
        derandomize=not FULL,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


def is_sentence(error: Exception) -> bool:
    """Whether an error's text is one that a user may be shown."""
    return str(error).endswith("。") and len(str(error)) < 300
