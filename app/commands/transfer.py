"""The command ``transfer``: final reports as the folder that is handed over to an archive."""

import argparse
from collections.abc import Callable, Mapping, Sequence

from app import clock
from app.commands.common import checked, chosen, looking_at
from app.commands.status import FINE, FOUND, Usage, say
from app.exports.archival_details import Particulars, composed_code, item_numbers
from app.report import Report, Unit
from app.rules.release import transfer_refusal
from app.store.repository import Repository


def transfer(options: argparse.Namespace) -> int:
    """Write the transfer folder of the reports chosen; none when one of them is not final or has errors."""
    from app.exports.transfer import Handover, Item, TransferStructure, write_transfer

    with looking_at(options.workspace) as repository:
        heads = sorted(chosen(repository, options), key=lambda head: (head.unit.name, head.year))
        reports = [repository.report(head.id) for head in heads]
        if not reports:
            raise Usage(f"{options.workspace} 中没有符合条件的报告，请用 list 查看。")
        if _tell_refused(repository, reports):
            return FOUND
        units = {report.unit.id: report.unit for report in reports}
        fonds = _fonds(options.fonds, units, repository.unit_named)
    numbers = item_numbers([(fonds[report.unit.id], report.year) for report in reports], options.first)
    items = [
        Item(report, _particulars(options, report, fonds[report.unit.id], number))
        for report, number in zip(reports, numbers, strict=True)
    ]
    by = options.by or (reports[0].unit.name if len(units) == 1 else "")
    if not by:
        raise Usage("有多个立档单位的报告，请用 --by 写明移交单位。")
    packed_at = f"{clock.now():%Y-%m-%dT%H:%M:%S}" if options.packages else ""
    handover = Handover(by, options.archive, options.carrier, options.carrier_number, packed_at)
    made = write_transfer(items, handover, TransferStructure(options.layout), options.output)
    say(f"{options.output}：移交 {len(items)} 件。请把数字摘要清单的校验值另行登记：")
    for line in made.lines():
        say(line)
    return FINE


def _tell_refused(repository: Repository, reports: Sequence[Report]) -> bool:
    """Say which reports can't be handed over, and why; return whether there are any."""
    refused = False
    for report in reports:
        if why := transfer_refusal(report, checked(repository, report)):
            refused = True
            say(f"{report.called}：{why}", to_stderr=True)
    if refused:
        say("移交文件夹没有写出。", to_stderr=True)
    return refused


def _fonds(
    stated: Sequence[str], units: Mapping[int, Unit], unit_named: Callable[[str], Unit | None]
) -> dict[int, str]:
    """Return each body's 全宗号 by its id, of what was stated: one number for one body, or “单位=号” for each."""
    fonds: dict[int, str] = {}
    for entry in stated:
        # A name may hold the mark, a number does not.
        name, _, number = entry.rpartition("=")
        unit = unit_named(name) if name else next(iter(units.values()))
        if unit is None or unit.id not in units:
            raise Usage(f"--fonds 中的“{name}”不是要移交的单位，请核对名称。")
        if unit.id in fonds or not number or (not name and len(units) > 1):
            raise Usage("--fonds 写得不明确，请给每个立档单位写一次“--fonds 单位=全宗号”。")
        fonds[unit.id] = number
    for key, unit in units.items():
        if key not in fonds:
            raise Usage(
                f"没有写明“{unit.name}”的全宗号，请用 --fonds 写明；有多个立档单位时逐个写“--fonds 单位=全宗号”。"
            )
    return fonds


def _particulars(options: argparse.Namespace, report: Report, fonds: str, number: str) -> Particulars:
    known = Particulars(
        fonds_number=fonds,
        retention=options.retention,
        office_or_matter=options.office,
        item_number=number,
        archive_name=options.archive,
        category=options.category,
        carrier=options.carrier_number,
    )
    code = composed_code(options.rule, known, report.year, options.office_code)
    if not code:
        raise Usage(f"按规则“{options.rule}”不能组成档号，请补全全宗号、机构代码等，或用 --rule 改变规则。")
    return known._replace(code=code)
