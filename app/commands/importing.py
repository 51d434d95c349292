"""The command ``import``: reads documents. What stores them is loaded only when something is to be stored."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.status import FINE, Usage, say
from app.errors import UserError
from app.report import Unit

if TYPE_CHECKING:
    from app.imports import Imported


def import_document(options: argparse.Namespace) -> int:
    """Read a report file, or all reports in a folder, an archive or another workspace."""
    from app.commands.sources import is_many

    if is_many(options.source):
        return _import_many(options)
    from app.imports import read

    found = read(options.source, unit=options.unit, year=options.year)
    if options.into is not None:
        # What is missing is said before a workspace is made.
        found.refuse_unconfirmed()
        found.report(0, Unit(0, found.unit))
    if options.json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        _tell(str(options.source), found)
    if options.into is not None:
        from app.commands.storing import SAME, store

        told = store(options.into, found)
        if not options.json:
            say(told)
        elif told == SAME:
            print(told, file=sys.stderr)
    return FINE


def _tell(place: str, found: "Imported") -> None:
    say(f"{place}：{found.unit} {found.year} 年，{len(found.cells)} 格，{len(found.sections)} 段文字")
    if found.nothing_counted:
        say(f"没有读出：{found.nothing_counted}")
    for item in found.unread:
        say(f"{'说明' if item.harmless else '没有读出'}：{item}")


def _import_many(options: argparse.Namespace) -> int:
    """Read all reports in a source; what is wrong with one stays with it, unless none can be read."""
    from app.commands.sources import reports_in

    if options.into is not None and _is_same(options.into, options.source):
        raise Usage("读入的文件与要存入的数据文件是同一个，请另选。")
    found = reports_in(options.source, unit=options.unit, year=options.year)
    if not any(item.report for item in found):
        reason = (
            found[0].error
            if len(found) == 1
            else f"其中的 {len(found)} 个文件都无法读取，第一个：{found[0].error}"
        )
        raise UserError(
            f"“{options.source.name}”：{reason}" if found else f"“{options.source.name}”中没有报告。"
        )
    stored: dict[str, str] = {}
    if options.into is not None:
        from app.commands.storing import store_each

        stored = store_each(options.into, found)
    if options.json:
        reports = [item.report.as_json() | {"source": item.place} for item in found if item.report]
        refused = [{"source": item.place, "error": item.error} for item in found if not item.report]
        print(json.dumps({"reports": reports, "refused": refused}, ensure_ascii=False, indent=1))
        return FINE
    for item in found:
        if item.report is None:
            say(f"{item.place}：没有读入，{item.error}")
            continue
        _tell(item.place, item.report)
        if options.into is not None:
            say(stored[item.place])
    return FINE


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        # A file that does not exist yet, or can't be looked at, is not the same as the other.
        return False
