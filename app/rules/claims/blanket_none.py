"""That there was nothing: 未收到申请, 无行政复议, 结转为零. It states the figure 0 for what its words end in."""

from collections.abc import Iterator
from itertools import product

from app.rules.claims.agreement import Statement
from app.rules.claims.blanket_sentence import BlanketSentence, is_told_of_the_number
from app.rules.sentences.readings import Clause
from app.rules.sentences.tokens import Token
from app.rules.sentences.word_roles import APPLICATIONS, DECISIONS, DISPUTES, ELSEWHERE, Frame, framed

_ANY_FORM = ("任何", "任何形式", "各种", "各类", "形式", "方式")
_SHORT = 2


class BlanketNone:
    """Reads what clauses of one sentence say was not there."""

    def __init__(self, sentence: BlanketSentence) -> None:
        self._sentence = sentence

    def of(self, clause: Clause) -> Iterator[Statement | None]:
        """Yield what a clause with a word for nothing says."""
        words = clause.frame.words
        starts = [
            i for i, token in enumerate(words) if token.kind == "signs" and token.key in ("none", "zero")
        ]
        for start, stop in zip(starts, [*starts[1:], len(words)], strict=True):
            span = framed(words[start + 1 : stop])
            if words[start].key == "zero" or not span.words or not (span.acts or span.subject or span.people):
                if is_told_of_the_number(clause):
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
        results = self._sentence.results(span)
        if results and bare and span.subject not in DISPUTES:
            for claim in results:
                yield self._sentence.zero(claim, clause.end)
        elif {"carried", "carried_in", "carried_out"} & set(span.acts):
            yield self._not_carried(clause, span)
        elif span.subject in DISPUTES or "corrected" in span.acts:
            yield from self._no_disputes(clause, span)
        elif span.people and self._asks_for_applications(span, none, clause):
            yield self._sentence.zero_of((APPLICATIONS, span.people, "received"), clause.end)
        elif span.subject == APPLICATIONS:
            if back or self._asks_for_applications(span, none, clause):
                yield self._sentence.zero_of((APPLICATIONS, "", "received"), clause.end)
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

    def _not_carried(self, clause: Clause, span: Frame) -> Statement | None:
        if clause.subject not in (APPLICATIONS, ""):
            return None
        into = "carried_in" in span.acts or ("last" in span.times and "next" not in span.times)
        into = into or self._sentence.report.year - 1 in span.years
        left = any(s.claim.id == "carried_out" and s.stated for s in self._sentence.found)
        if left and not into:
            return None  # 没有超期未答复的，1件正在办理中
        return self._sentence.zero_of((APPLICATIONS, "", "carried_in" if into else "carried_out"), clause.end)

    def not_carried_in(self, clause: Clause) -> Statement | None:
        """Return what 上年未结转申请 says; of last year nothing else that was not there is in these tables."""
        frame = clause.frame
        carried = {"carried", "carried_out", "carried_in"} & set(frame.acts)
        if not carried or frame.subject not in ("", APPLICATIONS) or frame.unknown > _SHORT:
            return None
        if any(token.text.endswith(("年底", "年末")) and token.key == "small" for token in frame.words):
            return None  # 上年剩的1件一并办了，到年底没有未办的
        if clause.subject not in (APPLICATIONS, "") or "next" in frame.times:
            return None
        return self._sentence.zero_of((APPLICATIONS, "", "carried_in"), clause.end)

    def _no_disputes(self, clause: Clause, span: Frame) -> Iterator[Statement | None]:
        """Yield the statement that there were no disputes, or none with a named result."""
        subjects = dict.fromkeys(key for key in span.subjects if key in DISPUTES)
        if span.subject in DISPUTES:
            subjects = dict.fromkeys([span.subject]) | ({} if span.subject == "both" else subjects)
        if span.subject == ELSEWHERE:
            return
        if "corrected" in span.acts:
            named = span.subject or (clause.subject if clause.subject in DISPUTES else "both")
            lost = [token.text for token in span.words if token.key == "corrected"]
            if named == "both" and not span.subjects and set(lost) == {"败诉"}:
                named = "suit"
            if "review" in subjects and len(subjects) > 1:
                named = "both"
            yield self._sentence.zero_of((named, "", "corrected"), clause.end)
        elif "upheld" in span.acts or "other_results" in span.acts:
            return
        elif "pending" in span.acts:
            yield self._sentence.zero_of((span.subject, "", "pending"), clause.end)
        else:
            for key in subjects if span.subject != "both" else ["both"]:
                yield self._sentence.zero_of((key, "", ""), clause.end)

    def _no_decisions(self, clause: Clause, span: Frame, none: Token) -> Iterator[Statement | None]:
        """Yield that no documents or decisions were made."""
        last = [t for t in span.words if t.kind == "subjects"][-1]
        if span.unknown or any(t.start > last.start and t.kind in ("acts", "unknown") for t in span.words):
            return
        if any(t.text in ("要求", "按") for t in span.words) or span.signs & {"about"}:
            return
        told = none.text.endswith(("制发", "制定", "出台", "发布", "印发"))
        acts = [act for act in span.acts if act in ("issued", "repealed")] or (["issued"] if told else [])
        named = [key for key in dict.fromkeys(span.subjects) if key in DECISIONS] or [span.subject]
        for subject, act in product(named, acts or [""]):
            if (subject, "", act) in self._sentence.narrative.by_words:
                yield self._sentence.zero_of((subject, "", act), clause.end)
