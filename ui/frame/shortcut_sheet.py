"""The page of the guide that lists all keys. ``python -m ui.frame.shortcut_sheet > resources/guide/keys.md``."""

import re

from ui.frame.menu_entries import MENUS

_NAMES = {
    "Return": "回车",
    "PgDown": "PageDown",
    "PgUp": "PageUp",
    "+": "加号",
    "-": "减号",
    "=": "等号",
    ",": "逗号",
}
_TABLE = (
    ("方向键", "转到相邻的格；按住 Shift 选中一片；按住 Ctrl 转到有数区域的边缘"),
    ("回车、Shift+回车", "转到下面、上面一格；在“设置”中可以改为向右"),
    ("Tab、Shift+Tab", "转到右边、左边一格；填完一行按回车，转到下一行开头"),
    ("Home、End", "转到这一行的第一格、最后一格；加 Ctrl 是全表的第一格、最后一格"),
    ("Ctrl+A", "选中全表"),
    ("Shift+空格、Ctrl+空格", "选中整行、整列"),
    ("F2", "修改格中的数；再按一次，方向键改为转到旁边的格"),
    ("退格键", "清空光标所在的一格，重填"),
    ("Delete", "清空所选的各格"),
    ("Esc", "放弃正在输入的数；取消复制的虚线框"),
    ("Ctrl+回车", "正在输入的数填入所选的各格"),
    ("Ctrl+D、Ctrl+R", "向下、向右填充"),
    ("Ctrl+C、Ctrl+X、Ctrl+V", "复制、剪切、粘贴"),
    ("Ctrl+鼠标滚轮", "放大、缩小"),
)
"""What the keys do in a table; the menus have no entry for most of them."""


def sheet() -> str:
    """Return the page as Markdown: the keys of a table, and those of the menus."""
    lines = [
        "# 快捷键一览",
        "",
        "各菜单中还可以用 Alt 加菜单名后的字母打开菜单，再按各项后的字母。编制的步骤，见[使用说明](guide.md)。",
        "",
        "## 在表格中",
        "",
        *_rows(_TABLE),
    ]
    for menu, entries in MENUS.items():
        keys = [
            (_in_words(entry.shortcut), _bare(entry.text) + (f"：{entry.tip}" if entry.tip else ""))
            for entry in entries
            if entry.shortcut
        ]
        if keys:
            lines += ["", f"## {_bare(menu)}", "", *_rows(keys)]
    return "\n".join(lines) + "\n"


def _rows(rows: "tuple[tuple[str, str], ...] | list[tuple[str, str]]") -> list[str]:
    return ["| 按键 | 作用 |", "| --- | --- |", *(f"| {keys} | {does} |" for keys, does in rows)]


def _bare(text: str) -> str:
    return re.sub(r"\(&.\)", "", text).rstrip("…")


def _in_words(shortcut: str) -> str:
    return "、".join(_name(keys) for keys in shortcut.split("; "))


def _name(keys: str) -> str:
    held, key = (keys[:-2], keys[-1]) if keys.endswith("++") else keys.rpartition("+")[::2]
    return "+".join(filter(None, (held, _NAMES.get(key, key))))


if __name__ == "__main__":
    print(sheet(), end="")
