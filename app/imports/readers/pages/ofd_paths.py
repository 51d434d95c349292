"""Where things stand on OFD pages, and their shapes, which are written as letters and numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.imports.readers.pages.painted_shapes import curve
from app.imports.readers.pages.pdf_coordinates import Point

_STEPS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_CURVED = frozenset("QBA")
_POINTS = 72 / 25.4
_Matrix = tuple[float, float, float, float, float, float]
IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class OfdPlace:
    """Where an object's own coordinates lie, in millimetres."""

    matrix: _Matrix
    left: float
    top: float

    def moved(self, x: float, y: float) -> Point:
        """Place a point."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e + self.left, b * x + d * y + f + self.top

    def point(self, x: float, y: float) -> Point:
        """Place a point of the page, in points."""
        x, y = self.moved(x, y)
        return x * _POINTS, y * _POINTS


def matrix_of(text: str | None) -> _Matrix:
    """Return a matrix that is written out; one that can't be read changes nothing."""
    numbers = numbers_of(text)
    if len(numbers) != len(IDENTITY):
        return IDENTITY
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


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
