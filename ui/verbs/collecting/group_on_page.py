"""What the verbs on a group's page have in common."""

from app.errors import UserError
from app.report import Unit
from ui.verbs.base import Verbs, WindowParts
from ui.views.collecting.group_page import GroupPage


class GroupVerbs(Verbs):
    """Verbs on the group that the page shows, and on the members chosen there."""

    def __init__(self, parts: WindowParts, page: GroupPage) -> None:
        super().__init__(parts)
        self.page = page

    def group(self) -> Unit:
        """Return the group on screen. Raises `UserError` when there is none."""
        group = self.page.group
        if group is None or self.parts.page is not self.page:
            raise UserError("请先在报告列表中选择一个分组。")
        return group
