"""What the tables say where cells are blank."""

from example import changed, filled

from app.report import Report, Totals
from app.rules.claims.table_figures import CellSum, evident_zeros, figure

TOTAL = "applications.granted.total"
BLANK = "applications.granted.research_institute"
DISPUTE = "disputes.review.corrected"


def without(report: Report, *keys: str) -> Report:
    """Return *report* with these cells blank."""
    return report.with_cells(dict.fromkeys(keys))


def test_a_blank_total_is_the_sum_of_its_parts() -> None:
    report = without(filled(Totals.TYPED), TOTAL)
    assert figure(report, [TOTAL]) == CellSum(27, True)


def test_a_blank_part_leaves_the_sum_in_doubt_unless_it_is_evidently_nought() -> None:
    report = without(filled(Totals.TYPED), TOTAL, BLANK)
    assert figure(report, [TOTAL]) == CellSum(27, False)
    assert figure(report, [TOTAL], frozenset({BLANK})) == CellSum(27, True)


def test_nothing_filled_in_is_no_figure() -> None:
    report = filled()
    assert figure(without(report, *report.form.cells), [TOTAL]) is None


def test_a_blank_is_nought_where_the_typed_total_leaves_nothing_for_it() -> None:
    report = changed(filled(Totals.TYPED), disputes__review__corrected=None, disputes__review__total=6)
    assert DISPUTE in evident_zeros(report)
    assert DISPUTE not in evident_zeros(without(filled(Totals.TYPED), DISPUTE))


def test_a_computed_total_proves_nothing() -> None:
    assert DISPUTE not in evident_zeros(changed(filled(), disputes__review__corrected=None))


def test_an_equation_of_noughts_proves_nothing() -> None:
    cell = "applications.declined_publication.research_institute"
    report = filled(Totals.TYPED)
    assert report.cells["applications.declined_publication.total"] == 0
    assert report.cells["applications.total.research_institute"] == 0
    assert evident_zeros(without(report, cell)) == frozenset()


def test_a_blank_row_total_is_looked_through() -> None:
    assert BLANK in evident_zeros(without(filled(Totals.TYPED), BLANK, TOTAL))
