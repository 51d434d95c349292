"""How a unit counts, and the privacy of its applicants."""

from collections.abc import Callable
from datetime import date

from app.ledger.anonymous_requests import without_applicant
from app.request import Request
from app.store.applicants_in_backups import ApplicantsToForget
from app.store.ledger import forget_applicants
from ui.dialogs.ledger.choices_dialog import ChoicesDialog
from ui.dialogs.ledger.forget_dialog import ForgetDialog
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.ledger.page import LedgerPageVerbs
from ui.work.forgetting import ClearedBackups, deleting_in_backups, looking_in_backups
from ui.work.tasks import Task

_KEPT_YEARS = 3


class LedgerSettingsVerbs(Verbs):
    """What is decided about a whole ledger."""

    def __init__(self, parts: WindowParts, pages: LedgerPageVerbs) -> None:
        super().__init__(parts)
        self._pages = pages

    def counting_choices(self) -> None:
        """Show how the unit counts where no text decides, and change it."""
        self._pages.edit_settings(ChoicesDialog, "修改统计口径")

    def forget_applicants(self) -> None:
        """Delete the applicants' data of requests closed before a day, on wish in the backups too."""
        unit, ledger, file = self._pages.opened(), self._pages.ledger, self.session.file

        def meant(day: date) -> list[Request]:
            closed = (
                (request, ledger.tally.standing(request).closed) for request in ledger.requests.values()
            )
            return [request for request, closed_on in closed if closed_on is not None and closed_on < day]

        def count(day: date) -> int:
            return sum(without_applicant(request) != request for request in meant(day))

        def forgotten(day: date) -> ApplicantsToForget:
            nameless = [request for request in ledger.requests.values() if request.nameless]
            return ApplicantsToForget(
                unit.id, day, {request.id: request for request in (*nameless, *meant(day))}
            )

        def accept(day: date, reason: str, in_backups: bool) -> None:
            self.session.settle()
            wanted = forgotten(day)
            # Where only backups have such data still, there is nothing to be deleted here.
            if count(day) or not in_backups or not reason.strip():
                self.session.apply(forget_applicants(self.session.repository, unit.id, day, reason))
            if in_backups:
                self._clear_backups(deleting_in_backups(file, wanted, f"删除申请人信息：{reason.strip()}"))
            else:
                self.say_done("已删除申请人信息。")

        day = date(ledger.today.year - _KEPT_YEARS, 1, 1)
        ForgetDialog(
            day, count, lambda day: looking_in_backups(file, forgotten(day)), accept, self.window
        ).exec()

    def _clear_backups(self, work: Callable[[Task], ClearedBackups]) -> None:
        """Delete the data from backups in another thread; say what was done, and what was not."""
        task = Task(work)

        def tell(words: str) -> None:
            self.notice.say(words, stay=True, buttons=(("停止", task.cancel),))

        tell("已删除申请人信息，正在从备份中删去……")
        task.progressed.connect(lambda done, of: tell(f"已删除申请人信息，正在从备份中删去 {done}/{of}……"))
        self.start(task, self._tell_cleared)

    def _tell_cleared(self, cleared: ClearedBackups) -> None:
        words = [f"已删除申请人信息，{cleared.done} 份备份中的也已删去。"]
        if cleared.stopped:
            words.append("其余备份按您的要求没有处理。")
        if cleared.left:
            names = "；".join(f"{one.path.name}（{why}）" for one, why in cleared.left)
            words.append(f"有 {len(cleared.left)} 份没有处理，其中可能还有：{names}。")
        if cleared.missing is not None:
            words.append(f"另存备份的文件夹 {cleared.missing} 没有接上，其中的没有处理；接上后请再做一次。")
        kind = "warning" if len(words) > 1 else "ask"
        self.notice.say("".join(words), kind=kind, stay=True)
