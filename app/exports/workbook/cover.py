"""The cover of the fill-in workbook: whose it is, what to do, what is still missing, and the check code."""

from collections.abc import Iterable, Iterator

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.check_code import PRIME
from app.exports.workbook.placeholders import ID_TOKEN, TITLE_TOKEN, UNIT_TOKEN, YEAR_TOKEN
from app.exports.workbook.tables import CellPlaces, input_ranges, printed
from app.exports.xlsx.cells import fit_to_a4, put_text
from app.exports.xlsx.styles import GREY_LINES, LABEL_FILL, TEXT_FONT
from app.forms.grid import grid_of
from app.forms.model import Form
from app.report import Report
from app.workbook_names import (
    CHECKS,
    CODE,
    COVER,
    FILLED_BY,
    FORM,
    ID,
    LAYOUT,
    NIL,
    NO,
    TELEPHONE,
    UNIT,
    VERSION,
    YEAR,
    YES,
)  # fmt: skip

LISTED = 6
_BOLD = Font(name="宋体", size=12, bold=True)
_NIL_NOTE = "本年度各项数据都是 0 的，选“是”：空着的格按 0 计，文字部分照常填写。"


def add_cover(
    workbook: Workbook, report: Report, places: CellPlaces, texts: Iterable[str], last_check: int, codes: str
) -> None:
    """Fill the first sheet, which must be there."""
    sheet: Worksheet = workbook[COVER]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 74
    sheet.merge_cells("A1:B1")
    put_text(sheet["A1"], TITLE_TOKEN)
    sheet["A1"].font, sheet["A1"].alignment = Font(name="宋体", size=16, bold=True), _wrapped("center")
    sheet.row_dimensions[1].height = 48
    page = _CoverPage(workbook, sheet)
    page.fact("单位", UNIT_TOKEN, UNIT)
    page.fact("年度", YEAR_TOKEN, YEAR)
    page.blank("填表人", FILLED_BY, "写填表人姓名，只随报表留存，不会写进报告。")
    page.blank("联系电话", TELEPHONE, "写联系电话，只随报表留存，不会写进报告。")
    page.blank("空表上报", NIL, _NIL_NOTE, choices=(YES, NO), value=NO)
    page.heading("填报要点")
    for number, step in enumerate(_steps(report.form), start=1):
        page.text(f"{number}.", step)
    page.heading("检查")
    blanks = "+".join(f"COUNTBLANK({area})" for area in input_ranges(places, report))
    page.formula("还没有填的格", f'=IF({NIL}="{YES}",0,{blanks or 0})')
    missing = "+".join(f"IF(SUMPRODUCT(--(LEN({area})>0))=0,1,0)" for area in texts)
    page.formula("还没有写的部分", f"={missing or 0}")
    page.formula("不平的勾稽关系", f"=MAX('{CHECKS}'!$E$2:$E${last_check})")
    page.formula("校验码", f'=TEXT(MOD(SUM({codes}),{PRIME}),"0000 0000")', CODE)
    for number in range(1, LISTED + 1):
        found = f"MATCH({number},'{CHECKS}'!$E$1:$E${last_check},0)"
        page.formula(f"不平之{number}", f"=IFERROR(INDEX('{CHECKS}'!$D$1:$D${last_check},{found}),\"\")")
    page.heading("工作簿编号（程序读取用，不要改动）")
    page.fact("格式", report.form.id, FORM)
    page.fact("版本", str(VERSION), LAYOUT)
    page.fact("编号", ID_TOKEN, ID)
    fit_to_a4(sheet, landscape=False)
    printed(sheet)
    sheet.protection.sheet = True


def _steps(form: Form) -> Iterator[str]:
    """Yield what the writer has to do, as far as the form has such parts."""
    if form.tables:
        printed_texts = (cell.text for table in form.tables.values() for cell in grid_of(table).cells)
        in_wan = "；金额以万元为单位" if any("万元" in text for text in printed_texts) else ""
        yield "填白色的格；灰色和蓝色的格是固定文字和自动算出的数，不用填。没有填的格显示为黄色。"
        yield f"没有的填 0，不要留空，也不要画“/”“-”{in_wan}。"
    if form.text_sections:
        yield "“文字部分”一段写一行，写到对应的栏目里；从别处粘贴时只粘贴文字。标题已经写好，不用改。"
    if form.tables:
        tied = any(term.previous for equation in form.equations for term in equation.right)
        carried = "；须与上年报告相承的数（如上年结转数）已按上年报告带入，请核对" if tied else ""
        yield f"表格右边（下边）的灰色数字是上年数，供对照{carried}。"
    yield "填完看下面的“检查”：空格数为 0、勾稽关系都平，再把文件报回。文件名可以改，工作表不要删除、改名或移动。"
    yield "报送后如需电话或纸质核对，读出校验码即可：两边的数相同，校验码就相同。"


class _CoverPage:
    """Writes the cover line by line."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self._workbook, self._sheet, self._row = workbook, sheet, 2

    def fact(self, label: str, text: str, name: str) -> None:
        self.text(label, text)
        self._name(name)

    def text(self, label: str, text: str) -> None:
        self._line(label)
        put_text(self._value, text)
        lines = -(-len(text) // 36)
        self._sheet.row_dimensions[self._row].height = 18 * max(lines, 1)

    def blank(
        self, label: str, name: str, prompt: str, choices: tuple[str, ...] = (), value: str = ""
    ) -> None:
        self._line(label)
        self._value.number_format, self._value.protection = "@", Protection(locked=False)
        self._value.fill = PatternFill()
        if value:
            put_text(self._value, value)
        asked = DataValidation(
            type="list" if choices else None,
            formula1=f'"{",".join(choices)}"' if choices else None,
            prompt=prompt,
            showInputMessage=True,
            showErrorMessage=bool(choices),
            error="请在“是”和“否”中选择。" if choices else None,
        )
        asked.add(f"B{self._row}")
        self._sheet.add_data_validation(asked)
        self._name(name)

    def formula(self, label: str, formula: str, name: str = "") -> None:
        self._line(label)
        self._value.value = formula
        if name:
            self._name(name)

    def heading(self, text: str) -> None:
        self._row += 1
        self._sheet.cell(self._row + 1, 1).font = _BOLD
        self._row += 1
        put_text(self._sheet.cell(self._row, 1), text)

    def _line(self, label: str) -> None:
        self._row += 1
        put_text(self._sheet.cell(self._row, 1), label)
        for column in (1, 2):
            cell = self._sheet.cell(self._row, column)
            cell.font, cell.border, cell.fill, cell.alignment = (
                TEXT_FONT,
                GREY_LINES,
                LABEL_FILL,
                _wrapped("left"),
            )

    @property
    def _value(self):  # type: ignore[no-untyped-def]
        return self._sheet.cell(self._row, 2)

    def _name(self, name: str) -> None:
        where = f"'{COVER}'!$B${self._row}"
        self._workbook.defined_names[name] = DefinedName(name, attr_text=where)


def _wrapped(horizontal: str) -> Alignment:
    return Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
