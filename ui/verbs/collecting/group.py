"""A group's page: showing it, its members and its sum, and running what is asked for there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from app.changes import Changes
from app.collection.overview import GroupMember
from app.collection.records import Exclusion, Return
from app.errors import UserError
from app.records import RecordChange
from app.report import Unit
from ui.dialogs.report_dialog import usual_year
from ui.verbs.base import WindowParts
from ui.verbs.collecting.corrections import CorrectionVerbs
from ui.verbs.collecting.group_on_page import GroupVerbs
from ui.verbs.collecting.lists import MemberListVerbs
from ui.verbs.collecting.membership import MembershipVerbs
from ui.verbs.collecting.papers import PaperVerbs
from ui.verbs.collecting.taking_in import TakingInVerbs
from ui.verbs.collecting.workbooks import GroupWorkbookVerbs
from ui.verbs.unit_on_page import UnitOnPage
from ui.views.collecting.group_page import GroupPage
from ui.work.refusals import telling

_MOST_NAMED = 5


class CollectingVerbs(GroupVerbs):
    """Shows the page and its members; `_ASKED` says which group of verbs does what else the page asks for."""

    def __init__(
        self,
        parts: WindowParts,
        *,
        print_reports: Callable[[Sequence[int]], object],
        send_back: Callable[[Unit, int, Sequence[GroupMember]], object],
        import_register: Callable[[], object],
        papers: Callable[[], PaperVerbs],
    ) -> None:
        self.model = parts.report_panel.model
        page = GroupPage(parts.session, self.model.verdicts)
        super().__init__(parts, page)
        self._papers = papers
        self._send_back = send_back
        self.print_reports = print_reports
        self.import_register = import_register
        self.lists = MemberListVerbs(parts, page)
        self.corrections = CorrectionVerbs(parts, page)
        self.membership = MembershipVerbs(parts, page)
        self.taking_in = TakingInVerbs(parts, page, self.lists, self.corrections.compare_all)
        self.workbooks = GroupWorkbookVerbs(parts, page)
        parts.middle.addWidget(page)
        page.asked.connect(self._on_asked)
        page.year_chosen.connect(self._show_year)
        self.session.workspace_changed.connect(self._leave)
        UnitOnPage(self.session, lambda: self.page.group, self._show_unit, self.tell)
        self.session.report_selected.connect(self._on_report_selected)
        self.session.records_revealed.connect(self._on_revealed)

    def _on_asked(self, name: str) -> None:
        """Run what the page asks for; what it refuses is told in the notice."""
        with telling(self.tell):
            _ASKED[name](self)

    def _leave(self) -> None:
        if self.parts.page is self.page:
            self.parts.middle.show_page(None)

    def _show_unit(self, group: Unit | None) -> None:
        """Show a group by its present name; None: leave the page."""
        if group is None:
            self._leave()
            self.page.leave()
        else:
            self.page.show_group(group, self.page.year, self._years())

    def _on_report_selected(self) -> None:
        """A report that comes on screen takes the page's place."""
        if self.session.report is not None:
            self._leave()

    def _show_report(self, report_id: int) -> None:
        self.session.select(report_id)
        self._leave()

    def _on_revealed(self, changes: Changes) -> None:
        """Show the member that undo or redo changed, on the page of its group."""
        place = next(filter(None, map(self._place_of, changes.records)), None)
        if place is not None:
            group_id, unit_id, year = place
            with telling(self.tell):
                if (
                    self.parts.page is not self.page
                    or self.page.group is None
                    or self.page.group.id != group_id
                ):
                    self.show_group(group_id)
                if self.page.year != year:
                    self._show_year(year)
                self.page.go_to(unit_id)
                self.page.focus_page()

    def _place_of(self, change: RecordChange) -> tuple[int, int, int] | None:
        """Return the group, the member and the year that a record is about; None where it is about none."""
        record = change.concerned
        if isinstance(record, Exclusion):
            heads = (head for head in self.session.summaries() if head.id == record.report_id)
            return next(((head.unit.id, record.unit_id, head.year) for head in heads), None)
        if isinstance(record, Return):
            groups = self.session.register().all_above([record.unit_id])
            here = {self.page.group.id} if self.page.group is not None else set()
            wanted = sorted(groups & here) or sorted(groups)
            return next(((group, record.unit_id, record.year) for group in wanted), None)
        return None

    # the page

    def show_group(self, unit_id: int) -> None:
        """Show a group's page for the list's year. Raises `UserError` while anything typed is not on disk."""
        entry = self.model.reports.register.entries.get(unit_id)
        if entry is not None:
            self.session.select(None)
            self.page.show_group(entry.unit, self.model.reports.year, self._years())
            self.parts.middle.show_page(self.page)

    def _years(self) -> list[int]:
        """Return the years to choose from, the newest first: also those between, of which nothing has come yet."""
        known = {head.year for head in self.session.summaries()} | {
            usual_year(date.today()),
            self.model.reports.year,
        }
        return list(range(max(known), min(known) - 1, -1))

    def _show_year(self, year: int) -> None:
        self.model.set_year(year)
        if self.page.group is not None:
            self.page.show_group(self.page.group, year, self._years())

    def open_member(self) -> None:
        """Show the report of the member chosen."""
        chosen = self.page.chosen()
        if chosen and chosen[0].report_id:
            self._show_report(chosen[0].report_id)
        elif chosen:
            self.notice.say(f"{chosen[0].unit.name} {self.page.year} 年的报告还没有报来。", kind="ask")

    def open_sum(self) -> None:
        """Sum the group up, where that has not been done, and show the aggregate."""
        group, year = self.group(), self.page.year
        collection = self.session.collection
        made = collection.making(group, year)
        if made.edits:
            self.session.apply(made)
        aggregate = collection.sum_of(group, year)
        if aggregate is not None:
            self._show_report(aggregate.id)

    # papers

    def send_back(self) -> None:
        """Write a slip for each member chosen, and mark their reports as sent back."""
        self._send_back(self.group(), self.page.year, self.page.chosen())

    def export_scores(self) -> None:
        """Write the scoring sheet."""
        self._papers().export_scores(self.group(), self.page.year, self.page.model.members)

    def export_analysis(self) -> None:
        """Write the charts of the group."""
        self._papers().export_analysis(self.group(), self.page.year, self.page.model.members)

    def compare_units(self) -> None:
        """Write the units chosen, or all that are shown, beside each other."""
        members = self.page.chosen() or self.page.shown()
        self._papers().compare_units(self.group(), self.page.year, members)

    def print_members(self) -> None:
        """Print the reports of the members chosen, or of all that are shown, in the order on screen."""
        self.group()
        chosen = self.page.chosen()
        ids = [member.report_id for member in chosen or self.page.shown() if member.report_id]
        if not ids:
            raise UserError("所选的单位还没有报告，没有打印。")
        lacking = [member.unit.name for member in chosen if not member.report_id]
        if lacking:
            some = "、".join(lacking[:_MOST_NAMED]) + ("等" if len(lacking) > _MOST_NAMED else "")
            self.notice.say(f"所选单位中有 {len(lacking)} 个还没有报告，不打印：{some}。", kind="warning")
        self.print_reports(ids)


_ASKED: dict[str, Callable[[CollectingVerbs], object]] = {
    "open_member": CollectingVerbs.open_member,
    "open_sum": CollectingVerbs.open_sum,
    "take_in": lambda v: v.taking_in.take_in(),
    "take_in_folder": lambda v: v.taking_in.take_in_folder(),
    "last_taken": lambda v: v.taking_in.last_taken(),
    "compare_all": lambda v: v.corrections.compare_all(v.group(), v.page.year),
    "compare_return": lambda v: v.corrections.compare_return(),
    "exclude_member": lambda v: v.membership.exclude_member(),
    "include_member": lambda v: v.membership.include_member(),
    "send_back": CollectingVerbs.send_back,
    "accept_return": lambda v: v.corrections.accept_return(),
    "copy_missing": lambda v: v.lists.copy_missing(),
    "export_missing": lambda v: v.lists.export_missing(),
    "export_members": lambda v: v.lists.export_members(),
    "export_scores": CollectingVerbs.export_scores,
    "export_analysis": CollectingVerbs.export_analysis,
    "compare_units": CollectingVerbs.compare_units,
    "print_members": CollectingVerbs.print_members,
    "make_workbooks": lambda v: v.workbooks.make_workbooks(),
    "make_workspaces": lambda v: v.workbooks.make_workspaces(),
    "import_register": lambda v: v.import_register(),
}
"""What the page asks for, by the names of its buttons and menus."""
