"""Printing the report on screen, or many."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.errors import UserError
from app.printing.job import Job
from app.printing.printers import Abilities, Printer
from app.report import Report
from app.rules.check import Check
from app.rules.release import release
from ui.dialogs.kit import confirmed
from ui.dialogs.print_choices import for_many
from ui.dialogs.print_dialog import PrintDialog, first_printer
from ui.printing import outlets
from ui.printing.outlets import Outlet
from ui.printing.page_pictures import Made, made_of, make
from ui.printing.print_run import PrintChoice, PrintRun, Said
from ui.verbs.base import Verbs
from ui.work.tasks import Task

NO_PRINTER = "这台电脑没有装打印机，没有打印；请先安装打印机，或者导出 PDF 文件，到别的电脑打印。"


class PrintVerbs(Verbs):
    """The notice follows one print at a time; an older one goes on in the spooler."""

    _run: PrintRun | None = None
    _dialog: PrintDialog | None = None

    def print_report(self) -> None:
        """Print the report on screen; a draft only after asking."""
        settled = self.settled()
        if settled is None:
            return
        report, check = settled
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

        def work(_task: Task) -> tuple[Outlet, list[Printer], Abilities, list[tuple[str, Made]], int]:
            outlet = outlets.outlet()
            printers = outlet.printers()
            if not printers:
                raise UserError(NO_PRINTER)
            known = outlet.abilities(first_printer(settings, printers))
            return outlet, printers, known, [(title, made_of(render()))], 0

        self.start(Task(work), self._ask)

    def _prepare(self, reports: Sequence[tuple[Report, Callable[[], Check]]]) -> None:
        """Ask for the printers and make the PDFs in another thread, then show the dialog."""
        installed, settings = self.settings.installed_fonts, self.settings

        def work(task: Task) -> tuple[Outlet, list[Printer], Abilities, list[tuple[str, Made]], int]:
            outlet = outlets.outlet()
            printers = outlet.printers()
            if not printers:
                raise UserError(NO_PRINTER)
            known = outlet.abilities(first_printer(settings, printers))
            made, drafts = [], 0
            for at, (report, checked) in enumerate(reports):
                if task.cancelled:
                    return outlet, printers, known, [], 0
                task.progressed.emit(at + 1, len(reports))
                draft = release(report, checked()).draft
                drafts += draft
                made.append(
                    (
                        report.full_title,
                        make(report, draft=draft, installed_fonts=installed, sealed=settings.sealed),
                    )
                )
            return outlet, printers, known, made, drafts

        task = Task(work)
        if len(reports) > 1:
            task.progressed.connect(
                lambda at, count: self.notice.say(
                    f"正在排版，第 {at} 份，共 {count} 份……", stay=True, buttons=(("停止", task.cancel),)
                )
            )
        self.start(task, self._ask)

    def _ask(self, prepared: tuple[Outlet, list[Printer], Abilities, list[tuple[str, Made]], int]) -> None:
        outlet, printers, known, documents, drafts = prepared
        if not documents:
            self.notice.say("已停止，没有打印。")
            return
        if len(documents) > 1:
            self.notice.pass_over()
        if self._dialog is not None:
            return
        dialog = self._dialog = PrintDialog(
            outlet, printers, known, documents, self.settings, self.window, drafts=drafts
        )
        try:
            if not dialog.exec():
                return
            choices = dialog.choices
        finally:
            self._dialog = None
            dialog.deleteLater()
        counts = [(title, len(made.sizes)) for title, made in documents]
        if len(documents) > 1:
            jobs = [(job, documents[number][1]) for number, job in for_many(choices, counts)]
        else:
            jobs = [(choices.job(*counts[0]), documents[0][1])]
        shown = next(printer.shown for printer in printers if printer.name == choices.printer)
        self._begin(outlet, shown, jobs)

    def _begin(self, outlet: Outlet, shown: str, jobs: Sequence[tuple[Job, Made]]) -> None:
        if self._run is not None:
            self._run.said.disconnect(self._on_said)
        run = self._run = PrintRun(outlet, shown, jobs, self.window)
        run.said.connect(self._on_said)
        run.ended.connect(lambda: self._on_ended(run))
        run.start()

    def _on_said(self, said: Said) -> None:
        run = self._run
        assert run is not None
        offers: dict[PrintChoice, tuple[str, Callable[[], object]]] = {
            PrintChoice.CANCEL: ("取消打印", run.cancel),
            PrintChoice.PRINT_BACKS: ("印双数页", run.print_backs),
            PrintChoice.LEAVE_BACKS: ("不印了", run.leave_backs),
        }
        buttons = [offers[choice] for choice in said.choices]
        self.notice.say(said.text, kind=said.kind, stay=said.stay, buttons=buttons)

    def _on_ended(self, run: PrintRun) -> None:
        if self._run is run:
            self._run = None
        run.deleteLater()
