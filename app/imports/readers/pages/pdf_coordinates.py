"""Converts PDF coordinates, which start at the bottom left of the unturned page, to those of the page as seen, from its top left."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class UprightPage:
    """A page turned so that its text runs from left to right; *turned* is by how many degrees, clockwise."""

    def __init__(self, bounds: tuple[float, float, float, float], turned: int) -> None:
        left, bottom, right, top = bounds
        self._left, self._bottom = left, bottom
        self._width, self._height = right - left, top - bottom
        self.turned = turned

    @property
    def size(self) -> tuple[float, float]:
        """The page's width and height as its reader sees them."""
        return (self._height, self._width) if self.turned in (90, 270) else (self._width, self._height)

    def point(self, x: float, y: float) -> Point:
        """Place a point."""
        x, y = x - self._left, y - self._bottom
        if not self.turned:
            return x, self._height - y
        match self.turned:
            case 90:
                return y, x
            case 180:
                return self._width - x, y
            case 270:
                return self._height - y, self._width - x
            case _:
                return x, self._height - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Place a box."""
        if not self.turned and left <= right and bottom <= top:
            above = self._height + self._bottom
            return left - self._left, above - top, right - self._left, above - bottom
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        if x0 > x1:
            x0, x1 = x1, x0
        return (x0, y0, x1, y1) if y0 <= y1 else (x0, y1, x1, y0)
