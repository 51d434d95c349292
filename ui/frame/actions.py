"""Every action of the menus as plain data: name, menu, text, shortcut."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


@dataclass(frozen=True)
class Entry:
    """One action. *needs* says what must be there for it: ``workspace``, ``report`` or nothing."""

    name: str
    text: str
    shortcut: str = ""
    needs: str = ""
    checkable: bool = False
    tip: str = ""


SEPARATOR = Entry("", "")
RECENT = Entry("recent", "最近使用")

MENUS: Mapping[str, tuple[Entry, ...]] = {
    "文件(&F)": (
        Entry("new_report", "新建报告…", "Ctrl+N", "workspace", tip="为一个单位、一个年度新建报告"),
        Entry(
            "duplicate_report",
            "另建一年…",
            "Ctrl+Shift+N",
            "report",
            tip="以当前报告为底稿，新建另一年度的报告",
        ),
        Entry("import_report", "读入报告…", "Ctrl+I", "workspace", tip="从已有的文件读入报告"),
        SEPARATOR,
        Entry("open_workspace", "打开数据文件…", "Ctrl+O"),
        RECENT,
        Entry("new_workspace", "新建数据文件…"),
        Entry("copy_workspace", "保存副本…", "Ctrl+Shift+S", "workspace", tip="把全部报告另存一份"),
        Entry("backups", "备份与恢复…", "Ctrl+Shift+B", "workspace", tip="查看备份，恢复到以前的内容"),
        Entry("reveal_workspace", "打开数据文件所在文件夹", "", "workspace"),
        SEPARATOR,
        Entry("quit", "退出", "Ctrl+Q"),
    ),
    "编辑(&E)": (
        Entry("undo", "撤销", "Ctrl+Z", "workspace"),
        Entry("redo", "重做", "Ctrl+Y", "workspace"),
        SEPARATOR,
        Entry("cut", "剪切", "", "report"),
        Entry("copy", "复制", "", "report"),
        Entry(
            "copy_with_labels",
            "连同行名、列名复制",
            "Ctrl+Alt+C",
            "report",
            tip="复制表格，粘贴到 WPS 或 Excel 时带行名和列名",
        ),
        Entry("paste", "粘贴", "", "report"),
        Entry("clear", "清除", "", "report", tip="清空所选的单元格"),
        Entry("select_all", "全选", "", "report"),
        SEPARATOR,
        Entry("fill_blanks", "本表空白填 0", "Ctrl+Shift+0", "report"),
        Entry("find", "查找和替换", "Ctrl+F", "report"),
    ),
    "报告(&R)": (
        Entry("edit_report", "单位与年度…", "Ctrl+U", "report"),
        Entry("computed_totals", "自动计算合计", "", "report", checkable=True),
        Entry("fill_all_blanks", "全部空白填 0", "", "report"),
        SEPARATOR,
        Entry("history", "修改记录…", "Ctrl+H", "report"),
        SEPARATOR,
        Entry("finalize", "定稿…", "", "report", tip="没有错误的报告可以定稿，定稿后不能修改"),
        Entry("delete_report", "删除报告…", "", "report"),
        Entry("deleted_reports", "已删除的报告…", "", "workspace", tip="查看删除过的报告，需要时恢复"),
    ),
    "检查(&C)": (
        Entry("next_finding", "下一处问题", "F8", "report"),
        Entry("previous_finding", "上一处问题", "Shift+F8", "report"),
        SEPARATOR,
        Entry("adopt_suggestion", "采用建议", "Ctrl+Return", "report", tip="按所选问题的建议改正，可以撤销"),
        Entry("waive_finding", "豁免…", "F9", "report", tip="写明理由，不再提示所选的问题"),
        Entry("compare_code", "核对校验码…", "", "report", tip="纸上或电话中的校验码与本报告的数是否一致"),
        SEPARATOR,
        Entry(
            "rule_settings",
            "检查规则设置…",
            "",
            "workspace",
            tip="各条规则的说明和依据，启用、停用和轻重",
        ),
    ),
    "输出(&P)": (
        Entry("preview", "预览", "Ctrl+Shift+P", "report", tip="显示印出来的样子"),
        Entry(
            "preview_window", "在单独窗口中预览", "Ctrl+Alt+P", "report", tip="一边填写，一边看印出来的样子"
        ),
        Entry("print_report", "打印…", "Ctrl+P", "report"),
        Entry(
            "print_reports", "打印多份报告…", "Ctrl+Alt+Shift+P", "workspace", tip="选取多份报告，一次打印"
        ),
        SEPARATOR,
        Entry("export_pdf", "导出 PDF…", "Ctrl+E", "report"),
        Entry("export_ofd", "导出 OFD…", "", "report"),
        Entry(
            "export_review",
            "导出送审稿…",
            "",
            "report",
            tip="页脚印有时间、版本、校验码和页数的 PDF，供传阅审核",
        ),
        Entry("export_docx", "导出 Word 文档…", "", "report"),
        Entry("export_html", "导出网页…", "", "report"),
        Entry("export_xlsx", "导出 Excel 工作簿…", "", "report"),
        Entry("export_json", "导出数据文件（JSON）…", "", "report"),
        Entry(
            "copy_for_web",
            "复制为网页文字",
            "Ctrl+Shift+C",
            "report",
            tip="复制带表格和字体的全文，可粘贴到网站的编辑器中",
        ),
        SEPARATOR,
        Entry("batch_export", "批量导出…", "Ctrl+Shift+E", "workspace", tip="一次导出多份报告"),
        Entry(
            "export_archive",
            "归档包…",
            "",
            "report",
            tip="PDF、数据、元数据和核对结果合为一个文件，供归档移交",
        ),
        Entry("verify_archive", "核验归档包…", "", tip="核验归档包与包内登记是否一致"),
        SEPARATOR,
        Entry(
            "blank_workbook",
            "空白采集表…",
            "",
            "workspace",
            tip="供所属单位填写的 Excel 表，填好后可直接读入",
        ),
    ),
    "查看(&V)": (
        Entry("zoom_in", "放大", "Ctrl++"),
        Entry("zoom_out", "缩小", "Ctrl+-"),
        Entry("zoom_reset", "原始大小", "Ctrl+0"),
        SEPARATOR,
        Entry("show_reports", "报告列表", "F4", "workspace", checkable=True),
        Entry("show_findings", "检查结果", "F7", "workspace", checkable=True),
        SEPARATOR,
        Entry("dark", "深色外观", "", checkable=True),
        SEPARATOR,
        Entry("next_page", "下一部分", "Ctrl+PgDown", "report"),
        Entry("previous_page", "上一部分", "Ctrl+PgUp", "report"),
        Entry("next_pane", "下一区域", "F6", tip="在报告列表、表格或文字、检查结果之间切换"),
    ),
    "帮助(&H)": (
        Entry("guide", "使用说明", "F1"),
        Entry("open_sample", "打开示例", "", "workspace"),
        Entry("about", "关于", ""),
    ),
}

CHANGING = frozenset(
    (
        *("new_report", "duplicate_report", "import_report", "open_sample", "edit_report", "delete_report"),
        *("undo", "redo", "cut", "paste", "clear", "fill_blanks", "fill_all_blanks"),
        *("computed_totals", "finalize"),
    )
)
"""The actions that edit reports, not to be had in a file that is open for reading only."""

TOOLBAR = ("new_report", "import_report", "undo", "redo", "preview", "export_pdf", "print_report")
LIST_MENU = ("print_report", "print_reports", "batch_export")
"""What the list of reports offers at the right mouse button."""
_TOOLBAR_TEXTS = {
    "new_report": "新建",
    "import_report": "读入",
    "undo": "撤销",
    "redo": "重做",
    "preview": "预览",
    "export_pdf": "导出 PDF",
    "print_report": "打印",
}


class Actions:
    """The actions made from `MENUS`, by name."""

    def __init__(self, parent: QWidget, run: Callable[[str], object]) -> None:
        self._parent = parent
        self._entries = {entry.name: entry for entries in MENUS.values() for entry in entries if entry.name}
        self.by_name: dict[str, QAction] = {}
        for name, entry in self._entries.items():
            if entry is not RECENT:
                self.by_name[name] = self._make(entry, run)
        self.recent_menu = QMenu(RECENT.text, parent)

    def _make(self, entry: Entry, run: Callable[[str], object]) -> QAction:
        action = QAction(entry.text, self._parent)
        action.setObjectName(f"action_{entry.name}")
        if entry.shortcut:
            action.setShortcut(QKeySequence(entry.shortcut))
        if entry.name == "zoom_in":
            action.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        if entry.name == "redo":
            action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        action.setCheckable(entry.checkable)
        if entry.tip:
            action.setToolTip(entry.tip)
            action.setStatusTip(entry.tip)
        action.triggered.connect(lambda _checked=False: run(entry.name))
        return action

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into the menu bar."""
        for title, entries in MENUS.items():
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for entry in entries:
                if entry is RECENT:
                    menu.addMenu(self.recent_menu)
                elif entry is SEPARATOR:
                    menu.addSeparator()
                else:
                    menu.addAction(self.by_name[entry.name])

    def toolbar_actions(self) -> list[tuple[QAction, str]]:
        """Return the actions of the tool bar with their short texts."""
        return [(self.by_name[name], _TOOLBAR_TEXTS[name]) for name in TOOLBAR]

    def enable(self, *, workspace: bool, report: bool, writable: bool = True) -> None:
        """Enable what can be done now."""
        for name, action in self.by_name.items():
            needs = self._entries[name].needs
            there = needs == "" or (needs == "workspace" and workspace) or (needs == "report" and report)
            action.setEnabled(there and (writable or name not in CHANGING))

    def check(self, **states: bool) -> None:
        """Set the check marks of these actions."""
        for name, state in states.items():
            self.by_name[name].setChecked(state)

    def show_final(self, final: bool) -> None:
        """Offer to reopen a final report, to finalise any other."""
        self.by_name["finalize"].setText("取消定稿…" if final else "定稿…")

    def show_undo(self, stack: QUndoStack) -> None:
        """Say what undo and redo would do."""
        for name, word, can, text in (
            ("undo", "撤销", stack.canUndo(), stack.undoText()),
            ("redo", "重做", stack.canRedo(), stack.redoText()),
        ):
            action = self.by_name[name]
            action.setEnabled(can)
            action.setText(f"{word}“{text}”" if text else word)
            action.setIconText(word)
