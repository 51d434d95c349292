"""What the dialog for printing says of printers, trays and paper."""

from collections.abc import Sequence

from app.printing.job import A4, Sides
from app.printing.printers import Abilities, Printer
from ui.printing.page_pictures import PrintedDocument

SIDES = {
    Sides.BOTH: "双面，沿长边翻转",
    Sides.ONE: "单面",
    Sides.MANUAL: "手动双面（先印单数页，翻面后再印双数页）",
}
SIDES_IN_SHORT = {Sides.ONE: "单面", Sides.BOTH: "双面", Sides.MANUAL: "手动双面"}
_TRAYS = {
    "auto": "自动选择",
    "automatic": "自动选择",
    "automaticallyselect": "自动选择",
    "upper": "上层纸盒",
    "lower": "下层纸盒",
    "middle": "中层纸盒",
    "manual": "手动进纸",
    "manualfeed": "手动进纸",
    "multipurpose": "多用途纸盒",
    "mptray": "多用途纸盒",
    **{f"tray{number}": f"纸盒 {number}" for number in range(1, 7)},
    **{f"cassette{number}": f"纸盒 {number}" for number in range(1, 7)},
}


_JOINTS = str.maketrans("", "", "-_ ")


def tray_words(tray: str) -> str:
    """Return a tray's name in Chinese where it is a usual one."""
    return _TRAYS.get(tray.lower().translate(_JOINTS), tray)


def marks_in_short(documents: Sequence[PrintedDocument]) -> str:
    """Say in brackets how many of many documents are final, and how many are marked as drafts."""
    finals = sum(one.final and not one.draft for one in documents)
    drafts = sum(one.draft for one in documents)
    counts = [f"{words} {count} 份" for words, count in (("定稿", finals), ("草稿", drafts)) if count]
    return f"（其中{'，'.join(counts)}）" if counts else ""


def printer_words(printer: Printer) -> str:
    """Say what keeps a printer from printing now; empty when nothing does."""
    if not printer.accepting:
        return "这台打印机不接收打印作业，请另选一台。"
    if printer.stopped:
        return "这台打印机已暂停，作业会等到它恢复后才印。"
    return ""


def paper_words(known: Abilities, paper: str, fit: float, *, fitted: bool) -> str:
    """Say what another paper than A4 does to the page; empty for A4.

    *fit* is the scale at which the page fits on the paper, *fitted* whether it is printed so.
    """
    lacking = "这台打印机没有 A4 纸。" if known.lacks_a4 else ""
    if paper == A4:
        remedy = "请换一台；纸盒里装的确实是 A4 纸的，在“大小”中选“适合纸张”后打印。"
        return f"{lacking}{remedy}" if lacking else ""
    if fit >= 0.995:
        return lacking if fitted else f"{lacking}A4 的页面将印在 {paper} 纸的中间。"
    percent = f"{fit * 100:.0f} %"
    if fitted:
        return f"{lacking}将缩小到 {percent} 印在 {paper} 纸上。"
    return f"{lacking}原大印在 {paper} 纸上会缺边；要缩小到 {percent} 打印，请在“大小”中选“适合纸张”。"
