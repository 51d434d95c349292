"""The spooler CUPS, used through its own programs: lists printers and their options, and hands jobs over.

A report goes to the spooler as the PDF it is exported as. All programs run with English output, which is read here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator

from app.errors import UserError
from app.printing.cups_options import abilities_of, arguments
from app.printing.job import Job
from app.printing.printers import Abilities, Option, Printer, told_apart

_ASK_SECONDS = 5
_SEND_SECONDS = 30
NOT_RUNNING = "打印服务没有运行或没有回应，没有打印；请重新启动打印服务，或者请管理员处理。"


def there() -> bool:
    """Whether this computer prints through CUPS."""
    return all(shutil.which(tool) for tool in ("lp", "lpstat", "lpoptions"))


def _system_environment() -> dict[str, str]:
    """Return the environment as it was before the frozen program put its own libraries first."""
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if before is not None:
            environment["LD_LIBRARY_PATH"] = before
    return environment


def _run(
    tool: str, *arguments: str, content: bytes | None = None, seconds: float = _ASK_SECONDS
) -> tuple[int, str, str]:
    """Run a program; return its status, what it printed, and what it complained of. Raises TimeoutExpired."""
    environment = {**_system_environment(), "LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    try:
        outcome = subprocess.run(
            [tool, *arguments],
            input=content if content is not None else b"",
            capture_output=True,
            env=environment,
            timeout=seconds,
        )
    except OSError as error:
        raise UserError(NOT_RUNNING) from error
    return (
        outcome.returncode,
        outcome.stdout.decode("utf-8", "replace"),
        outcome.stderr.decode("utf-8", "replace"),
    )


def ask(tool: str, *arguments: str) -> str:
    """Return what a program says. Raises `UserError` when the spooler does not answer."""
    try:
        _status, said, complaint = _run(tool, *arguments)
    except subprocess.TimeoutExpired as error:
        raise UserError(NOT_RUNNING) from error
    if re.search(r"not running|refused|bad file descriptor|unable to connect", complaint, re.IGNORECASE):
        raise UserError(NOT_RUNNING)
    return said


def printers() -> list[Printer]:
    """Return the printers of this computer, the usual one first. Raises `UserError` without a running spooler."""
    known = ask("lpstat", "-r", "-d")
    if "not running" in known:
        raise UserError(NOT_RUNNING)
    accepting = {
        line.split()[0]: " not accepting " not in line
        for line in ask("lpstat", "-a").splitlines()
        if line and not line[0].isspace()
    }
    usual = os.environ.get("PRINTER", "") or known.rpartition(": ")[2].strip()
    found = [
        Printer(
            name,
            facts.get("Description", ""),
            usual=name == usual,
            stopped=" disabled " in head,
            printing=" now printing " in head,
            accepting=accepting.get(name, True),
            reasons=tuple(facts.get("Alerts", "").split()),
        )
        for name, head, facts in _described(ask("lpstat", "-l", "-p"))
    ]
    if not found:
        # Printers of the network without a queue here; looking for them takes a second.
        found = [Printer(name, usual=name == usual) for name in ask("lpstat", "-e").split()]
    return told_apart(sorted(found, key=lambda printer: not printer.usual))


def _described(text: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield each printer's name, first line and facts."""
    for block in re.split(r"^printer ", text, flags=re.MULTILINE)[1:]:
        head, _, rest = block.partition("\n")
        facts = dict(re.findall(r"^\t(Description|Alerts): (.*)$", rest, flags=re.MULTILINE))
        yield head.split()[0], head, facts


_OPTION = re.compile(r"([^/\s]+)/(.*?): (.*)")


def abilities(printer: str) -> Abilities:
    """Return what a printer's driver offers; a queue without a driver says nothing."""
    options = []
    for line in ask("lpoptions", "-p", printer, "-l").splitlines():
        if found := _OPTION.match(line):
            choices = tuple(choice.lstrip("*") for choice in found[3].split())
            usual = next((choice[1:] for choice in found[3].split() if choice.startswith("*")), "")
            options.append(Option(found[1], found[2], choices, usual))
    return abilities_of(options)


def send(job: Job, pdf: bytes, known: Abilities) -> int:
    """Hand a PDF to the spooler and return the job's number. Raises `UserError`, which says what the spooler said."""
    try:
        status, said, complaint = _run("lp", *arguments(job, known), "-", content=pdf, seconds=_SEND_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UserError(
            f"打印服务没有回应，不能确定“{job.title}”是否已交给打印机；请先查看打印机的作业，再决定要不要重印。"
        ) from error
    found = re.search(r"request id is \S*-(\d+)\s", said)
    if status == 0 and found:
        return int(found[1])
    if "not accepting" in complaint:
        raise UserError("打印机不接收打印作业，没有打印；请另选打印机，或者请管理员启用。")
    if "does not exist" in complaint and "not running" not in ask("lpstat", "-r"):
        raise UserError("没有这台打印机了，没有打印；请另选打印机。")
    if re.search(r"does not exist|not running|refused|not responding|descriptor", complaint):
        raise UserError(NOT_RUNNING)
    reason = complaint.strip().removeprefix("lp: ").rstrip(".") or "没有说明原因"
    raise UserError(f"打印机没有收下作业，没有打印（打印服务的说明：{reason}）。")


def cancel(printer: str, numbers: Iterable[int]) -> None:
    """Take jobs back, the last one first: the printer works on the first.

    One by one, since ``cancel`` gives up at the first that is printed already.
    """
    for number in sorted(numbers, reverse=True):
        ask("cancel", f"{printer}-{number}")
