"""What a unit does that reports to an office: a nil return in one click, and the file to send."""

from app.carry_over import carry_over
from app.check_code import check_code, spaced
from app.edits import FINAL_REFUSAL, SUM_REFUSAL
from app.errors import UserError
from app.filling import fill_blanks
from app.report import Origin, Report, Status
from app.rules.release import release
from ui.verbs.base import Verbs
from ui.work.tasks import Task


class SendingVerbs(Verbs):
    """On the report on screen."""

    def nil_return(self) -> None:
        """Fill all blanks with 0 and write the file to send, for a year in which nothing happened.

        Raises `UserError` where the tables hold figures that were not carried over from last year.
        """
        report, _check = self.settled()
        self._refuse_unfit(report)
        edit = fill_blanks(report)
        if edit.cells:
            self.session.apply(edit)
        self.send_report()

    def _refuse_unfit(self, report: Report) -> None:
        if report.status is Status.FINAL:
            raise UserError(FINAL_REFUSAL)
        if report.origin is Origin.SUM:
            raise UserError(SUM_REFUSAL)
        previous = self.session.last_year(report)
        carried = carry_over(previous, report.year, report.form).cells if previous is not None else {}
        typed = [
            key
            for key, value in report.cells.items()
            if value and not report.form.cells[key].computed and carried.get(key) != value
        ]
        if typed:
            name = report.form.cells[typed[0]].name
            raise UserError(
                f"表中已填有 {len(typed)} 个不为 0 的数（如{name}），不是空表；"
                "没有发生的项目请用“全部空白填 0”，再用“写出上报文件”。"
            )

    def send_report(self) -> None:
        """Write the report as the file that the office takes in, and say the check code to compare by telephone.

        What the unit has waived, and why, goes along with it.
        """
        from app.exports.formats import default_name

        report, check = self.settled()
        leaving = release(report, check)
        name = default_name(report, "json").replace(".json", "（上报）.nianbao")
        path = self.ask_export_target("写出上报文件", name, "上报文件 (*.nianbao)")
        if path is None:
            return
        if path.exists():
            raise UserError(f"“{path.name}”已经有了，上报文件不替换已有的数据文件，请另选文件名。")

        def work(_task: Task) -> None:
            from app.store.report_file import write_report_file

            write_report_file(report, path)

        code = spaced(check_code(report.form, report.cells))
        faults = f"报告还{leaving.obstacles}，请先改正再报送。" if leaving.draft else ""
        words = f"上报文件已存为 {path}，校验码 {code}，可以与收报单位核对。{faults}"
        kind = "warning" if leaving.draft else "ask"
        self.in_background(work, lambda _outcome: self.say_written(path, words, kind=kind, stay=True))
