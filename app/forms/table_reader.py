"""Reads the tables of a form file: trees of rows and columns."""

import re
from typing import Any

from app.chinese_numerals import TO_TEN
from app.forms.tables import Band, Flow, Node, Table
from app.forms.toml_reader import TomlReader
from app.values import Kind

_KEY = re.compile(r"[a-z][a-z0-9_]*")


class FormTableReader(TomlReader):
    """Turns ``[tables.…]`` into a `Table`."""

    def table(self, key: str, data: dict[str, Any]) -> Table:
        at = f"tables.{key}"
        self.proper_key(key, at)
        name = self.take(data, at, "name", str)
        bands = tuple(
            self.band(self.mapping(item, f"{at}.bands[{index}]"), f"{at}.bands[{index}]")
            for index, item in enumerate(self.take(data, at, "bands", list))
        )
        self.done(data, at)
        if not bands:
            raise self.fail(f"{at}.bands", "至少要有一段")
        if len({band.flow for band in bands}) > 1:
            raise self.fail(f"{at}.bands", "同一张表各段的 flow 应当一致")
        return Table(key, name, bands)

    def band(self, data: dict[str, Any], at: str) -> Band:
        flow = self.take(data, at, "flow", str, Flow.DOWN.value)
        if flow not in [member.value for member in Flow]:
            raise self.fail(f"{at}.flow", f"不认识“{flow}”")
        band = Band(
            rows=self.nodes(self.take(data, at, "rows", list), f"{at}.rows", "rows"),
            columns=self.nodes(self.take(data, at, "columns", list), f"{at}.columns", "columns"),
            caption=self.take(data, at, "caption", str, ""),
            corner=self.take(data, at, "corner", str, ""),
            flow=Flow(flow),
        )
        self.done(data, at)
        for axis, tops in (("rows", band.rows), ("columns", band.columns)):
            self.unique([node.key for top in tops for node in top.walk()], f"{at}.{axis}")
        return band

    def nodes(self, items: list[Any], at: str, branch: str) -> tuple[Node, ...]:
        if not items:
            raise self.fail(at, "不能为空")
        return tuple(
            self.node(self.mapping(item, f"{at}[{index}]"), f"{at}[{index}]", branch)
            for index, item in enumerate(items)
        )

    def node(self, data: dict[str, Any], at: str, branch: str) -> Node:
        label = self.take(data, at, "label", str)
        children = self.take(data, at, branch, list, None)
        kind = self.take(data, at, "kind", str, None)
        if kind is not None and kind not in [member.value for member in Kind]:
            raise self.fail(f"{at}.kind", f"不认识“{kind}”")
        node = Node(
            key=self.take(data, at, "key", str),
            label=label,
            name=self.take(data, at, "name", str, plain_label(label)),
            children=() if children is None else self.nodes(children, f"{at}.{branch}", branch),
            kind=None if kind is None else Kind(kind),
            upright=self.take(data, at, "upright", bool, False),
            aliases=self.strings(data, at, "aliases", []),
        )
        self.done(data, at)
        self.proper_key(node.key, f"{at}.key")
        if node.children and node.kind is not None:
            raise self.fail(f"{at}.kind", "只有没有下级的行或列才有种类")
        return node

    def proper_key(self, key: str, at: str) -> None:
        if not _KEY.fullmatch(key):
            raise self.fail(at, f"“{key}”只能用小写字母、数字和下划线，并以字母开头")


def plain_label(label: str) -> str:
    """Return *label* without its number: （一）予以公开 → 予以公开, 1.属于国家秘密 → 属于国家秘密."""
    for opening, closing in (("（", "）"), ("", "、"), ("", ".")):
        head, mark, rest = label.partition(closing)
        number = head.removeprefix(opening)
        if (
            mark
            and rest
            and head.startswith(opening)
            and number
            and all(c in f"{TO_TEN}0123456789" for c in number)
        ):
            return rest
    return label
