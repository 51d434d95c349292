"""A slip says every place that has to be dealt with: on paper nobody can go from one to the next."""

from builders import consistent_report

from app.rules.completeness import blank_places, incomplete
from app.rules.review_slips import slip_of

WHO = {"office": "示例市人民政府", "who": "张三", "at": "2026-01-20T10:00:00"}


def test_every_blank_cell_is_named_row_by_row() -> None:
    report = consistent_report()
    row = [key for key, cell in report.form.cells.items() if cell.row == "granted"]
    other = ["applications.new.natural_person", "applications.new.other_org"]
    report = report.with_cells(dict.fromkeys([*row, *other]))
    (note,) = slip_of(report, incomplete(report), **WHO).notes
    assert note.words.endswith("未填的是“本年新收”行“自然人”“其他组织”列、“予以公开”行各列。")
    assert (note.cell, note.is_error) == (other[0], True)


def test_a_few_blank_cells_are_named_wherever_the_finding_is_told_and_many_are_not() -> None:
    report = consistent_report()
    one = report.with_cells({"disputes.review.pending": None})
    assert incomplete(one)[0].hint == f"未填的是{report.form.cells['disputes.review.pending'].name}。"
    many = report.with_cells(dict.fromkeys(list(report.form.cells)[20:80]))
    assert incomplete(many)[0].hint == ""
    assert len(slip_of(many, incomplete(many), **WHO).notes[0].words) > 100


def test_a_table_without_any_figure_needs_no_list() -> None:
    report = consistent_report()
    keys = [key for key, cell in report.form.cells.items() if cell.table == "disputes"]
    blank = report.with_cells(dict.fromkeys(keys))
    (note,) = slip_of(blank, incomplete(blank), **WHO).notes
    assert "的 15 格都未填" in note.words
    assert "未填的是" not in note.words
    assert blank_places(report.form, keys[:1]) == report.form.cells[keys[0]].name
