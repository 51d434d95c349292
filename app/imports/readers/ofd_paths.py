"""The shapes of OFD pages, which are written as letters and numbers."""

from collections.abc import Callable, Iterator

from app.imports.readers.painted_shapes import curve
from app.imports.readers.pdf_coordinates import Point

_STEPS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVED = frozenset("QBA")


def numbers_of(text: str | None) -> list[float]:
    """Return the numbers that a text lists, none when something else is in it."""
    try:
        return [float(part) for part in (text or "").split()]
    except ValueError:
        return []


def shapes_of(data: str, point: Callable[[float, float], Point]) -> Iterator[tuple[list[Point], bool]]:
    """Yield the shapes of a path that are drawn in one go, and whether they have curves."""
    parts = data.split()
    points: list[Point] = []
    curved = False
    index = 0
    while index < len(parts):
        step = parts[index]
        count = _STEPS.get(step)
        numbers = numbers_of(" ".join(parts[index + 1 : index + 1 + (count or 0)]))
        if count is None or len(numbers) != count:
            break
        index += 1 + count
        if step in "SM":
            if len(points) > 1:
                yield points, curved
            points, curved = [point(*numbers)], False
        elif step == "C":
            points += points[:1]
        elif step in "QB" and points:
            bends = [point(*numbers[at : at + 2]) for at in range(0, len(numbers), 2)]
            points += curve(points[-1], bends[0], bends[-2], bends[-1])
            curved = True
        else:
            curved = curved or step in _CURVED
            points.append(point(*numbers[-2:]))
    if len(points) > 1:
        yield points, curved
