"""That all was so: 均已办结, 均予以公开, 全部维持. It states that some other figure is 0."""

from collections.abc import Iterator

from app.forms.narrative import Claim
from app.rules.claims.agreement import Agreement, Statement, StatementKind
from app.rules.claims.application_claims import means_the_public
from app.rules.claims.blanket_sentence import BlanketSentence, is_told_of_the_number
from app.rules.sentences.readings import Clause, Quantity
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES, ELSEWHERE, Frame
from app.values import canonical

_NOT_FINISHED = ("办理", "处理", "实际办结")
_OPEN = ("corrected", "other_results", "pending")


def _is_of_disputes(clause: Clause) -> bool:
    """Whether 均已办结 follows a number of disputes: then it is these that were decided."""
    before = clause.before
    return "done" in clause.frame.acts and before is not None and before.said and before.subject in DISPUTES


_OVER = ("办结", "办理完毕", "办理完结", "办结完毕", "办毕", "处理完毕")


def _is_of_answers(frame: Frame) -> bool:
    """Whether what is said of all is said of the answers that were given: 答复均在法定期限内作出."""
    first = next((t.start for t in frame.words if t.key == "all"), 0)
    done = [t for t in frame.words if t.kind == "acts" and t.key == "done"]
    return bool(done) and frame.words[0] is done[0] and done[-1].end <= first


def _is_told_as_over(frame: Frame) -> bool:
    """Whether words say that all is over, and not only that nothing was late: 均已在法定时限内办结."""
    return any("已" in token.text for token in frame.words) and any(text in _OVER for text in frame.done)


class BlanketAll:
    """Reads what clauses and figures of one sentence say of all."""

    def __init__(self, sentence: BlanketSentence) -> None:
        self._sentence = sentence

    def of(self, clause: Clause) -> Iterator[Statement | None]:
        """Yield what a clause with a word for all says."""
        frame = clause.frame
        if "rest" in frame.acts and clause.subject in DISPUTES:
            return  # 仅1件尚未审结，其余均已结案
        if "upheld" in frame.acts and clause.subject in DISPUTES:
            yield self._all_upheld(clause)
        elif {"corrected", "corrected_kind"} & set(frame.acts) and clause.subject in DISPUTES:
            yield self._all_corrected(clause)
        elif (
            ("heard" in frame.acts or _is_of_disputes(clause))
            and clause.subject in DISPUTES
            and frame.subject in ("", *DISPUTES)
        ):
            yield self._all_heard(clause)
        elif frame.people == "natural_person" and clause.subject == APPLICATIONS:
            claim = self._sentence.narrative.by_words.get((APPLICATIONS, "organizations", ""))
            if claim is not None and not frame.unknown and self._is_of_all(clause):
                message = "文中说申请人均为自然人，而表中本年新收的法人或其他组织申请有 {table} 件。"
                public = means_the_public(frame, self._sentence.reading.sentence.plain)
                yield self._sentence.compared(
                    claim, clause.end, StatementKind.ONLY_PERSONS, message, asked=public
                )
        elif (
            frame.people and clause.subject == APPLICATIONS and not frame.unknown and self._is_of_all(clause)
        ):
            yield self._all_of_persons(clause)
        elif frame.signs & {"rate"} and not frame.signs & {"on_time"} and clause.subject == APPLICATIONS:
            yield self.done(clause.end, asked=False, said=clause)
        elif (results := self._sentence.results(frame)) and clause.subject == APPLICATIONS:
            general = all("_" not in claim.id or claim.id == "partly_granted" for claim in results)
            counted = clause.before is not None and self._is_of_all(clause)
            if general and counted and frame.subject in ("", APPLICATIONS):
                yield self._all_of(results, clause.end)
            elif not general and len(results) == 1:
                yield self._all_of_a_group(results[0], clause)
        elif (
            "done" in frame.acts
            and not _is_of_answers(frame)
            and any(text not in _NOT_FINISHED for text in frame.done)
            and (
                clause.subject == APPLICATIONS
                and frame.subject in ("", APPLICATIONS)
                and self._is_of_all(clause)
            )
        ):
            in_term = "in_term" in frame.signs and not _is_told_as_over(frame)
            yield self.done(clause.end, asked=in_term, said=clause)

    def _all_of(self, results: list[Claim], at: int) -> Statement | None:
        """Return what 均予以公开 says: that what was decided otherwise is nothing."""
        total = self._sentence.figure(self._sentence.narrative.by_words[APPLICATIONS, "", "done"].cells)
        cells = tuple(cell for claim in results for cell in claim.cells)
        so_decided = self._sentence.figure(cells)
        if total is None or so_decided is None or not total.whole or not total.value:
            return None
        other = total.value - so_decided.value
        partly = self._sentence.cells(APPLICATIONS, "partly_granted")
        part = self._sentence.figure(partly) if not set(partly) & set(cells) else None
        agreement = Agreement.CONTRADICTS if other else Agreement.AGREES
        if other and part is not None and part.value == other:
            agreement = Agreement.ASKS  # 均予以公开 may be meant to take in what was shown in part.
        names = "和".join(claim.name for claim in results)
        message = f"文中说申请均{names}，而表中另有 {{table}} 件不是这样办理的，请核对。"
        claim = results[0]._replace(cells=cells)
        return Statement(claim, self._sentence.reading.sentence, at, 0, other, agreement, message=message)

    def _all_of_a_group(self, claim: Claim, clause: Clause) -> Statement | None:
        """Return what 不予处理的165件均为信访投诉类 says: the figure before counts cases of one kind only."""
        last = clause.before
        groups = [s for s in self._sentence.found if last is not None and s.at == last.at and s.claim.result]
        if last is None or not any(claim.id.startswith(f"{s.claim.id}_") for s in groups):
            return None
        table = self._sentence.figure(claim.cells)
        if table is None:
            return None
        agreement = Agreement.AGREES if table.value == last.value else Agreement.CONTRADICTS
        message = f"文中说这 {canonical(last.value)} 件均为{claim.name}，而表中{claim.name}为 {{table}} 件。"
        sentence = self._sentence.reading.sentence
        return Statement(claim, sentence, clause.end, last.value, table.value, agreement, message=message)

    def _is_of_all(self, clause: Clause) -> bool:
        """Whether what is said of all is said of the year's applications, and not of the figure before."""
        last = clause.before
        if last is None or not last.is_count or last.end > clause.end:
            return True
        ids = {s.claim.id for s in self._sentence.found if s.at == last.at}
        return bool(ids & {"new", "asked_for", "new_and_carried_in"})

    def counted(self, quantity: Quantity) -> Statement | None:
        """Return what 12件申请均已办结 says: all done, unless just as many were answered."""
        total = self._sentence.figure(self._sentence.narrative.by_words[APPLICATIONS, "", "done"].cells)
        new = self._sentence.figure(self._sentence.narrative.by_words[APPLICATIONS, "", "received"].cells)
        due = self._sentence.figure(self._sentence.narrative.by_words[APPLICATIONS, "", "due"].cells)
        if total is None or new is None or due is None or quantity.value == total.value:
            return None
        if quantity.value not in (new.value, due.value):
            return None
        return self.done(quantity.end, asked=False, said=None)

    def done(self, at: int, *, asked: bool, said: Clause | None) -> Statement | None:
        """Return that nothing was carried out, unless the sentence itself excepts some or says how many."""
        text = self._sentence.reading.sentence.plain
        if any(word in text for word in self._sentence.narrative.looked_for["except"]):
            return None
        if any(
            s.claim.id.startswith(("carried_out", "carried")) and s.stated and s.claim.id != "carried_in"
            for s in self._sentence.found
        ):
            return None
        if said is None and any(
            q.subject == ELSEWHERE and q.at < at and q.is_count for q in self._sentence.reading.quantities
        ):
            return None
        claim = self._sentence.narrative.by_words.get((APPLICATIONS, "", "carried_out"))
        if claim is None:
            return None
        message = "文中说申请全部办结，而表中结转下年 {table} 件。"
        if asked:
            message = "文中说申请均按期答复，而表中结转下年 {table} 件，请核对这些申请是否已经答复。"
        return self._sentence.compared(claim, at, StatementKind.ALL_DONE, message, asked=asked)

    def _all_upheld(self, clause: Clause) -> Statement | None:
        """Return what 均获维持 says: that no dispute had another result or is pending."""
        sentence = self._sentence.reading.sentence
        told_before = [
            q
            for q in self._sentence.reading.quantities
            if q.said and q.subject in DISPUTES and q.end <= clause.end
        ]
        begin = sentence.plain.rfind("；", 0, clause.end)
        counted = {q.subject for q in told_before if q.at > begin} or {q.subject for q in told_before}
        subject = "both" if len(counted) > 1 and not clause.frame.subject else clause.subject
        topic = self._sentence.narrative.topics[subject]
        told = any("heard" in q.acts and q.end <= clause.end for q in self._sentence.reading.quantities)
        acts = _OPEN[:2] if told else _OPEN  # 复议5件，已审结4件，全部维持
        cells = tuple(cell for act in acts for cell in self._sentence.cells(subject, act))
        if not cells:
            return None
        message = f"文中说{topic.name}均获维持，而表中结果纠正、其他结果和尚未审结共 {{table}} 件。"
        whole = Claim("all_upheld", topic.name, subject, (), cells)
        return self._sentence.compared(whole, clause.end, StatementKind.ALL_UPHELD, message)

    def _all_corrected(self, clause: Clause) -> Statement | None:
        """Return what 诉讼2件，均败诉 says of the disputes counted right before: that as many were corrected."""
        before, frame = clause.before, clause.frame
        if before is None or before.subject not in DISPUTES or not before.said or frame.unknown:
            return None
        claim = self._sentence.narrative.by_words.get((before.subject, "", "corrected"))
        table = None if claim is None else self._sentence.figure(claim.cells)
        if claim is None or table is None:
            return None
        agreement = Agreement.CONTRADICTS if table.value < before.value else Agreement.AGREES
        message = f"文中说{canonical(before.value)} 件均{claim.name}，而表中{claim.name} {{table}} 件。"
        return Statement(
            claim, self._sentence.reading.sentence, clause.end, before.value, table.value, agreement, message=message
        )  # fmt: skip

    def _all_of_persons(self, clause: Clause) -> Statement | None:
        """Return what 申请人均为企业 says: that nobody else applied."""
        known, person = self._sentence.narrative.by_words, clause.frame.people
        others = ("natural_person", "organizations") if person != "organizations" else ("natural_person",)
        new, own = known.get((APPLICATIONS, "", "received")), known.get((APPLICATIONS, person, "received"))
        whole = self._sentence.figure(new.cells) if new is not None else None
        part = self._sentence.figure(own.cells) if own is not None else None
        if own is None or whole is None or part is None or not whole.whole:
            return None
        cells = tuple(c for key in others if (one := known.get((APPLICATIONS, key, ""))) for c in one.cells)
        claim = own._replace(id=f"only_{person}", cells=cells)
        agreement = Agreement.AGREES if whole.value == part.value else Agreement.CONTRADICTS
        message = f"文中说都是{own.name}，而表中本年新收的申请另有 {{table}} 件。"
        return Statement(
            claim, self._sentence.reading.sentence, clause.end, 0, whole.value - part.value, agreement, "",
            True, StatementKind.ONLY_PERSONS, message,
        )  # fmt: skip

    def _all_heard(self, clause: Clause) -> Statement | None:
        """Return what 复议5件、诉讼2件，均已审结 says: that none is pending."""
        counted = {
            s.claim.subject for s in self._sentence.found if s.claim.subject in DISPUTES and s.at < clause.end
        }
        if not (
            counted or "信息公开" in self._sentence.reading.sentence.plain or self._is_of_the_whole(clause)
        ):
            return None
        subject = "both" if len(counted) > 1 and not clause.frame.subject else clause.subject
        claim = self._sentence.narrative.by_words.get((subject, "", "pending"))
        message = "文中说全部审结，而表中尚未审结 {table} 件。"
        return (
            None
            if claim is None
            else self._sentence.compared(claim, clause.end, StatementKind.FIGURE, message)
        )

    def _is_of_the_whole(self, clause: Clause) -> bool:
        """Whether a clause tells of as many cases as the table has: 两起复议案件均已审结."""
        if clause.before is None or not is_told_of_the_number(clause):
            return False
        table = self._sentence.figure(self._sentence.cells(clause.subject, ""))
        return table is not None and table.value == clause.before.value
