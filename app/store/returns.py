"""Returns of an open workspace: what came in is registered, and counts or waits, in one undoable step."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app import clock
from app.changes import delta
from app.collection.records import Return, ReturnState
from app.collection.returns import ReturnOutcome, Ruling, content_of, report_in, ruling, titled
from app.collection.sums import difference
from app.edits import FINAL_REFUSAL, AddReport, Batch, Edit, EditRefused, RemoveReport, put
from app.report import TEXT_FIELDS, Origin, Report, Status, Totals, Unit
from app.rules.completeness import section_name
from app.store.past_states import restoring
from app.store.records import read_records
from app.store.repository import Repository
from app.store.rows_to_reports import rows
from app.store.schema import LARGEST_ID
from app.totals import with_totals
from app.values import Value


@dataclass(frozen=True)
class Arrival:
    """A file as it came in: its report, what could not be read of it, and what tells it from other files."""

    report: Report
    file_name: str
    digest: str
    changed_at: str
    unread: tuple[str, ...] = ()
    sender: str = ""


@dataclass(frozen=True)
class ReceivedReturn:
    """What came of a file. *changes* are the cells in which it differs from what counted before, *others* the names of
    the texts and other parts that do.
    """

    ruling: Ruling
    changes: Mapping[str, tuple[Value | None, Value | None]] = field(default_factory=dict)
    others: Sequence[str] = ()


def returns_of(repository: Repository, unit_id: int, year: int, series: str) -> list[Return]:
    """Return what a unit sent for a year, in the order in which it came. Raises `ReadFailed`."""
    return read_records(
        repository.database, Return, "unit_id = ? AND year = ? AND series = ?", [unit_id, year, series], "id"
    )


def same_file_elsewhere(repository: Repository, digest: str, unit_id: int) -> str:
    """Return the name of the other unit for which this very file came in; empty when there is none."""
    found = rows(
        repository.database,
        "SELECT u.name FROM received r JOIN unit u ON u.id = r.unit_id WHERE r.digest = ? AND r.unit_id <> ?",
        [digest, unit_id],
    )
    return str(found[0]["name"]) if found else ""


def receive(
    repository: Repository,
    unit: Unit,
    arrival: Arrival,
    who: str,
    *,
    apply: Callable[[Edit], object] | None = None,
    adopt: bool = False,
) -> ReceivedReturn:
    """Register a file for *unit* and let it count where nothing speaks against it. Raises what `apply` raises.

    *apply* makes the edit; without it the repository does. A correction that changes anything waits until a person has
    compared it; with *adopt* somebody has, and it counts at once, also one that has waited since it came in before.
    """
    report = replace(arrival.report, unit=unit, origin=Origin.OWN, status=Status.DRAFT)
    if report.totals is Totals.COMPUTED:
        report = with_totals(report)
    known = returns_of(repository, unit.id, report.year, report.series)
    now = repository.report_of(unit.id, report.year, report.series)
    other = same_file_elsewhere(repository, arrival.digest, unit.id)
    if other:
        return ReceivedReturn(
            Ruling(ReturnOutcome.REFUSED, f"同一个文件已作为{other}的报告收下，请核对是哪个单位的")
        )
    arrived = _arrived(repository, unit, report, arrival, who)
    ruled = ruling(arrived, known, now)
    changes = difference(now.cells, report.cells) if now else {}
    texts, facts = _others(now, report) if now else ([], [])
    if ruled.outcome is ReturnOutcome.DUPLICATE:
        waiting = next(one for one in known if one.digest == arrival.digest)
        if not (adopt and _may_count(waiting, known, now)):
            return ReceivedReturn(ruled)
        ruled = Ruling(ReturnOutcome.REPLACED, f"{waiting.received_at[:10]} 已登记的更正")
        step = adopting(repository, waiting)
    else:
        if ruled.outcome is ReturnOutcome.REPLACED and (changes or texts or facts) and not adopt:
            told = _differing(len(changes), len(texts), len(facts))
            ruled = Ruling(ReturnOutcome.HELD, f"与已收的有 {told}不同，请比较后决定是否采用")
        step = _step(repository, arrived, report, now, known, ruled)
    (apply or repository.apply)(step)
    if ruled.outcome in (ReturnOutcome.REPLACED, ReturnOutcome.HELD):
        return ReceivedReturn(ruled, changes, [*texts, *facts])
    return ReceivedReturn(ruled)


def _may_count(waiting: Return, known: Sequence[Return], now: Report | None) -> bool:
    """Whether nothing but the comparison keeps a return that came in before from counting."""
    if waiting.counts or waiting.state != ReturnState.PENDING:
        return False
    others = [one for one in known if one.id != waiting.id]
    return ruling(waiting, others, now).outcome is ReturnOutcome.REPLACED


def _differing(cells: int, texts: int, facts: int) -> str:
    counts = ((cells, "个数"), (texts, "处文字"), (facts, "处标题、落款或豁免"))
    return "、".join(f"{count} {what}" for count, what in counts if count)


def _others(now: Report, then: Report) -> tuple[list[str], list[str]]:
    """Return the names of the texts, and of the facts besides figures and texts, in which a correction differs."""
    found = delta(titled(now), titled(then))
    known = {section.key for section in then.form.sections}
    sections = [section_name(then.form, key) for key in found.sections if key in known]
    fields = [name for key, name in {**TEXT_FIELDS, "waivers": "豁免"}.items() if key in found.fields]
    return sections, fields


def compared(repository: Repository, waiting: Return) -> tuple[Report, Report | None]:
    """Return the report that a return holds and the unit's report there is now. Raises `EditRefused`."""
    units = {unit.id: unit for unit in repository.units()}
    now = repository.report_of(waiting.unit_id, waiting.year, waiting.series)
    unit = now.unit if now else units[waiting.unit_id]
    return report_in(waiting, unit), now


def adopting(repository: Repository, waiting: Return) -> Edit:
    """Return the step by which a return that waits comes to count. Raises `EditRefused`."""
    report, now = compared(repository, waiting)
    if now is not None and now.status is Status.FINAL:
        raise EditRefused(FINAL_REFUSAL)
    known = returns_of(repository, waiting.unit_id, waiting.year, waiting.series)
    former = [replace(one, counts=0) for one in known if one.counts and one.id != waiting.id]
    label = f"采用更正：{waiting.file_name}"
    taken = replace(waiting, counts=1, state=ReturnState.ACCEPTED.value, note="")
    return Batch((*_figures(repository, report, now), put(label, *former, taken)), label)


def marking(one: Return, state: ReturnState, note: str = "") -> Edit:
    """Return the edit that gives a return another state, with a note."""
    words = {
        ReturnState.VOID: "作废",
        ReturnState.SENT_BACK: "退回",
        ReturnState.ACCEPTED: "标为已收",
        ReturnState.PENDING: "标为待核",
    }
    why = f"：{note}" if note else ""
    return put(f"{words[state]}“{one.file_name}”{why}", replace(one, state=state.value, note=note))


def _arrived(repository: Repository, unit: Unit, report: Report, arrival: Arrival, who: str) -> Return:
    last = rows(
        repository.database, "SELECT coalesce(max(id), 0) AS last FROM received WHERE id < ?", [LARGEST_ID]
    )
    return Return(
        last[0]["last"] + 1,
        unit.id,
        report.year,
        report.series,
        report.form.id,
        arrival.file_name,
        arrival.digest,
        arrival.changed_at,
        clock.now().isoformat(timespec="seconds"),
        who,
        ReturnState.PENDING,
        0,
        content_of(report),
        "\n".join(arrival.unread),
        sender=arrival.sender,
    )


def _step(
    repository: Repository,
    arrived: Return,
    report: Report,
    now: Report | None,
    known: Sequence[Return],
    ruled: Ruling,
) -> Edit:
    if ruled.outcome not in (ReturnOutcome.COUNTED, ReturnOutcome.REPLACED):
        return put(f"登记收到的文件：{arrived.file_name}", replace(arrived, note=ruled.reason))
    former = [replace(one, counts=0) for one in known if one.counts]
    label = f"{'采用更正' if former else '收到'}：{arrived.file_name}"
    return Batch((*_figures(repository, report, now), put(label, *former, replace(arrived, counts=1))), label)


def _figures(repository: Repository, report: Report, now: Report | None) -> tuple[Edit, ...]:
    if now is None:
        return (AddReport(replace(report, id=repository.new_report_id()), "收到报告"),)
    if now.form is not report.form:
        return (RemoveReport(now.id), AddReport(replace(report, id=repository.new_report_id()), "收到报告"))
    then = replace(report, id=now.id, unit=now.unit)
    return restoring(now, then).edits
