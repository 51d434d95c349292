"""What a table of a form is made of, whatever its cells hold: rows crossed with columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from app.values import Kind


class Flow(StrEnum):
    """Which way the rows of a band run on paper."""

    DOWN = "down"
    """Row labels on the left, column labels on top."""
    ACROSS = "across"
    """One printed line: the rows' labels stand above the columns' labels."""


class Node(NamedTuple):
    """A row, a column, or a named group of either.

    *label* is printed; *name* is the short name that messages use; *kind* is set on the leaves of one axis.
    """

    key: str
    label: str
    name: str
    children: tuple["Node", ...] = ()
    kind: "Kind | None" = None
    upright: bool = False
    """The label is set with one character per line (三、本年度办理结果)."""
    aliases: tuple[str, ...] = ()
    """Other labels under which published reports print it."""

    def leaves(self) -> Iterator["Node"]:
        """Yield the rows or columns below this node, itself when it has no children."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


class Band(NamedTuple):
    """A part of a table with its own header: rows crossed with columns."""

    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    caption: str = ""
    corner: str = ""
    flow: Flow = Flow.DOWN

    def row_leaves(self) -> list[Node]:
        """Return the band's rows in printed order."""
        return [leaf for node in self.rows for leaf in node.leaves()]

    def column_leaves(self) -> list[Node]:
        """Return the band's columns in printed order."""
        return [leaf for node in self.columns for leaf in node.leaves()]


@dataclass(frozen=True, eq=False)
class Table:
    """A fixed table of the form. Compared by identity, so that its grid is laid out once."""

    key: str
    name: str
    bands: tuple[Band, ...]

    def node(self, axis: str, key: str) -> Node | None:
        """Find a row, column or group by its key; *axis* is ``row`` or ``column``."""
        return self._nodes.get((axis, key))

    @cached_property
    def _nodes(self) -> dict[tuple[str, str], Node]:
        """The rows, columns and groups by axis and key, the first of one key."""
        nodes: dict[tuple[str, str], Node] = {}
        for band in self.bands:
            for axis, tops in (("row", band.rows), ("column", band.columns)):
                for node in (node for top in tops for node in top.walk()):
                    nodes.setdefault((axis, node.key), node)
        return nodes
