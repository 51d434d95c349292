"""The command ``transfer``: final reports as the folder that is handed over to an archive."""

import argparse
from dataclasses import replace

from app import clock
from app.commands.common import checked, looking_at, readable
from app.commands.status import FINE, FOUND, Usage, say
from app.exports.archival_details import Particulars, composed_code, item_numbers
from app.report import Report, Status
from app.rules.release import release


def transfer(options: argparse.Namespace) -> int:
    """Write the transfer folder of the reports chosen; none when one of them has errors."""
    from app.exports.transfer import Handover, Item, TransferLayout, write_transfer

    with looking_at(options.workspace) as repository:
        chosen = [
            (report, checked(repository, report))
            for report in sorted(readable(repository), key=lambda report: (report.unit.name, report.year))
            if options.unit in (None, report.unit.name)
            and options.year in (None, report.year)
            and options.series in (None, report.series)
        ]
    if not chosen:
        raise Usage(f"{options.workspace} 中没有符合条件的报告，请用 list 查看。")
    refused = False
    for report, result in chosen:
        if why := release(report, result).archive_refusal:
            refused = True
            say(f"{report.called}：{why}", to_stderr=True)
    if refused:
        say("移交文件夹没有写出。", to_stderr=True)
        return FOUND
    fonds = _fonds(options.fonds, {report.unit.name for report, _ in chosen})
    numbers = item_numbers([(fonds[report.unit.name], report.year) for report, _ in chosen], options.first)
    items = [
        Item(report, _particulars(options, report, fonds[report.unit.name], number))
        for (report, _), number in zip(chosen, numbers, strict=True)
    ]
    units = list(dict.fromkeys(report.unit.name for report, _ in chosen))
    by = options.by or (units[0] if len(units) == 1 else "")
    if not by:
        raise Usage("有多个立档单位的报告，请用 --by 写明移交单位。")
    packed_at = f"{clock.now():%Y-%m-%dT%H:%M:%S}" if options.packages else ""
    handover = Handover(by, options.archive, options.carrier, options.carrier_number, packed_at)
    for item in items:
        if item.report.status is not Status.FINAL:
            where = f"{item.report.unit.name} {item.report.year} 年"
            say(f"{where}：还没有定稿，稿本著录为“草稿”。", to_stderr=True)
    made = write_transfer(items, handover, TransferLayout(options.layout), options.output)
    say(f"{options.output}：移交 {len(items)} 件。请把数字摘要清单的校验值另行登记：")
    for line in made.lines():
        say(line)
    return FINE


def _fonds(stated: list[str], units: set[str]) -> dict[str, str]:
    """Return each body's 全宗号 of what was stated: one number for one body, or “单位=号” for each."""
    fonds = dict(entry.split("=", 1) for entry in stated if "=" in entry)
    alone = [entry for entry in stated if "=" not in entry]
    if len(units) == 1 and len(alone) == 1:
        fonds |= dict.fromkeys(units, alone[0])
    missing = sorted(units - fonds.keys())
    if missing:
        raise Usage(
            f"没有写明“{missing[0]}”的全宗号，请用 --fonds 写明；有多个立档单位时逐个写“--fonds 单位=全宗号”。"
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
    return replace(known, code=code)
