"""An empty workbook for other units to fill in."""

from datetime import date

from app.exports.xlsx import template
from app.files import replace_file
from app.forms.loader import form_for
from ui.dialogs.report_dialog import usual_year
from ui.verbs.base import Verbs
from ui.work.tasks import Task


class BlankWorkbookVerbs(Verbs):
    """Writing the workbook."""

    def blank_workbook(self) -> None:
        """Write an Excel workbook for another unit to fill in, in the format of the report on screen."""
        report = self.session.report
        year = report.year if report else usual_year(date.today())
        form = report.form if report else form_for(year)
        path = self.ask_export_target(
            "空白采集表", f"{year}年{form.document_type}空白采集表.xlsx", "Excel 工作簿 (*.xlsx)"
        )
        if path is None:
            return

        def work(_task: Task) -> None:
            replace_file(path, template(form, year))

        self.in_background(
            work,
            lambda _outcome: self.say_written(
                path, f"空白采集表已存为 {path}，各单位填好后用“读入报告”读入。"
            ),
        )
