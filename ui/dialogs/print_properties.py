"""The rest of what a printer's driver offers: toner saving, resolution and the like, in the driver's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from app.printing.printers import Option
from ui.dialogs.kit import Dialog, form_layout
from ui.dialogs.scrolled_part import ScrolledPart
from ui.dialogs.short_texts import LongChoices

_WORDS = {
    "Resolution": "分辨率",
    "MediaType": "纸张类型",
    "OutputBin": "出纸口",
    "OutputMode": "打印质量",
    "cupsPrintQuality": "打印质量",
    "TonerSave": "省墨",
    "EconoMode": "省墨",
    "EconomyMode": "省墨",
    "tonersaver": "省墨",
    "StapleLocation": "装订",
    "Darkness": "浓淡",
}
_CHOICES = {
    "on": "开",
    "true": "开",
    "yes": "开",
    "off": "关",
    "false": "关",
    "no": "关",
    "none": "无",
    "draft": "草稿",
    "normal": "一般",
    "high": "精细",
    "auto": "自动",
    "plain": "普通纸",
    "notset": "不设",
    "light": "浅",
    "medium": "中",
    "dark": "深",
    "stop": "停下",
    "continue": "继续",
}


_MOST_NAMED = 4


def properties_words(options: Sequence[Option], chosen: Mapping[str, str]) -> str:
    """Name what differs from the printer's usual setting; empty when nothing does."""
    parts = [
        f"{_option_words(option)} {_choice_words(chosen[option.key])}"
        for option in options
        if option.key in chosen
    ]
    more = f"等 {len(parts)} 项" if len(parts) > _MOST_NAMED else ""
    return f"属性中另有设置：{'，'.join(parts[:_MOST_NAMED])}{more}。" if parts else ""


def _option_words(option: Option) -> str:
    return _WORDS.get(option.key, option.words)


def _choice_words(choice: str) -> str:
    return _CHOICES.get(choice.lower(), choice)


class PropertiesDialog(Dialog):
    """`chosen` holds what differs from the printer's usual setting."""

    def __init__(self, options: Sequence[Option], chosen: dict[str, str], parent: QWidget) -> None:
        super().__init__("printProperties", "打印机属性", parent, size=(460, 420))
        self._boxes: dict[str, tuple[QComboBox, str]] = {}
        form = form_layout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for option in options:
            entries = [(choice, _choice_words(choice)) for choice in option.choices]
            box = LongChoices(f"property_{option.key}")
            box.offer(entries, chosen.get(option.key, option.usual))
            self._boxes[option.key] = (box, option.usual)
            form.addRow(_plain(_option_words(option)), box)
        inside = QWidget()
        inside.setLayout(form)
        self.add(QLabel("以下各项由打印机的驱动程序提供，名称照原样列出。"))
        self.add(ScrolledPart(inside), stretch=1)
        self.end_with_choice("确定")

    @property
    def chosen(self) -> dict[str, str]:
        """What differs from the printer's usual setting, by keyword."""
        return {
            key: str(box.currentData())
            for key, (box, usual) in self._boxes.items()
            if box.currentData() != usual
        }


def _plain(words: str) -> QLabel:
    """Return the driver's words as they are, whatever characters are in them."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
