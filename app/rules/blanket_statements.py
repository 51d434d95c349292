"""Statements without a figure: that there was nothing (未收到申请), or that all was so (均已办结).

"Nothing" states the figure 0 for what its words end in; "all" states that some other figure is 0.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.forms.narrative import Claim, Narrative
from app.report import Report
from app.rules.agreement import Agreement, Statement, StatementKind
from app.rules.frames import APPLICATIONS, DISPUTES, ELSEWHERE, Frame, framed
from app.rules.readings import Clause, Quantity, Reading, Scope, Time
from app.rules.table_figures import figure
from app.rules.tokens import Token
from app.values import canonical

_NOT_FINISHED = ("办理", "处理", "实际办结")
_WHOLE_RATE = 100
_SHORT = 2
_ANY_FORM = ("任何", "任何形式", "各种", "各类", "形式", "方式")
_SIGNS = frozenset({"none", "zero", "all"})
_RESULTS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other_results": "是其他结果",
    "pending": "尚未审结",
}
_OPEN = ("corrected", "other_results", "pending")


def absolutes(
    reading: Reading, found: list[Statement], report: Report, zeros: frozenset[str]
) -> Iterator[Statement]:
    """Yield what a sentence says without a figure; *found* is what its figures say."""
    reader = _Absolutes(reading, found, report, zeros)
    once: set[tuple[str, str]] = set()
    for statement in reader.read():
        if statement is not None and (statement.kind, statement.claim.id) not in once:
            once.add((statement.kind, statement.claim.id))
            yield statement


def may_hold(reading: Reading) -> bool:
    """Whether a sentence may say something without a figure; what it is depends on the tables."""
    for clause in reading.clauses:
        if clause.frame.signs & _SIGNS or (clause.before is not None and clause.before.value == 1):
            return True
    return any(
        (q.unit == "%" and q.value == _WHOLE_RATE) or "all" in q.frame.signs for q in reading.quantities
    )


def _kind_of(act: str) -> str:
    return "other_results" if act == "other_kind" else act.removesuffix("_kind")


def _is_of_some_bodies(clause: Clause) -> bool:
    """Whether what is told is told of so many bodies: 9家单位全年未收到申请."""
    before, words = clause.before, clause.frame.words
    return before is not None and before.unit in ("家", "个") and bool(words) and words[0].start == before.end


def _is_told_of_the_number(clause: Clause) -> bool:
    """Whether the clause tells something of the cases right before it: 1件复议尚未有决定."""
    before, words = clause.before, clause.frame.words
    return before is not None and before.value > 1 and words[0].start == before.end


class _Absolutes:
    def __init__(
        self, reading: Reading, found: list[Statement], report: Report, zeros: frozenset[str]
    ) -> None:
        self._reading = reading
        self._found = found
        self._report = report
        self._zeros = zeros
        self._narrative: Narrative = report.form.narrative

    def read(self) -> Iterator[Statement | None]:
        for clause in self._reading.clauses:
            if clause.scope is Scope.OTHER:
                continue
            if clause.time is not Time.THIS:
                if clause.time is Time.LAST and "none" in clause.frame.signs:
                    yield self._not_carried_in(clause)
                continue
            if _is_of_some_bodies(clause):
                continue
            signs = clause.frame.signs
            if signs & {"none", "zero"}:
                yield from self._nothings(clause)
            elif "all" in signs:
                yield from self._alls(clause)
            elif clause.before is not None and clause.before.value == 1:
                yield self._single_case(clause, clause.before)
        for quantity in self._reading.quantities:
            if quantity.unit == "%" and quantity.value == _WHOLE_RATE and "rate" in quantity.frame.signs:
                if (
                    quantity.subject == APPLICATIONS
                    and quantity.time is Time.THIS
                    and quantity.scope is Scope.OWN
                ):
                    yield self._all_done(quantity.end, asked=False, said=None)
            elif (
                "all" in quantity.frame.signs and "done" in quantity.acts and quantity.subject == APPLICATIONS
            ):
                yield self._all_counted(quantity)

    # -- nothing

    def _nothings(self, clause: Clause) -> Iterator[Statement | None]:
        words = clause.frame.words
        starts = [
            i for i, token in enumerate(words) if token.kind == "signs" and token.key in ("none", "zero")
        ]
        for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
            span = framed(words[start + 1 : stop])
            if words[start].key == "zero" or not span.words or not (span.acts or span.subject or span.people):
                if _is_told_of_the_number(clause):
                    continue
                begin = starts[starts.index(start) - 1] + 1 if starts.index(start) else 0
                span = framed(list(words[begin:start]))
                if not span.subject and clause.label is not None:
                    span = clause.label
                yield from self._nothing(clause, span, words[start], back=True)
            else:
                yield from self._nothing(clause, span, words[start], back=False)

    def _nothing(self, clause: Clause, span: Frame, none: Token, *, back: bool) -> Iterator[Statement | None]:
        bare = none.text in ("没有", "不存在", "无", "均无", "尚无", "并无", "没", "不存在", "暂无") or back
        results = self._results(span)
        if results and bare and span.subject not in DISPUTES:
            for claim in results:
                yield self._zero(claim, clause.end)
        elif {"carried", "carried_in", "carried_out"} & set(span.acts):
            yield self._not_carried(clause, span)
        elif span.subject in DISPUTES or "corrected" in span.acts:
            yield from self._no_disputes(clause, span)
        elif span.people and self._asks_for_applications(span, none, clause):
            yield self._zero_of((APPLICATIONS, span.people, "received"), clause.end)
        elif span.subject == APPLICATIONS:
            if back or self._asks_for_applications(span, none, clause):
                yield self._zero_of((APPLICATIONS, "", "received"), clause.end)
        elif span.subject:
            yield from self._no_decisions(clause, span, none)

    def _asks_for_applications(self, span: Frame, none: Token, clause: Clause) -> bool:
        """Whether 未收到 … ends in the applications themselves, nothing narrowing them down."""
        any_form = any(token.text in _ANY_FORM for token in span.words)
        if span.unknown or span.qualified or "about" in span.signs:
            return False
        if "channel" in span.signs and not any_form:
            return False
        if span.subject != APPLICATIONS and not (span.people and clause.subject == APPLICATIONS):
            return False
        if set(span.acts) - {"received", "accepted", "granted", "shown"}:
            return False
        last = [t for t in span.words if t.kind == "subjects"][-1:]
        tail = [t for t in span.words if last and t.start > last[0].start and t.kind in ("acts", "unknown")]
        heard = none.text.endswith(("收到", "接到", "接收", "受理", "接", "新收", "办理"))
        said = heard or set(span.acts) & {"received", "accepted"} or none.text in (
            "没有", "无", "零", "尚无", "并无", "均无", "没", "无任何", "不存在", "未有", "暂无", "未发生", "没有发生", "未出现", "没有出现", "未产生",
        )  # fmt: skip
        return bool(said) and not [t for t in tail if t.key not in ("granted", "shown")]

    def _results(self, span: Frame) -> list[Claim]:
        keys = [(APPLICATIONS, "", act) for act in dict.fromkeys(span.acts)]
        claims = [self._narrative.by_words[key] for key in keys if key in self._narrative.by_words]
        found = [claim for claim in claims if claim.result]
        narrow = [c for c in found if not any(o is not c and o.id.startswith(f"{c.id}_") for o in found)]
        return narrow if not span.unknown else []

    def _not_carried(self, clause: Clause, span: Frame) -> Statement | None:
        if clause.subject not in (APPLICATIONS, ""):
            return None
        into = "carried_in" in span.acts or ("last" in span.times and "next" not in span.times)
        into = into or self._report.year - 1 in span.years
        return self._zero_of((APPLICATIONS, "", "carried_in" if into else "carried_out"), clause.end)

    def _not_carried_in(self, clause: Clause) -> Statement | None:
        """Return what 上年未结转申请 says; of last year nothing else that was not there is in these tables."""
        frame = clause.frame
        carried = {"carried", "carried_out", "carried_in"} & set(frame.acts)
        if not carried or frame.subject not in ("", APPLICATIONS) or frame.unknown > _SHORT:
            return None
        if clause.subject not in (APPLICATIONS, "") or "next" in frame.times:
            return None
        return self._zero_of((APPLICATIONS, "", "carried_in"), clause.end)

    def _no_disputes(self, clause: Clause, span: Frame) -> Iterator[Statement | None]:
        subjects = dict.fromkeys(key for key in span.subjects if key in DISPUTES)
        if span.subject in DISPUTES:
            subjects = dict.fromkeys([span.subject]) | ({} if span.subject == "both" else subjects)
        if span.subject == ELSEWHERE:
            return
        if "corrected" in span.acts:
            named = span.subject or (clause.subject if clause.subject in DISPUTES else "both")
            if "review" in subjects and len(subjects) > 1:
                named = "both"
            yield self._zero_of((named, "", "corrected"), clause.end)
        elif "upheld" in span.acts or "other_results" in span.acts:
            return
        elif "pending" in span.acts:
            yield self._zero_of((span.subject, "", "pending"), clause.end)
        else:
            for key in subjects if span.subject != "both" else ["both"]:
                yield self._zero_of((key, "", ""), clause.end)

    def _no_decisions(self, clause: Clause, span: Frame, none: Token) -> Iterator[Statement | None]:
        last = [t for t in span.words if t.kind == "subjects"][-1]
        if span.unknown or any(t.start > last.start and t.kind in ("acts", "unknown") for t in span.words):
            return
        if any(t.text in ("要求", "按") for t in span.words) or span.signs & {"about"}:
            return
        told = none.text.endswith(("制发", "制定", "出台", "发布", "印发"))
        acts = [act for act in span.acts if act in ("issued", "repealed")] or (["issued"] if told else [])
        for act in acts or [""]:
            if (span.subject, "", act) in self._narrative.by_words:
                yield self._zero_of((span.subject, "", act), clause.end)

    def _zero_of(self, key: tuple[str, str, str], at: int) -> Statement | None:
        claim = self._narrative.by_words.get(key)
        return None if claim is None else self._zero(claim, at)

    def _zero(self, claim: Claim, at: int) -> Statement:
        message = f"文中写没有，而表中{claim.name} {{table}} {'万元' if claim.amount else '件'}。"
        return self._compared(claim, at, StatementKind.FIGURE, message, asked=claim.unclear)

    def _single_case(self, clause: Clause, before: Quantity) -> Statement | None:
        """Return what became of the only case: 发生行政诉讼1件，结果维持."""
        acts = [act for act in map(_kind_of, clause.frame.acts) if act in ("upheld", *_OPEN)]
        between = self._reading.sentence.plain[before.end : clause.frame.words[0].start]
        if before.subject not in DISPUTES or not before.said or len(acts) != 1 or between != "，":
            return None
        if before.time is not Time.THIS or before.scope is Scope.OTHER:
            return None
        if clause.frame.subject not in ("", before.subject):
            return None
        claim = self._narrative.by_words.get((before.subject, "", acts[0]))
        table = None if claim is None else figure(self._report, claim.cells, self._zeros)
        if claim is None or table is None:
            return None
        agreement = Agreement.AGREES if table.value >= 1 else Agreement.CONTRADICTS
        message = f"文中说这一件{_RESULTS[acts[0]]}，而表中{claim.name} {{table}} 件。"
        sentence = self._reading.sentence
        return Statement(claim, sentence, clause.end, 1, table.value, agreement, message=message)

    # -- all

    def _alls(self, clause: Clause) -> Iterator[Statement | None]:
        frame = clause.frame
        if "upheld" in frame.acts and clause.subject in DISPUTES:
            yield self._all_upheld(clause)
        elif "heard" in frame.acts and clause.subject in DISPUTES and frame.subject in ("", *DISPUTES):
            yield self._all_heard(clause)
        elif frame.people == "natural_person" and clause.subject == APPLICATIONS:
            claim = self._narrative.by_words.get((APPLICATIONS, "organizations", ""))
            if claim is not None and not frame.unknown and self._is_of_all(clause):
                message = "文中说申请人均为自然人，而表中本年新收的法人或其他组织申请有 {table} 件。"
                yield self._compared(claim, clause.end, StatementKind.ONLY_PERSONS, message)
        elif frame.signs & {"rate"} and not frame.signs & {"on_time"} and clause.subject == APPLICATIONS:
            yield self._all_done(clause.end, asked=False, said=clause)
        elif (results := self._results(frame)) and clause.subject == APPLICATIONS:
            general = all("_" not in claim.id or claim.id == "partly_granted" for claim in results)
            counted = clause.before is not None and self._is_of_all(clause)
            if general and counted and frame.subject in ("", APPLICATIONS):
                yield self._all_of(results, clause.end)
            elif not general and len(results) == 1:
                yield self._all_of_a_group(results[0], clause)
        elif (
            "done" in frame.acts
            and any(text not in _NOT_FINISHED for text in frame.done)
            and (
                clause.subject == APPLICATIONS
                and frame.subject in ("", APPLICATIONS)
                and self._is_of_all(clause)
            )
        ):
            yield self._all_done(clause.end, asked="in_term" in frame.signs, said=clause)

    def _all_of(self, results: list[Claim], at: int) -> Statement | None:
        """Return what 均予以公开 says: that what was decided otherwise is nothing."""
        total = figure(self._report, self._narrative.by_words[APPLICATIONS, "", "done"].cells, self._zeros)
        cells = tuple(cell for claim in results for cell in claim.cells)
        so_decided = figure(self._report, cells, self._zeros)
        if total is None or so_decided is None or not total.whole or not total.value:
            return None
        other = total.value - so_decided.value
        partly = self._cells(APPLICATIONS, "partly_granted")
        part = figure(self._report, partly, self._zeros) if not set(partly) & set(cells) else None
        agreement = Agreement.CONTRADICTS if other else Agreement.AGREES
        if other and part is not None and part.value == other:
            agreement = Agreement.ASKS  # 均予以公开 may be meant to take in what was shown in part.
        names = "和".join(claim.name for claim in results)
        message = f"文中说申请均{names}，而表中另有 {{table}} 件不是这样办理的，请核对。"
        claim = replace(results[0], cells=cells)
        return Statement(claim, self._reading.sentence, at, 0, other, agreement, message=message)

    def _all_of_a_group(self, claim: Claim, clause: Clause) -> Statement | None:
        """Return what 不予处理的165件均为信访投诉类 says: that the figure before is that of one kind."""
        last = clause.before
        groups = [s for s in self._found if last is not None and s.at == last.at and s.claim.result]
        if last is None or not any(claim.id.startswith(f"{s.claim.id}_") for s in groups):
            return None
        table = figure(self._report, claim.cells, self._zeros)
        if table is None:
            return None
        agreement = Agreement.AGREES if table.value == last.value else Agreement.CONTRADICTS
        message = f"文中说这 {canonical(last.value)} 件均为{claim.name}，而表中{claim.name}为 {{table}} 件。"
        sentence = self._reading.sentence
        return Statement(claim, sentence, clause.end, last.value, table.value, agreement, message=message)

    def _is_of_all(self, clause: Clause) -> bool:
        """Whether what is said of all is said of the year's applications, and not of the figure before."""
        last = clause.before
        if last is None or not last.is_count or last.end > clause.end:
            return True
        ids = {s.claim.id for s in self._found if s.at == last.at}
        return bool(ids & {"new", "asked_for", "new_and_carried_in"})

    def _all_counted(self, quantity: Quantity) -> Statement | None:
        """Return what 12件申请均已办结 says: all done, unless just as many were answered."""
        total = figure(self._report, self._narrative.by_words[APPLICATIONS, "", "done"].cells, self._zeros)
        new = figure(self._report, self._narrative.by_words[APPLICATIONS, "", "received"].cells, self._zeros)
        if total is None or new is None or quantity.value == total.value or quantity.value != new.value:
            return None
        return self._all_done(quantity.end, asked=False, said=None)

    def _all_done(self, at: int, *, asked: bool, said: Clause | None) -> Statement | None:
        text = self._reading.sentence.plain
        if any(word in text for word in self._narrative.looked_for["except"]):
            return None
        if any(
            s.claim.id.startswith(("carried_out", "carried")) and s.stated and s.claim.id != "carried_in"
            for s in self._found
        ):
            return None
        if said is None and any(
            q.subject == ELSEWHERE and q.at < at and q.is_count for q in self._reading.quantities
        ):
            return None
        claim = self._narrative.by_words.get((APPLICATIONS, "", "carried_out"))
        if claim is None:
            return None
        message = "文中说申请全部办结，而表中结转下年 {table} 件。"
        if asked:
            message = "文中说申请均按期答复，而表中结转下年 {table} 件，请核对这些申请是否已经答复。"
        return self._compared(claim, at, StatementKind.ALL_DONE, message, asked=asked)

    def _all_upheld(self, clause: Clause) -> Statement | None:
        counted = {
            q.subject
            for q in self._reading.quantities
            if q.said and q.subject in DISPUTES and q.end <= clause.end
        }
        subject = "both" if len(counted) > 1 and not clause.frame.subject else clause.subject
        topic = self._narrative.topics[subject]
        cells = tuple(cell for act in _OPEN for cell in self._cells(subject, act))
        if not cells:
            return None
        message = f"文中说{topic.name}均获维持，而表中结果纠正、其他结果和尚未审结共 {{table}} 件。"
        whole = Claim("all_upheld", topic.name, subject, (), cells)
        return self._compared(whole, clause.end, StatementKind.ALL_UPHELD, message)

    def _all_heard(self, clause: Clause) -> Statement | None:
        """Return what 复议5件、诉讼2件，均已审结 says: that none is pending."""
        counted = {s.claim.subject for s in self._found if s.claim.subject in DISPUTES and s.at < clause.end}
        if not (counted or "信息公开" in self._reading.sentence.plain or self._is_of_the_whole(clause)):
            return None
        subject = "both" if len(counted) > 1 and not clause.frame.subject else clause.subject
        claim = self._narrative.by_words.get((subject, "", "pending"))
        message = "文中说全部审结，而表中尚未审结 {table} 件。"
        return None if claim is None else self._compared(claim, clause.end, StatementKind.FIGURE, message)

    def _is_of_the_whole(self, clause: Clause) -> bool:
        """Whether a clause tells of as many cases as the table has: 两起复议案件均已审结."""
        if clause.before is None or not _is_told_of_the_number(clause):
            return False
        table = figure(self._report, self._cells(clause.subject, ""), self._zeros)
        return table is not None and table.value == clause.before.value

    def _cells(self, subject: str, act: str) -> tuple[str, ...]:
        claim = self._narrative.by_words.get((subject, "", act))
        return claim.cells if claim is not None else ()

    def _compared(
        self, claim: Claim, at: int, kind: StatementKind, message: str, *, asked: bool = False
    ) -> Statement:
        table = figure(self._report, claim.cells, self._zeros)
        if table is None:
            agreement = Agreement.UNKNOWN
        elif table.value == 0:
            agreement = Agreement.AGREES
        else:
            agreement = Agreement.ASKS if asked else Agreement.CONTRADICTS
        value = None if table is None else table.value
        return Statement(claim, self._reading.sentence, at, 0, value, agreement, "", True, kind, message)
