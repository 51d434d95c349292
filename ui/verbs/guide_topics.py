"""Which page of the guide, and which of its headings, tells of a page of the window or of a dialog that waits."""

from ui.dialogs.guide_dialog import FIRST_PAGE

PAGE_TOPICS = {"ledgerPage": "ledger.md", "groupPage": "collecting.md"}

_BEGINNING = FIRST_PAGE, "一、第一次启动"
_READING = FIRST_PAGE, "二、读入上一年的报告"
_NEW = FIRST_PAGE, "三、新建本年的报告"
_WRITING = FIRST_PAGE, "四、填写"
_CHECKING = FIRST_PAGE, "五、核对"
_PRINTING = FIRST_PAGE, "六、预览和打印"
_FINAL = FIRST_PAGE, "七、定稿、导出和归档"
_BACKUPS = FIRST_PAGE, "八、备份和换电脑"
_QUESTIONS = FIRST_PAGE, "九、常见问题"

DIALOG_TOPICS = {
    **dict.fromkeys(("importDialog", "importSummary", "linkingDialog"), _READING),
    **dict.fromkeys(("reportDialog", "totalsDialog"), _NEW),
    **dict.fromkeys(
        (
            "figureDialog",
            "searchDialog",
            "phraseDialog",
            "phraseNaming",
            "replacingQuestion",
            "removalQuestion",
        ),
        _WRITING,
    ),
    **dict.fromkeys(
        ("codeDialog", "secondEntryChoice", "secondEntryDialog", "missingQuestion", "dropQuestion"), _CHECKING
    ),
    "rulesDialog": ("rules.md", ""),
    **dict.fromkeys(("printDialog", "printProperties", "draftQuestion", "printQuestion"), _PRINTING),
    **dict.fromkeys(("decisionDialog", "batchDialog", "archiveDialog"), _FINAL),
    "transferDialog": ("transfer.md", ""),
    **dict.fromkeys(("backupsDialog", "settingsDialog"), _BACKUPS),
    **dict.fromkeys(
        ("historyDialog", "deletedDialog", "deleteQuestion", "unsavedQuestion", "faultDialog"), _QUESTIONS
    ),
    "aboutBox": _BEGINNING,
    **dict.fromkeys(
        (
            *("countDialog", "listDialog", "letterDialog", "ledgerUnitDialog", "forgetDialog"),
            *("ledgerImportDialog", "feeDialog", "textsDialog", "choicesDialog", "calendarDialog"),
        ),
        ("ledger.md", ""),
    ),
    **dict.fromkeys(
        ("sharesDialog", "slipDialog", "takenDialog", "correctionDialog", "adjustmentDialog"),
        ("collecting.md", ""),
    ),
}
"""For all others what is said of the page behind them is shown."""

FILE_TOPICS = {
    "读入报告": _READING,
    "读入文件夹": _READING,
    "打开数据文件": _BACKUPS,
    "备份另存到哪个文件夹": _BACKUPS,
    "抢救数据到新文件": _BACKUPS,
    "核验归档包": _FINAL,
    "导出到": _FINAL,
    "移交文件夹的位置": ("transfer.md", ""),
    "核验移交文件夹": ("transfer.md", ""),
    "读入台账": ("ledger.md", ""),
    "读入单位名录": ("collecting.md", ""),
    "收文件": ("collecting.md", ""),
    "收文件夹": ("collecting.md", ""),
}
"""By the title of a dialog that asks for files, which has no name of its own."""
