"""Statements without a figure: that there was nothing (未收到申请), or that all was so (均已办结).

"Nothing" states the figure 0 for what its words end in; "all" states that some other figure is 0.
"""

from collections.abc import Iterator

from app.report import Report
from app.rules.claims.agreement import Agreement, Statement
from app.rules.claims.blanket_all import BlanketAll
from app.rules.claims.blanket_none import BlanketNone
from app.rules.claims.blanket_sentence import BlanketSentence
from app.rules.sentences.readings import Clause, Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES, Frame

_WHOLE_RATE = 100
_SIGNS = frozenset({"none", "zero", "all"})
_NEAR = 10
"""How many characters may stand between a number that stands first and what became of the case."""

_TOLD = ("予以", "被", "获", "获得", "依法", "最终", "决定", "判决", "裁定")
_JUDGES = ("复议机关", "法院", "人民法院", "法院判决", "县政府", "市政府", "区政府", "省政府")
_COURTS = ("法院", "人民法院", "法院判决")
_PERSONS = ("位", "名", "人")
"""Measures of those who asked for a review, and of no cases."""

_RESULTS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other_results": "是其他结果",
    "pending": "尚未审结",
}


def absolutes(
    reading: Reading, found: list[Statement], report: Report, zeros: frozenset[str]
) -> Iterator[Statement]:
    """Yield what a sentence says without a figure; *found* is what its figures say."""
    once: set[tuple[str, str]] = set()
    for statement in _read(BlanketSentence(reading, found, report, zeros)):
        if statement is not None and (statement.kind, statement.claim.id) not in once:
            once.add((statement.kind, statement.claim.id))
            yield statement


def may_hold(reading: Reading) -> bool:
    """Whether a sentence may say something without a figure; what it is depends on the tables."""
    for clause in reading.clauses:
        if clause.frame.signs & _SIGNS or (clause.before is not None and clause.before.value == 1):
            return True
        if _is_told_as_done(clause):
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


def _read(sentence: BlanketSentence) -> Iterator[Statement | None]:
    nothings, alls = BlanketNone(sentence), BlanketAll(sentence)
    for clause in sentence.reading.clauses:
        if clause.scope is Scope.OTHER:
            continue
        if clause.time is not Time.THIS:
            if clause.time is Time.LAST and "none" in clause.frame.signs:
                yield nothings.not_carried_in(clause)
            continue
        if _is_of_some_bodies(clause):
            continue
        signs = clause.frame.signs
        if signs & {"none", "zero"}:
            yield from nothings.of(clause)
        elif "all" in signs:
            yield from alls.of(clause)
        elif _is_of_the_only_application(sentence, clause):
            yield _only_application(sentence, clause)
        elif (
            clause.before is not None
            and clause.before.value == 1
            and clause.before.subject in DISPUTES
            and clause.before.unit not in _PERSONS
        ):
            yield _single_case(sentence, clause, _case_of(sentence, clause.before))
        elif _is_told_as_done(clause):
            yield _some_case(sentence, clause)
    for quantity in sentence.reading.quantities:
        if quantity.unit == "%" and quantity.value == _WHOLE_RATE and "rate" in quantity.frame.signs:
            if (
                quantity.subject == APPLICATIONS
                and quantity.time is Time.THIS
                and quantity.scope is Scope.OWN
            ):
                yield alls.done(quantity.end, asked=False, said=None)
        elif "all" in quantity.frame.signs and "done" in quantity.acts and quantity.subject == APPLICATIONS:
            yield alls.counted(quantity)


def _is_of_the_only_application(sentence: BlanketSentence, clause: Clause) -> bool:
    """Whether a clause follows the one application of the year: 收到1件申请，因不掌握没有提供."""
    before = clause.before
    if before is None or before.value != 1 or before.subject != APPLICATIONS or clause.frame.unknown:
        return False
    kinds = {s.claim.id for s in sentence.found if s.at == before.at and s.agreement is Agreement.AGREES}
    counts = [q for q in sentence.reading.quantities if q.is_count and q.unit]
    return len(counts) == 1 and bool(kinds & {"new", "asked_for", "total"})


def _only_application(sentence: BlanketSentence, clause: Clause) -> Statement | None:
    """Return what became of the only application, asked about where the tables have none such."""
    narrative = sentence.narrative
    claims = sentence.results(clause.frame)
    if "carried_out" in clause.frame.acts:
        claims = [narrative.by_words[APPLICATIONS, "", "carried_out"]]
    if len(claims) != 1 or clause.frame.subject not in ("", APPLICATIONS):
        return None
    table = sentence.figure(claims[0].cells)
    if table is None:
        return None
    agreement = Agreement.AGREES if table.value or not table.whole else Agreement.ASKS
    message = f"文中说这一件{claims[0].name}，而表中{claims[0].name} {{table}} 件，请核对。"
    place = sentence.reading.sentence
    return Statement(claims[0], place, clause.end, 1, table.value, agreement, message=message)


def _is_told_as_done(clause: Clause) -> bool:
    """Whether a clause tells how a dispute ended, without a figure: 复议机关维持了我局答复."""
    frame = clause.frame
    if not _dispute_of(clause) or frame.unknown or frame.qualified:
        return False
    if _is_begun(frame):
        return True
    acts = [act for act in frame.acts if _kind_of(act) in ("upheld", "corrected")]
    told = any(token.text in _TOLD or "了" in token.text for token in frame.words)
    judge = any(token.text in _JUDGES for token in frame.words)
    return len(acts) == 1 and told and judge


def _dispute_of(clause: Clause) -> str:
    """Return the kind of dispute that a clause tells of: the one spoken of, or that of the judge of our answer."""
    if clause.subject in DISPUTES:
        return clause.subject
    named = [t.text for t in clause.frame.words]
    if clause.subject != APPLICATIONS or not any("答复" in text for text in named):
        return ""
    return "review" if "复议机关" in named else "suit" if any(text in _COURTS for text in named) else ""


def _is_begun(frame: Frame) -> bool:
    """Whether words tell that somebody did go to review or to court: 向县政府申请了复议."""
    words = frame.words
    return any(
        one.text in ("申请", "提起", "提出", "引发") and two.text == "了" and three.key in ("review", "suit")
        for one, two, three in zip(words, words[1:], words[2:], strict=False)
    )


def _some_case(sentence: BlanketSentence, clause: Clause) -> Statement | None:
    """Return that there was a case that ended so; where the tables have none it is asked about."""
    if any(q.subject in DISPUTES and q.said and q.unit not in _PERSONS for q in sentence.reading.quantities):
        return None
    kinds = [kind for act in clause.frame.acts if (kind := _kind_of(act)) in ("upheld", "corrected")]
    act = kinds[0] if kinds else ""
    claim = sentence.narrative.by_words.get((_dispute_of(clause), "", act))
    table = None if claim is None else sentence.figure(claim.cells)
    if claim is None or table is None:
        return None
    agreement = Agreement.ASKS if table.whole and not table.value else Agreement.AGREES
    message = f"文中说有{claim.name if not act else f'案件{_RESULTS[act]}'}，而表中{claim.name} {{table}} 件，请核对。"
    return Statement(claim, sentence.reading.sentence, clause.end, 1, table.value, agreement, message=message)


def _is_only_a_change(sentence: BlanketSentence, before: Quantity, clause: Clause) -> bool:
    """Whether nothing but how much more or less there was stands between a case and what became of it."""
    begin = clause.frame.words[0].start
    within = [q for q in sentence.reading.quantities if before.end <= q.at < begin]
    return len(within) == 1 and within[0].time is Time.CHANGE and begin - within[0].end == 1


def _case_of(sentence: BlanketSentence, before: Quantity) -> Quantity:
    """Return the figure that a change right behind it is of: 复议1件，较上年减少1件，结果维持."""
    found = sentence.reading.quantities
    place = next(i for i, q in enumerate(found) if q is before)
    return (
        found[place - 1] if before.time is Time.CHANGE and place and found[place - 1].value == 1 else before
    )


def _single_case(sentence: BlanketSentence, clause: Clause, before: Quantity) -> Statement | None:
    """Return what became of the only case: 发生行政诉讼1件，结果维持."""
    acts = [act for act in map(_kind_of, clause.frame.acts) if act in _RESULTS]
    between = sentence.reading.sentence.plain[before.end : clause.frame.words[0].start]
    changed = _is_only_a_change(sentence, before, clause)
    follows = between.endswith("，") and between.count("，") == 1 and len(between) <= _NEAR
    follows = follows or changed
    if before.subject not in DISPUTES or not before.said or len(acts) != 1 or not follows:
        return None
    if before.time is not Time.THIS or before.scope is Scope.OTHER:
        return None
    if clause.frame.subject not in ("", before.subject):
        return None
    claim = sentence.narrative.by_words.get((before.subject, "", acts[0]))
    table = None if claim is None else sentence.figure(claim.cells)
    if claim is None or table is None:
        return None
    agreement = Agreement.AGREES if table.value >= 1 else Agreement.CONTRADICTS
    message = f"文中说这一件{_RESULTS[acts[0]]}，而表中{claim.name} {{table}} 件。"
    return Statement(claim, sentence.reading.sentence, clause.end, 1, table.value, agreement, message=message)
