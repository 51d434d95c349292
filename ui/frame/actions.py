"""Every action of the menus as plain data: name, text, what it does, shortcut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

if TYPE_CHECKING:
    from ui.verbs.menus import MenuVerbs

    Verb = Callable[[MenuVerbs], object]


@dataclass(frozen=True)
class Entry:
    """One action. *verb* does it.

    *shortcut* has several keys separated by semicolons. *needs* says what must be there: ``workspace``, ``report``,
    ``ledger`` (on screen), ``cells`` (of a report or a ledger), ``sum`` (an aggregate) or nothing. What *changes* reports can't be had in a file that is open for reading only.
    """

    name: str
    text: str
    verb: Verb = id
    shortcut: str = ""
    needs: str = ""
    checkable: bool = False
    changes: bool = False
    tip: str = ""


SEPARATOR = Entry("", "")
RECENT = Entry("recent", "最近使用")

MENUS: Mapping[str, tuple[Entry, ...]] = {
    "文件(&F)": (
        Entry(
            "new_report",
            "新建报告…",
            lambda verbs: verbs.new_reports.new_report(),
            "Ctrl+N",
            needs="workspace",
            changes=True,
            tip="为一个单位、一个年度新建报告",
        ),
        Entry(
            "duplicate_report",
            "另建一年…",
            lambda verbs: verbs.new_reports.duplicate_report(),
            "Ctrl+Shift+N",
            needs="report",
            changes=True,
            tip="以当前报告为底稿，新建另一年度的报告",
        ),
        Entry(
            "import_report",
            "读入报告…",
            lambda verbs: verbs.imports.import_report(),
            "Ctrl+I",
            needs="workspace",
            changes=True,
            tip="从已有的文件读入报告",
        ),
        Entry(
            "import_register",
            "读入单位名录…",
            lambda verbs: verbs.collecting.import_register(),
            needs="workspace",
            changes=True,
            tip="从表格读入所属单位的名单，用来收取、汇总各单位的报告",
        ),
        SEPARATOR,
        Entry("open_workspace", "打开数据文件…", lambda verbs: verbs.workspaces.open_workspace(), "Ctrl+O"),
        RECENT,
        Entry("new_workspace", "新建数据文件…", lambda verbs: verbs.workspaces.new_workspace()),
        Entry(
            "copy_workspace",
            "保存副本…",
            lambda verbs: verbs.workspaces.copy_workspace(),
            "Ctrl+Shift+S",
            needs="workspace",
            tip="把全部报告另存一份",
        ),
        Entry(
            "backups",
            "备份与恢复…",
            lambda verbs: verbs.backups.backups(),
            "Ctrl+Shift+B",
            needs="workspace",
            tip="查看备份，恢复到以前的内容",
        ),
        Entry(
            "reveal_workspace",
            "打开数据文件所在文件夹",
            lambda verbs: verbs.workspaces.reveal_workspace(),
            needs="workspace",
        ),
        SEPARATOR,
        Entry("quit", "退出", lambda verbs: verbs.workspaces.quit(), "Ctrl+Q"),
    ),
    "编辑(&E)": (
        Entry("undo", "撤销", lambda verbs: verbs.edit.undo(), "Ctrl+Z", needs="workspace", changes=True),
        Entry(
            "redo",
            "重做",
            lambda verbs: verbs.edit.redo(),
            "Ctrl+Y; Ctrl+Shift+Z",
            needs="workspace",
            changes=True,
        ),
        SEPARATOR,
        Entry("cut", "剪切", lambda verbs: verbs.edit.cut(), needs="cells", changes=True),
        Entry("copy", "复制", lambda verbs: verbs.edit.copy(), needs="cells"),
        Entry(
            "copy_with_labels",
            "连同行名、列名复制",
            lambda verbs: verbs.edit.copy_with_labels(),
            "Ctrl+Alt+C",
            needs="report",
            tip="复制表格，粘贴到 WPS 或 Excel 时带行名和列名",
        ),
        Entry("paste", "粘贴", lambda verbs: verbs.edit.paste(), needs="cells", changes=True),
        Entry(
            "clear",
            "清除",
            lambda verbs: verbs.edit.clear(),
            needs="cells",
            changes=True,
            tip="清空所选的单元格",
        ),
        Entry("select_all", "全选", lambda verbs: verbs.edit.select_all(), needs="cells"),
        SEPARATOR,
        Entry(
            "fill_blanks",
            "本表空白填 0",
            lambda verbs: verbs.edit.fill_blanks(),
            "Ctrl+Shift+0",
            needs="report",
            changes=True,
        ),
        Entry(
            "fill_down",
            "向下填充",
            lambda verbs: verbs.edit.fill_down(),
            "Ctrl+D",
            needs="cells",
            changes=True,
            tip="把所选区域第一行的数填到下面各行；只选一行时，填上一行的数",
        ),
        Entry(
            "fill_right",
            "向右填充",
            lambda verbs: verbs.edit.fill_right(),
            "Ctrl+R",
            needs="report",
            changes=True,
            tip="把所选区域第一列的数填到右边各列；只选一列时，填左边一列的数",
        ),
        Entry(
            "enter_goes_right",
            "回车键向右",
            lambda verbs: verbs.edit.enter_goes_right(),
            checkable=True,
            tip="在表格中按回车键，转到右边一格；不选时转到下面一格",
        ),
        SEPARATOR,
        Entry("find", "查找和替换", lambda verbs: verbs.edit.find(), "Ctrl+F; Ctrl+H", needs="cells"),
        Entry(
            "search_reports",
            "在各份报告中查找…",
            lambda verbs: verbs.searching.search_reports(),
            "Ctrl+Shift+F",
            needs="workspace",
            tip="在本报告或全部报告的标题、文字和数中查找，可以全部替换",
        ),
    ),
    "报告(&R)": (
        Entry(
            "edit_report",
            "单位与年度…",
            lambda verbs: verbs.editing.edit_report(),
            "Ctrl+U",
            needs="report",
            changes=True,
        ),
        Entry(
            "computed_totals",
            "自动计算合计",
            lambda verbs: verbs.editing.computed_totals(),
            needs="report",
            checkable=True,
            changes=True,
        ),
        Entry(
            "fill_all_blanks",
            "全部空白填 0",
            lambda verbs: verbs.editing.fill_all_blanks(),
            needs="report",
            changes=True,
        ),
        SEPARATOR,
        Entry("history", "修改记录…", lambda verbs: verbs.editing.history(), "Ctrl+Alt+H", needs="report"),
        Entry(
            "cell_history",
            "本格的修改记录…",
            lambda verbs: verbs.editing.cell_history(),
            needs="report",
            tip="表格中光标所在的一格，何人何时改过",
        ),
        SEPARATOR,
        Entry(
            "finalize",
            "定稿…",
            lambda verbs: verbs.finalising.finalize(),
            needs="report",
            changes=True,
            tip="没有错误的报告可以定稿，定稿后不能修改",
        ),
        Entry(
            "delete_report",
            "删除报告…",
            lambda verbs: verbs.editing.delete_report(),
            needs="report",
            changes=True,
        ),
        Entry(
            "deleted_reports",
            "已删除的报告…",
            lambda verbs: verbs.editing.deleted_reports(),
            needs="workspace",
            tip="查看删除过的报告，需要时恢复",
        ),
    ),
    "台账(&L)": (
        Entry(
            "open_ledger",
            "打开台账",
            lambda verbs: verbs.ledger.open_ledger(),
            "Ctrl+L",
            needs="workspace",
            tip="登记政府信息公开申请，查看办理期限",
        ),
        Entry(
            "register_request",
            "登记申请",
            lambda verbs: verbs.ledger.register_request(),
            "Ctrl+Shift+L",
            needs="workspace",
            changes=True,
        ),
        Entry(
            "remove_requests",
            "删除所选申请",
            lambda verbs: verbs.ledger.remove_requests(),
            needs="ledger",
            changes=True,
        ),
        SEPARATOR,
        Entry(
            "count_ledger",
            "按台账统计…",
            lambda verbs: verbs.counting.count_ledger(),
            needs="workspace",
            changes=True,
            tip="由台账统计报告的第三、四部分，先列出要改变的数",
        ),
        Entry(
            "follow_ledger",
            "随台账更新",
            lambda verbs: verbs.counting.follow_ledger(),
            needs="report",
            checkable=True,
            changes=True,
            tip="报告中的数随台账变动，不能手工填写；取消后可以修改",
        ),
        Entry(
            "requests_of_cell",
            "这个数由哪些申请构成",
            lambda verbs: verbs.counting.requests_of_cell(),
            "F3",
            needs="report",
        ),
        Entry(
            "compare_ledger",
            "核对台账…",
            lambda verbs: verbs.counting.compare_ledger(),
            needs="workspace",
            tip="逐件核对上年结转，列出需要看一看的申请",
        ),
        Entry(
            "insert_ledger_figures",
            "台账中的数据…",
            lambda verbs: verbs.counting.insert_ledger_figures(),
            needs="report",
            tip="按提出方式、超期答复、信息处理费等，写入第一、五、六部分",
        ),
    ),
    "检查(&C)": (
        Entry(
            "next_finding", "下一处问题", lambda verbs: verbs.findings.next_finding(), "F8", needs="report"
        ),
        Entry(
            "previous_finding",
            "上一处问题",
            lambda verbs: verbs.findings.previous_finding(),
            "Shift+F8",
            needs="report",
        ),
        SEPARATOR,
        Entry(
            "adopt_suggestion",
            "采用建议",
            lambda verbs: verbs.findings.adopt_suggestion(),
            "Ctrl+Return",
            needs="report",
            tip="按所选问题的建议改正，可以撤销",
        ),
        Entry(
            "waive_finding",
            "豁免…",
            lambda verbs: verbs.waiving.waive_finding(),
            "F9",
            needs="report",
            tip="写明理由，不再提示所选的问题",
        ),
        Entry(
            "compare_code",
            "核对校验码…",
            lambda verbs: verbs.rule_settings.compare_code(),
            needs="report",
            tip="纸上或电话中的校验码与本报告的数是否一致",
        ),
        SEPARATOR,
        Entry(
            "show_shares",
            "谁构成这个数…",
            lambda verbs: verbs.composition.show_shares(),
            "Ctrl+Shift+G",
            needs="sum",
            tip="列出汇总表中一个数由哪些单位构成，可以登记调整数",
        ),
        Entry(
            "mark_seen",
            "汇总的构成已核对",
            lambda verbs: verbs.composition.mark_seen(),
            needs="sum",
            changes=True,
            tip="记下现在的构成；以后哪些单位的数有变，会列在检查结果中",
        ),
        SEPARATOR,
        Entry(
            "rule_settings",
            "检查规则设置…",
            lambda verbs: verbs.rule_settings.rule_settings(),
            needs="workspace",
            tip="各条规则的说明和依据，启用、停用和轻重",
        ),
    ),
    "输出(&P)": (
        Entry(
            "preview",
            "预览",
            lambda verbs: verbs.preview.preview(),
            "Ctrl+Shift+P",
            needs="report",
            tip="显示印出来的样子",
        ),
        Entry(
            "preview_window",
            "在单独窗口中预览",
            lambda verbs: verbs.preview.preview_window(),
            "Ctrl+Alt+P",
            needs="report",
            tip="一边填写，一边看印出来的样子",
        ),
        Entry("print_report", "打印…", lambda verbs: verbs.printing.print_report(), "Ctrl+P", needs="report"),
        Entry(
            "print_reports",
            "打印多份报告…",
            lambda verbs: verbs.batch.print_reports(),
            "Ctrl+Alt+Shift+P",
            needs="workspace",
            tip="选取多份报告，一次打印",
        ),
        SEPARATOR,
        Entry("export_pdf", "导出 PDF…", lambda verbs: verbs.export.export_pdf(), "Ctrl+E", needs="report"),
        Entry("export_ofd", "导出 OFD…", lambda verbs: verbs.export.export_ofd(), needs="report"),
        Entry(
            "export_review",
            "导出送审稿…",
            lambda verbs: verbs.export.export_review(),
            needs="report",
            tip="页脚印有时间、版本、校验码和页数的 PDF，供传阅审核",
        ),
        Entry("export_docx", "导出 Word 文档…", lambda verbs: verbs.export.export_docx(), needs="report"),
        Entry("export_html", "导出网页…", lambda verbs: verbs.export.export_html(), needs="report"),
        Entry("export_xlsx", "导出 Excel 工作簿…", lambda verbs: verbs.export.export_xlsx(), needs="report"),
        Entry(
            "export_json", "导出数据文件（JSON）…", lambda verbs: verbs.export.export_json(), needs="report"
        ),
        Entry(
            "copy_for_web",
            "复制为网页文字",
            lambda verbs: verbs.web_text.copy_for_web(),
            "Ctrl+Shift+C",
            needs="report",
            tip="复制带表格和字体的全文，可粘贴到网站的编辑器中",
        ),
        SEPARATOR,
        Entry(
            "batch_export",
            "批量导出…",
            lambda verbs: verbs.batch.batch_export(),
            "Ctrl+Shift+E",
            needs="workspace",
            tip="一次导出多份报告",
        ),
        Entry(
            "export_chart",
            "导出图解…",
            lambda verbs: verbs.presenting.export_chart(),
            needs="report",
            tip="申请来源、办理结果、复议诉讼的图，与上年对照，可放到网站上",
        ),
        Entry(
            "export_comparison",
            "导出两年对照…",
            lambda verbs: verbs.presenting.export_comparison(),
            needs="report",
            tip="本年与上年的数和差额，文字中哪些是新写的",
        ),
        Entry(
            "volume",
            "合成汇编…",
            lambda verbs: verbs.batch.volume(),
            needs="workspace",
            tip="把多份报告合成一个文件，有目录和连续的页码",
        ),
        Entry(
            "export_archive",
            "归档包…",
            lambda verbs: verbs.archive.export_archive(),
            needs="report",
            tip="PDF、数据、元数据和核对结果合为一个文件，供归档移交",
        ),
        Entry(
            "transfer",
            "移交档案馆…",
            lambda verbs: verbs.transfer.transfer(),
            needs="workspace",
            tip="把一份或多份定稿的报告写成移交档案馆的文件夹",
        ),
        Entry(
            "verify_archive",
            "核验归档包…",
            lambda verbs: verbs.archive.verify_archive(),
            tip="核验归档包、封装包与其中登记是否一致",
        ),
        Entry(
            "verify_folder",
            "核验移交文件夹…",
            lambda verbs: verbs.transfer.verify_folder(),
            tip="核验移交文件夹的真实性、完整性、可用性和安全性",
        ),
        SEPARATOR,
        Entry(
            "blank_workbook",
            "空白采集表…",
            lambda verbs: verbs.blank_workbook.blank_workbook(),
            needs="workspace",
            tip="供所属单位填写的 Excel 表，填好后可直接读入",
        ),
    ),
    "查看(&V)": (
        Entry("zoom_in", "放大", lambda verbs: verbs.view.zoom_in(), "Ctrl++; Ctrl+="),
        Entry("zoom_out", "缩小", lambda verbs: verbs.view.zoom_out(), "Ctrl+-"),
        Entry("zoom_reset", "原始大小", lambda verbs: verbs.view.zoom_reset(), "Ctrl+0"),
        SEPARATOR,
        Entry(
            "show_reports",
            "报告列表",
            lambda verbs: verbs.view.show_reports(),
            "F4",
            needs="workspace",
            checkable=True,
        ),
        Entry(
            "show_findings",
            "检查结果",
            lambda verbs: verbs.view.show_findings(),
            "F7",
            needs="workspace",
            checkable=True,
        ),
        SEPARATOR,
        Entry(
            "last_year",
            "显示上年数",
            lambda verbs: verbs.view.last_year(),
            needs="workspace",
            checkable=True,
            tip="在各格下方用小字显示上年的数和增减",
        ),
        Entry("dark", "深色外观", lambda verbs: verbs.view.dark(), checkable=True),
        SEPARATOR,
        Entry("next_page", "下一部分", lambda verbs: verbs.view.next_page(), "Ctrl+PgDown", needs="report"),
        Entry(
            "previous_page", "上一部分", lambda verbs: verbs.view.previous_page(), "Ctrl+PgUp", needs="report"
        ),
        Entry(
            "next_pane",
            "下一区域",
            lambda verbs: verbs.view.next_pane(),
            "F6",
            tip="在报告列表、表格或文字、检查结果之间切换",
        ),
    ),
    "帮助(&H)": (
        Entry("guide", "使用说明", lambda verbs: verbs.help.guide(), "F1"),
        Entry(
            "open_sample",
            "打开示例",
            lambda verbs: verbs.imports.open_sample(),
            needs="workspace",
            changes=True,
        ),
        Entry("about", "关于", lambda verbs: verbs.help.about()),
    ),
}

LIST_MENU = ("print_report", "print_reports", "batch_export")
"""What the list of reports offers at the right mouse button."""
CELL_MENU = (
    *("cut", "copy", "copy_with_labels", "paste", "clear", ""),
    *("fill_down", "fill_right", "fill_blanks", "", "last_year", "cell_history", "requests_of_cell"),
    "show_shares",
)
"""What a table offers at the right mouse button; an empty name is a line between."""
TEXT_MENU = ("undo", "redo", "", "cut", "copy", "paste", "select_all", "", "find")
"""What a text offers at the right mouse button."""
TOOLBAR = {
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

    def __init__(self, parent: QWidget, run: Callable[[Verb], object]) -> None:
        self._parent = parent
        self._entries = {entry.name: entry for entries in MENUS.values() for entry in entries if entry.name}
        self.by_name: dict[str, QAction] = {}
        for name, entry in self._entries.items():
            if entry is not RECENT:
                self.by_name[name] = self._make(entry, run)
        self.recent_menu = QMenu(RECENT.text, parent)

    def _make(self, entry: Entry, run: Callable[[Verb], object]) -> QAction:
        action = QAction(entry.text, self._parent)
        action.setObjectName(f"action_{entry.name}")
        if entry.shortcut:
            action.setShortcuts(QKeySequence.listFromString(entry.shortcut))
        action.setCheckable(entry.checkable)
        if entry.tip:
            action.setToolTip(entry.tip)
            action.setStatusTip(entry.tip)
        action.triggered.connect(lambda _checked=False: run(entry.verb))
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

    def pick(self, names: Iterable[str]) -> list[QAction]:
        """Return the actions of a context menu, a line for an empty name."""
        return [self.by_name[name] if name else self._line() for name in names]

    def _line(self) -> QAction:
        line = QAction(self._parent)
        line.setSeparator(True)
        return line

    def toolbar_actions(self) -> list[tuple[QAction, str]]:
        """Return the actions of the tool bar with their short texts."""
        return [(self.by_name[name], text) for name, text in TOOLBAR.items()]

    def enable(
        self, *, workspace: bool, report: bool, ledger: bool, aggregate: bool = False, writable: bool = True
    ) -> None:
        """Enable what can be done now."""
        here = {
            "": True, "workspace": workspace, "report": report, "ledger": ledger, "cells": report or ledger,
            "sum": aggregate,
        }  # fmt: skip
        for name, action in self.by_name.items():
            entry = self._entries[name]
            action.setEnabled(here[entry.needs] and (writable or not entry.changes))

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
