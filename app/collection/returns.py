"""Decides what a returned file is to those received before it: the first, a correction, an older one, or the same again.

Which of a unit's files counts does not depend on the order in which they come in: it is the one that was saved
last. Of two that were saved in the same second nobody can say which is the later one: the other one waits to be compared.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.collection.records import Return, ReturnState
from app.edits import EditRefused
from app.forms.loader import forms
from app.report import TEXT_FIELDS, Report, Status, Unit
from app.report_data import ReportKey, content, header, report_of
from app.values import ValueProblem


class ReturnOutcome(StrEnum):
    """What becomes of a file that came in."""

    COUNTED = "counted"
    REPLACED = "replaced"
    OLDER = "older"
    HELD = "held"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


OUTCOME_NAMES = {
    ReturnOutcome.COUNTED: "已收",
    ReturnOutcome.REPLACED: "更正，已采用",
    ReturnOutcome.OLDER: "早于已收的文件，没有采用",
    ReturnOutcome.HELD: "已登记，等待核对后采用",
    ReturnOutcome.DUPLICATE: "重复的文件",
    ReturnOutcome.REFUSED: "没有收下",
}


@dataclass(frozen=True)
class Ruling:
    """The outcome for a file with the reason in words, empty where none is needed."""

    outcome: ReturnOutcome
    reason: str = ""


def ruling(arrived: Return, known: Sequence[Return], now: Report | None) -> Ruling:
    """Say what *arrived* means beside the returns *known* for its unit, year and series, and the report there is *now*.

    A file never takes the place of figures that somebody has changed here since: it waits for a person.
    """
    same = next((one for one in known if one.digest == arrived.digest), None)
    if same is not None:
        return Ruling(
            ReturnOutcome.DUPLICATE, f"与 {same.received_at[:10]} 收到的“{same.file_name}”是同一个文件"
        )
    counted = next((one for one in known if one.counts), None)
    if now is None:
        return Ruling(ReturnOutcome.COUNTED)
    newest = max((one for one in known if one.state != ReturnState.VOID), key=_age, default=counted)
    tie = newest is not None and arrived.changed_at == newest.changed_at
    if newest is not None and counted is not None and _age(arrived) < _age(newest) and not tie:
        saved = arrived.changed_at[:16].replace("T", " ")
        return Ruling(ReturnOutcome.OLDER, f"保存时间 {saved} 早于已收的“{newest.file_name}”")
    if now.status is Status.FINAL:
        return Ruling(ReturnOutcome.HELD, "该单位的报告已定稿，要采用这份文件，请先取消定稿")
    if counted is None or counted.content != content_of(now):
        return Ruling(ReturnOutcome.HELD, "该单位的数在收到文件之后改动过，请比较后决定采用哪一份")
    if arrived.content == counted.content:
        return Ruling(ReturnOutcome.REPLACED, "内容与先收的文件相同")
    if tie and newest is not None:
        told = f"与已收的“{newest.file_name}”保存时间相同而内容不同，请比较后决定采用哪一份"
        return Ruling(ReturnOutcome.HELD, told)
    return Ruling(ReturnOutcome.REPLACED)


def not_compared(known: Sequence[Return]) -> tuple[list[Return], list[Return]]:
    """Return what a unit sent after the return that counts and nobody has decided on: corrections, and older files.

    An older file is no correction: it counts only where a person picks it out.
    """
    counted = next((one for one in known if one.counts), None)
    last = counted.id if counted else 0
    left = [one for one in known if one.id > last and one.state == ReturnState.PENDING]
    older = [one for one in left if counted is not None and one.changed_at < counted.changed_at]
    return [one for one in left if one not in older], older


def _age(one: Return) -> tuple[str, str]:
    return one.changed_at, one.digest


def content_of(report: Report) -> str:
    """Return all that a return says, as text that is the same for the same report."""
    known, parts = header(report), content(report)
    return json.dumps(
        {
            **{name: known[name] for name in (ReportKey.FORM, ReportKey.TOTALS, *TEXT_FIELDS)},
            ReportKey.CELLS: dict(sorted(parts[ReportKey.CELLS].items())),
            ReportKey.SECTIONS: {
                key: body for key, body in sorted(parts[ReportKey.SECTIONS].items()) if body
            },
            ReportKey.WAIVERS: parts[ReportKey.WAIVERS],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def titled(report: Report) -> Report:
    """Return a report with its title written out: one that is the form's own differs from none typed in no way."""
    return replace(report, title=report.full_title)


def report_in(arrived: Return, unit: Unit) -> Report:
    """Return the report that a return holds, as *unit*'s, not stored. Raises `EditRefused` where it can't be read."""
    form = forms().get(arrived.form)
    if form is None:
        raise EditRefused(
            f"“{arrived.file_name}”使用的格式“{arrived.form}”本程序没有，请升级本程序后再采用。"
        )
    try:
        data = {**json.loads(arrived.content), "form": arrived.form, "year": arrived.year}
        return report_of(0, unit, data)
    except (ValueProblem, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EditRefused(f"登记的“{arrived.file_name}”的内容无法识别，请重新收取该文件。") from error
