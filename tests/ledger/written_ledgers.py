"""Twelve ledgers written by hand as an office might keep them, each row with what must become of it.

A line is ``fate || cell | cell | …``. A cell ``d:2025-01-03`` is a date, ``#1.3`` a number, anything else text.
A fate is ``column received closed row`` (years; ``-`` for not closed), ``ask`` (named and in no cell),
``skip`` (no request), ``same`` (belongs to the request of an earlier row), ``head`` or, for a dispute,
``case procedure column year``. A ``?`` before it says that the row is counted and a question is listed as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

COLUMNS = {
    "n": "natural_person",
    "e": "enterprise",
    "r": "research_institute",
    "w": "public_welfare_org",
    "l": "legal_service",
    "o": "other_org",
}
YEARS = (2023, 2024, 2025, 2026)


@dataclass
class Written:
    """A ledger as it is written: its sheets (title, rows), merged areas and how each row is to be taken."""

    name: str
    kind: str
    text: str
    sheets: list[tuple[str, list[list[Any]]]] = field(default_factory=list)
    fates: dict[str, str] = field(default_factory=dict)
    merges: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for line in self.text.strip().splitlines():
            line = line.strip()
            if line.startswith("=="):
                self.sheets.append((line.strip("= "), []))
            elif line.startswith("++"):
                self.merges.append((self.sheets[-1][0], line.strip("+ ")))
            elif line:
                fate, _, cells = line.partition("||")
                title, rows = self.sheets[-1]
                rows.append([_value(cell.strip()) for cell in cells.split("|")])
                self.fates[f"{title}!{len(rows)}"] = fate.strip()

    def cells(self, year: int, *, disputes: bool = False) -> Counter[str]:
        """Return the cells that are not 0, counted from the fates alone."""
        found: Counter[str] = Counter()
        for fate in self.fates.values():
            words = fate.lstrip("?").split()
            if words and words[0] in COLUMNS:
                for row in _rows(int(words[1]), words[2], words[3] if len(words) > 3 else "", year):
                    for column in (COLUMNS[words[0]], "total"):
                        found[f"applications.{row}.{column}"] += 1
                        if row not in ("new", "carried_in", "carried_out"):
                            found[f"applications.total.{column}"] += 1
            if disputes and words and words[0] == "case" and _is_case_of(words[2], int(words[3]), year):
                for column in (words[2], "total"):
                    found[f"disputes.{words[1]}.{column}"] += 1
        return found

    def places(self, *starts: str) -> set[str]:
        """Return the places whose fate begins with one of these words."""
        return {place for place, fate in self.fates.items() if fate.startswith(starts)}


def _rows(received: int, closed: str, result: str, year: int) -> list[str]:
    """Return the rows of table three in which a request counts in a year."""
    end = 9999 if closed == "-" else int(closed)
    rows = ["new"] if received == year else ["carried_in"] if received < year <= end else []
    if end == year:
        rows.append(result)
    return rows + (["carried_out"] if received <= year < end else [])


def _is_case_of(column: str, told: int, year: int) -> bool:
    """Whether a case counts in a year: a pending one in each from that in which it was filed."""
    return told <= year if column == "pending" else told == year


def _value(cell: str) -> Any:
    """Return a cell's value: a date, a date with its time, a number or text."""
    if cell.startswith("d:"):
        return datetime.fromisoformat(cell[2:]) if " " in cell else date.fromisoformat(cell[2:])
    if cell.startswith("#"):
        return float(cell[1:]) if "." in cell else int(cell[1:])
    return cell or None


WRITTEN = [
    Written(
        "negations",
        "csv",
        """
== 表
head || 柳溪街道2025年度政府信息依申请公开登记表
head || 登记号 | 姓名或名称 | 收到申请时间 | 申请公开内容 | 答复时间 | 答复情况 | 说明
n 2025 2025 granted || 1号 | 赵小满 | 1月3日（周五） | 旧改补偿标准 | 1月20日 | 不存在不予公开情形，全部公开 |
n 2025 2025 granted || 2号 | 钱立夏 | １月６日 | 停车位规划 | ２月７日 | 经审查不属于不予公开范围，予以公开 |
n 2025 2025 granted || 3号 | 孙白露 | 1月8日 | 低保名单 | 1月24日 | 并非信访事项，已提供 |
n 2025 2025 refused_third_party || 4号 | 李寒露 | 2月10日 | 企业合同 | 3月3日 | 不予公开：不涉及国家秘密，涉及商业秘密 |
ask || 5号 | 周霜降 | 2月11日 | 会议记录 | 3月4日 | 未予公开 |
n 2025 2025 partly_granted || 6号 | 吴立冬 | 2月12日 | 审批材料 | 3月5日 | 无法全部公开，部分公开 |
n 2025 2025 unavailable_not_held || 7号 | 郑小雪 | 2月13日 | 监测报告 | 3月6日 | 不是不予公开，而是信息不存在 |
n 2025 2025 refused_deliberative || 8号 | 王大雪 | 2月14日 | 请示 | 3月7日 | 过程性信息，不同意公开 |
ask || 9号 | 冯冬至 | 2月17日 | 名册 | 3月10日 | 第三方未反对 |
ask || 10号 | 陈小寒 | 2月18日 | 名册 | 3月11日 | 是否公开待定 |
e 2025 2025 granted || 11号 | 江州白鹭置业有限公司 | 2月19日 | 批复 | 3月12日 | 无不宜公开内容，同意提供 |
n 2025 2025 declined_petition || 12号 | 褚大寒 | 2月20日 | 投诉邻居 | 3月13日 | 不属于政府信息公开申请，属信访投诉 |
""",
    ),
    Written(
        "numeric_days",
        "xlsx",
        """
== 2025
head || 2025年依申请公开办理台账
head || 序号 | 受理编号 | 申请人 | 申请人类别 | 收到日期 | 答复日期 | 办理结果
n 2025 2025 granted || #1 | 2025001 | 何一 | 自然人 | #1.13 | #2.14 | 予以公开
?n 2025 2025 granted || #2 | 2025002 | 何二 | 自然人 | #1.2 | #2.14 | 予以公开
?e 2025 2025 unavailable_not_held || #3 | 2025003 | 何记米业有限公司 | 商业企业 | #3.1 | #3.31 | 信息不存在
n 2025 2025 granted || #4 | 2025004 | 何四 | 自然人 | #4.28 | #5.2 | 予以公开
n 2025 2025 granted || #5 | 2025005 | 何五 | 自然人 | #6.5 | #6.9 | 予以公开
n 2025 2025 granted || #6 | 2025006 | 何六 | 自然人 | 7.3 | 7.25 | 予以公开
n 2025 - || #7 | 2025007 | 何七 | 自然人 | #12.29 | | 办理中
""",
    ),
    Written(
        "several_rows",
        "xlsx",
        """
== 第一季度
head || 2025年第一季度
head || 申请编号 | 申请人 | 申请人类型 | 申请时间 | 办结时间 | 答复类型
n 2025 2025 partly_granted || 25-01 | 杨梅 | 公民 | d:2025-01-06 | d:2025-01-24 | 予以公开
same || 25-01 | 杨梅 | 公民 | d:2025-01-06 | d:2025-01-24 | 不予公开（商业秘密）
ask || 25-02 | 杨柳 | 公民 | d:2025-01-07 | d:2025-01-27 | 不予公开（个人隐私）
ask || 25-02 | 杨柳 | 公民 | d:2025-01-07 | d:2025-01-27 | 不予公开（过程性信息）
n 2025 2025 granted || 25-03 | 杨桃 | 公民 | d:2025-03-20 | | 办理中
n 2025 2025 other_not_corrected || 25-04 | 杨树 | 公民 | d:2025-03-21 | | 待补正
n 2025 2025 granted || 25-05 | 杨花 | 公民 | d:2025-03-24 | d:2025-03-28 | 予以公开
n 2025 2025 partly_granted || 25-06 | 杨絮 | 公民 | d:2025-03-25 | d:2025-03-31 | 信息不存在
== 第二季度
head || 2025年第二季度
head || 申请编号 | 申请人 | 申请人类型 | 申请时间 | 办结时间 | 答复类型
same || 25-03 | 杨桃 | 公民 | d:2025-03-20 | d:2025-04-16 | 予以公开
same || 25-04 | 杨树 | 公民 | d:2025-03-21 | d:2025-04-30 | 逾期不补正
same || 25-05 | 杨花 | 公民 | d:2025-03-24 | d:2025-03-28 | 予以公开
same || 25-06 | 杨絮 | 公民 | d:2025-03-25 | d:2025-03-31 | 部分公开
ask || 25-07 | 杨帆 | 公民 | d:2025-04-07 | d:2025-04-25 | 重复申请
ask || 25-07 | 杨帆 | 公民 | d:2025-04-07 | d:2025-04-28 | 信访
e 2025 2025 granted || 25-08 | 杨记茶业有限公司 | 企业 | d:2025-04-08 | d:2025-04-28 | 予以公开
""",
    ),
    Written(
        "continued_tables",
        "docx",
        """
== 一
head || 某镇政府信息公开申请登记簿
head || 受理号 | 申请人姓名/名称 | 申请人属性 | 收文日期 | 所需信息内容描述 | 反馈时间 | 答复结果
n 2024 2024 granted || 〔2024〕1号 | 许一诺 | 公民 | 2024年11月4日9时30分 | 村级账目 | 2024年11月20日 | 已主动公开，告知网址
n 2024 2025 unavailable_needs_compiling || 〔2024〕2号 | 许二虎 | 公民 | 2024年12月27日 | 历年汇总 | 2025年1月17日 | 需汇总、加工
w 2025 2025 refused_internal_affairs || 〔2025〕1号 | 某县许氏慈善基金会 | 法人 | 2025年2月5日 | 考勤表 | 2025年2月20日 | 属内部管理信息
== 二
r 2025 2025 declined_publication || 〔2025〕2号 | 江州农业大学 | 法人 | 2025年3月3日 | 县志 | 2025年3月10日 | 公开出版物
l 2025 2025 refused_case_files || 〔2025〕3号 | 北京柳溪律师事务所 | 法人 | 2025年3月4日 | 处罚卷 | 2025年3月31日 | 行政执法案卷
o 2025 - || 〔2025〕4号 | 柳溪村民委员会 | 法人 | 2025年12月30日 | 征地批文 | | 尚未办理
""",
    ),
    Written(
        "ticks_of_ones",
        "xlsx",
        """
== 汇总
head || 2025年政府信息公开申请办理情况登记表
head || 编号 | 申请单位 | 申请人情况 | | | | 申请日期 | 答复日期 | 办理结果 | | | |
head || | | 自然人 | 法人或其他组织 | | | | | 予以公开 | 部分公开 | 不予公开 | | 无法提供
head || | | | 商业企业 | 法律服务机构 | 其他 | | | | | 个人隐私 | 过程性信息 | 信息不存在
n 2025 2025 granted || A1 | 田一 | #1 | | | | 20250106 | 20250120 | #1 | | | |
n 2025 2025 partly_granted || A2 | 田二 | #1 | | | | 20250107 | 20250121 | #1 | | #1 | |
ask || A3 | 田三 | #1 | | | | 20250108 | 20250122 | | | #1 | #1 |
ask || A4 | 田四 | #1 | | | | 20250109 | 20250123 | | | | |
e 2025 2025 unavailable_not_held || A5 | 田园食品有限公司 | | #1 | | | 20250110 | 20250124 | | | | | #1
l 2025 2025 partly_granted || A6 | 田野律师事务所 | | | #1 | | 20250113 | 20250126 | | #1 | | |
ask || A7 | 田七 | #1 | | | #1 | 20250114 | 20250127 | #1 | | | |
n 2025 - || A8 | 田八 | #1 | | | | 20251230 | | | | | |
skip || 合计 | | #6 | #1 | #1 | #1 | | | #3 | #1 | #2 | #1 | #1
""",
    ),
    Written(
        "system_export",
        "xlsx",
        """
== 导出
head || 查询编号 | 申请人姓名 | 申请人性质 | 申请方式 | 申请时间 | 双方确认日期 | 状态 | 处理结果 | 回复时间
n 2025 2025 granted || SQ11310000112024123100101 | 林一 | 公民 | 网络 | 2024-12-31 23:50:12 | 2025-01-02 09:00:00 | 已答复 | 同意公开 | 2025-01-21 10:11:12
e 2025 2025 other_misc || SQ11310000112025010600102 | 林海木业有限公司 | 企业 | 网络 | 2025-01-06 08:00:00 | 2025-01-06 09:00:00 | 已撤销 | 申请人主动撤销 | 2025-01-08 08:00:00
n 2025 - || SQ11310000112025122600103 | 林三 | 公民 | 邮寄 | 2025-12-26 08:00:00 | | 待补证 | |
n 2025 2025 refused_security_stability || SQ11310000112025020300104 | 林四 | 公民 | 当面 | 2025-02-03 08:00:00 | | 已答复 | 危及“三安全一稳定” | 2025-02-20 08:00:00
n 2025 2025 granted || SQ11310000112025020300105 | 林五 | 公民 | 当面 | 2025-02-03 09:00:00 | | 已答复 | 商业秘密、个人隐私，予以公开 | 2025-02-20 08:00:00
ask || SQ11310000112025020300106 | 林六 | 公民 | 当面 | 2025-02-03 10:00:00 | | 已答复 | | 2025-02-20 08:00:00
n 2025 2025 declined_excessive || SQ11310000112025020300107 | 林七 | 公民 | 当面 | 2025-02-03 11:00:00 | | 补充答复 | 无正当理由大量反复申请 | 2025-02-20 08:00:00
""",
    ),
    Written(
        "sections_of_years",
        "xlsx",
        """
== 台账
head || 某区城管局依申请公开台账（2024-2025）
head || 件号 | 公民姓名 | 类别 | 接收日期 | 办理终结时间 | 处理结果 | 不予公开理由
skip || 2024年
n 2024 2024 refused_state_secret || 2024-1 | 马一 | 个人 | 3月5日 | 3月28日 | 不予公开 | 国家秘密
ask || 2024-2 | 马二 | 个人 | 12月30日 | 1月15日 | 区分处理 | 个人隐私
e 2024 - || 2024-3 | 马到成功物流有限公司 | 公司 | 12月31日 | | 正在办理 |
skip || 小计 | 3件 |
skip || 2025年
n 2025 2025 refused_administrative_query || 2025-1 | 马四 | 个人 | 2月8日 | 2月25日 | 不予公开 | 不动产登记资料
n 2025 2025 declined_reconfirmation || 2025-2 | 马五 | 个人 | 12月1日 | 12月22日 | 不予处理 | 重新出具已获取信息
skip || 小计 | 2件 |
skip || 注：以上不含信访转办件。
skip || 填表人：马六 | | 审核人：马七 | | 2025年12月31日
""",
    ),
    Written(
        "disputes",
        "xlsx",
        """
== 申请
head || 受理编号 | 申请人 | 类型 | 受理日期 | 答复日期 | 办理结果
n 2024 2024 refused_deliberative || 24-1 | 罗一 | 自然人 | d:2024-05-06 | d:2024-05-30 | 过程性信息
n 2024 2024 refused_third_party || 24-2 | 罗二 | 自然人 | d:2024-06-03 | d:2024-06-27 | 个人隐私
n 2025 2025 unavailable_not_held || 25-1 | 罗三 | 自然人 | d:2025-02-06 | d:2025-02-27 | 不掌握
== 复议诉讼
head || 受理编号 | 申请人 | 救济类型 | 是否经复议 | 本机关身份 | 立案日期 | 审结日期 | 审结结果
case review upheld 2024 || 24-1 | 罗一 | 行政复议 | | 被申请人 | d:2024-07-01 | d:2024-08-20 | 不予撤销，维持原答复
case suit_after_review upheld 2025 || 24-1 | 罗一 | 行政诉讼 | 是 | 被告 | d:2025-01-06 | d:2025-04-10 | 判决驳回原告诉讼请求
case review corrected 2024 || 24-2 | 罗二 | 行政复议 | | 被申请人 | d:2024-08-01 | d:2024-09-20 | 撤销并责令重新答复
case direct_suit other 2025 || 25-1 | 罗三 | 行政诉讼 | 否 | 被告 | d:2025-03-10 | d:2025-05-20 | 裁定准许撤诉
skip || 区-9 | 他人 | 行政诉讼 | 是 | 共同被告（复议机关） | d:2025-03-11 | d:2025-06-20 | 驳回诉讼请求
case direct_suit pending 2025 || 25-1 | 罗三 | 行政诉讼 | 否 | 被告 | d:2025-11-10 | | 一审审理中
""",
    ),
    Written(
        "applicants",
        "xlsx",
        """
== Sheet1
head || 申请编号 | 申请人（单位） | 签收日期 | 答复书日期 | 答复种类
n 2025 2025 granted || 1 | 阿不都热合曼·买买提 | 2025.3.3 | 2025.3.10 | 全部公开
o 2025 2025 granted || 2 | 江州大学附属医院 | 2025.3.4 | 2025.3.11 | 全部公开
w 2025 2025 granted || 3 | 江州市茶叶商会 | 2025.3.5 | 2025.3.12 | 全部公开
n 2025 2025 granted || 4 | 江雪（代理人：北京柳溪律师事务所） | 2025.3.6 | 2025.3.13 | 全部公开
ask || 5 | 江枫、江州枫叶贸易有限公司 | 2025.3.7 | 2025.3.14 | 全部公开
n 2025 2025 granted || 6 | 江月、江潮等5人 | 2025.3.10 | 2025.3.17 | 全部公开
o 2025 2025 granted || 7 | 江州市第一中学 | 2025.3.11 | 2025.3.18 | 全部公开
r 2025 2025 granted || 8 | 江州市水利科学研究院 | 2025.3.12 | 2025.3.19 | 全部公开
l 2025 2025 granted || 9 | 江州市公证处 | 2025.3.13 | 2025.3.20 | 全部公开
o 2025 2025 granted || 10 | 明珠花园业主委员会 | 2025.3.14 | 2025.3.21 | 全部公开
e 2025 2025 granted || 11 | 江州柳溪农民专业合作社 | 2025.3.17 | 2025.3.24 | 全部公开
ask || 12 | | 2025.3.18 | 2025.3.25 | 全部公开
""",
    ),
    Written(
        "implausible_days",
        "xlsx",
        """
== 台账
head || 受理编号 | 申请人 | 申请人类别 | 收到申请日期 | 补正告知日期 | 收到补正日期 | 答复日期 | 办理结果
n 2025 2025 granted || 1 | 段一 | 自然人 | #20250103 | | | #20250116 | 予以公开
ask || 2 | 段二 | 自然人 | d:2025-02-06 | | | d:2052-03-01 | 予以公开
ask || 3 | 段三 | 自然人 | d:2025-03-06 | | | d:2025-02-20 | 予以公开
ask || 4 | 段四 | 自然人 | d:2035-03-06 | | | | 办理中
ask || 5 | 段五 | 自然人 | 2025.2.30 | | | 2025.3.20 | 予以公开
n 2025 2025 granted || 6 | 段六 | 自然人 | #45750 | | | #45770 | 予以公开
ask || 7 | 段七 | 自然人 | d:1925-04-02 | | | d:2025-04-20 | 予以公开
?n 2025 2025 granted || 8 | 段八 | 自然人 | d:2025-05-06 | d:2025-05-12 | d:2025-05-09 | d:2025-05-30 | 予以公开
n 2025 - || 9 | 段九 | 自然人 | d:2025-12-30 | | | | 办理中
""",
    ),
    Written(
        "unclear_results",
        "xlsx",
        """
== 2025年
head || 登记编号 | 申请人 | 申请人类别 | 收到时间 | 答复日期 | 答复文号 | 办理结果
?n 2025 2025 granted || 1 | 石一 | 自然人 | d:2025-01-06 | | 江公复〔2025〕7号 | 予以公开
ask || 2 | 石二 | 自然人 | d:2025-01-07 | | | 予以公开
ask || 3 | 石三 | 自然人 | d:2025-01-08 | d:2025-01-20 | | 已办结
?n 2025 2025 other_misc || 4 | 石四 | 自然人 | d:2025-01-09 | d:2025-01-21 | | 非政府信息
ask || 5 | 石五 | 自然人 | d:2025-01-10 | d:2025-01-22 | | 已移交国家档案馆
skip || 6 | 石六 | 自然人 | d:2025-01-13 | d:2025-01-23 | | 转区教育局办理
ask || 7 | 石七 | 自然人 | d:2025-01-14 | d:2025-01-24 | | 内部管理信息及过程性信息
ask || 8 | 石八 | 自然人 | d:2025-01-15 | d:2025-01-24 | | 申请内容不明确
n 2025 2025 unavailable_unclear || 9 | 石九 | 自然人 | d:2025-01-16 | d:2025-01-26 | | 补正后仍不明确
?n 2025 2025 other_misc || 10 | 石十 | 自然人 | d:2025-01-17 | d:2025-01-26 | | 申请人撤回申请
skip || 11 | 石磊 | 自然人 | d:2025-01-20 | | | 空号
""",
    ),
    Written(
        "ditto_and_lines",
        "xlsx",
        """
== 登记
head || 某乡依申请公开登记台账
head || 受理文号 | 申请人名称 | 主体类型 | 登记日期 | 申请事项 | 答复日期 | 办理情况
n 2025 2025 granted || 乡公〔2025〕1号 | 白一 | 村民 | 25.3.3 | 账目 | 25.3.17 | 已提供
? n 2025 2025 granted || 乡公〔2025〕2号 | 同上 | 同上 | 同上 | 合同 | 同上 | 同上
? n 2025 2025 unavailable_not_held || 乡公〔2025〕3号 | 〃 | 〃 | 25.3.4 | 图纸 | 25.3.18 | 经检索不存在
n 2025 2025 partly_granted || 乡公〔2025〕4号 | 白二 | 村民 | 25.4.7 | 名单 | 25.4.21 | 予以公开
same || | | | | 证件复印件 | | 个人隐私，不予公开
++ A6:A7
++ B6:B7
++ C6:C7
++ D6:D7
++ F6:F7
o 2025 2025 other_fee_unpaid || 乡公〔2025〕5号 | 白沙村民委员会 | 村（居）委会 | 25.5.6 | 全部档案 | 25.7.1 | 未按期缴费
skip || 领导签字：
""",
    ),
]
