"""One table as a sheet: the grid's spans as merged cells, totals as formulas, equations as conditional formats."""

from collections.abc import Iterable, Mapping

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.exports.blocks import TableBlock
from app.exports.xlsx.cells import fit_to_a4, put_text, ranges, reference
from app.exports.xlsx.styles import BLACK_LINES, LABEL_FILL, LABEL_FONT, TEXT_FONT
from app.forms.cell_equations import CellEquation, Term
from app.forms.compiled import cell_equations, total_definitions
from app.forms.grid import CellRole, GridCell
from app.report import Report
from app.values import Kind, Value

_TOTAL_FILL = PatternFill("solid", fgColor="FFE8EEF7")
_MISMATCH = {
    "error": PatternFill("solid", bgColor="FFFFC7CE"),
    "warning": PatternFill("solid", bgColor="FFFFEB9C"),
    "ask": PatternFill("solid", bgColor="FFFFEB9C"),
}
_FORMATS = {Kind.COUNT: "0", Kind.LARGE_COUNT: "0", Kind.CHANGE: "+0;-0;0", Kind.AMOUNT: "General"}
_ROW_HEIGHT = 20
_TALL_ROW = 32
_LONG_LABEL = 22
_MOST_UPRIGHT = 6
"""A sheet of more columns is printed across: upright its type would be too small to read."""
_WIDTHS = {"label": 14.0, "leaf": 34.0, "upright": 5.0, "figure": 11.0}


class TableSheet:
    """Fills one sheet. *results* are the values of its formulas, by cell name, for programs that compute none."""

    def __init__(self, sheet: Worksheet, block: TableBlock, report: Report, top: int = 0) -> None:
        self.title = sheet.title
        self.results: dict[str, Value | None] = {}
        self._sheet, self._block, self._report = sheet, block, report
        self._form, self._top = report.form, top
        self._places = {key: (cell.row + 1 + top, cell.column + 1) for key, cell in block.grid.inputs.items()}

    def fill(self, *, blank: bool) -> None:
        """Write labels, figures and formulas; with *blank* as a template, entries checked and labels locked."""
        for cell in self._block.grid.cells:
            self._cell(cell, blank=blank)
        self._size()
        for equation in cell_equations(self._form):
            self._watch(equation)
        if blank:
            self._protect()

    def _cell(self, cell: GridCell, *, blank: bool) -> None:
        row, column = cell.row + 1 + self._top, cell.column + 1
        if cell.row_span > 1 or cell.column_span > 1:
            self._sheet.merge_cells(
                start_row=row,
                start_column=column,
                end_row=row + cell.row_span - 1,
                end_column=column + cell.column_span - 1,
            )
        made = self._sheet.cell(row, column)
        for r in range(row, row + cell.row_span):
            for c in range(column, column + cell.column_span):
                self._sheet.cell(r, c).border = BLACK_LINES
        left = cell.role is CellRole.ROW_HEADER and not cell.upright
        made.alignment = Alignment(
            horizontal="left" if left else "center",
            vertical="center",
            wrap_text=True,
            textRotation=255 if cell.upright else 0,
        )
        if cell.key is not None:
            self._figure(cell.key, blank=blank)
        else:
            put_text(made, cell.text)
            made.font, made.fill = LABEL_FONT, LABEL_FILL

    @property
    def places(self) -> Mapping[str, tuple[int, int]]:
        """Where each input cell is: row and column, from 1."""
        return self._places

    def _figure(self, key: str, *, blank: bool) -> None:
        made = self._sheet.cell(*self._places[key])
        made.font, made.number_format = TEXT_FONT, _FORMATS[self._form.cells[key].kind]
        parts = total_definitions(self._form).get(key)
        if parts:
            made.fill = _TOTAL_FILL
        if parts and (blank or self._follows(key)):
            summed = f"SUM({','.join(ranges(self._places[part] for part in parts))})"
            counted = f"COUNT({','.join(ranges(self._places[part] for part in parts))})"
            made.value = f'=IF({counted}=0,"",{summed})' if blank else f"={summed}"
            self.results[reference(*self._places[key])] = self._report.cells.get(key)
        elif key in self._report.cells:
            made.value = self._report.cells[key]

    def _follows(self, key: str) -> bool:
        """Whether the total is what its parts add up to."""
        parts = total_definitions(self._form)[key]
        touched = [self._report.cells[part] for part in parts if part in self._report.cells]
        return bool(touched) and self._report.cells.get(key) == sum(touched)

    def _watch(self, equation: CellEquation) -> None:
        """Colour the cells of an equation that does not hold, once all of them are filled."""
        terms = (*equation.left, *equation.right)
        if any(term.previous or term.cell not in self._places for term in terms):
            return
        cells = [self._places[term.cell] for term in terms]
        left, right = self._sum(equation.left), self._sum(equation.right)
        broken = f"ROUND({left}-({right}),6)" + ("<>0" if equation.stated.relation == "=" else "<0")
        count = f"COUNT({','.join(ranges(cells, fixed=True))})={len(set(cells))}"
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f"AND({count},{broken})"], fill=_MISMATCH[equation.stated.severity]
        )
        self._sheet.conditional_formatting.add(" ".join(ranges(cells)), rule)

    def _sum(self, terms: Iterable[Term]) -> str:
        added: dict[int, list[tuple[int, int]]] = {}
        for term in terms:
            added.setdefault(term.weight, []).append(self._places[term.cell])
        sums = (f"{weight}*SUM({','.join(ranges(cells, fixed=True))})" for weight, cells in added.items())
        return "+".join(sums)

    def _size(self) -> None:
        grid, sheet = self._block.grid, self._sheet
        for column in range(grid.columns):
            sheet.column_dimensions[get_column_letter(column + 1)].width = self._width(column)
        for row in range(grid.rows):
            labels = [grid.at(row, column) for column in range(grid.columns)]
            long = any(len(cell.text) > _LONG_LABEL and cell.row_span == 1 for cell in labels)
            sheet.row_dimensions[row + 1 + self._top].height = _TALL_ROW if long else _ROW_HEIGHT
        if grid.header_rows:
            sheet.freeze_panes = reference(grid.header_rows + 1 + self._top, grid.label_columns + 1)
            sheet.print_title_rows = f"1:{grid.header_rows}"
        fit_to_a4(sheet, landscape=grid.columns > _MOST_UPRIGHT)

    def _width(self, column: int) -> float:
        grid = self._block.grid
        if column >= grid.label_columns:
            return max(_WIDTHS["figure"], 2 + self._most_digits(column))
        if any(cell.upright and cell.column == column for cell in grid.cells):
            return _WIDTHS["upright"]
        return _WIDTHS["leaf" if column == grid.label_columns - 1 else "label"]

    def _most_digits(self, column: int) -> int:
        """Return how many characters a figure of a column takes: where there is no room, spreadsheets print ####."""
        keys = [
            key
            for key, cell in self._block.grid.inputs.items()
            if cell.column == column and cell.column_span == 1
        ]
        kinds = [self._form.cells[key].kind.digits for key in keys]
        return max([*kinds, *(len(self._block.values.get(key, "")) for key in keys)], default=0)

    def _protect(self) -> None:
        """Lock everything but the cells to fill in, and let only fitting numbers in there."""
        totals = total_definitions(self._form)
        for kind in Kind:
            places = [
                self._places[key]
                for key in self._places
                if self._form.cells[key].kind is kind and key not in totals
            ]
            if places:
                check = _validation(kind)
                for place in places:
                    self._sheet.cell(*place).protection = Protection(locked=False)
                    check.add(reference(*place))
                self._sheet.add_data_validation(check)
        self._sheet.protection.sheet = True


def _validation(kind: Kind) -> DataValidation:
    wanted = {
        Kind.COUNT: "请填写 0 或正整数，没有的填 0。",
        Kind.LARGE_COUNT: "请填写 0 或正整数，没有的填 0。",
        Kind.CHANGE: "请填写整数，减少的填负数。",
        Kind.AMOUNT: "请填写 0 或正数，可以带小数。",
    }[kind]
    return DataValidation(
        type="decimal" if kind.places else "whole",
        operator="between",
        formula1=str(kind.least),
        formula2=str(kind.largest),
        allow_blank=True,
        showErrorMessage=True,
        showInputMessage=True,
        prompt=wanted,
        errorTitle="填写有误",
        error=wanted,
    )
