"""The verbs of all menus, by group."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ui.verbs.base import WindowParts
from ui.verbs.edit import EditVerbs
from ui.verbs.file.file_state import FileStateVerbs
from ui.verbs.file.workspaces import WorkspaceVerbs
from ui.verbs.view import ViewVerbs

if TYPE_CHECKING:
    from ui.verbs.check.findings import FindingVerbs
    from ui.verbs.check.reviewing import ReviewVerbs
    from ui.verbs.check.rule_settings import RuleSettingsVerbs
    from ui.verbs.check.waiving import WaivingVerbs
    from ui.verbs.collecting.composition import CompositionVerbs
    from ui.verbs.collecting.group import CollectingVerbs
    from ui.verbs.collecting.papers import PaperVerbs
    from ui.verbs.collecting.register import RegisterVerbs
    from ui.verbs.collecting.sending import SendingVerbs
    from ui.verbs.collecting.slips import SlipVerbs
    from ui.verbs.file.backups import BackupVerbs
    from ui.verbs.file.imports import ImportVerbs
    from ui.verbs.file.new_reports import NewReportVerbs
    from ui.verbs.help import HelpVerbs
    from ui.verbs.ledger.counting import CountingVerbs
    from ui.verbs.ledger.deadlines import DeadlineVerbs
    from ui.verbs.ledger.letters import LetterVerbs
    from ui.verbs.ledger.page import LedgerPageVerbs
    from ui.verbs.ledger.reading import LedgerReadingVerbs
    from ui.verbs.ledger.settings import LedgerSettingsVerbs
    from ui.verbs.output.archive import ArchiveVerbs
    from ui.verbs.output.batch import BatchVerbs
    from ui.verbs.output.blank_workbook import BlankWorkbookVerbs
    from ui.verbs.output.export import ExportVerbs
    from ui.verbs.output.presenting import PresentingVerbs
    from ui.verbs.output.preview import PreviewVerbs
    from ui.verbs.output.printing import PrintVerbs
    from ui.verbs.output.transfer import TransferVerbs
    from ui.verbs.output.web_text import WebTextVerbs
    from ui.verbs.preferences import PreferenceVerbs
    from ui.verbs.report.editing import EditingVerbs
    from ui.verbs.report.figures import FigureVerbs
    from ui.verbs.report.finalising import FinalisingVerbs
    from ui.verbs.report.phrases import PhraseVerbs
    from ui.verbs.report.second_entry import SecondEntryVerbs
    from ui.verbs.report.texts import TextVerbs
    from ui.verbs.report_list import ReportListVerbs
    from ui.verbs.searching import SearchVerbs


class MenuVerbs:
    """One attribute per group of verbs.

    What opening a file needs is made at once. The other groups are loaded with their dialogs when one of their
    verbs is called first: the start does not wait for them.
    """

    def __init__(self, parts: WindowParts) -> None:
        self._parts = parts
        self.workspaces = WorkspaceVerbs(parts, lambda: self.backups)
        self.file_state = FileStateVerbs(parts)
        self.edit = EditVerbs(parts)
        self.view = ViewVerbs(parts)

    @cached_property
    def preferences(self) -> PreferenceVerbs:
        from ui.verbs.preferences import PreferenceVerbs

        return PreferenceVerbs(self._parts, self.view)

    @cached_property
    def new_reports(self) -> NewReportVerbs:
        from ui.verbs.file.new_reports import NewReportVerbs

        return NewReportVerbs(self._parts)

    @cached_property
    def imports(self) -> ImportVerbs:
        from ui.verbs.file.imports import ImportVerbs

        return ImportVerbs(
            self._parts, lambda slips: self.slips.take_slips(slips), lambda: self.figures.link_figures()
        )

    @cached_property
    def backups(self) -> BackupVerbs:
        from ui.verbs.file.backups import BackupVerbs

        return BackupVerbs(self._parts)

    @cached_property
    def searching(self) -> SearchVerbs:
        from ui.verbs.searching import SearchVerbs

        return SearchVerbs(self._parts)

    @cached_property
    def figures(self) -> FigureVerbs:
        from ui.verbs.report.figures import FigureVerbs

        return FigureVerbs(self._parts)

    @cached_property
    def texts(self) -> TextVerbs:
        from ui.verbs.report.texts import TextVerbs

        return TextVerbs(self._parts)

    @cached_property
    def editing(self) -> EditingVerbs:
        from ui.verbs.report.editing import EditingVerbs

        return EditingVerbs(self._parts)

    @cached_property
    def finalising(self) -> FinalisingVerbs:
        from ui.verbs.report.finalising import FinalisingVerbs

        return FinalisingVerbs(self._parts)

    @cached_property
    def phrases(self) -> PhraseVerbs:
        from ui.verbs.report.phrases import PhraseVerbs

        return PhraseVerbs(self._parts)

    @cached_property
    def second_entry(self) -> SecondEntryVerbs:
        from ui.verbs.report.second_entry import SecondEntryVerbs

        return SecondEntryVerbs(self._parts)

    @cached_property
    def findings(self) -> FindingVerbs:
        from ui.verbs.check.findings import FindingVerbs

        return FindingVerbs(self._parts)

    @cached_property
    def reviewing(self) -> ReviewVerbs:
        from ui.verbs.check.reviewing import ReviewVerbs

        return ReviewVerbs(self._parts)

    @cached_property
    def waiving(self) -> WaivingVerbs:
        from ui.verbs.check.waiving import WaivingVerbs

        return WaivingVerbs(self._parts)

    @cached_property
    def rule_settings(self) -> RuleSettingsVerbs:
        from ui.verbs.check.rule_settings import RuleSettingsVerbs

        return RuleSettingsVerbs(self._parts)

    @cached_property
    def report_list(self) -> ReportListVerbs:
        from ui.verbs.report_list import ReportListVerbs

        return ReportListVerbs(self._parts)

    @cached_property
    def preview(self) -> PreviewVerbs:
        from ui.verbs.output.preview import PreviewVerbs

        return PreviewVerbs(self._parts)

    @cached_property
    def printing(self) -> PrintVerbs:
        from ui.verbs.output.printing import PrintVerbs

        return PrintVerbs(self._parts)

    @cached_property
    def export(self) -> ExportVerbs:
        from ui.verbs.output.export import ExportVerbs

        return ExportVerbs(self._parts)

    @cached_property
    def presenting(self) -> PresentingVerbs:
        from ui.verbs.output.presenting import PresentingVerbs

        return PresentingVerbs(self._parts)

    @cached_property
    def web_text(self) -> WebTextVerbs:
        from ui.verbs.output.web_text import WebTextVerbs

        return WebTextVerbs(self._parts)

    @cached_property
    def batch(self) -> BatchVerbs:
        from ui.verbs.output.batch import BatchVerbs

        return BatchVerbs(
            self._parts,
            lambda ids: self.printing.print_reports(ids),
            lambda ids: self.presenting.make_volume(ids),
        )

    @cached_property
    def archive(self) -> ArchiveVerbs:
        from ui.verbs.output.archive import ArchiveVerbs

        return ArchiveVerbs(self._parts)

    @cached_property
    def transfer(self) -> TransferVerbs:
        from ui.verbs.output.transfer import TransferVerbs

        return TransferVerbs(self._parts)

    @cached_property
    def blank_workbook(self) -> BlankWorkbookVerbs:
        from ui.verbs.output.blank_workbook import BlankWorkbookVerbs

        return BlankWorkbookVerbs(self._parts)

    @cached_property
    def counting(self) -> CountingVerbs:
        from ui.verbs.ledger.counting import CountingVerbs

        return CountingVerbs(self._parts, self.ledger)

    @cached_property
    def ledger_reading(self) -> LedgerReadingVerbs:
        from ui.verbs.ledger.reading import LedgerReadingVerbs

        return LedgerReadingVerbs(self._parts, self.ledger)

    @cached_property
    def deadlines(self) -> DeadlineVerbs:
        from ui.verbs.ledger.deadlines import DeadlineVerbs

        return DeadlineVerbs(
            self._parts, self.ledger, lambda title, render: self.printing.print_pdf(title, render)
        )

    @cached_property
    def letters(self) -> LetterVerbs:
        from ui.verbs.ledger.letters import LetterVerbs

        return LetterVerbs(self._parts, self.ledger)

    @cached_property
    def ledger_settings(self) -> LedgerSettingsVerbs:
        from ui.verbs.ledger.settings import LedgerSettingsVerbs

        return LedgerSettingsVerbs(self._parts, self.ledger)

    @cached_property
    def ledger(self) -> LedgerPageVerbs:
        from ui.verbs.ledger.page import LedgerPageVerbs

        pages = LedgerPageVerbs(self._parts)
        pages.page.grid.table_pasted.connect(lambda texts: self.ledger_reading.read_pasted(texts))
        return pages

    @cached_property
    def collecting(self) -> CollectingVerbs:
        from ui.verbs.collecting.group import CollectingVerbs

        return CollectingVerbs(
            self._parts,
            print_reports=lambda ids: self.printing.print_reports(ids),
            send_back=lambda group, year, members: self.slips.send_back(group, year, members),
            import_register=lambda: self.register.import_register(),
            papers=lambda: self.papers,
        )

    @cached_property
    def register(self) -> RegisterVerbs:
        from ui.verbs.collecting.register import RegisterVerbs

        return RegisterVerbs(self._parts)

    @cached_property
    def papers(self) -> PaperVerbs:
        from ui.verbs.collecting.papers import PaperVerbs

        return PaperVerbs(self._parts)

    @cached_property
    def sending(self) -> SendingVerbs:
        from ui.verbs.collecting.sending import SendingVerbs

        return SendingVerbs(self._parts)

    @cached_property
    def slips(self) -> SlipVerbs:
        from ui.verbs.collecting.slips import SlipVerbs

        return SlipVerbs(self._parts)

    @cached_property
    def composition(self) -> CompositionVerbs:
        from ui.verbs.collecting.composition import CompositionVerbs

        return CompositionVerbs(self._parts)

    @cached_property
    def help(self) -> HelpVerbs:
        from ui.verbs.help import HelpVerbs

        return HelpVerbs(self._parts)
