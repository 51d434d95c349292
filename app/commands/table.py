"""The commands of the command line as a table: what each is called, what it takes and which function does it.

The functions are named, not imported: a call loads only what its own command needs.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from app.commands import arguments
from app.exports.archival_details import CODE_RULE, RETENTIONS
from app.forms.model import YEARLY

FORMATS = ("pdf", "ofd", "docx", "html", "xlsx", "json", "archive")
PRESENTATIONS = ("chart-png", "chart-svg", "chart-pdf", "comparison-pdf", "comparison-xlsx")
GROUP_PAPERS = ("chart-png", "chart-svg", "chart-pdf", "comparison-xlsx")

Argument = tuple[tuple[str, ...], Mapping[str, Any]]
"""What argparse calls an argument: its names, and its settings."""


class Command(NamedTuple):
    """A command: the function that does it, its help, its positional argument, and the options it takes."""

    run: str
    """Module and name of the function, which takes the parsed arguments and returns the exit status."""
    help: str
    target: str = ""
    report: str = ""
    """Whether ``--unit`` and ``--year`` are ``required`` or ``optional``; empty: not taken."""
    flags: tuple[Argument, ...] = ()


def _argument(*names: str, **settings: Any) -> Argument:
    return names, settings


_JSON = _argument("--json", action="store_true", help="以 JSON 输出")
_SERIES = _argument("--series", type=arguments.series, default=YEARLY, help="报告种类，不写则为工作年度报告")
_WHICH_SERIES = _argument(
    "--series", type=arguments.series, help="报告种类，不写则为工作年度报告，写了格式编号的以格式为准"
)
_ANY_SERIES = _argument("--series", type=arguments.series, help="只要这一种类的报告")
_OF_GROUP = _argument("--group", type=arguments.unit, help="只要该单位和名下各单位的报告")
_GROUP = _argument("--group", required=True, help="汇总单位的名称")
_BY = _argument("--by", default="", help="决定人的姓名，不写则为系统的用户名")
_YEAR = _argument("--year", required=True, type=arguments.year, help="报告年度")
_OF_SUM = (_GROUP, _YEAR, _SERIES)
"""What names an aggregate."""
_MEMBER = _argument("--unit", required=True, type=arguments.unit, help="单位的名称")


def _many(name: str, shown: str) -> Argument:
    return _argument(name, nargs="+", type=Path, metavar=shown, help="可以有几个")


COMMANDS = {
    "new": Command(
        "app.commands.writing.new",
        "新建一份空白报告",
        "workspace",
        "required",
        (
            _argument("--form", type=arguments.form_id, help="格式编号，不写则按年度选用"),
            _WHICH_SERIES,
            _argument("--from-previous", action="store_true", help="承接上一年报告的结转数、存量和文字框架"),
        ),
    ),
    "list": Command(
        "app.commands.checking.list_reports",
        "列出全部报告",
        flags=(_many("workspaces", "WORKSPACE"), _OF_GROUP, _ANY_SERIES, _JSON),
    ),
    "set": Command(
        "app.commands.writing.set_cells",
        "填写单元格，每格存盘后才显示 saved",
        "workspace",
        "required",
        (
            _argument("assignments", nargs="+", metavar="CELL=VALUE", help="等号后不写数值表示清空该格"),
            _SERIES,
        ),
    ),
    "import": Command(
        "app.commands.importing.import_document",
        "读入已有的报告文件",
        "source",
        "optional",
        (_argument("--into", type=Path, metavar="WORKSPACE", help="存入该数据文件"), _JSON),
    ),
    "check": Command(
        "app.commands.checking.check_reports",
        "核对报告，有错误时退出状态为 1",
        "",
        "optional",
        (_many("targets", "TARGET"), _OF_GROUP, _ANY_SERIES, _JSON),
    ),
    "export": Command(
        "app.commands.exporting.export_report",
        "输出报告文件，有错误时只能输出草稿",
        "workspace",
        "required",
        (
            _SERIES,
            _argument("--to", required=True, choices=(*FORMATS, *PRESENTATIONS)),
            _argument("-o", "--output", type=Path, help="输出到该文件"),
            _argument("--draft", action="store_true", help="带草稿标记输出，有错误也可以；已定稿的不带标记"),
            _argument(
                "--review", action="store_true", help="输出送审稿：页脚印时间、版本、校验码和页数（pdf、ofd）"
            ),
            _argument(
                "--sealed",
                action="store_true",
                help="落款留出盖章的位置（GB/T 9704-2012 7.3.5.1；pdf、ofd、docx）",
            ),
            _argument("--line-numbers", action="store_true", help="送审稿在左侧印行号"),
            _argument(
                "--annex",
                action="store_true",
                help="在报告后附数据分析的图：历年变化、办理结果（pdf、ofd、docx）",
            ),
            _argument("--sum", action="store_true", help="输出该单位的汇总表，不是它自己的报告"),
        ),
    ),
    "ledger": Command(
        "app.commands.ledger.ledger",
        "读入依申请公开台账，列出统计结果、待确认的申请和答复期限",
        "workspace",
        "optional",
        (
            _argument(
                "--import", dest="source", type=Path, metavar="FILE", help="读入该台账，已有的申请随之更新"
            ),
            _argument(
                "--column", action="append", default=[], metavar="列名=项目", help="指定该列是什么，并记住"
            ),
            _argument("--count", action="store_true", help="把统计结果填入报告，已填写的数不改"),
            _argument("--overwrite", action="store_true", help="与 --count 同用：已填写的数也按台账改"),
            _argument("--keep-numbers", action="store_true", help="读入时不遮盖证件号码和电话号码"),
            _JSON,
        ),
    ),
    "collect": Command(
        "app.commands.collecting.collect",
        "收取各单位报来的文件并登记",
        flags=(
            _argument("sources", nargs="+", type=Path, metavar="SOURCE", help="文件、文件夹或数据文件"),
            _argument("--into", required=True, type=Path, metavar="WORKSPACE", help="收入该数据文件"),
            _YEAR,
            _argument("--group", help="只收该单位名下各单位的文件"),
            _SERIES,
            _argument(
                "--adopt",
                action="store_true",
                help="采用比已收的新的更正；不写则只登记，逐格列出不同，等核对后采用",
            ),
            _JSON,
        ),
    ),
    "sum": Command(
        "app.commands.collecting.sum_group",
        "汇总一组单位的报告",
        "workspace",
        flags=(
            *_OF_SUM,
            _argument(
                "--to",
                choices=(*FORMATS[:-1], *GROUP_PAPERS),
                help="输出汇总报告；chart-… 输出全组的数据分析图，comparison-xlsx 输出各单位对照表",
            ),
            _argument("-o", "--output", type=Path, help="输出到该文件"),
            _JSON,
        ),
    ),
    "contributors": Command(
        "app.commands.collecting.contributors",
        "列出构成汇总表中一个数的单位",
        "workspace",
        flags=(_argument("cell", metavar="CELL", help="单元格"), *_OF_SUM, _JSON),
    ),
    "exclude": Command(
        "app.commands.composing.exclude",
        "不把一个单位的数计入汇总",
        "workspace",
        flags=(*_OF_SUM, _MEMBER, _argument("--reason", required=True, help="原因"), _BY),
    ),
    "include": Command(
        "app.commands.composing.include",
        "把一个单位的数重新计入汇总",
        "workspace",
        flags=(*_OF_SUM, _MEMBER),
    ),
    "adjust": Command(
        "app.commands.composing.adjust",
        "登记、取消或列出汇总的调整数",
        "workspace",
        flags=(
            _argument(
                "--cell",
                dest="assignment",
                metavar="CELL=AMOUNT",
                help="加上的数，减去的写负数；不写则列出已有的调整",
            ),
            *_OF_SUM,
            _argument("--reason", default="", help="调整的原因"),
            _BY,
            _argument("--withdraw", type=int, metavar="ID", help="取消该编号的调整"),
            _JSON,
        ),
    ),
    "units": Command(
        "app.commands.units.units",
        "列出单位名录，或从表格读入",
        "workspace",
        flags=(
            _argument("--import", dest="source", type=Path, metavar="REGISTER", help="读入该单位名录"),
            _JSON,
        ),
    ),
    "workbook": Command(
        "app.commands.workbooks.make_workbooks",
        "为一个或多个单位制作填报表（Excel），单位、年度和上年数已写好",
        "folder",
        "",
        (
            _argument("--year", required=True, type=arguments.year, help="报告年度"),
            _argument("--unit", type=arguments.unit, help="单位全称"),
            _argument("--group", help="只为该单位名下的各单位制作"),
            _argument("--names", type=Path, metavar="FILE", help="单位名单，文本文件，一行一个"),
            _argument(
                "--from", type=Path, dest="source", metavar="WORKSPACE", help="从该数据文件取单位和上年数"
            ),
            _argument(
                "--workspaces",
                action="store_true",
                help="不写填报表，为各单位写数据文件（.nianbao），供用本程序填报的单位使用；已有的文件不替换",
            ),
            _argument("--form", type=arguments.form_id, help="格式编号，不写则按年度选用"),
            _WHICH_SERIES,
        ),
    ),
    "volume": Command(
        "app.commands.volume.volume",
        "把许多单位的报告合成一册，有目录和连续的页码",
        "workspace",
        "",
        (
            _YEAR,
            _SERIES,
            _OF_GROUP,
            _argument("--title", default="", help="汇编的名称，不写则按单位和年度拟定"),
            _argument("-o", "--output", type=Path, help="输出到该文件，pdf 或 ofd"),
            _argument("--draft", action="store_true", help="有错误的报告也收入，带草稿标记"),
        ),
    ),
    "transfer": Command(
        "app.commands.transfer.transfer",
        "把已经定稿、没有错误的报告写成移交档案馆的文件夹",
        "workspace",
        "optional",
        (
            _argument(
                "-o",
                "--output",
                type=Path,
                required=True,
                metavar="FOLDER",
                help="写成该文件夹，须是尚不存在的",
            ),
            _argument(
                "--layout",
                choices=("2012", "2022"),
                default="2022",
                help="2012：档发〔2012〕7号附件2；2022：DA/T 93-2022 附录B",
            ),
            _argument(
                "--fonds", action="append", default=[], metavar="全宗号", help="或“单位=全宗号”，可写多次"
            ),
            _ANY_SERIES,
            _argument("--by", default="", help="移交单位，只有一个立档单位时可不写"),
            _argument("--archive", default="", help="接收的档案馆"),
            _argument("--category", default="WS", help="门类代码"),
            _argument("--retention", choices=RETENTIONS, default=RETENTIONS[0], help="保管期限"),
            _argument("--office", default="", help="机构或问题"),
            _argument("--office-code", default="BGS", help="机构代码"),
            _argument("--first", type=arguments.item_number, default=1, help="第一件的件号"),
            _argument("--rule", default=CODE_RULE, help="档号的组成规则，默认“%(default)s”"),
            _argument("--eep", action="store_true", dest="packages", help="每件另附 DA/T 48-2009 的封装包"),
            _argument("--carrier", default="在线移交", help="载体类型、规格"),
            _argument("--carrier-number", default="", help="载体编号"),
        ),
    ),
    "verify": Command(
        "app.commands.verifying.verify",
        "核验归档包或移交文件夹与其中登记是否一致，或报告的数与校验码是否一致",
        "package",
        "optional",
        (
            _ANY_SERIES,
            _argument("--code", type=arguments.check_code, help="纸上或电话中的校验码，与报告的数核对"),
        ),
    ),
    "selftest": Command("app.selftest.run", "检查程序安装是否完好"),
}
