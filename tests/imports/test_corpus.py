"""Every way in which published reports differ from the form, one small document each, with what must come out."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from pages import NEW, OLD, UNIT, YEAR, Page, Piece, Rows, figures

from app.forms.model import Form
from app.imports import Imported, read
from app.values import Value

A = "applications.new.natural_person"
FEES = "disclosure.fees.amount"


def _read(tmp_path: Path, html: str, encoding: str = "utf-8") -> Imported:
    path = tmp_path / "年报.html"
    path.write_bytes(html.encode(encoding))
    return read(path)


def _check(report: Imported, form: Form, changed: Mapping[str, Value | None]) -> None:
    wanted = {**figures(form), **changed}
    assert report.form is form
    assert dict(report.cells) == {key: value for key, value in wanted.items() if value is not None}
    assert (report.unit, report.year) == (UNIT, YEAR)


@pytest.mark.parametrize(
    ("form", "key", "text", "value", "said"),
    [
        (NEW, A, "", None, None),
        (NEW, A, "&nbsp;", None, None),
        (NEW, A, "　　", None, None),
        (NEW, A, "<p></p>", None, None),
        (NEW, A, "０", 0, None),
        (NEW, A, "１２", 12, None),
        (NEW, A, " 　5&nbsp;", 5, None),
        (NEW, A, "<p>\n7\n</p>", 7, None),
        (NEW, A, "1,234", 1234, None),
        (NEW, A, "１，２３４", 1234, None),
        (NEW, A, "12件", 12, None),
        (NEW, A, "<b>1</b>2", 12, None),
        (NEW, A, "22（其中修订16件）", 22, "其中修订16件"),
        (NEW, A, "22(其中修订16件)", 22, "其中修订16件"),
        (NEW, A, "/", None, "不能确定"),
        (NEW, A, "-", None, "不能确定"),
        (NEW, A, "—", None, "不能确定"),
        (NEW, A, "无", None, "不能确定"),
        (NEW, A, "3.5", None, "整数"),
        (NEW, A, "-3", None, "负数"),
        (NEW, A, "约3", None, "不是数字"),
        (NEW, A, "3 4", None, "不是数字"),
        (NEW, A, "1000000000000", None, "位"),
        (NEW, A, "12万元", None, "金额"),
        (NEW, FEES, "96171.6", Decimal("96171.6"), None),
        (NEW, FEES, "12.3456万元", Decimal("12.3456"), None),
        (NEW, FEES, "251000元", None, "万元"),
        (NEW, FEES, "-5", None, "负数"),
        (OLD, "disclosure.procurement.amount", "251000元", Decimal(251000), None),
        (OLD, "disclosure.procurement.amount", "25.1万元", None, "元"),
        (OLD, "disclosure.licensing.change", "+2", 2, None),
        (OLD, "disclosure.licensing.change", "-1", -1, None),
        (OLD, "disclosure.licensing.change", "－１", -1, None),
        (OLD, "disclosure.licensing.change", "减4", -4, None),
        (OLD, "disclosure.licensing.change", "增加3项", 3, None),
        (OLD, "disclosure.licensing.change", "减少3", -3, None),
    ],
)
def test_cells(
    tmp_path: Path, form: Form, key: str, text: str, value: Value | None, said: str | None
) -> None:
    report = _read(tmp_path, Page(form, values={key: text}).html())
    _check(report, form, {key: value})
    assert [said in item.why for item in report.unread] == ([] if said is None else [True])
    if said is not None:
        (item,) = report.unread
        assert form.cells[key].name in item.where
        assert item.where.startswith("第 ")


LABELS = {
    "over two lines": {"商业企业": "商业<br>企业", "1.属于国家秘密": "1.属于<br/>国家秘密"},
    "with blanks inside": {"自然人": "自 然 人", "总计": "总　计"},
    "half-width brackets": {"（一）予以公开": "(一)予以公开", "（七）总计": "(七) 总计"},
    "other numbering": {"1.重复申请": "1、重复申请", "2.重复申请": "２．重复申请", "3.其他": "3、其他"},
    "no numbering": {"1.属于国家秘密": "属于国家秘密", "8.属于行政查询事项": "属于行政查询事项"},
    "number without a mark": {"7.属于行政执法案卷": "7属于行政执法案卷"},
    "historical total": {"现行有效件数": "现行有效件数(历史累计)"},
    "year in the label": {"本年制发件数": "本年(2024)制发件数", "本年废止件数": "本年（2024）废止件数"},
    "short name": {"行政规范性文件": "规范性文件"},
    "other wording of a note": {
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开（区分处理的，只计这一情况，不计其他情况）"
    },
    "note left out": {"（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开"},
    "long note added": {"四、结转下年度继续办理": "四、结转下年度继续办理（指截至12月31日尚未办结的申请，须与次年衔接）"},
    "other group label": {"（六）其他处理": "（六）其他"},
    "quotes": {"3.危及“三安全一稳定”": '3.危及"三安全一稳定"'},
    "no quotes": {"3.危及“三安全一稳定”": "3.危及三安全一稳定"},
    "traditional characters": {"行政處罰": "", "行政处罚": "行政處罰", "1.重复申请": "", "（三）不予公开": "（三）不予公開",
        "2.重复申请": "2.重複申請", "三、本年度办理结果": "三、本年度辦理結果"},
    "one character a line": {"三、本年度办理结果": "".join(f"<p>{c}</p>" for c in "三、本年度办理结果")},
    "corner without brackets": {
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"
    },
    "a character mistyped": {"4.无正当理由大量反复申请": "4.无正当理由大量反复申情"},
    "spaced caption": {"第二十条第（一）项": "第二十条 第（一）项", "第二十条第（八）项": "第二十条第(八)项"},
}  # fmt: skip


@pytest.mark.parametrize("labels", LABELS.values(), ids=LABELS)
def test_labels(tmp_path: Path, labels: Mapping[str, str]) -> None:
    report = _read(tmp_path, Page(NEW, labels=labels).html())
    _check(report, NEW, {})
    assert report.unread == ()


@pytest.mark.parametrize(
    "labels",
    [
        {"（六）其他处理": "（六）其他"},
        {"规范性文件": "行政规范性文件"},
        {"本年增/减": "本年增减", "上一年项目数量": "上一年项目<br>数量"},
        {"采购总金额": "采购总金额（元）", "其他对外管理服务事项": "其他对外管理<br>服务事项"},
        {"对外公开总数量": "对外公开总数量（历史累计）"},
    ],
)
def test_labels_of_the_old_form(tmp_path: Path, labels: Mapping[str, str]) -> None:
    report = _read(tmp_path, Page(OLD, labels=labels).html())
    _check(report, OLD, {})
    assert report.unread == ()


def _only(table: str, change: object) -> object:
    def apply(key: str, rows: Rows) -> Iterable[Rows]:
        return change(key, rows) if key == table else [rows]  # type: ignore[operator]

    return apply


def _split_pages(_: str, rows: Rows) -> Iterable[Rows]:
    """Cut within 无法提供, whose label goes on on the next page, as PDF converters leave it."""
    first, second = [list(row) for row in rows[:17]], [list(row) for row in rows[17:]]
    first[5][0] = Piece(first[5][0].html, 12)
    first[15][0] = Piece("（四）无", 2)
    second[0] = [Piece("", len(second) - 1), Piece("法提供", 1), *second[0]]
    return [first, second]


def _repeated_head(_: str, rows: Rows) -> Iterable[Rows]:
    first, second = [list(row) for row in rows[:17]], [list(row) for row in rows[17:]]
    first[5][0] = Piece(first[5][0].html, 12)
    first[15][0] = Piece("（四）无法提供", 2)
    second[0] = [Piece("", len(second) - 1), Piece("（四）无法提供", 1), *second[0]]
    return [first, [*rows[:3], *second]]


def _rowspan(by: int) -> object:
    def change(_: str, rows: Rows) -> Iterable[Rows]:
        made = [list(row) for row in rows]
        made[5][0] = Piece(made[5][0].html, made[5][0].rows + by)
        return [made]

    return change


def _insert(place: int, row: list[Piece]) -> object:
    def change(_: str, rows: Rows) -> Iterable[Rows]:
        return [[*rows[:place], row, *rows[place:]]]

    return change


def _without_groups(_: str, rows: Rows) -> Iterable[Rows]:
    """The column with （三）不予公开 and the like left out."""
    gone = ("（三）", "（四）", "（五）", "（六）")
    return [[[piece for piece in row if not piece.html.startswith(gone)] for row in rows]]


def _split_header(_: str, rows: Rows) -> Iterable[Rows]:
    """商业 and 企业 in cells one below the other."""
    made = [list(row) for row in rows]
    names = [piece.html for piece in made[2]]
    made[0][0] = Piece(made[0][0].html, 4, made[0][0].columns)
    made[1] = [Piece(p.html, 3 if p.rows == 2 else 1, p.columns) for p in made[1]]
    made[2] = [Piece(name[:2]) for name in names]
    made.insert(3, [Piece(name[2:]) for name in names])
    return [made]


def _lost_spans(_: str, rows: Rows) -> Iterable[Rows]:
    """A grid in which merged cells have come apart: the text stands in the first, the rest are blank."""
    width = 10
    made: Rows = [[Piece("") for _ in range(width)] for _ in rows]
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for piece in row:
            while (index, column) in taken:
                column += 1
            made[index][column] = Piece(piece.html)
            taken |= {(index + r, column + c) for r in range(piece.rows) for c in range(piece.columns)}
            column += piece.columns
    return [made]


def _extra_column(_: str, rows: Rows) -> Iterable[Rows]:
    return [[*rows[:0], *([*row, Piece("备注", 3) if index == 0 else Piece("")] if index not in (1, 2) else row
             for index, row in enumerate(rows))]]  # fmt: skip


def _number_column(_: str, rows: Rows) -> Iterable[Rows]:
    head = [Piece("序号", 3), *rows[0]]
    return [[head, *rows[1:3], *([Piece(str(n)), *row] for n, row in enumerate(rows[3:], start=1))]]


def _label_over_rows(_: str, rows: Rows) -> Iterable[Rows]:
    """A long label that a page's end cut in two: its figures stand in the second half."""
    made = [list(row) for row in rows]
    place = next(i for i, row in enumerate(made) if "逾期未按收费通知" in row[0].html)
    figures = made[place][1:]
    made[place] = [Piece("2.申请人逾期未按收费通知要求缴纳费用、"), *(Piece("") for _ in figures)]
    made.insert(place + 1, [Piece("行政机关不再处理其政府信息公开申请"), *figures])
    made[5][0] = Piece(made[5][0].html, made[5][0].rows + 1)
    group = next(i for i, row in enumerate(made) if any("（六）" in piece.html for piece in row))
    made[group] = [Piece(p.html, p.rows + 1, p.columns) if "（六）" in p.html else p for p in made[group]]
    return [made]


STRUCTURES = {
    "rowspan too long": _rowspan(2),
    "rowspan too short": _rowspan(-2),
    "page number in the table": _insert(12, [Piece("-4-", 1, 10)]),
    "page number between dashes": _insert(9, [Piece("— 4 —", 1, 8)]),
    "title row in the table": _insert(0, [Piece("三、收到和处理政府信息公开申请情况", 1, 10)]),
    "blank row": _insert(4, [Piece("", 1, 10)]),
    "group labels missing": _without_groups,
    "group label over two pages": _split_pages,
    "head repeated on the next page": _repeated_head,
    "label broken over two cells": _split_header,
    "label broken over two rows": _label_over_rows,
    "merged cells come apart": _lost_spans,
    "column for remarks": _extra_column,
    "column of numbers": _number_column,
}


@pytest.mark.parametrize("change", STRUCTURES.values(), ids=STRUCTURES)
def test_structures(tmp_path: Path, change: object) -> None:
    page = Page(NEW, change=_only("applications", change))  # type: ignore[arg-type]
    report = _read(tmp_path, page.html())
    _check(report, NEW, {})
    assert report.unread == ()


def test_only_natural_persons_and_totals_filled(tmp_path: Path) -> None:
    blank = {
        key: ""
        for key in NEW.cells
        if key.startswith("applications.") and not key.endswith(("natural_person", "total"))
    }
    blank["applications.total.enterprise"] = ""
    report = _read(tmp_path, Page(NEW, values=blank).html())
    _check(report, NEW, dict.fromkeys(blank))
    assert report.unread == ()


def test_row_totals_blank(tmp_path: Path) -> None:
    blank = {key: "" for key in NEW.cells if key.endswith(".total")}
    report = _read(tmp_path, Page(NEW, values=blank).html())
    _check(report, NEW, dict.fromkeys(blank))


def test_the_old_form_in_a_later_year_is_known_by_its_rows(tmp_path: Path) -> None:
    report = _read(tmp_path, Page(OLD).html())
    assert report.year == YEAR
    _check(report, OLD, {})


def test_a_row_of_another_kind_is_listed_not_guessed(tmp_path: Path) -> None:
    row = [Piece("9.其它情形甲", 1, 1), *(Piece("8") for _ in range(7))]
    page = Page(NEW, change=_only("applications", _insert(15, row)))  # type: ignore[arg-type]
    report = _read(tmp_path, page.html())
    _check(report, NEW, {})
    (item,) = report.unread
    assert "9.其它情形甲" in item.text
    assert "第 2 张表第 16 行" in item.where


def test_a_merged_figure_is_listed_not_spread(tmp_path: Path) -> None:
    def change(_: str, rows: Rows) -> Iterable[Rows]:
        made = [list(row) for row in rows]
        made[3] = [made[3][0], made[3][1], Piece("77", 1, 5), made[3][-1]]
        return [made]

    report = _read(tmp_path, Page(NEW, change=_only("applications", change)).html())  # type: ignore[arg-type]
    organisations = ("enterprise", "research_institute", "public_welfare_org", "legal_service", "other_org")
    _check(report, NEW, {f"applications.new.{column}": None for column in organisations})
    assert ["77" in item.text for item in report.unread] == [True]


def test_columns_in_another_order_follow_their_labels(tmp_path: Path) -> None:
    def change(_: str, rows: Rows) -> Iterable[Rows]:
        made = [list(row) for row in rows]
        made[2] = made[2][::-1]
        made[3:] = [[*row[:-6], *row[-6:-1][::-1], row[-1]] for row in made[3:]]
        return [made]

    report = _read(tmp_path, Page(NEW, change=_only("applications", change)).html())  # type: ignore[arg-type]
    _check(report, NEW, {})


def test_rows_in_another_order_follow_their_labels(tmp_path: Path) -> None:
    def change(_: str, rows: Rows) -> Iterable[Rows]:
        return [[*rows[:3], rows[-1], *rows[3:-1]]]

    report = _read(tmp_path, Page(NEW, change=_only("applications", change)).html())  # type: ignore[arg-type]
    _check(report, NEW, {})


def test_unknown_column_heads_refuse_the_figures(tmp_path: Path) -> None:
    labels = {
        name: f"丙{n}"
        for n, name in enumerate(
            ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
        )
    }
    report = _read(tmp_path, Page(NEW, labels=labels).html())
    _check(report, NEW, {key: None for key in NEW.cells if key.startswith("applications.")} | {
        key: None for key in NEW.cells if key.startswith("disputes.") and key.endswith(".total")
    })  # fmt: skip
    assert report.unread


def test_a_head_in_yuan_is_not_taken_for_ten_thousands(tmp_path: Path) -> None:
    labels = {"本年收费金额（单位：万元）": "本年收费金额（单位：元）"}
    report = _read(tmp_path, Page(NEW, labels=labels).html())
    _check(report, NEW, {FEES: None})
    assert ["单位是元" in item.why for item in report.unread] == [True]
    zero = _read(tmp_path, Page(NEW, labels=labels, values={FEES: "0"}).html())
    _check(zero, NEW, {FEES: 0})


def test_the_same_table_twice_with_another_figure_is_listed(tmp_path: Path) -> None:
    page = Page(NEW, change=lambda key, rows: [rows, rows] if key == "disputes" else [rows])
    _check(_read(tmp_path, page.html()), NEW, {})

    def change(key: str, rows: Rows) -> Iterable[Rows]:
        other = [*rows[:-1], [Piece("9"), *rows[-1][1:]]]
        return [rows, other] if key == "disputes" else [rows]

    report = _read(tmp_path, Page(NEW, change=change).html())
    _check(report, NEW, {})
    assert ["两处不一致" in item.why for item in report.unread] == [True]
