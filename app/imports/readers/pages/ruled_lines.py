"""The straight lines of a page: which of them hang together, and which stand alone in a table's cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.imports.readers.pages.pdf_coordinates import Box

REACH = 3.5
"""How far from each other the lines of one table may end, in points."""
SHORTEST = 4.0
"""What is shorter is no side of a cell."""
_TIGHT, _SAME_LINE = 1.0, 0.5
_WIDEST, _HIGHEST = 60.0, 30.0
"""How large what is drawn into a cell may be."""
_BESIDE = 8.0
_MOST_LOOSE = 40
"""When more than this many groups of lines stand in others, they are a table's cells, each with a frame of its own."""


@dataclass(frozen=True)
class RuledLine:
    """A straight horizontal or vertical line, as the thin box it covers, in points from the top left.

    *pale*: it has the colour of paper, so that it strikes nothing out.
    """

    left: float
    top: float
    right: float
    bottom: float
    pale: bool = False

    @property
    def is_horizontal(self) -> bool:
        """Whether it runs across."""
        return self.right - self.left >= self.bottom - self.top

    @property
    def at(self) -> float:
        """Its place across its direction."""
        return (self.top + self.bottom) / 2 if self.is_horizontal else (self.left + self.right) / 2

    @property
    def extent(self) -> tuple[float, float]:
        """From where to where it runs."""
        return (self.left, self.right) if self.is_horizontal else (self.top, self.bottom)


class DisjointSets:
    """Disjoint sets of numbers."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def find(self, item: int) -> int:
        """Return the number that stands for the set of a number."""
        while self._parents[item] != item:
            self._parents[item] = self._parents[self._parents[item]]
            item = self._parents[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Make the sets of two numbers one."""
        self._parents[self.find(one)] = self.find(other)

    def groups(self) -> list[list[int]]:
        """Return the sets."""
        groups: dict[int, list[int]] = {}
        for item in range(len(self._parents)):
            groups.setdefault(self.find(item), []).append(item)
        return list(groups.values())


def grouped(ruled_lines: Sequence[RuledLine]) -> tuple[list[list[RuledLine]], list[Sequence[RuledLine]]]:
    """Return the lines by groups that hang together, and those that stand alone in another group's space."""
    order = sorted((line for line in ruled_lines if max(_size(line)) >= SHORTEST), key=lambda line: line.top)
    sets, near = DisjointSets(len(order)), list[tuple[int, int]]()
    boxes = [(line.left, line.top, line.right, line.bottom) for line in order]
    for index, (left, top, right, bottom) in enumerate(boxes):
        low, reach, start = bottom + REACH, right + REACH, left - REACH
        for other in range(index + 1, len(boxes)):
            other_left, other_top, other_right, other_bottom = boxes[other]
            if other_top > low:
                break
            if other_left > reach or other_right < start or other_bottom < top - REACH:
                continue
            meets = (
                other_left <= right + _TIGHT and other_right >= left - _TIGHT and other_top <= bottom + _TIGHT
            )
            if meets or _goes_on(order[index], order[other]):
                sets.join(index, other)
            else:
                near.append((index, other))
    tight = sets.groups()
    loose = _loose([[order[index] for index in group] for group in tight]) if len(tight) > 1 else []
    apart = {id(line) for group in loose for line in group}
    for one, other in near:
        if id(order[one]) not in apart and id(order[other]) not in apart:
            sets.join(one, other)
    groups = [[order[index] for index in group] for group in sets.groups()]
    short = [[line] for line in ruled_lines if max(_size(line)) < SHORTEST]
    return [group for group in groups if id(group[0]) not in apart], [*loose, *short]


def _loose(groups: Sequence[Sequence[RuledLine]]) -> list[Sequence[RuledLine]]:
    """Return the small groups that stand in the space of another one and are no part of a table there."""
    boxes = [around(group) for group in groups]
    large = [box for box in boxes if box[2] - box[0] > _WIDEST or box[3] - box[1] > _HIGHEST]
    small = [
        (group, box)
        for group, box in zip(groups, boxes, strict=True)
        if box not in large and any(_is_inside(box, outer) for outer in large)
    ]
    if len(small) > _MOST_LOOSE:
        return []
    lines = [line for group in groups for line in group]
    return [group for group, box in small if not _is_framed(box, group, lines) and not _is_wall(group, lines)]


def _goes_on(line: RuledLine, other: RuledLine) -> bool:
    """Whether the other line lies in the direction of this one, as the strokes of a dashed line do."""
    return line.is_horizontal == other.is_horizontal and abs(line.at - other.at) <= _SAME_LINE


def around(lines: Iterable[RuledLine]) -> Box:
    """Return the box around some lines."""
    lefts, tops, rights, bottoms = zip(
        *((line.left, line.top, line.right, line.bottom) for line in lines), strict=True
    )
    return min(lefts), min(tops), max(rights), max(bottoms)


def _size(line: RuledLine) -> tuple[float, float]:
    return line.right - line.left, line.bottom - line.top


def _is_inside(box: Box, outer: Box) -> bool:
    return (
        outer[0] < box[0] - _TIGHT
        and outer[1] < box[1] - _TIGHT
        and box[2] + _TIGHT < outer[2]
        and box[3] + _TIGHT < outer[3]
    )


def _is_framed(box: Box, own: Sequence[RuledLine], lines: Iterable[RuledLine]) -> bool:
    """Whether lines run along all four sides of a group, as those of other cells and of the table do."""
    left, top, right, bottom = box
    sides = set()
    mine = {id(line) for line in own}
    for line in lines:
        if id(line) in mine:
            continue
        if line.is_horizontal and line.left < right and left < line.right:
            sides |= {
                name
                for name, gap in (("top", top - line.at), ("bottom", line.at - bottom))
                if 0 <= gap <= _BESIDE
            }
        elif not line.is_horizontal and line.top < bottom and top < line.bottom:
            sides |= {
                name
                for name, gap in (("left", left - line.at), ("right", line.at - right))
                if 0 <= gap <= _BESIDE
            }
    return len(sides) == 4


def _is_wall(group: Sequence[RuledLine], lines: Iterable[RuledLine]) -> bool:
    """Whether a line alone all but meets others with both ends, in line with another one that does."""
    if len(group) > 1:
        return False
    (line,) = group
    start, end = line.extent
    ends, partner = set(), False
    for other in lines:
        if other is line:
            continue
        if other.is_horizontal == line.is_horizontal:
            partner = partner or abs(other.at - line.at) <= _TIGHT
        elif other.extent[0] <= line.at <= other.extent[1]:
            ends |= {place for place in (start, end) if abs(other.at - place) <= REACH}
    return partner and len(ends) == 2
