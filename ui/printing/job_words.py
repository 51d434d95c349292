"""The words of the notice about a print run, made from the states of its jobs in the spooler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from app.printing.job_state import JobState

_MOST_NAMED = 3

States = Mapping[int, tuple[JobState, str]]
"""How each job is, by its number, and what keeps the printer from printing."""


class PrintChoice(Enum):
    """What the user can do about a print that is under way."""

    CANCEL = auto()
    PRINT_BACKS = auto()
    """The paper was turned by hand."""
    LEAVE_BACKS = auto()


@dataclass(frozen=True)
class JobNotice:
    """What the notice is to say, and what the user can choose then."""

    text: str
    kind: str = "ask"
    stay: bool = True
    choices: tuple[PrintChoice, ...] = ()


def waiting(
    shown: str, pages: int, unfinished: Sequence[int], states: States, titles: Mapping[int, str]
) -> JobNotice:
    """Say what the first unfinished job is waiting for, and what is lost already.

    *shown* is the printer as the user knows it.
    """
    number = unfinished[0]
    state, words = states.get(number, (JobState.WAITING, ""))
    jobs = f"{number} 号作业" if len(unfinished) == 1 else f"{len(unfinished)} 个作业"
    why = f"：{words}" if words else ""
    text = {
        JobState.STOPPED: f"“{shown}”{words}，{jobs}在等候，恢复后才印",
        JobState.HELD: f"“{shown}”的 {jobs}被搁置，请管理员放行",
        JobState.UNREACHABLE: f"打印服务没有回应，不知道 {jobs}是否印完；请到打印机上查看，再决定要不要重印",
        JobState.PRINTING: f"“{shown}”正在打印 {jobs}（共 {pages} 页）{why}",
    }.get(state, f"“{shown}”已收下 {jobs}，共 {pages} 页，在排队{why}")
    lost = _lost(states, titles)
    warned = lost or state in (JobState.STOPPED, JobState.HELD, JobState.UNREACHABLE)
    choices = () if state is JobState.UNREACHABLE else (PrintChoice.CANCEL,)
    return JobNotice(
        f"{text}{f'；{lost}' if lost else ''}。", "warning" if warned else "ask", choices=choices
    )


def refused(number: int, count: int, title: str, why: str) -> str:
    """Say from which document on nothing was handed over; *why* says whether this one perhaps was."""
    others = f"其后 {count - number} 份没有交出。" if number < count else ""
    return f"第 {number} 份“{title}”：{why}{others}"


def printed(shown: str, pages: int, sheets: int, states: States) -> JobNotice:
    """Say that all jobs are printed, or that nobody knows."""
    if any(state is JobState.ENDED for state, _ in states.values()):
        return JobNotice(
            f"“{shown}”的队列里已没有这次的作业，可能已印完，也可能被删除；请到打印机上看看是否印全。",
            "warning",
        )
    return JobNotice(f"“{shown}”已打印，共 {pages} 页，用纸 {sheets} 张。", stay=False)


def broken(shown: str, states: States, titles: Mapping[int, str], *, backs_left: bool) -> JobNotice:
    """Say which jobs were cancelled or failed; the backs of a manual duplex would now lie on other sheets."""
    ends = [state for state, _ in states.values()]
    backs = "双数页没有印。" if backs_left else ""
    kind = "error" if JobState.FAILED in ends else "warning"
    if len(set(ends)) > 1:
        done = sum(state not in (JobState.FAILED, JobState.CANCELLED) for state in ends)
        whole = f"{done} 份已打印" if done else "没有一份印全"
        return JobNotice(f"“{shown}”的 {len(ends)} 份中，{whole}；{_lost(states, titles)}。{backs}", kind)
    if JobState.FAILED in ends:
        return JobNotice(f"“{shown}”打印失败，没有印全；请检查打印机后重印。{backs}", kind)
    return JobNotice(f"打印已取消；已经印出的请自行收起。{backs}", kind)


def _lost(states: States, titles: Mapping[int, str]) -> str:
    """Name the jobs that were cancelled or have failed; empty when there are none."""
    parts = []
    for lost, words in ((JobState.CANCELLED, "已取消"), (JobState.FAILED, "打印失败")):
        found = [titles[number] for number, (state, _) in states.items() if state is lost]
        if found:
            more = f"等 {len(found)} 份" if len(found) > _MOST_NAMED else ""
            parts.append(f"{words}：{'、'.join(f'“{title}”' for title in found[:_MOST_NAMED])}{more}")
    return "；".join(parts)
