"""Changes Qt's own Chinese texts, so that a thing has the same name in Qt's dialogs and in the program's."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

_WORDS = (
    ("撤消", "撤销"),
    ("父目录", "上级文件夹"),
    ("目录名", "文件夹名称"),
    ("目录", "文件夹"),
    ("文件名称", "文件名"),
    ("体积", "大小"),
    ("查找范围", "位置"),
    ("您想要", "要"),
    ("您确定要", "确定要"),
    ("丢弃", "不保存"),
    ("升高", "增加"),
    ("降低", "减少"),
)
"""Qt's word, and ours."""

_MOVED = {"QAbstractFileIconProvider": "QFileDialog"}
"""Where Qt asks for a text, and where its Chinese translation still has it."""


class WordingTranslator(QTranslator):
    """Qt's Chinese texts with the words above replaced."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: dict[tuple[str, str, str | None, int], str | None] = {}

    def translate(  # type: ignore[override]  # the stub leaves out None
        self, context: str, source: str, disambiguation: str | None = None, number: int = -1
    ) -> str | None:
        """Return the text, or None where Qt has no Chinese one: Qt then shows the source."""
        asked = (context, source, disambiguation, number)
        if asked not in self._known:
            text = super().translate(context, source, disambiguation, number)
            if not text and context in _MOVED:
                text = super().translate(_MOVED[context], source, disambiguation, number)
            for theirs, ours in _WORDS:
                text = text.replace(theirs, ours)
            self._known[asked] = text or None
        return self._known[asked]
