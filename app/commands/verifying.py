"""The command ``verify``: whether a package, a transfer folder or a check code agrees with what it states."""

import argparse
from pathlib import Path

from app.commands.checking import of_files, of_workspace
from app.commands.status import FINE, FOUND, say


def verify(options: argparse.Namespace) -> int:
    """Verify a package or a folder; with a check code, the figures of reports."""
    return _verify_package(options) if options.code is None else _verify_code(options)


def _verify_code(options: argparse.Namespace) -> int:
    """Say whether the figures of reports give this check code; one that does not gives status 1."""
    from app.check_code import check_code, spaced

    options.target, options.group = options.package, None
    found = of_workspace(options)
    found, broken = (found, False) if found is not None else of_files(options)
    same = not broken
    for item in found:
        own = check_code(item.report.form, item.report.cells)
        same = same and own == options.code
        words = "一致" if own == options.code else f"不一致，所给的是 {spaced(options.code)}"
        say(f"{item.report.called}：校验码 {spaced(own)}，{words}")
    return FINE if same else FOUND


def _verify_package(options: argparse.Namespace) -> int:
    """Say whether an archive package or a transfer folder agrees with all that it states of itself, and its digests."""
    from app.exports.archive import verify

    if options.package.is_dir():
        return _verify_folder(options.package)
    if options.package.suffix.lower() == ".xml":
        from app.exports.transfer import verify_eep as verify
    found = verify(options.package)
    for line in (*found.faults, *found.remarks, *found.digests.lines()):
        say(line)
    if not found.faults:
        but = "除以上说明的内容没有比对外，" if found.remarks else ""
        say(f"{options.package}：{but}与包内登记一致；请与另存的校验值核对")
    return FOUND if found.faults else FINE


def _verify_folder(folder: Path) -> int:
    from app.exports.transfer import verify_transfer

    found = verify_transfer(folder)
    for line in (*found.faults, *found.compared, *found.remarks):
        say(line)
    say("数字摘要清单的校验值，请与移交时登记的核对：")
    for line in found.digests.lines():
        say(line)
    return FOUND if found.faults else FINE
