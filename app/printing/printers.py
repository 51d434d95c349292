"""A printer as it is known before anything is printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.printing.job import A4

PAPERS = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A5": (148.0, 210.0),
    "B5": (182.0, 257.0),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
}
"""Papers of offices, width and height in mm."""

_POINTS = 72 / 25.4


def usual_size(paper: str) -> bool:
    """Whether a paper is the one that reports are set for."""
    return paper == A4


def size_on(paper: str, page: tuple[float, float], *, fit: bool) -> tuple[tuple[float, float], float]:
    """Return a paper's size in points, and the scale at which a page of *page* points is printed on it."""
    width, height = (length * _POINTS for length in PAPERS.get(paper, PAPERS[A4]))
    return (width, height), min(width / page[0], height / page[1]) if fit else 1.0


_REASONS = {
    "media-empty": "缺纸",
    "media-needed": "缺纸",
    "media-jam": "卡纸",
    "toner-empty": "缺墨粉",
    "toner-low": "墨粉不足",
    "marker-supply-empty": "缺墨粉",
    "marker-supply-low": "墨粉不足",
    "door-open": "机盖没有关好",
    "cover-open": "机盖没有关好",
    "offline": "没有联机",
    "connecting-to-device": "正在连接",
    "timed-out": "没有回应",
}


@dataclass(frozen=True)
class Option:
    """A choice that the printer's driver offers. *words* and *choices* are the driver's own."""

    key: str
    words: str
    choices: tuple[str, ...]
    usual: str


@dataclass(frozen=True)
class Printer:
    """A printer and its state when it was asked."""

    name: str
    description: str = ""
    usual: bool = False
    stopped: bool = False
    printing: bool = False
    accepting: bool = True
    reasons: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What the printer is called on screen."""
        return self.description or self.name

    @property
    def state(self) -> str:
        """The state in words."""
        if not self.accepting:
            return "不接收打印作业"
        words = list(dict.fromkeys(word for reason in self.reasons if (word := reason_words(reason))))
        known = "已暂停" if self.stopped else "正在打印" if self.printing else "就绪"
        if words and known == "就绪":
            return "，".join(words)
        return "，".join([known, *words])


def told_apart(printers: Iterable[Printer]) -> list[Printer]:
    """Return the printers, those that share a description with their names after it: the right one must be chosen."""
    found = list(printers)
    times = Counter(printer.shown for printer in found)
    return [
        replace(printer, description=f"{printer.shown}，{printer.name}")
        if times[printer.shown] > 1 and printer.description
        else printer
        for printer in found
    ]


def reason_words(reason: str) -> str:
    """Return a spooler's reason in Chinese; empty for one that needs no action."""
    for ending in ("-error", "-warning", "-report"):
        reason = reason.removesuffix(ending)
    return _REASONS.get(reason, "")


@dataclass(frozen=True)
class Abilities:
    """What a printer can do. *papers* is empty when the printer doesn't say."""

    papers: tuple[str, ...] = ()
    trays: tuple[str, ...] = ()
    duplex: bool = True
    options: tuple[Option, ...] = ()

    @property
    def lacks_a4(self) -> bool:
        """Whether the printer says which papers it has, and A4 is not among them."""
        return bool(self.papers) and A4 not in self.papers

    def option(self, key: str) -> Option | None:
        """Return an option by its keyword."""
        return next((option for option in self.options if option.key == key), None)
