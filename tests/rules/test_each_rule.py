"""Every rule is broken once by a change of the example, and is silent on something close to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from example import TEXTS, changed, filled, with_text

from app.collection.aggregate_standing import AggregateStanding
from app.collection.records import Note
from app.collection.sums import Contribution
from app.forms.loader import forms
from app.forms.narrative_reader import ASPECT_RULES
from app.ledger.undecided import Undecided
from app.linked_text import Link, marked
from app.report import Report, Status, Totals, Unit, UnitKind
from app.rules.check import Check, check
from app.rules.model import Severity
from app.rules.registry import rule_of, yearly_rules
from app.rules.settings import DEFAULT_SETTINGS, RuleSettings
from app.store import rule_settings
from app.totals import with_totals
from app.values import Value

Make = Callable[[], "Case"]


def note(words: str, cell: str = "", section: str = "") -> Note:
    """What an office has written at a place."""
    return Note(1, 1, cell, section, words, "", "示例市政府办公室 张三", "2026-01-20T10:00:00")


@dataclass(frozen=True)
class Case:
    """A report with what it is checked against."""

    report: Report
    previous: Report | None = None
    today: date | None = None
    has_glyph: Callable[[str], bool] | None = None
    settings: RuleSettings = DEFAULT_SETTINGS
    standing: AggregateStanding | None = None
    notes: tuple[Note, ...] = ()
    undecided: Undecided | None = None

    def check(self) -> Check:
        return check(
            self.report,
            self.previous,
            settings=self.settings,
            today=self.today,
            has_glyph=self.has_glyph,
            standing=self.standing,
            notes=self.notes,
            undecided=self.undecided,
        )


def typed(**cells: Value | None) -> Case:
    return Case(changed(filled(Totals.TYPED), **cells))


def text(overview: str | None = None, *, report: Report | None = None, **texts: str) -> Case:
    """The example with a line more in section one, or with other texts."""
    more = {} if overview is None else {"overview": f"{TEXTS['overview']}\n{overview}"}
    return Case(with_text(report or filled(), **more, **texts))


def last_year(**cells: Value | None) -> Report:
    """Last year's report from which the example follows."""
    start: dict[str, Value | None] = {
        "applications__carried_out__natural_person": 3,
        "applications__carried_out__enterprise": 0,
        "applications__new__enterprise": 10,
        "disclosure__rules__in_force": 4,
        "disclosure__normative_documents__in_force": 34,
    }
    report = changed(replace(filled(), id=2, year=2024), **{**start, **cells})
    return with_text(report, overview="上一年的文字。", problems="上一年的问题。")


def after(previous: Report, **cells: Value | None) -> Case:
    return Case(changed(filled(), **cells), previous)


def of_2019(year: int = 2020, **cells: Value | None) -> Report:
    form = forms()["cn-disclosure-2019"]
    report = replace(filled(), form=form, year=year, cells=dict.fromkeys(form.cells, 0))
    return changed(report, **cells)


BAD_OF_2019 = of_2019(disclosure__fees__previous_items=6)
BEFORE_2019 = of_2019(2019, disclosure__fees__previous_items=4, disclosure__fees__change=1)
LONG = "我局把群众关心的事项作为公开的重点，按月梳理清单，逐项落实责任，由专人跟踪进度，年底逐项对账销号，没有遗漏。"
MUCH = "\n".join(f"（{n}）{LONG}第{n}项另有安排。" for n in "一二三四五")

NO_REVIEWS: dict[str, Value | None] = {
    f"disputes__review__{result}": 0 for result in ("upheld", "corrected", "other", "pending")
}


NONE_NEW: dict[str, Value | None] = {
    key.replace(".", "__"): None for key in filled().form.cells if key.startswith("applications.new.")
}


def named(name: str) -> Report:
    return replace(filled(), unit=replace(filled().unit, name=name))


def of_a_government() -> Report:
    return replace(filled(), unit=replace(filled().unit, kind=UnitKind.GOVERNMENT))


def none_asked() -> Report:
    report = filled()
    rows = {key: 0 for key in report.form.cells if key.startswith("applications.")}
    return with_totals(report.with_cells(rows))


def summed(**known: object) -> Case:
    """The example as the sum of one unit that has sent all, but for what is said otherwise."""
    report = filled()
    member = replace(Contribution(Unit(8, "示例市财政局"), 8, report.form.id), **known.pop("member", {}))  # type: ignore[arg-type]
    given = {"contributions": (member,), "summed": report.cells, **known}
    return Case(report, standing=AggregateStanding(**given))  # type: ignore[arg-type]


BREAKS: dict[str, list[Make]] = {
    "applications.balance": [lambda: Case(changed(filled(), applications__new__enterprise=13))],
    "applications.results": [lambda: typed(applications__total__natural_person=48)],
    "applications.row_total": [lambda: typed(applications__granted__total=26)],
    "disputes.total": [lambda: typed(disputes__review__total=8)],
    "carry_over.applications": [lambda: after(last_year(applications__carried_out__natural_person=4))],
    "stock.in_force": [lambda: after(last_year(disclosure__normative_documents__in_force=35))],
    "stock.at_least_issued": [lambda: Case(changed(filled(), disclosure__rules__in_force=0))],
    "stock.items": [lambda: Case(BAD_OF_2019, BEFORE_2019)],
    "stock.unit_slip": [lambda: after(last_year(), disclosure__fees__amount=Decimal(130000))],
    "stock.jump": [lambda: after(last_year(disclosure__licensing__decisions=40))],
    "complete": [
        lambda: Case(changed(filled(), disclosure__fees__amount=None)),
        lambda: text(other=" 　\n"),
        lambda: Case(replace(filled(), unit=replace(filled().unit, name=" "))),
    ],
    "complete.value": [lambda: typed(disclosure__licensing__decisions=-1)],
    "complete.form": [lambda: Case(of_2019(2023))],
    "complete.deadline": [
        lambda: Case(filled(), today=date(2026, 2, 1)),
        lambda: Case(filled(), today=date(2026, 1, 20)),
    ],
    "stock.rule_maker": [lambda: Case(named("示例县教育局")), lambda: Case(named("示例市柳河镇人民政府"))],
    "stock.repealed": [lambda: Case(changed(filled(), disclosure__rules__issued=0, disclosure__rules__in_force=0, disclosure__rules__repealed=2))],
    "stock.large_amount": [
        lambda: Case(changed(filled(), disclosure__fees__amount=251000)),
        lambda: Case(replace(named("石门镇人民政府"), cells=changed(filled(), disclosure__fees__amount=88000).cells)),
    ],
    "stock.same_figures": [lambda: after(last_year(disclosure__penalties__decisions=245), disclosure__penalties__decisions=245)],
    "stock.same_disputes": [lambda: after(last_year())],
    "stock.disputes": [
        lambda: Case(none_asked()),
        lambda: after(last_year(**NO_REVIEWS), **NO_REVIEWS),
    ],
    "text.citation": [
        lambda: text("根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。"),
        lambda: text("本年度报告按国办公开办函〔2019〕60号的格式编制。"),
        lambda: text("依据《条例》（国令第492号）和国务院令第711号的规定编制。"),
        lambda: text("本报告根据国办公开办函〔2021〕31号编写。"),
        lambda: text("根据国务院令第771号公布的《政府信息公开条例》编制。"),
    ],
    "text.set_phrase": [lambda: text("坚持以公开为常态、公开为例外。"), lambda: text("坚持公开是常态，公开是例外。"), lambda: text("做好政信府息公开。")],
    "text.pairs": [lambda: text("按照《公开指南办理。"), lambda: text("门户网站（含专栏运行平稳。"), lambda: text("推进“一网通办工作。")],
    "text.double_mark": [lambda: text("运行平稳。。"), lambda: text("按月梳理，。")],
    "text.parts_listed": [lambda: text(preface="统计期限为2025年1月1日至12月31日。本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况六个部分组成。")],
    "text.other_body": [
        lambda: text("我镇认真做好公开。"),
        lambda: text("2025年，本镇新增专栏三个。"),
        lambda: text(report=replace(filled(), title="示例市水利局2025年政府信息公开工作年度报告")),
        lambda: text(preface="现公布示例市水利局2025年政府信息公开工作年度报告，统计期限为2025年1月1日至12月31日。"),
        lambda: text("2025年，示例市水利局高度重视政府信息公开工作。"),
    ],
    "text.improvement": [lambda: text(problems="解读的形式比较单一，公开的内容不够丰富，专栏更新不及时。")],
    "text.fee_amount": [
        lambda: text(other="本年度依申请收取了信息处理费。"),
        lambda: text(other="2025年按规定收取信息处理费，无其他需要报告的事项。"),
    ],
    "text.signature": [lambda: Case(replace(filled(), signed_on="2025年12月20日")), lambda: Case(replace(filled(), signed_on="二〇二五年一月五日"))],
    "narrative.linked": [lambda: text(marked("另有3件。", [Link(2, 1, "applications.other_handling.total")]))],
    "narrative.claim": [lambda: text("全年部分公开5件。")],
    "narrative.all_done": [lambda: text("收到的申请全部按期办结。")],
    "narrative.all_upheld": [lambda: text("行政复议案件均获维持。")],
    "narrative.only_persons": [lambda: text("所有申请均来自自然人。")],
    "narrative.parts": [
        lambda: text("全年共发布信息120条，其中动态类80条，政策类50条。"),
        lambda: text("全年培训9场，参加人员来自三类单位，分别为机关2场、学校3场、企业3场。"),
        lambda: text("答复申请58件。予以公开27件，部分公开6件，不予公开8件，无法提供13件，不予处理2件，其他处理3件。"),
    ],
    "narrative.share": [lambda: text("予以公开27件，占48.6%。"), lambda: text("予以公开27件，占46.7%。")],
    "narrative.growth": [
        lambda: text("收到申请由3607件增加到3646件，同比增长1.05%。"),
        lambda: text("共收到申请60件，比2024年减少10件，较上年增长14.3%。"),
    ],
    "narrative.twice": [
        lambda: text("全年主动公开政府信息845条。\n全年共主动公开政府信息854条。"),
        lambda: text("全年收取信息处理费120元。", other="本年度共收取信息处理费210元。"),
        lambda: text("2025年共收到申请60件。\n全年收到申请61件。", report=changed(filled(), **NONE_NEW)),
    ],
    "text.overview_length": [lambda: Case(filled(), settings=RuleSettings(longest_overview=100))],
    "text.local_figures": [lambda: Case(filled(), settings=RuleSettings(local_figures=("政策解读",)))],
    "text.year": [
        lambda: text("2024年，全局上下高度重视公开工作。"),
        lambda: text("2024年公开工作存在的主要问题是更新不及时。"),
        lambda: text("2024年度我局加强信息公开，报告显示成效良好。"),
        lambda: text(preface="现公布示例市生态环境局2024年政府信息公开工作年度报告，统计期限为2025年1月1日至12月31日。"),
        lambda: text("全年工作按2022年的安排进行。"),
        lambda: Case(replace(filled(), title="示例市生态环境局2024年政府信息公开工作年度报告")),
    ],
    "text.period": [
        lambda: text(preface="统计期限为2024年1月1日至2024年12月31日。"),
        lambda: text(preface="统计期限为2025年1月1日至2025年11月30日。"),
        lambda: text(preface="数据统计期限为二〇二四年一月一日至二〇二四年十二月三十一日。"),
        lambda: text(preface="数据统计期限从2025.1.1到2025.11.30。"),
        lambda: text(preface="本报告包括六个部分。"),
    ],
    "text.substance": [lambda: text(problems="无。"), lambda: text(problems="人手不足。")],
    "text.aspects": [
        lambda: text(report=with_text(filled(), overview=TEXTS["overview"].replace("平台建设", "其他").replace("网站", "").replace("专栏", ""))),
        lambda: text(report=of_a_government()),
        lambda: text("把公开工作纳入年度考核，没有发生责任追究。", report=of_a_government()),
    ],
    "text.fee": [
        lambda: text(other="没有其他需要报告的事项。"),
        lambda: text(
            report=changed(filled(), applications__other_fee_unpaid__enterprise=1), other="没有其他事项。"
        ),
    ],
    "text.length": [lambda: text("公开信息。" * 20_000)],
    "text.same_as_last_year": [
        lambda: Case(with_text(filled(), overview=MUCH), with_text(last_year(), overview=MUCH.replace("按月", "按季", 1)))
    ],
    "text.placeholder": [
        lambda: text("全年公开 条信息。"),
        lambda: text("由XX科负责。"),
        lambda: text("联系人：某某。"),
        lambda: text("印发《》若干份。"),
        lambda: text("会议（   ）召开。"),
        lambda: text("满意率为待填。"),
    ],
    "text.numbering": [
        lambda: text("（七）其他情况"),
        lambda: text("（五）其他情况"),
        lambda: text("（一）其他情况"),
        lambda: text(problems="（二）改进的打算\n把解读做得更好一些。"),
    ],
    "text.doubled": [
        lambda: text("增强工作的主动性性。"),
        lambda: text("群众的的意见都已答复。"),
        lambda: text("对存在的问题进行进行整改。"),
        lambda: text("制发规范性性文件，政府信息息公开有序。"),
        lambda: text("依法法办理，信信息公开有序。"),
    ],
    "text.punctuation": [lambda: text("加强领导,落实责任。"), lambda: text("门户网站(含专栏)运行平稳。")],
    "text.glyph": [
        lambda: text("承办人\ue123同志。"),
        lambda: replace(text("承办人龘同志。"), has_glyph=lambda c: c != "龘"),
        lambda: replace(text(report=replace(filled(), signed_by="龘县人民政府")), has_glyph=lambda c: c != "龘"),
        lambda: replace(text("译文བོད་附后。"), has_glyph=lambda c: ord(c) > 0x2000),
    ],
    "text.unseen": [
        lambda: text("承办人葛\U000e0100城同志。"),
        lambda: text("文号为a\u202eb。"),
        lambda: text(report=replace(filled(), signed_by="示例\u200e市教育局")),
        lambda: text(report=replace(filled(), title="示例市\ufe0f年度报告")),
    ],
    "privacy.id_card": [lambda: text("身份证号11010519491231002X。")],
    "privacy.mobile": [lambda: text("联系电话13800138000。"), lambda: text("手机１３８ ００１３ ８０００。")],
    "privacy.bank_card": [lambda: text("账号6222021234567890128。"), lambda: text("卡号4111 1111 1111 1111。")],
    "sum.drift": [lambda: summed(summed={}), lambda: summed(summed=changed(filled(), applications__new__enterprise=99).cells)],
    "sum.missing": [lambda: summed(member={"report_id": 0, "form": ""})],
    "sum.twice": [lambda: summed(twice={"示例市财政局": ("示例市", "示例区")})],
    "sum.unit_errors": [lambda: summed(faulty=("示例市财政局",))],
    "sum.forms_mixed": [lambda: summed(member={"form": "cn-disclosure-2019"})],
    "sum.published": [lambda: summed(published=changed(filled(), applications__new__enterprise=99))],
    "sum.excluded": [lambda: summed(member={"excluded": "已并入他单位", "by": "张三"})],
    "sum.blank": [lambda: summed(blank={"示例市财政局": 3})],
    "sum.changed": [lambda: summed(changed=("示例市财政局",))],
    "ledger.undecided": [
        lambda: Case(filled(), undecided=Undecided(2, 1)),
        lambda: Case(filled(), undecided=Undecided(0, 1)),
    ],
    "note.returned": [
        lambda: Case(filled(), notes=(note("请核对新收件数", cell="applications.new.total"),)),
        lambda: Case(filled(), notes=(note("请写明培训情况", section="overview"), note("请于月底前重报"))),
    ],
}  # fmt: skip

SILENT: dict[str, list[Make]] = {
    "applications.balance": [lambda: Case(filled()), lambda: Case(changed(filled(), applications__new__enterprise=None))],
    "applications.results": [lambda: typed(), lambda: typed(applications__total__natural_person=None)],
    "applications.row_total": [lambda: typed(), lambda: typed(applications__granted__total=None)],
    "disputes.total": [lambda: typed(), lambda: typed(disputes__review__total=None)],
    "carry_over.applications": [lambda: Case(filled()), lambda: after(last_year())],
    "stock.in_force": [lambda: after(last_year()), lambda: Case(filled(), BEFORE_2019)],
    "stock.at_least_issued": [lambda: Case(filled()), lambda: after(last_year(disclosure__rules__in_force=0))],
    "stock.items": [lambda: Case(of_2019(disclosure__fees__previous_items=5), BEFORE_2019), lambda: Case(BAD_OF_2019)],
    "stock.unit_slip": [lambda: after(last_year(), disclosure__fees__amount=130), lambda: after(last_year(disclosure__fees__amount=0), disclosure__fees__amount=130000)],
    "stock.jump": [lambda: after(last_year(disclosure__licensing__decisions=70)), lambda: after(last_year(disclosure__coercion__decisions=20)), lambda: after(last_year(), disclosure__fees__amount=Decimal(130000))],
    "complete": [lambda: Case(filled())],
    "complete.value": [lambda: typed(), lambda: Case(of_2019(disclosure__fees__change=-2))],
    "complete.form": [lambda: Case(of_2019()), lambda: Case(filled())],
    "complete.deadline": [
        lambda: Case(filled()),
        lambda: Case(filled(), today=date(2025, 12, 1)),
        lambda: Case(replace(filled(), status=Status.FINAL), today=date(2026, 3, 1)),
    ],
    "stock.rule_maker": [lambda: Case(filled()), lambda: Case(changed(named("示例县教育局"), disclosure__rules__issued=0, disclosure__rules__in_force=0)), lambda: Case(named("示例壮族自治区人民政府"))],
    "stock.repealed": [lambda: after(last_year(disclosure__rules__in_force=2), disclosure__rules__issued=0, disclosure__rules__in_force=0, disclosure__rules__repealed=2)],
    "stock.large_amount": [lambda: Case(replace(named("示例市人民政府"), cells=changed(filled(), disclosure__fees__amount=251000).cells)), lambda: Case(changed(filled(), disclosure__fees__amount=99999))],
    "stock.same_figures": [lambda: after(last_year()), lambda: after(last_year(disclosure__penalties__decisions=244), disclosure__penalties__decisions=245)],
    "stock.same_disputes": [lambda: after(last_year(disputes__review__upheld=5, disputes__direct_suit__upheld=1))],
    "stock.disputes": [lambda: Case(filled()), lambda: Case(changed(filled(), **NO_REVIEWS)), lambda: after(last_year(), **NO_REVIEWS)],
    "text.citation": [
        lambda: text("根据《中华人民共和国政府信息公开条例》（国务院令第711号）和国办公开办函〔2021〕30号规定的年度报告格式编制。"),
        lambda: text("落实国办公开办函〔2019〕61号要求。"),
        lambda: text("依据《保障农民工工资支付条例》（国务院令第724号）、《条例》（国令第711号）和国务院第711号令《政府信息公开条例》编制。"),
    ],
    "text.set_phrase": [lambda: text("坚持以公开为常态、不公开为例外，做到应公开尽公开。"), lambda: text("做好依申请公开和政府信息公开。")],
    "text.pairs": [lambda: text("1）公开指南；2）公开目录（含《目录（试行）》“一览”）。"), lambda: text("（一）其他。")],
    "text.double_mark": [lambda: text("要求有三：“公开。”、“解读。”……运行平稳！——好。")],
    "text.parts_listed": [lambda: text(preface="统计期限为2025年1月1日至12月31日。本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。")],
    "text.other_body": [
        lambda: text("本局势平稳，根本乡土情怀，基本局面向好，本局认真做好公开。"),
        lambda: text("我局认真做好公开，我市、我县都有专栏，我办理了“我镇这一年”栏目；自我委托不算。"),
        lambda: text("2025年，市生态环境局高度重视政府信息公开工作。市水利局移来的申请已经退回。"),
        lambda: text("局党组高度重视，市委办公室、市政府办公室高度重视。市直各局认真贯彻条例。"),
        lambda: text(report=replace(filled(), title="市生态环境局2025年政府信息公开工作年度报告")),
        lambda: text(preface="现公布示例市生态环境局2025年政府信息公开工作年度报告，统计期限为2025年1月1日至12月31日。"),
    ],
    "text.improvement": [lambda: Case(filled()), lambda: text(problems="")],
    "text.fee_amount": [lambda: text(other="本年度收取信息处理费120元。"), lambda: text(other="2025年收取信息处理费三百二十元。"), lambda: text(other="本年度未收取信息处理费。"), lambda: text(other="收取信息处理费的情况：没有发生。")],
    "text.signature": [lambda: Case(replace(filled(), signed_on="2025年12月31日")), lambda: Case(replace(filled(), signed_on="2026年1月10日")), lambda: Case(replace(filled(), signed_on="另定"))],
    "narrative.linked": [
        lambda: text(marked("全年部分公开6件。", [Link(6, 1, "applications.partly_granted.total")])),
        lambda: text(marked("信函3件。", [Link(2, 1, "ledger.channel.信函")])),
    ],
    "narrative.claim": [lambda: text("全年部分公开6件。"), lambda: text("全年推荐部分公开课5件。")],
    "narrative.all_done": [
        lambda: text("除结转下年度的外，申请均已办结。"),
        lambda: text(
            "收到的申请全部按期办结。",
            report=changed(filled(), applications__carried_out__natural_person=0, applications__carried_out__enterprise=0),
        ),
    ],
    "narrative.all_upheld": [lambda: text("经过复议的决定多数得到维持。")],
    "narrative.only_persons": [lambda: text("申请人多为自然人。")],
    "narrative.parts": [
        lambda: text("全年共发布信息120条，其中动态类80条，政策类40条。"),
        lambda: text("全年共发布解读31篇，其中图文10篇、负责人解读4篇。"),
        lambda: text("全年发布信息40条，其中：网站25条；公众号15条；另有简报9条。"),
        lambda: text("全年发布信息40条，其中网站25条（含转载30条）、公众号15条。"),
        lambda: text("收到申请60件（其中自然人47件、法人或其他组织13件），办结58件。"),
        lambda: text("收到申请60件，其中自然人47件、法人或其他组织13件，其中企业12件。"),
        lambda: text("共收到来信10件，其中网上6件、信函4件，个人8件、单位2件。"),
    ],
    "narrative.share": [
        lambda: text("予以公开27件，占46.6%。"),
        lambda: text("予以公开27件，占46.55%。"),
        lambda: text("全年共召开发布会8场，其中负责人出席6场，占75%。"),
        lambda: text("予以公开27件，占近五成。"),
    ],
    "narrative.growth": [
        lambda: text("收到申请由3607件增加到3646件，同比增长1.08%。"),
        lambda: text("共收到申请60件，比2024年减少10件，较上年下降14.3%。"),
        lambda: text("网站访问量同比增长35%。"),
        lambda: Case(text("共收到申请60件，较上年增长7.1%。").report, last_year(applications__new__natural_person=45)),
    ],
    "narrative.twice": [
        lambda: text("全年举办培训3次。\n其中举办培训2次。"),
        lambda: text("全年举办培训3次。\n上半年举办培训2次，全年通过网站发布信息5条。\n全年通过微信发布信息6条。"),
    ],
    "text.overview_length": [lambda: Case(filled(), settings=RuleSettings(longest_overview=1000)), lambda: Case(filled())],
    "text.local_figures": [
        lambda: Case(text("全年发布政策解读12篇。").report, settings=RuleSettings(local_figures=("政策解读",))),
        lambda: Case(filled()),
    ],
    "text.year": [
        lambda: text("较2024年同期有所增加。"),
        lambda: text("2024年12月27日收到的1件申请于2025年1月16日答复。"),
        lambda: text("2025年收到申请60件，2024年为52件。"),
        lambda: text("2024年报告指出的更新不及时问题已有改善，2024年度报告中提出的三项改进措施均已落实。"),
        lambda: text("对照2024年存在的问题、针对2024年工作中的不足逐条整改。"),
        lambda: text("2024年度社会评议反馈问题4项，均已整改。"),
        lambda: text("办理了2024年12月收到的申请3件。"),
        lambda: text("按照国办公开办函〔2021〕30号的要求编制，落实《2024年政务公开工作要点》。"),
        lambda: text("根据2019年4月3日修订的条例办理。"),
        lambda: text(problems="2026年，我局将进一步改进解读的形式和内容。"),
        lambda: text("5件结转至2026年继续办理。"),
        lambda: text("按时公开2024年度部门决算和2025年部门预算，发布2024年政府信息公开工作年度报告。"),
        lambda: Case(replace(filled(), title="示例市生态环境局2025年政府信息公开工作年度报告")),
        lambda: text("自2020年以来持续推进，2021—2025年规划已经完成。"),
    ],
    "text.period": [
        lambda: Case(filled()),
        lambda: text(preface="本报告数据的统计时间为2025年1月1日起至12月31日止。"),
        lambda: text(preface="所列数据统计期限为 2025 年 1 月 1 日—12 月 31 日。"),
        lambda: text(preface="数据统计期限为二〇二五年一月一日至二〇二五年十二月三十一日。"),
        lambda: text(preface="数据统计期限从2025.1.1到2025.12.31。"),
        lambda: text(preface=""),
    ],
    "text.substance": [lambda: Case(filled()), lambda: text(problems="")],
    "text.aspects": [
        lambda: Case(filled()),
        lambda: text(report=with_text(filled(), overview="")),
        lambda: text("开展年度考核，请群众评议，没有发生责任追究。", report=of_a_government()),
    ],
    "text.fee": [
        lambda: Case(filled()),
        lambda: text(other="全年没有发生收费情况。"),
        lambda: Case(with_text(of_2019(), other="无。")),
    ],
    "text.length": [lambda: text("公开信息。" * 3_000)],
    "text.same_as_last_year": [
        lambda: Case(with_text(filled(), overview=MUCH), with_text(last_year(), overview=LONG * 5)),
        lambda: Case(with_text(filled(), overview=MUCH)),
    ],
    "text.placeholder": [
        lambda: text("详见 http://xx.gov.cn/xxgk/ 和邮箱 xxgk@example.cn。"),
        lambda: text("公开条例规定的内容，高效办成一件事。"),
        lambda: text("全年公开 30 条信息，【解读】栏目运行平稳。"),
    ],
    "text.numbering": [
        lambda: Case(filled()),
        lambda: text("（六）其他情况\n1.公开的内容\n2.公开的时间\n（七）另外的情况\n1.重点领域\n"),
        lambda: text(problems="（一）主要问题\n解读少。\n（二）改进情况\n多做解读，做好解读。"),
    ],
    "text.doubled": [
        lambda: text("目的的确明确，一项一项落实，为了了解情况、及时研究，在存在的问题上下功夫。"),
        lambda: text("全面推进信息公开，公开的内容更加全面。"),
        lambda: text("工作作风改进，公开开展有序，全市市场监管、执行行政复议决定，机关关于收到到期的申请，时时更新、件件落实。"),
    ],
    "text.punctuation": [lambda: text("网址为 www.example.gov.cn,电话 0571-88880000。"), lambda: text("（含专栏）运行，平稳。")],
    "text.glyph": [lambda: text("承办人龘同志。"), lambda: replace(text("一切正常　好。"), has_glyph=lambda c: not c.isspace())],
    "text.unseen": [lambda: text("承办人葛城同志。\u200b"), lambda: text("译文Ελληνικά、書き方、한국어。")],
    "privacy.id_card": [lambda: text("文件编号110105194912310021。"), lambda: text("编号32010619801303001X。")],
    "privacy.mobile": [lambda: text("办公电话0571-88880000、057188880000、12345。"), lambda: text("流水号213800138000。")],
    "privacy.bank_card": [
        lambda: text("流水号6222021234567890129。"),
        lambda: text("编号0000000000000000。"),
        lambda: text("身份证号320106198002030655。"),
        lambda: text("身份证号11010519491231002X。"),
    ],
    "sum.missing": [summed, lambda: Case(filled())],
    "sum.twice": [summed, lambda: Case(filled())],
    "sum.unit_errors": [summed, lambda: Case(filled())],
    "sum.excluded": [summed, lambda: Case(filled())],
    "sum.blank": [summed, lambda: Case(filled())],
    "sum.changed": [summed, lambda: Case(filled())],
    "note.returned": [lambda: Case(filled())],
    "ledger.undecided": [lambda: Case(filled(), undecided=Undecided())],
    "sum.drift": [summed, lambda: Case(filled())],
    "sum.forms_mixed": [summed, lambda: summed(member={"form": "cn-disclosure-2019", "excluded": "格式旧", "by": "张三"})],
    "sum.published": [summed, lambda: summed(published=filled())],
}  # fmt: skip


def _found(case: Case, rule: str) -> list[str]:
    return [f.message for f in case.check().findings if rule_of(f.rule).id == rule]


def test_every_rule_has_something_that_breaks_it_and_something_it_is_silent_on() -> None:
    known = {rule.id for rule in yearly_rules()}
    assert known == BREAKS.keys() == SILENT.keys()
    assert all(BREAKS.values())
    assert all(SILENT.values())


def test_a_file_or_a_form_names_only_rules_that_are_there() -> None:
    named = {rule_settings.DEADLINE, rule_settings.LENGTH, rule_settings.LOCAL, *ASPECT_RULES}
    assert len(named) == 5
    assert named <= {rule.id for rule in yearly_rules()}


def _each(cases: dict[str, Sequence[Make]]) -> pytest.MarkDecorator:
    """Run a test with every case of every rule."""
    found = [
        pytest.param(rule, make, id=f"{rule}-{number}")
        for rule, makes in cases.items()
        for number, make in enumerate(makes)
    ]
    return pytest.mark.parametrize(("rule", "make"), found)


@_each(BREAKS)
def test_a_rule_finds_what_breaks_it(rule: str, make: Make) -> None:
    found = [f for f in make().check().findings if rule_of(f.rule).id == rule]
    assert found
    hard = rule_of(rule).hard
    assert all((finding.severity is Severity.ERROR) == hard for finding in found)
    assert all(finding.message.endswith("。") for finding in found)


@_each(SILENT)
def test_a_rule_is_silent_on_what_is_right(rule: str, make: Make) -> None:
    assert _found(make(), rule) == []


def test_nothing_at_all_is_found_on_the_example() -> None:
    assert filled().totals is Totals.COMPUTED
    assert check(filled()).findings == ()


@_each(BREAKS)
def test_a_finding_points_at_the_words_it_quotes(rule: str, make: Make) -> None:
    case = make()
    findings = case.check().findings
    assert findings
    for finding in findings:
        if finding.length:
            assert finding.section is not None
            body = case.report.text(finding.section)
            assert body[finding.start : finding.start + finding.length] == finding.excerpt
        assert set(finding.cells) <= case.report.form.cells.keys()


def test_a_missing_word_on_fees_is_found_once_with_the_reason_from_the_table() -> None:
    report = changed(filled(), applications__other_fee_unpaid__enterprise=1)
    found = [f for f in text(report=report, other="没有其他事项。").check().findings if f.rule == "text.fee"]
    assert [f.message for f in found] == [
        "表中逾期未缴费、不再处理的申请 1 件，而“六、其他需要报告的事项”没有写到信息处理费的收取情况。"
    ]


def test_an_indented_sentence_is_marked_without_its_indent() -> None:
    report = text("　　全年部分公开5件。").report
    (finding,) = check(report).findings
    body = report.text("overview")
    assert body[finding.start : finding.start + finding.length] == finding.excerpt == "全年部分公开5件。"


@pytest.mark.parametrize("rule", ["sum.published", "sum.drift", "complete.value"])
def test_of_many_findings_the_same_are_told_in_whatever_order_the_cells_were_filled_in(rule: str) -> None:
    """A report in memory has its cells in another order than the same one read from the file."""
    report = replace(filled(), totals=Totals.TYPED)
    many: dict[str, Value] = dict.fromkeys(report.form.cells, -7)
    told = []
    for turned in (list, lambda items: list(reversed(items))):
        here = replace(report, cells=dict(turned(report.cells.items())))
        wrong = replace(report, cells=dict(turned(many.items())))
        case = summed(published=wrong) if rule == "sum.published" else summed(summed=wrong.cells)
        found = replace(case, report=wrong if rule == "complete.value" else here).check().findings
        told.append([one.cells for one in found if one.rule.startswith(rule)])
    assert told[0] == told[1] != []
