"""Printing the report on screen, or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from app.errors import UserError
from app.printing.job import Job
from app.printing.printers import Abilities, Printer
from app.report import Report, Status
from app.rules.check import Check
from app.rules.release import release
from ui.base.settings import Settings
from ui.dialogs.print_choices import Choices, for_many
from ui.dialogs.print_dialog import PrintDialog, first_printer
from ui.dialogs.questions import confirmed
from ui.printing import outlets
from ui.printing.job_words import JobNotice, PrintChoice
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import PrintedDocument, ReportPdf, made_of, make
from ui.printing.print_run import PrintRun
from ui.verbs.base import Verbs, WindowParts
from ui.work.tasks import Task

NO_PRINTER = "这台电脑没有装打印机，没有打印；请先安装打印机，或者导出 PDF 文件，到别的电脑打印。"


T = TypeVar("T")


@dataclass(frozen=True)
class PreparedPrint:
    """What the dialog is opened with; *known* is what the printer can do that it begins with."""

    outlet: Outlet
    printers: Sequence[Printer]
    known: Abilities
    documents: Sequence[PrintedDocument]


class PrintVerbs(Verbs):
    """The notice follows every print until it is done: what is said of one takes the place of what was said before."""

    _dialog: PrintDialog | None = None

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._told: dict[PrintRun, str] = {}
        """What was said last of each print that is under way."""

    def print_report(self) -> None:
        """Print the report on screen; a draft only after asking."""
        report, check = self.settled()
        leaving = release(report, check)
        if leaving.draft:
            question = f"{leaving.draft_notice}仍要打印吗？"
            if not confirmed(self.window, "draftQuestion", "打印草稿", question, "打印草稿"):
                return
        self._prepare([(report, lambda: check)])

    def print_reports(self, ids: Sequence[int]) -> None:
        """Print many reports in this order, each as the draft or the final report it is. Raises `UserError`."""
        self.session.settle()
        reports: list[tuple[Report, Callable[[], Check]]] = []
        for number in ids:
            try:
                report = self.session.repository.report(number)
            except KeyError as error:
                raise UserError("所选的报告有的已被删除，没有打印；请重新选取。") from error
            reports.append((report, self.session.full_check(report)))
        if reports:
            self._prepare(reports)

    def print_pdf(self, title: str, render: Callable[[], bytes]) -> None:
        """Print another paper than a report; *render* makes it in another thread."""
        settings = self.settings

        def work(_task: Task) -> PreparedPrint:
            return _prepared(settings, lambda: [PrintedDocument(title, made_of(render()))])

        self.start(Task(work), self._ask)

    def may_close(self) -> bool:
        """Whether the program may end: asks while it holds something that the printer has not got."""
        lost = next((words for run in self._told if (words := run.lost_by_closing)), "")
        return not lost or confirmed(
            self.window, "printQuestion", "打印没有完成", lost, "关闭", no="返回", cautious=True
        )

    def _prepare(self, reports: Sequence[tuple[Report, Callable[[], Check]]]) -> None:
        """Ask for the printers and make the PDFs in another thread, then show the dialog."""
        settings = self.settings

        def documents(task: Task) -> list[PrintedDocument]:
            made: list[PrintedDocument] = []
            for at, (report, checked) in enumerate(reports):
                if task.cancelled:
                    return []
                task.progressed.emit(at + 1, len(reports))
                made.append(_document(report, checked(), settings))
            return made

        self._start(lambda task: _prepared(settings, lambda: documents(task)), len(reports), self._ask)

    def _start(self, work: Callable[[Task], T], documents: int, done: Callable[[T], object]) -> None:
        """Do *work* in another thread; for many documents the notice counts them, and it can be stopped."""
        task = Task(work)
        if documents > 1:
            task.progressed.connect(
                lambda at, count: self.notice.say(
                    f"正在排版，第 {at} 份，共 {count} 份……", stay=True, buttons=(("停止", task.cancel),)
                )
            )
        self.start(task, done)

    def _ask(self, prepared: PreparedPrint) -> None:
        documents = prepared.documents
        if not documents:
            self.notice.say("已停止，没有打印。")
            return
        if len(documents) > 1:
            self.notice.pass_over()
        if self._dialog is not None:
            self._leave_out(documents)
            return
        dialog = self._dialog = PrintDialog(
            prepared.outlet, prepared.printers, prepared.known, documents, self.settings, self.window
        )
        try:
            if not dialog.exec():
                return
            choices = dialog.choices
        finally:
            self._dialog = None
            dialog.deleteLater()
        if not choices.review:
            self._hand_over(prepared, choices, documents)
            return
        self._start(
            lambda task: _reviewed(documents, task),
            len(documents),
            lambda reviewed: self._hand_over(prepared, choices, reviewed),
        )

    def _leave_out(self, documents: Sequence[PrintedDocument]) -> None:
        """Say what is not printed because a dialog asks about another print; the same one was asked for twice."""
        titles = [one.title for one in documents]
        if self._dialog is not None and titles != self._dialog.titles:
            several = f"等 {len(titles)} 份" if len(titles) > 1 else ""
            self.tell(f"上一次打印的窗口还开着，“{titles[0]}”{several}没有打印；请在它关闭后再打印。")

    def _hand_over(
        self, prepared: PreparedPrint, choices: Choices, documents: Sequence[PrintedDocument]
    ) -> None:
        if not documents:
            self.notice.say("已停止，没有打印。")
            return
        counts = [(one.title, one.pages) for one in documents]
        if len(documents) > 1:
            jobs = [(job, documents[number].made) for number, job in for_many(choices, counts)]
        else:
            jobs = [(choices.job(*counts[0]), documents[0].made)]
        shown = next(printer.shown for printer in prepared.printers if printer.name == choices.printer)
        self._begin(prepared.outlet, shown, jobs)

    def _begin(self, outlet: Outlet, shown: str, jobs: Sequence[tuple[Job, ReportPdf]]) -> None:
        run = PrintRun(outlet, shown, jobs, self.window)
        run.said.connect(lambda said: self._on_said(run, said))
        run.ended.connect(lambda: self._on_ended(run))
        run.start()

    def _on_said(self, run: PrintRun, said: JobNotice) -> None:
        offers: dict[PrintChoice, tuple[str, Callable[[], object]]] = {
            PrintChoice.CANCEL: ("取消打印", run.cancel),
            PrintChoice.PRINT_BACKS: ("印双数页", run.print_backs),
            PrintChoice.LEAVE_BACKS: ("不印了", run.leave_backs),
        }
        buttons = [offers[choice] for choice in said.choices]
        # The fronts lie in the tray: the question for the backs comes back until it is answered.
        kind = "warning" if PrintChoice.PRINT_BACKS in said.choices else said.kind
        before, self._told[run] = self._told.get(run), said.text
        self.notice.say(said.text, kind=kind, stay=said.stay, buttons=buttons)
        if before is not None and before != said.text:
            self.notice.withdraw(before)

    def _on_ended(self, run: PrintRun) -> None:
        self._told.pop(run, None)
        run.deleteLater()


def _prepared(settings: Settings, documents: Callable[[], Sequence[PrintedDocument]]) -> PreparedPrint:
    """Ask for the printers, then make the documents. Raises `UserError`, also when there is no printer."""
    outlet = outlets.outlet()
    printers = outlet.printers()
    if not printers:
        raise UserError(NO_PRINTER)
    return PreparedPrint(outlet, printers, outlet.abilities(first_printer(settings, printers)), documents())


def _document(report: Report, check: Check, settings: Settings) -> PrintedDocument:
    """Return a report as it is printed: a draft with its mark; what is not final can be a copy for review."""
    leaving, final = release(report, check), report.status is Status.FINAL
    how = {"draft": leaving.draft, "installed_fonts": settings.installed_fonts, "sealed": settings.sealed}
    reviewed = None if final else lambda: make(report, **how, reviewed=True)
    return PrintedDocument(report.full_title, make(report, **how), leaving.draft, final, reviewed, leaving)


def _reviewed(documents: Sequence[PrintedDocument], task: Task) -> list[PrintedDocument]:
    """Return the documents with copies for review in place of what is not final; none when the work was stopped."""
    made: list[PrintedDocument] = []
    for at, one in enumerate(documents):
        if task.cancelled:
            return []
        task.progressed.emit(at + 1, len(documents))
        if one.reviewed is None:
            made.append(one)
        else:
            made.append(replace(one, title=f"{one.title}（送审稿）", made=one.reviewed()))
    return made
