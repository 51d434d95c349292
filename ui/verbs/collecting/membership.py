"""Which members a group's sum counts: leaving out with a reason, counting again, and the sum itself."""

from __future__ import annotations

from app.edits import Batch
from app.report import Report
from ui.dialogs.decision_dialog import DecisionDialog, DecisionQuestion
from ui.verbs.collecting.group_on_page import GroupVerbs


class MembershipVerbs(GroupVerbs):
    """On the members chosen."""

    def exclude_member(self) -> None:
        """Leave the members chosen out of the sum; asks for the reason."""
        chosen = [member for member in self.page.chosen() if not member.excluded]
        if not chosen:
            self.notice.say("请先在表中选择要不计入的单位。", kind="ask")
            return
        collection = self.session.collection
        aggregate = self.aggregate()
        names = "、".join(member.unit.name for member in chosen)

        def accept(reason: str, who: str) -> None:
            edits = tuple(collection.excluding(aggregate, member.unit, reason, who) for member in chosen)
            self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, f"不计入 {len(edits)} 个单位"))
            self.settings.set("person", who)
            self.say_done(f"{names}不再计入汇总。")

        text = f"{names}的数将不计入{aggregate.unit.name} {aggregate.year} 年汇总。原因和姓名记入修改记录。"
        question = DecisionQuestion("不计入汇总", text, "不计入", reason="原因")
        DecisionDialog(question, self.settings.text("person"), accept, self.window).exec()

    def include_member(self) -> None:
        """Count the members chosen again."""
        collection, aggregate = self.session.collection, self.aggregate()
        chosen = [member for member in self.page.chosen() if member.excluded]
        edits = tuple(collection.including(aggregate, member.unit) for member in chosen)
        if edits:
            self.session.apply(edits[0] if len(edits) == 1 else Batch(edits, f"重新计入 {len(edits)} 个单位"))
            names = "、".join(member.unit.name for member in chosen)
            self.say_done(f"{names}重新计入汇总。")

    def aggregate(self) -> Report:
        """Return the aggregate of the group on screen, made where there is none yet."""
        group, year = self.group(), self.page.year
        collection = self.session.collection
        if collection.sum_of(group, year) is None:
            self.session.apply(collection.making(group, year))
        aggregate = collection.sum_of(group, year)
        assert aggregate is not None
        return aggregate
