"""The bundled forms say what the official ones say; a mistake in a form file is reported with file, key and reason."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import definitions
import pytest
from form_text import GOOD

from app.forms import loader
from app.forms.compiled import cell_equations
from app.forms.loader import FormError, form_for, forms, load
from app.forms.model import YEARLY, Form
from app.forms.table_reader import plain_label
from app.forms.tables import Node
from app.paths import resource
from app.values import Kind

BOTH = pytest.mark.parametrize("form_id", definitions.FORM_IDS)


# What the bundled forms contain


def test_both_official_forms_are_there_the_newest_first() -> None:
    yearly = [form.id for form in forms().values() if form.series == YEARLY]
    assert yearly == ["cn-disclosure-2021", "cn-disclosure-2019"]


def test_threads_that_ask_at_the_same_time_get_one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = 4
    together = threading.Barrier(threads)
    load_slowly = loader.form_of

    def slow(path: Path) -> Form:
        time.sleep(0.05)
        return load_slowly(path)

    def ask(_number: int) -> Form:
        together.wait()
        return bundled["cn-disclosure-2021"]

    monkeypatch.setattr(loader, "form_of", slow)
    bundled = loader._Bundled(resource("forms"))
    with ThreadPoolExecutor(threads) as pool:
        assert len({id(form) for form in pool.map(ask, range(threads))}) == 1


@BOTH
def test_a_form_has_the_cells_of_the_official_one_in_printed_order(form_id: str) -> None:
    assert list(forms()[form_id].cells) == definitions.cell_keys(form_id)


def test_sizes_of_the_form_of_2021(form_2021: Form) -> None:
    tables = Counter(cell.table for cell in form_2021.cells.values())
    assert tables == {"disclosure": 10, "applications": 175, "disputes": 15}
    errors = [equation for equation in cell_equations(form_2021) if equation.stated.severity == "error"]
    assert len(errors) == 42


@BOTH
def test_kinds_of_cells(form_id: str) -> None:
    for key, cell in forms()[form_id].cells.items():
        if key in definitions.AMOUNTS:
            assert cell.kind is Kind.AMOUNT, key
        elif key.split(".")[2] == definitions.SIGNED:
            assert cell.kind is Kind.CHANGE, key
        else:
            assert cell.kind is Kind.COUNT, key


@BOTH
def test_a_cell_knows_its_place_and_is_named_apart_from_all_others_of_its_table(form_id: str) -> None:
    cells = forms()[form_id].cells
    for key, cell in cells.items():
        assert (cell.key, f"{cell.table}.{cell.row}.{cell.column}") == (key, key)
    names = Counter((cell.table, cell.name) for cell in cells.values())
    assert [name for name, count in names.items() if count > 1] == []


@BOTH
def test_totals_are_the_cells_that_are_sums_of_others(form_id: str) -> None:
    computed = {cell.key for cell in forms()[form_id].cells.values() if cell.computed}
    assert computed == definitions.total_keys(form_id)


def _labels(nodes: list[Node]) -> tuple[tuple[str, str], ...]:
    return tuple((node.key, node.label) for node in nodes)


@BOTH
def test_labels_of_rows_and_columns(form_id: str) -> None:
    tables = forms()[form_id].tables
    assert list(tables) == ["disclosure", "applications", "disputes"]
    disclosure = [
        (band.caption, _labels(band.row_leaves()), _labels(band.column_leaves()))
        for band in tables["disclosure"].bands
    ]
    assert tuple(disclosure) == definitions.DISCLOSURE[form_id]
    (applications,), (disputes,) = tables["applications"].bands, tables["disputes"].bands
    assert applications.corner == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert _labels(applications.row_leaves()) == definitions.application_rows(form_id)
    assert _labels(applications.column_leaves()) == definitions.COLUMNS
    assert _labels(disputes.row_leaves()) == definitions.DISPUTE_ROWS
    assert _labels(disputes.column_leaves()) == definitions.DISPUTE_COLUMNS


@BOTH
def test_groups_span_the_rows_and_columns_the_official_form_says(form_id: str) -> None:
    tables = forms()[form_id].tables

    def group(table: str, axis: str, label: str) -> list[str]:
        for band in tables[table].bands:
            for top in band.rows if axis == "row" else band.columns:
                for node in top.walk():
                    if node.label == label and node.children:
                        return [leaf.key for leaf in node.leaves()]
        raise AssertionError(label)

    rows = [key for key, _ in definitions.results(form_id)]
    assert group("applications", "row", "三、本年度办理结果") == [*rows, "total"]
    groups = {"refused": "（三）不予公开", "unavailable": "（四）无法提供", "declined": "（五）不予处理"}
    for start, label in groups.items():
        assert group("applications", "row", label) == [key for key in rows if key.startswith(f"{start}_")]
    if form_id == "cn-disclosure-2021":
        other = ["other_not_corrected", "other_fee_unpaid", "other_misc"]
        assert group("applications", "row", "（六）其他处理") == other
    assert group("applications", "column", "法人或其他组织") == list(definitions.SIX[1:])
    assert group("applications", "column", "申请人情况") == list(definitions.SEVEN)
    assert group("disputes", "row", "行政诉讼") == ["direct_suit", "suit_after_review"]


@BOTH
def test_sections_stand_in_the_official_order(form_id: str) -> None:
    sections = forms()[form_id].sections
    keys = ["preface", "overview", "disclosure", "applications", "disputes", "problems", "other"]
    assert [section.key for section in sections] == keys
    assert tuple(section.heading for section in sections) == ("", *definitions.HEADINGS[form_id])
    assert [section.tab for section in sections] == ["封面与前言", "一", "二", "三", "四", "五", "六"]
    assert [section.table for section in sections if section.table] == keys[2:5]
    assert [section.key for section in forms()[form_id].text_sections] == [*keys[:2], *keys[5:]]
    assert forms()[form_id].section("other").heading == "六、其他需要报告的事项"


@BOTH
def test_every_equation_cites_where_it_comes_from(form_id: str) -> None:
    form = forms()[form_id]
    assert (
        form.notice
        in {
            "cn-disclosure-2021": "国办公开办函〔2021〕30号",
            "cn-disclosure-2019": "国办公开办函〔2019〕60号",
        }.values()
    )
    assert all(form.notice in equation.source for equation in form.equations)


@pytest.mark.parametrize(
    ("year", "form_id"),
    [
        (2008, "cn-disclosure-2019"), (2019, "cn-disclosure-2019"), (2020, "cn-disclosure-2019"),
        (2021, "cn-disclosure-2021"), (2025, "cn-disclosure-2021"), (2099, "cn-disclosure-2021"),
    ],
)  # fmt: skip
def test_official_form_of_a_year(year: int, form_id: str) -> None:
    assert form_for(year).id == form_id


def test_an_unknown_section_is_a_key_error(form_2021: Form) -> None:
    with pytest.raises(KeyError, match="annex"):
        form_2021.section("annex")


# What a form file may get wrong

ROW_TOTAL = 'left = ["total"]\nrelation = "="\nright = ["people", "bodies"]'
BALANCE = 'left = ["new"]\nrelation = "="\nright = ["sum"]'
FLAT = '{ key = "people", label = "个人" }'
SECOND_BAND = """
[[tables.main.bands]]
columns = [{ key = "people", label = "个人" }]
rows = [{ key = "%s", label = "另一项" }]

[[equations]]
id = "main.row_total\""""

MISTAKES: dict[str, tuple[str, str, str, str]] = {
    # name: (what stands in the good file, what stands there instead, key, reason)
    "not TOML": ('id = "made-up"', 'id = "made-up', "文件", "不是正确的 TOML"),
    "missing id": ('id = "made-up"\n', "", "id", "缺少"),
    "missing title": ('title = "{unit}{year}年示例报告"\n', "", "title", "缺少"),
    "missing words": ('title_words = ["示例", "报告"]\n', "", "title_words", "缺少"),
    "missing first year": ("first_year = 2020\n", "", "first_year", "缺少"),
    "wrong type": ("first_year = 2020", 'first_year = "2020"', "first_year", "应为"),
    "a flag for a number": ("first_year = 2020", "first_year = true", "first_year", "应为"),
    "years the wrong way round": ("last_year = 2030", "last_year = 2019", "last_year", "早于"),
    "misspelt setting": ("last_year", "lastyear", "lastyear", "没有这样的设置项"),
    "an empty word": ('["示例", "报告"]', '["示例", ""]', "title_words", "非空文字"),
    "unknown placeholder in the title": ("{unit}{year}", "{unit}{month}", "title", "{month}"),
    "attribute in a placeholder": ("{unit}{year}", "{unit.name}{year}", "title", "占位符"),
    "format in a placeholder": ("{unit}{year}", "{unit:d}{year}", "title", "占位符"),
    "conversion in a placeholder": ("{unit}{year}", "{unit!x}{year}", "title", "占位符"),
    "open brace in the title": ("{unit}{year}", "{unit{year", "title", "花括号"),
    "unnamed placeholder": ("{unit}{year}", "{}{year}", "title", "占位符"),
    "section without a tab": ('tab = "一"\n', "", "sections[0].tab", "缺少"),
    "section with an unknown table": ('table = "main"\n\n[tables', 'table = "annex"\n\n[tables', "sections[1].table", "annex"),
    "two sections of one key": ('key = "figures"', 'key = "intro"', "sections.key", "重复"),
    "two sections of one heading": ('heading = "二、数据"', 'heading = "一、前言"', "sections.heading", "重复"),
    "a section without heading behind another": ('heading = "二、数据"', 'heading = ""', "sections[1].heading", "第一个"),
    "section key that is no key": ('key = "figures"', 'key = "a b"', "sections[1].key", "小写字母"),
    "misspelt section setting": ('tab = "二"', 'tab = "二"\nhint = ""', "sections[1].hint", "没有这样的设置项"),
    "table in no section": ('tab = "二"\ntable = "main"', 'tab = "二"', "tables.main", "没有一个部分"),
    "table in two sections": ('tab = "一"', 'tab = "一"\ntable = "main"', "tables.main", "不止一个部分"),
    "table key that is no key": ("[tables.main]\n", '[tables."ma.in"]\nname = "x"\nbands = []\n[tables.main]\n', "tables.ma.in", "小写字母"),
    "table without a name": ('[tables.main]\nname = "数据"', "[tables.main]", "tables.main.name", "缺少"),
    "misspelt table setting": ('name = "数据"', 'name = "数据"\ntitle = ""', "tables.main.title", "没有这样的设置项"),
    "misspelt band setting": ('corner = "项目"', 'korner = "项目"', "tables.main.bands[0].korner", "没有这样的设置项"),
    "unknown flow": ('corner = "项目"', 'flow = "up"', "tables.main.bands[0].flow", "up"),
    "bands of two flows": ('[[equations]]\nid = "main.row_total"', SECOND_BAND.replace("columns", 'flow = "across"\ncolumns', 1) % "x", "tables.main.bands", "flow"),
    "row without a label": ('{ key = "new", label = "一、新收" }', '{ key = "new" }', "tables.main.bands[0].rows[0].label", "缺少"),
    "row without a key": ('{ key = "new", label = "一、新收" }', '{ label = "一、新收" }', "tables.main.bands[0].rows[0].key", "缺少"),
    "row that is no row": ('{ key = "new", label = "一、新收" }', '"new"', "tables.main.bands[0].rows[0]", "应为一组设置"),
    "row key with a dot": ('key = "granted"', 'key = "a.b"', "tables.main.bands[0].rows[1].rows[0].key", "小写字母"),
    "row key in Chinese": ('key = "granted"', 'key = "公开"', "tables.main.bands[0].rows[1].rows[0].key", "小写字母"),
    "row key in capitals": ('key = "granted"', 'key = "Granted"', "tables.main.bands[0].rows[1].rows[0].key", "小写字母"),
    "group of no rows": ('rows = [{ key = "granted", label = "（一）公开" }, { key = "refused", label = "（二）不公开" }]', "rows = []", "tables.main.bands[0].rows[1].rows", "不能为空"),
    "columns below a row": ('rows = [{ key = "granted"', 'columns = [{ key = "granted"', "tables.main.bands[0].rows[1].columns", "没有这样的设置项"),
    "two rows of one key": ('key = "refused"', 'key = "new"', "tables.main.bands[0].rows", "重复"),
    "two columns of one key": ('key = "others"', 'key = "people"', "tables.main.bands[0].columns", "重复"),
    "one cell in two bands": ('[[equations]]\nid = "main.row_total"', SECOND_BAND % "new", "tables.main", "main.new.people"),
    "unknown kind": (FLAT, '{ key = "people", label = "个人", kind = "money" }', "tables.main.bands[0].columns[0].kind", "money"),
    "kind on a group": ('label = "单位"', 'label = "单位", kind = "amount"', "tables.main.bands[0].columns[1].kind", "没有下级"),
    "upright in words": ('label = "单位"', 'label = "单位", upright = "yes"', "tables.main.bands[0].columns[1].upright", "应为"),
    "equation of an unknown table": ('name = "行合计"\ntable = "main"', 'name = "行合计"\ntable = "annex"', "equations[0].table", "annex"),
    "equation over an unknown axis": ('each = "row"', 'each = "table"', "equations[0].each", "column、row"),
    "unknown relation": (ROW_TOTAL, ROW_TOTAL.replace('"="', '"<"'), "equations[0].relation", ">="),
    "unknown severity": ('severity = "error"', 'severity = "fatal"', "equations[0].severity", "error、warning、ask"),
    "two equations of one id": ('id = "main.balance"', 'id = "main.row_total"', "equations.id", "重复"),
    "equation that names no row": (BALANCE, BALANCE.replace("sum", "amount"), "equations[1].right", "amount"),
    "equation that names a column for a row": (BALANCE, BALANCE.replace("sum", "people"), "equations[1].right", "people"),
    "equation of nothing": (BALANCE, BALANCE.replace('["sum"]', "[]"), "equations[1].right", "至少要有一项"),
    "weight that is no number": (BALANCE, BALANCE.replace('["sum"]', '[{ key = "sum", weight = "2" }]'), "equations[1].right[0].weight", "应为"),
    "weight 0": (BALANCE, BALANCE.replace('["sum"]', '[{ key = "sum", weight = 0 }]'), "equations[1].right[0].weight", "0"),
    "misspelt term setting": (BALANCE, BALANCE.replace('["sum"]', '[{ key = "sum", weigth = 2 }]'), "equations[1].right[0].weigth", "没有这样的设置项"),
    "term that is no term": (BALANCE, BALANCE.replace('["sum"]', "[1]"), "equations[1].right[0]", "应为一组设置"),
    "unknown place": ('each = "column"', 'each = "column"\nover = ["sum"]', "equations[1].over", "sum"),
    "unknown placeholder in a message": ("{difference}。", "{gap}。", "equations[0].message", "{gap}"),
    "format in a message": ("{difference}。", "{difference:d}。", "equations[0].message", "占位符"),
    "open brace in a message": ("{difference}。", "{difference。", "equations[0].message", "花括号"),
    "equation without a source": ('source = "示例文号"\n\n[[equations]]', "[[equations]]", "equations[0].source", "缺少"),
    "misspelt equation setting": ("computes = true", "compute = true", "equations[0].compute", "没有这样的设置项"),
    "a cell that does not exist": ('[[equations]]\nid = "main.row_total"', SECOND_BAND % "extra", "equations[0]", "main.extra.total"),
    "computing an inequality": ('relation = "="\nright = ["people", "bodies"]', 'relation = ">="\nright = ["people", "bodies"]', "equations[0].computes", "合计"),
    "computing two totals at once": (ROW_TOTAL, ROW_TOTAL.replace('["total"]', '["total", "people"]'), "equations[0].computes", "合计"),
    "computing a group": (ROW_TOTAL, ROW_TOTAL.replace('["total"]', '["bodies"]').replace('["people", "bodies"]', '["people", "total"]'), "equations[0].computes", "合计"),
    "computing with weights": (ROW_TOTAL, ROW_TOTAL.replace('"people", ', '{ key = "people", weight = -1 }, '), "equations[0].computes", "合计"),
    "computing from last year": (ROW_TOTAL, ROW_TOTAL.replace('"people", ', '{ key = "people", previous = true }, '), "equations[0].computes", "合计"),
    "a total summed from itself": (ROW_TOTAL, ROW_TOTAL.replace('"people", ', '"people", "total", '), "equations", "main.new.total"),
}  # fmt: skip
MISTAKES["no columns"] = (
    GOOD[GOOD.index("columns = [\n") : GOOD.index("rows = [\n")],
    "columns = []\n",
    "tables.main.bands[0].columns",
    "不能为空",
)
MISTAKES["no bands"] = (
    GOOD[GOOD.index("\n[[tables.main.bands]]") : GOOD.index("[[equations]]")],
    "bands = []\n",
    "tables.main.bands",
    "至少要有一段",
)
MISTAKES["totals summed from each other"] = (
    GOOD[GOOD.index('id = "main.balance"') :],
    GOOD[GOOD.index('id = "main.row_total"') : GOOD.index('[[equations]]\nid = "main.balance"')]
    .replace("main.row_total", "main.people")
    .replace(ROW_TOTAL, 'left = ["people"]\nrelation = "="\nright = ["total"]'),
    "equations",
    "main.new.",
)


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "示例.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_form_that_the_mistakes_are_made_in_is_good(tmp_path: Path) -> None:
    form = load(_file(tmp_path, GOOD))
    assert len(form.cells) == 16
    assert len(cell_equations(form)) == 8
    assert form.covers(2020)
    assert form.covers(2030)
    assert not form.covers(2019)
    assert not form.covers(2031)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_form_file_is_reported_with_file_key_and_reason(tmp_path: Path, mistake: str) -> None:
    old, new, key, reason = MISTAKES[mistake]
    assert GOOD.count(old) >= 1
    with pytest.raises(FormError) as caught:
        load(_file(tmp_path, GOOD.replace(old, new, 1)))
    assert (caught.value.file, caught.value.key) == ("示例.toml", key)
    assert reason in caught.value.reason
    message = str(caught.value)
    assert all(part in message for part in ("示例.toml", key, reason))
    assert "\n" not in message


def test_a_form_file_that_is_not_there_is_reported(tmp_path: Path) -> None:
    with pytest.raises(FormError, match=r"没有\.toml 的 文件 有误：无法读取"):
        load(tmp_path / "没有.toml")


def test_a_form_file_in_another_encoding_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "示例.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    with pytest.raises(FormError, match="无法读取"):
        load(path)


def test_a_form_file_that_is_not_named_by_its_id_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(loader, "resource", lambda *parts: tmp_path)
    with pytest.raises(FormError, match=r"other\.toml 的 id 有误"):
        list(loader._bundled.__wrapped__().values())


def test_a_new_format_is_a_new_file_and_no_new_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made-up.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(loader, "resource", lambda *parts: tmp_path)
    found = loader._bundled.__wrapped__()
    assert {key: form.id for key, form in found.items()} == {"made-up": "made-up"}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("（一）予以公开", "予以公开"), ("1.属于国家秘密", "属于国家秘密"), ("一、本年新收", "本年新收"), ("12.某项", "某项"),
        ("（其他）", "（其他）"), ("本年增/减", "本年增/减"), ("规章", "规章"), ("（一）", "（一）"), ("示例、其他", "示例、其他"),
    ],
)  # fmt: skip
def test_a_short_name_is_the_label_without_its_number(label: str, name: str) -> None:
    assert plain_label(label) == name
