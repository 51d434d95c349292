"""Counting a report from its unit's ledger, and the way between cells and requests."""

from collections.abc import Sequence
from dataclasses import replace

from app.edits import COUNTING, Batch, Edit, SetCells
from app.errors import UserError
from app.ledger.counting import Count, Unresolved, cells_to_set
from app.ledger.counting_choices import question
from app.ledger.cross_checks import carried_over, remarks
from app.ledger.due_list import year_figures
from app.ledger.undecided import how_many, in_year
from app.ledger.year_sentences import year_sentences
from app.linked_text import plain
from app.report import Report, Status
from app.store.ledger import set_ledger
from ui.dialogs.ledger.count_dialog import CountChoice, CountDialog, CountOffer
from ui.dialogs.ledger.sentences_dialog import RequestSentence, SentencesDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs
from ui.views.tab_pages import TextPage


def _says_carried_out(report: Report) -> bool:
    ledger = report.form.ledger
    return ledger is not None and any(
        f"{ledger.applications}.{ledger.carried_out}.{column}" in report.cells for column in ledger.applicants
    )


class CountingVerbs(Verbs):
    """What brings a ledger's figures into reports, and a figure's requests on screen."""

    def __init__(self, parts: WindowParts, pages: LedgerPageVerbs) -> None:
        super().__init__(parts)
        self._pages = pages
        self._ledger = pages.ledger

    # counting

    def count_ledger(self) -> None:
        """Show what counting would change in a report, and write what is chosen."""
        self._pages.loaded()
        reports = self._ledger.reports()
        if not reports:
            raise UserError("这个单位还没有年度报告，请先在“文件”菜单中新建。")
        shown = self.session.report
        year = shown.year if shown is not None else reports[0].year
        by_year = {report.year: report for report in reports}
        CountDialog(
            [self._offer(report) for report in reports],
            year,
            lambda choice: self._write(by_year[choice.year], choice),
            lambda year: self._show_undecided(by_year[year]),
            self.window,
        ).exec()

    def _counted(self, report: Report) -> Count:
        counted = self._ledger.tally.count(self._ledger.requests.values(), report.year, report.form)
        assert counted is not None
        return counted

    def _offer(self, report: Report) -> CountOffer:
        counted = self._counted(report)
        cells, waiting = cells_to_set(counted, report), self._waiting(report)
        return CountOffer(
            report.year,
            f"{report.unit.label} {report.year} 年报告",
            report.form,
            {key: (report.cells.get(key), counted.cells[key]) for key in cells},
            report.year in self._ledger.settings.follows,
            report.status is Status.FINAL,
            sum(how_many(waiting)),
            tuple(self._remarks(counted, waiting)),
            self._ledger.tally.before_all(self._ledger.requests.values(), report.year),
        )

    def _waiting(self, report: Report) -> list[Unresolved]:
        """Return what may count in a report and waits for a decision."""
        waiting = self._ledger.tally.unresolved(self._ledger.requests.values())
        return list(in_year(waiting, report.year))

    def _remarks(self, counted: Count, waiting: Sequence[Unresolved]) -> list[str]:
        told = [f"待确认的 {how_many(waiting)}没有计入。"] if waiting else []
        topics: dict[str, int] = {}
        for _, asked in counted.questions:
            topics[asked.topic] = topics.get(asked.topic, 0) + 1
        for topic, number in topics.items():
            known = question(topic)
            way = self._ledger.settings.choices.get(topic, known.default)
            told.append(f"{known.title} {number} 件，{known.choices.get(way, '按默认处理')}。")
        return told

    def _write(self, report: Report, choice: CountChoice) -> None:
        """Write the chosen figures, and whether the report follows, as one step."""
        counted = self._counted(report)
        follows = self._ledger.settings.follows
        wanted = follows | {report.year} if choice.follow else follows - {report.year}
        edits: list[Edit] = []
        if wanted != follows:
            # A report that begins to follow gets all figures by that.
            settings = replace(self._ledger.settings, follows=frozenset(wanted))
            edits.append(set_ledger(self.session.repository, report.unit.id, settings, COUNTING))
        cells = {key: value for key, value in cells_to_set(counted, report).items() if key in choice.cells}
        if cells and not choice.follow:
            edits.append(SetCells(report.id, cells, COUNTING, counted=True))
        if edits:
            self.session.apply(edits[0] if len(edits) == 1 else Batch(tuple(edits), COUNTING))
        self.session.select(report.id)
        self.parts.middle.show_page(None)
        ledger = report.form.ledger
        assert ledger is not None
        self.parts.tabs.places.go_to_cell(f"{ledger.applications}.{ledger.new}.{ledger.applicants[0]}")

    def follow_ledger(self) -> None:
        """Let the report on screen follow its ledger, or detach it: its figures stay as they are."""
        self._pages.loaded()
        report = self.session.report
        if report is None or report.form.ledger is None:
            raise UserError("请先打开要随台账更新的年度报告。")
        follows = self._ledger.settings.follows
        if report.year not in follows:
            self.count_ledger()
            return
        settings = replace(self._ledger.settings, follows=follows - {report.year})
        self._ledger.put_settings(settings, "取消随台账更新")
        self.notice.say("已取消随台账更新，各格的数保持不变，可以手工修改。")

    def show_undecided(self) -> None:
        """Show what may count in the report on screen and waits for a decision. Raises `UserError`."""
        self._pages.loaded()
        if self.session.report is not None:
            self._show_undecided(self.session.report)

    def _show_undecided(self, report: Report) -> None:
        ids = frozenset(entry.request.id for entry in self._waiting(report))
        self._pages.show_unit(report.unit)
        self._pages.page.narrowing.show_only(ids, f"可能属于 {report.year} 年的待确认申请")

    # cells and requests

    def requests_of_cell(self) -> None:
        """Show the requests that the figure under the frame is made of."""
        view, report = self.parts.tabs.current_table(), self.session.report
        key = view.current_key() if view is not None else None
        if report is None or key is None or report.form.ledger is None or self.parts.page is not None:
            raise UserError("请先在第三或第四部分的表中选一格。")
        self._pages.loaded()
        counted = self._counted(report)
        if key not in counted.cells:
            raise UserError("这一格不由台账统计，没有对应的申请。")
        ids = frozenset(part.request.id for part in counted.requests_of(key, report.form))
        self._pages.show_unit(report.unit)
        words = f"{report.year} 年{report.form.cells[key].name}：{counted.cells[key]} 件"
        self._pages.page.narrowing.show_only(ids, words)

    # comparing, and figures for the texts

    def compare_ledger(self) -> None:
        """List what does not fit: last year's carry-over number by number, and what to look at in the requests."""
        self._pages.loaded()
        lines: list[RequestSentence] = []
        for report in self._ledger.reports():
            previous = self.session.repository.previous(report)
            # A report in which nobody has filled in what it carries out says nothing of it.
            if previous is not None and _says_carried_out(previous):
                for entry in carried_over(self._counted(report), previous):
                    ids = tuple(request.id for request in entry.requests)
                    lines.append(RequestSentence(f"{report.year} 年 {entry.message}", ids))
        found = remarks(self._ledger.requests.values(), self._ledger.tally, self._ledger.today)
        lines += [
            RequestSentence(f"{request.number or request.applicant}：{text}", (request.id,))
            for request, text in found
        ]
        intro = "双击一行，查看有关的申请。" if lines else "上年结转和各件申请没有需要核对的地方。"
        SentencesDialog("核对台账", intro, lines, "查看申请", self._show_line, self.window).exec()

    def _show_line(self, line: RequestSentence) -> None:
        unit = self._ledger.unit
        if unit is None:
            return
        self._pages.show_unit(unit)
        if len(line.ids) == 1:
            self._pages.page.show_request(line.ids[0])
        else:
            self._pages.page.narrowing.show_only(frozenset(line.ids), line.text[:24])

    def insert_ledger_figures(self) -> None:
        """Offer the year's figures as sentences for the texts of the report on screen."""
        self._pages.loaded()
        report = self.session.report
        if report is None or report.form.ledger is None:
            raise UserError("请先打开要写的年度报告。")
        ledger = self._ledger
        figures = year_figures(ledger.requests.values(), report.year, ledger.tally, ledger.today)
        bodies = {plain(body): body for body in year_sentences(self._counted(report), figures, report)}
        page = self.parts.tabs.currentWidget() if self.parts.page is None else None
        if isinstance(page, TextPage) and page.editor.isReadOnly():
            page = None
        intro = (
            "选一句，插入到文字的光标处；句中的数随台账和表更新。"
            if isinstance(page, TextPage)
            else "选一句，复制后粘贴到文字中。"
        )

        def take(line: RequestSentence) -> None:
            if isinstance(page, TextPage):
                page.editor.insert_linked(bodies[line.text], "插入台账中的数据")
                page.editor.setFocus()

        SentencesDialog(
            "台账中的数据",
            intro,
            [RequestSentence(sentence) for sentence in bodies],
            "插入" if isinstance(page, TextPage) else "关闭",
            take,
            self.window,
            copies=True,
        ).exec()
