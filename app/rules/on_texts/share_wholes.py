"""The totals of which a share may be: those that its words name, those of its table, or what the text told before it."""

from decimal import Decimal
from functools import lru_cache

from app.forms.narrative import Narrative
from app.rules.claims.agreement import Statement
from app.rules.claims.table_figures import figure
from app.rules.examination import Examination
from app.rules.sentences.readings import Quantity, Reading, Scope, Time
from app.rules.sentences.word_roles import APPLICATIONS, DISPUTES, FLOW

_NUMBERS = (
    ["总", "数", "的"],
    ["总", "数"],
    ["总数", "的"],
    ["总数"],
    ["总量", "的"],
    ["总量"],
    ["件数", "的"],
    ["件数"],
    ["数", "的"],
    ["数"],
)
"""What a whole is called behind its act: 占新收总数的39.8%."""

CITIZENS = ("公民", "群众", "居民", "村民", "市民", "公众")
"""Words for citizens as one kind of applicants, of which a share may be."""

_ALL_DONE = [["办结总数"], ["答复总数"], ["办结总量"], ["办结量"]]


def named_wholes(examined: Examination, share: Quantity, statement: Statement | None) -> list[Decimal]:
    """Return the totals of the tables to which a share may refer: that of its subject, or those of its table."""
    report, narrative = examined.report, examined.report.form.narrative
    if (done := _done_told(share, narrative)) and (sum_ := figure(report, done)) is not None:
        return [Decimal(sum_.value)]
    topic = share.frame.subject if share.frame.subject in DISPUTES else ""
    if not topic and statement is not None and statement.claim.subject in DISPUTES:
        topic = statement.claim.subject
    if topic:
        keys = [topic, "both"]
        claims = [narrative.by_words[key, "", ""] for key in keys if (key, "", "") in narrative.by_words]
        sums = [figure(report, claim.cells) for claim in claims]
        if "heard" in share.frame.acts:
            return _decided(examined, keys)
    elif statement is not None and statement.claim.subject == APPLICATIONS:
        sums = [figure(report, other.cells) for other in narrative.share_of]
    elif cells := _whole_told(share, narrative):
        accepted = (
            cells if "accepted" not in share.frame.acts else narrative.by_words[APPLICATIONS, "", "due"].cells
        )
        sums = [figure(report, each) for each in dict.fromkeys((cells, accepted))]
    else:
        return []
    return [Decimal(sum_.value) for sum_ in sums if sum_ is not None]


def wholes_of_applications(
    examined: Examination, part: Quantity, share: Quantity, statement: Statement | None
) -> list[Decimal]:
    """Return the year's totals of applications, of which a figure of some of them is told to be a share, the new ones first."""
    told = part.subject == APPLICATIONS and (part.said or part.person) and set(part.acts) <= {*FLOW}
    if statement is not None or not told or part.part or part.scope is not Scope.OWN:
        return []
    if part.time is not Time.THIS and not (part.time is Time.OTHER and "this" in share.frame.times):
        return []  # 第一季度22件，占全年的36.7%
    return [whole for whole in year_totals(examined) if whole >= part.value]


def year_totals(examined: Examination) -> list[Decimal]:
    """Return the tables' totals of applications, the new ones first and those done last."""
    cells = [other.cells for other in examined.report.form.narrative.share_of]
    sums = [figure(examined.report, one) for one in (*cells[1:], *cells[:1])]
    return [Decimal(sum_.value) for sum_ in sums if sum_ is not None]


def _decided(examined: Examination, subjects: list[str]) -> list[Decimal]:
    """Return how many of the disputes were decided: 占已审结复议案件的20%."""
    known, found = examined.report.form.narrative.by_words, []
    for key in subjects:
        sums = [
            figure(examined.report, known[key, "", act].cells)
            for act in ("", "pending")
            if (key, "", act) in known
        ]
        if len(sums) > 1 and sums[0] is not None and sums[1] is not None:
            found.append(Decimal(sums[0].value - sums[1].value))
    return found


def _done_told(share: Quantity, narrative: Narrative) -> tuple[str, ...]:
    """Return the cells of all that was answered where a share names them: 占办结总数的20%, and of nothing else."""
    words = share.frame.words
    first = next((i for i, t in enumerate(words) if t.kind == "signs" and t.key == "share"), len(words))
    told = [t for t in words[first + 1 :] if not (t.kind == "signs" and t.key == "small")]
    act = "done" if [t.text for t in told] in _ALL_DONE else result_told(share, narrative)
    if not act or share.frame.people:
        return ()
    claim = narrative.by_words.get((APPLICATIONS, "", act))
    return () if claim is None else claim.cells


def result_told(share: Quantity, narrative: Narrative) -> str:
    """Return the result whose cases are the whole that a share is taken of: 占不予公开总数的76.1%."""
    words = share.frame.words
    first = next((t.start for t in words if t.kind == "signs" and t.key == "share"), share.at)
    acts = [t.key for t in words if t.kind == "acts" and t.start > first]
    known = [act for act in acts if (c := narrative.by_words.get((APPLICATIONS, "", act))) and c.result]
    return known[0] if len(acts) == len(known) == 1 else ""


def _whole_told(share: Quantity, narrative: Narrative) -> tuple[str, ...]:
    """Return the cells of the whole that a share names itself: 占新收申请的57.8%, 占办结总数的20%."""
    frame = share.frame
    acts = [act for act in frame.acts if act in ("received", "accepted", "done")]
    first = next((t for t in frame.words if t.kind == "signs" and t.key == "share"), None)
    named = frame.subject == APPLICATIONS and (not frame.weak or acts)
    if first is not None and not named and acts and not frame.subject and share.subject == APPLICATIONS:
        named = [t.text for t in frame.words if t.start > first.start and t.kind == "signs"][-3:] in _NUMBERS
    if first is None or not named or frame.people or frame.unknown or len(acts) > 1:
        return ()
    if any(t.start < first.start for t in frame.words if t.kind in ("acts", "subjects")):
        return ()
    claim = narrative.by_words.get((APPLICATIONS, "", acts[0] if acts else "received"))
    return () if claim is None else claim.cells


@lru_cache(maxsize=1)
def _sums_told(reading: Reading) -> list[Quantity]:
    return [q for q in reading.quantities if "sum" in q.frame.signs]


def whole_before_list(reading: Reading, part: Quantity) -> Decimal | None:
    """Return the figure right before 其中, or in 428宗申请中, of which a part behind it is one: 其中网上申请305宗，占71.3%."""
    text = reading.sentence.plain
    at = max(text.rfind(word, 0, part.at) for word in ("其中", "中，"))
    begin = max(text.rfind(mark, 0, part.at) for mark in "；：")
    if at < 0 or begin > at:
        return None
    before = [q for q in reading.quantities if q.end <= at and q.depth <= part.depth]
    last = before[-1] if before else None
    if last is None or last.unit != part.unit or last.bounds is not None or last.time is not part.time:
        return None
    near = text[last.end : at].strip("，(") in ("", "申请")
    return Decimal(last.value) if near and last.value > part.value else None


def only_larger(reading: Reading, part: Quantity) -> Decimal | None:
    """Return the only figure before a part that it may be of: 收到申请428宗，网上申请305宗，占71.3%."""
    text = reading.sentence.plain
    begin = max(text.rfind(mark, 0, part.at) for mark in "；：")
    before = [q for q in reading.quantities if begin < q.at < part.at and q.is_count and q.unit]
    if len(before) != 1 or (before[0].unit, before[0].time) != (part.unit, part.time):
        return None
    whole = before[0]
    alike = whole.subject == part.subject and whole.bounds is None and whole.value > part.value
    return Decimal(whole.value) if alike and text[whole.end : part.at].count("，") == 1 else None


def told_whole(reading: Reading, part: Quantity, before: Reading | None) -> Decimal | None:
    """Return the total that the sentence names before a part, or the last figure of the sentence before."""
    sums = [q for q in _sums_told(reading) if q.at < part.at and q.unit == part.unit]
    if not sums and before is not None and reading.sentence.plain.startswith("其中"):
        sums = [q for q in before.quantities if q.is_count and q.unit == part.unit and q.time is Time.THIS]
    return Decimal(sums[-1].value) if sums else None
