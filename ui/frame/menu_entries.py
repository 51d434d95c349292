"""Every entry of the menus as plain data: name, text, what it does, shortcut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ui.verbs.menus import MenuVerbs

    Verb = Callable[[MenuVerbs], object]


class MenuEntry(NamedTuple):
    """One entry. *text* has its access key behind an ``&``; *verb* is the call that does it.

    *shortcut* has several keys separated by semicolons. *needs* says what must be there: ``workspace``, ``report``,
    ``ledger`` (on screen), ``cells`` (of a report or a ledger), ``sum`` (an aggregate) or nothing. An entry that
    *changes* reports is disabled in a file that is open for reading only. *own_key* is one that whatever has the keyboard
    answers itself, a text as a table: the menu shows it.
    """

    name: str
    text: str
    verb: Verb = id
    shortcut: str = ""
    own_key: str = ""
    needs: str = ""
    checkable: bool = False
    changes: bool = False
    tip: str = ""


SEPARATOR = MenuEntry("", "")
RECENT = MenuEntry("recent", "最近使用(&R)")

# fmt: off
MENUS: Mapping[str, tuple[MenuEntry, ...]] = {
    "文件(&F)": (
        MenuEntry(
            "new_report", "新建报告(&N)…", lambda v: v.new_reports.new_report(), "Ctrl+N",
            needs="workspace", changes=True, tip="为一个单位、一个年度新建报告",
        ),
        MenuEntry(
            "duplicate_report", "另建一年(&L)…", lambda v: v.new_reports.duplicate_report(), "Ctrl+Shift+N",
            needs="report", changes=True, tip="以当前报告为底稿，新建另一年度的报告",
        ),
        MenuEntry(
            "import_report", "读入报告(&D)…", lambda v: v.imports.import_report(), "Ctrl+I",
            needs="workspace", changes=True, tip="从已有的文件读入报告",
        ),
        MenuEntry(
            "import_folder", "读入文件夹(&I)…", lambda v: v.imports.import_folder(),
            needs="workspace", changes=True, tip="读入一个文件夹中的全部报告，压缩包中的也在内",
        ),
        MenuEntry(
            "import_register", "读入单位名录(&M)…", lambda v: v.register.import_register(),
            needs="workspace", changes=True, tip="从表格读入所属单位的名单，用来收取、汇总各单位的报告",
        ),
        SEPARATOR,
        MenuEntry("open_workspace", "打开数据文件(&O)…", lambda v: v.workspaces.open_workspace(), "Ctrl+O"),
        RECENT,
        MenuEntry("new_workspace", "新建数据文件(&W)…", lambda v: v.workspaces.new_workspace()),
        MenuEntry(
            "save", "保存(&S)", lambda v: v.preferences.save(), "Ctrl+S",
            needs="workspace", tip="填写的内容随时自动保存；这里说明保存在何处",
        ),
        MenuEntry(
            "copy_workspace", "保存副本(&A)…", lambda v: v.workspaces.copy_workspace(), "Ctrl+Shift+S; F12",
            needs="workspace", tip="把全部报告另存一份",
        ),
        MenuEntry(
            "hand_over_copy", "保存移交副本（不含台账）(&Y)…", lambda v: v.workspaces.hand_over_copy(),
            needs="workspace", tip="把全部报告另存一份，不带台账中的申请和申请人",
        ),
        MenuEntry(
            "backups", "备份与恢复(&B)…", lambda v: v.backups.backups(), "Ctrl+Shift+B",
            needs="workspace", tip="查看备份，恢复到以前的内容",
        ),
        MenuEntry(
            "reveal_workspace", "打开数据文件所在文件夹(&F)", lambda v: v.workspaces.reveal_workspace(),
            needs="workspace",
        ),
        SEPARATOR,
        MenuEntry(
            "settings_dialog", "设置(&T)…", lambda v: v.preferences.settings_dialog(), "Ctrl+,",
            tip="回车方向、大小、颜色、字体、备份、期限、常用单位",
        ),
        SEPARATOR,
        MenuEntry("quit", "退出(&X)", lambda v: v.workspaces.quit(), "Ctrl+Q"),
    ),
    "编辑(&E)": (
        MenuEntry("undo", "撤销(&U)", lambda v: v.edit.undo(), "Ctrl+Z", needs="workspace", changes=True),
        MenuEntry(
            "redo", "重做(&R)", lambda v: v.edit.redo(), "Ctrl+Y; Ctrl+Shift+Z",
            needs="workspace", changes=True,
        ),
        SEPARATOR,
        MenuEntry("cut", "剪切(&T)", lambda v: v.edit.cut(), own_key="Ctrl+X", needs="cells", changes=True),
        MenuEntry("copy", "复制(&C)", lambda v: v.edit.copy(), own_key="Ctrl+C", needs="cells"),
        MenuEntry(
            "copy_with_labels", "连同行名、列名复制(&L)", lambda v: v.edit.copy_with_labels(), "Ctrl+Alt+C",
            needs="report", tip="复制表格，粘贴到 WPS 或 Excel 时带行名和列名",
        ),
        MenuEntry("paste", "粘贴(&P)", lambda v: v.edit.paste(), own_key="Ctrl+V", needs="cells", changes=True),
        MenuEntry("clear", "清除(&D)", lambda v: v.edit.clear(), own_key="Del", needs="cells", changes=True, tip="清空所选的单元格"),
        MenuEntry("select_all", "全选(&A)", lambda v: v.edit.select_all(), own_key="Ctrl+A", needs="cells"),
        SEPARATOR,
        MenuEntry(
            "fill_blanks", "本表空白填 0(&K)", lambda v: v.edit.fill_blanks(), "Ctrl+Shift+0",
            needs="report", changes=True,
        ),
        MenuEntry(
            "fill_down", "向下填充(&X)", lambda v: v.edit.fill_down(), "Ctrl+D",
            needs="cells", changes=True, tip="把所选区域第一行的数填到下面各行；只选一行时，填上一行的数",
        ),
        MenuEntry(
            "fill_right", "向右填充(&Y)", lambda v: v.edit.fill_right(), "Ctrl+R",
            needs="report", changes=True, tip="把所选区域第一列的数填到右边各列；只选一列时，填左边一列的数",
        ),
        MenuEntry(
            "enter_goes_right", "回车键向右(&E)", lambda v: v.edit.enter_goes_right(),
            checkable=True, tip="在表格中按回车键，转到右边一格；不选时转到下面一格",
        ),
        SEPARATOR,
        MenuEntry("find", "查找和替换(&F)", lambda v: v.edit.find(), "Ctrl+F; Ctrl+H", needs="cells"),
        MenuEntry(
            "search_reports", "在各份报告中查找(&S)…", lambda v: v.searching.search_reports(), "Ctrl+Shift+F",
            needs="workspace", tip="在本报告或全部报告的标题、文字和数中查找，可以全部替换",
        ),
        SEPARATOR,
        MenuEntry(
            "insert_skeleton", "插入本部分的框架(&J)", lambda v: v.texts.insert_skeleton(),
            needs="report", changes=True, tip="在光标处插入这一部分要写的各方面，表中的数随表更新，【】处待填写",
        ),
        MenuEntry(
            "insert_last_year", "带入上年本部分的文字(&W)", lambda v: v.texts.insert_last_year(),
            needs="report", changes=True, tip="年份改为本年，与表有关的数随表更新，其余的数标为待确认",
        ),
        MenuEntry(
            "insert_phrase", "常用语(&M)…", lambda v: v.phrases.insert_phrase(), "Ctrl+F3",
            needs="report", changes=True, tip="在文字的光标处插入存下的一段话；改名、删除也在这里",
        ),
        MenuEntry(
            "save_phrase", "所选文字存为常用语(&V)…", lambda v: v.phrases.save_phrase(), "Ctrl+Shift+F3",
            needs="report", changes=True, tip="存在数据文件中，各份报告都可以插入；引用的数仍随表更新",
        ),
        MenuEntry(
            "insert_figure", "插入表中的数(&I)…", lambda v: v.figures.insert_figure(), "Ctrl+F9",
            needs="report", changes=True, tip="在文字的光标处插入表中的一个数；表中的数改了，文字随着改",
        ),
        MenuEntry(
            "link_figures", "把文字中的数改为引用(&B)…", lambda v: v.figures.link_figures(),
            needs="report", changes=True, tip="列出文字中与表中相同的数，选定的改为引用，以后随表更新",
        ),
        MenuEntry(
            "release_figure", "引用改为普通文字(&N)", lambda v: v.figures.release_figure(), "Ctrl+Shift+F9",
            needs="report", changes=True, tip="光标处或所选的引用不再随表更新",
        ),
        MenuEntry(
            "go_to_figure", "转到引用的格(&G)", lambda v: v.figures.go_to_figure(),
            needs="report", tip="显示光标处的数引用的是表中哪一格",
        ),
    ),
    "报告(&R)": (
        MenuEntry(
            "edit_report", "单位与年度(&U)…", lambda v: v.editing.edit_report(), "Ctrl+U",
            needs="report", changes=True,
        ),
        MenuEntry(
            "computed_totals", "自动计算合计(&Z)", lambda v: v.editing.computed_totals(),
            needs="report", checkable=True, changes=True,
        ),
        MenuEntry(
            "nil_return", "空表上报(&K)…", lambda v: v.sending.nil_return(),
            needs="report", changes=True, tip="本年没有发生任何事项：空白全部填 0，并写出上报文件",
        ),
        MenuEntry(
            "send_report", "写出上报文件(&S)…", lambda v: v.sending.send_report(),
            needs="report", tip="写出报给收报单位的文件，并给出校验码",
        ),
        MenuEntry(
            "fill_all_blanks", "全部空白填 0(&F)", lambda v: v.editing.fill_all_blanks(),
            needs="report", changes=True,
        ),
        SEPARATOR,
        MenuEntry("history", "修改记录(&H)…", lambda v: v.editing.history(), "Ctrl+Alt+H", needs="report"),
        MenuEntry(
            "cell_history", "本格的修改记录(&B)…", lambda v: v.editing.cell_history(),
            needs="report", tip="表格中光标所在的一格，何人何时改过",
        ),
        SEPARATOR,
        MenuEntry(
            "second_entry", "复核录入(&E)…", lambda v: v.second_entry.second_entry(),
            needs="report", changes=True, tip="由另一人把表再录一遍，看不到第一次的数，录完逐格对照",
        ),
        MenuEntry(
            "finalize", "定稿(&D)…", lambda v: v.finalising.finalize(), "Ctrl+Shift+D",
            needs="report", changes=True, tip="没有错误的报告可以定稿，定稿后不能修改",
        ),
        MenuEntry(
            "delete_report", "删除报告(&X)…", lambda v: v.editing.delete_report(),
            needs="report", changes=True,
        ),
        MenuEntry(
            "deleted_reports", "已删除的报告(&Y)…", lambda v: v.editing.deleted_reports(),
            needs="workspace", tip="查看删除过的报告，需要时恢复",
        ),
    ),
    "台账(&L)": (
        MenuEntry(
            "open_ledger", "打开台账(&O)", lambda v: v.ledger.open_ledger(), "Ctrl+L",
            needs="workspace", tip="登记政府信息公开申请，查看办理期限",
        ),
        MenuEntry(
            "register_request", "登记申请(&N)", lambda v: v.ledger.register_request(), "Ctrl+Shift+L",
            needs="workspace", changes=True,
        ),
        MenuEntry(
            "import_ledger", "读入台账(&I)…", lambda v: v.ledger_reading.import_ledger(),
            needs="workspace", changes=True, tip="从 Excel、Word 等文件读入台账，再次读入时只更新",
        ),
        MenuEntry(
            "remove_requests", "删除所选申请(&X)", lambda v: v.ledger.remove_requests(),
            needs="ledger", changes=True,
        ),
        MenuEntry(
            "request_history", "申请的修改记录(&H)…", lambda v: v.ledger.request_history(), needs="ledger",
        ),
        SEPARATOR,
        MenuEntry(
            "count_ledger", "按台账统计(&T)…", lambda v: v.counting.count_ledger(),
            needs="workspace", changes=True, tip="由台账统计报告的第三、四部分，先列出要改变的数",
        ),
        MenuEntry(
            "follow_ledger", "随台账更新(&G)", lambda v: v.counting.follow_ledger(),
            needs="report", checkable=True, changes=True, tip="报告中的数随台账变动，不能手工填写；取消后可以修改",
        ),
        MenuEntry(
            "requests_of_cell", "这个数由哪些申请构成(&Z)", lambda v: v.counting.requests_of_cell(), "F3",
            needs="report",
        ),
        MenuEntry(
            "insert_ledger_figures", "台账中的数据(&S)…", lambda v: v.counting.insert_ledger_figures(),
            needs="report", tip="按提出方式、超期答复、信息处理费等，写入第一、五、六部分",
        ),
        MenuEntry(
            "compare_ledger", "核对台账(&C)…", lambda v: v.counting.compare_ledger(),
            needs="workspace", tip="逐件核对上年结转，列出需要看一看的申请",
        ),
        SEPARATOR,
        MenuEntry(
            "show_due", "办理期限(&Q)", lambda v: v.deadlines.show_due(),
            needs="workspace", tip="未办结的申请，先到期的在前",
        ),
        MenuEntry("print_due", "打印办理期限(&P)…", lambda v: v.deadlines.print_due(), needs="workspace"),
        MenuEntry(
            "edit_calendar", "工作日历(&R)…", lambda v: v.deadlines.edit_calendar(),
            needs="workspace", changes=True, tip="粘贴新一年的放假通知，或调整本单位的上班、放假",
        ),
        SEPARATOR,
        MenuEntry(
            "reply_letter", "出具文书(&W)…", lambda v: v.letters.reply_letter(),
            needs="ledger", changes=True, tip="登记回执、补正告知、延期、征求意见、收费通知、答复书，存为 Word 或 PDF",
        ),
        MenuEntry(
            "letter_texts", "文书的文字(&M)…", lambda v: v.letters.letter_texts(),
            needs="workspace", changes=True,
        ),
        MenuEntry("fee", "信息处理费(&F)…", lambda v: v.letters.fee(), needs="workspace"),
        SEPARATOR,
        MenuEntry(
            "counting_choices", "统计口径(&K)…", lambda v: v.ledger_settings.counting_choices(),
            needs="workspace", changes=True, tip="没有明文规定的情形怎样计，各有理由，可以改变",
        ),
        MenuEntry(
            "forget_applicants", "删除申请人信息(&A)…", lambda v: v.ledger_settings.forget_applicants(),
            needs="workspace", changes=True, tip="保管期限已满的，删去申请人和申请内容，数字不变",
        ),
    ),
    "检查(&C)": (
        MenuEntry("next_finding", "下一处问题(&N)", lambda v: v.findings.next_finding(), "F8", needs="report"),
        MenuEntry(
            "previous_finding", "上一处问题(&P)", lambda v: v.findings.previous_finding(), "Shift+F8",
            needs="report",
        ),
        MenuEntry(
            "next_report", "下一份有问题的报告(&X)", lambda v: v.reviewing.next_report(), "Ctrl+F8",
            needs="workspace", tip="转到列表中下一份有问题的报告的第一处",
        ),
        MenuEntry(
            "previous_report", "上一份有问题的报告(&S)", lambda v: v.reviewing.previous_report(), "Ctrl+Shift+F8",
            needs="workspace",
        ),
        SEPARATOR,
        MenuEntry(
            "adopt_suggestion", "采用建议(&A)", lambda v: v.findings.adopt_suggestion(), "Ctrl+Return",
            needs="report", tip="按所选问题的建议改正，可以撤销",
        ),
        MenuEntry(
            "waive_finding", "豁免(&W)…", lambda v: v.waiving.waive_finding(), "F9",
            needs="report", tip="写明理由，不再提示所选的问题",
        ),
        MenuEntry(
            "compare_code", "核对校验码(&C)…", lambda v: v.rule_settings.compare_code(),
            needs="report", tip="纸上或电话中的校验码与本报告的数是否一致",
        ),
        SEPARATOR,
        MenuEntry(
            "show_shares", "谁构成这个数(&G)…", lambda v: v.composition.show_shares(), "Ctrl+Shift+G",
            needs="sum", tip="列出汇总表中一个数由哪些单位构成，可以登记调整数",
        ),
        MenuEntry(
            "write_exclusions", "写明不计入的单位(&E)", lambda v: v.composition.write_exclusions(),
            needs="sum", changes=True, tip="把不计入汇总的单位和原因写进最后一部分文字",
        ),
        MenuEntry(
            "mark_seen", "汇总的构成已核对(&M)", lambda v: v.composition.mark_seen(),
            needs="sum", changes=True, tip="记下现在的构成；以后哪些单位的数有变，会列在检查结果中",
        ),
        SEPARATOR,
        MenuEntry(
            "rule_settings", "检查规则设置(&R)…", lambda v: v.rule_settings.rule_settings(),
            needs="workspace", tip="各条规则的说明和依据，启用、停用和轻重",
        ),
    ),
    "输出(&P)": (
        MenuEntry(
            "preview", "预览(&V)", lambda v: v.preview.preview(), "Ctrl+Shift+P",
            needs="report", tip="显示印出来的样子",
        ),
        MenuEntry(
            "preview_window", "在单独窗口中预览(&D)", lambda v: v.preview.preview_window(), "Ctrl+Alt+P",
            needs="report", tip="一边填写，一边看印出来的样子",
        ),
        MenuEntry("print_report", "打印(&P)…", lambda v: v.printing.print_report(), "Ctrl+P", needs="report"),
        MenuEntry(
            "print_reports", "打印多份报告(&M)…", lambda v: v.batch.print_reports(), "Ctrl+Alt+Shift+P",
            needs="workspace", tip="选取多份报告，一次打印",
        ),
        SEPARATOR,
        MenuEntry("export_pdf", "导出 PDF(&E)…", lambda v: v.export.export("pdf"), "Ctrl+E", needs="report"),
        MenuEntry("export_ofd", "导出 OFD(&O)…", lambda v: v.export.export("ofd"), needs="report"),
        MenuEntry(
            "export_review", "导出送审稿(&S)…", lambda v: v.export.export("pdf", reviewed=True),
            needs="report", tip="页脚印有时间、版本、校验码和页数的 PDF，供传阅审核",
        ),
        MenuEntry("export_docx", "导出 Word 文档(&W)…", lambda v: v.export.export("docx"), needs="report"),
        MenuEntry("export_html", "导出网页(&H)…", lambda v: v.export.export("html"), needs="report"),
        MenuEntry("export_xlsx", "导出 Excel 工作簿(&X)…", lambda v: v.export.export("xlsx"), needs="report"),
        MenuEntry("export_json", "导出数据文件（JSON）(&J)…", lambda v: v.export.export("json"), needs="report"),
        MenuEntry(
            "copy_for_web", "复制为网页文字(&C)", lambda v: v.web_text.copy_for_web(), "Ctrl+Shift+C",
            needs="report", tip="复制带表格和字体的全文，可粘贴到网站的编辑器中",
        ),
        SEPARATOR,
        MenuEntry(
            "export_chart", "导出图解(&T)…", lambda v: v.presenting.export_chart(),
            needs="report", tip="申请来源、办理结果、复议诉讼的图，与上年对照，可放到网站上",
        ),
        MenuEntry(
            "export_annexed", "导出报告，附数据分析(&N)…", lambda v: v.presenting.export_annexed(),
            needs="report", tip="报告之后附历年变化、办理结果的图；汇总表另附各单位的排名",
        ),
        MenuEntry(
            "export_comparison", "导出两年对照(&L)…", lambda v: v.presenting.export_comparison(),
            needs="report", tip="本年与上年的数和差额，文字中哪些是新写的",
        ),
        SEPARATOR,
        MenuEntry(
            "batch_export", "批量导出(&B)…", lambda v: v.batch.batch_export(), "Ctrl+Shift+E",
            needs="workspace", tip="一次导出多份报告",
        ),
        MenuEntry(
            "volume", "合成汇编(&K)…", lambda v: v.batch.volume(),
            needs="workspace", tip="把多份报告合成一个文件，有目录和连续的页码",
        ),
        SEPARATOR,
        MenuEntry(
            "export_archive", "归档包(&G)…", lambda v: v.archive.export_archive(),
            needs="report", tip="PDF、数据、元数据和核对结果合为一个文件，供归档移交",
        ),
        MenuEntry(
            "transfer", "移交档案馆(&Y)…", lambda v: v.transfer.transfer(),
            needs="workspace", tip="把一份或多份定稿的报告写成移交档案馆的文件夹",
        ),
        MenuEntry(
            "verify_archive", "核验归档包(&R)…", lambda v: v.archive.verify_archive(),
            tip="核验归档包、封装包与其中登记是否一致",
        ),
        MenuEntry(
            "verify_folder", "核验移交文件夹(&U)…", lambda v: v.transfer.verify_folder(),
            tip="核验移交文件夹的真实性、完整性、可用性和安全性",
        ),
        SEPARATOR,
        MenuEntry(
            "blank_workbook", "空白采集表(&A)…", lambda v: v.blank_workbook.blank_workbook(),
            needs="workspace", tip="供所属单位填写的 Excel 表，填好后可直接读入",
        ),
    ),
    "查看(&V)": (
        MenuEntry("zoom_in", "放大(&I)", lambda v: v.view.zoom_in(), "Ctrl++; Ctrl+="),
        MenuEntry("zoom_out", "缩小(&O)", lambda v: v.view.zoom_out(), "Ctrl+-"),
        MenuEntry("zoom_reset", "原始大小(&Z)", lambda v: v.view.zoom_reset(), "Ctrl+0"),
        SEPARATOR,
        MenuEntry(
            "show_reports", "报告列表(&R)", lambda v: v.view.show_reports(), "F4",
            needs="workspace", checkable=True,
        ),
        MenuEntry(
            "show_findings", "检查结果(&F)", lambda v: v.view.show_findings(), "F7",
            needs="workspace", checkable=True,
        ),
        SEPARATOR,
        MenuEntry(
            "find_report", "查找报告(&J)", lambda v: v.report_list.find_report(), "Ctrl+J",
            needs="workspace", tip="在报告列表中按单位、年度查找",
        ),
        MenuEntry(
            "recent_reports", "最近的报告(&E)…", lambda v: v.report_list.recent_reports(), "Ctrl+Shift+J",
            needs="workspace", tip="回到刚才看过的报告",
        ),
        MenuEntry(
            "pin_report", "固定在列表上方(&T)", lambda v: v.report_list.pin_report(),
            needs="report", checkable=True, tip="把当前报告固定在报告列表的上方，再选一次取消",
        ),
        MenuEntry(
            "by_pinyin", "列表按拼音排列(&Y)", lambda v: v.report_list.by_pinyin(),
            needs="workspace", checkable=True, tip="报告列表按单位名称的拼音排列，再选一次恢复原来的次序",
        ),
        SEPARATOR,
        MenuEntry(
            "last_year", "显示上年数(&S)", lambda v: v.view.last_year(),
            needs="workspace", checkable=True, tip="在各格下方用小字显示上年的数和增减",
        ),
        MenuEntry("dark", "深色外观(&D)", lambda v: v.view.dark(), checkable=True),
        SEPARATOR,
        MenuEntry("next_page", "下一部分(&N)", lambda v: v.view.next_page(), "Ctrl+PgDown", needs="report"),
        MenuEntry("previous_page", "上一部分(&P)", lambda v: v.view.previous_page(), "Ctrl+PgUp", needs="report"),
        MenuEntry(
            "next_pane", "下一区域(&Q)", lambda v: v.view.next_pane(), "F6",
            tip="在报告列表、表格或文字、检查结果之间切换",
        ),
    ),
    "帮助(&H)": (
        MenuEntry("guide", "使用说明(&G)", lambda v: v.help.guide(), "F1"),
        MenuEntry("shortcuts", "快捷键一览(&K)", lambda v: v.help.shortcuts(), "Ctrl+F1"),
        MenuEntry("tour", "窗口导览(&T)", lambda v: v.help.tour()),
        MenuEntry("open_sample", "打开示例(&S)", lambda v: v.imports.open_sample(), needs="workspace", changes=True),
        MenuEntry("about", "关于(&A)", lambda v: v.help.about()),
    ),
}
# fmt: on

LIST_MENU = ("pin_report", "recent_reports", "by_pinyin", "print_report", "print_reports", "batch_export")
"""What the list of reports offers at the right mouse button."""
CELL_MENU = (
    *("cut", "copy", "copy_with_labels", "paste", "clear", ""),
    *("fill_down", "fill_right", "fill_blanks", "", "last_year", "cell_history", "requests_of_cell"),
    "show_shares",
)
"""What a table offers at the right mouse button; an empty name is a line between."""
TEXT_MENU = (
    *("undo", "redo", "", "cut", "copy", "paste", "select_all", "", "find", ""),
    *(
        "insert_skeleton",
        "insert_last_year",
        "insert_phrase",
        "save_phrase",
        "",
        "insert_figure",
        "release_figure",
        "go_to_figure",
    ),
)
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
