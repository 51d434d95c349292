"""Where the characters of a text of an OFD page stand: the steps from one to the next, as the page writes them."""

from collections.abc import Iterator
from itertools import accumulate

from lxml import etree


def characters_of(code: etree._Element, size: float) -> Iterator[tuple[str, float, float, float]]:
    """Yield the characters of a run with where each begins, from the run's own beginning, and how wide it is."""
    text = code.text or ""
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    widths = [size if character > "\u2e7f" else size / 2 for character in text]
    if not across and not down:
        across = widths
    across += [0.0] * (len(text) - len(across))
    down += [0.0] * (len(text) - len(down))
    lefts, tops = [0.0, *accumulate(across)], [0.0, *accumulate(down)]
    for index, character in enumerate(text):
        if character > " " and not character.isspace():
            step = across[index]
            yield character, lefts[index], tops[index], min(step, 1.5 * size) if step > 0 else widths[index]


def _deltas(text: str | None, most: int) -> list[float]:
    """Return a list of steps; ``g 5 3.2`` stands for five of them."""
    steps: list[float] = []
    parts = iter((text or "").split())
    try:
        for part in parts:
            if part.lower() == "g":
                steps += _repeated(next(parts), next(parts), most)
            else:
                steps.append(float(part))
            if len(steps) >= most:
                break
    except (ValueError, StopIteration):
        return steps
    return steps[:most]


def _repeated(count: str, step: str, most: int) -> list[float]:
    return [float(step)] * max(0, min(int(count), most))
