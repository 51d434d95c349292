"""What the window says and offers about the file itself: who may write it, and whether the disk takes what is written."""

from app.edits import SetField
from app.errors import UserError
from app.rules.completeness import section_name
from ui.verbs.base import Verbs, WindowParts
from ui.verbs.file.local_copies import LocalCopyVerbs
from ui.views.notice import Buttons
from ui.work.refusals import telling
from ui.work.rescued_texts import FIELD, FIELD_PLACES, RescuedTexts, drop, keep, where

_REMARKS_SHOWN = 3


class FileStateVerbs(Verbs):
    """Follows the workspace file, and tells of it in the window's two notices."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__(parts)
        self._standing = parts.standing
        self.copies = LocalCopyVerbs(parts)
        self._failing = False
        self._asked = False
        self._looked_at: set[int] = set()
        session, file = self.session, self.session.file
        session.workspace_changed.connect(self._on_workspace_changed)
        session.report_selected.connect(self._on_report_selected)
        session.write_failed.connect(self._on_write_failed)
        session.written.connect(self._on_written)
        session.displaced.connect(self._on_displaced)
        file.access_changed.connect(self._show_access)
        file.taken_over.connect(self._on_taken_over)
        file.asked_for.connect(self._on_asked_for)
        file.backup_failed.connect(lambda why: self.notice.say(f"备份没有做成：{why}", kind="warning"))

    def _on_workspace_changed(self) -> None:
        self._failing = self._asked = False
        self._looked_at.clear()
        self.notice.forget_reports()
        self._show_access()

    def _on_report_selected(self) -> None:
        """Say once which places of a report the disk or another program may have changed."""
        report = self.session.report
        self.notice.turn_to(report.id if report is not None else None)
        if report is None or report.id in self._looked_at:
            return
        self._looked_at.add(report.id)
        try:
            remarks = [entry.message for entry in self.session.repository.damage(report.id)]
        except UserError:
            return
        if remarks:
            rest = len(remarks) - _REMARKS_SHOWN
            more = [f"另有 {rest} 处。"] if rest > 0 else []
            lines = [f"{report.unit.name} {report.year} 年：", *remarks[:_REMARKS_SHOWN], *more]
            self.notice.say("\n".join(lines), kind="warning", stay=True, about=report.id)

    # reading only

    def _show_access(self) -> None:
        """Say why nothing can be edited, for as long as that lasts."""
        access = self.session.file.access
        if not access.refusal:
            self._asked = False
            if not self._failing:
                self._show_copy()
            return
        hope = "对方同意或关闭后，这里自动转为可以编辑。"
        buttons: Buttons = ()
        if access.held and self._asked:
            text = f"只读：{access.refusal}。已请对方让出，{hope}"
        elif access.held:
            text, buttons = f"只读：{access.refusal}。", (("请对方让出", self.ask_for_it),)
        else:
            text, buttons = f"只读：{access.refusal}。", (("转为可以编辑", self._open_for_editing),)
        self._standing.say(text, kind="warning", buttons=buttons)

    def _show_copy(self) -> None:
        """Say that the open file is a copy that must be written back, for as long as it is open."""
        origin = self.copies.origin()
        if origin is None:
            self._standing.hide()
            return
        self._standing.say(
            f"正在编辑本机副本。改完后请写回 {origin}；关闭窗口时也会写回。",
            buttons=(("写回共享文件夹", self.copies.write_back),),
        )

    def ask_for_it(self) -> None:
        """Ask the one who has the file to hand it over."""
        with telling(self.tell):
            self.session.file.ask_for_it()
            self._asked = True
            self._show_access()

    def _open_for_editing(self) -> None:
        path = self.session.path
        if path is None:
            return
        with telling(self.tell):
            self.session.open(path)
            if why := self.session.read_only:
                self.notice.say(f"仍不能编辑：{why}。", kind="warning")

    def _on_taken_over(self) -> None:
        self.notice.say("现在可以编辑了，已重新读取文件，请核对后继续填写。")

    # another asks

    def _on_asked_for(self, who: str) -> None:
        self.notice.say(
            f"{who}请您让出这个文件。您填写的内容都已存好；让出后，这里只能查看和输出。",
            kind="warning",
            stay=True,
            buttons=(("让出", self.hand_over), ("稍后", self.notice.hide)),
        )

    def hand_over(self) -> None:
        """Let the one who asked have the file."""
        self.session.hand_over()
        self.notice.hide()

    # the disk

    def _on_write_failed(self, why: str) -> None:
        self._failing = True
        kept = "没有存上的内容仍留在输入处，会自动重试。" if self.session.unsaved else ""
        self._standing.say(f"{why}{kept}", kind="error")

    def _on_written(self) -> None:
        """The disk takes edits again."""
        if self._failing:
            self._failing = False
            self._show_copy()
            self.notice.say("磁盘恢复正常，修改已存上。")

    def _on_displaced(self, place: str, typed: str) -> None:
        """Offer what was typed where another program wrote; it is kept over the end of the program, too."""
        report = self.session.report
        if report is None:
            return
        report_id, name = report.id, FIELD_PLACES.get(place) or section_name(report.form, place)
        path = self.session.path
        if path is not None:
            keep(path, RescuedTexts(((where(report, [place]), typed),)))
        self.notice.say(
            f"“{name}”已被另一个程序改写，现在显示的是文件中的文字；您刚才输入的文字没有丢失。",
            kind="warning",
            stay=True,
            buttons=(("换回我输入的文字", lambda: self._put_back(report_id, place, typed)),),
            about=report_id,
        )

    def _put_back(self, report_id: int, place: str, typed: str) -> None:
        if place in FIELD_PLACES:
            self.session.apply(SetField(report_id, place.removeprefix(FIELD), typed))
        else:
            self.session.put_text(report_id, place, typed)
        if self.session.path is not None:
            drop(self.session.path, typed)
        self.notice.hide()
